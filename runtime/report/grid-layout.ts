/**
 * The geometry of a grid: where rows and columns begin, which cell covers a place, and what of it must be drawn for a
 * window of rows and columns. Pure.
 */
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { isRead, type PartedGrid } from './grid-parts.js';

export interface GridLayout {
  readonly grid: PartedGrid;
  /** Start of each row and column in pixels; one more for the end. */
  readonly tops: readonly number[];
  readonly lefts: readonly number[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** The cell that covers a place, whether it begins there or not. */
  at(row: number, column: number): GridCell | undefined;
  /** Whether a row is seen: those of a collapsed group are not. */
  shows(row: number): boolean;
  /** Whether its cells are here: of a large sheet not all are (grid-parts.ts). */
  isRead(row: number): boolean;
  /** A row that stands for a collapsed group without a row of its own: it shows this label and what is before it. */
  stub(row: number): GridCell | undefined;
}

/** How one person looks at a grid. */
export interface LayoutOptions {
  /** Rows that are not seen, and rows that stand for a collapsed group with its label. */
  readonly hidden?: ReadonlySet<number>;
  readonly stubs?: ReadonlyMap<number, GridCell>;
  /** 1 is as the document says. */
  readonly scale?: number;
  /** Own widths by column, before scaling. */
  readonly widths?: ReadonlyMap<number, number>;
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

export function layoutGrid(grid: PartedGrid, { hidden, stubs, scale = 1, widths }: LayoutOptions = {}): GridLayout {
  const covering: ((GridCell | undefined)[] | undefined)[] = new Array<undefined>(grid.rows.length);
  for (const cell of grid.cells) {
    for (let row = cell.row; row < Math.min(cell.row + rowsOf(cell), covering.length); row++) {
      const places = (covering[row] ??= []);
      for (let column = cell.column; column < cell.column + columnsOf(cell); column++) places[column] = cell;
    }
  }
  const sized = (size: number) => Math.round(size * scale);
  return {
    grid,
    tops: starts(grid.rows.map((row, index) => (hidden?.has(index) ? 0 : sized(row.height)))),
    lefts: starts(grid.columns.map((column, index) => sized(widths?.get(index) ?? column.width))),
    frozen: grid.freeze ?? { rows: 0, columns: 0 },
    at: (row, column) => covering[row]?.[column],
    shows: (row) => !hidden?.has(row),
    isRead: (row) => isRead(grid, row),
    stub: (row) => stubs?.get(row),
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

/**
 * A cell as it is drawn in a row: `rows` is how far it still reaches from there. `quiet`: its text stands elsewhere, above a
 * frozen edge, or it is one of a collapsed group.
 */
export interface DrawnCell {
  readonly cell: GridCell;
  readonly rows: number;
  readonly quiet?: boolean;
}

/**
 * What a row draws: cells that begin in it (or in rows above it that are not seen), and in the first row of a window also
 * those that began above, so that a group's label is there wherever one scrolls to. A cell over the frozen edge is cut
 * there: its upper part stays with the heads.
 */
export function cellsOfRow(layout: GridLayout, row: number, isFirst: boolean): readonly DrawnCell[] {
  const edge = layout.frozen.rows;
  let above = row - 1;
  while (above >= 0 && !layout.shows(above)) above--;
  const stub = layout.stub(row);
  const drawn: DrawnCell[] = [];
  for (let column = 0; column < layout.grid.columns.length;) {
    const cell = layout.at(row, column);
    if (!cell) {
      column++;
      continue;
    }
    const end = cell.row + rowsOf(cell);
    const isCut = cell.row < edge && end > edge;
    const begins = cell.row > above || (isCut && row === edge);
    if (begins || isFirst) {
      const until = row < edge ? Math.min(end, edge) : end;
      const isQuiet = (isCut && row >= edge) || (stub !== undefined && cell.column > stub.column);
      drawn.push({ cell, rows: until - row, ...(isQuiet ? { quiet: true } : {}) });
    }
    column = cell.column + columnsOf(cell);
  }
  return drawn;
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
    // Its cells come when it is in sight.
    if (layout.shows(row) && !layout.isRead(row)) return { row, column };
    const next = layout.shows(row) ? layout.at(row, column) : undefined;
    if (next && next !== cell) return { row, column };
  }
}

/** The place itself when it has a cell or is not read yet, else the next one to the left, to the right, above. */
export function nearest(layout: GridLayout, { row, column }: GridPlace): GridPlace | undefined {
  for (let at = row; at >= 0; at--) {
    if (!layout.shows(at)) continue;
    if (!layout.isRead(at)) return { row: at, column };
    for (let left = column; left >= 0; left--) if (layout.at(at, left)) return { row: at, column: left };
    for (let right = column; right < layout.grid.columns.length; right++)
      if (layout.at(at, right)) return { row: at, column: right };
  }
  return undefined;
}

export interface Viewport {
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** Pixels before the first column. */
  readonly gutter: number;
  /** What is seen of the whole, frozen parts included. */
  readonly pane: { readonly top: number; readonly left: number; readonly width: number; readonly height: number };
}

/** How far to scroll so that a place stands free of the frozen parts; as it is where it does already. */
export function revealed(layout: GridLayout, { row, column }: GridPlace, { frozen, gutter, pane }: Viewport) {
  const cell = layout.at(row, column);
  const along = (from: number, to: number, edge: number, at: number, size: number): number => {
    if (from < at + edge) return from - edge;
    return to > at + size ? to - size : at;
  };
  const { tops, lefts } = layout;
  if (!cell && layout.isRead(row)) return { top: pane.top, left: pane.left };
  const start = cell?.column ?? column;
  const end = start + (cell ? columnsOf(cell) : 1);
  return {
    top: row < frozen.rows ? pane.top : along(tops[row]!, tops[row + 1]!, tops[frozen.rows]!, pane.top, pane.height),
    left:
      start < frozen.columns
        ? pane.left
        : along(gutter + lefts[start]!, gutter + lefts[end]!, gutter + lefts[frozen.columns]!, pane.left, pane.width),
  };
}
