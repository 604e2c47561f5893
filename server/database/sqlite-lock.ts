/**
 * One server per SQLite file. The lock is an operating system lock held through a small database beside it
 * (`<file>.lock`), so it ends with the process however that ends: no stale lock, no guessing by process id, which a
 * container gives again. The holder's process id is kept in it for the message only.
 */
import { DatabaseSync } from '@photostructure/sqlite';
import { DatabaseRefused } from './errors.js';
import { isSqliteBusy } from './sqlite-client.js';

/** Takes the lock or throws DatabaseRefused; call the result to give it back. */
export function lockSqliteFile(file: string): () => void {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('PRAGMA synchronous = OFF');
    lock.exec('BEGIN IMMEDIATE');
    lock.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER)');
    lock.exec('DELETE FROM holder');
    lock.exec(`INSERT INTO holder VALUES (${process.pid})`);
    lock.exec('COMMIT');
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const holder = isSqliteBusy(error) ? holderOf(lock) : undefined;
    lock.close();
    if (!isSqliteBusy(error)) throw error;
    throw new DatabaseRefused(
      `Another Trellis server${holder === undefined ? '' : ` (process ${holder})`} already uses ${file}. ` +
        'Stop it first, or give this one a folder of its own by TRELLIS_DATA.',
      error,
    );
  }
  return () => {
    if (!lock.isOpen) return;
    lock.exec('ROLLBACK');
    lock.close();
  };
}

function holderOf(lock: InstanceType<typeof DatabaseSync>): number | undefined {
  try {
    return (lock.prepare('SELECT pid FROM holder').get() as { pid: number } | undefined)?.pid;
  } catch {
    return undefined;
  }
}
