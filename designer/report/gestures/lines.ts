/**
 * Rows and columns put in, taken out and moved. Everything that names a cell follows: formulas, parents, conditions, clicks,
 * frozen panes. What named a cell that is gone says so (`#REF!`) and is told in `lost`. Pure.
 */
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress, parseAddress } from '../../../metadata/sheet/address.js';
import { isLost, rewriteCell } from '../../../metadata/sheet/rewrite-references.js';
import { placedCells, sized, withCells, type Change, type PlacedCell } from './places.js';

export type LineAxis = 'row' | 'column';

interface Lines {
  readonly axis: LineAxis;
  /** Where a line stands afterwards; undefined: it is gone. */
  to(line: number): number | undefined;
  /** Cells that reach one line further than their lines say. */
  readonly grow?: ReadonlyMap<string, number>;
}

/** `grow`: cells that end right before the place and are to hold the new lines. */
export function insertLines(
  sheet: SheetDocument,
  axis: LineAxis,
  { at, count = 1, grow = [] }: { readonly at: number; readonly count?: number; readonly grow?: readonly string[] },
): Change {
  const moved = relocate(sheet, {
    axis,
    to: (line) => (line >= at ? line + count : line),
    grow: new Map(grow.map((address) => [address, count])),
  });
  const list = listOf(sheet, axis);
  const added = Array.from({ length: count }, () => ({}));
  const next = list && list.length >= at ? list.toSpliced(at, 0, ...added) : list;
  return { ...moved, sheet: withFreeze(withList(moved.sheet, axis, next), axis, (frozen) => (frozen > at ? frozen + count : frozen)) }; // prettier-ignore
}

export function deleteLines(
  sheet: SheetDocument,
  axis: LineAxis,
  { at, count = 1 }: { readonly at: number; readonly count?: number },
): Change {
  const end = at + count;
  const moved = relocate(sheet, {
    axis,
    to: (line) => (line < at ? line : line < end ? undefined : line - count),
  });
  const gone = (frozen: number) => frozen - Math.max(0, Math.min(frozen, end) - at);
  return {
    ...moved,
    sheet: withFreeze(withList(moved.sheet, axis, listOf(sheet, axis)?.toSpliced(at, count)), axis, gone),
  };
}

/** Moves lines so that they stand before `before`. Undefined where a merged cell would be torn. */
export function moveLines(
  sheet: SheetDocument,
  axis: LineAxis,
  { at, count = 1, before }: { readonly at: number; readonly count?: number; readonly before: number },
): Change | undefined {
  const end = at + count;
  if (before >= at && before <= end) return { sheet };
  const size = Math.max(end, before, ...placedCells(sheet).map((each) => lastOf(each, axis) + 1));
  const order = Array.from({ length: size }, (_, line) => line);
  const taken = order.splice(at, count);
  order.splice(before > at ? before - count : before, 0, ...taken);
  const places = new Map(order.map((line, place) => [line, place]));
  const to = (line: number) => places.get(line) ?? line;
  const isTorn = placedCells(sheet).some((each) => {
    const lines = linesOf(each, axis).map(to);
    return lines.some((line, index) => index > 0 && line !== lines[index - 1]! + 1);
  });
  if (isTorn) return undefined;
  const moved = relocate(sheet, { axis, to });
  const list = listOf(sheet, axis);
  const next = list && order.slice(0, Math.max(list.length, ...taken.map((line) => to(line) + 1))).map((line) => list[line] ?? {}); // prettier-ignore
  return { ...moved, sheet: withList(moved.sheet, axis, next) };
}

/** A width or height of some lines; undefined: the usual one. */
export function sizeLines(
  sheet: SheetDocument,
  axis: LineAxis,
  { at, count = 1, size }: { readonly at: number; readonly count?: number; readonly size: number | undefined },
): Change {
  const key = axis === 'row' ? 'height' : 'width';
  const list: Record<string, unknown>[] = [...(listOf(sheet, axis) ?? [])];
  while (list.length < at + count) list.push({});
  for (let line = at; line < at + count; line++) {
    const { [key]: _size, ...rest } = list[line]!;
    list[line] = size === undefined ? rest : { ...rest, [key]: Math.max(0, Math.min(2000, Math.round(size))) };
  }
  return { sheet: withList(sheet, axis, list) };
}

/* ------------------------------------------------------------ moving */

const firstOf = (cell: PlacedCell, axis: LineAxis) => (axis === 'row' ? cell.row : cell.column);
const countOf = (cell: PlacedCell, axis: LineAxis) => (axis === 'row' ? cell.rows : cell.columns);
const lastOf = (cell: PlacedCell, axis: LineAxis) => firstOf(cell, axis) + countOf(cell, axis) - 1;
const linesOf = (cell: PlacedCell, axis: LineAxis) =>
  Array.from({ length: countOf(cell, axis) }, (_, index) => firstOf(cell, axis) + index);

function relocate(sheet: SheetDocument, { axis, to, grow }: Lines): Change {
  const moved = new Map<string, string>();
  const cells = placedCells(sheet).flatMap((each): [string, PlacedCell['cell']][] => {
    const lines = linesOf(each, axis).map(to).filter((line) => line !== undefined); // prettier-ignore
    if (lines.length === 0) return [];
    const first = Math.min(...lines);
    // Lines put in between belong to the cell that stood over the place.
    const count = Math.max(...lines) - first + 1 + (grow?.get(each.address) ?? 0);
    const address = axis === 'row' ? formatAddress(first, each.column) : formatAddress(each.row, first);
    moved.set(each.address, address);
    return [[address, axis === 'row' ? sized(each.cell, count, each.columns) : sized(each.cell, each.rows, count)]];
  });
  const known = new Set(placedCells(sheet).map(({ address }) => address));
  const follow = (address: string): string | undefined => {
    if (known.has(address)) return moved.get(address);
    const place = parseAddress(address);
    if (!place) return address;
    const line = to(axis === 'row' ? place.row : place.column);
    if (line === undefined) return undefined;
    return axis === 'row' ? formatAddress(line, place.column) : formatAddress(place.row, line);
  };
  const next = cells.map(([address, cell]) => [address, rewriteCell(cell, follow)] as const);
  return { sheet: withCells(sheet, next), lost: newlyLost(sheet, next) };
}

/** Cells that name one that is gone, and did not before. */
export function newlyLost(
  before: SheetDocument,
  cells: readonly (readonly [address: string, cell: PlacedCell['cell']])[],
): readonly string[] {
  const had = Object.values(before.cells).filter(isLost).length;
  const lost = cells.filter(([, cell]) => isLost(cell)).map(([address]) => address);
  return lost.length > had ? lost : [];
}

const listOf = (sheet: SheetDocument, axis: LineAxis) => (axis === 'row' ? sheet.rows : sheet.columns);

function withList(sheet: SheetDocument, axis: LineAxis, list: readonly object[] | undefined): SheetDocument {
  if (list === undefined) return sheet;
  return axis === 'row' ? { ...sheet, rows: [...list] } : { ...sheet, columns: [...list] };
}

/** `A2` freezes one row and no column. */
function withFreeze(sheet: SheetDocument, axis: LineAxis, change: (frozen: number) => number): SheetDocument {
  const at = sheet.freeze === undefined ? undefined : parseAddress(sheet.freeze);
  if (!at) return sheet;
  const row = axis === 'row' ? change(at.row) : at.row;
  const column = axis === 'column' ? change(at.column) : at.column;
  if (row === 0 && column === 0) {
    const { freeze: _none, ...rest } = sheet;
    return rest;
  }
  return { ...sheet, freeze: formatAddress(row, column) };
}
