/** One statement's rows, the same from both drivers, on the shortest way the engine has. */
import type { Knex } from 'knex';
import type { Scalar } from '../../metadata/value.js';

export type RawRow = Readonly<Record<string, unknown>>;

/** What a client of ours may offer besides Knex's own methods (sqlite-client.ts). */
interface DirectClient {
  runDirect?(sql: string, bindings: readonly unknown[]): Promise<readonly RawRow[] | undefined>;
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

/** Rows of a raw statement: SQLite gives them bare, mysql2 as `[rows, columns]`. */
export function rowsOf(answer: unknown): readonly RawRow[] {
  const rows: unknown = Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0] : answer;
  return Array.isArray(rows) ? (rows as readonly RawRow[]) : [];
}
