/** `<tr-words-box>`: free words as tags: Enter or a comma ends one, Backspace takes the last away; known ones are offered. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Parsed } from '../../metadata/contributions.js';
import type { Choice } from '../host/field-views.js';
import { icon } from './icon.js';
import { isComposing } from './element.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

@customElement('tr-words-box')
export class TrWordsBox extends ValueEditor {
  @property({ attribute: false }) offered: readonly Choice[] = [];
  /** Reads a whole list by the field type's codec. */
  @property({ attribute: false }) read: (words: readonly string[]) => Parsed = (words) => ({ value: [...words] });
  /** Words that others have written; asked when somebody begins to write. */
  @property({ attribute: false }) suggest: () => Promise<readonly string[]> = () => Promise.resolve([]);
  /** In a head: the words alone, and a place to write another. */
  @property({ type: Boolean, reflect: true }) quiet = false;
  @state() private used: readonly string[] = [];
  @query('input') private input!: HTMLInputElement;
  #isAsked = false;

  static override styles = [
    valueEditorStyles,
    css`
      :host([quiet]) .box {
        border-color: transparent;
        background: none;
        padding: 0;
        min-height: 28px;
      }
      :host([quiet]) .box > input {
        flex: 0 1 auto;
        field-sizing: content;
        min-width: 72px;
        max-width: 200px;
        height: 24px;
        padding: 0 8px;
        border: 1px dashed var(--tr-line-strong);
        border-radius: var(--tr-radius-s);
        font: var(--tr-text-meta);
      }
      :host([quiet]) .box > input:hover {
        border-color: var(--tr-line-control);
      }
      @media (pointer: coarse) {
        :host([quiet]) .box > input {
          font-size: 16px;
          height: 32px;
        }
      }
    `,
  ];

  override render() {
    const { edit } = this;
    const words = this.#words();
    const offers = this.#offers(words);
    return this.frame(
      html`<div class="box ${edit.error ? 'bad' : ''}">
        ${words.map((word) => {
          const colour = this.offered.find((each) => each.code === word)?.colour;
          return html`<span class="tag ${colour ?? 'grey'}"
            >${colour ? html`<i></i>` : nothing}<span>${word}</span
            ><button
              type="button"
              tabindex="-1"
              aria-label=${edit.t('editor.removeWord', { word })}
              @click=${() => this.#set(words.filter((each) => each !== word))}
            >
              ${icon('x', 's')}
            </button></span
          >`;
        })}
        <input
          data-first
          type="text"
          list=${offers.length > 0 ? 'offered' : nothing}
          aria-labelledby="lab"
          aria-describedby=${this.described}
          autocomplete="off"
          enterkeyhint="enter"
          placeholder=${this.quiet ? edit.t('editor.addTag') : words.length === 0 ? edit.t('editor.addWord') : ''}
          @focus=${this.#ask}
          ?disabled=${edit.readOnly}
          @keydown=${this.#key}
          @input=${this.#typed}
          @change=${this.#take}
          @blur=${this.#take}
        />
        <datalist id="offered">${offers.map((word) => html`<option value=${word}></option>`)}</datalist>
      </div>`,
    );
  }

  /** Those of the dictionary first, then what is in use. */
  #offers(words: readonly string[]): readonly string[] {
    const active = this.offered.filter((each) => each.active).map((each) => each.code);
    return [...new Set([...active, ...this.used])].filter((word) => !words.includes(word));
  }

  /** Nothing is offered where nothing can be had: words may be written all the same. */
  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    void this.suggest().then(
      (words) => (this.used = words),
      () => (this.#isAsked = false),
    );
  }

  #words(): readonly string[] {
    return Array.isArray(this.value) ? (this.value as unknown[]).map(String) : [];
  }

  #key(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && this.input.value.trim() !== '') {
      event.preventDefault();
      event.stopPropagation();
      this.#take();
    }
    if (event.key === 'Backspace' && this.input.value === '') this.#set(this.#words().slice(0, -1));
  }

  #typed(): void {
    if (/[,;，；、]/.test(this.input.value)) this.#take();
  }

  #take(): void {
    const typed = this.input.value.split(/[,;，；、]/).map((word) => word.trim()).filter((word) => word !== ''); // prettier-ignore
    if (typed.length === 0) return;
    if (this.#set([...this.#words(), ...typed])) this.input.value = '';
  }

  #set(words: readonly string[]): boolean {
    const parsed = this.read(words);
    this.edit.refuse('value' in parsed ? undefined : parsed.message);
    if (!('value' in parsed)) return false;
    this.change(parsed.value);
    return true;
  }
}
