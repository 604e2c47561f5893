/** `<tr-panel>`: a pop-over with any content (filters, columns), opened at a cause; a sheet from below on a phone. */
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { TrElement } from './element.js';
import { closePopover, openPopover, type PopoverOptions } from './popover.js';

@customElement('tr-panel')
export class TrPanel extends TrElement {
  @property() label = '';
  @query('[popover]') private panel!: HTMLElement;
  #cause: HTMLElement | undefined;

  static override styles = css`
    :host {
      display: contents;
    }
    [popover] {
      border: 0;
      padding: 0;
      background: var(--tr-raised);
      color: var(--tr-text);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-2);
      width: 320px;
      max-width: calc(100vw - 16px);
      font: var(--tr-text-body);
      overflow: auto;
    }
    [popover]:popover-open {
      animation: show var(--tr-normal) var(--tr-ease);
    }
    @keyframes show {
      from {
        opacity: 0;
        transform: translateY(-4px);
      }
    }
    @media (max-width: 639px) {
      [popover] {
        inset: auto 0 0 0 !important;
        width: 100%;
        max-width: 100%;
        border-radius: var(--tr-radius-l) var(--tr-radius-l) 0 0;
        padding-bottom: env(safe-area-inset-bottom);
      }
      [popover]::backdrop {
        background: var(--tr-backdrop);
      }
    }
  `;

  openAt(cause: HTMLElement, options: PopoverOptions = {}): void {
    this.#cause = cause;
    cause.setAttribute('aria-expanded', 'true');
    openPopover(this.panel, cause, options);
  }

  close(): void {
    closePopover(this.panel);
  }

  get isOpen(): boolean {
    return this.panel?.matches(':popover-open') ?? false;
  }

  override render() {
    return html`<div popover role="dialog" aria-label=${this.label} @toggle=${this.#toggled}><slot></slot></div>`;
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#cause?.setAttribute('aria-expanded', 'false');
    if (this.matches(':focus-within') || document.activeElement === document.body) this.#cause?.focus();
    this.emit('tr-closed');
  }
}
