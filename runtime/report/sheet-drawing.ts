/** Rows and cells of a sheet as templates: what `<tr-sheet>` (sheet.ts) draws of its window. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReaderSort } from '../../metadata/schema/reader-changes.js';
import type { SheetStyle } from '../../metadata/schema/sheet.js';
import type { ReaderOffer } from '../../metadata/sheet/reader-changes.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import { icon } from '../ui/icon.js';
import { cellsOfRow, columnsOf, type DrawnCell, type GridLayout, type GridPlace } from './grid-layout.js';
import { isInRange, type GridRange } from './grid-range.js';
import type { Outline } from './outline.js';
import type { SheetTools } from './sheet-input-port.js';
import { coloursOf } from './style-colours.js';

/** All that the drawing of one moment depends on. */
export interface SheetView {
  readonly layout: GridLayout;
  readonly outline: Outline;
  readonly folded: ReadonlySet<string>;
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** Width of the row numbers; 0 without. */
  readonly gutter: number;
  readonly columns: { readonly first: number; readonly end: number };
  /** The cell with the focus, or the one that is explained. */
  readonly active: GridPlace | undefined;
  readonly range: GridRange | undefined;
  readonly offers: Readonly<Record<string, ReaderOffer>>;
  readonly sort: readonly ReaderSort[];
  /** Cells by whose values rows were chosen. */
  readonly filtered: ReadonlySet<string>;
  readonly found: GridCell | undefined;
  /** A template address whose cells are tinted. */
  readonly marked?: string | undefined;
  readonly input: Pick<SheetTools, 'look'> | undefined;
  linkOf(cell: GridCell): string | undefined;
  partOf(cell: GridCell): unknown;
  fits(text: string, width: number): boolean;
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
}

export const cellId = (layout: GridLayout, { row, column }: GridPlace): string => {
  const cell = layout.at(row, column);
  return `c${cell?.row ?? row}-${cell?.column ?? column}`;
};

export function drawRow(view: SheetView, row: number, isFirst: boolean): TemplateResult {
  const { layout, frozen, columns } = view;
  const isHead = row < frozen.rows;
  const document = layout.grid.rows[row]!;
  const shown = cellsOfRow(layout, row, isFirst).filter(({ cell }) => {
    const [start, end] = [cell.column, cell.column + columnsOf(cell)];
    return start < frozen.columns || (end > columns.first && start < columns.end);
  });
  const height = layout.tops[row + 1]! - layout.tops[row]!;
  return html`<div
    class="row ${isHead ? 'head' : ''} ${row === frozen.rows - 1 ? 'lasthead' : ''} ${document.role ?? ''}"
    role="row"
    aria-rowindex=${row + 1}
    style="height:${height}px${isHead ? `;top:${layout.tops[row]!}px;z-index:${4 + frozen.rows - row}` : ''}"
  >
    ${view.gutter > 0 ? rowNumber(document.role, row) : nothing} ${shown.map((drawn) => drawCell(view, row, drawn))}
  </div>`;
}

/** A row that is not here yet, in its place and height; the first one says what is wrong when it could not be read. */
export function drawWaiting(view: SheetView, row: number): TemplateResult {
  const { layout, active } = view;
  const isActive = active?.row === row;
  const column = isActive ? active.column : 0;
  const { failure } = layout.grid.parts ?? {};
  const words = failure === undefined ? view.t('sheet.waiting') : view.t('sheet.notRead', { reason: failure });
  return html`<div
    class="row waiting"
    role="row"
    aria-rowindex=${row + 1}
    aria-busy=${failure === undefined ? 'true' : 'false'}
    style="height:${layout.tops[row + 1]! - layout.tops[row]!}px"
  >
    ${view.gutter > 0 ? rowNumber(undefined, row) : nothing}
    <span
      class="cell wait ${isActive ? 'active' : ''}"
      role="gridcell"
      id="c${row}-${column}"
      aria-colindex="2"
      data-row=${row}
      data-column=${column}
      style="grid-column:2 / -1"
      ><span class="text" style="left:${view.gutter + 8}px"
        ><span class=${failure === undefined ? 'bar' : ''}>${words}</span>${
          failure === undefined || row % 10 !== 0
            ? nothing
            : html`<button type="button" class="again" tabindex="-1">${view.t('common.tryAgain')}</button>`
        }</span
      ></span
    >
  </div>`;
}

/** Heads have none. */
function rowNumber(role: string | undefined, row: number): TemplateResult {
  if (role === 'header' || role === 'title') return html`<span class="number" role="none"></span>`;
  return html`<span class="number" role="rowheader" aria-colindex="1">${row + 1}</span>`;
}

function drawCell(view: SheetView, row: number, { cell, rows, quiet }: DrawnCell): TemplateResult {
  const { layout, frozen, gutter } = view;
  const style = cell.style === undefined ? undefined : layout.grid.styles[cell.style];
  const span = columnsOf(cell);
  const end = cell.column + span;
  const isFrozen = end <= frozen.columns;
  const height = layout.tops[Math.min(row + rows, layout.tops.length - 1)]! - layout.tops[row]!;
  const left = gutter + layout.lefts[cell.column]!;
  const isNumber = typeof cell.value === 'number';
  const isHeader = style?.role === 'header' || view.offers[cell.source] !== undefined;
  const group = view.outline.of(cell);
  const isLabel = cell.column < frozen.columns && !isHeader && !isNumber && cell.text !== '';
  const role = isHeader ? 'columnheader' : isLabel ? 'rowheader' : 'gridcell';
  const isActive = view.active !== undefined && layout.at(view.active.row, view.active.column) === cell;
  const isChosen = view.range !== undefined && isInRange(view.range, cell);
  const input = quiet ? undefined : view.input?.look(cell);
  const names = [
    'cell',
    isFrozen ? 'frozen' : '',
    end === frozen.columns ? 'lastfrozen' : '',
    style?.role ?? '',
    isNumber ? 'num' : '',
    rows > 1 ? 'tall' : '',
    cell.kind ?? '',
    row + rows === frozen.rows ? 'headend' : '',
    isActive ? 'active' : '',
    isChosen ? 'chosen' : '',
    cell === view.found ? 'found' : '',
    view.marked !== undefined && cell.source === view.marked ? 'marked' : '',
    row === frozen.rows && quiet ? 'cut' : '',
    input?.names ?? '',
  ];
  return html`<span
    class=${names.filter(Boolean).join(' ')}
    role=${role}
    id=${quiet ? nothing : cellId(layout, cell)}
    aria-colindex=${cell.column + 2}
    aria-colspan=${span > 1 ? span : nothing}
    aria-rowspan=${rows > 1 ? rows : nothing}
    aria-selected=${view.range ? String(isChosen) : nothing}
    aria-sort=${isHeader ? (sortOf(view, cell) ?? nothing) : nothing}
    aria-readonly=${view.input && role === 'gridcell' ? String(!input) : nothing}
    aria-invalid=${input?.isWrong ? 'true' : nothing}
    aria-expanded=${group ? String(!view.folded.has(group.key)) : nothing}
    style="grid-column:${cell.column + 2}/span ${span};height:${height}px${isFrozen ? `;left:${left}px` : ''}${styleText(style)}"
    data-row=${cell.row}
    data-column=${cell.column}
    >${input && isActive && hasRoom(view, cell, input.text) ? whyButton(view) : nothing}${
      quiet
        ? nothing
        : content(
            view,
            cell,
            input?.text ?? cell.text,
            isNumber,
            isFrozen || cell.column >= frozen.columns ? undefined : left,
          )
    }</span
  >`;
}

const hasRoom = ({ layout, fits }: SheetView, { column }: GridCell, text: string): boolean =>
  fits(text, layout.lefts[column + 1]! - layout.lefts[column]! - 37);

/** Of a cell that is typed into a click does not explain it. */
function whyButton({ t }: SheetView): TemplateResult {
  const label = t('sheet.why');
  return html`<button type="button" class="why" tabindex="-1" aria-label=${label} data-tip=${`${label} (Alt+Enter)`}>
    ${icon('info', 's')}
  </button>`;
}

function sortOf({ offers, sort }: SheetView, { source }: GridCell): 'ascending' | 'descending' | undefined {
  const key = sort.find(({ cell }) => cell === offers[source]?.sort);
  return key && (key.descending ? 'descending' : 'ascending');
}

function content(
  view: SheetView,
  cell: GridCell,
  said: string,
  isNumber: boolean,
  sticky: number | undefined,
): unknown {
  const part = view.partOf(cell);
  if (part !== undefined) return part;
  const offer = view.offers[cell.source];
  const group = view.outline.of(cell);
  if (said === '' && !offer && !group) return nothing;
  const { layout } = view;
  const width = layout.lefts[cell.column + columnsOf(cell)]! - layout.lefts[cell.column]!;
  // A figure is never cut: a cut one reads as another number.
  const isLong = isNumber && !view.fits(said, width - 17);
  const href = isNumber ? undefined : view.linkOf(cell);
  const text = isLong ? '###' : said;
  return html`${group ? foldButton(view, cell, group.key, group.hides.length) : nothing}<span
      class="text"
      data-tip=${isLong ? said : nothing}
      data-tip-cut=${isLong ? nothing : ''}
      style=${sticky === undefined ? nothing : `left:${sticky + 8}px`}
      >${href ? html`<a href=${href} tabindex="-1">${text}</a>` : text}${
        group && view.folded.has(group.key)
          ? html` <span class="count"
              >${view.t('sheet.folded', { rows: group.hides.length + (group.stub === undefined ? 0 : 1) })}</span
            >`
          : nothing
      }</span
    >${offer ? headParts(view, cell, offer) : nothing}`;
}

function foldButton(view: SheetView, cell: GridCell, key: string, rows: number): TemplateResult {
  const isFolded = view.folded.has(key);
  const label = view.t(isFolded ? 'sheet.unfold' : 'sheet.fold', { name: cell.text, rows });
  return html`<button type="button" class="fold" tabindex="-1" data-key=${key} aria-label=${label} data-tip=${label}>
    ${icon(isFolded ? 'chevron-right' : 'chevron-down', 's')}
  </button>`;
}

/** The order as an arrow, the filter as its mark, a menu with both, and the edge that sets the width. */
function headParts(view: SheetView, cell: GridCell, offer: ReaderOffer): TemplateResult {
  const order = sortOf(view, cell);
  const isFiltered = offer.filter !== undefined && view.filtered.has(offer.filter);
  const label = view.t('sheet.head', { name: cell.text });
  return html`${order ? html`<span class="order">${icon(order === 'ascending' ? 'arrow-up' : 'arrow-down', 's')}</span>` : nothing}${
      isFiltered ? html`<span class="order">${icon('list-filter', 's')}</span>` : nothing
    }<button type="button" class="headmenu" tabindex="-1" aria-label=${label} data-tip=${label}>
      ${icon('chevron-down', 's')}</button
    ><span class="grip" aria-hidden="true"></span>`;
}

export function styleText(style: SheetStyle | undefined): string {
  if (!style) return '';
  const { color, background } = coloursOf(style);
  return [
    style.bold ? ';font-weight:600' : '',
    style.italic ? ';font-style:italic' : '',
    color ? `;color:${color}` : '',
    background ? `;background:${background}` : '',
    style.align ? `;text-align:${style.align}` : '',
  ].join('');
}
