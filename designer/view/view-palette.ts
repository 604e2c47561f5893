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
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        flex: 1;
      }
      .head {
        padding: 12px;
        flex: none;
      }
      .list {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: 0 12px 12px;
      }
      h2,
      summary {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
        padding: 8px 0 6px;
      }
      summary {
        cursor: pointer;
        border-radius: var(--tr-radius-s);
      }
      .grid {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
      }
      .grid > button {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        min-height: 30px;
        padding: 3px 8px;
        border: 1px solid var(--tr-line-strong);
        border-radius: var(--tr-radius-m);
        background: var(--tr-surface);
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: grab;
        touch-action: none;
      }
      .grid > button:hover {
        background: var(--tr-hover);
      }
      .grid svg {
        color: var(--tr-text-3);
        flex: none;
      }
      .grid .clip {
        flex: 1;
      }
      .foot {
        flex: none;
        padding: 8px 12px;
        border-top: 1px solid var(--tr-line);
        color: var(--tr-text-3);
        font: var(--tr-text-meta);
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
    return html`<div class="head">
        <div class="search">
          ${icon('search')}
          <input type="search" placeholder=${this.w('view.find')} aria-label=${this.w('view.find')} .value=${this.find} @input=${(event: Event) => (this.find = (event.currentTarget as HTMLInputElement).value)} />
        </div>
      </div>
      <div class="list" @keydown=${this.#walk}>
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

  /** Arrows walk the entries. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-entry]')];
    all[all.indexOf(this.shadowRoot?.activeElement as HTMLElement) + step]?.focus();
    event.preventDefault();
  }
}

/** Lists of other records and order within a list are no columns. */
const isShown = (field: Field): boolean =>
  !field.children && !field.position && !field.sealed && field.name !== 'version';
