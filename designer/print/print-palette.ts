/**
 * `<td-print-palette>`: what can be put into a template: the fields that may be named where the caret stands, those behind
 * look-ups, rows as a table, and the usual pieces of text. Put at the caret by click and Enter, dragged to a place of the text.
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
import {
  columnsOf,
  factText,
  fieldText,
  isPrinted,
  rowsOf,
  snippets,
  tableText,
  type SnippetName,
} from './insertions.js';
import { printDeskOf } from './print-desk.js';
import { scopeAt, type TemplateScope } from './template-scope.js';

interface Entry {
  readonly label: string;
  readonly name: string;
  readonly icon: string;
  readonly text: string;
}

const pieces: readonly (readonly [SnippetName, string])[] = [
  ['heading', 'type'], ['paragraph', 'text-align-start'], ['today', 'calendar'], ['site', 'building-2'], ['author', 'user'],
  ['page', 'hash'], ['number', 'list'], ['choose', 'languages'], ['condition', 'funnel'], ['line', 'minus'], ['keep', 'square'],
]; // prettier-ignore

@customElement('td-print-palette')
export class TdPrintPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  @state() private opened: readonly string[] = [];
  @query('input') private search!: HTMLInputElement;
  #stop: (() => void) | undefined;
  #of: OpenDocument | undefined;

  static override styles = [
    designStyles,
    paletteStyles,
    css`
      .grid .clip {
        flex: 1;
      }
      .where {
        padding: 0 12px 8px;
        margin: 0;
        font: var(--tr-text-meta);
        color: var(--tr-text-2);
      }
      details > .grid {
        padding-inline-start: 8px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#of = undefined;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const desk = printDeskOf(this.open);
    if (this.#of !== this.open) {
      this.#of = this.open;
      this.#stop?.();
      this.#stop = desk.subscribe(() => this.requestUpdate());
    }
    desk.openPalette = () => {
      this.emit('td-palette');
      void this.updateComplete.then(() => this.search?.focus());
    };
  }

  override render() {
    const { value } = this.open;
    const { model } = this.session;
    const entity = isObject(value) ? model.entities.get(String(value['entity'])) : undefined;
    if (!entity || !isObject(value)) return nothing;
    const scope = scopeAt(model, entity, value['mode'] === 'list', printDeskOf(this.open).before);
    return html`${paletteSearch(this.w('print.find'), this.find, (typed) => (this.find = typed))}
      ${scope.blocks.length > 0 && scope.entity ? html`<p class="where">${this.w('print.inRows', { name: this.#name(scope.entity) })}</p>` : nothing}
      <div class="list" @keydown=${(event: KeyboardEvent) => walkEntries(this.shadowRoot!, event)}>
        ${this.#group(this.w('print.rows'), this.#tables(entity, scope))}
        ${scope.entity ? this.#group(this.w('print.fields'), this.#fields(scope.entity, '')) : nothing}
        ${scope.entity ? this.#lookUps(scope.entity) : nothing}
        ${this.#group(this.w('print.pieces'), this.#pieces(scope))}
      </div>
      <p class="foot">${this.w('print.how')}</p>`;
  } // prettier-ignore

  #name(entity: Entity): string {
    return this.host.i18n.label(entity.label, entity.name);
  }
  #fieldName(field: Field): string {
    return this.host.i18n.label(field.label, field.name);
  }

  /** In body and loop alone: `Number: {{number}}` where a record begins, the bare value in a row. */
  #fields(entity: Entity, prefix: string): readonly Entry[] {
    const desk = printDeskOf(this.open);
    const isInLine = desk.part !== 'body' || desk.before === '' || !/(^|\n|>)\s*$/.test(desk.before) || /<t[dh][^>]*>\s*$/.test(desk.before); // prettier-ignore
    return [...entity.fields.values()]
      .filter((field) => isPrinted(field) && (!field.system || field.name !== 'version'))
      .sort((a, b) => Number(a.system) - Number(b.system))
      .map((field) => ({
        label: this.#fieldName(field),
        name: prefix + field.name,
        icon: field.type.icon,
        text: isInLine ? fieldText(field, prefix + field.name) : factText(field, prefix + field.name),
      }));
  }

  #tables(entity: Entity, scope: TemplateScope): readonly Entry[] {
    const { model } = this.session;
    if (!scope.entity) {
      if (scope.blocks.length > 0) return [];
      const columns = columnsOf(entity);
      return [{ label: this.host.i18n.label(entity.plural, entity.name), name: 'records', icon: 'table-2', text: tableText({ path: 'records' }, columns) }]; // prettier-ignore
    }
    if (scope.inRows) return [];
    return rowsOf(model, scope.entity).map((rows) => {
      const relation = scope.entity!.relations.get(rows.path);
      const pointer = rows.field.children?.field ?? relation?.field;
      const columns = columnsOf(rows.entity, pointer);
      return { label: this.#fieldName(rows.field), name: rows.path, icon: 'table-2', text: tableText(rows, columns) };
    });
  }

  /** Fields of the records that look-ups lead to, opened one by one. */
  #lookUps(entity: Entity) {
    const { model } = this.session;
    const found = [...entity.fields.values()].filter((field) => field.target !== undefined && model.entities.has(field.target)); // prettier-ignore
    return found.map((field) => {
      const isOpen = this.find.trim() !== '' || this.opened.includes(field.name);
      const entries = isOpen ? this.#fields(model.entities.get(field.target!)!, `${field.name}.`).filter((each) => this.#fits(each)) : []; // prettier-ignore
      if (isOpen && this.find.trim() !== '' && entries.length === 0) return nothing;
      return html`<details ?open=${isOpen} @toggle=${(event: Event) => this.#toggle(field.name, (event.currentTarget as HTMLDetailsElement).open)}>
        <summary>${this.w('print.of', { name: this.#fieldName(field) })}</summary>
        ${this.#buttons(entries)}
      </details>`;
    });
  } // prettier-ignore

  #toggle(name: string, isOpen: boolean): void {
    if (this.find.trim() !== '' || this.opened.includes(name) === isOpen) return;
    this.opened = isOpen ? [...this.opened, name] : this.opened.filter((each) => each !== name);
  }

  #pieces(scope: TemplateScope): readonly Entry[] {
    const { part } = printDeskOf(this.open);
    const onPage = part === 'header' || part === 'footer';
    return pieces
      .filter(([name]) => (name === 'page' ? onPage : name === 'number' ? scope.inRows : true))
      .map(([name, symbol]) => ({ label: this.w(`print.piece.${name}`), name, icon: symbol, text: snippets[name] }));
  }

  #fits({ label, name }: Entry): boolean {
    const wanted = this.find.trim().toLocaleLowerCase();
    return wanted === '' || label.toLocaleLowerCase().includes(wanted) || name.includes(wanted);
  }

  #group(title: string, all: readonly Entry[]) {
    const entries = all.filter((entry) => this.#fits(entry));
    return entries.length === 0
      ? nothing
      : html`<section aria-label=${title}>
          <h2>${title}</h2>
          ${this.#buttons(entries)}
        </section>`;
  }

  #buttons(entries: readonly Entry[]) {
    const desk = printDeskOf(this.open);
    return html`<div class="grid">
      ${entries.map(
        (entry) =>
          html`<button
            type="button"
            data-entry
            data-name=${entry.name}
            ?disabled=${this.open.isRemoved}
            @pointerdown=${(event: PointerEvent) => desk.hold(event, entry.text)}
            @click=${() => desk.target?.insert(entry.text)}
          >
            ${icon(entry.icon, 's')}<span class="clip" data-tip-cut>${entry.label}</span>
          </button>`,
      )}
    </div>`;
  } // prettier-ignore
}
