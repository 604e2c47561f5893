/**
 * Groups of many rows by their codes. Which rows a group has is worked out for all groups at once, when somebody asks for
 * rows: a cross-tab asks for none, it only needs to know in which group a row is.
 */
import type { Column } from './columns.js';
import { joinRows } from './row-sets.js';
import type { RowSet } from './types.js';

/** Sums of a field in each group of a grouping, as whole numbers of one scale. */
export interface GroupSums {
  readonly sums: Float64Array;
  /** How many numbers were added. */
  readonly counts: Int32Array;
  readonly scale: number;
}

/** Rows of one set, told apart by the codes of a column. */
export class Grouping {
  #spread: Int32Array | undefined;

  /** `groupOf`: by code. `starts`: where the rows of each group stand among those of all, one more at the end. */
  constructor(
    readonly base: RowSet,
    readonly codes: Int32Array,
    readonly groupOf: Int32Array,
    readonly starts: Int32Array,
  ) {}

  /** All rows, each group's in data order. */
  get spread(): Int32Array {
    if (this.#spread) return this.#spread;
    const { base, codes, groupOf, starts } = this;
    const { ids, from, to } = base;
    const next = starts.slice();
    const spread = new Int32Array(to - from);
    for (let i = from; i < to; i++) spread[next[groupOf[codes[ids[i]!]!]!]!++] = ids[i]!;
    return (this.#spread = spread);
  }

  /** All groups at once, without spreading their rows; undefined where numbers have too many digits for it. */
  sumsOf(column: Column): GroupSums | undefined {
    const scaled = column.scaled();
    const { base, codes, groupOf, starts } = this;
    const { ids, from, to } = base;
    if (!scaled || to - from > scaled.rows) return undefined;
    const { numbers, scale } = scaled;
    const sums = new Float64Array(starts.length - 1);
    const counts = new Int32Array(starts.length - 1);
    for (let i = from; i < to; i++) {
      const row = ids[i]!;
      const number = numbers[row]!;
      if (number !== number) continue;
      const group = groupOf[codes[row]!]!;
      sums[group]! += number;
      counts[group]!++;
    }
    return { sums, counts, scale };
  }

  rowsOf(group: number): RowsOfGroups {
    return new RowsOfGroups(this, [group], this.starts[group]!, this.starts[group + 1]!);
  }
}

/** Rows of one group, or of several that became one. */
export class RowsOfGroups implements RowSet {
  #joined: Int32Array | undefined;

  constructor(
    readonly grouping: Grouping,
    readonly groups: readonly number[],
    readonly from: number,
    readonly to: number,
  ) {}

  get ids(): Int32Array {
    if (this.groups.length === 1) return this.grouping.spread;
    return (this.#joined ??= joinRows(this.groups.map((group) => this.grouping.rowsOf(group))).ids);
  }
}

/** Rows of many sets as one, ascending. */
export function joinGroups(sets: readonly RowSet[]): RowSet {
  const [first] = sets;
  if (!(first instanceof RowsOfGroups)) return joinRows(sets);
  const groups: number[] = [];
  let count = 0;
  for (const set of sets) {
    if (!(set instanceof RowsOfGroups) || set.grouping !== first.grouping) return joinRows(sets);
    groups.push(...set.groups);
    count += set.to - set.from;
  }
  return groups.length === 1 ? first : new RowsOfGroups(first.grouping, groups, 0, count);
}
