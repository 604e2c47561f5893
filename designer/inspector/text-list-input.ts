/** `<td-text-list-input>`: several texts or names in an order: each with its place, taken out and added. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { iconButton } from '../../runtime/ui/parts.js';
import type { KnownName } from '../json/names.js';
import { TdElement } from '../td-element.js';
import './name-input.js';
import { inputStyles } from './inspector-styles.js';

@customElement('td-text-list-input')
export class TdTextListInput extends TdElement {
  @property({ attribute: false }) value: readonly string[] = [];
  @property() label = '';
  /** What may be chosen; absent: any text. */
  @property({ attribute: false }) names: readonly KnownName[] | undefined;
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readonly = false;

  static override styles = [
    inputStyles,
    css`
      :host {
        display: grid;
        gap: 4px;
      }
      .one {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 28px;
        padding-inline-start: 8px;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
      }
      .one span {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  override render() {
    return html`${this.value.map((each, index) => this.#one(each, index))} ${this.readonly ? nothing : this.#adder()}`;
  }

  #one(text: string, index: number) {
    const words = this.#words(text);
    return html`<div class="one">
      <span class="clip">${words}</span>
      ${
        this.readonly
          ? nothing
          : html`${iconButton({ label: this.w('list.upOf', { name: words }), icon: 'arrow-up', size: 'xs', disabled: index === 0, run: () => this.#put(swapped(this.value, index, index - 1)) })}
            ${iconButton({ label: this.w('list.removeOf', { name: words }), icon: 'x', size: 'xs', run: () => this.#put(this.value.toSpliced(index, 1)) })}`
      }
    </div>`; // prettier-ignore
  }

  #adder() {
    const label = this.w('list.addTo', { name: this.label });
    if (this.names) {
      const left = this.names.filter(({ name }) => !this.value.includes(name));
      return html`<td-name-input
        .label=${label}
        .names=${left}
        @td-value=${(event: CustomEvent<string | undefined>) => {
          event.stopPropagation();
          if (!event.detail) return;
          this.#put([...this.value, event.detail]);
          // Ready for the next one.
          (event.currentTarget as HTMLElement & { value: string }).value = '';
        }}
        @td-done=${(event: Event) => event.stopPropagation()}
      ></td-name-input>`;
    }
    return html`<input
      class="in"
      aria-label=${label}
      placeholder=${this.w('list.add')}
      aria-invalid=${this.invalid}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter' && !event.isComposing) this.#add(event.currentTarget as HTMLInputElement);
      }}
      @change=${(event: Event) => this.#add(event.currentTarget as HTMLInputElement)}
    />`;
  }

  #add(input: HTMLInputElement): void {
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    this.#put([...this.value, text]);
  }

  #words(text: string): string {
    const known = this.names?.find(({ name }) => name === text);
    return known?.label === undefined ? text : this.host.i18n.label(known.label, text);
  }

  #put(value: readonly string[]): void {
    this.emit('td-value', value);
    this.emit('td-done');
  }
}

const swapped = (list: readonly string[], a: number, b: number): readonly string[] =>
  list.with(a, list[b]!).with(b, list[a]!);
