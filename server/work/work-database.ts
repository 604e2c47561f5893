/** Opens the connections of a work process. */
import { DatabaseSync } from '@photostructure/sqlite';
import type { Knex } from 'knex';
import { createConnection } from 'mysql2/promise';
import type { Scalar } from '../../metadata/value.js';
import type { Log } from '../context.js';
import type { Engine } from '../database/database.js';
import { createMysqlDialect, type MysqlFlavour } from '../database/dialect-mysql.js';
import { sqliteDialect } from '../database/dialect-sqlite.js';
import { inspectMysql, mysqlPool } from '../database/mysql.js';
import { mysqlSettings } from '../database/mysql-client.js';
import { sqliteKnex } from '../database/sqlite.js';
import { sqliteFile } from '../database/sqlite-file.js';
import { unprocessable } from '../errors.js';
import type { WorkSource } from './messages.js';
import { rowsOf } from '../database/run-statement.js';
import { ourPrefix } from './people-sql.js';
import { runsElsewhere } from './running-elsewhere.js';
import { allowOnlyOurs } from './sqlite-authorizer.js';
import type { PeopleDatabase, WorkDatabase } from './work-context.js';

const errorsOnly: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => console.error(message, fields),
};

export interface Opened<D> {
  readonly database: D;
  /** Tells the server how long statements may take: killing this process would not end them there. */
  limit(timeoutMs: number): Promise<void>;
}

const unlimited = (): Promise<void> => Promise.resolve();

/**
 * Mapped, pages are read where the system holds them: statements that scan, or look for some rows, take a third less time. One
 * that walks an index and fetches all rows of a large table behind it, in no order, reads them faster by copies of whole pages,
 * and faster by a small cache of these than by a large one.
 * Only here, where a file that cannot be read ends one work process and not the server.
 */
const mapped = (isMapped: boolean): string => `PRAGMA mmap_size = ${isMapped ? 1_073_741_824 : 0}`;

/** Of SQLite: has the pages read the way that suits the statement. */
export async function suitReading(read: Knex, sql: string, bindings: readonly Scalar[]): Promise<void> {
  const plan = (await read.raw(`explain query plan ${sql}`, bindings as Knex.RawBinding[])) as { detail: string }[];
  await read.raw(mapped(!plan.some(({ detail }) => /^SCAN \S+ USING INDEX /.test(detail))));
}

export async function openOwn(engine: Engine, { url }: WorkSource): Promise<Opened<WorkDatabase>> {
  if (engine === 'sqlite') {
    const prepare = (connection: InstanceType<typeof DatabaseSync>) =>
      connection.exec(`${mapped(true)}; PRAGMA cache_size = -2000`);
    const read = sqliteKnex({ filename: sqliteFile(url), readOnly: true, log: errorsOnly, prepare });
    return { database: { engine, dialect: sqliteDialect, read }, limit: unlimited };
  }
  const { read, flavour, limit } = await openMysqlReader(url);
  return { database: { engine, dialect: createMysqlDialect(flavour), read }, limit };
}

export async function openPeople(engine: Engine, { url, reportUrl }: WorkSource): Promise<Opened<PeopleDatabase>> {
  if (engine === 'sqlite') {
    const connection = openSqliteReader(sqliteFile(url));
    allowOnlyOurs(connection, ourPrefix);
    return { database: { engine, connection, schema: '' }, limit: unlimited };
  }
  if (reportUrl === undefined) {
    throw unprocessable(
      'SQL_NOT_CONFIGURED',
      'SQL datasets on MySQL need a user who can only read: set TRELLIS_REPORT_URL, or use a query dataset.',
    );
  }
  const bare = new URL(reportUrl);
  const name = decodeURIComponent(bare.pathname.slice(1)).replaceAll('`', '');
  bare.pathname = '';
  const { read, limit } = await openMysqlReader(String(bare));
  await refuseWriters(read);
  return { database: { engine, read, schema: `\`${name}\`.` }, limit };
}

export function openSqliteReader(file: string): InstanceType<typeof DatabaseSync> {
  const connection = new DatabaseSync(file, {
    readOnly: true,
    timeout: 5000,
    defensive: true,
    limits: { length: 50_000_000, sqlLength: 1_000_000, attach: 0 },
  });
  connection.exec('PRAGMA case_sensitive_like = ON');
  return connection;
}

/** The rights of SQL that people wrote lie in the database: a user who may do more than read is not taken. */
async function refuseWriters(read: Knex): Promise<void> {
  const grants = rowsOf(await read.raw('SHOW GRANTS')).map((row) => String(Object.values(row)[0]));
  const given = grants.flatMap((grant) => /^GRANT (.+?) ON /i.exec(grant)?.[1]?.split(/,\s*/) ?? []);
  if (given.every((right) => /^(?:SELECT|SHOW VIEW|USAGE)$/i.test(right.trim()))) return;
  throw unprocessable(
    'SQL_NOT_CONFIGURED',
    'The user of TRELLIS_REPORT_URL may do more than read: grant it SELECT and nothing else.',
  );
}

/** A user may end what runs on connections of the same user. */
async function endStatement(url: string, threadId: number | undefined): Promise<void> {
  if (threadId === undefined) return;
  const connection = await createConnection({ ...mysqlSettings(url), connectTimeout: 4000 } as never);
  await connection.query(`KILL QUERY ${Number(threadId)}`);
  connection.destroy();
}

export async function openMysqlReader(
  url: string,
): Promise<{ read: Knex; flavour: MysqlFlavour; limit: Opened<0>['limit'] }> {
  const flavour = await inspectMysql(url, { tables: false });
  // One connection: the limit is set on the session that runs the next statement.
  let threadId: number | undefined;
  const connected = (connection: { readonly threadId: number }) => void (threadId = connection.threadId);
  const read = mysqlPool({ url, log: errorsOnly, flavour, readOnly: true, max: 1, connected });
  runsElsewhere(() => endStatement(url, threadId));
  const limit = async (timeoutMs: number): Promise<void> => {
    const ms = Math.max(1, Math.round(timeoutMs));
    const setting = flavour === 'mariadb' ? `max_statement_time = ${ms / 1000}` : `max_execution_time = ${ms}`;
    await read.raw(`SET SESSION ${setting}`);
  };
  return { read, flavour, limit };
}
