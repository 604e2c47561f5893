/**
 * One suite for both engines. Each engine gets a fresh, migrated database: a SQLite file in a temporary folder, a new
 * database on a private MariaDB. What was opened is closed after the suite, and dropped.
 *
 *     eachDatabase('records/create', (fixture) => {
 *       it('…', async () => { const database = fixture.database; … });
 *     });
 *     eachDatabase((name, open) => { before(async () => { database = await open(); }); … });
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Log } from '../../server/context.js';
import type { Database, Engine } from '../../server/database/database.js';
import { openDatabase } from '../../server/database/open.js';
import { mariadbUrl } from './services.js';

export type EngineName = 'SQLite' | 'MariaDB';

export interface DatabaseFixture {
  readonly name: EngineName;
  readonly engine: Engine;
  /** The suite's own database, opened before its first test. */
  readonly database: Database;
  /** Another fresh database, closed and dropped after the suite. */
  open(): Promise<Database>;
  /** On MariaDB: a database (the suite's own) for a user who may only read it, as TRELLIS_REPORT_URL names one. */
  readerUrl(database?: Database): Promise<string | undefined>;
  /** URL of another fresh, empty database that the test opens and closes itself. */
  freshUrl(): Promise<string>;
}

/** Says nothing; a warning or error is kept to be looked at. */
export function quietLog(): Log & { readonly lines: { level: string; fields: object; message: string }[] } {
  const lines: { level: string; fields: object; message: string }[] = [];
  const keep = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, info: () => undefined, warn: keep('warn'), error: keep('error') };
}

type FixtureBody = (fixture: DatabaseFixture) => void;
type OpenBody = (name: EngineName, open: () => Promise<Database>) => void;

export function eachDatabase(title: string, body: FixtureBody): void;
export function eachDatabase(body: OpenBody): void;
export function eachDatabase(titleOrBody: string | OpenBody, body?: FixtureBody): void {
  for (const engine of ['sqlite', 'mysql'] as const) {
    const name: EngineName = engine === 'sqlite' ? 'SQLite' : 'MariaDB';
    if (typeof titleOrBody === 'string') {
      describe(`${titleOrBody} (${name})`, () => {
        const fixture = prepareFixture(name, engine, true);
        body!(fixture);
      });
    } else {
      describe(name, () => {
        const fixture = prepareFixture(name, engine, false);
        titleOrBody(name, () => fixture.open());
      });
    }
  }
}

/** Registers the hooks of the surrounding suite. */
function prepareFixture(name: EngineName, engine: Engine, openFirst: boolean): DatabaseFixture {
  const cleanUps: (() => Promise<void>)[] = [];
  let server = '';
  let own: Database | undefined;
  const freshUrl = async (): Promise<string> => {
    if (engine === 'sqlite') {
      const folder = await mkdtemp(join(tmpdir(), 'trellis-sqlite-'));
      cleanUps.push(() => rm(folder, { recursive: true, force: true }));
      return `sqlite:${join(folder, 'test.db')}`;
    }
    const database = `trellis_${randomBytes(6).toString('hex')}`;
    await onServer(server, `CREATE DATABASE ${database}`);
    cleanUps.push(() => onServer(server, `DROP DATABASE ${database}`));
    return `${server}${database}`;
  };
  const open = async (): Promise<Database> => {
    const database = await openDatabase({ url: await freshUrl(), log: quietLog() });
    cleanUps.push(() => database.close());
    return database;
  };

  const readerUrl = async (database = own): Promise<string | undefined> => {
    if (engine === 'sqlite' || !database) return undefined;
    const url = new URL(database.connection.url);
    const user = `reader_${randomBytes(4).toString('hex')}`;
    await onServer(server, `CREATE USER ${user}@'%' IDENTIFIED BY 'reads'`);
    await onServer(server, `GRANT SELECT ON \`${url.pathname.slice(1)}\`.* TO ${user}@'%'`);
    cleanUps.push(() => onServer(server, `DROP USER ${user}@'%'`));
    url.username = user;
    url.password = 'reads';
    return String(url);
  };

  before(`open ${name}`, async function () {
    this.timeout(180_000);
    if (engine === 'mysql') server = (await mariadbUrl(this)) ?? '';
    if (openFirst) own = await open();
  });
  after(`close ${name}`, async function () {
    this.timeout(30_000);
    // What was opened last is closed first, so a database is closed before it is dropped.
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  return {
    name,
    engine,
    open,
    freshUrl,
    readerUrl,
    get database() {
      if (!own) throw new Error('The database is opened in a before hook; use it inside tests and hooks.');
      return own;
    },
  };
}

async function onServer(server: string, sql: string): Promise<void> {
  const connection = await createConnection(server);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
