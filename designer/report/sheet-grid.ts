/**
 * `<td-sheet-grid>`: the template as a sheet: heads, cells, what stands around the selected one. One tab stop; keys move and
 * choose as in a spreadsheet, typing begins to edit (in the formula bar, which this asks for by `td-edit-cell`). Drops of
 * fields, the fill handle and the edges of heads are drags; each has its twin in the menu (`td-cell-menu`). Long, since
 * pointer and keys share the state of one gesture.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Problem } from '../../metadata/value.js';
import { formatAddress, type Position } from '../../metadata/sheet/address.js';
import { styleText } from '../../runtime/report/sheet-drawing.js';
import { TdElement } from '../td-element.js';
import { contextOf, type CellContext } from './cell-context.js';
import { alignOf, lookOf } from './cell-look.js';
import type { Direction } from './gestures/content.js';
import { areaBetween, areaOf, cellAt, covers, heightOf, meet, placedCells, widthOf, type Area, type PlacedCell } from './gestures/places.js'; // prettier-ignore
import { boxOf, geometryOf, lineAt, stepFrom, type Geometry } from './grid-geometry.js';
import type { SheetCommands } from './sheet-commands.js';
import type { SheetDesk } from './sheet-desk.js';
import { sheetGridStyles } from './sheet-grid-styles.js';

/** `typed`: the letter that begins it; undefined: what is there is changed. */
export interface EditCellEvent {
  readonly typed: string | undefined;
}
export interface CellMenuEvent {
  readonly element: HTMLElement;
}

type Drag =
  | { readonly does: 'choose' | 'chooseRows' | 'chooseColumns' }
  | { readonly does: 'fill'; readonly from: Area; to: Area }
  | { readonly does: 'size'; readonly axis: 'row' | 'column'; readonly line: number; readonly from: number; size: number }; // prettier-ignore

const columnName = (column: number) => formatAddress(0, column).slice(0, -1);

@customElement('td-sheet-grid')
export class TdSheetGrid extends TdElement {
  @property({ attribute: false }) desk!: SheetDesk;
  @property({ attribute: false }) commands!: SheetCommands;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  /** What is being typed into the active cell. */
  @property({ attribute: false }) typing: string | undefined;
  /** A formula is being typed: a press puts the cell's address into it (`td-point`). */
  @property({ type: Boolean }) pointing = false;
  @state() private drop:
    { readonly place: Position; readonly direction: Direction; readonly words: string } | undefined;
  @state() private drag: Drag | undefined;
  @query('.scroll') private scroller!: HTMLElement;
  @query('.cells') private plane!: HTMLElement;
  #geometry: Geometry = geometryOf({ cells: {} });
  #context: CellContext | undefined;
  /** Esc was pressed: the next Tab leaves the grid. */
  #leaves = false;

  static override styles = sheetGridStyles;

  override focus(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  protected override willUpdate(): void {
    const { sheet, active } = this.desk;
    const { drag } = this;
    const shown = drag?.does === 'size' ? withSize(sheet, drag.axis, drag.line, drag.size) : sheet;
    this.#geometry = geometryOf(shown);
    this.#context = contextOf(sheet, active);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.drag === undefined) this.#reveal();
  }

  #reveal(): void {
    const key = `${this.desk.active.row} ${this.desk.active.column}`;
    if (this.#revealed === key || !this.scroller) return;
    this.#revealed = key;
    const { top, left, width, height } = boxOf(this.#geometry, this.#wholeOf(this.desk.active));
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + height + 24 > scrollTop + clientHeight) this.scroller.scrollTop = top + height + 24 - clientHeight;
    if (left < scrollLeft) this.scroller.scrollLeft = left;
    else if (left + width + 36 > scrollLeft + clientWidth) this.scroller.scrollLeft = left + width + 36 - clientWidth;
  }
  #revealed = '0 0';

  #wholeOf(place: Position): Area {
    const held = cellAt(this.desk.sheet, place);
    return held ? areaOf(held) : areaBetween(place, place);
  }

  /* ---------------------------------------------------------------- drawing */

  override render() {
    const { sheet, area } = this.desk;
    const { tops, lefts } = this.#geometry;
    const [width, height] = [lefts.at(-1)!, tops.at(-1)!];
    const cells = placedCells(sheet);
    const active = this.#wholeOf(this.desk.active);
    return html`<div
      class="scroll"
      role="grid"
      tabindex="0"
      aria-label=${this.w('report.grid')}
      aria-rowcount=${tops.length}
      aria-colcount=${lefts.length}
      aria-multiselectable="true"
      aria-activedescendant=${`c${active.top}-${active.left}`}
      @keydown=${this.#key}
      @copy=${(event: ClipboardEvent) => this.#clip(event, false)}
      @cut=${(event: ClipboardEvent) => this.#clip(event, true)}
      @paste=${this.#pasted}
    >
      <div class="plane" role="presentation">
        <div class="corner" role="presentation" data-tip=${`${this.w('report.chooseAll')} (Ctrl+A)`} @click=${this.#chooseAll}></div>
        <div class="heads" role="row" aria-rowindex="1" style="width:${width}px;height:24px">
          ${lefts.slice(0, -1).map((left, column) => this.#columnHead(column, left, lefts[column + 1]! - left, area))}
        </div>
        <div class="numbers" role="presentation" style="height:${height}px;width:36px">
          ${tops.slice(0, -1).map((top, row) => this.#rowHead(row, top, tops[row + 1]! - top, area))}
        </div>
        <div
          class="cells"
          role="presentation"
          style="width:${width}px;height:${height}px"
          @pointerdown=${this.#pressed}
          @pointermove=${this.#moved}
          @pointerup=${this.#released}
          @pointercancel=${() => (this.drag = undefined)}
          @dblclick=${() => this.emit<EditCellEvent>('td-edit-cell', { typed: undefined })}
          @contextmenu=${this.#menu}
          @dragover=${this.#dragOver}
          @dragleave=${() => (this.drop = undefined)}
          @drop=${this.#dropped}
        >
          ${tops.slice(1).map((top) => html`<i class="line" style="top:${top - 1}px;left:0;width:100%;height:1px"></i>`)}
          ${lefts.slice(1).map((left) => html`<i class="line" style="left:${left - 1}px;top:0;height:100%;width:1px"></i>`)}
          ${this.#rows(cells, active)} ${this.#frozen()} ${this.#around()} ${this.#chosen(area)} ${this.#dropBox()}
        </div>
      </div>
    </div>`;
  } // prettier-ignore

  #rows(cells: readonly PlacedCell[], active: Area) {
    const rows = new Map<number, TemplateResult[]>();
    const add = (row: number, cell: TemplateResult) => rows.set(row, [...(rows.get(row) ?? []), cell]);
    for (const each of cells) add(each.row, this.#cell(each));
    if (!cellAt(this.desk.sheet, this.desk.active)) add(active.top, this.#empty(active));
    return [...rows].map(([row, drawn]) => html`<div role="row" aria-rowindex=${row + 2}>${drawn}</div>`);
  }

  #cell(each: PlacedCell): TemplateResult {
    const { sheet } = this.desk;
    const { cell, address, row, column } = each;
    const style = cell.style === undefined ? undefined : sheet.styles?.[cell.style];
    const full = lookOf(cell, this.host.i18n.language);
    const isTyped = this.typing !== undefined && this.desk.address === address;
    const { top, left, width, height } = boxOf(this.#geometry, areaOf(each));
    // A hidden line is a stripe: nothing can be read in it.
    const look = height < 12 || width < 12 ? { ...full, mark: '', text: '' } : full;
    const pointer = `/sheet/cells/${address}`;
    const isBad = this.problems.some(({ path, severity }) => severity !== 'warning' && (path === pointer || path.startsWith(`${pointer}/`))); // prettier-ignore
    const names = ['cell', look.kind, style?.role ?? '', alignOf(cell, style), isBad ? 'bad' : '', isTyped ? 'typing' : ''];
    return html`<div
      class=${names.filter(Boolean).join(' ')}
      role="gridcell"
      id=${`c${row}-${column}`}
      data-address=${address}
      aria-colindex=${column + 2}
      aria-selected=${meet(this.desk.area, areaOf(each))}
      aria-invalid=${isBad ? 'true' : nothing}
      style="top:${top}px;left:${left}px;width:${width}px;height:${height}px${styleText(style)}"
    >
      ${look.mark && !isTyped ? html`<span class="mark" aria-hidden="true">${look.mark}</span>` : nothing}<span class="text" data-tip-cut
        >${isTyped ? this.typing : look.text}</span
      >
    </div>`;
  } // prettier-ignore

  #empty(area: Area): TemplateResult {
    const { top, left, width, height } = boxOf(this.#geometry, area);
    return html`<div
      class="cell none ${this.typing === undefined ? '' : 'typing'}"
      role="gridcell"
      id=${`c${area.top}-${area.left}`}
      data-address=${formatAddress(area.top, area.left)}
      aria-colindex=${area.left + 2}
      aria-selected="true"
      style="top:${top}px;left:${left}px;width:${width}px;height:${height}px"
    >
      <span class="text">${this.typing ?? ''}</span>
    </div>`;
  }

  #columnHead(column: number, left: number, width: number, area: Area): TemplateResult {
    const isOn = column >= area.left && column <= area.right;
    return html`<div
      class="head ${isOn ? 'on' : ''}"
      role="columnheader"
      aria-colindex=${column + 2}
      style="left:${left}px;width:${width}px;height:24px"
      @pointerdown=${(event: PointerEvent) => this.#headPressed(event, 'column', column)}
      @pointermove=${this.#headMoved}
      @pointerup=${this.#released}
      @contextmenu=${(event: MouseEvent) => this.#headMenu(event, 'column', column)}
    >
      ${columnName(column)}<span class="edge"></span>
    </div>`;
  }

  #rowHead(row: number, top: number, height: number, area: Area): TemplateResult {
    const isOn = row >= area.top && row <= area.bottom;
    const role = this.desk.sheet.rows?.[row]?.role;
    return html`<div role="row" aria-rowindex=${row + 2}>
      <div
        class="head ${isOn ? 'on' : ''} ${role ? 'role' : ''}"
        role="rowheader"
        aria-colindex="1"
        data-tip=${role ? (this.session.words.find(`choice.role.${role}`) ?? role) : nothing}
        style="top:${top}px;height:${height}px;width:36px"
        @pointerdown=${(event: PointerEvent) => this.#headPressed(event, 'row', row)}
        @pointermove=${this.#headMoved}
        @pointerup=${this.#released}
        @contextmenu=${(event: MouseEvent) => this.#headMenu(event, 'row', row)}
      >
        ${row + 1}<span class="edge"></span>
      </div>
    </div>`;
  }

  #frozen() {
    const { freeze } = this.desk.sheet;
    const match = freeze === undefined ? undefined : /^([A-Z]+)(\d+)$/.exec(freeze);
    if (!match) return nothing;
    const rows = Number(match[2]) - 1;
    const { tops, lefts } = this.#geometry;
    const columns = lefts.findIndex((_, column) => columnName(column) === match[1]);
    return html`${rows > 0 && tops[rows] !== undefined ? html`<i class="freeze" style="top:${tops[rows]! - 1}px;left:0;width:100%;height:2px"></i>` : nothing}${
      columns > 0 ? html`<i class="freeze" style="left:${lefts[columns]! - 1}px;top:0;height:100%;width:2px"></i>` : nothing
    }`;
  } // prettier-ignore

  /** Bands and effective parents of the active cell. */
  #around() {
    const { bands, left, top } = this.#context ?? { bands: [], left: undefined, top: undefined };
    const box = (area: Area, names: string) => {
      const { top: y, left: x, width, height } = boxOf(this.#geometry, area);
      return html`<div class="over ${names}" style="top:${y - 1}px;left:${x - 1}px;width:${width + 1}px;height:${height + 1}px"></div>`; // prettier-ignore
    };
    const name = (area: Area, words: string, at: 'band' | 'left' | 'top') => {
      const { top: y, left: x, width, height } = boxOf(this.#geometry, area);
      // The cell that is meant stands below its top parent and right of its left one: neither is covered.
      const [nameTop, nameLeft] =
        at === 'top' ? [y + (height - 14) / 2, x + width + 1] : at === 'left' || y < 14 ? [y + height, x] : [y - 14, x];
      return html`<span class="name ${at === 'band' ? '' : 'of-parent'}" style="left:${nameLeft}px;top:${nameTop}px">${words}</span>`; // prettier-ignore
    };
    const nearest = bands.filter((each) => each.isNearest);
    return html`${bands.map(({ area, axis, isNearest }) => box(area, `band ${axis} ${isNearest ? '' : 'outer'}`))}
    ${left ? html`${box(areaOf(left), 'parent')}${name(areaOf(left), this.w('report.leftParent'), 'left')}` : nothing}
    ${top ? html`${box(areaOf(top), 'parent')}${name(areaOf(top), this.w('report.topParent'), 'top')}` : nothing}
    ${nearest.map(({ area, axis, owner }) => name(area, this.w(axis === 'down' ? 'report.bandDown' : 'report.bandRight', { name: this.commands.nameOf(owner) }), 'band'))}`; // prettier-ignore
  }

  #chosen(area: Area) {
    const box = (of: Area, names: string, content: unknown = nothing) => {
      const { top, left, width, height } = boxOf(this.#geometry, of);
      return html`<div class="over ${names}" style="top:${top - 1}px;left:${left - 1}px;width:${width + 1}px;height:${height + 1}px">${content}</div>`; // prettier-ignore
    };
    const isOne = meet(area, this.#wholeOf(this.desk.active)) && contains(this.#wholeOf(this.desk.active), area);
    const { top, left, width, height } = boxOf(this.#geometry, area);
    const { copied } = this.commands;
    return html`${box(area, `chosen ${isOne ? 'one' : ''}`)} ${copied ? box(copied, 'copied') : nothing}
      ${this.drag?.does === 'fill' ? box(this.drag.to, 'filling') : nothing}
      <span class="handle" style="top:${top + height - 5}px;left:${left + width - 5}px" data-tip=${this.w('report.fillHandle')}></span>`; // prettier-ignore
  }

  #dropBox() {
    if (!this.drop) return nothing;
    const { top, left, width, height } = boxOf(this.#geometry, this.#wholeOf(this.drop.place));
    const arrow = this.drop.direction === 'right' ? '→' : '↓';
    return html`<div class="over drop" style="top:${top}px;left:${left}px;width:${width}px;height:${height}px">
      <span>${arrow} ${this.drop.words}</span>
    </div>`;
  }

  /* ---------------------------------------------------------------- pointer */

  #placeOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Position {
    const box = this.plane.getBoundingClientRect();
    return {
      row: lineAt(this.#geometry.tops, clientY - box.top),
      column: lineAt(this.#geometry.lefts, clientX - box.left),
    };
  }

  readonly #pressed = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const place = this.#placeOf(event);
    event.preventDefault();
    if (this.pointing) {
      const held = cellAt(this.desk.sheet, place);
      return void this.emit<string>('td-point', held?.address ?? formatAddress(place.row, place.column));
    }
    this.focus();
    const onHandle = (event.target as HTMLElement).closest('.handle') !== null;
    this.plane.setPointerCapture(event.pointerId);
    if (onHandle) {
      this.drag = { does: 'fill', from: this.desk.area, to: this.desk.area };
      return;
    }
    this.drag = { does: 'choose' };
    this.desk.select(place, event.shiftKey ? this.desk.anchor : place);
  };

  readonly #moved = (event: PointerEvent): void => {
    const { drag } = this;
    if (!drag) return;
    const place = this.#placeOf(event);
    if (drag.does === 'choose') {
      if (place.row !== this.desk.active.row || place.column !== this.desk.active.column) this.desk.select(place, this.desk.anchor); // prettier-ignore
    } else if (drag.does === 'fill') this.drag = { ...drag, to: filledTo(drag.from, place) };
  };

  readonly #released = (): void => {
    const { drag } = this;
    this.drag = undefined;
    if (drag?.does === 'fill' && drag.to !== drag.from) this.commands.fill(drag.to);
    if (drag?.does === 'size') this.commands.size(drag.axis, drag.line, drag.size);
  };

  #headPressed(event: PointerEvent, axis: 'row' | 'column', line: number): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.focus();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const places = axis === 'row' ? this.#geometry.tops : this.#geometry.lefts;
    if ((event.target as HTMLElement).matches('.edge')) {
      const size = places[line + 1]! - places[line]!;
      this.drag = { does: 'size', axis, line, from: (axis === 'row' ? event.clientY : event.clientX) - size, size };
      return;
    }
    this.drag = { does: axis === 'row' ? 'chooseRows' : 'chooseColumns' };
    this.chooseLine(axis, line, event.shiftKey);
  }

  readonly #headMoved = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag?.does === 'size') {
      const size = Math.max(0, Math.round((drag.axis === 'row' ? event.clientY : event.clientX) - drag.from));
      this.drag = { ...drag, size };
    } else if (drag?.does === 'chooseRows') this.chooseLine('row', this.#placeOf(event).row, true);
    else if (drag?.does === 'chooseColumns') this.chooseLine('column', this.#placeOf(event).column, true);
  };

  chooseLine(axis: 'row' | 'column', line: number, extend: boolean): void {
    const last = { row: this.#geometry.tops.length - 2, column: this.#geometry.lefts.length - 2 };
    const { anchor } = this.desk;
    // The line's first cell stays the active one, so that the formula bar shows something of it.
    if (axis === 'row')
      this.desk.select({ row: line, column: 0 }, { row: extend ? anchor.row : line, column: last.column }); // prettier-ignore
    else this.desk.select({ row: 0, column: line }, { row: last.row, column: extend ? anchor.column : line });
  }

  readonly #chooseAll = (): void => {
    const { tops, lefts } = this.#geometry;
    this.desk.select({ row: 0, column: 0 }, { row: tops.length - 2, column: lefts.length - 2 });
    this.focus();
  };

  readonly #menu = (event: MouseEvent): void => {
    event.preventDefault();
    const place = this.#placeOf(event);
    if (!covers(this.desk.area, place)) this.desk.select(place);
    this.openMenu();
  };

  #headMenu(event: MouseEvent, axis: 'row' | 'column', line: number): void {
    event.preventDefault();
    const { top, bottom, left, right } = this.desk.area;
    const isIn =
      axis === 'row' ? line >= top && line <= bottom && left === 0 : line >= left && line <= right && top === 0;
    if (!isIn) this.chooseLine(axis, line, false);
    this.emit<CellMenuEvent>('td-cell-menu', { element: event.currentTarget as HTMLElement });
  }

  openMenu(): void {
    void this.updateComplete.then(() => {
      const { top, left } = this.#wholeOf(this.desk.active);
      const element = this.renderRoot.querySelector<HTMLElement>(`#c${top}-${left}`) ?? this.scroller;
      this.emit<CellMenuEvent>('td-cell-menu', { element });
    });
  }

  /* ---------------------------------------------------------------- drops */

  readonly #dragOver = (event: DragEvent): void => {
    const { dragged } = this.desk;
    if (!dragged) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    const place = this.#placeOf(event);
    const { left, width } = boxOf(this.#geometry, this.#wholeOf(place));
    const along = event.clientX - this.plane.getBoundingClientRect().left - left;
    // The right part of a cell means columns, so does Shift.
    const direction = event.shiftKey || along > width * 0.66 ? 'right' : 'down';
    const { drop } = this;
    if (drop?.direction === direction && drop.place.row === place.row && drop.place.column === place.column) return;
    this.drop = { place, direction, words: this.commands.dropWords(place, dragged, direction) };
  };

  readonly #dropped = (event: DragEvent): void => {
    const { dragged } = this.desk;
    const { drop } = this;
    this.drop = undefined;
    this.desk.dragged = undefined;
    if (!dragged || !drop) return;
    event.preventDefault();
    this.commands.place(drop.place, dragged, drop.direction === 'right' ? 'right' : undefined);
    this.focus();
  };

  /* ---------------------------------------------------------------- keys */

  #clip(event: ClipboardEvent, cut: boolean): void {
    event.preventDefault();
    this.commands.copy(event.clipboardData, cut);
  }

  readonly #pasted = (event: ClipboardEvent): void => {
    event.preventDefault();
    this.commands.paste(event.clipboardData);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (this.#obey(event)) event.preventDefault();
  };

  #obey(event: KeyboardEvent): boolean {
    const { desk, commands } = this;
    const { key, shiftKey } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    const leaves = this.#leaves;
    this.#leaves = key === 'Escape';
    if (event.altKey) {
      const line = { ArrowUp: ['row', -1], ArrowDown: ['row', 1], ArrowLeft: ['column', -1], ArrowRight: ['column', 1] }[key] as ['row' | 'column', -1 | 1] | undefined; // prettier-ignore
      if (!line || !shiftKey) return false;
      commands.shift(...line);
      return true;
    }
    if (ctrl) return this.#obeyControl(key.toLowerCase(), shiftKey);
    const step = stepFrom(this.#geometry, this.#wholeOf(desk.active), desk.active, key);
    if (step) desk.select(step, shiftKey ? desk.anchor : step);
    else if (key === 'End')
      desk.select({ row: desk.active.row, column: Math.max(0, this.#lastOf(desk.active.row)) }, shiftKey ? desk.anchor : undefined); // prettier-ignore
    else if (key === 'Tab' && !leaves) this.step(shiftKey ? 'ArrowLeft' : 'ArrowRight');
    else if (key === 'Enter') this.step(shiftKey ? 'ArrowUp' : 'ArrowDown');
    else if (key === 'F2') this.emit<EditCellEvent>('td-edit-cell', { typed: undefined });
    else if (key === 'Delete' || key === 'Backspace') commands.clear();
    else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) this.openMenu();
    else if (key === ' ' && shiftKey) this.chooseLine('row', desk.active.row, false);
    else if (key === 'Escape') {
      commands.forgetCopy();
      desk.select(desk.active);
    } else if ([...key].length === 1) this.emit<EditCellEvent>('td-edit-cell', { typed: key });
    else return false;
    return true;
  }

  /** One step, as after typing. */
  step(key: string): void {
    const { desk } = this;
    const to = stepFrom(this.#geometry, this.#wholeOf(desk.active), desk.active, key);
    if (to) desk.select(to);
  }

  #lastOf(row: number): number {
    const inRow = placedCells(this.desk.sheet).filter((each) => covers(areaOf(each), { row, column: each.column }));
    return Math.max(-1, ...inRow.map(({ column }) => column));
  }

  #obeyControl(key: string, shift: boolean): boolean {
    const { desk, commands } = this;
    const acts: Readonly<Record<string, () => void>> = {
      a: this.#chooseAll,
      b: () => commands.toggle({ bold: true }),
      i: () => commands.toggle({ italic: true }),
      d: () => commands.fillFrom('row'),
      r: () => commands.fillFrom('column'),
      m: () => commands.merge(),
      z: () => void this.emit(shift ? 'td-redo' : 'td-undo'),
      y: () => void this.emit('td-redo'),
      home: () => desk.select({ row: 0, column: 0 }, shift ? desk.anchor : undefined),
      ' ': () => this.chooseLine('column', desk.active.column, false),
      enter: () => void this.emit('td-inspect'),
    };
    const act = acts[key];
    if (!act) return false;
    act();
    return true;
  }
}

/** The area that a drag of the handle fills: along the axis on which it went further. */
function filledTo(from: Area, { row, column }: Position): Area {
  const down = row > from.bottom ? row - from.bottom : row < from.top ? row - from.top : 0;
  const right = column > from.right ? column - from.right : column < from.left ? column - from.left : 0;
  if (down === 0 && right === 0) return from;
  if (Math.abs(down) >= Math.abs(right)) return down > 0 ? { ...from, bottom: row } : { ...from, top: row };
  return right > 0 ? { ...from, right: column } : { ...from, left: column };
}

const contains = (outer: Area, inner: Area) => heightOf(outer) >= heightOf(inner) && widthOf(outer) >= widthOf(inner);

function withSize(sheet: SheetDesk['sheet'], axis: 'row' | 'column', line: number, size: number): SheetDesk['sheet'] {
  const key = axis === 'row' ? 'rows' : 'columns';
  const list = [...(sheet[key] ?? [])];
  while (list.length <= line) list.push({});
  list[line] = axis === 'row' ? { ...list[line], height: size } : { ...list[line], width: size };
  return { ...sheet, [key]: list };
}
