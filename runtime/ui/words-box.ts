/** `<tr-words-box>`: free words as tags: Enter or a comma ends one, Backspace takes the last away; known ones are offered. */
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Parsed } from '../../metadata/contributions.js';
import type { Choice } from '../host/field-views.js';
import { icon } from './icon.js';
import { isComposing } from './element.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';

@customElement('tr-words-box')
export class TrWordsBox extends ValueEditor {
  @property({ attribute: false }) offered: readonly Choice[] = [];
  /** Reads a whole list by the field type's codec. */
  @property({ attribute: false }) read: (words: readonly string[]) => Parsed = (words) => ({ value: [...words] });
  @query('input') private input!: HTMLInputElement;

  static override styles = valueEditorStyles;

  override render() {
    const { edit } = this;
    const words = this.#words();
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
          list=${this.offered.length > 0 ? 'offered' : nothing}
          aria-labelledby="lab"
          aria-describedby=${this.described}
          autocomplete="off"
          enterkeyhint="enter"
          placeholder=${words.length === 0 ? edit.t('editor.addWord') : ''}
          ?disabled=${edit.readOnly}
          @keydown=${this.#key}
          @input=${this.#typed}
          @change=${this.#take}
          @blur=${this.#take}
        />
        <datalist id="offered">
          ${this.offered.filter((each) => each.active && !words.includes(each.code)).map((each) => html`<option value=${each.code}></option>`)}
        </datalist>
      </div>`,
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
