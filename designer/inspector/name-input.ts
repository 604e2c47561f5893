/**
 * `<td-name-input>`: the name of something that exists: a field, an entity, a dictionary. It is found by its label or its
 * name; a path goes on along look-ups when a dot is typed. What is not there may be written all the same and is told.
 */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '@vaadin/combo-box';
import type { ComboBox } from '@vaadin/combo-box';
import type { KnownName } from '../json/names.js';
import { TdElement } from '../td-element.js';

interface Item {
  readonly value: string;
  readonly text: string;
}

@customElement('td-name-input')
export class TdNameInput extends TdElement {
  @property() value = '';
  @property() label = '';
  /** Said while it is empty: what choosing does. */
  @property() placeholder = '';
  @property({ attribute: false }) names: readonly KnownName[] = [];
  /** The names that may follow what is typed, where they differ from `names`. */
  @property({ attribute: false }) namesAfter: ((typed: string) => readonly KnownName[]) | undefined;
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readonly = false;
  @property({ type: Boolean }) required = false;

  #shown: readonly Item[] = [];

  static override styles = css`
    :host {
      display: block;
    }
    vaadin-combo-box {
      width: 100%;
      --vaadin-input-field-padding: 3px 8px;
    }
  `;

  override render() {
    return html`<vaadin-combo-box
      manual-validation
      allow-custom-value
      accessible-name=${this.label}
      placeholder=${this.placeholder}
      ?invalid=${this.invalid}
      ?readonly=${this.readonly}
      ?clear-button-visible=${!this.required && this.value !== ''}
      item-value-path="value"
      item-label-path="text"
      .items=${this.#steady(this.#items(''))}
      .value=${this.value}
      @filter-changed=${this.#typed}
      @value-changed=${this.#chosen}
      @custom-value-set=${(event: CustomEvent<string>) => this.#custom(event.detail)}
    ></vaadin-combo-box>`;
  }

  /** The same list as long as it says the same: another one would take away what is just being typed. */
  #steady(items: readonly Item[]): readonly Item[] {
    const same = items.length === this.#shown.length && items.every((each, index) => each.value === this.#shown[index]!.value && each.text === this.#shown[index]!.text); // prettier-ignore
    if (!same) this.#shown = items;
    return this.#shown;
  }

  #items(typed: string): readonly Item[] {
    const names = (typed.includes('.') ? this.namesAfter?.(typed) : undefined) ?? this.names;
    const items = names.map((known) => ({ value: known.name, text: this.#words(known) }));
    // What is written stays readable, be it there or not.
    if (this.value !== '' && !items.some((each) => each.value === this.value)) items.unshift({ value: this.value, text: this.value }); // prettier-ignore
    return items;
  }

  #words({ name, label }: KnownName): string {
    const words = label === undefined ? name : this.host.i18n.label(label, name);
    return words === name ? name : `${words} · ${name}`;
  }

  #typed(event: CustomEvent<{ value: string }>): void {
    if (!this.namesAfter || !event.detail.value.includes('.')) return;
    (event.currentTarget as ComboBox<Item>).items = [...this.#items(event.detail.value)];
  }

  /** Typed by hand: "Region · region" is the name it ends with. */
  #custom(text: string): void {
    this.#put(text.split(' · ').at(-1)!.trim());
  }

  #chosen(event: CustomEvent<{ value: string }>): void {
    this.#put(event.detail.value);
  }

  #put(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.emit('td-value', value === '' ? undefined : value);
    this.emit('td-done');
  }
}
