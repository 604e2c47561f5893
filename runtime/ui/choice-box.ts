/** `<tr-choice-box>`: several of a list: the chosen as tags on a button, all with check boxes behind it. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { compareText } from '../../metadata/value.js';
import type { Choice } from '../host/field-views.js';
import { icon } from './icon.js';
import { tag } from './parts.js';
import { openPopover } from './popover.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

/** From so many on a field to find one among them is worth its place. */
const manyChoices = 10;

@customElement('tr-choice-box')
export class TrChoiceBox extends ValueEditor {
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @state() private found = '';
  /** Tells a table around it that the cell is still being edited. */
  @property({ type: Boolean, reflect: true }) opened = false;
  @query('button.box') private box!: HTMLElement;
  @query('[popover]') private panel!: HTMLElement;

  static override styles = [
    valueEditorStyles,
    css`
      .item {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        padding: 0 8px;
        border-radius: var(--tr-radius-s);
        cursor: pointer;
      }
      .item:hover {
        background: var(--tr-hover);
      }
      @media (pointer: coarse) {
        .item {
          min-height: 44px;
        }
      }
    `,
  ];

  override render() {
    const { edit } = this;
    const chosen = this.#chosen();
    const shown = this.choices.filter((each) => chosen.has(each.code));
    const wanted = this.found.trim().toLocaleLowerCase();
    const rows = this.choices
      .filter((each) => each.active || chosen.has(each.code))
      .filter((each) => each.label.toLocaleLowerCase().includes(wanted));
    return this.frame(
      html`<button
          type="button"
          class="box ${edit.error ? 'bad' : ''}"
          data-first
          aria-haspopup="dialog"
          aria-expanded=${String(this.opened)}
          aria-labelledby="lab sum"
          aria-describedby=${this.described}
          ?disabled=${edit.readOnly}
          @click=${this.#show}
        >
          <span id="sum" class="row" style="flex-wrap:wrap;gap:4px"
            >${
              shown.length === 0
                ? html`<span class="t3">${edit.t('editor.choose')}</span>`
                : shown.map((each) => tag(each.label, each.colour))
            }</span
          >
          <span class="end">${icon('chevron-down', 's')}</span>
        </button>
        <div popover role="group" aria-labelledby="lab" @keydown=${this.#key} @toggle=${this.#toggled}>
          ${
            this.choices.length > manyChoices
              ? html`<input
                  class="find"
                  type="search"
                  aria-label=${edit.t('editor.find')}
                  placeholder=${edit.t('editor.find')}
                  .value=${this.found}
                  @input=${(event: Event) => (this.found = (event.target as HTMLInputElement).value)}
                />`
              : nothing
          }
          ${rows.map(
            (each) =>
              html`<label class="item"
                ><input
                  class="cb"
                  type="checkbox"
                  .checked=${chosen.has(each.code)}
                  @change=${() => this.#flip(each.code)}
                />${each.colour ? tag(each.label, each.colour) : each.label}</label
              >`,
          )}
          ${rows.length === 0 ? html`<div class="item t3">${edit.t('editor.nothingFound')}</div>` : nothing}
        </div>`,
    );
  }

  #chosen(): Set<string> {
    return new Set(Array.isArray(this.value) ? (this.value as unknown[]).map(String) : []);
  }

  #flip(code: string): void {
    const next = this.#chosen();
    if (!next.delete(code)) next.add(code);
    const list = [...next].sort(compareText);
    this.change(list.length === 0 ? null : list);
  }

  async #show(): Promise<void> {
    this.found = '';
    openPopover(this.panel, this.box, { stretch: true });
    await this.updateComplete;
    this.panel.querySelector<HTMLElement>('input')?.focus();
  }

  #toggled(event: ToggleEvent): void {
    this.opened = event.newState === 'open';
    if (!this.opened && this.renderRoot.contains(this.shadowRoot?.activeElement ?? null)) this.box.focus();
  }

  #key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    // Enter takes what stands there; the form must not read it as its own.
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      this.panel.hidePopover();
      this.box.focus();
    }
    if (event.key === 'Escape') event.stopPropagation();
    if (step === 0) return;
    event.preventDefault();
    const inputs = [...this.panel.querySelectorAll<HTMLElement>('input')];
    const at = inputs.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    inputs[(at + step + inputs.length) % inputs.length]?.focus();
  }
}
