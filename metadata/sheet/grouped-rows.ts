/**
 * Groups of many rows by their codes. Which rows a group has is worked out for all groups at once, when somebody asks for
 * rows: a cross-tab asks for none, it only needs to know in which group a row is.
 */
import { joinRows } from './row-sets.js';
import type { RowSet } from './types.js';

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
