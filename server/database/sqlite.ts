/**
 * Opens a SQLite file: one connection to write and one that can only read, on one WAL file with full durability. Both
 * are for short statements; whatever may scan runs in a work process with a connection of its own.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from '@photostructure/sqlite';
import knex, { type Knex } from 'knex';
import type { Log } from '../context.js';
import type { Database } from './database.js';
import { sqliteDialect } from './dialect-sqlite.js';
import { DatabaseRefused } from './errors.js';
import { knexLog } from './knex-log.js';
import { SqliteClient, type SqliteConnectionSettings } from './sqlite-client.js';
import { lockSqliteFile } from './sqlite-lock.js';
import { createWrite } from './write.js';

type Connection = InstanceType<typeof DatabaseSync> & { isSetUp?: boolean };

/** Both connections: LIKE compares as `=` does (patterns are folded before), which also lets it use an index. */
const common = ['PRAGMA case_sensitive_like = ON', 'PRAGMA temp_store = MEMORY', 'PRAGMA cache_size = -16000'];

export interface SqliteKnexOptions extends SqliteConnectionSettings {
  readonly log: Log;
  /** Runs on the new connection after the pragmas, an authorizer for example. */
  readonly prepare?: (connection: Connection) => void;
}

/** A Knex instance with exactly one connection; callers queue for it, at most 10 s. */
export function sqliteKnex({ log, prepare, ...connection }: SqliteKnexOptions): Knex {
  const pragmas = connection.readOnly
    ? common
    : [...common, 'PRAGMA journal_mode = WAL', 'PRAGMA synchronous = FULL', 'PRAGMA foreign_keys = ON'];
  return knex({
    client: SqliteClient,
    connection: connection as unknown as Knex.Sqlite3ConnectionConfig,
    useNullAsDefault: true,
    acquireConnectionTimeout: 10_000,
    compileSqlOnError: false,
    log: knexLog(log),
    pool: {
      min: 1,
      max: 1,
      afterCreate: (raw: Connection, done: (error: Error | null, connection: unknown) => void) => {
        try {
          for (const pragma of pragmas) raw.exec(pragma);
          prepare?.(raw);
          raw.isSetUp = true;
          done(null, raw);
        } catch (error) {
          done(error as Error, raw);
        }
      },
    },
  });
}

/** Makes the folder and proves that a file can be written there, before SQLite would say "unable to open". */
function prepareFolder(folder: string): void {
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'unknown';
    throw new DatabaseRefused(
      `The data folder ${folder} cannot be written (${code}). Give this user the right to write there, ` +
        'or choose another folder by TRELLIS_DATA.',
      error,
    );
  }
}

/** The rows of a pragma or statement on a Knex instance's one connection. */
const first = async (instance: Knex, sql: string): Promise<Record<string, unknown> | undefined> =>
  ((await instance.raw(sql)) as Record<string, unknown>[])[0];

async function proveWritable(writer: Knex, file: string): Promise<void> {
  try {
    await writer.transaction(async () => undefined);
  } catch (error) {
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 8) throw error;
    throw new DatabaseRefused(
      `The database file ${file} can only be read. Give this user the right to write it.`,
      error,
    );
  }
  const mode = (await first(writer, 'PRAGMA journal_mode'))?.['journal_mode'];
  if (mode !== 'wal') {
    throw new DatabaseRefused(
      `The file system of ${file} does not support write-ahead logging (it answered ${String(mode)}). ` +
        'Put the data folder on a local disk.',
    );
  }
}

export interface OpenSqliteOptions {
  readonly file: string;
  readonly log: Log;
  /** False for command-line tools that work beside a running server. Default true. */
  readonly exclusive?: boolean;
  /** Nothing is flushed to the disk before `close`. */
  readonly unflushed?: boolean;
  /** Runs with the writer before the reader opens: the migrations. */
  readonly prepare: (writer: Knex) => Promise<void>;
}

export async function openSqlite(options: OpenSqliteOptions): Promise<Database> {
  const { file, log, exclusive = true, unflushed = false, prepare } = options;
  prepareFolder(dirname(file));
  const unlock = exclusive ? lockSqliteFile(file) : () => undefined;
  const writer = sqliteKnex({ filename: file, log });
  try {
    await proveWritable(writer, file);
    await prepare(writer);
    if (unflushed) await writer.raw('PRAGMA synchronous = OFF');
  } catch (error) {
    await writer.destroy();
    unlock();
    throw error;
  }
  // Only now: a missing file cannot be opened for reading.
  const read = sqliteKnex({ filename: file, readOnly: true, log });
  let closed = false;
  return {
    engine: 'sqlite',
    dialect: sqliteDialect,
    read,
    ...createWrite(writer, sqliteDialect),
    dataVersion: () => (read.client as SqliteClient).dataVersion(),
    connection: { url: `sqlite:${file}` },
    async close() {
      if (closed) return;
      closed = true;
      // In this order the log is folded into the file and its companions disappear.
      await read.destroy();
      try {
        await writer.raw('PRAGMA analysis_limit = 400');
        await writer.raw('PRAGMA optimize');
        // What was written without it is flushed by this, with the file as a whole.
        if (unflushed) await writer.raw('PRAGMA synchronous = FULL');
        await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (error) {
        log.warn(
          { error },
          'The write-ahead log could not be folded into the database file; it will be at next start.',
        );
      }
      await writer.destroy();
      unlock();
    },
  };
}
