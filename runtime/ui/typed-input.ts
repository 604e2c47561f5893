/**
 * `<tr-typed-input>`: a text field for values that are written as text: numbers, amounts, percentages. While the person
 * types, their text stands as typed and is read at each step; on leaving it is written in the locale's form.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/text-area';
import '@vaadin/text-field';
import type { Parsed } from '../../metadata/contributions.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import { refusedText } from './refused-text.js';

@customElement('tr-typed-input')
export class TrTypedInput extends TrElement {
  @property({ attribute: false }) value: unknown = null;
  @property({ attribute: false }) edit!: EditHost;
  @property({ attribute: false }) write: (value: unknown) => string = String;
  @property({ attribute: false }) read: (text: string) => Parsed = (text) => ({ value: text });
  @property({ attribute: false }) change: OnChange = () => undefined;
  @property() suffix = '';
  /** Figures stand at the end, words at the start. */
  @property() align: 'start' | 'end' = 'end';
  /** Several lines in a type of one width: program text, JSON. */
  @property({ type: Boolean }) area = false;
  @property() mode: 'numeric' | 'decimal' | 'text' = 'decimal';
  @state() private typed: string | undefined;

  static override styles = css`
    vaadin-text-field,
    vaadin-text-area {
      width: 100%;
    }
    vaadin-text-area > textarea {
      font: 400 12px/18px var(--tr-font-mono);
      white-space: pre;
      overflow-x: auto;
    }
  `;

  override render() {
    const { edit } = this;
    if (this.area) return this.#area();
    const shown = this.typed ?? (this.value === null || this.value === undefined ? '' : this.write(this.value));
    return html`<vaadin-text-field
      manual-validation
      theme=${this.align === 'end' ? 'align-right' : nothing}
      label=${edit.place === 'form' ? edit.label : nothing}
      accessible-name=${edit.place === 'form' ? nothing : edit.label}
      helper-text=${edit.helper ?? nothing}
      error-message=${edit.error ?? nothing}
      ?invalid=${edit.error !== undefined}
      ?required=${edit.required}
      ?readonly=${edit.readOnly}
      autocomplete="off"
      inputmode=${this.mode}
      .value=${shown}
      @input=${this.#input}
      @focusout=${this.#leave}
    >
      ${
        edit.readOnly
          ? html`<span slot="suffix" class="t3">${icon('lock', 's')}</span>`
          : this.suffix
            ? html`<span slot="suffix" class="t3">${this.suffix}</span>`
            : nothing
      }
    </vaadin-text-field>`;
  }

  #area() {
    const { edit } = this;
    const shown = this.typed ?? (this.value === null || this.value === undefined ? '' : this.write(this.value));
    return html`<vaadin-text-area
      manual-validation
      label=${edit.place === 'form' ? edit.label : nothing}
      accessible-name=${edit.place === 'form' ? nothing : edit.label}
      helper-text=${edit.helper ?? nothing}
      error-message=${edit.error ?? nothing}
      ?invalid=${edit.error !== undefined}
      ?required=${edit.required}
      ?readonly=${edit.readOnly}
      min-rows="3"
      max-rows="16"
      autocapitalize="off"
      autocorrect="off"
      .value=${shown}
      @input=${this.#input}
      @focusout=${this.#leave}
    ></vaadin-text-area>`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('vaadin-text-field, vaadin-text-area')?.focus();
  }

  #input(event: Event): void {
    const text = (event.currentTarget as HTMLElement & { value: string }).value;
    this.typed = text;
    if (text.trim() === '') {
      this.edit.refuse(undefined);
      this.change(null);
      return;
    }
    const parsed = this.read(text);
    if ('value' in parsed) {
      this.edit.refuse(undefined);
      this.change(parsed.value);
    } else this.edit.refuse(refusedText(this.edit, parsed));
  }

  #leave(): void {
    // What could not be read stays visible with its reason.
    if (this.typed !== undefined && this.typed.trim() !== '' && !('value' in this.read(this.typed))) return;
    this.typed = undefined;
  }
}
