/**
 * `<tr-sheet>`: a grid as a sheet: virtual by windows of rows and columns, frozen heads and label columns, merged cells,
 * row numbers, groups that fold. One tab stop; arrows move, Shift with them chooses a range, Enter (or a click) dispatches
 * `tr-explain` with the cell and its element; heads dispatch `tr-sort` and `tr-head`. Geometry, ranges, keys and drawing are
 * files of their own (grid-layout, grid-range, sheet-keys, sheet-drawing); what is here is their state,
 * which all of them share: that makes the file long.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ReaderSort } from '../../metadata/schema/reader-changes.js';
import type { SheetPage } from '../../metadata/schema/sheet.js';
import type { ReaderOffer } from '../../metadata/sheet/reader-changes.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Label } from '../../metadata/value.js';
import { TrElement } from '../ui/element.js';
import { dragWidth } from './drag-width.js';
import {
  columnsOf,
  layoutGrid,
  moveFrom,
  nearest,
  placeAt,
  revealed,
  windowOf,
  type GridLayout,
  type GridPlace,
  type Move,
} from './grid-layout.js';
import { isOfSameRun, isReadWhole, type PartedGrid } from './grid-parts.js';
import { cellsIn, findCell, rangeOf, type GridRange } from './grid-range.js';
import { foldRows, groupAt, outlineOf, type Outline } from './outline.js';
import { SheetCopier } from './sheet-copier.js';
import { cellId, drawRow, drawWaiting, type SheetView } from './sheet-drawing.js';
import { commandOf, type SheetCommand } from './sheet-keys.js';
import { SheetPaper } from './sheet-paper.js';
import { leftOut, paperRules, printTable } from './sheet-print.js';
import type { SheetTools } from './sheet-input-port.js';
import { sheetStyles } from './sheet-styles.js';
import { TextFit } from './text-fit.js';

export interface SheetCellEvent {
  readonly cell: GridCell;
  readonly element: HTMLElement;
  /** The row that was meant: a label may reach over many. */
  readonly row: number;
}
export interface SheetHeadEvent extends SheetCellEvent {
  readonly offer: ReaderOffer;
}
/** Rows in sight of which not all are here, `end` not included. */
export interface SheetRowsEvent {
  readonly first: number;
  readonly end: number;
}
export interface SheetWidthEvent {
  readonly column: number;
  /** Pixels as the document counts them; undefined is the document's own. */
  readonly width: number | undefined;
}

/** Width of the row numbers; a phone has no room for them. */
const numberWidth = 36;
const none: ReadonlySet<string> = new Set();

const isLaidOut = (changed: ReadonlyMap<PropertyKey, unknown>): boolean =>
  ['grid', 'folded', 'scale', 'widths'].some((name) => changed.has(name));

@customElement('tr-sheet')
export class TrSheet extends TrElement {
  @property({ attribute: false }) grid: PartedGrid | undefined;
  @property() name = '';
  /** Frozen columns at most: one on a phone. */
  @property({ type: Number }) frozenColumns = Number.POSITIVE_INFINITY;
  /** Row numbers at the start. */
  @property({ type: Boolean }) numbered = false;
  /** Where a cell of text leads: its text is then a link. */
  @property({ attribute: false }) linkOf: (cell: GridCell) => string | undefined = () => undefined;
  /** What a cell shows instead of its text: a chart, a picture, another report. */
  @property({ attribute: false }) partOf: (cell: GridCell) => unknown = () => undefined;
  /** Its active cell is being explained: it keeps its edge although the focus is elsewhere. */
  @property({ type: Boolean }) held = false;
  /** What can be done at heads; `sort` and `filtered` say what is on. */
  @property({ attribute: false }) offers: Readonly<Record<string, ReaderOffer>> = {};
  @property({ attribute: false }) sort: readonly ReaderSort[] = [];
  @property({ attribute: false }) filtered: ReadonlySet<string> = none;
  /** Keys of folded groups (outline.ts). */
  @property({ attribute: false }) folded: ReadonlySet<string> = none;
  /** 1 is as the document says. */
  @property({ type: Number }) scale = 1;
  /** How it is printed. */
  @property({ attribute: false }) page: SheetPage | undefined;
  @property({ attribute: false }) widths: ReadonlyMap<number, number> = new Map();
  /** Cells of this template address are tinted: a designer shows where its cell went. */
  @property() marked: string | undefined;
  /** Lets cells be typed into; absent where none takes anything. */
  @property({ attribute: false }) input: SheetTools | undefined;
  /** Reads the rows that are not here yet; false when they could not be. */
  @property({ attribute: false }) readAll: () => Promise<boolean> = () => Promise.resolve(true);
  @state() private rows = { first: 0, end: 0 };
  @state() private columns = { first: 0, end: 0 };
  @state() private active: GridPlace = { row: 0, column: 0 };
  @state() private anchor: GridPlace | undefined;
  @state() private found: GridCell | undefined;
  @state() private isFocused = false;
  @query('.scroll') private scroller!: HTMLElement | null;
  #layout: GridLayout | undefined;
  #outline: Outline = { groups: [], depth: 0, of: () => undefined };
  #frame = 0;
  #observer: ResizeObserver | undefined;
  readonly #fit = new TextFit();
  #wasPrinting = false;
  readonly #copier = new SheetCopier(this);
  readonly #paper = new SheetPaper(this, () => this.#paperRules());

  static override styles = sheetStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => this.#look());
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#frame);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.grid) return;
    if (changed.has('grid')) {
      this.#outline = outlineOf(this.grid);
      if (!isOfSameRun(this.grid, changed.get('grid'))) {
        this.anchor = undefined;
        this.found = undefined;
      }
    }
    if (!isLaidOut(changed)) return;
    const { scale, widths } = this;
    this.#layout = layoutGrid(this.grid, { ...foldRows(this.#outline, this.folded), scale, widths });
    this.active = this.#standing(this.#layout);
    this.#window();
  }

  /** Where the active cell is in a layout that may have lost it. */
  #standing(layout: GridLayout): GridPlace {
    const { row, column } = this.active;
    const isHere = row < layout.grid.rows.length && layout.shows(row);
    if (isHere && (!layout.isRead(row) || layout.at(row, column))) return this.active;
    // Rows that have just come may have no cell at the place that was gone to.
    const near = isHere && nearest(layout, this.active);
    const first = layout.grid.cells[0];
    return near || (first ? { row: first.row, column: first.column } : this.active);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { isPrinting } = this.#paper;
    if (isLaidOut(changed) || isPrinting !== this.#wasPrinting) this.#look();
    this.#wasPrinting = isPrinting;
    // What could not be read is asked for again when somebody goes on, or says so.
    const isNew = changed.has('grid') && this.grid?.parts?.failure === undefined;
    if (isNew || changed.has('rows' as never)) this.#askForRows();
    this.input?.moved();
  }

  /** Puts the focus on the active cell: after explaining. */
  override focus(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  get layout(): GridLayout | undefined {
    return this.#layout;
  }

  /** The active cell. */
  get place(): GridPlace {
    return this.active;
  }

  get range(): GridRange | undefined {
    return this.#layout && this.anchor ? rangeOf(this.#layout, this.anchor, this.active) : undefined;
  }

  /** Shows a cell by its template address and instance, and gives its element; undefined where there is none such. */
  async show(source: string, at: string): Promise<SheetCellEvent | undefined> {
    const cell = this.grid?.cells.find((each) => each.source === source && each.at === at);
    if (!cell || !this.#layout?.shows(cell.row)) return undefined;
    this.goTo({ row: cell.row, column: cell.column });
    await this.updateComplete;
    const element = this.elementOf(cell);
    return element && { cell, element, row: cell.row };
  }

  /** Prints it when what stands in its cells is drawn. */
  async print(): Promise<void> {
    await this.#paper.print();
  }

  /** Goes to the next cell that holds a text, from the one found last. */
  find(text: string, back = false): boolean {
    const cell = this.#layout && findCell(this.#layout, text, this.active, back);
    this.found = cell;
    if (cell) this.goTo({ row: cell.row, column: cell.column });
    return cell !== undefined;
  }

  goTo(place: GridPlace): void {
    this.anchor = undefined;
    this.active = place;
    if (this.#layout) this.#reveal(this.#layout);
  }

  get #gutter(): number {
    return this.numbered ? numberWidth : 0;
  }

  get #frozen() {
    const frozen = this.#layout?.frozen ?? { rows: 0, columns: 0 };
    return { rows: frozen.rows, columns: Math.min(frozen.columns, this.frozenColumns) };
  }

  #shownAt(layout: GridLayout, { row, column }: GridPlace): GridCell | undefined {
    return layout.shows(row) ? layout.at(row, column) : undefined;
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

  /** What is in sight and not here is asked for, and what lies around it. */
  #askForRows(): void {
    if (this.grid && !isReadWhole(this.grid))
      this.emit<SheetRowsEvent>('tr-rows', { first: this.rows.first, end: this.rows.end });
  }

  #look(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#window();
      this.input?.moved();
      const { scroller } = this;
      if (!scroller) return;
      this.toggleAttribute('down', scroller.scrollTop > 0);
      this.toggleAttribute('along', scroller.scrollLeft > 0);
      this.toggleAttribute('more', scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 1);
    });
  }

  /** The browser prints what is there when its event is answered. */
  drawNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }

  #paperRules() {
    const { i18n } = this.host;
    return paperRules(this.page, this.#layout?.lefts.at(-1) ?? 0, {
      title: this.name,
      date: i18n.formats.dateTime(new Date().toISOString()),
      text: (label: Label) => i18n.label(label),
    });
  }

  override render() {
    const layout = this.#layout;
    if (!layout) return nothing;
    if (this.#paper.isPrinting) {
      const whole = layoutGrid(layout.grid, { widths: this.widths });
      const notes = leftOut(whole).map(([key, values]) => this.t(key, values));
      return printTable({ layout: whole, name: this.name, page: this.page, notes, partOf: this.partOf });
    }
    const { grid, tops, lefts } = layout;
    const frozen = this.#frozen;
    const { first, end } = this.rows;
    const gutter = this.#gutter;
    const columns = [
      `${gutter}px`,
      ...grid.columns.map((_, column) => `${lefts[column + 1]! - lefts[column]!}px`),
    ].join(' ');
    const view = this.#view(layout);
    const head = Array.from({ length: frozen.rows }, (_, row) => drawRow(view, row, false));
    const body: unknown[] = [];
    for (let row = first, isFirst = true; row < end; row++) {
      if (!layout.shows(row)) continue;
      const isHere = layout.isRead(row);
      body.push(isHere ? drawRow(view, row, isFirst) : drawWaiting(view, row));
      // What began above is drawn again where rows begin to be here.
      isFirst = !isHere;
    }
    const size = this.scale === 1 ? '' : `;--size:${Math.round(125 * this.scale) / 10}px`;
    return html`<div
        class="scroll"
        role="grid"
        tabindex="0"
        aria-label=${this.t(this.input ? 'sheet.labelInput' : 'sheet.label', { name: this.name })}
        aria-rowcount=${grid.rows.length}
        aria-colcount=${grid.columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant=${cellId(layout, this.active)}
        style="--columns:${columns};--head:${tops[frozen.rows]!}px${size};scroll-padding:${tops[frozen.rows]!}px 0 0 ${gutter + lefts[frozen.columns]!}px"
        @scroll=${this.#look}
        @keydown=${this.#key}
        @click=${this.#click}
        @dblclick=${this.#doubled}
        @paste=${this.#pasted}
        @pointerdown=${this.#pointerDown}
        @copy=${this.#copier.copied}
        @focus=${() => (this.isFocused = true)}
        @blur=${() => (this.isFocused = false)}
      >
        <div class="canvas" role="presentation" style="width:${gutter + lefts.at(-1)!}px">
          ${head}
          <div role="presentation" style="height:${tops[first]! - tops[frozen.rows]!}px"></div>
          ${body}
          <div role="presentation" style="height:${tops.at(-1)! - tops[end]!}px"></div>
        </div>
      </div>
      <div class="edge" aria-hidden="true"></div>`;
  }

  /** Explains the active cell. */
  explain(): void {
    this.#open(this.active, false);
  }

  #view(layout: GridLayout): SheetView {
    return {
      layout,
      outline: this.#outline,
      folded: this.folded,
      frozen: this.#frozen,
      gutter: this.#gutter,
      columns: this.columns,
      active: this.isFocused || this.held ? this.active : undefined,
      range: this.range,
      offers: this.offers,
      sort: this.sort,
      filtered: this.filtered,
      found: this.found,
      marked: this.marked,
      linkOf: this.linkOf,
      partOf: this.partOf,
      fits: (text, width) => this.#fit.fits(this, text, width, this.scale),
      input: this.input,
      t: (key, values) => this.t(key as 'sheet.label', values),
    };
  }

  #key(event: KeyboardEvent): void {
    if (!this.#layout || event.target !== this.scroller) return;
    if (this.input?.key(event)) return event.preventDefault();
    const command = commandOf(event);
    if (!command || !this.#obey(command, this.#layout)) return;
    event.preventDefault();
  }

  /** False: the key stays the browser's. */
  #obey(command: SheetCommand, layout: GridLayout): boolean {
    switch (command.does) {
      case 'move':
        this.#move(layout, command.move, command.extend);
        return true;
      case 'open':
        this.#open(this.active, command.follow);
        return true;
      case 'select':
        this.#select(layout, command.what);
        return true;
      case 'fold': {
        const group = groupAt(this.#outline, this.active.row);
        if (group && this.folded.has(group.key) === command.open) this.emit<string>('tr-fold', group.key);
        return group !== undefined;
      }
      case 'copy':
        return this.#copier.copy();
      case 'find':
        this.emit('tr-find');
        return true;
      case 'release': {
        const had = this.anchor !== undefined;
        this.anchor = undefined;
        return had;
      }
    }
  }

  #move(layout: GridLayout, move: Move, extend: boolean): void {
    const page = Math.max(1, Math.floor(((this.scroller?.clientHeight ?? 600) - 80) / (26 * this.scale)));
    const from = this.active;
    this.active = moveFrom(layout, from, move, page);
    this.anchor = extend ? (this.anchor ?? from) : undefined;
    if (this.anchor) this.#sayRange();
    this.#reveal(layout);
  }

  #select({ grid }: GridLayout, what: 'cell' | 'row' | 'column' | 'all'): void {
    const { row, column } = this.active;
    const last = { row: grid.rows.length - 1, column: grid.columns.length - 1 };
    const from = { cell: this.active, row: { row, column: 0 }, column: { row: 0, column }, all: { row: 0, column: 0 } };
    const to = { cell: this.active, row: { row, column: last.column }, column: { row: last.row, column }, all: last };
    this.anchor = from[what];
    this.active = to[what];
    this.#sayRange();
  }

  #sayRange(): void {
    const range = this.range;
    if (range) this.host.announce(this.t('sheet.chosen', { count: cellsIn(range) }));
  }

  /** Scrolls so far that the active cell stands free of the frozen parts. */
  #reveal(layout: GridLayout): void {
    const { scroller } = this;
    if (!scroller) return;
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = scroller;
    const pane = { top: scrollTop, left: scrollLeft, width: clientWidth, height: clientHeight };
    const { top, left } = revealed(layout, this.active, { frozen: this.#frozen, gutter: this.#gutter, pane });
    if (top !== scrollTop) scroller.scrollTop = top;
    if (left !== scrollLeft) scroller.scrollLeft = left;
    this.#window();
  }

  /** The innermost element of this sheet that fits: a cell may hold another sheet, which hears its own. */
  #partIn(event: Event, selector: string): HTMLElement | undefined {
    return event
      .composedPath()
      .find(
        (each): each is HTMLElement =>
          each instanceof HTMLElement && each.getRootNode() === this.renderRoot && each.matches(selector),
      );
  }

  #click(event: MouseEvent): void {
    const path = event.composedPath();
    if (path.some((each) => each instanceof HTMLAnchorElement)) return;
    const element = this.#partIn(event, '.cell');
    const part = this.#partIn(event, '.fold, .headmenu, .grip, .why, .again');
    if (part?.matches('.again')) {
      // The button goes with the words it stands in.
      this.focus();
      return this.#askForRows();
    }
    if (part?.matches('.grip')) return;
    if (part?.matches('.fold')) return void this.emit<string>('tr-fold', part.dataset['key']!);
    if (!element || !this.#layout || String(getSelection() ?? '') !== '') return;
    const place = { row: this.#rowAt(this.#layout, element, event.clientY), column: Number(element.dataset['column']) };
    if (event.shiftKey) {
      this.anchor ??= this.active;
      this.active = place;
      return this.#sayRange();
    }
    this.anchor = undefined;
    this.active = place;
    const cell = this.#layout.at(place.row, place.column)!;
    if (!part && this.input?.press(cell, event)) return;
    const offer = this.offers[cell.source];
    const { row } = place;
    if (offer?.sort !== undefined && !part) this.emit<SheetHeadEvent>('tr-sort', { cell, element, row, offer });
    else this.#open(place, false);
  }

  #doubled(event: MouseEvent): void {
    const element = this.#partIn(event, '.cell');
    const cell = element && this.#layout?.at(Number(element.dataset['row']), Number(element.dataset['column']));
    if (cell && !this.#partIn(event, '.why')) this.input?.edit(cell);
  }

  #pasted(event: ClipboardEvent): void {
    if (!this.input || event.target !== this.scroller) return;
    event.preventDefault();
    this.input.paste(event.clipboardData?.getData('text/plain') ?? '');
  }

  /** With Ctrl the cell's own link is followed; a head opens its menu. */
  #open(at: GridPlace, follow: boolean): void {
    const cell = this.#layout && this.#shownAt(this.#layout, at);
    const element = cell && this.elementOf(cell);
    if (!cell || !element) return;
    const href = follow ? this.linkOf(cell) : undefined;
    const offer = this.offers[cell.source];
    if (href) void this.host.router.go(href);
    else if (offer) this.emit<SheetHeadEvent>('tr-head', { cell, element, row: at.row, offer });
    else if (cell.at !== undefined && !['chart', 'report', 'image'].includes(cell.kind ?? ''))
      this.emit<SheetCellEvent>('tr-explain', { cell, element, row: at.row });
  }

  /** The row of a tall cell that lies under a pixel of the window. */
  #rowAt({ tops }: GridLayout, element: HTMLElement, pixel: number): number {
    const row = Number(element.dataset['row']);
    const drawn = Number(element.parentElement?.getAttribute('aria-rowindex') ?? row + 1) - 1;
    return placeAt(tops, tops[drawn]! + pixel - element.getBoundingClientRect().top);
  }

  elementOf(cell: GridCell): HTMLElement | undefined {
    const id = this.#layout && cellId(this.#layout, cell);
    return this.renderRoot.querySelector<HTMLElement>(`#${id}`) ?? undefined;
  }

  /** The edge of a head is drawn to another width. */
  #pointerDown(event: PointerEvent): void {
    const cell = this.#partIn(event, '.grip') && this.#partIn(event, '.cell');
    const layout = this.#layout;
    if (!cell || !layout || event.button !== 0) return;
    event.preventDefault();
    const [row, start] = [Number(cell.dataset['row']), Number(cell.dataset['column'])];
    const column = start + columnsOf(layout.at(row, start)!) - 1;
    const width = layout.lefts[column + 1]! - layout.lefts[column]!;
    dragWidth(event, width, (wanted) =>
      this.emit<SheetWidthEvent>('tr-width', { column, width: Math.round(wanted / this.scale) }),
    );
  }
}
