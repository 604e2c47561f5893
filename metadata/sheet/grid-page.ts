/** A page of a grid's rows, as a reader's screen asks for it: by its rows, or by a cell that it must hold. Pure. */
import { gridWindow, type ExpandedSheet } from './expand.js';
import { spotAt } from './paths.js';
import type { Grid, GridWindow } from './types.js';

/** Rows from 0; `to` is not included. */
export interface PageOfRows {
  readonly from: number;
  readonly to: number;
  /** The whole grid where it has no more rows than this. */
  readonly orAll?: number;
  /** The page of the same length, counted from 0, that holds this cell; `from` and `to` where there is none such. */
  readonly cell?: { readonly source: string; readonly at: string };
  /** The rows alone: whoever asks has all else from an earlier page. */
  readonly bare?: boolean;
  /** `next` of the page before, where it had one. */
  readonly after?: string;
}

/** `[height, count]`: that many rows of a height one below the other, from the first row to the last. */
export type HeightRuns = readonly (readonly [number, number])[];

/** A page as it is answered: `heights` are those of all rows, so that a screen can leave room for what it has not read. */
export interface GridPage extends GridWindow {
  readonly heights?: HeightRuns;
  /** What a page that follows is asked with, where only its rows are read. */
  readonly next?: string;
}

export function gridPage(sheet: ExpandedSheet, page: PageOfRows): Grid | GridPage {
  const { layout, heights } = sheet.source;
  if (layout.rows.length <= (page.orAll ?? 0)) return sheet.grid;
  const { from, to } = pageHolding(page, page.cell && rowOf(sheet, page.cell));
  const window = gridWindow(sheet, { fromRow: from, toRow: to });
  return page.bare ? window : { ...window, heights: runsOf(heights) };
}

/** The page of the same length that holds a row. */
export function pageHolding({ from, to }: PageOfRows, row: number | undefined): { from: number; to: number } {
  if (row === undefined) return { from, to };
  const length = to - from;
  const first = row - (row % length);
  return { from: first, to: first + length };
}

/** The first row of a cell; undefined where the sheet has no such cell, or does not show it. */
function rowOf({ template, expansion, source }: ExpandedSheet, cell: NonNullable<PageOfRows['cell']>): number | undefined {
  const found = template.find(cell.source);
  const spot = found && spotAt(found, cell.at, expansion);
  return spot && source.layout.rowOf(spot);
} // prettier-ignore

export function runsOf(sizes: readonly number[]): HeightRuns {
  const runs: [number, number][] = [];
  for (const size of sizes) {
    const last = runs.at(-1);
    if (last?.[0] === size) last[1]++;
    else runs.push([size, 1]);
  }
  return runs;
}
