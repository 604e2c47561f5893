/**
 * What a person can do to the selected cells, whatever called it: a key, a button, a menu, a drop. Each is one gesture on the
 * sheet, one step of the history, and says what it did or why it could not.
 */
import { operationsBetween } from '../../metadata/document/diff.js';
import type { Binding, CellDocument, SheetStyle } from '../../metadata/schema/sheet.js';
import type { Position } from '../../metadata/sheet/address.js';
import type { Axis } from '../../metadata/sheet/types.js';
import type { Host } from '../../runtime/host/host.js';
import type { WordKey, Words } from '../session/words.js';
import { makeTable, type TableKind } from './gestures/assistants.js';
import { chartOfSheet } from './gestures/chart-of.js';
import { clipText, readClipboard, styleLooks } from './gestures/clipboard.js';
import {
  bindingAt,
  expandTo,
  placeField,
  showAs,
  typeInto,
  type Direction,
  type FieldPick,
} from './gestures/content.js';
import { clearArea, clipOf, fillCells, moveCells, pasteCells } from './gestures/copy-cells.js';
import { deleteLines, insertLines, moveLines, sizeLines, type LineAxis } from './gestures/lines.js';
import { addMeasure, measuresAt, type Measure } from './gestures/measures.js';
import { isMerged, mergeArea, splitArea } from './gestures/merge.js';
import { cellAt, cellsIn, heightOf, sizeOf, widthOf, type Area, type Change } from './gestures/places.js';
import { formatArea, isStyled, nameStyle, styleArea, styleOf } from './gestures/styles.js';
import { addTotal, type TotalWords } from './gestures/totals.js';
import { measureLabels, subtotalLabel, totalLabel, totalOf } from './made-labels.js';
import type { SheetDesk } from './sheet-desk.js';

export interface CommandContext {
  readonly host: Host;
  readonly words: Words;
  /** The fields of the document's datasets, to know what a number is and what things are called. */
  fieldOf(dataset: string, field: string | undefined): FieldPick | undefined;
}

export class SheetCommands {
  /** Cut and not pasted yet: what is pasted next moves. */
  #cut: { readonly area: Area; readonly html: string } | undefined;
  /** The area with the dashed edge. */
  copied: Area | undefined;

  constructor(
    readonly desk: SheetDesk,
    private readonly context: CommandContext,
  ) {}

  get language(): string {
    return this.context.host.i18n.language;
  }

  #w(key: WordKey, values?: Parameters<Words['text']>[1]): string {
    return this.context.words.text(key, values);
  }

  /** `refused`: said where the gesture is not to be had. */
  #do(change: Change | undefined, label: WordKey, refused: WordKey = 'report.mergedInTheWay'): boolean {
    const { host } = this.context;
    const said = this.#w(label);
    if (!this.desk.change(change, said)) {
      host.toasts.show({ text: this.#w(refused), tone: 'bad' });
      return false;
    }
    const lost = change?.lost ?? [];
    if (lost.length > 0) host.toasts.show({ text: this.#w('report.lost', { cells: lost.join(', ') }), tone: 'bad' });
    else host.announce(said);
    return true;
  }

  /* ---------------------------------------------------------------- content */

  type(place: Position, typed: string): void {
    this.#do(typeInto(this.desk.sheet, place, typed, this.language), 'report.did.typed');
  }

  clear(): void {
    const { sheet, area } = this.desk;
    if (cellsIn(sheet, area).length > 0) this.#do(clearArea(sheet, area), 'report.did.cleared');
  }

  place(place: Position, pick: FieldPick, direction?: Direction): void {
    this.#do(placeField(this.desk.sheet, place, pick, direction ? { direction } : {}), 'report.did.field');
  }

  /** What a drop would do, in words. */
  dropWords(place: Position, pick: FieldPick, direction: Direction): string {
    // A number that is dropped without asking for columns is a figure: it does not expand.
    const as = bindingAt(this.desk.sheet, place, pick, direction === 'right' ? direction : undefined);
    if (as !== 'group' && as !== 'list') return this.#w(`report.as.${as}`);
    return this.#w(direction === 'right' ? 'report.expandRight' : 'report.expandDown');
  }

  showAs(as: Binding): void {
    this.#do(showAs(this.desk.sheet, this.desk.area, as), 'report.did.shown');
  }

  expandTo(expand: CellDocument['expand']): void {
    this.#do(expandTo(this.desk.sheet, this.desk.area, expand), 'report.did.expanded');
  }

  /** Where something stands already the table begins below all of it: nothing is written over. */
  makeTable(kind: TableKind, picks: readonly FieldPick[]): void {
    const { sheet, active } = this.desk;
    const isFree = cellsIn(sheet, { top: active.row, left: active.column, bottom: active.row + 3, right: active.column + picks.length + 4 }).length === 0; // prettier-ignore
    const below = sizeOf(sheet).rows;
    const place = isFree ? active : { row: below === 0 ? 0 : below + 1, column: 0 };
    if (this.#do(makeTable(sheet, place, kind, picks), `report.make.${kind}`, 'report.cannotMake')) this.desk.pick([]);
    // The figure is what a total is added to next.
    const figure = cellsIn(this.desk.sheet, this.desk.area).findLast(({ cell }) => cell.bind);
    if (figure) this.desk.select(figure);
  }

  /* ---------------------------------------------------------------- assistants */

  get #totalWords(): TotalWords {
    const { fieldOf } = this.context;
    return {
      label: (of, isOnly) => {
        if (!of) return totalLabel;
        const field = of.bind && fieldOf(of.bind.dataset, of.bind.field);
        return isOnly || !field ? subtotalLabel : totalOf(field.label);
      },
      isNumber: (dataset, field) => fieldOf(dataset, field)?.type === 'number',
    };
  }

  total(only?: Axis): void {
    const { sheet, active } = this.desk;
    const kept = this.desk.active;
    const made = addTotal(sheet, active, this.#totalWords, only);
    if (!this.#do(made && { sheet: made.sheet }, 'report.did.total', 'report.noTotal')) return;
    // The figure stays selected: the next total is one more step of the same key.
    this.desk.select(kept);
  }

  /** A chart of the groups and figures of the sheet, above it; the inspector shows it. */
  chart(): void {
    const { open } = this.desk;
    const { fieldOf, host } = this.context;
    const made = chartOfSheet(open.value, {
      fieldLabel: (dataset, field) => fieldOf(dataset, field)?.label,
      isTime: (dataset, field) => fieldOf(dataset, field)?.type === 'date',
    });
    if ('refused' in made) {
      host.toasts.show({ text: this.#w(`report.chart.${made.refused}`), tone: 'bad' });
      return;
    }
    const label = this.#w('report.did.chart');
    open.endGesture();
    open.apply({ op: 'group', operations: operationsBetween(open.value, made.document) }, { label });
    open.endGesture();
    host.announce(label);
    open.select(['charts', { id: made.id }]);
  }

  get measures(): readonly Measure[] {
    return measuresAt(this.desk.sheet, this.desk.active);
  }

  measureWords({ kind, within }: Measure): string {
    const names = within.map((address) => this.nameOf(address));
    if (kind === 'share' || kind === 'rank' || kind === 'running') {
      return names.length === 0 ? this.#w(`report.${kind}.all`) : this.#w(`report.${kind}.within`, { name: names.join(', ') }); // prettier-ignore
    }
    return this.#w(`report.${kind}.along`, { name: names.at(-1) ?? '' });
  }

  /** Without a measure: the first of its kind. */
  measure(kind: Measure['kind'], measure = this.measures.find((each) => each.kind === kind)): void {
    const { sheet, active } = this.desk;
    this.#do(measure && addMeasure(sheet, active, measure, measureLabels[kind]), `report.${kind}`, 'report.noFigure');
  }

  /** What a cell is called: its field, else its address. */
  nameOf(address: string): string {
    const bind = this.desk.sheet.cells[address]?.bind;
    const field = bind && this.context.fieldOf(bind.dataset, bind.field);
    return field ? this.context.host.i18n.label(field.label, field.field) : address;
  }

  /* ---------------------------------------------------------------- places */

  get isMerged(): boolean {
    return isMerged(this.desk.sheet, this.desk.area);
  }

  merge(): void {
    const { sheet, area } = this.desk;
    if (this.isMerged && cellsIn(sheet, area).length === 1) return void this.#do(splitArea(sheet, area), 'report.did.split');
    if (heightOf(area) * widthOf(area) < 2) return this.context.host.toasts.show({ text: this.#w('report.chooseSeveral') });
    const { dropped, ...change } = mergeArea(sheet, area);
    if (this.#do(change, 'report.did.merged') && dropped.length > 0 && !change.lost?.length)
      this.context.host.toasts.show({ text: this.#w('report.dropped', { cells: dropped.join(', ') }) });
  } // prettier-ignore

  insert(axis: LineAxis, after: boolean): void {
    const { sheet, area } = this.desk;
    const [first, last] = axis === 'row' ? [area.top, area.bottom] : [area.left, area.right];
    this.#do(insertLines(sheet, axis, { at: after ? last + 1 : first, count: last - first + 1 }), axis === 'row' ? 'report.did.rowsIn' : 'report.did.columnsIn'); // prettier-ignore
  }

  remove(axis: LineAxis): void {
    const { sheet, area } = this.desk;
    const [first, last] = axis === 'row' ? [area.top, area.bottom] : [area.left, area.right];
    this.#do(deleteLines(sheet, axis, { at: first, count: last - first + 1 }), axis === 'row' ? 'report.did.rowsOut' : 'report.did.columnsOut'); // prettier-ignore
  }

  shift(axis: LineAxis, by: -1 | 1): void {
    const { sheet, area } = this.desk;
    const [first, last] = axis === 'row' ? [area.top, area.bottom] : [area.left, area.right];
    const before = by < 0 ? first - 1 : last + 2;
    if (before < 0) return;
    const moved = moveLines(sheet, axis, { at: first, count: last - first + 1, before });
    const shifted = axis === 'row' ? { ...area, top: first + by, bottom: last + by } : { ...area, left: first + by, right: last + by }; // prettier-ignore
    this.#do(moved && { ...moved, select: shifted }, 'report.did.moved');
  }

  size(axis: LineAxis, at: number, size: number | undefined, count = 1): void {
    this.#do(sizeLines(this.desk.sheet, axis, { at, count, size }), 'report.did.sized');
  }

  fill(to: Area): void {
    this.#do(fillCells(this.desk.sheet, this.desk.area, to), 'report.did.filled');
  }

  /** Ctrl+D and Ctrl+R: the first line of the selection over the rest, of one line the line before it. */
  fillFrom(axis: LineAxis): void {
    const { area } = this.desk;
    const { top, left } = area;
    const one = axis === 'row' ? heightOf(area) === 1 : widthOf(area) === 1;
    if (one && (axis === 'row' ? top : left) === 0) return;
    const from =
      axis === 'row'
        ? { ...area, top: one ? top - 1 : top, bottom: one ? top - 1 : top }
        : { ...area, left: one ? left - 1 : left, right: one ? left - 1 : left };
    const to = axis === 'row' ? { ...area, top: from.top } : { ...area, left: from.left };
    this.#do(fillCells(this.desk.sheet, from, to), 'report.did.filled');
  }

  /* ---------------------------------------------------------------- clipboard */

  copy(data: DataTransfer | null, cut: boolean): void {
    const { sheet, area } = this.desk;
    const { html, text } = clipText(clipOf(sheet, area), this.language);
    data?.setData('text/html', html);
    data?.setData('text/plain', text);
    this.#cut = cut ? { area, html } : undefined;
    this.copied = area;
    this.context.host.announce(this.#w(cut ? 'report.cut' : 'report.copied'));
    this.desk.tell();
  }

  paste(data: DataTransfer | null): void {
    const { sheet, area, active } = this.desk;
    const html = data?.getData('text/html') ?? '';
    const cut = this.#cut && html.includes(this.#cut.html) ? this.#cut : undefined;
    this.forgetCopy();
    if (cut) {
      const to = { row: Math.min(area.top, active.row), column: Math.min(area.left, active.column) };
      return void this.#do(moveCells(sheet, cut.area, to), 'report.did.pasted');
    }
    const pasted = readClipboard(html, data?.getData('text/plain') ?? '');
    if (!pasted) return this.context.host.toasts.show({ text: this.#w('report.nothingToPaste') });
    const made = pasteCells(sheet, pasted, area);
    this.#do(made && { ...styleLooks(made.sheet, pasted, made.select!), select: made.select! }, 'report.did.pasted');
  }

  forgetCopy(): void {
    this.#cut = undefined;
    this.copied = undefined;
  }

  /* ---------------------------------------------------------------- looks */

  looks(style: { readonly [K in keyof SheetStyle]?: SheetStyle[K] }): boolean {
    return isStyled(this.desk.sheet, this.desk.area, style);
  }

  toggle(style: { readonly [K in keyof SheetStyle]?: SheetStyle[K] }): void {
    const off = Object.fromEntries(Object.keys(style).map((key) => [key, undefined]));
    this.#do(styleArea(this.desk.sheet, this.desk.area, this.looks(style) ? off : style), 'report.did.styled');
  }

  nameStyle(name: string | undefined): void {
    this.#do(nameStyle(this.desk.sheet, this.desk.area, name), 'report.did.styled');
  }

  get format(): string | undefined {
    return cellAt(this.desk.sheet, this.desk.active)?.cell.format;
  }

  setFormat(format: string | undefined): void {
    this.#do(formatArea(this.desk.sheet, this.desk.area, format), 'report.did.formatted');
  }

  get style(): SheetStyle {
    return styleOf(this.desk.sheet, cellAt(this.desk.sheet, this.desk.active)?.cell);
  }

  freeze(): void {
    const { sheet, address, active } = this.desk;
    const { freeze, ...rest } = sheet;
    const isOff = freeze === address || (active.row === 0 && active.column === 0);
    this.#do({ sheet: isOff ? rest : { ...sheet, freeze: address } }, 'report.did.frozen');
  }
}
