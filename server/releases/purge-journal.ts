/**
 * What a purge has begun to take out, in `sys_setting` from before its first statement until after its last: MySQL ends a
 * transaction with each of them, and a process that is killed in between leaves the rest to whoever publishes next or starts.
 */
import type { Database, Transaction } from '../database/database.js';
import { dropColumnSql, dropTableSql, tableInfo } from '../database/schema.js';
import { runWaiting } from './run-ddl.js';

const setting = 'purge_under_way';

export interface Purged {
  readonly id: string;
  readonly table: string;
  /** Empty: the table itself. */
  readonly columns: readonly string[];
}

export async function journalPurge(transaction: Transaction, { id, table, columns }: Purged): Promise<void> {
  const value = JSON.stringify({ id, table, columns });
  await transaction('sys_setting').insert({ name: setting, value }).onConflict('name').merge(['value']);
}

/** Takes it out and closes the journal; gives what it was. Nothing to do without one. The caller holds the publish lock. */
export async function finishPurge(database: Database): Promise<Purged | undefined> {
  const row = (await database.read('sys_setting').select('value').where({ name: setting }).first()) as
    { value: string } | undefined;
  if (!row) return undefined;
  const purged = JSON.parse(row.value) as Purged;
  await database.write(async (transaction) => {
    await takeOut(database, transaction, purged);
    await transaction('sys_setting').where({ name: setting }).delete();
  });
  return purged;
}

/** Columns first told by the catalogue to be there. */
async function takeOut(database: Database, transaction: Transaction, { table, columns }: Purged): Promise<void> {
  const { dialect } = database;
  if (columns.length === 0) return runWaiting(database, transaction, dropTableSql(dialect, table));
  const info = await tableInfo(database, table, transaction);
  for (const column of columns) {
    if (info?.columns.has(column)) await runWaiting(database, transaction, dropColumnSql(dialect, table, column));
  }
}
