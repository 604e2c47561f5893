/**
 * Sums of a field at all crossings of the instances of two cells, or of one, in one pass over the rows: each row is added
 * where its two leaves cross. Whole numbers of one scale are added, so that the figures are exact in whatever order.
 */
import type { Column, Columns } from './columns.js';
import type { Leaves } from './leaves.js';

export interface CrossSums {
  /** By `place of the first * width + place of the second`. */
  readonly sums: Float64Array;
  /** How many numbers were added. */
  readonly counts: Int32Array;
  readonly width: number;
  readonly scale: number;
}

/** Fewer rows are added where they are asked for. */
const LEAST_ROWS = 4;
const MOST_CROSSINGS = 4_000_000;

/** Undefined where numbers have too many digits for it, or it would cost more than it saves. */
export function crossSums(
  columns: Columns,
  column: Column,
  left: Leaves | undefined,
  top: Leaves | undefined,
): CrossSums | undefined {
  const [height, width] = [left?.count ?? 1, top?.count ?? 1];
  if (columns.length < LEAST_ROWS || height * width > Math.min(MOST_CROSSINGS, columns.length * 4)) return undefined;
  const scaled = column.scaled();
  if (!scaled || columns.length > scaled.rows) return undefined;
  const { numbers, scale } = scaled;
  const sums = new Float64Array(height * width);
  const counts = new Int32Array(height * width);
  const add = (row: number, at: number): void => {
    const number = numbers[row]!;
    if (number !== number) return;
    sums[at]! += number;
    counts[at]!++;
  };
  if (left && top) {
    const [lefts, tops] = [left.of, top.of];
    for (let row = 0; row < lefts.length; row++) {
      const [l, t] = [lefts[row]!, tops[row]!];
      if (l >= 0 && t >= 0) add(row, l * width + t);
    }
  } else {
    const leaves = (left ?? top)!.of;
    for (let row = 0; row < leaves.length; row++) if (leaves[row]! >= 0) add(row, leaves[row]!);
  }
  return { sums, counts, width, scale };
}
