/**
 * One page of a sorted list in two steps of one statement: the page's ids and sort keys first, from the rows and joins
 * that the filter and the order need, then the columns of these rows alone. An engine that must sort by itself would
 * else carry every column (and the JSON text, and the names behind look-ups) of every row through the sort.
 */
import type { Entity } from '../../../metadata/model/model.js';
import { decodeCursor } from '../../../metadata/query/cursor.js';
import type { BoundQuery } from '../../../metadata/query/types.js';
import { compileJoins } from './compile-condition.js';
import { compileQuery, joinsOf, limitTo, readers, type CompiledQuery, type CompileOptions } from './compile-query.js';
import { cursorParts, type CursorPart } from './compile-sort.js';
import { empty, joinFragments, raw, sql, type Fragment } from './fragment.js';
import { compileOutput } from './output.js';
import { rowsOf } from './rows-used.js';
import { aliasOf, columnOf, tableAs, type SqlTools } from './tools.js';

/** As `compileQuery`; queries whose order is that of their ids, and groups, have nothing to gain. */
export function compilePage(tools: SqlTools, query: BoundQuery, options: CompileOptions): CompiledQuery {
  if (
    query.grouped ||
    query.sort.length === 0 ||
    query.sort.some((sort) => !sort.path) ||
    options.limit === undefined
  ) {
    return compileQuery(tools, query, options);
  }
  const sorted = new Set([...rowsOf(query.where), ...query.sort.map((sort) => sort.path!.row)]);
  const compileInner = (cursorPart?: CursorPart): CompiledQuery =>
    compileQuery(
      tools,
      { ...query, select: [], joins: joinsOf(query, sorted) },
      {
        ...options,
        ...(cursorPart ? { cursorPart } : {}),
        onlyExtra: true,
        extra: (own, keys) => [...keys.map((key) => key.expression), placeOf(tools, query.entity, aliasOf(own, ''))],
      },
    );
  const parts = query.after === undefined ? [] : cursorParts(decodeCursor(query.after, query.sort), query.sort);
  const inners = parts.length > 0 ? parts.map(compileInner) : [compileInner()];
  const inner = inners[0]!;
  const page = tools.nextAlias();
  const base = tools.nextAlias();
  const shown = new Set(query.select.map((select) => select.target ?? select.path?.row ?? ''));
  const { rows, clauses } = compileJoins(tools, base, joinsOf(query, shown));
  // The keys were computed inside: here they are columns.
  const sortKeys = inner.sortKeys.map((key, index) => ({ ...key, expression: raw(`${page}.c${index}`) }));
  const outputs = options.onlyExtra ? [] : query.select.map((select) => compileOutput(tools, rows, select));
  const extra = options.extra?.(rows, sortKeys) ?? [];
  const expressions = [...outputs.flatMap((output) => output.expressions), ...extra];
  const list = joinFragments(expressions.map((expression, index) => sql`${expression} as ${raw(`c${index}`)}`), ', '); // prettier-ignore
  const order = joinFragments(sortKeys.map((key) => sql`${key.expression}${raw(key.descending ? ' desc' : '')}`), ', '); // prettier-ignore
  const place = raw(`${page}.c${sortKeys.length}`);
  const from = sql`from (${together(tools, inners)}) as ${raw(page)} join ${tableAs(tools, query.entity, base)} on ${placeOf(tools, query.entity, base)} = ${place}${clauses}`;
  return {
    statement: sql`select ${list} ${from} order by ${order}${parts.length > 0 ? limitTo(options.limit) : empty}`,
    sortKeys,
    ...readers(outputs, extra.length),
  };
}

/** Each part in its own order and at most as long as the page. */
function together(tools: SqlTools, parts: readonly CompiledQuery[]): Fragment {
  if (parts.length === 1) return parts[0]!.statement;
  const rows = parts.map(({ statement }) => sql`select * from (${statement}) as ${raw(tools.nextAlias())}`);
  return joinFragments(rows, ' union all ');
}

/** By what a row is found again: SQLite's own row number leads to it without the index of ids; what stands in for a table has none. */
function placeOf(tools: SqlTools, entity: Entity, alias: string): Fragment {
  return columnOf(tools, alias, tools.dialect.engine === 'sqlite' && !entity.readFrom ? 'rowid' : 'id');
}
