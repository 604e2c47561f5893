/**
 * A SQL dataset over a named connection. That database knows nothing of rights here: its rows go to those with the right
 * `report.sql.all`, to others only where `rows` says which records of ours they belong to (rows of records that the reader
 * may not see are left out) and of them only the columns that `fields` gives a field, by that field's class.
 */
import type { SqlOutput, SqlStatement } from '../../../metadata/dataset/sql-statement.js';
import { writeSql } from '../../../metadata/dataset/sql-text.js';
import type { ConnectionDocument } from '../../../metadata/schema/connection.js';
import type { SqlSource } from '../../../metadata/schema/dataset.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { forbidden, unprocessable } from '../../errors.js';
import { prepareFor, toolsFor } from '../../records/prepare.js';
import { compileQuery } from '../../records/sql/compile-query.js';
import { selectRows } from '../../records/sql/fragment.js';
import type { ConnectionSettings } from '../../work/people-sql.js';
import type { SqlReadResult } from '../../work/sql-read.js';
import {
  closedRows,
  DATASET_ROWS,
  FIRST_OF_SQL,
  tooLarge,
  type DatasetRows,
  type SourceRequest,
} from './dataset-rows.js';
import { passwordOf } from './connection-secret.js';
import { columnClass } from './entity-table.js';
import { resultRows, type ShownField } from './result-rows.js';
import { parseSql, readSqlRows, refuseUnread } from './sql.js';

export async function loadConnection(context: Context, request: SourceRequest<SqlSource>): Promise<DatasetRows> {
  const { source, name, whole, first } = request;
  const statement = parseSql(request, { foreign: true });
  const settings = await settingsOf(context, source.connection!, name);
  const seesAll = context.access.has('report.sql.all');
  const rules = source.rows ?? [];
  const mayRead = rules.every(({ entity }) => context.access.mayEver('read', entity));
  if (!mayRead || (!seesAll && rules.length === 0)) {
    if (whole) throw forbidden('NOT_ALLOWED', 'Your roles do not let you read all rows of another database.');
    return closedRows([]);
  }
  const { fields, withheld, masked, isKnown } = shapeFor(context, source, statement, seesAll);
  refuseUnread({ withheld }, whole);
  const written = writeSql(statement, request.parameters);
  const found = await readSqlRows(context, {
    ...written,
    tables: [],
    rows: [],
    recursive: statement.recursive,
    keepsOrder: false,
    maxRows: first === undefined ? DATASET_ROWS : FIRST_OF_SQL,
    connection: settings,
  });
  if (found.truncated && first === undefined) throw tooLarge(name);
  const part = await resultRows(context, await visibleRows(context, found, rules), {
    fields,
    masked,
    isLeftOut: (column) => !isKnown(column),
  });
  const left = found.columns.filter((column) => !isKnown(column));
  const few = first === undefined ? {} : { first: { total: found.truncated ? undefined : part.rows.length } };
  return { ...part, ordered: statement.ordered, withheld: left, ...few };
}

/** The document of a connection with its password. */
export async function settingsOf(context: Context, name: string, dataset: string): Promise<ConnectionSettings> {
  const document = context.release.model.find('connection', name);
  if (!document) throw unprocessable('DATASET_SQL', say`There is no connection "${{ name }}".`, { path: `/datasets/${dataset}/source/connection` }); // prettier-ignore
  return connectionSettings(context, document);
}

export async function connectionSettings(context: Context, document: ConnectionDocument): Promise<ConnectionSettings> {
  const { type, database, host = '', port = 0, user = '' } = document;
  if (type === 'sqlite') return { type, database };
  return { type, database, host, port, user, password: await passwordOf(context, document) };
}

function shapeFor(context: Context, { fields: stated = {}, rows = [] }: SqlSource, statement: SqlStatement, seesAll: boolean) {
  const fields = new Map<string, ShownField>();
  const withheld = new Map<SqlOutput, string>();
  const masked = new Set<string>();
  const shown = new Set(rows.map(({ key }) => key));
  for (const [name, path] of Object.entries(stated)) {
    const [entityName = '', ...rest] = path.split('.');
    const entity = context.release.model.entities.get(entityName);
    if (!entity) continue;
    const select = { path: rest.join('.') };
    const fieldClass = columnClass(context, entity, select);
    const isShown = fieldClass === 'read' || fieldClass === 'write' || (fieldClass === 'mask' && !statement.grouped);
    if (!isShown) {
      withheld.set({ name, from: -1, to: -1 }, path);
      shown.delete(name);
      continue;
    }
    if (fieldClass === 'mask') masked.add(name);
    fields.set(name, { entity, select });
    shown.add(name);
  }
  const refused = new Set([...withheld.keys()].map((output) => output.name));
  const isKnown = (column: string): boolean => !refused.has(column) && (seesAll || shown.has(column));
  return { fields, withheld, masked, isKnown };
} // prettier-ignore

const chunk = 500;

async function visibleRows(
  context: Context,
  found: SqlReadResult,
  rules: NonNullable<SqlSource['rows']>,
): Promise<SqlReadResult> {
  let { rows } = found;
  for (const { entity, key } of rules) {
    const asked = [...new Set(rows.flatMap((row) => (typeof row[key] === 'string' ? [row[key]] : [])))];
    const seen = new Set<unknown>();
    for (let from = 0; from < asked.length; from += chunk) {
      const where = { field: 'id', op: 'in' as const, value: asked.slice(from, from + chunk) };
      const bound = prepareFor(context, { entity, select: [{ path: 'id', as: 'id' }], where });
      const compiled = compileQuery(toolsFor(context), bound);
      for (const row of await selectRows(context.database.read, compiled.statement)) seen.add(compiled.read(row)[0]);
    }
    rows = rows.filter((row) => seen.has(row[key]));
  }
  return { ...found, rows };
}
