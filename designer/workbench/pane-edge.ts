/** `<td-pane-edge>`: the edge of a pane, moved by dragging or by arrow keys; the width is kept per browser. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TdElement } from '../td-element.js';

@customElement('td-pane-edge')
export class TdPaneEdge extends TdElement {
  /** Name of the kept width. */
  @property() name = '';
  @property() label = '';
  @property({ type: Number }) width = 256;
  @property({ type: Number }) least = 200;
  @property({ type: Number }) most = 480;
  /** The pane is at the end of the row: dragging to the start widens it. */
  @property({ type: Boolean }) end = false;

  static override styles = css`
    :host {
      display: block;
      position: relative;
      width: 1px;
      background: var(--tr-line-strong);
      z-index: 3;
    }
    div {
      position: absolute;
      inset: 0 -4px;
      cursor: col-resize;
      touch-action: none;
    }
    div:hover,
    div:active {
      background: linear-gradient(var(--tr-accent-line) 0 0) center / 2px 100% no-repeat;
    }
  `;

  override render() {
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${this.label || nothing}
      aria-valuenow=${this.width}
      aria-valuemin=${this.least}
      aria-valuemax=${this.most}
      @pointerdown=${this.#down}
      @keydown=${this.#key}
    ></div>`;
  }

  #down(event: PointerEvent): void {
    const edge = event.currentTarget as HTMLElement;
    const from = event.clientX;
    const width = this.width;
    const sign = this.end ? -1 : 1;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => this.#set(width + sign * (moved.clientX - from));
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', move), { once: true });
    event.preventDefault();
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step === undefined) return;
    this.#set(this.width + (this.end ? -step : step));
    event.preventDefault();
  }

  #set(width: number): void {
    const next = Math.round(Math.min(this.most, Math.max(this.least, width)));
    this.host.appearance.set(`pane.${this.name}`, String(next));
    this.emit('td-width', next);
  }
}
