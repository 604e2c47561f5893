/**
 * Heights of rows and widths of columns: those of the template, unless a cell's `when` says another. Where several
 * speak, the largest counts. What has no size is taken out before anything is merged (R36).
 */
import type { SheetDocument } from '../schema/sheet.js';
import type { Evaluator } from './evaluator.js';
import { Layout } from './layout.js';
import type { Slot } from './slots.js';
import { CellError, type CellInstance, type Template } from './types.js';

export interface SizedLayout {
  readonly layout: Layout;
  readonly heights: readonly number[];
  readonly widths: readonly number[];
}

/** Pixels of a row of which nothing is said. */
export const PLAIN_HEIGHT = 26;
const PLAIN_WIDTH = 96;

export function sizedLayout(
  sheet: SheetDocument,
  rows: readonly Slot[],
  columns: readonly Slot[],
  template: Template,
  evaluator: Evaluator,
): SizedLayout {
  const heights = rows.map((slot) => sheet.rows?.[slot.index]?.height ?? PLAIN_HEIGHT);
  const widths = columns.map((slot) => sheet.columns?.[slot.index]?.width ?? PLAIN_WIDTH);
  if (template.cells.some(({ document }) => document.when?.some(({ size }) => size)))
    sizeByConditions(new Layout(rows, columns, template), evaluator, heights, widths);
  const shown = (sizes: readonly number[]) => (_: unknown, i: number) => sizes[i] !== 0;
  const layout = new Layout(rows.filter(shown(heights)), columns.filter(shown(widths)), template);
  return { layout, heights: heights.filter((size) => size !== 0), widths: widths.filter((size) => size !== 0) };
}

function sizeByConditions(layout: Layout, evaluator: Evaluator, heights: number[], widths: number[]): void {
  const said = { rows: new Map<number, number>(), columns: new Map<number, number>() };
  const raise = (sizes: Map<number, number>, i: number, size: number | undefined) => {
    if (size !== undefined) sizes.set(i, Math.max(sizes.get(i) ?? 0, size));
  };
  layout.rows.forEach((_, i) =>
    layout.columns.forEach((__, j) => {
      const at = layout.placeAt(i, j)?.at;
      const size = at && sizeAt(at, evaluator);
      raise(said.rows, i, size?.height);
      raise(said.columns, j, size?.width);
    }),
  );
  for (const [i, size] of said.rows) heights[i] = size;
  for (const [j, size] of said.columns) widths[j] = size;
}

/** The last rule that holds counts, for each of the two. */
function sizeAt(at: CellInstance, evaluator: Evaluator): { readonly height?: number; readonly width?: number } {
  let size = {};
  for (const rule of at.cell.document.when ?? [])
    if (rule.size && holds(rule.if, at, evaluator)) size = { ...size, ...rule.size };
  return size;
}

/** A condition that cannot be answered does not hold. */
export function holds(condition: string, at: CellInstance, evaluator: Evaluator): boolean {
  try {
    return evaluator.evaluate(condition, at) === true;
  } catch (error) {
    if (error instanceof CellError) return false;
    throw error;
  }
}
