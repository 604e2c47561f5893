/** Order of lists: nulls first ascending, text by its folded key where the field has one, ids as the last tie-break. */
import { compareScalars, compareText, type Scalar, type Value } from '../value.js';
import type { CheckedSort } from './types.js';
import type { Cursor } from './cursor.js';

/** Nulls before everything else; lists count as null, they have no order. */
export function compareValues(a: Value, b: Value): number {
  const left = typeof a === 'object' ? null : a;
  const right = typeof b === 'object' ? null : b;
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return compareScalars(left, right);
}

/** What a path sorts by: the folded text of a field with a key column, else the value itself. */
export function sortKey(sort: CheckedSort, value: Value, fold: (text: string) => string): Scalar {
  if (typeof value === 'string' && sort.path?.field.keyColumn) return fold(value);
  return typeof value === 'object' ? null : value;
}

/** Compares two positions in a sorted list. */
export function comparePositions(a: Cursor, b: Cursor, sort: readonly CheckedSort[]): number {
  for (const [index, item] of sort.entries()) {
    const order = compareValues(a.keys[index] ?? null, b.keys[index] ?? null);
    if (order !== 0) return item.descending ? -order : order;
  }
  return compareText(a.id, b.id);
}
