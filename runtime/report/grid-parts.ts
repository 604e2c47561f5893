/**
 * A grid of which only some rows are here: what a large sheet has read so far. Rows come in blocks; those that are not here
 * have their height. Pure.
 */
import type { GridPage } from '../../metadata/sheet/grid-page.js';
import type { Grid, GridCell, GridRow } from '../../metadata/sheet/types.js';

/** Rows of a block; a page holds one or two. */
export const BLOCK = 500;
/** A sheet with no more rows than this comes whole. */
export const WHOLE_ROWS = 3000;
/** Rows before and after those in sight that are read with them. */
const MARGIN = 120;

export interface GridParts {
  /** Numbers of the blocks that are here. */
  readonly blocks: ReadonlySet<number>;
  /** What the page that begins at a row is asked with, where the one before said so. */
  readonly next: ReadonlyMap<number, string>;
  /** Why rows that are in sight could not be read. */
  readonly failure?: string;
}

export interface PartedGrid extends Grid {
  /** Absent: all rows are here. */
  readonly parts?: GridParts;
  /** The same for all grids of one run. */
  readonly run?: object;
}

const blockOf = (row: number): number => Math.floor(row / BLOCK);

export const isRead = ({ parts }: PartedGrid, row: number): boolean => !parts || parts.blocks.has(blockOf(row));

export const isReadWhole = ({ parts }: PartedGrid): boolean => parts === undefined;

export const isOfSameRun = (a: PartedGrid | undefined, b: PartedGrid | undefined): boolean =>
  a?.run !== undefined && a.run === b?.run;

/** What a run has answered: a grid of its first rows, or all of it. */
export function firstPart<G extends Grid>(answer: G & Partial<Pick<GridPage, 'size' | 'heights' | 'fromRow' | 'next'>>, run: object): G & PartedGrid {
  const { size, heights, fromRow: _from, next: _next, ...grid } = answer;
  if (!size || !heights || size.rows <= answer.rows.length) return { ...(grid as unknown as G), run };
  const rows: GridRow[] = [];
  for (const [height, count] of heights) {
    const row = { height };
    for (let index = 0; index < count; index++) rows.push(row);
  }
  const empty = { ...(grid as unknown as G), rows, cells: [], run, parts: { blocks: new Set<number>(), next: new Map<number, string>() } };
  return withPart(empty, answer as unknown as GridPage) as G & PartedGrid;
} // prettier-ignore

/** With the rows of one more page. */
export function withPart<G extends PartedGrid>(grid: G, page: Pick<GridPage, 'fromRow' | 'rows' | 'cells' | 'styles' | 'next'>): G {
  const { parts } = grid;
  if (!parts) return grid;
  const rows = [...grid.rows];
  page.rows.forEach((row, index) => (rows[page.fromRow + index] = row));
  // A label that reaches over an edge comes with both pages.
  const known = new Set(grid.cells.filter((cell) => cell.rowSpan !== undefined).map(placeOf));
  const cells = [...grid.cells, ...page.cells.filter((cell) => cell.rowSpan === undefined || !known.has(placeOf(cell)))];
  const end = page.fromRow + page.rows.length;
  const blocks = new Set(parts.blocks);
  // A block is here when all of it is: the last one ends with the sheet.
  for (let block = Math.ceil(page.fromRow / BLOCK); block * BLOCK < end; block++)
    if (Math.min((block + 1) * BLOCK, rows.length) <= end) blocks.add(block);
  const next = page.next === undefined ? parts.next : new Map([...parts.next, [end, page.next]]);
  return { ...grid, rows, cells, styles: { ...grid.styles, ...page.styles }, parts: { blocks, next } };
} // prettier-ignore

const placeOf = ({ row, column }: GridCell): string => `${row} ${column}`;

export function withFailure<G extends PartedGrid>(grid: G, failure: string): G {
  return grid.parts ? { ...grid, parts: { ...grid.parts, failure } } : grid;
}

/**
 * The page to ask for next: of the rows in sight what is not here, from the first such block on, two at most; then what lies
 * around them. Undefined when all of it is here.
 */
export function pageWanted(
  grid: PartedGrid,
  first: number,
  end: number,
): { readonly from: number; readonly to: number; readonly after?: string } | undefined {
  const { parts, rows } = grid;
  if (!parts || rows.length === 0) return undefined;
  const missing = (from: number, to: number): number | undefined => {
    const last = blockOf(Math.min(rows.length, Math.max(from + 1, to)) - 1);
    for (let block = blockOf(Math.max(0, from)); block <= last; block++) if (!parts.blocks.has(block)) return block;
    return undefined;
  };
  const block = missing(first, end) ?? missing(end, end + MARGIN) ?? missing(first - MARGIN, first);
  if (block === undefined) return undefined;
  const isTwo = block * BLOCK + BLOCK < Math.min(end, rows.length) && !parts.blocks.has(block + 1);
  const from = block * BLOCK;
  const after = parts.next.get(from);
  return { from, to: from + BLOCK * (isTwo ? 2 : 1), ...(after === undefined ? {} : { after }) };
}
