/**
 * Any number of records of another entity: a chip for each, a box to add one found by typing. Adding clears the box and
 * keeps the focus in it; Backspace in the empty box goes to the last chip, where Delete takes it away.
 */
import '@vaadin/combo-box';
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ComboBox } from '@vaadin/combo-box';
import type { Reference } from '../data/record.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import { closesAtOnce, isMaking, referenceItems, type MakingEntry } from './reference-items.js';

@customElement('tr-reference-list')
export class TrReferenceList extends TrElement {
  @property({ attribute: false }) value: readonly Reference[] = [];
  @property() target = '';
  @property({ attribute: false }) edit!: EditHost;
  @property({ attribute: false }) change: OnChange = () => undefined;
  @query('vaadin-combo-box') private box!: ComboBox<Reference>;

  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    .label {
      display: block;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin-bottom: 4px;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin: 0 0 6px;
      padding: 0;
      list-style: none;
    }
    li {
      display: inline-flex;
      align-items: center;
      max-width: 100%;
      min-height: 24px;
      padding: 0 2px 0 8px;
      gap: 2px;
      border: 1px solid var(--tr-line-strong);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
    }
    li.plain {
      padding-right: 8px;
    }
    li a,
    li span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    li button {
      display: inline-flex;
      padding: 3px;
      border: 0;
      border-radius: var(--tr-radius-s);
      background: none;
      color: var(--tr-text-3);
      cursor: pointer;
    }
    li button:hover {
      color: var(--tr-text);
    }
    li button:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: -1px;
    }
    @media (pointer: coarse) {
      li {
        min-height: 36px;
      }
      li button {
        padding: 9px;
      }
    }
    vaadin-combo-box {
      width: 100%;
    }
  `;

  override render() {
    const { edit } = this;
    const isForm = edit.place === 'form';
    return html`${isForm ? html`<span class="label" aria-hidden="true">${edit.label}${edit.required ? ' *' : ''}</span>` : nothing}
    ${
      this.value.length === 0
        ? nothing
        : html`<ul aria-label=${edit.label}>
            ${repeat(
              this.value,
              (each) => each.id,
              (each) => this.#chip(each),
            )}
          </ul>`
    }
    ${edit.readOnly ? this.#locked() : this.#adder()}`;
  }

  override focus(): void {
    this.box?.focus();
  }

  #chip(each: Reference) {
    const { edit } = this;
    const href = edit.place === 'form' ? edit.href(this.target, each.id) : undefined;
    const name = href ? html`<a href=${href}>${each.label}</a>` : html`<span>${each.label}</span>`;
    if (edit.readOnly) return html`<li class="plain">${name}</li>`;
    return html`<li>
      ${name}<button
        type="button"
        data-id=${each.id}
        aria-label=${edit.t('field.unlink', { name: each.label })}
        @click=${() => this.#remove(each.id)}
        @keydown=${(event: KeyboardEvent) => this.#chipKey(event, each.id)}
      >
        ${icon('x', 's')}
      </button>
    </li>`;
  }

  #locked() {
    return this.value.length === 0 ? html`<span class="t3">${this.edit.t('field.noLinks')}</span>` : nothing;
  }

  #adder() {
    const { edit } = this;
    return html`<vaadin-combo-box
      manual-validation
      accessible-name=${edit.label}
      placeholder=${edit.t('field.addLink')}
      helper-text=${edit.helper ?? nothing}
      error-message=${edit.error ?? nothing}
      ?invalid=${edit.error !== undefined}
      ?required=${edit.required && this.value.length === 0}
      item-id-path="id"
      item-value-path="id"
      item-label-path="label"
      .pageSize=${50}
      .dataProvider=${this.#provide}
      @selected-item-changed=${this.#chosen}
      @keydown=${this.#boxKey}
    ></vaadin-combo-box>`;
  }

  #provide = referenceItems(() => this);

  #chosen(event: CustomEvent<{ value: Reference | null | undefined }>): void {
    const chosen = event.detail.value;
    if (!chosen) return;
    // The box only adds: it is empty again for the next one.
    this.box.selectedItem = null;
    if (isMaking(chosen)) return void this.#make(chosen);
    if (this.value.some((each) => each.id === chosen.id)) return;
    this.change([...this.value, { id: chosen.id, label: chosen.label }]);
  }

  async #make({ made }: MakingEntry): Promise<void> {
    this.toggleAttribute('opened', true);
    try {
      const record = await this.edit.make?.record(this.target, made);
      if (record) this.change([...this.value, record]);
      await this.updateComplete;
      this.focus();
    } finally {
      this.removeAttribute('opened');
    }
  }

  #remove(id: string): void {
    const rest = this.value.filter((each) => each.id !== id);
    this.change(rest.length === 0 ? null : rest);
    this.box?.focus();
  }

  #chipKey(event: KeyboardEvent, id: string): void {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    this.#remove(id);
  }

  #boxKey(event: KeyboardEvent): void {
    closesAtOnce(event);
    const input = this.box.inputElement as HTMLInputElement | undefined;
    if (event.key !== 'Backspace' || input?.value !== '') return;
    const last = this.renderRoot.querySelector<HTMLElement>('li:last-child button');
    if (!last) return;
    event.preventDefault();
    last.focus();
  }
}
