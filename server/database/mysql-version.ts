/**
 * The data version on MySQL, where no cheaper sign of a change exists: each transaction that changed records adds one to a
 * counter just before it commits, and the version is the sum of all counters. Whoever wrote, in whatever process: while the
 * sum stays, no change has become visible (docs/decisions/026). There are many counters, one chosen by the connection, so
 * that two writers seldom meet at one, and then for the length of a commit only.
 */
import type { Knex } from 'knex';
import { runStatement, type Statement } from './run-statement.js';

const slots = 64;

export const raiseDataVersion: Statement = {
  sql: `insert into sys_data_version (slot, version) values (connection_id() % ${slots}, 1)
  on duplicate key update version = version + 1`,
  bindings: [],
};

const reads = /^\s*(?:select|begin|savepoint|release|rollback|set|show)\b/i;
/** Records, what is shared of them, and the steps of a publish, which change columns. */
const versioned = /\b(?:d_\w|sys_share\b|sys_journal\b|sys_release\b)/;

/** Whether what is kept of records may no longer hold after this statement. */
export const changesRecords = (sql: string): boolean => !reads.test(sql) && versioned.test(sql);

export async function readDataVersion(read: Knex): Promise<number> {
  const [row] = await runStatement(read, 'select sum(version) as version from sys_data_version', []);
  return Number(row?.['version'] ?? 0);
}
