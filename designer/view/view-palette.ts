/**
 * `<td-view-palette>`: the fields that a view may show, those of records it points to under them. Dragged onto the heads, or
 * added by click and Enter after the selected column.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { icon } from '../../runtime/ui/icon.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { paletteSearch, paletteStyles, walkEntries } from '../workbench/palette-parts.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { viewDeskOf } from './view-desk.js';
import '../../runtime/ui/later-strings.js';

interface Entry {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
}

@customElement('td-view-palette')
export class TdViewPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  @query('input') private search!: HTMLInputElement;

  static override styles = [
    designStyles,
    paletteStyles,
    css`
      .grid .clip {
        flex: 1;
      }
    `,
  ];

  protected override willUpdate(): void {
    viewDeskOf(this.open).openPalette = () => {
      this.emit('td-palette');
      void this.updateComplete.then(() => this.search?.focus());
    };
  }

  override render() {
    const { value } = this.open;
    const entity = this.session.model.entities.get(isObject(value) ? String(value['entity']) : '');
    if (!entity) return nothing;
    const used = new Set(this.#columns);
    const wanted = this.find.trim().toLocaleLowerCase();
    const fits = ({ label, path }: Entry) => wanted === '' || label.toLocaleLowerCase().includes(wanted) || path.includes(wanted); // prettier-ignore
    const own = this.#entries(entity, '').filter(fits);
    const free = own.filter(({ path }) => !used.has(path));
    const shown = own.filter(({ path }) => used.has(path));
    return html`${paletteSearch(this.w('view.find'), this.find, (typed) => (this.find = typed))}
      <div class="list" @keydown=${(event: KeyboardEvent) => walkEntries(this.shadowRoot!, event)}>
        ${this.#group(this.w('view.free'), free)} ${this.#group(this.w('view.used'), shown, true)}
        ${this.#reached(entity).map(({ label, entries }) => {
          const fitting = entries.filter((entry) => !used.has(entry.path) && fits(entry));
          if (fitting.length === 0) return nothing;
          return html`<details ?open=${wanted !== ''}>
            <summary>${label}</summary>
            <div class="grid">${fitting.map((entry) => this.#entry(entry))}</div>
          </details>`;
        })}
      </div>
      <p class="foot">${this.w('view.paletteHow')}</p>`;
  } // prettier-ignore

  get #columns(): readonly string[] {
    const { value } = this.open;
    const columns = isObject(value) && Array.isArray(value['columns']) ? value['columns'] : [];
    return columns.flatMap((each) => (isObject(each) && typeof each['path'] === 'string' ? [each['path']] : []));
  }

  #entries(entity: Entity, prefix: string): readonly Entry[] {
    const entries = [...entity.fields.values()]
      .filter((field) => isShown(field))
      .map((field) => ({ path: prefix + field.name, label: this.host.i18n.label(field.label, field.name), icon: field.type.icon })); // prettier-ignore
    return entries.sort((a, b) => a.label.localeCompare(b.label, this.host.i18n.language));
  }

  /** Fields of the records that look-ups point to. */
  #reached(entity: Entity) {
    const { model } = this.session;
    return [...entity.fields.values()].flatMap((field) => {
      const target = field.target === undefined || field.system ? undefined : model.entities.get(field.target);
      if (!target) return [];
      return [
        { label: this.host.i18n.label(field.label, field.name), entries: this.#entries(target, `${field.name}.`) },
      ];
    });
  }

  #group(title: string, entries: readonly Entry[], isUsed = false) {
    if (entries.length === 0) return nothing;
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <div class="grid">${entries.map((entry) => this.#entry(entry, isUsed))}</div>
    </section>`;
  }

  #entry({ path, label, icon: symbol }: Entry, isUsed = false) {
    const desk = viewDeskOf(this.open);
    return html`<button
      type="button"
      data-entry
      @pointerdown=${(event: PointerEvent) => desk.hold(event, path)}
      @click=${() => desk.target?.take(path)}
    >
      ${icon(symbol, 's')}<span class="clip" data-tip-cut>${label}</span>${isUsed ? icon('check', 's') : nothing}
    </button>`;
  }
}

/** Lists of other records and order within a list are no columns. */
const isShown = (field: Field): boolean =>
  !field.children && !field.position && !field.sealed && field.name !== 'version';
