/**
 * Order and the place of a page in it. Text is ordered by its folded key (the check has turned look-ups into the path of
 * their name), nulls come first ascending (both engines do so by themselves). The id ends every order of records, so
 * that pages neither repeat nor leave out a row; a cursor holds the last row's keys.
 */
import type { Column } from '../../../metadata/contributions.js';
import type { Cursor } from '../../../metadata/query/cursor.js';
import type { BoundQuery, CheckedSort } from '../../../metadata/query/types.js';
import type { Scalar, Value } from '../../../metadata/value.js';
import { outputNamed } from './compile-having.js';
import { empty, joinFragments, raw, sql, type Fragment } from './fragment.js';
import type { Output } from './output.js';
import { aliasOf, columnOf, valueColumn, type Rows, type SqlTools } from './tools.js';

export interface SortKey {
  readonly expression: Fragment;
  readonly descending: boolean;
  /** The key's value in a row, as a cursor carries it, and back to what is bound. */
  read(raw: unknown): Value;
  bind(value: Value): Scalar;
}

/** One key for each sort item, then the id (records) or the remaining groups. */
export function compileSort(
  tools: SqlTools,
  rows: Rows,
  query: BoundQuery,
  outputs: readonly Output[],
): readonly SortKey[] {
  const keys = query.sort.map((sort) => (sort.path ? pathKey(tools, rows, sort) : figureKey(sort, outputs)));
  if (query.grouped) return [...keys, ...restOfGroups(query, outputs)];
  const id = query.entity.fields.get('id');
  return id ? [...keys, columnKey(tools, aliasOf(rows, ''), valueColumn(id), false)] : keys;
}

function pathKey(tools: SqlTools, rows: Rows, { path, descending }: CheckedSort): SortKey {
  const { field, row } = path!;
  return columnKey(tools, aliasOf(rows, row), field.keyColumn ?? valueColumn(field), descending);
}

function columnKey(tools: SqlTools, alias: string, column: Column, descending: boolean): SortKey {
  return {
    expression: columnOf(tools, alias, column.name),
    descending,
    read: (value) => tools.dialect.decode(column, value),
    bind: (value) => tools.dialect.encodeBound(column, value),
  };
}

/** Groups and grains have no cursor: they are paged by offset. */
function figureKey({ as, descending }: CheckedSort, outputs: readonly Output[]): SortKey {
  const unread = (): never => {
    throw new Error('This order has no cursor.');
  };
  return { expression: outputNamed(outputs, as).figure.sql, descending, read: unread, bind: unread };
}

/** Groups that compare equal by the sort asked for follow by their own values: the order is the same every time. */
function restOfGroups(query: BoundQuery, outputs: readonly Output[]): readonly SortKey[] {
  const sorted = new Set(query.sort.map((sort) => sort.as));
  return outputs
    .filter((output) => !output.select.aggregate && !sorted.has(output.select.as))
    .map((output) => figureKey({ as: output.select.as, descending: false }, outputs));
}

/**
 * Rows behind the cursor: greater by the first key that differs. Nulls are the smallest: ascending, every value is behind a
 * null; descending, the nulls are behind every value. A bound of the first key stands before the alternatives, for no engine
 * finds its place in an index by alternatives. Of a descending key the values and the nulls can be asked apart.
 */
export function afterCursor(keys: readonly SortKey[], cursor: Cursor, part?: CursorPart): Fragment {
  const [first] = keys;
  if (part === 'nulls') return sql`${first!.expression} is null`;
  const values: readonly Value[] = [...cursor.keys, cursor.id];
  const alternatives = keys.map((key, index) => {
    const equal = keys.slice(0, index).map((earlier, place) => equalTo(earlier, values[place] ?? null));
    const isOfValues = index === 0 && part === 'values';
    return joinFragments([...equal, behind(key, values[index] ?? null, isOfValues)], ' and ');
  });
  const bound = boundOf(first, values[0] ?? null, part);
  return sql`${bound}((${joinFragments(alternatives, ') or (')}))`;
}

/** Rows behind a cursor of a descending key: those with a value, and those with none, which come last. */
export type CursorPart = 'values' | 'nulls';

/** Whether the rows behind a cursor are better asked in two parts. */
export function cursorParts(
  cursor: Cursor | undefined,
  keys: readonly { readonly descending: boolean }[],
): readonly CursorPart[] {
  return keys[0]?.descending === true && (cursor?.keys[0] ?? null) !== null ? ['values', 'nulls'] : [];
}

function boundOf(key: SortKey | undefined, value: Value, part: CursorPart | undefined): Fragment {
  if (!key || value === null || (key.descending && part === undefined)) return empty;
  return sql`${key.expression} ${raw(key.descending ? '<=' : '>=')} ${key.bind(value)} and `;
}

function equalTo(key: SortKey, value: Value): Fragment {
  return value === null ? sql`${key.expression} is null` : sql`${key.expression} = ${key.bind(value)}`;
}

function behind(key: SortKey, value: Value, isOfValues: boolean): Fragment {
  if (key.descending) {
    if (value === null) return raw('1 = 0');
    if (isOfValues) return sql`${key.expression} < ${key.bind(value)}`;
    return sql`(${key.expression} < ${key.bind(value)} or ${key.expression} is null)`;
  }
  if (value === null) return sql`${key.expression} is not null`;
  return sql`${key.expression} > ${key.bind(value)}`;
}
