/**
 * What canvas, palette and preview of one report share while it is open: the selected places, the picked fields, what the
 * last preview showed, and the one way to change the sheet. Kept with the open document, so that it outlives a change of views.
 */
import type { Position } from '../../metadata/sheet/address.js';
import { formatAddress, parseAddress } from '../../metadata/sheet/address.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { OpenDocument } from '../session/open-document.js';
import type { FieldPick } from './gestures/content.js';
import { sheetOf, sheetOperation } from './gestures/operation.js';
import { areaBetween, cellAt, wholeArea, type Area, type Change } from './gestures/places.js';

/** Where a dragged field would land, and how: shown before it is let go. */
export interface DropHint {
  readonly place: Position;
  readonly direction: 'down' | 'right' | undefined;
  readonly words: string;
}

export class SheetDesk {
  /** The place that has the focus, and the one from which the selection was drawn. */
  active: Position = { row: 0, column: 0 };
  anchor: Position = { row: 0, column: 0 };
  /** In the order in which they were picked. */
  picks: readonly FieldPick[] = [];
  /** The field that is being dragged; the browser tells nothing of it before the drop. */
  dragged: FieldPick | undefined;
  /** The dataset whose steps stand in the place of the sheet. */
  dataset: string | undefined;
  /** The chart that stands in the place of the sheet. */
  chart: string | undefined;
  readonly #listeners = new Set<() => void>();
  #read: { readonly value: unknown; readonly sheet: SheetDocument } | undefined;

  constructor(readonly open: OpenDocument) {}

  get sheet(): SheetDocument {
    const { value } = this.open;
    if (this.#read?.value !== value) this.#read = { value, sheet: sheetOf(value) };
    return this.#read!.sheet;
  }

  get area(): Area {
    return wholeArea(this.sheet, areaBetween(this.anchor, this.active));
  }

  /** Address of the cell at the active place, one that is not there too. */
  get address(): string {
    return cellAt(this.sheet, this.active)?.address ?? formatAddress(this.active.row, this.active.column);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Selects a place, or with `from` all between the two; the inspector follows to the cell. */
  select(active: Position, from: Position = active): void {
    this.active = active;
    this.anchor = from;
    const held = cellAt(this.sheet, active);
    const path = held ? ['sheet', 'cells', held.address] : ['sheet'];
    if (JSON.stringify(this.open.selection) !== JSON.stringify(path)) this.open.select(path);
    this.tell();
  }

  selectArea({ top, left, bottom, right }: Area): void {
    this.select({ row: top, column: left }, { row: bottom, column: right });
  }

  /** Follows the selection of the inspector, the outline or a finding. */
  follow(): void {
    const [first, second, third] = this.open.selection;
    if (first !== 'sheet' || second !== 'cells' || typeof third !== 'string') return;
    const place = parseAddress(third);
    if (!place || cellAt(this.sheet, this.active)?.address === third) return;
    this.active = place;
    this.anchor = place;
  }

  /** Shows the steps of a dataset, or the sheet again. */
  showDataset(name: string | undefined): void {
    this.dataset = name;
    this.tell();
  }

  /** Shows a chart with its wells, or the sheet again. */
  showChart(id: string | undefined): void {
    this.chart = id;
    if (id !== undefined) this.open.select(['charts', { id }]);
    this.tell();
  }

  pick(picks: readonly FieldPick[]): void {
    this.picks = picks;
    this.tell();
  }

  /** Takes a gesture over: one step of the history. False where there was none to be had. */
  change(change: Change | undefined, label: string): boolean {
    if (!change) return false;
    const operation = sheetOperation(this.open.value, change.sheet);
    if (operation) {
      this.open.endGesture();
      this.open.apply(operation, { label });
      this.open.endGesture();
    }
    if (change.select) this.selectArea(change.select);
    else this.select(this.active, this.anchor);
    return true;
  }
}

const desks = new WeakMap<OpenDocument, SheetDesk>();

export function deskOf(open: OpenDocument): SheetDesk {
  const desk = desks.get(open) ?? new SheetDesk(open);
  desks.set(open, desk);
  return desk;
}

export const samePick = (a: FieldPick, b: FieldPick): boolean => a.dataset === b.dataset && a.field === b.field;
