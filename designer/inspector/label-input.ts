/**
 * `<td-label-input>`: a text that people read, in one language or several. The language of the page stands open, the
 * others behind a button that says how many are missing.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { languages, type Label, type Language } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import { isObject } from '../json/schema-walk.js';
import { TdElement } from '../td-element.js';
import { inputStyles } from './inspector-styles.js';

const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文', es: 'Español' }; // prettier-ignore

@customElement('td-label-input')
export class TdLabelInput extends TdElement {
  @property({ attribute: false }) value: unknown;
  @property() label = '';
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readonly = false;
  @state() private opened = false;

  static override styles = [
    inputStyles,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        gap: 4px;
        align-items: center;
      }
      .line button {
        flex: none;
        display: inline-flex;
        align-items: center;
        gap: 2px;
        height: var(--tr-control-s, 28px);
        padding: 0 4px;
        border: 0;
        border-radius: var(--tr-radius-s);
        background: none;
        color: var(--tr-text-3);
        font: var(--tr-text-micro);
        cursor: pointer;
      }
      .line button:hover {
        background: var(--tr-hover);
      }
      .line button.lacks {
        color: var(--tr-warn);
      }
      .others {
        display: grid;
        gap: 4px;
        margin-top: 4px;
      }
      .others label {
        display: grid;
        grid-template-columns: 72px minmax(0, 1fr);
        gap: 4px;
        align-items: center;
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
      }
    `,
  ];

  override render() {
    const { language } = this.host.i18n;
    const stated = languages.filter((each) => this.#text(each) !== '').length;
    const lacks = stated > 0 && stated < languages.length && isObject(this.value);
    const words = this.w('label.languages', { stated, all: languages.length });
    return html`<div class="line">
        <input
          class="in"
          data-first
          aria-label=${this.label}
          aria-invalid=${this.invalid}
          ?readonly=${this.readonly}
          maxlength="400"
          .value=${live(this.#text(language))}
          placeholder=${this.#fallback(language)}
          @input=${(event: Event) => this.#typed(language, event)}
          @change=${() => this.emit('td-done')}
        />
        <button
          type="button"
          class=${lacks ? 'lacks' : ''}
          aria-expanded=${this.opened}
          aria-label=${`${this.label}: ${words}`}
          data-tip=${words}
          @click=${() => (this.opened = !this.opened)}
        >
          ${icon('globe', 's')}${isObject(this.value) ? stated : ''}
        </button>
      </div>
      ${this.opened ? this.#others(language) : nothing}`;
  }

  #others(language: Language) {
    return html`<div class="others">
      ${languages
        .filter((each) => each !== language)
        .map(
          (each) =>
            html`<label
              ><span lang=${each}>${languageNames[each]}</span
              ><input
                class="in"
                lang=${each}
                aria-label=${`${this.label}, ${languageNames[each]}`}
                ?readonly=${this.readonly}
                maxlength="400"
                .value=${live(this.#text(each))}
                placeholder=${this.#fallback(each)}
                @input=${(event: Event) => this.#typed(each, event)}
                @change=${() => this.emit('td-done')}
            /></label>`,
        )}
    </div>`;
  }

  /** What is stated in a language; one text for all is everybody's. */
  #text(language: Language): string {
    if (typeof this.value === 'string') return this.value;
    const text = isObject(this.value) ? this.value[language] : undefined;
    return typeof text === 'string' ? text : '';
  }

  /** What is read there as long as nothing is stated. */
  #fallback(language: Language): string {
    return this.#text(language) === '' && isObject(this.value) ? this.host.i18n.label(this.value as Label, '') : '';
  }

  #typed(language: Language, event: Event): void {
    const text = (event.currentTarget as HTMLInputElement).value;
    // One text for all stays one, until a language gets one of its own.
    const single = !isObject(this.value) && (!this.opened || language === this.host.i18n.language);
    if (single && !this.opened) return void this.emit('td-value', text === '' ? undefined : text);
    const before = typeof this.value === 'string' ? Object.fromEntries(languages.map((each) => [each, this.value])) : this.value; // prettier-ignore
    const next: Record<string, unknown> = { ...(isObject(before) ? before : {}), [language]: text };
    const entries = languages.flatMap((each) => (next[each] === undefined || next[each] === '' ? [] : [[each, next[each]]])); // prettier-ignore
    this.emit('td-value', entries.length === 0 ? undefined : Object.fromEntries(entries));
  }
}
