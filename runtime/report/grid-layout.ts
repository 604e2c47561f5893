/**
 * The geometry of a grid: where rows and columns begin, which cell covers a place, and what of it must be drawn for a
 * window of rows and columns. Pure.
 */
import type { Grid, GridCell } from '../../metadata/sheet/types.js';

export interface GridLayout {
  readonly grid: Grid;
  /** Start of each row and column in pixels; one more for the end. */
  readonly tops: readonly number[];
  readonly lefts: readonly number[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** The cell that covers a place, whether it begins there or not. */
  at(row: number, column: number): GridCell | undefined;
  /** Cells that begin in a row, by column. */
  starting(row: number): readonly GridCell[];
  /** Cells of several rows. */
  readonly tall: readonly GridCell[];
}

const starts = (sizes: readonly number[]): readonly number[] => {
  const places = [0];
  for (const size of sizes) places.push(places.at(-1)! + size);
  return places;
};

/** Nothing was read; what says "no access" is not nothing. */
export const isWithoutRows = (grid: Grid & { readonly rowsRead: number }): boolean =>
  grid.rowsRead === 0 && !grid.cells.some((cell) => cell.kind === 'noAccess');

export const rowsOf = (cell: GridCell): number => cell.rowSpan ?? 1;
export const columnsOf = (cell: GridCell): number => cell.columnSpan ?? 1;

export function layoutGrid(grid: Grid): GridLayout {
  const byRow: GridCell[][] = grid.rows.map(() => []);
  const tall: GridCell[] = [];
  const covering: (GridCell | undefined)[][] = grid.rows.map(() => []);
  for (const cell of grid.cells) {
    byRow[cell.row]?.push(cell);
    if (rowsOf(cell) > 1) tall.push(cell);
    for (let row = cell.row; row < cell.row + rowsOf(cell); row++) {
      for (let column = cell.column; column < cell.column + columnsOf(cell); column++) {
        const places = covering[row];
        if (places) places[column] = cell;
      }
    }
  }
  for (const cells of byRow) cells.sort((a, b) => a.column - b.column);
  return {
    grid,
    tops: starts(grid.rows.map((row) => row.height)),
    lefts: starts(grid.columns.map((column) => column.width)),
    frozen: grid.freeze ?? { rows: 0, columns: 0 },
    at: (row, column) => covering[row]?.[column],
    starting: (row) => byRow[row] ?? [],
    tall,
  };
}

/** The place in which a pixel lies: the last start that is not beyond it. */
export function placeAt(places: readonly number[], pixel: number): number {
  let low = 0;
  let high = places.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (places[middle]! <= pixel) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Rows (or columns) to draw for a stretch of pixels, with a margin, never those that are frozen. */
export function windowOf(
  places: readonly number[],
  frozen: number,
  from: number,
  size: number,
  margin = 12,
): { readonly first: number; readonly end: number } {
  const count = places.length - 1;
  if (count <= frozen) return { first: count, end: count };
  const offset = places[frozen]!;
  const first = Math.max(frozen, placeAt(places, from + offset) - margin);
  const end = Math.min(count, placeAt(places, from + size) + 1 + margin);
  return { first, end: Math.max(first, end) };
}

/** A cell as it is drawn in a row: `rows` is how far it still reaches from there. */
export interface DrawnCell {
  readonly cell: GridCell;
  readonly rows: number;
}

/**
 * What a row draws: cells that begin in it, and in the first row of a window also those that began above, so that a group's
 * label is there wherever one scrolls to.
 */
export function cellsOfRow(layout: GridLayout, row: number, isFirst: boolean): readonly DrawnCell[] {
  const own = layout.starting(row).map((cell) => ({ cell, rows: rowsOf(cell) }));
  if (!isFirst) return own;
  const reaching = layout.tall
    .filter((cell) => cell.row < row && cell.row + rowsOf(cell) > row)
    .map((cell) => ({ cell, rows: cell.row + rowsOf(cell) - row }));
  return [...reaching, ...own].sort((a, b) => a.cell.column - b.cell.column);
}

export type Move = 'up' | 'down' | 'left' | 'right' | 'home' | 'end' | 'top' | 'bottom' | 'pageUp' | 'pageDown';

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads: over merged cells in one step, never to a place without a cell. */
export function moveFrom(layout: GridLayout, at: GridPlace, move: Move, page = 20): GridPlace {
  const last = { row: layout.grid.rows.length - 1, column: layout.grid.columns.length - 1 };
  const cell = layout.at(at.row, at.column);
  const jumps: Readonly<Partial<Record<Move, GridPlace>>> = {
    home: { row: at.row, column: 0 },
    end: { row: at.row, column: last.column },
    top: { row: 0, column: 0 },
    bottom: last,
    pageUp: { row: Math.max(0, at.row - page), column: at.column },
    pageDown: { row: Math.min(last.row, at.row + page), column: at.column },
  };
  const jump = jumps[move];
  if (jump) return nearest(layout, jump) ?? at;
  const step = {
    up: { row: -1, column: 0 },
    down: { row: 1, column: 0 },
    left: { row: 0, column: -1 },
    right: { row: 0, column: 1 },
  }[move as 'up' | 'down' | 'left' | 'right'];
  let { row, column } = at;
  for (;;) {
    row += step.row;
    column += step.column;
    if (row < 0 || column < 0 || row > last.row || column > last.column) return at;
    const next = layout.at(row, column);
    if (next && next !== cell) return { row, column };
  }
}

/** The place itself when it has a cell, else the next one to the left, to the right, above. */
function nearest(layout: GridLayout, { row, column }: GridPlace): GridPlace | undefined {
  for (let at = row; at >= 0; at--) {
    for (let left = column; left >= 0; left--) if (layout.at(at, left)) return { row: at, column: left };
    for (let right = column; right < layout.grid.columns.length; right++)
      if (layout.at(at, right)) return { row: at, column: right };
  }
  return undefined;
}
