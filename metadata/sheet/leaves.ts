/** To which instance of a cell each row of a dataset belongs. */
import { RowsOfGroups, type Grouping } from './grouped-rows.js';
import type { Instance } from './types.js';

export interface Leaves {
  /** By row, the place of the instance; -1 is none. */
  readonly of: Int32Array;
  /** Instances. */
  readonly count: number;
}

/** Undefined where a row belongs to several. */
export function leavesOf(instances: readonly Instance[], length: number): Leaves | undefined {
  const of = new Int32Array(length).fill(-1);
  const grouping = groupingOf(instances);
  if (grouping) {
    spreadPlaces(instances, grouping, of);
    return { of, count: instances.length };
  }
  for (const { rows, place } of instances) {
    if (!rows) continue;
    const { ids, from, to } = rows;
    for (let i = from; i < to; i++) {
      if (of[ids[i]!]! >= 0) return undefined;
      of[ids[i]!] = place;
    }
  }
  return { of, count: instances.length };
}

/** The one grouping that made all of them, where they are few groups of many rows. */
function groupingOf(instances: readonly Instance[]): Grouping | undefined {
  const first = instances[0]?.rows;
  if (!(first instanceof RowsOfGroups)) return undefined;
  const { grouping } = first;
  return instances.every(({ rows }) => rows instanceof RowsOfGroups && rows.grouping === grouping)
    ? grouping
    : undefined;
}

function spreadPlaces(instances: readonly Instance[], grouping: Grouping, of: Int32Array): void {
  const { base, codes, groupOf, starts } = grouping;
  const placeOf = new Int32Array(starts.length - 1).fill(-1);
  for (const { rows, place } of instances) for (const group of (rows as RowsOfGroups).groups) placeOf[group] = place;
  const placeOfCode = Int32Array.from(groupOf, (group) => (group < 0 ? -1 : placeOf[group]!));
  const { ids, from, to } = base;
  for (let i = from; i < to; i++) of[ids[i]!] = placeOfCode[codes[ids[i]!]!]!;
}
