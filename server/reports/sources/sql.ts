/**
 * A SQL dataset over the site's own records:
 *
 *   text -> statement -> what its reader may have -> a table for each entity (the one gate) -> work process -> rows
 *
 * The rights of the reader hold by construction: the statement reads nothing but these tables, and they hold the records
 * and fields of the reader alone (docs/decisions/018-sql-reads-entities.md).
 */
import { outputFields, sqlColumns, sqlEntities } from '../../../metadata/dataset/sql-columns.js';
import { sqlRights, type SqlRights } from '../../../metadata/dataset/sql-rights.js';
import { readSql, type SqlLanguage, type SqlStatement } from '../../../metadata/dataset/sql-statement.js';
import { writeSql } from '../../../metadata/dataset/sql-text.js';
import { SqlRefused } from '../../../metadata/dataset/sql-tokens.js';
import type { Entity, Model } from '../../../metadata/model/model.js';
import type { SqlSource } from '../../../metadata/schema/dataset.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { ApiError, forbidden, notFound, unprocessable } from '../../errors.js';
import { KeptAnswers } from '../../records/kept-answers.js';
import type { PeopleSql } from '../../work/people-sql.js';
import type { SqlReadResult } from '../../work/sql-read.js';
import {
  closedRows,
  DATASET_ROWS,
  FIRST_OF_SQL,
  MoreRows,
  tooLarge,
  type DatasetRows,
  type SourceRequest,
} from './dataset-rows.js';
import { rowsForSql } from './all-rows.js';
import { columnClass, entityTable, visibleIds } from './entity-table.js';
import { resultRows, type ShownField } from './result-rows.js';

/** Milliseconds that a statement may take; its process is killed then. */
const timeoutMs = 20_000;

export async function loadSql(context: Context, request: SourceRequest<SqlSource>): Promise<DatasetRows> {
  const { source, whole, name, most = Infinity, first } = request;
  const { model } = context.release;
  const statement = parseSql(request);
  refuseTables(statement, model, name);
  const entities = sqlEntities(statement, model);
  const needed = [...entities.map((entity) => entity.name), ...(source.rows ?? []).map(({ entity }) => entity)];
  if (!needed.every((entity) => context.access.mayEver('read', entity))) {
    if (whole) throw notFound();
    return closedRows([]);
  }
  const widened: Context = { ...context, access: rowsForSql(context.access) };
  const rights = sqlRights(statement, model, source.fields, (entity, select) => columnClass(widened, entity, select));
  refuseUnread(rights, whole);
  const withheld = [...rights.withheld.keys()].map((output) => output.name!);
  if (rights.closed !== undefined || withheld.length === statement.outputs.length) return closedRows(withheld);
  const tables = entities.map((entity) => {
    const columns = statement.star ? allOf(widened, entity) : [...(rights.columns.get(entity) ?? [])];
    const masked = [...(rights.columns.get(entity) ?? [])].filter((column) => !columns.includes(column));
    return { name: entity.name, ...entityTable(widened, entity, [...columns, ...masked]) };
  });
  const written = writeSql(statement, request.parameters, new Set(rights.withheld.keys()));
  const found = await run(context, {
    ...written,
    tables,
    rows: (source.rows ?? []).map(({ entity, key }) => ({ key, ...visibleIds(context, entity) })),
    recursive: statement.recursive,
    keepsOrder: statement.ordered && !statement.limited,
    maxRows: Math.min(first === undefined ? DATASET_ROWS : FIRST_OF_SQL, most),
  });
  if (found.truncated && first === undefined) throw most < DATASET_ROWS ? new MoreRows() : tooLarge(name);
  const fields = shownFields(statement, source, found, model);
  const shape = { fields, masked: rights.masked, isLeftOut: (column: string) => withheld.includes(column) };
  const hidden = statement.star ? entities.flatMap((entity) => hiddenOf(widened, entity)) : [];
  const part = await resultRows(context, found, shape);
  const blind = hidden.filter((column) => !found.columns.includes(column));
  const few = first === undefined ? {} : { first: { total: found.truncated ? undefined : found.rows.length } };
  return { ...part, ordered: statement.ordered, withheld: [...withheld, ...blind], ...few };
}

/** The statement of a source; 422 with its place where it is none, or names a parameter that nobody declared. */
export function parseSql(
  { source, parameters, name }: Pick<SourceRequest<SqlSource>, 'source' | 'parameters' | 'name'>,
  language: SqlLanguage = {},
): SqlStatement {
  const path = `/datasets/${name}/source/sql`;
  try {
    const statement = readSql(source.sql, language);
    const unknown = statement.parameters.find((parameter) => !Object.hasOwn(parameters, parameter));
    if (unknown !== undefined) throw unprocessable('DATASET_SQL', say`There is no parameter "${{ name: unknown }}".`, { path }); // prettier-ignore
    return statement;
  } catch (error) {
    if (error instanceof SqlRefused) throw unprocessable('DATASET_SQL', error.words, { path });
    throw error;
  }
}

function refuseTables(statement: SqlStatement, model: Model, name: string): void {
  const known = new Set(sqlEntities(statement, model).map((entity) => entity.name));
  const unknown = statement.tables.find((table) => !statement.own.has(table.name) && !known.has(table.name));
  if (!unknown) return;
  const words = say`There is no entity "${{ name: unknown.name }}" to read from.`;
  throw unprocessable('DATASET_SQL', words, { path: `/datasets/${name}/source/sql` });
}

export function refuseUnread({ closed, withheld }: Pick<SqlRights, 'closed' | 'withheld'>, whole: boolean): void {
  const path = closed ?? [...withheld.values()][0];
  if (!whole || path === undefined) return;
  throw forbidden('FIELD_FORBIDDEN', say`There is no field "${{ path }}" here, or you may not read it.`, { path });
}

/** For `*`: what is read through look-ups takes a join each and is there only where it is mentioned. */
const allOf = (context: Context, entity: Entity) =>
  [...sqlColumns(entity).values()].filter(
    ({ field, select }) => !field.foreign && columnClass(context, entity, select) === 'read',
  );
const hiddenOf = (context: Context, entity: Entity) =>
  [...sqlColumns(entity).values()]
    .filter(({ field, select }) => !field.foreign && columnClass(context, entity, select) !== 'read')
    .map(({ name }) => name);

/** What the document says and what the statement shows; of `*` the columns that only one entity has. */
function shownFields(
  statement: SqlStatement,
  source: SqlSource,
  found: SqlReadResult,
  model: Model,
): ReadonlyMap<string, ShownField> {
  const fields = new Map<string, ShownField>(outputFields(statement, model, source.fields));
  if (!statement.star) return fields;
  const named = new Set(statement.outputs.map(({ name }) => name));
  for (const name of found.columns) {
    if (fields.has(name) || named.has(name)) continue;
    const held = sqlEntities(statement, model).filter((entity) => sqlColumns(entity).has(name));
    const [entity] = held;
    if (held.length === 1 && entity) fields.set(name, { entity, select: sqlColumns(entity).get(name)!.select });
  }
  return fields;
}

/** What is kept is asked for by the whole statement, in which the rights of its reader stand. */
const results = new KeptAnswers<SqlReadResult>({
  // On MySQL it may run elsewhere (TRELLIS_REPORT_URL): a replica may be behind the version that is read here.
  isCheap: true,
  most: 250_000,
  heaviest: 125_000,
  weight: ({ rows, columns }) => 1 + rows.length * columns.length,
});

async function run(context: Context, input: PeopleSql): Promise<SqlReadResult> {
  const statement = { sql: JSON.stringify(input), bindings: [] };
  const { database, signal } = context;
  return results.answer({ database, statement, signal }, (shared) => readSqlRows(context, input, shared));
}

export async function readSqlRows(
  context: Context,
  input: PeopleSql,
  signal: AbortSignal | undefined = context.signal,
): Promise<SqlReadResult> {
  try {
    const options = { timeoutMs, userId: context.principal.id, ...(signal ? { signal } : {}) };
    return await context.work.run<SqlReadResult>('sql.read', input, options);
  } catch (error) {
    // What a database says is for those who write SQL.
    if (!(error instanceof ApiError) || error.code !== 'SQL_REFUSED' || context.access.has('report.sql')) throw error;
    throw unprocessable('SQL_REFUSED', 'The SQL of this dataset cannot be run. Tell the person who designs it.', { cause: error }); // prettier-ignore
  }
}
