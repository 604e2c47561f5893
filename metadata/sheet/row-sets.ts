/** Which rows of a dataset an instance or a cell sees, and aggregates over them (R10, R14). */
import { compareScalars, type Value } from '../value.js';
import { average, sum } from '../expression/decimal.js';
import { knownRows, withheldRows } from './no-access.js';
import type { DataTable, Instance, RowSet } from './types.js';

/** All rows of a table, made once per table. */
const everyRow = new WeakMap<DataTable, RowSet>();
export function allRows(table: DataTable): RowSet {
  if (table.closed) return withheldRows;
  const known = everyRow.get(table);
  if (known) return known;
  const made = Array.from({ length: table.rows.length }, (_, index) => index);
  everyRow.set(table, made);
  return made;
}

/** Rows in both sets; both ascend, so one pass is enough. */
export function intersect(a: RowSet, b: RowSet): RowSet {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) {
      both.push(x);
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return both;
}

/** Rows of the nearest instance upwards that constrains the dataset; undefined when none does. */
function constrained(instance: Instance | undefined, dataset: string): RowSet | undefined {
  for (let at = instance; at; at = at.parent) {
    const rows = at.rows.get(dataset);
    if (rows) return rows;
  }
  return undefined;
}

/**
 * Rows seen from a crossing: the left chain's and the top chain's in common, all rows where neither constrains. Throws
 * CellError `#NO_ACCESS` where they may not be known.
 */
export function rowsSeen(
  dataset: string,
  table: DataTable,
  down: Instance | undefined,
  right: Instance | undefined,
): RowSet {
  const left = constrained(down, dataset);
  const top = constrained(right, dataset);
  if (!left && !top) return knownRows(allRows(table), dataset);
  for (const rows of [left, top]) if (rows) knownRows(rows, dataset);
  if (left && top) return left === top ? left : intersect(left, top);
  return (left ?? top)!;
}

/** A key under which equal values of one type fall together: 1 and "1" differ, "" is not null. */
export function groupKey(value: Value): string {
  if (value === null) return 'n';
  if (typeof value === 'string') return `s${value}`;
  return `${typeof value === 'number' ? 'd' : 'b'}${String(value)}`;
}

/** Orders values ascending with nulls last, whatever the direction. */
export function compareKeys(a: Value, b: Value, descending: boolean): number {
  if (a === null || Array.isArray(a)) return b === null || Array.isArray(b) ? 0 : 1;
  if (b === null || Array.isArray(b)) return -1;
  const order = compareScalars(a as string, b as string);
  return descending ? -order : order;
}

/** An aggregate over values in data order. `count` of rows is made by the caller. */
export function aggregateValues(as: string, values: readonly Value[]): Value {
  if (as === 'first') return values[0] ?? null;
  if (as === 'last') return values.at(-1) ?? null;
  const present = values.filter((value) => value !== null);
  if (as === 'count') return present.length;
  if (as === 'countDistinct') return new Set(present.map(groupKey)).size;
  if (present.length === 0) return null;
  if (as === 'min' || as === 'max') {
    return present.reduce((best, value) => (compareKeys(value, best, as === 'max') < 0 ? value : best));
  }
  const numbers = present.filter((value): value is number => typeof value === 'number');
  return as === 'avg' ? average(numbers) : sum(numbers);
}
