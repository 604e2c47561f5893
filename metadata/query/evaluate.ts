/**
 * Evaluates a bound query over rows in memory:
 *
 *   rows of the entity -> where -> columns -> [groups -> having] -> sort -> page
 *
 * It is the definition of what a query means: the SQL compiler must give the same rows. Used where rows are at hand
 * anyway, by the checks of rights, and as the oracle of tests; it scans, so it is not for large tables.
 *
 * Without a sort, rows come by id and groups by their group columns. Group columns compare code points, also in sort
 * and as the last tie-break; rows sort text by its folded key and end with the id.
 */
import { startOfGrain } from '../time.js';
import { type Scalar, type Value, type ValueType } from '../value.js';
import { maskValue, sealedValue } from '../access/mask.js';
import { aggregateValues } from './aggregate.js';
import { evaluateCondition, evaluateHaving } from './condition.js';
import { decodeCursor, encodeCursor, type Cursor } from './cursor.js';
import { comparePositions, compareValues, sortKey } from './order.js';
import { RowReader, RowStore, type RowOptions, type RowSource } from './rows.js';
import type { BoundQuery, BoundSelect } from './types.js';

export interface EvaluateOptions extends RowOptions {
  /** IANA zone of the site: date-times fall into grains by it. */
  readonly timeZone: string;
}

export type QueryRow = Readonly<Record<string, Value>>;

export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[];
  readonly rows: readonly QueryRow[];
  /** Rows in all, before the page was cut; only when the query asks to count. */
  readonly total?: number;
  /** Cursor of the next page of an ungrouped list; absent on the last one. */
  readonly next?: string;
}

export function evaluateQuery(bound: BoundQuery, source: RowSource, options: EvaluateOptions): QueryResult {
  const store = new RowStore(source, options);
  const readers: RowReader[] = [];
  for (const row of source.rows(bound.entity.name)) {
    const reader = new RowReader(row, bound.joins, store);
    if (!bound.where || evaluateCondition(bound.where, reader) === true) readers.push(reader);
  }
  const columns = bound.select.map(({ as, type }) => ({ name: as, type }));
  return { columns, ...(bound.grouped ? groupRows(bound, readers, options) : listRows(bound, readers, options)) };
}

function columnValue(item: BoundSelect, reader: RowReader, timeZone: string): Value {
  if (!item.path) return true;
  if (item.target !== undefined && !reader.has(item.target)) return null;
  const value = reader.value(item.path);
  if (item.masked) return maskValue(value);
  if (item.path.field.sealed) return sealedValue(value);
  return item.grain && typeof value === 'string' ? startOfGrain(value, item.grain, timeZone) : value;
}

const named = (names: readonly BoundSelect[], values: readonly Value[]): QueryRow =>
  Object.fromEntries(names.map((item, index) => [item.as, values[index] ?? null]));

/* ---------------------------------------------------------------- lists */

type Body = Omit<QueryResult, 'columns'>;

function listRows(bound: BoundQuery, readers: readonly RowReader[], options: EvaluateOptions): Body {
  const { select, sort } = bound;
  const listed = readers.map((reader) => ({ reader, position: positionOf(bound, reader, options) }));
  listed.sort((a, b) => comparePositions(a.position, b.position, sort));
  const after = bound.after === undefined ? undefined : decodeCursor(bound.after, sort);
  const rest = after ? listed.filter(({ position }) => comparePositions(position, after, sort) > 0) : listed;
  const page = cut(rest, bound);
  const last = page.at(-1);
  const more = last !== undefined && last !== rest.at(-1) && sort.every((item) => item.path);
  return {
    rows: page.map(({ reader }) => named(select, select.map((item) => columnValue(item, reader, options.timeZone)))), // prettier-ignore
    ...(bound.count ? { total: listed.length } : {}),
    ...(more ? { next: encodeCursor(last.position, sort) } : {}),
  };
}

function positionOf(bound: BoundQuery, reader: RowReader, options: EvaluateOptions): Cursor {
  const keys = bound.sort.map((item): Scalar => {
    if (item.path) return sortKey(item, reader.value(item.path), options.fold);
    const column = bound.select.find((one) => one.as === item.as);
    return column ? sortKey(item, columnValue(column, reader, options.timeZone), options.fold) : null;
  });
  return { keys, id: reader.row.id };
}

const cut = <T>(rows: readonly T[], { offset = 0, limit }: BoundQuery): readonly T[] =>
  rows.slice(offset, limit === undefined ? undefined : offset + limit);

/* ---------------------------------------------------------------- groups */

function groupRows(bound: BoundQuery, readers: readonly RowReader[], options: EvaluateOptions): Body {
  const { select } = bound;
  const keys = select.filter((item) => !item.aggregate);
  const groups = new Map<string, { key: readonly Value[]; readers: RowReader[] }>();
  for (const reader of readers) {
    const key = keys.map((item) => columnValue(item, reader, options.timeZone));
    const text = JSON.stringify(key);
    const group = groups.get(text);
    if (group) group.readers.push(reader);
    else groups.set(text, { key, readers: [reader] });
  }
  // Totals without groups are one row, also of nothing.
  if (keys.length === 0 && groups.size === 0) groups.set('', { key: [], readers: [] });
  const rows: QueryRow[] = [];
  for (const group of groups.values()) {
    const values = select.map((item): Value => {
      const { aggregate } = item;
      if (!aggregate) return group.key[keys.indexOf(item)] ?? null;
      const { where } = item;
      const counted = where ? group.readers.filter((reader) => evaluateCondition(where, reader) === true) : group.readers; // prettier-ignore
      return aggregateValues(aggregate, counted.map((reader) => columnValue(item, reader, options.timeZone))); // prettier-ignore
    });
    const row = named(select, values);
    if (!bound.having || evaluateHaving(bound.having, row, options.fold) === true) rows.push(row);
  }
  rows.sort((a, b) => compareGroups(a, b, bound, keys));
  return { rows: cut(rows, bound), ...(bound.count ? { total: rows.length } : {}) };
}

function compareGroups(a: QueryRow, b: QueryRow, bound: BoundQuery, keys: readonly BoundSelect[]): number {
  for (const { as = '', descending } of bound.sort) {
    const order = compareValues(a[as] ?? null, b[as] ?? null);
    if (order !== 0) return descending ? -order : order;
  }
  for (const { as } of keys) {
    const order = compareValues(a[as] ?? null, b[as] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}
