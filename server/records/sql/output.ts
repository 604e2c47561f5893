/** A result column: the expressions it is read from and how their raw values become one value. */
import { maskValue, sealedValue } from '../../../metadata/access/mask.js';
import type { Column } from '../../../metadata/contributions.js';
import { normalise } from '../../../metadata/expression/decimal.js';
import { roundAverage } from '../../../metadata/query/average.js';
import type { BoundSelect, ResolvedPath } from '../../../metadata/query/types.js';
import type { Value } from '../../../metadata/value.js';
import { compileAggregate, type Figure } from './compile-aggregate.js';
import { compileCondition } from './compile-condition.js';
import { raw, sql, wrap, type Fragment } from './fragment.js';
import { aliasOf, columnOf, pathColumn, valueColumn, type Rows, type SqlTools } from './tools.js';

export interface Output {
  readonly select: BoundSelect;
  /** What stands in the select list, one or two expressions. */
  readonly expressions: readonly Fragment[];
  /** What having and sort compare. */
  readonly figure: Figure;
  read(raws: readonly unknown[]): Value;
  /** Texts and nulls are read as they are. */
  readonly isText?: boolean;
}

/** Stored as text by both engines, and read as it is. */
const texts: ReadonlySet<Column['type']> = new Set(['id', 'text', 'longText', 'date', 'datetime']);

export function compileOutput(tools: SqlTools, rows: Rows, select: BoundSelect): Output {
  const { path, aggregate, grain } = select;
  if (aggregate) return compileFigure(tools, select, figured(tools, rows, select));
  if (!path) throw new Error(`The column "${select.as}" has no path.`);
  if (grain) return compileGrain(tools, rows, path, select);
  const column = valueColumn(path.field);
  const expression = selected(tools, rows, select, path);
  return {
    select,
    expressions: [expression],
    figure: { sql: expression, column },
    isText: texts.has(column.type) && !select.masked && !path.field.sealed,
    read: ([value]) => {
      const read = tools.dialect.decode(column, value);
      if (select.masked) return maskValue(read);
      return path.field.sealed ? sealedValue(read) : read;
    },
  };
}

const selected = (tools: SqlTools, rows: Rows, { target }: BoundSelect, path: ResolvedPath): Fragment =>
  target === undefined ? pathColumn(tools, rows, path) : columnOf(tools, aliasOf(rows, target), 'id');

/**
 * Days and longer come from the date, or from the companion that keeps the local day of a date-time. Hours begin at the
 * same instants in every zone whose offset is whole hours, so they are cut from the instant itself.
 */
function compileGrain(tools: SqlTools, rows: Rows, path: ResolvedPath, select: BoundSelect): Output {
  const grain = select.grain!;
  const isHour = grain === 'hour' && path.field.valueType === 'datetime';
  const source =
    (isHour ? undefined : path.field.columns.find((column) => column.role === 'local')) ?? valueColumn(path.field);
  const column = columnOf(tools, aliasOf(rows, path.row), source.name);
  const expression = raw(tools.dialect.grain(column.sql, grain));
  const ending = isHour ? ':00:00.000Z' : '';
  return {
    select,
    expressions: [expression],
    figure: { sql: expression, cut: ending.length },
    read: ([value]) => (value === null || value === undefined ? null : `${String(value)}${ending}`),
  };
}

/** `expression`: what it is made of; none for a count of rows. */
export function compileFigure(tools: SqlTools, select: BoundSelect, expression: Fragment | undefined): Output {
  const aggregate = select.aggregate!;
  const column = select.path ? valueColumn(select.path.field) : undefined;
  const figure = compileAggregate(tools, aggregate, expression, column);
  if (aggregate === 'count' || aggregate === 'countDistinct') {
    return { select, expressions: [figure.sql], figure, read: ([value]) => Number(value) };
  }
  if (aggregate === 'min' || aggregate === 'max') {
    return { select, expressions: [figure.sql], figure, read: ([value]) => tools.dialect.decode(column!, value) };
  }
  const total = wrap(expression!, (text) => tools.dialect.sum(text, column!));
  if (aggregate === 'sum') {
    return { select, expressions: [total], figure, read: ([value]) => readSum(tools, column!, value) };
  }
  return {
    select,
    expressions: [total, sql`count(${expression!})`],
    figure,
    read: ([value, count]) => roundAverage(tools.dialect.decodeSum(column!, value), Number(count)),
  };
}

/** What an aggregate is made of; rows that its own condition leaves out have no value, which no aggregate counts. */
export function figured(tools: SqlTools, rows: Rows, select: BoundSelect): Fragment | undefined {
  const value = select.path && selected(tools, rows, select, select.path);
  if (!select.where) return value;
  return sql`case when ${compileCondition(tools, select.where, rows)} then ${value ?? raw('1')} end`;
}

function readSum(tools: SqlTools, column: Column, value: unknown): number | null {
  const total = tools.dialect.decodeSum(column, value);
  return total === null ? null : normalise(total);
}
