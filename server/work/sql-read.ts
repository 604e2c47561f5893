/**
 * The first two tasks. `sql.read` runs SQL that people wrote: one reading statement, guarded. `query.read` runs what our
 * own compiler made, on the read-only connection. Both stop at `maxRows` and say so.
 */
import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { Knex } from 'knex';
import type { Scalar } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { ApiError, unprocessable } from '../errors.js';
import { workTimeout } from './failure.js';
import type { WorkContext } from './work-context.js';

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

export async function sqlRead(input: SqlReadInput, context: WorkContext): Promise<SqlReadResult> {
  const database = await context.people();
  const { sql, bindings = [], maxRows = defaultMaxRows } = input;
  try {
    if (database.engine === 'mysql') return await mysqlRows(database.read, sql, bindings, maxRows);
    refuseSecondStatement(sql);
    return sqliteRows(database.connection.prepare(sql), bindings, maxRows);
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

/** Literals, quoted names and comments, of which an unfinished one runs to the end. */
const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The driver prepares the first statement of a text and is silent about the rest. */
function refuseSecondStatement(sql: string): void {
  const bare = sql.replace(opaque, (token) => (/^(?:--|\/\*)/.test(token) ? ' ' : 'x'));
  if (/;\s*[^\s;]/.test(bare)) {
    throw unprocessable('SQL_REFUSED', 'Only one statement is allowed in the SQL of a dataset.');
  }
}

function sqliteRows(statement: StatementSyncInstance, bindings: readonly Scalar[], maxRows: number): SqlReadResult {
  const columns = statement.columns().map((column) => column.name);
  const rows: Record<string, unknown>[] = [];
  const bound = bindings.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  for (const row of statement.iterate(...bound) as Iterable<Record<string, unknown>>) {
    if (rows.length === maxRows) return { columns, rows, truncated: true };
    rows.push(row);
  }
  return { columns, rows, truncated: false };
}

async function mysqlRows(
  read: Knex,
  sql: string,
  bindings: readonly Scalar[],
  maxRows: number,
): Promise<SqlReadResult> {
  return table(rowsOf(await read.raw(sql, bindings as Knex.RawBinding[])), maxRows);
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
  const text = sqlMessage ?? message ?? 'The statement was refused.';
  const refused = /not authorized|prohibited|readonly|READ ONLY/i.test(text);
  const hint = refused ? ' Only reading record tables is allowed here.' : '';
  return unprocessable('SQL_REFUSED', say`The database refused the SQL: ${{ text }}.${{ hint }}`, { cause: error });
}
