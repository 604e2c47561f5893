import { fork } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect } from 'chai';
import type { Knex } from 'knex';
import type { Database } from '../../../server/database/database.js';
import { DatabaseRefused } from '../../../server/database/errors.js';
import { openDatabase } from '../../../server/database/open.js';
import { runStatement } from '../../../server/database/run-statement.js';
import { sqliteKnex } from '../../../server/database/sqlite.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { quietLog } from '../../helper/databases.js';

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const { execArgv } = workerEntry();
const tsx = execArgv[execArgv.indexOf('--import') + 1]!;
const errcodeOf = (error: unknown): number => (error as { errcode?: number }).errcode ?? 0;

describe('database/sqlite', () => {
  let folder: string;
  let file: string;
  const databases: Database[] = [];
  const open = async (exclusive = true): Promise<Database> => {
    const database = await openDatabase({ url: `sqlite:${file}`, log: quietLog(), exclusive });
    databases.push(database);
    return database;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trellis-sqlite-'));
    file = join(folder, 'deep', 'test.db');
  });
  afterEach(async () => {
    for (const database of databases.splice(0)) await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('writes with full durability and a write-ahead log', async () => {
    const database = await open();
    const pragma = (name: string): Promise<unknown> =>
      database.write(async (transaction) => Object.values((await transaction.raw(`PRAGMA ${name}`))[0])[0]);
    expect(await pragma('journal_mode')).to.equal('wal');
    expect(await pragma('synchronous')).to.equal(2);
    expect(await pragma('foreign_keys')).to.equal(1);
  });

  it('leaves one clean file behind when closed, and may be closed twice', async () => {
    const database = await open();
    await database.write((transaction) => transaction('sys_sequence').insert({ name: 'a', value: 1 }));
    await database.close();
    await database.close();
    // The file alone holds everything, as a copy shows; an empty log may lie beside it until the driver lets go.
    await copyFile(file, join(folder, 'copy.db'));
    file = join(folder, 'copy.db');
    const again = await open();
    expect((await again.read('sys_sequence').first()).value).to.equal(1);
  });

  it('refuses a second server, which leaves the first alone', async () => {
    const first = await open();
    const error = (await failure(open())) as Error;
    expect(error).to.be.instanceOf(DatabaseRefused);
    expect(error.message).to.contain(`(process ${process.pid})`).and.to.contain('TRELLIS_DATA');
    await first.write((transaction) => transaction('sys_sequence').insert({ name: 'a', value: 1 }));
    await first.close();
    await open();
  });

  it('lets a command-line tool work beside the server', async () => {
    const server = await open();
    const tool = await open(false);
    await Promise.all(
      [server, tool].flatMap((database, n) =>
        Array.from({ length: 8 }, (_, i) =>
          database.write((transaction) => transaction('sys_sequence').insert({ name: `${n} ${i}`, value: i })),
        ),
      ),
    );
    expect(await server.read('sys_sequence')).to.have.length(16);
  });

  it('starts again after the holder was killed', async function () {
    this.timeout(15_000);
    const script = fileURLToPath(new URL('./fixture-holder.ts', import.meta.url));
    const holder = fork(script, [`sqlite:${file}`], { execArgv: ['--import', tsx] });
    await new Promise((resolve) => holder.once('message', resolve));
    expect(await failure(open()))
      .to.be.instanceOf(DatabaseRefused)
      .with.property('message')
      .that.contains(String(holder.pid));
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
    const database = await open();
    expect((await database.read('sys_sequence').first()).name).to.equal('held');
  });

  it('says what is wrong with the data folder', async () => {
    await writeFile(join(folder, 'plain'), '');
    const url = `sqlite:${join(folder, 'plain', 'x', 'test.db')}`;
    const error = (await failure(openDatabase({ url, log: quietLog() }))) as Error;
    expect(error).to.be.instanceOf(DatabaseRefused);
    expect(error.message)
      .to.contain('cannot be written')
      .and.to.contain(join(folder, 'plain', 'x'));
  });

  it('says so when the URL is of no kind it knows', async () => {
    for (const url of ['postgres://x/y', 'sqlite::memory:', 'trellis.db']) {
      expect(await failure(openDatabase({ url, log: quietLog() })), url).to.be.instanceOf(DatabaseRefused);
    }
  });

  it('refuses a database that a newer version has changed', async () => {
    const database = await open();
    const row = { name: '9999-future', batch: 2, migration_time: '' };
    await database.write((transaction) => transaction('sys_migration').insert(row));
    await database.close();
    const error = (await failure(open())) as Error;
    expect(error).to.be.instanceOf(DatabaseRefused).with.property('message').that.contains('newer version');
  });

  it('sees columns that were added after a statement was kept', async () => {
    const database = await open();
    await database.write((transaction) => transaction.raw('CREATE TABLE t (a)'));
    await database.write((transaction) => transaction.raw('INSERT INTO t VALUES (1)'));
    const before = await database.read.raw('SELECT * FROM t');
    await database.write((transaction) => transaction.raw('ALTER TABLE t ADD COLUMN b DEFAULT 2'));
    const after = await database.read.raw('SELECT * FROM t');
    expect(before.map((row: object) => ({ ...row }))).to.deep.equal([{ a: 1 }]);
    expect(after.map((row: object) => ({ ...row }))).to.deep.equal([{ a: 1, b: 2 }]);
  });

  it('lets the event loop turn during a long series of statements', async () => {
    const database = await open();
    let isOver = false;
    setTimeout(() => (isOver = true), 30);
    let statements = 0;
    while (!isOver && statements < 1_000_000) {
      await database.read('sys_sequence').where({ name: String(statements++) });
    }
    expect(isOver).to.equal(true);
  });

  describe('while another process holds the file', () => {
    let other: InstanceType<typeof DatabaseSync>;
    let writer: Knex;
    const make = (busyWaitMs: number): Knex => (writer = sqliteKnex({ filename: file, busyWaitMs, log: quietLog() }));
    beforeEach(async () => {
      await (await open()).close();
      other = new DatabaseSync(file);
    });
    afterEach(async () => {
      other.close();
      await writer.destroy();
    });

    it('does not run the callback when BEGIN fails, and stays usable', async () => {
      make(60);
      let ran = false;
      await writer.raw('SELECT 1');
      other.exec('BEGIN IMMEDIATE');
      const error = await failure(writer.transaction(async () => void (ran = true)));
      other.exec('ROLLBACK');
      expect(errcodeOf(error)).to.equal(5);
      expect(ran).to.equal(false);
      await writer.transaction((transaction) => transaction('sys_sequence').insert({ name: 'a', value: 1 }));
      expect(await writer('sys_sequence')).to.have.length(1);
    });

    it('waits without holding the event loop', async () => {
      make(10_000);
      await writer.raw('SELECT 1');
      other.exec('BEGIN IMMEDIATE');
      let ticks = 0;
      const ticking = setInterval(() => ticks++, 1);
      const written = writer.transaction((transaction) => transaction('sys_sequence').insert({ name: 'a', value: 1 }));
      await new Promise((resolve) => setTimeout(resolve, 120));
      other.exec('ROLLBACK');
      await written;
      clearInterval(ticking);
      expect(ticks).to.be.greaterThan(5);
      expect(await writer('sys_sequence')).to.have.length(1);
    });
  });

  describe('the short way of a statement', () => {
    it('sees its own transaction, and outside only what was committed', async () => {
      const database = await open();
      await database.read.raw('select 1');
      const count = 'select count(*) as n from sys_sequence where name = ?';
      const seen = await database.write(async (transaction) => {
        await runStatement(transaction, 'insert into sys_sequence (name, value) values (?, ?)', ['a', 1]);
        return [
          (await runStatement(transaction, count, ['a']))[0]?.['n'],
          (await runStatement(database.read, count, ['a']))[0]?.['n'],
        ];
      });
      expect(seen).to.deep.equal([1, 0]);
      expect((await runStatement(database.read, count, ['a']))[0]?.['n']).to.equal(1);
    });

    it('is closed when its transaction is over', async () => {
      const database = await open();
      let kept: Knex.Transaction | undefined;
      await database.write(async (transaction) => void (kept = transaction));
      const late = await failure(runStatement(kept!, 'insert into sys_sequence (name, value) values (?, ?)', ['b', 1]));
      expect(String(late)).to.contain('Transaction query already complete');
      expect(await database.read('sys_sequence')).to.have.length(0);
    });

    it('tells of every commit by another connection', async () => {
      const database = await open();
      await database.read.raw('select 1');
      const first = database.dataVersion!();
      expect(database.dataVersion!()).to.equal(first);
      await database.write((transaction) => transaction('sys_sequence').insert({ name: 'c', value: 1 }));
      expect(database.dataVersion!()).to.be.a('number').not.equal(first);
    });
  });

  it('lets nothing run after the database itself ended a transaction', async () => {
    await (await open()).close();
    const writer = sqliteKnex({ filename: file, log: quietLog() });
    await writer.raw('CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK)');
    const error = (await failure(
      writer.transaction(async (transaction) => {
        await transaction.raw('INSERT INTO t VALUES (1)');
        await failure(Promise.resolve(transaction.raw('INSERT INTO t VALUES (1)')));
        await transaction.raw('INSERT INTO t VALUES (2)');
      }),
    )) as Error;
    expect(error.message).to.contain('The transaction was ended by the database');
    expect(await writer('t')).to.have.length(0);
    await writer.destroy();
  });
});
