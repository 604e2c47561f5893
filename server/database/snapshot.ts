/**
 * The database as it stands at one instant, read in pieces while others go on writing: on SQLite a reading transaction on a
 * connection of its own (writers append to the log meanwhile), on MySQL a repeatable read. On MySQL nobody may change tables
 * meanwhile: hold the publish lock.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Log } from '../context.js';
import type { Scalar } from '../../metadata/value.js';
import type { Database, Transaction } from './database.js';
import { openReader } from './open-reader.js';

export interface Snapshot {
  /** Short statements at that instant. */
  readonly reader: Transaction;
  /** Rows as lists of what the driver gives, some hundred at a time. */
  rows(query: SnapshotQuery): AsyncGenerator<readonly RawValues[]>;
  close(): Promise<void>;
}

export type RawValues = readonly Scalar[];

export interface SnapshotQuery {
  readonly table: string;
  readonly columns: readonly string[];
  readonly orderBy: readonly string[];
  /** Rows whose column has this text are left out. */
  readonly except?: { readonly column: string; readonly value: string };
}

/** What a client of ours offers for reading a long answer piece by piece (sqlite-client.ts, mysql-client.ts). */
interface RowSource {
  iterateDirect?(sql: string, bindings: readonly unknown[]): Iterable<RawValues> | undefined;
  streamArrays?(sql: string, bindings: readonly unknown[]): AsyncIterable<RawValues>;
}

const batch = 500;

export async function openSnapshot(
  database: Pick<Database, 'engine' | 'connection' | 'dialect'>,
  log: Log,
): Promise<Snapshot> {
  const { engine, dialect } = database;
  const knex = await openReader(database, log);
  try {
    if (engine === 'mysql') {
      // A row of a large answer may wait while what was read before is written.
      await knex.raw('SET SESSION net_write_timeout = 3600');
      await knex.raw('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    }
    const reader = await knex.transaction();
    // The instant is that of the first read.
    await reader('sys_setting').select('name').limit(1);
    return {
      reader,
      rows: (query) => rowsOf(reader, query, dialect.quote),
      async close() {
        await reader.rollback().catch(() => undefined);
        await knex.destroy();
      },
    };
  } catch (error) {
    await knex.destroy();
    throw error;
  }
}

async function* rowsOf(
  reader: Transaction,
  { table, columns, orderBy, except }: SnapshotQuery,
  quote: (identifier: string) => string,
): AsyncGenerator<readonly RawValues[]> {
  const list = (names: readonly string[]): string => names.map(quote).join(', ');
  const where = except ? ` WHERE ${quote(except.column)} <> ?` : '';
  const sql = `SELECT ${list(columns)} FROM ${quote(table)}${where} ORDER BY ${list(orderBy.length > 0 ? orderBy : columns)}`;
  const bindings = except ? [except.value] : [];
  const source = (reader as Knex).client as RowSource;
  const rows = source.streamArrays?.(sql, bindings) ?? source.iterateDirect?.(sql, bindings);
  if (!rows) throw new Error('The snapshot is closed.');
  let held: RawValues[] = [];
  for await (const row of rows) {
    held.push(row);
    if (held.length < batch) continue;
    yield held;
    held = [];
    // SQLite answers at once: others get their turn.
    await nextTurn();
  }
  if (held.length > 0) yield held;
}
