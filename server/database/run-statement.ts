/** One statement's rows, the same from both drivers, on the shortest way the engine has. */
import type { Knex } from 'knex';
import type { Scalar } from '../../metadata/value.js';

export type RawRow = Readonly<Record<string, unknown>>;

/** What a client of ours may offer besides Knex's own methods (sqlite-client.ts). */
interface DirectClient {
  runDirect?(sql: string, bindings: readonly unknown[]): Promise<readonly RawRow[] | undefined>;
  /** Keeps statements for the end of the transaction; false where they must run at once. */
  runLast?(statements: readonly Statement[]): boolean;
  /** Sends what was kept, and these, together. */
  runKept?(more: readonly Statement[]): Promise<void>;
}

export interface Statement {
  readonly sql: string;
  readonly bindings: readonly Scalar[];
}

/**
 * Runs a statement with `?` for each bound value; a write gives no rows. `runner` is `database.read` or the transaction.
 */
export async function runStatement(
  runner: Knex | Knex.Transaction,
  sql: string,
  bindings: readonly Scalar[],
): Promise<readonly RawRow[]> {
  const direct = await (runner.client as DirectClient).runDirect?.(sql, bindings);
  return direct ?? rowsOf(await runner.raw(sql, bindings as Knex.RawBinding[]));
}

/**
 * Statements that give no rows and that nothing in their transaction reads any more: on MySQL they wait for its end and go to
 * the server in one message, since the way there and back costs more than most of them. They fail, if they do, before the
 * commit.
 */
export async function runLast(transaction: Knex.Transaction, statements: readonly Statement[]): Promise<void> {
  const client = transaction.client as DirectClient;
  if (client.runLast?.(statements)) return;
  await client.runKept?.([]);
  for (const { sql, bindings } of statements) await runStatement(transaction, sql, bindings);
}

/** Before the commit: what was kept by `runLast`, and then these. */
export async function runKept(transaction: Knex.Transaction, more: readonly Statement[]): Promise<void> {
  const client = transaction.client as DirectClient;
  if (client.runKept) return client.runKept(more);
  for (const { sql, bindings } of more) await runStatement(transaction, sql, bindings);
}

/** Rows of a raw statement: SQLite gives them bare, mysql2 as `[rows, columns]`. */
export function rowsOf(answer: unknown): readonly RawRow[] {
  const rows: unknown = Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0] : answer;
  return Array.isArray(rows) ? (rows as readonly RawRow[]) : [];
}
