/**
 * The first two tasks. `sql.read` runs SQL that people wrote: one reading statement over the tables it is given, guarded.
 * `query.read` runs what our own compiler made, on the read-only connection. Both stop at `maxRows` and say so.
 */
import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { Knex } from 'knex';
import type { Scalar } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { ApiError, unprocessable } from '../errors.js';
import { workTimeout } from './failure.js';
import { ColumnPacker, type PackedRows } from './pack-columns.js';
import { composeSql, withoutPrefix, type PeopleSql } from './people-sql.js';
import type { WorkContext } from './work-context.js';
import { suitReading } from './work-database.js';

export interface SqlReadInput {
  readonly sql: string;
  readonly bindings?: readonly Scalar[];
  /** 100,000 by default. */
  readonly maxRows?: number;
}

export interface SqlReadResult {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** There were more rows than `maxRows`. */
  readonly truncated: boolean;
}

const defaultMaxRows = 100_000;

export async function sqlRead(input: PeopleSql, context: WorkContext): Promise<SqlReadResult> {
  const database = await context.people(input.connection);
  const { sql, bindings } = composeSql(input, database.schema, database.engine);
  try {
    if (database.engine === 'mysql') return await mysqlRows(database.read, sql, bindings, input.maxRows);
    return sqliteRows(database.connection.prepare(sql), bindings, input.maxRows);
  } catch (error) {
    throw explain(error, context.timeoutMs);
  }
}

export async function queryRead(input: SqlReadInput, context: WorkContext): Promise<SqlReadResult> {
  const { read } = await context.database();
  const { sql, bindings = [], maxRows = defaultMaxRows } = input;
  try {
    const answer: unknown = await read.raw(sql, bindings as Knex.RawBinding[]);
    return table(rowsOf(answer), maxRows);
  } catch (error) {
    if (isStatementTimeout(error)) throw workTimeout(context.timeoutMs);
    throw error;
  }
}

export interface QueryColumnsInput {
  readonly sql: string;
  readonly bindings: readonly Scalar[];
  /** The same rows by a walk along the keys that ends with the last one wanted, where the database would walk so anyway. */
  readonly walk?: string;
  /** Columns of the statement. */
  readonly width: number;
  /** Rows that are kept of those that come. */
  readonly most: number;
  /** Refused when there are so many: none is sent then. */
  readonly over?: number;
}

/** What a client of ours offers besides Knex's own methods. */
interface ArrayClient {
  iterateDirect?(sql: string, bindings: readonly unknown[]): Iterable<readonly unknown[]> | undefined;
  arraysOf?(sql: string, bindings: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
}

/** As query.read, by columns (pack-columns.ts). */
export async function queryColumns(input: QueryColumnsInput, context: WorkContext): Promise<PackedRows> {
  const { bindings, width, most, over = Infinity } = input;
  const { read } = await context.database();
  const client = read.client as ArrayClient;
  const packer = new ColumnPacker(width);
  try {
    const sql = input.walk !== undefined && (await walksKeys(read, input)) ? input.walk : input.sql;
    if (client.iterateDirect) await suitReading(read, sql, bindings);
    for (const row of client.iterateDirect?.(sql, bindings) ?? (await arraysOf(read, sql, bindings, width))) {
      if (packer.length + 1 >= over) return { length: 0, columns: [], isOver: true };
      if (packer.length === most) break;
      packer.add(row);
    }
  } catch (error) {
    if (isStatementTimeout(error)) throw workTimeout(context.timeoutMs);
    throw error;
  }
  return packer.done();
}

/** Of MySQL: whether the first table of this statement is read along its primary key as it is, without sorting. */
async function walksKeys(read: Knex, { sql, bindings }: QueryColumnsInput): Promise<boolean> {
  const [first] = rowsOf(await read.raw(`explain ${sql}`, bindings as Knex.RawBinding[]));
  return first?.['key'] === 'PRIMARY' && first['type'] === 'index';
}

async function arraysOf(
  read: Knex,
  sql: string,
  bindings: readonly Scalar[],
  width: number,
): Promise<readonly (readonly unknown[])[]> {
  const client = read.client as ArrayClient;
  if (client.arraysOf) return client.arraysOf(sql, bindings);
  const names = Array.from({ length: width }, (_, i) => `c${i}`);
  return rowsOf(await read.raw(sql, bindings as Knex.RawBinding[])).map((row) => names.map((name) => row[name]));
}

function sqliteRows(statement: StatementSyncInstance, bindings: readonly Scalar[], maxRows: number): SqlReadResult {
  const columns = statement.columns().map((column) => column.name);
  refuseTwice(columns);
  const rows: Row[] = [];
  const bound = bindings.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  for (const row of statement.iterate(...bound) as Iterable<Row>) {
    if (rows.length === maxRows) return { columns, rows, truncated: true };
    rows.push(row);
  }
  return { columns, rows, truncated: false };
}

/** Column types of the protocol whose values the driver hands over as text: DECIMAL, BIGINT. */
const numbers: ReadonlySet<number> = new Set([0, 8, 246]);

interface MysqlColumn {
  readonly name: string;
  readonly columnType: number;
}

async function mysqlRows(
  read: Knex,
  sql: string,
  bindings: readonly Scalar[],
  maxRows: number,
): Promise<SqlReadResult> {
  // Of the outermost rows only: what a statement adds up is not cut.
  await read.raw(`SET SESSION sql_select_limit = ${Number(maxRows) + 1}`);
  const [found, fields] = (await read.raw(sql, bindings as Knex.RawBinding[])) as [readonly Row[], readonly MysqlColumn[]]; // prettier-ignore
  const columns = fields.map(({ name }) => name);
  refuseTwice(columns);
  const figures = fields.filter(({ columnType }) => numbers.has(columnType)).map(({ name }) => name);
  const rows = found.slice(0, maxRows).map((row) => {
    const made: Record<string, unknown> = { ...row };
    for (const name of figures) if (typeof made[name] === 'string') made[name] = Number(made[name]);
    return made;
  });
  return { columns, rows, truncated: found.length > maxRows };
}

/** Two columns of one name would be one value in a row. */
function refuseTwice(columns: readonly string[]): void {
  const name = columns.find((each, index) => columns.indexOf(each) !== index);
  if (name !== undefined) throw unprocessable('SQL_REFUSED', say`Two columns of the SQL are called "${{ name }}": give each a name of its own.`); // prettier-ignore
}

type Row = Readonly<Record<string, unknown>>;

const rowsOf = (answer: unknown): readonly Row[] =>
  (Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0] : answer) as readonly Row[];

const table = (rows: readonly Row[], maxRows: number): SqlReadResult => ({
  columns: Object.keys(rows[0] ?? {}),
  rows: rows.length > maxRows ? rows.slice(0, maxRows) : rows,
  truncated: rows.length > maxRows,
});

/** Statement limits of MariaDB and MySQL. */
const isStatementTimeout = (error: unknown): boolean =>
  [1969, 3024].includes((error as { errno?: number } | null)?.errno ?? 0);

/** The author of the SQL must see what the database says about it; Knex puts the statement before that. */
function explain(error: unknown, timeoutMs: number): unknown {
  if (error instanceof ApiError) return error;
  if (isStatementTimeout(error)) return workTimeout(timeoutMs);
  const { sqlMessage, message } = error as { sqlMessage?: string; message?: string };
  const text = withoutPrefix(sqlMessage ?? message ?? 'The statement was refused.');
  const refused = /not authorized|prohibited|readonly|READ ONLY|No database selected|denied/i.test(text);
  const hint = refused ? ' Only reading record tables is allowed here.' : '';
  return unprocessable('SQL_REFUSED', say`The database refused the SQL: ${{ text }}.${{ hint }}`, { cause: error });
}
