/**
 * `<tr-pane-field>`: a labelled field that says what is chosen and opens its editor in a panel below it: lists of options
 * and date ranges in a query pane of fields. `content` is drawn while the panel is open.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { queryPaneStyles } from './query-pane-styles.js';

@customElement('tr-pane-field')
export class TrPaneField extends TrElement {
  @property() label = '';
  @property({ attribute: false }) words: unknown = '';
  @property() symbol = 'chevron-down';
  @property() error = '';
  @property({ type: Boolean }) required = false;
  @property({ attribute: false }) content: () => unknown = () => nothing;
  @state() private isOpen = false;
  @query('tr-panel') private panel!: TrPanel;

  static override styles = [
    queryPaneStyles,
    css`
      :host { display: block; min-width: 0; }
      .label { display: block; font: var(--tr-text-label); color: var(--tr-text-2); padding-bottom: 4px; }
      .box { width: 100%; min-height: 32px; display: flex; align-items: center; gap: 6px; padding: 0 8px; border: 1px solid var(--tr-line-control); border-radius: var(--tr-radius-m); background: var(--tr-surface); color: var(--tr-text); text-align: start; cursor: pointer; font: inherit; }
      .box svg { color: var(--tr-text-2); flex: none; }
      .box.bad { border-color: var(--tr-bad); }
      .error { color: var(--tr-bad); font: var(--tr-text-meta); padding-top: 4px; }
      .form { padding: 12px; }
      @media (pointer: coarse) { .box { min-height: 44px; } }
    `,
  ]; // prettier-ignore

  override render() {
    return html`<span class="label" id="label"
        >${this.label}${this.required ? html`<span aria-hidden="true">&nbsp;*</span>` : nothing}</span
      >
      <button
        type="button"
        class="box ${this.error ? 'bad' : ''}"
        aria-haspopup="dialog"
        aria-labelledby="label words"
        aria-describedby=${this.error ? 'error' : nothing}
        @click=${(event: Event) => void this.#open(event.currentTarget as HTMLElement)}
      >
        <span class="clip sp" id="words" data-tip-cut>${this.words}</span>${icon(this.symbol, 's')}
      </button>
      ${this.error ? html`<div class="error" id="error">${this.error}</div>` : nothing}
      <tr-panel .label=${this.label} @tr-closed=${this.#closed}>
        ${this.isOpen ? html`<div class="form">${this.content()}</div>` : nothing}
      </tr-panel>`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.box')?.focus();
  }

  #closed(event: Event): void {
    event.stopPropagation();
    this.isOpen = false;
  }

  async #open(cause: HTMLElement): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.panel.openAt(cause, { stretch: true });
    this.renderRoot.querySelector<HTMLElement>('tr-option-list, input:checked, input')?.focus();
  }
}
