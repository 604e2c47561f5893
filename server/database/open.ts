/** Opens the database a URL names and brings its system tables up to date. */
import type { Log } from '../context.js';
import type { Database } from './database.js';
import { DatabaseRefused } from './errors.js';
import { migrate } from './migrate.js';
import { isRestoreMarked, refuseCutShort, restoreCutShort } from './restore-mark.js';
import { openSqlite } from './sqlite.js';
import { sqliteFile } from './sqlite-file.js';

export interface OpenDatabaseOptions {
  /** `sqlite:data/trellis.db` (relative to the working directory) or `mysql://user:password@host:port/name`. */
  readonly url: string;
  readonly log: Log;
  /** Where the file lies when the URL is only `sqlite:`. Default `data`. */
  readonly dataFolder?: string;
  /** False for command-line tools that work beside a running server on the same SQLite file. Default true. */
  readonly exclusive?: boolean;
  /** Names of the system migrations to run: a backup is restored into a database as it was. All unless said. */
  readonly migrations?: readonly string[];
  /** SQLite: nothing is flushed to the disk before it is closed, for a file that is worth nothing until it is whole. */
  readonly unflushed?: boolean;
}

/** Throws DatabaseRefused with what is wrong and what to do; the server must not start then. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { url, log } = options;
  const only = options.migrations === undefined ? {} : { only: options.migrations };
  if (url.startsWith('sqlite:')) {
    const file = sqliteFile(url, options.dataFolder);
    if (isRestoreMarked(file)) throw restoreCutShort(file);
    return openSqlite({
      file,
      log,
      exclusive: options.exclusive ?? true,
      unflushed: options.unflushed ?? false,
      prepare: (writer) => migrate(writer, 'sqlite', only),
    });
  }
  if (!/^mysql:\/\//.test(url)) {
    throw new DatabaseRefused('TRELLIS_DATABASE_URL must begin with sqlite: or mysql://.');
  }
  // The driver is loaded only where it is used: it takes as much memory as Express.
  const { openMysql } = await import('./mysql.js');
  const { database, writer } = await openMysql(url, log);
  try {
    if (options.migrations === undefined) await refuseCutShort(database.read);
    await migrate(writer, 'mysql', { dialect: database.dialect, ...only });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
