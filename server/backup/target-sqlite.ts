/**
 * A SQLite file as the place of a restore: the new file is made beside the old one and takes its name at the end. Between
 * files and database stands a mark (server/database/restore-mark.ts) that keeps a server from starting on half of each.
 */
import { existsSync, statSync } from 'node:fs';
import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open.js';
import { markRestore, unmarkRestore, isRestoreMarked } from '../database/restore-mark.js';
import { sqliteFile } from '../database/sqlite-file.js';
import { lockSqliteFile } from '../database/sqlite-lock.js';
import { BackupRefused } from './refused.js';
import type { RestoreTarget, TargetOptions } from './target.js';

/** Throws DatabaseRefused while a server uses the file. */
export async function openSqliteTarget({
  databaseUrl,
  dataFolder,
  log,
  putAside,
}: TargetOptions): Promise<RestoreTarget> {
  const file = sqliteFile(databaseUrl, dataFolder);
  const beside = `${file}.restoring`;
  const aside = join(dataFolder, putAside);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unlock = lockSqliteFile(file);
  const isUsed = existsSync(file);
  const wasCutShort = isRestoreMarked(file);
  let database: Database | undefined;
  let keptAt: string | undefined;
  const clear = async (): Promise<void> => {
    for (const suffix of ['', '-wal', '-shm', '.lock', '.lock-wal', '.lock-shm', '.lock-journal'])
      await rm(`${beside}${suffix}`, { force: true });
  };
  return {
    place: `the database ${file}`,
    isUsed,
    wasCutShort,
    get keptAt() {
      return keptAt;
    },
    async begin(migrations) {
      await clear();
      database = await openDatabase({ url: `sqlite:${beside}`, log, migrations, unflushed: true });
      return database;
    },
    async finish(placeFiles) {
      // Closing folds its log into the file.
      await database!.close();
      // The log may still be there, but with nothing in it.
      if ((statSync(`${beside}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
        throw new BackupRefused(`${beside} could not be written to the disk as a whole.`);
      }
      if (isUsed) {
        fold(file);
        await mkdir(aside, { recursive: true, mode: 0o700 });
        const kept = join(aside, basename(file));
        await link(file, kept).catch(() => copyFile(file, kept));
      }
      markRestore(file);
      if (isUsed) {
        const kept = join(aside, basename(file));
        // Of a file that could not be folded: they belong to it, not to the new one.
        for (const suffix of ['-wal', '-shm'])
          if (existsSync(file + suffix)) await rename(file + suffix, kept + suffix);
      }
      await placeFiles();
      await rename(beside, file);
      unmarkRestore(file);
      await clear();
      if (existsSync(aside)) keptAt = aside;
    },
    async undo() {
      await database?.close().catch(() => undefined);
      // A mark stays: files and database may be of two sites, and the next start says so.
      await clear();
    },
    async close() {
      unlock();
    },
  };
}

/** What a killed server left in the log of the old file. */
function fold(file: string): void {
  try {
    const old = new DatabaseSync(file, { timeout: 5_000 });
    try {
      old.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      old.close();
    }
  } catch {
    // It cannot be opened, which may be why it is replaced: kept as it is.
  }
}
