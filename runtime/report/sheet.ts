/**
 * `<tr-sheet>`: a grid as a sheet: virtual by windows of rows and columns, frozen heads and label columns, merged cells,
 * row numbers. One tab stop; arrows move, Enter (or a click) dispatches `tr-explain` with the cell and its element.
 * Geometry and movement are pure (grid-layout.ts); what is here is drawing, scrolling and keys, which share their state.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { readableOn } from '../../metadata/chart/colour.js';
import type { SheetStyle } from '../../metadata/schema/sheet.js';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { TrElement } from '../ui/element.js';
import {
  cellsOfRow,
  columnsOf,
  layoutGrid,
  moveFrom,
  rowsOf,
  windowOf,
  type DrawnCell,
  type GridLayout,
  type GridPlace,
  type Move,
} from './grid-layout.js';
import { sheetStyles } from './sheet-styles.js';

export interface SheetCellEvent {
  readonly cell: GridCell;
  readonly element: HTMLElement;
}

/** Width of the row numbers; a phone has no room for them. */
const numberWidth = 36;
/** Print gets every row, up to here. */
const PRINTED_ROWS = 5000;
const moves: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'home',
  End: 'end',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

@customElement('tr-sheet')
export class TrSheet extends TrElement {
  @property({ attribute: false }) grid: Grid | undefined;
  @property() name = '';
  /** Frozen columns at most: one on a phone. */
  @property({ type: Number }) frozenColumns = Number.POSITIVE_INFINITY;
  /** Row numbers at the start. */
  @property({ type: Boolean }) numbered = false;
  /** Where a cell of text leads: its text is then a link. */
  @property({ attribute: false }) linkOf: (cell: GridCell) => string | undefined = () => undefined;
  /** Its active cell is being explained: it keeps its edge although the focus is elsewhere. */
  @property({ type: Boolean }) held = false;
  @state() private rows = { first: 0, end: 0 };
  @state() private columns = { first: 0, end: 0 };
  @state() private active: GridPlace = { row: 0, column: 0 };
  @state() private isFocused = false;
  @state() private isPrinting = false;
  @query('.scroll') private scroller!: HTMLElement | null;
  #layout: GridLayout | undefined;
  #frame = 0;
  #observer: ResizeObserver | undefined;
  #measure: CanvasRenderingContext2D | null | undefined;

  static override styles = sheetStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => this.#look());
    this.#observer.observe(this);
    window.addEventListener('beforeprint', this.#beforePrint);
    window.addEventListener('afterprint', this.#afterPrint);
  }

  override disconnectedCallback(): void {
    this.#observer?.disconnect();
    window.removeEventListener('beforeprint', this.#beforePrint);
    window.removeEventListener('afterprint', this.#afterPrint);
    cancelAnimationFrame(this.#frame);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('grid') || !this.grid) return;
    this.#layout = layoutGrid(this.grid);
    const first = this.#layout.at(this.active.row, this.active.column) ?? this.grid.cells[0];
    if (first) this.active = { row: first.row, column: first.column };
    this.#window();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('grid') || changed.has('isPrinting' as never)) this.#look();
  }

  /** Puts the focus on the active cell: after explaining. */
  override focus(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  get #gutter(): number {
    return this.numbered && !this.isPrinting ? numberWidth : 0;
  }

  get #frozen() {
    const frozen = this.#layout?.frozen ?? { rows: 0, columns: 0 };
    return { rows: frozen.rows, columns: Math.min(frozen.columns, this.frozenColumns) };
  }

  #window(): void {
    const layout = this.#layout;
    if (!layout) return;
    const { scroller } = this;
    const frozen = this.#frozen;
    const height = scroller?.clientHeight ?? 900;
    const width = scroller?.clientWidth ?? 1600;
    const rows = windowOf(layout.tops, frozen.rows, scroller?.scrollTop ?? 0, height);
    const columns = windowOf(layout.lefts, frozen.columns, scroller?.scrollLeft ?? 0, width, 3);
    if (rows.first !== this.rows.first || rows.end !== this.rows.end) this.rows = rows;
    if (columns.first !== this.columns.first || columns.end !== this.columns.end) this.columns = columns;
  }

  #look(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#window();
      const { scroller } = this;
      if (!scroller) return;
      this.toggleAttribute('down', scroller.scrollTop > 0);
      this.toggleAttribute('along', scroller.scrollLeft > 0);
      this.toggleAttribute('more', scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 1);
    });
  }

  #beforePrint = (): void => {
    this.isPrinting = true;
    this.performUpdate();
  };
  #afterPrint = (): void => {
    this.isPrinting = false;
  };

  override render() {
    const layout = this.#layout;
    if (!layout) return nothing;
    const { grid, tops, lefts } = layout;
    const frozen = this.#frozen;
    const { first, end } = this.isPrinting
      ? { first: frozen.rows, end: Math.min(grid.rows.length, PRINTED_ROWS) }
      : this.rows;
    const width = this.#gutter + lefts.at(-1)!;
    const columns = [`${this.#gutter}px`, ...grid.columns.map((column) => `${column.width}px`)].join(' ');
    const head = Array.from({ length: frozen.rows }, (_, row) => this.#row(layout, row, false));
    const body = Array.from({ length: end - first }, (_, index) => this.#row(layout, first + index, index === 0));
    return html`<div
        class="scroll"
        role="grid"
        tabindex="0"
        aria-label=${this.t('sheet.label', { name: this.name })}
        aria-rowcount=${grid.rows.length}
        aria-colcount=${grid.columns.length + 1}
        aria-activedescendant=${this.#idOf(this.active)}
        style="--columns:${columns};--head:${tops[frozen.rows]!}px;scroll-padding:${tops[frozen.rows]!}px 0 0 ${this.#gutter + lefts[frozen.columns]!}px"
        @scroll=${this.#look}
        @keydown=${this.#key}
        @click=${this.#click}
        @focus=${() => (this.isFocused = true)}
        @blur=${() => (this.isFocused = false)}
      >
        <div class="canvas" role="presentation" style="width:${width}px">
          ${head}
          <div role="presentation" style="height:${tops[first]! - tops[frozen.rows]!}px"></div>
          ${body}
          <div role="presentation" style="height:${tops.at(-1)! - tops[end]!}px"></div>
        </div>
      </div>
      <div class="edge" aria-hidden="true"></div>`;
  }

  #row(layout: GridLayout, row: number, isFirst: boolean) {
    const frozen = this.#frozen;
    const isHead = row < frozen.rows;
    const document = layout.grid.rows[row]!;
    const shown = cellsOfRow(layout, row, isFirst).filter(({ cell }) => {
      const [start, end] = [cell.column, cell.column + columnsOf(cell)];
      return this.isPrinting || start < frozen.columns || (end > this.columns.first && start < this.columns.end);
    });
    return html`<div
      class="row ${isHead ? 'head' : ''} ${row === frozen.rows - 1 ? 'lasthead' : ''} ${document.role ?? ''}"
      role="row"
      aria-rowindex=${row + 1}
      style="height:${document.height}px${isHead ? `;top:${layout.tops[row]!}px;z-index:${4 + frozen.rows - row}` : ''}"
    >
      ${this.#gutter > 0 ? this.#number(document.role, row) : nothing}
      ${shown.map((drawn) => this.#cell(layout, row, drawn))}
    </div>`;
  }

  /** Heads have none. */
  #number(role: string | undefined, row: number) {
    if (role === 'header' || role === 'title') return html`<span class="number" role="none"></span>`;
    return html`<span class="number" role="rowheader" aria-colindex="1">${row + 1}</span>`;
  }

  #cell(layout: GridLayout, row: number, { cell, rows }: DrawnCell) {
    const frozen = this.#frozen;
    const style = cell.style === undefined ? undefined : layout.grid.styles[cell.style];
    const span = columnsOf(cell);
    const end = cell.column + span;
    const isFrozen = end <= frozen.columns;
    // On paper a label stands in its first row only: a page cannot break through what reaches over it.
    const reach = this.isPrinting ? 1 : rows;
    const height = layout.tops[Math.min(row + reach, layout.tops.length - 1)]! - layout.tops[row]!;
    const left = this.#gutter + layout.lefts[cell.column]!;
    const isNumber = typeof cell.value === 'number';
    const isActive = (this.isFocused || this.held) && this.#isAt(cell, this.active);
    const isHeader = style?.role === 'header';
    const place = `grid-column:${cell.column + 2}/span ${span};height:${height}px${isFrozen ? `;left:${left}px` : ''}`;
    const role = isHeader ? 'columnheader' : 'gridcell';
    return html`<span
      class="cell ${isFrozen ? 'frozen' : ''} ${end === frozen.columns ? 'lastfrozen' : ''} ${style?.role ?? ''} ${isNumber ? 'num' : ''} ${rows > 1 ? 'tall' : ''} ${cell.kind ?? ''} ${row + rows === frozen.rows ? 'headend' : ''} ${isActive ? 'active' : ''}"
      role=${role}
      id=${this.#idOf(cell)}
      aria-colindex=${cell.column + 2}
      aria-colspan=${span > 1 ? span : nothing}
      aria-rowspan=${rows > 1 ? rows : nothing}
      style=${place + styleText(style)}
      data-row=${cell.row}
      data-column=${cell.column}
      >${this.#content(layout, cell, isNumber, isFrozen || cell.column >= frozen.columns ? undefined : left)}</span
    >`;
  }

  #content(layout: GridLayout, cell: GridCell, isNumber: boolean, sticky: number | undefined) {
    if (cell.text === '') return nothing;
    const width = layout.lefts[cell.column + columnsOf(cell)]! - layout.lefts[cell.column]!;
    // A figure is never cut: a cut one reads as another number.
    const isLong = isNumber && !this.#fits(cell.text, width - 17);
    const href = isNumber ? undefined : this.linkOf(cell);
    const text = isLong ? '###' : cell.text;
    return html`<span
      class="text"
      data-tip=${isLong ? cell.text : nothing}
      style=${sticky === undefined ? nothing : `left:${sticky + 8}px`}
      >${href ? html`<a href=${href} tabindex="-1">${text}</a>` : text}</span
    >`;
  }

  #fits(text: string, width: number): boolean {
    if (text.length * 9 < width) return true;
    if (this.#measure === undefined) {
      this.#measure = document.createElement('canvas').getContext('2d');
      if (this.#measure) this.#measure.font = `600 12.5px ${getComputedStyle(this).fontFamily}`;
    }
    return (this.#measure?.measureText(text).width ?? 0) <= width;
  }

  #idOf({ row, column }: GridPlace): string {
    const cell = this.#layout?.at(row, column);
    return `c${cell?.row ?? row}-${cell?.column ?? column}`;
  }

  #isAt(cell: GridCell, { row, column }: GridPlace): boolean {
    return (
      row >= cell.row &&
      row < cell.row + rowsOf(cell) &&
      column >= cell.column &&
      column < cell.column + columnsOf(cell)
    );
  }

  #key(event: KeyboardEvent): void {
    const layout = this.#layout;
    if (!layout || event.target !== this.scroller || event.altKey) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#open(this.active, isControl);
      return;
    }
    const ends: Readonly<Record<string, Move>> = { Home: 'top', End: 'bottom' };
    const move = (isControl ? ends[event.key] : undefined) ?? moves[event.key];
    if (!move) return;
    event.preventDefault();
    const page = Math.max(1, Math.floor(((this.scroller?.clientHeight ?? 600) - 80) / 26));
    this.active = moveFrom(layout, this.active, move, page);
    this.#reveal(layout);
  }

  /** Scrolls so far that the active cell stands free of the frozen parts. */
  #reveal(layout: GridLayout): void {
    const { scroller } = this;
    const cell = layout.at(this.active.row, this.active.column);
    if (!scroller || !cell) return;
    const frozen = this.#frozen;
    const [head, side] = [layout.tops[frozen.rows]!, this.#gutter + layout.lefts[frozen.columns]!];
    const [row, column] = [this.active.row, cell.column];
    if (row >= frozen.rows) {
      const [top, bottom] = [layout.tops[row]!, layout.tops[row + 1]!];
      if (top < scroller.scrollTop + head) scroller.scrollTop = top - head;
      else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
    }
    if (column >= frozen.columns) {
      const [left, right] = [
        this.#gutter + layout.lefts[column]!,
        this.#gutter + layout.lefts[column + columnsOf(cell)]!,
      ];
      if (left < scroller.scrollLeft + side) scroller.scrollLeft = left - side;
      else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
    }
    this.#window();
  }

  #click(event: MouseEvent): void {
    const path = event.composedPath();
    if (path.some((each) => each instanceof HTMLAnchorElement)) return;
    const element = path.find(
      (each): each is HTMLElement => each instanceof HTMLElement && each.classList.contains('cell'),
    );
    if (!element || String(getSelection() ?? '') !== '') return;
    this.active = { row: Number(element.dataset['row']), column: Number(element.dataset['column']) };
    this.#open(this.active, false);
  }

  /** With Ctrl the cell's own link is followed. */
  #open(at: GridPlace, follow: boolean): void {
    const cell = this.#layout?.at(at.row, at.column);
    const element = cell && this.renderRoot.querySelector<HTMLElement>(`#${this.#idOf(cell)}`);
    if (!cell || !element) return;
    const href = follow ? this.linkOf(cell) : undefined;
    if (href) void this.host.router.go(href);
    else if (cell.at !== undefined) this.emit<SheetCellEvent>('tr-explain', { cell, element });
  }
}

/** Colours that a document states are colours of paper: text on its own fill is dark or light as that fill asks. */
function styleText(style: SheetStyle | undefined): string {
  if (!style) return '';
  const colour = style.color ?? (style.fill ? readableOn(style.fill, ['#1b1f24', '#ffffff']) : undefined);
  return [
    style.bold ? ';font-weight:600' : '',
    style.italic ? ';font-style:italic' : '',
    colour ? `;color:${colour}` : '',
    style.fill ? `;background:${style.fill}` : '',
    style.align ? `;text-align:${style.align}` : '',
  ].join('');
}
