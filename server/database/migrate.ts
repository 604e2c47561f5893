/**
 * Brings the system tables up to date. On MySQL several servers may start at once: a named lock of the server lets one
 * work and the others wait, and it ends with its connection, unlike Knex's lock row, which a killed process leaves
 * behind and which is therefore freed by whoever holds the named lock. On SQLite the lock file plays that part.
 */
import type { Knex } from 'knex';
import type { Dialect, Engine } from './database.js';
import { sqliteDialect } from './dialect-sqlite.js';
import { DatabaseRefused } from './errors.js';
import { migrationSource } from './migrations/source.js';

export interface MigrateOptions {
  readonly dialect?: Dialect;
  /** Names of the migrations to run; all unless said. */
  readonly only?: readonly string[];
}

export async function migrate(
  writer: Knex,
  engine: Engine,
  { dialect = sqliteDialect, only }: MigrateOptions = {},
): Promise<void> {
  const config: Knex.MigratorConfig = {
    migrationSource: migrationSource(dialect, only),
    tableName: 'sys_migration',
    // Each statement commits by itself on MySQL; saying so keeps Knex from warning about it.
    disableTransactions: engine === 'mysql',
  };
  const run = async (): Promise<void> => {
    try {
      await writer.migrate.forceFreeMigrationsLock(config);
      await writer.migrate.latest(config);
    } catch (error) {
      if (!/migration directory is corrupt/.test(String((error as Error).message))) throw error;
      throw new DatabaseRefused(
        'This database was made by a newer version of Trellis. Start that version, or restore a backup of the older one.',
        error,
      );
    }
  };
  if (engine === 'sqlite') return run();
  await withServerLock(writer, run);
}

async function withServerLock(writer: Knex, work: () => Promise<void>): Promise<void> {
  const client = writer.client as {
    acquireConnection(): Promise<unknown>;
    releaseConnection(c: unknown): Promise<void>;
  };
  const connection = await client.acquireConnection();
  try {
    const ask = async (sql: string): Promise<unknown> => {
      const [rows] = (await writer.raw(sql).connection(connection as never)) as [{ answer: unknown }[]];
      return rows[0]?.answer;
    };
    const lock = "CONCAT('trellis_migrate_', MD5(DATABASE()))";
    if ((await ask(`SELECT GET_LOCK(${lock}, 60) AS answer`)) !== 1) {
      throw new DatabaseRefused(
        'Another server has been changing this database for a minute. Start again when it is done.',
      );
    }
    try {
      await work();
    } finally {
      await ask(`SELECT RELEASE_LOCK(${lock}) AS answer`);
    }
  } finally {
    await client.releaseConnection(connection);
  }
}
