/** Where typing and pasting lead in a sheet: from one open cell to the next, and a table of texts onto open cells. Pure. */
import type { GridCell } from '../../metadata/sheet/types.js';
import { columnsOf, type GridLayout, type GridPlace } from './grid-layout.js';
import { cellsIn, isInRange, type GridRange } from './grid-range.js';

type IsOpen = (cell: GridCell) => boolean;
export type InputStep = 'down' | 'up' | 'next' | 'back';

/** The next open cell below or above in its column, or in reading order; undefined where there is none. */
export function nextOpen(layout: GridLayout, from: GridPlace, step: InputStep, isOpen: IsOpen): GridCell | undefined {
  const rows = layout.grid.rows.length;
  const columns = layout.grid.columns.length;
  const sign = step === 'down' || step === 'next' ? 1 : -1;
  const isAlong = step === 'next' || step === 'back';
  const start = isAlong ? from.row * columns + from.column : from.row;
  const end = isAlong ? rows * columns : rows;
  for (let at = start + sign; at >= 0 && at < end; at += sign) {
    const row = isAlong ? Math.floor(at / columns) : at;
    const column = isAlong ? at % columns : from.column;
    const cell = layout.shows(row) ? layout.at(row, column) : undefined;
    const isNew = cell !== undefined && cell !== layout.at(from.row, from.column);
    const isStart = isAlong ? cell?.column === column && cell.row === row : true;
    if (isNew && isStart && isOpen(cell)) return cell;
  }
  return undefined;
}

/** Open cells of a range that are seen, in reading order. */
export function openIn(layout: GridLayout, range: GridRange, isOpen: IsOpen): readonly GridCell[] {
  return layout.grid.cells
    .filter((cell) => isInRange(range, cell) && layout.shows(cell.row) && isOpen(cell))
    .sort((a, b) => a.row - b.row || a.column - b.column);
}

export interface PlacedTexts {
  readonly placed: readonly { readonly cell: GridCell; readonly text: string }[];
  /** Values of the table that have no open cell. */
  readonly left: number;
  /** All values of the table. */
  readonly total: number;
}

/**
 * A table onto the cells from a place on, row by row as they are seen; one value alone fills a whole range. Empty texts on
 * closed cells are no values that are left out.
 */
export function placeTexts(
  layout: GridLayout,
  { at, range, table }: { readonly at: GridPlace; readonly range?: GridRange | undefined; readonly table: readonly (readonly string[])[] }, // prettier-ignore
  isOpen: IsOpen,
): PlacedTexts {
  const single = table.length === 1 && table[0]!.length === 1 ? table[0]![0]! : undefined;
  if (single !== undefined && range && cellsIn(range) > 1) {
    const placed = openIn(layout, range, isOpen).map((cell) => ({ cell, text: single }));
    return { placed, left: placed.length === 0 ? 1 : 0, total: Math.max(1, placed.length) };
  }
  const start = range ? { row: range.top, column: range.left } : at;
  const placed: { cell: GridCell; text: string }[] = [];
  const taken = new Set<GridCell>();
  let [left, total, row] = [0, 0, start.row];
  for (const texts of table) {
    while (row < layout.grid.rows.length && !layout.shows(row)) row++;
    for (const [index, text] of texts.entries()) {
      const cell = layout.at(row, start.column + index);
      const isFree = cell !== undefined && !taken.has(cell) && isOpen(cell);
      if (text !== '' || isFree) total++;
      if (isFree) {
        taken.add(cell);
        placed.push({ cell, text });
      } else if (text !== '') left++;
    }
    row++;
  }
  return { placed, left, total };
}

/** Ctrl+D: every open cell of a range takes what the first open one above it in its column has. */
export function fillDown(
  layout: GridLayout,
  range: GridRange,
  isOpen: IsOpen,
): readonly { readonly from: GridCell; readonly to: GridCell }[] {
  const first = new Map<number, GridCell>();
  return openIn(layout, range, isOpen).flatMap((to) => {
    const from = first.get(to.column);
    if (!from) first.set(to.column, to);
    return from ? [{ from, to }] : [];
  });
}

/** What a cell is called: the labels of its row, then the heads above it, without those over the whole sheet. */
export function cellName(layout: GridLayout, cell: GridCell): string {
  const { frozen, grid } = layout;
  const labels = Array.from({ length: frozen.columns }, (_, column) => layout.at(cell.row, column));
  const heads = Array.from({ length: frozen.rows }, (_, row) => layout.at(row, cell.column));
  const named = [...labels, ...heads].filter((each) => each !== undefined && columnsOf(each) < grid.columns.length);
  return [...new Set(named.map((each) => each!.text))].filter(Boolean).join(', ');
}
