/** Cells of a list's table as templates: check boxes, heads, values, the button of a row's menu. */
import { html, nothing } from 'lit';
import { isEmpty, NO_VALUE, readPath, type WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import type { Column } from './columns.js';
import type { SortKey } from './list-state.js';

/** Where a cell stands. */
export interface CellPlace {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entityName: string;
}

/** The box that selects all loaded rows. */
export function headBox(host: Host, state: 'all' | 'some' | 'none', change: () => void) {
  return html`<span class="cell check"
    ><input
      class="cb"
      type="checkbox"
      aria-label=${host.i18n.t('list.selectAll')}
      .checked=${state === 'all'}
      .indeterminate=${state === 'some'}
      @change=${change}
  /></span>`;
}

export function rowBox(host: Host, name: string, checked: boolean, change: () => void) {
  return html`<span class="cell check"
    ><input
      class="cb"
      type="checkbox"
      aria-label=${host.i18n.t('list.selectRow', { name })}
      .checked=${checked}
      @change=${change}
  /></span>`;
}

/** A column's head: a button that sorts where it can, with its arrow. */
export function columnHead(host: Host, column: Column, key: SortKey | undefined, sort: () => void) {
  const arrow = key ? icon(key.descending ? 'arrow-down' : 'arrow-up', 's') : nothing;
  const end = column.align === 'end';
  const words = key ? (key.descending ? 'list.sortedDown' : 'list.sortedUp') : 'list.sortBy';
  const content = column.sortable
    ? html`<button
        type="button"
        class="head ${key ? 'on' : ''}"
        aria-label=${host.i18n.t(words, { name: column.label })}
        @click=${sort}
      >
        ${end ? arrow : nothing}<span class="clip">${column.label}</span>${end ? nothing : arrow}
      </button>`
    : html`<span class="head"><span class="clip">${column.label}</span></span>`;
  return end ? html`<div class="headend">${content}</div>` : content;
}

/** A value, and under it why it could not be saved. */
export function valueCell(place: CellPlace, column: Column, row: WireRecord, note: string | undefined) {
  const value = plainCell(place, column, row);
  return note === undefined ? value : html`${value}<span class="note">${icon('circle-x', 's')}${note}</span>`;
}

/** The naming one opens the record. */
function plainCell({ host, fieldHost, entityName }: CellPlace, column: Column, row: WireRecord) {
  const value = readPath(row, column.path);
  if (column.naming) {
    const shown = isEmpty(value)
      ? html`<span class="t3">${host.i18n.t('record.unnamed')}</span>`
      : column.view.text(value, column.field, fieldHost);
    return html`<a class="cell name" data-tip-cut href=${hrefs.record(entityName, row.id)} tabindex="-1">${shown}</a>`;
  }
  const shown = isEmpty(value)
    ? html`<span class="t3">${NO_VALUE}</span>`
    : column.view.display(value, column.field, fieldHost);
  const second = column.field.valueType === 'number' ? '' : 't2';
  return html`<span class="cell ${column.align} ${second}" data-tip-cut>${shown}</span>`;
}

export interface RowActions {
  look(): void;
  openMenu(cause: HTMLElement): void;
}

/** The eye opens the record beside the list, the dots open the row's menu. */
export function rowButtons(host: Host, row: WireRecord, name: string, { look, openMenu }: RowActions) {
  return html`<span class="acts" data-row=${row.id}>
    <button
      type="button"
      class="ib xs look"
      aria-label=${host.i18n.t('quick.open', { name })}
      data-tip=${`${host.i18n.t('quick.title')} (Alt+Enter)`}
      @click=${look}
    >
      ${icon('eye')}
    </button>
    <button
      type="button"
      class="ib xs menu"
      aria-haspopup="menu"
      aria-label=${host.i18n.t('list.rowMenu', { name })}
      @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement)}
    >
      ${icon('ellipsis')}
    </button>
  </span>`;
}

/** What a row is called: the text of its naming column. */
export function rowName(columns: readonly Column[], fieldHost: FieldHost, row: WireRecord): string {
  const [column] = columns;
  const value = column ? readPath(row, column.path) : undefined;
  return column && !isEmpty(value) ? column.view.text(value, column.field, fieldHost) : row.id;
}
