/** What cells say about pages (`page`, and `when` with `page`), brought onto the rows of the grid for paginate.ts. */
import type { Evaluator } from './evaluator.js';
import { holds } from './sizes.js';
import { isBelow, type Slot } from './slots.js';
import type { CellInstance, GridRow, Instance, RowPage } from './types.js';

export interface PageBreak {
  readonly kind: 'before' | 'after' | 'keep' | 'repeat';
  readonly row: number;
  readonly height: number;
  /** The group that the cell stands in. */
  readonly group: Instance;
}

export function pageBreaks(at: CellInstance, row: number, height: number, evaluator: Evaluator): readonly PageBreak[] {
  const { page, when = [] } = at.cell.document;
  const kinds = new Set(page === undefined ? [] : [page]);
  for (const each of when) if (each.page !== undefined && holds(each.if, at, evaluator)) kinds.add(each.page);
  return [...kinds].map((kind) => ({ kind, row, height, group: at.down }));
}

/** `rows` are those of the grid from `from` on; breaks name rows of the whole grid. */
export function withBreaks(
  rows: readonly GridRow[],
  breaks: readonly PageBreak[],
  slots: readonly Slot[],
  from: number,
): readonly GridRow[] {
  if (breaks.length === 0) return rows;
  const pages = new Map<number, RowPage>();
  const add = (row: number, more: RowPage) => pages.set(row, { ...pages.get(row), ...more });
  for (const { kind, row, height, group } of breaks) {
    const end = row + height;
    if (kind === 'before') add(row, { before: true });
    else if (kind === 'after') add(end - 1, { after: true });
    else if (kind === 'keep') add(row, { keepTo: Math.max(end, pages.get(row)?.keepTo ?? 0) });
    else {
      let to = end;
      while (to < slots.length && isBelow(slots[to]!.inner, group)) to++;
      for (let at = row; at < end; at++) add(at, { repeatTo: Math.max(to, pages.get(at)?.repeatTo ?? 0) });
    }
  }
  return rows.map((row, index) => (pages.has(from + index) ? { ...row, page: pages.get(from + index)! } : row));
}
