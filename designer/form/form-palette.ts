/**
 * `<td-form-palette>`: what may be put on the form: fields that are not on it, new fields by type, blocks, related lists.
 * Dragged, or added by click and Enter beside what is selected.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Field } from '../../metadata/model/model.js';
import { icon } from '../../runtime/ui/icon.js';
import { newFieldTypes, usualTypes } from '../entity/field-types.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { paletteSearch, paletteStyles, walkEntries } from '../workbench/palette-parts.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { blockIcon } from './block-words.js';
import { deskOf, type Carried } from './form-desk.js';
import { blockNode, fieldNode, relatedChoices, relatedNode, unusedFields } from './gestures/new-nodes.js';

@customElement('td-form-palette')
export class TdFormPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  @state() private allTypes = false;
  @query('input') private search!: HTMLInputElement;

  static override styles = [designStyles, paletteStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
  }

  protected override willUpdate(): void {
    deskOf(this.open).openPalette = () => {
      this.emit('td-palette');
      void this.updateComplete.then(() => this.search?.focus());
    };
  }

  override render() {
    const { model } = this.session;
    const form = this.open.value;
    const entity = String((form as { readonly entity?: unknown } | undefined)?.entity ?? '');
    const wanted = this.find.trim().toLocaleLowerCase();
    const fits = (label: string, name = '') => wanted === '' || label.toLocaleLowerCase().includes(wanted) || name.includes(wanted); // prettier-ignore
    const fields = unusedFields(form, entity, model).filter((field) => fits(this.#label(field), field.name));
    const types = newFieldTypes(this.session.registries);
    const shownTypes = types.filter((type) => fits(this.#typeLabel(type.id))).slice(0, this.allTypes || wanted !== '' ? undefined : usualTypes); // prettier-ignore
    const lists = relatedChoices(model, entity).map((choice) => ({ choice, label: this.#relatedLabel(choice) })).filter(({ label }) => fits(label)); // prettier-ignore
    const blocks = (['section', 'tab', 'text'] as const).filter((type) => fits(this.w(`form.type.${type}`)));
    return html`${paletteSearch(this.w('form.find'), this.find, (typed) => (this.find = typed))}
      <div class="list" @keydown=${(event: KeyboardEvent) => walkEntries(this.shadowRoot!, event)}>
        ${wanted === '' ? nothing : html`<div class="grid">${this.#entry('plus', this.w('form.newNamed', { name: this.find.trim() }), { kind: 'field', type: 'field', label: this.find.trim(), fieldType: 'text', named: this.find.trim() })}</div>`}
        ${this.#group(this.w('form.unused'), fields.length, true, wanted === '' ? this.w('form.allUsed') : undefined, fields.map((field) => this.#entry(field.type.icon, this.#label(field), { kind: 'node', type: field.children ? 'subTable' : 'field', label: this.#label(field), make: (at) => fieldNode(at, field, this.session.model) })))}
        ${this.#group(this.w('form.newField'), undefined, false, undefined, shownTypes.map((type) => this.#entry(type.icon, this.#typeLabel(type.id), { kind: 'field', type: 'field', label: this.w('form.newOfType', { type: this.#typeLabel(type.id) }), fieldType: type.id })))}
        ${wanted === '' && !this.allTypes ? html`<button type="button" class="linkish" @click=${() => (this.allTypes = true)}>${this.w('form.moreTypes', { count: types.length - usualTypes })}</button>` : nothing}
        ${this.#group(this.w('form.blocks'), undefined, false, undefined, blocks.map((type) => this.#entry(blockIcon(type), this.w(`form.type.${type}`), { kind: 'node', type, label: this.w(`form.type.${type}`), make: (at) => blockNode(at, type, this.w(type === 'text' ? 'form.newText' : `form.type.${type}`)) })))}
        ${this.#group(this.w('form.lists'), undefined, true, undefined, lists.map(({ choice, label }) => this.#entry('list', label, { kind: 'node', type: 'related', label, make: (at) => relatedNode(at, choice, this.session.model) })))}
      </div>
      <p class="foot">${this.w('form.how')}</p>`;
  } // prettier-ignore

  #group(title: string, count: number | undefined, one: boolean, none: string | undefined, entries: readonly unknown[]) {
    if (entries.length === 0 && none === undefined) return nothing;
    return html`<section aria-label=${title}>
      <h2>${title}${count === undefined ? nothing : html`<span class="n">${count}</span>`}</h2>
      ${entries.length === 0 ? html`<p class="none">${none}</p>` : html`<div class="grid ${one ? '' : 'two'}">${entries}</div>`}
    </section>`;
  } // prettier-ignore

  #entry(symbol: string, label: string, carried: Carried) {
    return html`<button
      type="button"
      data-entry
      @pointerdown=${(event: PointerEvent) => deskOf(this.open).hold(event, carried)}
      @click=${(event: MouseEvent) => this.#take(carried, event.detail === 0)}
    >
      ${icon(symbol, 's')}<span class="clip" data-tip-cut>${label}</span>
    </button>`;
  }

  /** By a key the focus goes to the new block, so that it can be moved on at once. */
  #take(carried: Carried, byKey: boolean): void {
    const { target } = deskOf(this.open);
    target?.take(carried);
    this.find = '';
    if (byKey && carried.kind !== 'field') target?.focusSelected();
  }

  #label(field: Field): string {
    return this.host.i18n.label(field.label, field.name);
  }

  #typeLabel(id: string): string {
    return this.host.i18n.label(this.session.typeLabels[id] ?? this.session.registries.field.find(id)?.label, id);
  }

  /** "Orders", or "Orders (Ship to)" where several look-ups point here. */
  #relatedLabel({ entity, field }: { readonly entity: string; readonly field: string }): string {
    const { model } = this.session;
    const other = model.entities.get(entity)!;
    const plural = this.host.i18n.label(other.plural, entity);
    const own = other.fields.get(field);
    return `${plural} (${this.host.i18n.label(own?.label, field)})`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    deskOf(this.open).target?.focusSelected();
  };
}
