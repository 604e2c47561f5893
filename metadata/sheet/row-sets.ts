/** Which rows of a dataset an instance or a cell sees, and aggregates over them (R10, R14). */
import { compareScalars, type Value } from '../value.js';
import { average, divide, sum } from '../expression/decimal.js';
import type { Column } from './columns.js';
import type { Merge } from './push-down.js';
import type { RowSet } from './types.js';

export const noRows: RowSet = Object.freeze({ ids: new Int32Array(0), from: 0, to: 0 });

export const countOf = (rows: RowSet): number => rows.to - rows.from;

export function setOf(ids: readonly number[]): RowSet {
  return { ids: Int32Array.from(ids), from: 0, to: ids.length };
}

/** Row numbers as a list, at most so many. */
export const listRows = (rows: RowSet, most = Infinity): readonly number[] =>
  Array.from(rows.ids.subarray(rows.from, Math.min(rows.to, rows.from + most)));

/** The rows for which a test holds, in their order. */
export function keepRows(rows: RowSet, test: (row: number) => boolean): RowSet {
  const kept = new Int32Array(countOf(rows));
  let count = 0;
  for (let i = rows.from; i < rows.to; i++) if (test(rows.ids[i]!)) kept[count++] = rows.ids[i]!;
  return { ids: kept, from: 0, to: count };
}

/** Rows in both sets; both ascend, so one pass is enough. */
export function intersect(a: RowSet, b: RowSet): RowSet {
  const both = new Int32Array(Math.min(countOf(a), countOf(b)));
  let count = 0;
  for (let i = a.from, j = b.from; i < a.to && j < b.to;) {
    const x = a.ids[i]!;
    const y = b.ids[j]!;
    if (x === y) both[count++] = x;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return { ids: both, from: 0, to: count };
}

/** Rows of many sets as one, ascending. */
export function joinRows(sets: readonly RowSet[]): RowSet {
  let [count, last] = [0, -1];
  for (const { ids, from, to } of sets) {
    count += to - from;
    if (from < to) last = Math.max(last, ids[to - 1]!);
  }
  const marks = new Uint8Array(last + 1);
  for (const { ids, from, to } of sets) for (let i = from; i < to; i++) marks[ids[i]!] = 1;
  const all = new Int32Array(count);
  let at = 0;
  for (let row = 0; row <= last; row++) if (marks[row] === 1) all[at++] = row;
  return { ids: all, from: 0, to: at };
}

/** A key under which equal values of one type fall together: 1 and "1" differ, "" is not null. */
export function groupKey(value: Value): string {
  if (value === null) return 'n';
  if (typeof value === 'string') return `s${value}`;
  return `${typeof value === 'number' ? 'd' : 'b'}${String(value)}`;
}

/** Orders values ascending with nulls last, whatever the direction. */
export function compareKeys(a: Value, b: Value, descending: boolean): number {
  if (a === null || typeof a === 'object') return b === null || typeof b === 'object' ? 0 : 1;
  if (b === null || typeof b === 'object') return -1;
  const order = compareScalars(a, b);
  return descending ? -order : order;
}

/** An aggregate of a field over rows in data order; `value` is the distinct values that are not null (R10, R28). */
export function aggregateRows(as: string, column: Column, rows: RowSet): Value {
  const { ids, from, to } = rows;
  switch (as) {
    case 'first':
      return from < to ? column.at(ids[from]!) : null;
    case 'last':
      return from < to ? column.at(ids[to - 1]!) : null;
    case 'sum':
    case 'avg':
      return addUp(as, column, rows);
    case 'count': {
      let count = 0;
      for (let i = from; i < to; i++) if (column.at(ids[i]!) !== null) count++;
      return count;
    }
    case 'countDistinct':
      return distinct(column, rows).length;
    case 'min':
    case 'max':
      return best(column, rows, as === 'max');
    default: {
      const values = distinct(column, rows);
      return values.length <= 1 ? (values[0] ?? null) : values;
    }
  }
}

/** An aggregate over rows that the database has grouped already: sums of sums, the least of the least (push-down.ts). */
export function mergeGroups({ as, figure, count }: Merge, rows: RowSet, column: (name: string) => Column): Value {
  const whole = figure === undefined ? null : aggregateRows(as === 'avg' ? 'sum' : as, column(figure), rows);
  if (count === undefined) return whole;
  const counted = (aggregateRows('sum', column(count), rows) as number | null) ?? 0;
  if (as === 'count') return counted;
  return typeof whole === 'number' && counted > 0 ? divide(whole, counted) : null;
}

function addUp(as: 'sum' | 'avg', column: Column, { ids, from, to }: RowSet): number | null {
  const scaled = to - from > 2 ? column.scaled() : undefined;
  if (!scaled || to - from > scaled.rows) {
    const numbers: number[] = [];
    for (let i = from; i < to; i++) {
      const value = column.at(ids[i]!);
      if (typeof value === 'number') numbers.push(value);
    }
    return as === 'sum' ? sum(numbers) : average(numbers);
  }
  const { numbers, scale } = scaled;
  let total = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const number = numbers[ids[i]!]!;
    if (number === number) {
      total += number;
      count++;
    }
  }
  if (count === 0) return null;
  const whole = total / 10 ** scale || 0;
  return as === 'sum' ? whole : divide(whole, count);
}

function best(column: Column, { ids, from, to }: RowSet, largest: boolean): Value {
  let found: Value = null;
  for (let i = from; i < to; i++) {
    const value = column.at(ids[i]!);
    if (value !== null && (found === null || compareKeys(value, found, largest) < 0)) found = value;
  }
  return found;
}

/** Distinct values that are not null, in order of first appearance. */
function distinct(column: Column, { ids, from, to }: RowSet): readonly Value[] {
  if (to - from === 1) {
    const value = column.at(ids[from]!);
    return value === null ? [] : [value];
  }
  const { codes, values } = column.codes();
  const seen = new Set<number>();
  for (let i = from; i < to; i++) seen.add(codes[ids[i]!]!);
  return [...seen].map((code) => values[code]!).filter((value) => value !== null);
}
