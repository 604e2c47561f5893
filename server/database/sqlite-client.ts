/**
 * Knex client over `@photostructure/sqlite` (the API of node:sqlite, which can replace it once Node 24 is the floor).
 * Three things differ from Knex's own SQLite clients, each because of a measured fault: prepared statements are kept
 * on the connection, BEGIN is ours (Knex runs the callback even when BEGIN failed), and a busy database is waited for
 * with asynchronous pauses (the driver's own time-out would hold the event loop).
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import ClientBetterSqlite3 from 'knex/lib/dialects/better-sqlite3/index.js';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';
import { DatabaseUnavailable, isPoolTimeout } from './errors.js';

/** `connection` of a Knex configuration with this client. */
export interface SqliteConnectionSettings {
  readonly filename: string;
  readonly readOnly?: boolean;
  /** How long BEGIN and reads wait for another process, in milliseconds. Default 10,000. */
  readonly busyWaitMs?: number;
}

type Connection = InstanceType<typeof DatabaseSync> & {
  statements?: Map<string, Prepared>;
  /** Its pragmas have run. */
  isSetUp?: boolean;
  /** When the first statement of this turn of the event loop ran. */
  turnBegan?: number | undefined;
};
interface Prepared {
  readonly statement: StatementSyncInstance;
  readonly givesRows: boolean;
}
type Row = Readonly<Record<string, unknown>>;
interface Query {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  response?: unknown;
  context?: { readonly lastID: unknown; readonly changes: number };
}

const keptStatements = 200;
/** Milliseconds of statements after which others get their turn. */
const turnLength = 10;
const schemaChange = /^\s*(?:create|alter|drop|vacuum|reindex)\b/i;

/** SQLITE_BUSY and its extended codes. */
export function isSqliteBusy(error: unknown): boolean {
  const errcode = (error as { errcode?: unknown } | null)?.errcode;
  return typeof errcode === 'number' && (errcode & 255) === 5;
}

/** Tries again with growing, jittered pauses while the database is held by another process. */
async function whileBusy<T>(attempt: () => T | Promise<T>, waitMs: number): Promise<T> {
  const end = performance.now() + waitMs;
  for (let step = 2; ; step = Math.min(step * 2, 100)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() >= end) throw error;
      await pause(step / 2 + Math.random() * step);
    }
  }
}

const waitOf = (client: { config?: unknown }): number =>
  (client.config as { connection?: SqliteConnectionSettings } | undefined)?.connection?.busyWaitMs ?? 10_000;

class ImmediateTransaction extends SqliteTransaction {
  readonly #client: { config?: { connection?: SqliteConnectionSettings } };

  constructor(client: SqliteClient, ...rest: unknown[]) {
    super(client, ...rest);
    this.#client = client as never;
  }

  /** Rejects when the transaction cannot begin, which keeps the callback from running. */
  override async begin(connection: Connection): Promise<void> {
    // A commit that failed (a full disk) leaves its transaction open on the pooled connection.
    if (connection.isTransaction) connection.exec('ROLLBACK');
    const readOnly = this.#client.config?.connection?.readOnly === true;
    const sql = readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE';
    await whileBusy(() => this.trxClient.query(connection, sql), waitOf(this.#client));
    const { trxClient } = this as unknown as { trxClient: SqliteClient };
    trxClient.direct = { connection, isOver: () => this.isCompleted() || !connection.isTransaction };
  }

  override async savepoint(connection: Connection): Promise<void> {
    await this.trxClient.query(connection, `SAVEPOINT ${this.txid};`);
  }
}

export class SqliteClient extends ClientBetterSqlite3 {
  /** The connection statements may run on without asking the pool: that of a transaction, or the only one that reads. */
  direct?: { readonly connection: Connection; isOver(): boolean };

  override _driver(): unknown {
    return DatabaseSync;
  }

  override async acquireRawConnection(): Promise<Connection> {
    const { filename, readOnly = false } = this.connectionSettings as unknown as SqliteConnectionSettings;
    const connection: Connection = new DatabaseSync(filename, { readOnly, timeout: 0 });
    connection.statements = new Map();
    // A statement is over when its call returns, so the one connection is never in the middle of another's.
    if (readOnly) {
      this.direct = { connection, isOver: () => !connection.isOpen || connection.isTransaction || !connection.isSetUp };
    }
    return connection;
  }

  override async acquireConnection(): Promise<unknown> {
    try {
      return await super.acquireConnection();
    } catch (error) {
      if (!isPoolTimeout(error)) throw error;
      throw new DatabaseUnavailable('The database is busy. Try again in a moment.', error);
    }
  }

  override async destroyRawConnection(connection: Connection): Promise<void> {
    connection.statements?.clear();
    connection.close();
  }

  /**
   * Rows of one statement without Knex's way there (a builder, a runner, the pool and a dozen promises: a third of a
   * short read). Undefined when that cannot be done: then Knex does it, or says why not.
   */
  async runDirect(sql: string, bindings: readonly unknown[]): Promise<readonly Row[] | undefined> {
    const { direct } = this;
    if (!direct || direct.isOver()) return undefined;
    const turn = turnFor(direct.connection);
    if (turn) {
      await turn;
      if (direct.isOver()) return undefined;
    }
    const query: Query = { sql, bindings };
    this.emit('query', query);
    try {
      execute(direct.connection, query, this._formatBindings(bindings));
    } catch (error) {
      if (isSqliteBusy(error) && !this.transacting) return undefined;
      throw error;
    }
    return (query.response as readonly Row[] | undefined) ?? [];
  }

  /** Rows of one reading statement as lists of values, one at a time; none where there is no connection of our own. */
  iterateDirect(sql: string, bindings: readonly unknown[]): Iterable<readonly unknown[]> | undefined {
    const { direct } = this;
    if (!direct || direct.isOver()) return undefined;
    const statement = direct.connection.prepare(sql);
    statement.setReturnArrays(true);
    const rows = statement.iterate(...(this._formatBindings(bindings) as string[])) as Iterable<readonly unknown[]>;
    // The driver's iterator does not keep its statement from being collected, which ends the process when that happens.
    return Object.assign(rows, { statement });
  }

  /** Another number whenever another connection has committed since; asks no table. Undefined while not connected. */
  dataVersion(): number | undefined {
    const { direct } = this;
    if (!direct || direct.isOver()) return undefined;
    const query: Query = { sql: 'PRAGMA data_version' };
    execute(direct.connection, query, []);
    return (query.response as { data_version: number }[])[0]?.data_version;
  }

  override transaction(...rest: unknown[]): never {
    return new ImmediateTransaction(this, ...rest) as never;
  }

  override async _query(connection: Connection, query: Query & Record<string, unknown>): Promise<Query> {
    const { sql } = query;
    if (!sql) throw new Error('The query is empty');
    if (this.transacting && !connection.isTransaction && !/^BEGIN/.test(sql)) {
      // SQLite ends a transaction by itself after a full disk or an I/O error: nothing more may run as if inside it.
      if (/^ROLLBACK/i.test(sql)) return query;
      throw new Error('The transaction was ended by the database; nothing of it is stored.');
    }
    await turnFor(connection);
    const bindings = this._formatBindings(query.bindings);
    const run = (): void => execute(connection, query, bindings);
    if (this.transacting || connection.isTransaction) run();
    else await whileBusy(run, waitOf(this as { config?: unknown }));
    return query;
  }

  override _formatBindings(bindings: readonly unknown[] | undefined): unknown[] {
    if (!bindings) return [];
    return bindings.map((value) => {
      if (value === undefined) return null;
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (value instanceof Date) return value.toISOString();
      return value;
    });
  }
}

/**
 * The driver answers at once, so a loop of awaited statements would never let the event loop turn: timers, requests and
 * answers of work processes would wait until its end.
 */
function turnFor(connection: Connection): Promise<unknown> | undefined {
  if (connection.turnBegan === undefined) {
    connection.turnBegan = performance.now();
    setImmediate(() => (connection.turnBegan = undefined));
    return undefined;
  }
  return performance.now() - connection.turnBegan > turnLength ? nextTurn() : undefined;
}

function execute(connection: Connection, query: Query, bindings: unknown[]): void {
  const { statement, givesRows } = prepared(connection, query.sql);
  if (givesRows) {
    query.response = statement.all(...bindings);
    query.context = { lastID: undefined, changes: 0 };
  } else {
    const { changes, lastInsertRowid } = statement.run(...bindings);
    query.context = { lastID: lastInsertRowid, changes };
    query.response = undefined;
  }
  // A kept `select *` would go on with the columns it was prepared with.
  if (schemaChange.test(query.sql)) connection.statements?.clear();
}

/** The statement of a text, least recently used first in the map. */
function prepared(connection: Connection, sql: string): Prepared {
  const statements = connection.statements!;
  const held = statements.get(sql);
  if (held) {
    statements.delete(sql);
    statements.set(sql, held);
    return held;
  }
  const statement = connection.prepare(sql);
  const entry = { statement, givesRows: statement.columns().length > 0 };
  statements.set(sql, entry);
  if (statements.size > keptStatements) statements.delete(statements.keys().next().value!);
  return entry;
}
