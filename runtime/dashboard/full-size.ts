/** `<tr-full-size>`: one part of a dashboard over the whole window, on the browser's modal dialog; Esc and x close it. */
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { TrElement } from '../ui/element.js';
import { iconButton } from '../ui/parts.js';

@customElement('tr-full-size')
export class TrFullSize extends TrElement {
  @property() label = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = css`
    dialog { border: 0; padding: 0; width: calc(100vw - 48px); height: calc(100dvh - 48px); max-width: none; max-height: none; background: var(--tr-surface); color: var(--tr-text); border-radius: var(--tr-radius-l); box-shadow: var(--tr-shadow-3); font: var(--tr-text-body); overflow: hidden; }
    dialog::backdrop { background: var(--tr-backdrop); }
    .frame { position: relative; display: flex; flex-direction: column; height: 100%; }
    .close { position: absolute; inset-block-start: 6px; inset-inline-end: 8px; z-index: 2; }
    ::slotted(tr-widget-card) { flex: 1; min-height: 0; padding-inline-end: 44px; }
    @media (max-width: 639px) {
      dialog { width: 100vw; height: 100dvh; border-radius: 0; }
      .close .ib { width: 44px; height: 44px; }
    }
  `; // prettier-ignore

  override render() {
    return html`<dialog aria-label=${this.label} @close=${() => this.emit('tr-closed')}>
      <div class="frame">
        <div class="close">
          ${iconButton({ label: this.t('common.close'), icon: 'x', run: () => this.dialog.close() })}
        </div>
        <slot></slot>
      </div>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }
}
