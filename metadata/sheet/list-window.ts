/**
 * Rows of a sheet whose list is read page by page (list-pages.ts): which records they need, and the cells made of these at
 * their place in the whole grid. Pure.
 */
import { parseAddress } from './address.js';
import { pageHolding, runsOf, type GridPage, type HeightRuns, type PageOfRows } from './grid-page.js';
import { expandSheet } from './expand.js';
import type { ListPages } from './list-pages.js';
import { PLAIN_HEIGHT } from './sizes.js';
import type { GridCell, SheetInput } from './types.js';

/** Records that a page needs, from 0, and the rows of the grid that it shows. */
export interface ListWindow {
  readonly offset: number;
  readonly limit: number;
  readonly from: number;
  readonly to: number;
}

/** Instances of the list: the empty frame is one as well. */
const instancesOf = ({ hasFrame }: ListPages, total: number): number => Math.max(total, hasFrame ? 1 : 0);

export function rowsInAll(plan: ListPages, total: number): number {
  const { above, band, below } = plan.lines;
  return above + instancesOf(plan, total) * band + below;
}

/** `total`: records of the list in all. */
export function windowOfList(plan: ListPages, total: number, page: PageOfRows): ListWindow {
  const { above, band } = plan.lines;
  const all = rowsInAll(plan, total);
  const asked = pageHolding(page, page.cell && rowOfCell(plan, total, page.cell));
  const from = Math.max(0, Math.min(asked.from, all));
  const to = Math.max(from, Math.min(asked.to, all));
  // One record at least, so that the list is no empty frame where it is not empty.
  const offset = Math.max(0, Math.min(Math.floor((from - above) / band), total - 1));
  const end = Math.max(offset + 1, Math.min(Math.ceil((to - above) / band), total));
  return { offset, limit: end - offset, from, to };
}

/** `A2:51;` is the 51st record; other cells stand above or below the list. */
function rowOfCell(plan: ListPages, total: number, { at }: { readonly at: string }): number | undefined {
  const { above, band } = plan.lines;
  const index = Number(/^[A-Z]+[0-9]+:([0-9]+);$/.exec(at)?.[1] ?? 0);
  return index >= 1 && index <= instancesOf(plan, total) ? above + (index - 1) * band : undefined;
}

/** The page, of a sheet whose datasets hold the records of the window under `plan.rows`, and the totals. */
export function expandPage(
  plan: ListPages,
  total: number,
  window: ListWindow,
  input: SheetInput,
  { bare = false }: Pick<PageOfRows, 'bare'> = {},
): GridPage {
  const { above, band, below } = plan.lines;
  const expanded = expandSheet({ ...input, sheet: plan.sheet, list: { cell: plan.list, offset: window.offset } });
  const { grid, template } = expanded;
  const here = grid.rows.length - above - below;
  const all = rowsInAll(plan, total);
  const shift = (row: number, isListed: boolean): number => {
    if (isListed) return row + window.offset * band;
    return row < above ? row : row + all - grid.rows.length;
  };
  const listed = new Set(
    template.cells
      .filter((cell) => cell.address === plan.list || cell.leftChain.some(({ address }) => address === plan.list))
      .map(({ address }) => address),
  );
  const cells = grid.cells.flatMap((cell): readonly GridCell[] => {
    const row = shift(cell.row, listed.has(cell.source));
    return row < window.to && row + (cell.rowSpan ?? 1) > window.from ? [{ ...cell, row }] : [];
  });
  const rows = Array.from({ length: window.to - window.from }, (_, index) => {
    const row = window.from + index;
    if (row < above) return grid.rows[row]!;
    const inTail = row - (all - below);
    if (inTail >= 0) return grid.rows[above + here + inTail]!;
    return grid.rows[row - window.offset * band]!;
  });
  const heights = heightRuns(plan, total);
  return {
    fromRow: window.from,
    size: {
      rows: all,
      columns: grid.columns.length,
      height: heights.reduce((sum, [height, count]) => sum + height * count, 0),
      width: grid.columns.reduce((sum, { width }) => sum + width, 0),
    },
    columns: grid.columns,
    rows,
    cells,
    styles: grid.styles,
    ...(grid.freeze ? { freeze: frozen(grid.freeze, plan, all) } : {}),
    ...(bare ? {} : { heights }),
  };
}

/** The first row that is not frozen, as it is counted in the whole. */
function frozen(freeze: NonNullable<GridPage['freeze']>, plan: ListPages, all: number): NonNullable<GridPage['freeze']> {
  const { above, band, below } = plan.lines;
  const line = parseAddress(plan.sheet.freeze!)!.row;
  const hasBand = all > above + below;
  if (line <= above || (hasBand && line < above + band)) return { ...freeze, rows: line };
  return { ...freeze, rows: Math.min(all, all - below + Math.max(0, line - above - band)) };
} // prettier-ignore

function heightRuns(plan: ListPages, total: number): HeightRuns {
  const { above, band, below } = plan.lines;
  const height = (line: number) => plan.sheet.rows?.[line]?.height ?? PLAIN_HEIGHT;
  const lines = (from: number, count: number) => Array.from({ length: count }, (_, index) => height(from + index));
  const count = instancesOf(plan, total);
  const ofBand = runsOf(lines(above, band));
  const between: (readonly [number, number])[] =
    ofBand.length === 1 ? (count > 0 ? [[ofBand[0]![0], band * count]] : []) : Array.from({ length: count }, () => ofBand).flat();
  return joined([...runsOf(lines(0, above)), ...between, ...runsOf(lines(above + band, below))]);
} // prettier-ignore

function joined(runs: HeightRuns): HeightRuns {
  const made: [number, number][] = [];
  for (const [height, count] of runs) {
    const last = made.at(-1);
    if (last?.[0] === height) last[1] += count;
    else made.push([height, count]);
  }
  return made;
}
