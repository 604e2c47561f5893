/**
 * A MySQL database as the place of a restore. Tables cannot be made in a transaction there, so those of a site that is
 * replaced are renamed first and come back when anything fails; a table tells what they were called. While it stands no
 * server starts, and the next restore first puts right what a killed one left.
 *
 *   nobody else connected -> cut short before? then back -> `restore_under_way` -> tables renamed -> new ones, filled
 *     -> files -> done -> old ones dropped
 */
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import type { Database } from '../database/database.js';
import { mysqlSettings } from '../database/mysql-client.js';
import { inspectMysql } from '../database/mysql.js';
import { openDatabase } from '../database/open.js';
import { restoreTable } from '../database/restore-mark.js';
import { BackupRefused } from './refused.js';
import type { RestoreTarget, TargetOptions } from './target.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Throws DatabaseRefused where the server cannot be had, BackupRefused while somebody uses the database. */
export async function openMysqlTarget({ databaseUrl, log }: TargetOptions): Promise<RestoreTarget> {
  await inspectMysql(databaseUrl, { tables: false });
  const settings = mysqlSettings(databaseUrl);
  const admin = new Tables(await createConnection(settings as never));
  try {
    await admin.refuseOthers(`${settings.database} at ${settings.host}:${settings.port}`);
    const wasCutShort = await admin.hasMark();
    const isUsed = wasCutShort ? await admin.hadSite() : (await admin.ours()).length > 0;
    let database: Database | undefined;
    return {
      place: `the database ${settings.database} at ${settings.host}:${settings.port}`,
      isUsed,
      wasCutShort,
      keptAt: undefined,
      async begin(migrations) {
        if (wasCutShort) await admin.recover();
        await admin.putAside();
        database = await openDatabase({ url: databaseUrl, log, migrations });
        return database;
      },
      async finish(placeFiles) {
        await database!.close();
        await placeFiles();
        await admin.keepNew();
      },
      async undo() {
        await database?.close().catch(() => undefined);
        if (await admin.hasMark()) await admin.recover();
      },
      close: () => admin.close(),
    };
  } catch (error) {
    await admin.close();
    throw error;
  }
}

const keptPrefix = 'restore_kept_';
/** Stands in the mark once the new tables are whole. */
const doneRow = 'done';

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Tables of the site, by statements of one connection. */
class Tables {
  constructor(readonly connection: Connection) {}

  async #rows(sql: string, values: readonly string[] = []): Promise<Rows> {
    const [rows] = await this.connection.query(sql, [...values]);
    return rows as Rows;
  }

  async #names(where: string): Promise<readonly string[]> {
    const rows = await this.#rows(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND ${where}`,
    );
    return rows.map((row) => String(row['name']));
  }

  ours(): Promise<readonly string[]> {
    return this.#names(`table_name REGEXP '^(sys|d|l)_'`);
  }

  async hasMark(): Promise<boolean> {
    return (await this.#names(`table_name = '${restoreTable}'`)).length > 0;
  }

  /** A server that runs would go on writing into tables that are put aside. Connections that just ended are waited for. */
  async refuseOthers(place: string): Promise<void> {
    const [lock] = await this.#rows(`SELECT GET_LOCK(CONCAT('trellis_restore_', MD5(DATABASE())), 0) AS answer`);
    if (Number(lock?.['answer']) !== 1) throw new BackupRefused(`Another restore into ${place} is under way.`);
    for (let tries = 0; ; tries++) {
      const [row] = await this.#rows(
        'SELECT COUNT(*) AS others FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
      );
      const others = Number(row?.['others'] ?? 0);
      if (others === 0) return;
      if (tries === 20) {
        throw new BackupRefused(`${others} other connection(s) use the database ${place}: stop its servers first.`);
      }
      await pause(100);
    }
  }

  /** The mark is whole before it stands under its name. */
  async putAside(): Promise<void> {
    const pairs = (await this.ours()).map((name, index) => [name, `${keptPrefix}${index + 1}`] as const);
    const unready = `${restoreTable}_unready`;
    await this.#drop([unready]);
    await this.connection.query(`CREATE TABLE ${unready} (name VARCHAR(64) PRIMARY KEY, kept VARCHAR(64) NOT NULL)`);
    if (pairs.length > 0) await this.connection.query(`INSERT INTO ${unready} (name, kept) VALUES ?`, [pairs]);
    await this.#rename([[unready, restoreTable]]);
    await this.#rename(pairs);
  }

  /** Back to before, unless the new tables were whole already. */
  async recover(): Promise<void> {
    const marked = await this.#marked();
    if (marked.has(doneRow)) return this.#dropKept();
    const standing = new Set(await this.#kept());
    const isKept = (name: string): boolean => standing.has(marked.get(name) ?? '');
    // A table that has not been renamed yet is the old one.
    await this.#drop((await this.ours()).filter((name) => !marked.has(name) || isKept(name)));
    await this.#rename([...marked].filter(([name]) => isKept(name)).map(([name, kept]) => [kept, name]));
    await this.#drop([restoreTable]);
  }

  /** Whether a restore that was cut short found a site, or had finished its own. */
  async hadSite(): Promise<boolean> {
    return (await this.#marked()).size > 0;
  }

  async #marked(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#rows(`SELECT name, kept FROM ${restoreTable}`);
    return new Map(rows.map((row) => [String(row['name']), String(row['kept'])]));
  }

  #kept(): Promise<readonly string[]> {
    return this.#names(`table_name REGEXP '^${keptPrefix}[0-9]+$'`);
  }

  async #rename(pairs: readonly (readonly [string, string])[]): Promise<void> {
    if (pairs.length === 0) return;
    await this.connection.query(
      `RENAME TABLE ${pairs.map(([from, to]) => `${quote(from)} TO ${quote(to)}`).join(', ')}`,
    );
  }

  async keepNew(): Promise<void> {
    await this.connection.query(`INSERT INTO ${restoreTable} (name, kept) VALUES ('${doneRow}', '')`);
    await this.#dropKept();
  }

  async #dropKept(): Promise<void> {
    await this.#drop(await this.#kept());
    await this.#drop([restoreTable]);
  }

  async #drop(names: readonly string[]): Promise<void> {
    for (const name of names) await this.connection.query(`DROP TABLE IF EXISTS ${quote(name)}`);
  }

  async close(): Promise<void> {
    await this.connection.end();
  }
}
