/** One more connection to a database that is open, reading only, of its own: nobody else waits for it. */
import type { Knex } from 'knex';
import type { Log } from '../context.js';
import type { Database } from './database.js';
import { sqliteKnex } from './sqlite.js';
import { sqliteFile } from './sqlite-file.js';

export async function openReader(
  { engine, connection }: Pick<Database, 'engine' | 'connection'>,
  log: Log,
): Promise<Knex> {
  if (engine === 'sqlite') return sqliteKnex({ filename: sqliteFile(connection.url), readOnly: true, log });
  const { inspectMysql, mysqlPool } = await import('./mysql.js');
  const flavour = await inspectMysql(connection.url, { tables: false });
  return mysqlPool({ url: connection.url, log, flavour, readOnly: true, max: 1 });
}
