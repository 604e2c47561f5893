/**
 * Opens a MySQL or MariaDB database: the server is asked who it is and whether it can compare text by code point, then
 * two pools are made, one to write and one whose sessions are read only. Separate pools, so that transactions waiting
 * for a read cannot hold every connection.
 */
import knex, { type Knex } from 'knex';
import { createConnection } from 'mysql2/promise';
import type { Log } from '../context.js';
import type { Database } from './database.js';
import { collationOf, createMysqlDialect, type MysqlFlavour } from './dialect-mysql.js';
import { DatabaseRefused } from './errors.js';
import { knexLog } from './knex-log.js';
import { MysqlClient, mysqlSettings, sessionSetup, type MysqlSettings } from './mysql-client.js';
import { changesRecords, raiseDataVersion, readDataVersion } from './mysql-version.js';
import { createWrite } from './write.js';

export interface MysqlPoolOptions {
  readonly url: string;
  readonly log: Log;
  readonly flavour: MysqlFlavour;
  readonly readOnly: boolean;
  readonly max?: number;
  /** Called with each connection that is made. */
  readonly connected?: (connection: RawConnection) => void;
}

interface RawConnection {
  /** Its id at the server. */
  readonly threadId: number;
  query(sql: string, done: (error: Error | null) => void): void;
}

/** A Knex instance whose every connection is set up alike. */
export function mysqlPool({ url, log, flavour, readOnly, max = 10, connected }: MysqlPoolOptions): Knex {
  const setup = sessionSetup(flavour, readOnly);
  return knex({
    client: MysqlClient,
    connection: {
      ...mysqlSettings(url),
      ...(readOnly ? {} : { multipleStatements: true }),
    } as unknown as Knex.MySql2ConnectionConfig,
    acquireConnectionTimeout: 10_000,
    compileSqlOnError: false,
    log: knexLog(log),
    pool: {
      min: 0,
      max,
      afterCreate: (connection: RawConnection, done: (error: Error | null, connection: unknown) => void) => {
        connected?.(connection);
        const next = (index: number): void => {
          const statement = setup[index];
          if (statement === undefined) return done(null, connection);
          connection.query(statement, (error) => (error ? done(error, connection) : next(index + 1)));
        };
        next(0);
      },
    },
  });
}

/** Which server this is; refuses one that is too old or cannot compare text by code point. */
export async function inspectMysql(url: string, { tables = true } = {}): Promise<MysqlFlavour> {
  const settings = mysqlSettings(url);
  const where = `${settings.host}:${settings.port}`;
  const connection = await createConnection(settings as never).catch((error: unknown) => {
    throw new DatabaseRefused(unreachable(settings, where, error), error);
  });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    const version = String((rows as { version: unknown }[])[0]?.version);
    const flavour: MysqlFlavour = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    const oldest = flavour === 'mariadb' ? '10.6.0' : '8.0.19';
    if (isOlder(version, oldest)) {
      throw new DatabaseRefused(`The database server at ${where} is version ${version}; at least ${oldest} is needed.`);
    }
    const collation = collationOf(flavour);
    const [known] = await connection.query('SHOW COLLATION LIKE ?', [collation]);
    if ((known as unknown[]).length === 0) {
      throw new DatabaseRefused(`The database server at ${where} does not know the collation ${collation}.`);
    }
    if (tables) await refuseOtherCollations(connection, settings.database, collation);
    return flavour;
  } finally {
    await connection.end();
  }
}

/** A table restored with another collation would take 'a' and 'A' for the same. */
async function refuseOtherCollations(
  connection: { query(sql: string, values: unknown[]): Promise<unknown[]> },
  database: string,
  collation: string,
): Promise<void> {
  const [rows] = await connection.query(
    `SELECT table_name AS name, table_collation AS collation FROM information_schema.tables
      WHERE table_schema = ? AND (table_name LIKE 'sys\\_%' OR table_name LIKE 'd\\_%')
        AND table_name NOT LIKE 'sys\\_migration%' AND table_collation <> ? LIMIT 5`,
    [database, collation],
  );
  const wrong = rows as { name: string; collation: string }[];
  if (wrong.length === 0) return;
  const list = wrong.map((table) => `${table.name} (${table.collation})`).join(', ');
  throw new DatabaseRefused(
    `Tables of the database ${database} have another collation than ${collation}: ${list}. ` +
      `Convert each with ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation}.`,
  );
}

function unreachable(settings: MysqlSettings, where: string, error: unknown): string {
  const { errno, code } = (error ?? {}) as { errno?: number; code?: string };
  if (errno === 1049) return `The database ${settings.database} does not exist at ${where}. Create it first.`;
  if (errno === 1045 || errno === 1044) return `The database at ${where} refused the user ${settings.user}.`;
  return `No database answers at ${where} (${code ?? 'no answer'}). Check TRELLIS_DATABASE_URL and the server.`;
}

function isOlder(version: string, oldest: string): boolean {
  const numbers = (text: string): number[] => text.split(/[.-]/).slice(0, 3).map(Number);
  const [have, need] = [numbers(version), numbers(oldest)];
  for (let i = 0; i < 3; i++) {
    if ((have[i] ?? 0) !== (need[i] ?? 0)) return (have[i] ?? 0) < (need[i] ?? 0);
  }
  return false;
}

/** The opened database and its writer, which the migrations use. */
export async function openMysql(url: string, log: Log): Promise<{ database: Database; writer: Knex }> {
  const flavour = await inspectMysql(url);
  const dialect = createMysqlDialect(flavour);
  const writer = mysqlPool({ url, log, flavour, readOnly: false });
  const read = mysqlPool({ url, log, flavour, readOnly: true });
  let closed = false;
  const database: Database = {
    engine: 'mysql',
    dialect,
    read,
    ...createWrite(writer, dialect, { concerns: changesRecords, last: raiseDataVersion }),
    readVersion: () => readDataVersion(read),
    connection: { url },
    async close() {
      if (closed) return;
      closed = true;
      await read.destroy();
      await writer.destroy();
    },
  };
  return { database, writer };
}
