/**
 * `<tr-typed-input>`: a text field for values that are written as text: numbers, amounts, percentages. While the person
 * types, their text stands as typed and is read at each step; on leaving it is written in the locale's form.
 */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/text-field';
import type { Parsed } from '../../metadata/contributions.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';

@customElement('tr-typed-input')
export class TrTypedInput extends TrElement {
  @property({ attribute: false }) value: unknown = null;
  @property({ attribute: false }) edit!: EditHost;
  @property({ attribute: false }) write: (value: unknown) => string = String;
  @property({ attribute: false }) read: (text: string) => Parsed = (text) => ({ value: text });
  @property({ attribute: false }) change: OnChange = () => undefined;
  @property() suffix = '';
  @property() mode: 'numeric' | 'decimal' | 'text' = 'decimal';
  @state() private typed: string | undefined;

  override render() {
    const { edit } = this;
    const shown = this.typed ?? (this.value === null || this.value === undefined ? '' : this.write(this.value));
    return html`<vaadin-text-field
      manual-validation
      theme="align-right"
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

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('vaadin-text-field')?.focus();
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
    } else this.edit.refuse(parsed.message);
  }

  #leave(): void {
    // What could not be read stays visible with its reason.
    if (this.typed !== undefined && this.typed.trim() !== '' && !('value' in this.read(this.typed))) return;
    this.typed = undefined;
  }
}
