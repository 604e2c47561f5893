/**
 * Knex's mysql2 client with three changes: BEGIN and SAVEPOINT that fail keep the callback from running, lost or refused
 * connections become DatabaseUnavailable (503), and each new connection is set up by single statements, since the
 * isolation level is ignored when it shares one.
 */
import type { Scalar } from '../../metadata/value.js';
import ClientMysql2 from 'knex/lib/dialects/mysql2/index.js';
import Mysql2Transaction from 'knex/lib/dialects/mysql2/transaction.js';
import { collationOf, type MysqlFlavour } from './dialect-mysql.js';
import { DatabaseUnavailable, isPoolTimeout } from './errors.js';
import type { RawRow, Statement } from './run-statement.js';

/** What mysql2 is told; the character set is left to `SET NAMES`, or Knex would write it into every CREATE TABLE. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly dateStrings: true;
  readonly timezone: 'Z';
  readonly decimalNumbers: false;
  readonly supportBigNumbers: true;
  readonly connectTimeout: number;
  /** Of each connection; the server as a whole takes 16,382. */
  readonly maxPreparedStatements: number;
  readonly ssl?: Readonly<Record<string, unknown>>;
  /** Of connections that write: see `runKept`. */
  readonly multipleStatements?: true;
}

/** `mysql://user:password@host:3306/name?ssl=true`. */
export function mysqlSettings(url: string): MysqlSettings {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: hostname || '127.0.0.1',
    port: port ? Number(port) : 3306,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    dateStrings: true,
    timezone: 'Z',
    decimalNumbers: false,
    supportBigNumbers: true,
    connectTimeout: 10_000,
    maxPreparedStatements: 100,
    ...(searchParams.get('ssl') === 'true' ? { ssl: {} } : {}),
  };
}

/** Statements of a new connection, each sent alone. Lock waits stay under the 10 s a writer tries for. */
export function sessionSetup(flavour: MysqlFlavour, readOnly: boolean): readonly string[] {
  return [
    `SET NAMES utf8mb4 COLLATE ${collationOf(flavour)}`,
    // PIPES_AS_CONCAT: `||` joins text as it does on SQLite. Backslash escapes stay on: the driver relies on them.
    `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,PIPES_AS_CONCAT'`,
    `SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 5, lock_wait_timeout = 10`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    ...(readOnly ? ['SET SESSION TRANSACTION READ ONLY'] : []),
  ];
}

const lostCodes: ReadonlySet<unknown> = new Set([
  ...['PROTOCOL_CONNECTION_LOST', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'],
  ...['ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);
/** Too many connections, shutting down, killed, gone. */
const lostNumbers: ReadonlySet<unknown> = new Set([1040, 1053, 1203, 1927, 2006, 2013, 3169]);

/** The error as DatabaseUnavailable when it says that the server cannot be reached, else as it is. */
export function asUnavailable(error: unknown): unknown {
  const { code, errno, message } = (error ?? {}) as { code?: unknown; errno?: unknown; message?: unknown };
  const closed = typeof message === 'string' && message.includes('connection is in closed state');
  const lost = lostCodes.has(code) || lostNumbers.has(errno) || closed || isPoolTimeout(error);
  if (!lost || error instanceof DatabaseUnavailable) return error;
  const unavailable = new DatabaseUnavailable('The database cannot be reached just now. Try again in a moment.', error);
  const text = unavailable.message;
  // Knex writes the statement into the message of what a query throws; this message is shown to people.
  Object.defineProperty(unavailable, 'message', { get: () => text, set: () => undefined });
  return unavailable;
}

/** What a driver connection of Knex's pool offers. */
interface RawConnection {
  query: RawQuery;
  execute: RawQuery;
  /** A statement with its values written into it, as `query` does. */
  format(sql: string, values: readonly unknown[]): string;
}
type RawQuery = (
  options: { readonly sql: string; readonly values: readonly unknown[]; readonly rowsAsArray?: boolean },
  done?: (error: Error | null, rows: unknown) => void,
) => { stream(options: { readonly highWaterMark: number }): unknown };

/**
 * Whether a statement is kept prepared: a record read by its id is then parsed once, not for every reader (half its
 * time). Numbers would arrive as floating-point ones, which LIMIT refuses on MySQL 8.
 */
const isPreparable = (values: readonly unknown[]): boolean =>
  values.length > 0 && values.length <= 8 && values.every((value) => typeof value === 'string');
/** The table changed under a prepared statement more often than the server tries. */
const needsPreparing = (error: Error): boolean => (error as { errno?: unknown }).errno === 1615;

class CarefulTransaction extends Mysql2Transaction {
  override async begin(connection: unknown): Promise<void> {
    const { trxClient } = this as unknown as { trxClient: MysqlClient };
    await trxClient.rowsOf(connection as RawConnection, 'BEGIN', []);
    trxClient.direct = { connection: connection as RawConnection, isOver: () => this.isCompleted(), kept: [] };
  }

  override async savepoint(connection: unknown): Promise<void> {
    await this.trxClient.query(connection, `SAVEPOINT ${this.txid};`);
  }
}

/** Values, and characters of them, up to which statements are kept: larger ones gain nothing, and a message has its limit. */
const mostKept = { values: 400, length: 200_000 };

export class MysqlClient extends ClientMysql2 {
  /** Of a transaction: its connection, and what is to run at its end. */
  direct?: { readonly connection: RawConnection; readonly kept: Statement[]; isOver(): boolean };

  runLast(statements: readonly Statement[]): boolean {
    if (!this.direct || this.direct.isOver()) return false;
    const values = [...this.direct.kept, ...statements].flatMap(({ bindings }) => bindings);
    const length = values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0);
    if (values.length > mostKept.values || length > mostKept.length) return false;
    this.direct.kept.push(...statements);
    return true;
  }

  /** In one message: the server ends at the first that fails, and the transaction with it. */
  async runKept(more: readonly Statement[]): Promise<void> {
    const all = [...(this.direct?.kept.splice(0) ?? []), ...more];
    if (all.length === 0) return;
    if (!this.direct || this.direct.isOver()) throw new Error('There is no transaction in which these could run.');
    const { connection } = this.direct;
    for (const { sql, bindings } of all) this.emit('query', { sql, bindings });
    const sql = all.map((each) => connection.format(each.sql, each.bindings)).join('; ');
    await new Promise<void>((resolve, reject) => {
      connection.query({ sql, values: [] }, (error) => (error ? reject(asUnavailable(error) as Error) : resolve()));
    });
  }

  /**
   * Rows of one statement without Knex's way there (see SqliteClient). Undefined for a transaction that is over, or none
   * of ours: then Knex does it, or says why not.
   */
  async runDirect(sql: string, bindings: readonly unknown[]): Promise<readonly RawRow[] | undefined> {
    if (this.transacting) {
      if (!this.direct || this.direct.isOver()) return undefined;
      return this.rowsOf(this.direct.connection, sql, bindings);
    }
    const connection = await this.acquireConnection();
    try {
      return await this.rowsOf(connection as RawConnection, sql, bindings);
    } finally {
      await this.releaseConnection(connection);
    }
  }

  /** Rows of one reading statement as lists of values. */
  async arraysOf(sql: string, values: readonly unknown[]): Promise<readonly (readonly unknown[])[]> {
    const connection = (await this.acquireConnection()) as RawConnection;
    try {
      return await new Promise((resolve, reject) => {
        connection.query({ sql, values, rowsAsArray: true }, (error, rows) =>
          error ? reject(asUnavailable(error) as Error) : resolve(rows as readonly (readonly unknown[])[]),
        );
      });
    } finally {
      await this.releaseConnection(connection);
    }
  }

  /** Rows of one reading statement as lists of values, as they arrive; of a transaction only. */
  streamArrays(sql: string, values: readonly unknown[]): AsyncIterable<readonly Scalar[]> {
    if (!this.direct || this.direct.isOver()) throw new Error('There is no transaction in which this could be read.');
    const { connection } = this.direct;
    return connection.query({ sql, values, rowsAsArray: true }).stream({ highWaterMark: 200 }) as AsyncIterable<readonly Scalar[]>;
  } // prettier-ignore

  override transaction(...rest: unknown[]): never {
    return new CarefulTransaction(this, ...rest) as never;
  }

  override async acquireConnection(): Promise<unknown> {
    try {
      return await super.acquireConnection();
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  override async _query(connection: unknown, query: Record<string, unknown>): Promise<unknown> {
    try {
      return await super._query(connection, query);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  // No `#` member: the client of a transaction has this class's methods but was not made by its constructor.
  rowsOf(connection: RawConnection, sql: string, values: readonly unknown[]): Promise<readonly RawRow[]> {
    this.emit('query', { sql, bindings: values });
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, rows: unknown): void => {
        if (error) reject(asUnavailable(error) as Error);
        else resolve(Array.isArray(rows) ? (rows as readonly RawRow[]) : []);
      };
      if (!isPreparable(values)) return connection.query({ sql, values }, done);
      return connection.execute({ sql, values }, (error, rows) => {
        if (error && needsPreparing(error)) connection.query({ sql, values }, done);
        else done(error, rows);
      });
    });
  }
}
