/**
 * `<tr-reference-box>`: a look-up's editor. The list is asked for a page at a time while the person types; the value is
 * `{id,label}`. The chosen record opens by the link at the end.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '@vaadin/combo-box';
import type { ComboBox } from '@vaadin/combo-box';
import type { Reference } from '../data/record.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import { closesAtOnce, isMaking, referenceItems, type MakingEntry } from './reference-items.js';

@customElement('tr-reference-box')
export class TrReferenceBox extends TrElement {
  @property({ attribute: false }) value: Reference | null = null;
  @property() target = '';
  @property({ attribute: false }) edit!: EditHost;
  @property({ attribute: false }) change: OnChange = () => undefined;
  @query('vaadin-combo-box') private box!: ComboBox<Reference>;

  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      position: relative;
    }
    /* In the line of the label. */
    .open {
      position: absolute;
      inset: -4px 0 auto auto;
      width: 24px;
      height: 24px;
      display: inline-flex;
      align-items: center;
      justify-content: center;
      border-radius: var(--tr-radius-s);
      color: var(--tr-text-3);
    }
    .open:hover {
      color: var(--tr-accent-text);
      background: var(--tr-hover);
    }
  `;

  override render() {
    const { edit } = this;
    const href = this.value ? edit.href(this.target, this.value.id) : undefined;
    return html`<vaadin-combo-box
        manual-validation
        label=${edit.place === 'form' ? edit.label : nothing}
        accessible-name=${edit.place === 'form' ? nothing : edit.label}
        helper-text=${edit.helper ?? nothing}
        error-message=${edit.error ?? nothing}
        ?invalid=${edit.error !== undefined}
        ?required=${edit.required}
        ?readonly=${edit.readOnly}
        item-id-path="id"
        item-value-path="id"
        item-label-path="label"
        .pageSize=${50}
        .dataProvider=${this.#provide}
        .selectedItem=${this.value}
        @keydown=${closesAtOnce}
        @selected-item-changed=${this.#chosen}
      >
        ${edit.readOnly ? html`<span slot="prefix" class="t3">${icon('lock', 's')}</span>` : nothing} </vaadin-combo-box
      >${href && edit.place === 'form' ? this.#open(href, this.value!.label) : nothing}`;
  }

  #open(href: string, label: string) {
    return html`<a class="open" href=${href} aria-label=${label} data-tip=${label}>${icon('arrow-right', 's')}</a>`;
  }

  override focus(): void {
    this.box?.focus();
  }

  #provide = referenceItems(() => this);

  #chosen(event: CustomEvent<{ value: Reference | null | undefined }>): void {
    const next = event.detail.value ?? null;
    if (isMaking(next)) return void this.#make(next);
    if ((next?.id ?? null) === (this.value?.id ?? null)) return;
    this.change(next === null ? null : { id: next.id, label: next.label });
  }

  /** What was chosen stays until there is another. While the dialog is open, the place counts as open. */
  async #make({ made }: MakingEntry): Promise<void> {
    await Promise.resolve();
    this.box.selectedItem = this.value;
    this.toggleAttribute('opened', true);
    try {
      const record = await this.edit.make?.record(this.target, made);
      if (record) this.change(record);
      await this.updateComplete;
      this.focus();
    } finally {
      this.removeAttribute('opened');
    }
  }
}
