/**
 * A restore that was cut short between files and database: a server must not start on half of each. On SQLite a file beside
 * the database, on MySQL a table, which also tells what the tables were called that it puts aside.
 */
import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { Knex } from 'knex';
import { DatabaseRefused } from './errors.js';

const markOf = (file: string): string => `${file}.restore-under-way`;

export const isRestoreMarked = (file: string): boolean => existsSync(markOf(file));

export function markRestore(file: string): void {
  const mark = openSync(markOf(file), 'w', 0o600);
  fsyncSync(mark);
  closeSync(mark);
}

export function unmarkRestore(file: string): void {
  rmSync(markOf(file), { force: true });
}

/** Rows: `name` of a table before, `kept` its name meanwhile; one row `state`. */
export const restoreTable = 'restore_under_way';

export const restoreCutShort = (place: string): DatabaseRefused =>
  new DatabaseRefused(
    `A restore into ${place} was cut short. Run the same "restore" again, with --replace, before the server is started.`,
  );

export async function refuseCutShort(read: Knex): Promise<void> {
  const [rows] = (await read.raw(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
    [restoreTable],
  )) as [unknown[]];
  if (rows.length > 0) throw restoreCutShort('this database');
}
