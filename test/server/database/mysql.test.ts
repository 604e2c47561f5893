import { expect } from 'chai';
import { createConnection } from 'mysql2/promise';
import type { Database } from '../../../server/database/database.js';
import { DatabaseRefused, DatabaseUnavailable } from '../../../server/database/errors.js';
import { asUnavailable, mysqlSettings } from '../../../server/database/mysql-client.js';
import { runStatement } from '../../../server/database/run-statement.js';
import { openDatabase } from '../../../server/database/open.js';
import { quietLog } from '../../helper/databases.js';
import { freePort } from '../../helper/free-port.mjs';
import { startMariadb } from '../../helper/mariadb.mjs';
import { mariadbUrl } from '../../helper/services.js';

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('database/mysql', function () {
  this.timeout(60_000);
  let server: string;
  const databases: Database[] = [];
  const onServer = async (sql: string): Promise<unknown> => {
    const connection = await createConnection(server);
    return connection.query(sql).finally(() => connection.end());
  };
  const open = async (url: string): Promise<Database> => {
    const database = await openDatabase({ url, log: quietLog() });
    databases.push(database);
    return database;
  };
  before(async function () {
    server = (await mariadbUrl(this)) ?? '';
    await onServer('CREATE DATABASE trellis_mysql_test CHARACTER SET latin1');
  });
  after(async () => {
    for (const database of databases.splice(0)) await database.close();
    if (server) await onServer('DROP DATABASE IF EXISTS trellis_mysql_test');
  });

  it('sets every session to code points, strictness, UTC and READ COMMITTED', async () => {
    const database = await open(`${server}trellis_mysql_test`);
    const sql = `SELECT @@collation_connection AS collation, @@tx_isolation AS isolation, @@time_zone AS zone,
      @@sql_mode AS mode, 'a' = 'A' AS same_case, 'a' = 'a ' AS same_blank, 'a' || 'b' AS joined`;
    const read = (await database.read.raw(sql))[0][0];
    const write = await database.write(async (transaction) => (await transaction.raw(sql))[0][0]);
    expect(read).to.deep.equal(write);
    expect(read).to.include({ collation: 'utf8mb4_nopad_bin', isolation: 'READ-COMMITTED', zone: '+00:00' });
    expect(read).to.include({ same_case: 0, same_blank: 0, joined: 'ab' });
    expect(read.mode).to.contain('STRICT_ALL_TABLES').and.to.not.contain('NO_BACKSLASH_ESCAPES');
  });

  it('tells of every commit of records by any process, in the order of commits', async () => {
    const url = `${server}trellis_mysql_test`;
    const [one, other] = [await open(url), await open(url)];
    const table = 'create table d_versioned (id int primary key, n int) collate utf8mb4_nopad_bin';
    await onServer(table.replace('d_versioned', 'trellis_mysql_test.d_versioned'));
    const version = () => one.readVersion!();
    const insert = (database: Database, id: number, during?: () => Promise<void>) =>
      database.write(async (transaction) => {
        await runStatement(transaction, 'insert into d_versioned (id, n) values (?, ?)', [id, 0]);
        await during?.();
      });
    const began = await version();
    await insert(other, 1);
    const first = await version();
    expect(first).to.be.greaterThan(began);
    // Who began before and commits after: seen only with its commit.
    let whileOpen = 0;
    await insert(other, 2, async () => {
      await insert(one, 3);
      whileOpen = await version();
    });
    expect(whileOpen).to.be.greaterThan(first);
    const last = await version();
    expect(last).to.be.greaterThan(whileOpen);
    // Nothing of what is neither kept nor committed.
    await other.write((transaction) => transaction('sys_sequence').insert({ name: 'd_versioned', value: 1 }));
    await other.write((transaction) => transaction('d_versioned').select('id').forUpdate());
    const undone = insert(other, 4, () => Promise.reject(new Error('no')));
    expect(String(await failure(undone))).to.contain('no');
    expect(await version()).to.equal(last);
    await other.write((transaction) => transaction('d_versioned').where('id', 1).update({ n: 1 }));
    expect(await version()).to.be.greaterThan(last);
  });

  it('lets several servers start on a new database at once', async () => {
    await onServer('CREATE DATABASE trellis_mysql_start');
    try {
      const url = `${server}trellis_mysql_start`;
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url, log: quietLog() })));
      const rows = await opened[0]!.read('sys_migration').select('name', 'batch');
      await Promise.all(opened.map((database) => database.close()));
      expect(rows.length).to.equal(new Set(rows.map((row: { name: string }) => row.name)).size);
      expect(rows.map((row: { batch: number }) => row.batch)).to.deep.equal(rows.map(() => 1));
    } finally {
      await onServer('DROP DATABASE trellis_mysql_start');
    }
  });

  it("goes on after a start that was killed with Knex's lock taken", async () => {
    const url = `${server}trellis_mysql_test`;
    await onServer('UPDATE trellis_mysql_test.sys_migration_lock SET is_locked = 1');
    await (await openDatabase({ url, log: quietLog() })).close();
  });

  it('refuses tables whose collation would make a and A equal', async () => {
    await onServer('CREATE DATABASE trellis_mysql_fold');
    try {
      await onServer('CREATE TABLE trellis_mysql_fold.d_old (id INT) COLLATE utf8mb4_general_ci');
      const error = (await failure(open(`${server}trellis_mysql_fold`))) as Error;
      expect(error)
        .to.be.instanceOf(DatabaseRefused)
        .with.property('message')
        .that.contains('d_old (utf8mb4_general_ci)');
    } finally {
      await onServer('DROP DATABASE trellis_mysql_fold');
    }
  });

  it('says what is wrong with the address, the user or the name', async () => {
    const port = await freePort();
    const closed = (await failure(open(`mysql://root@127.0.0.1:${port}/x`))) as Error;
    const stranger = (await failure(open(server.replace('root@', 'nobody:secret@') + 'x'))) as Error;
    const nothing = (await failure(open(`${server}trellis_nothing`))) as Error;
    expect(closed).to.be.instanceOf(DatabaseRefused).with.property('message').that.contains('No database answers');
    expect(stranger)
      .to.be.instanceOf(DatabaseRefused)
      .with.property('message')
      .that.contains('refused the user nobody');
    expect(stranger.message).to.not.contain('secret');
    expect(nothing).to.be.instanceOf(DatabaseRefused).with.property('message').that.contains('does not exist');
  });

  it('answers 503 for a killed connection, then goes on with a new one', async () => {
    const database = await open(`${server}trellis_mysql_test`);
    const error = (await failure(
      database.write(async (transaction) => {
        const [[{ id }]] = await transaction.raw('SELECT CONNECTION_ID() AS id');
        await onServer(`KILL ${id}`);
        await transaction('sys_sequence').insert({ name: 'k', value: 1 });
      }),
    )) as DatabaseUnavailable;
    expect(error).to.be.instanceOf(DatabaseUnavailable).with.property('status', 503);
    expect(error.message).to.equal('The database cannot be reached just now. Try again in a moment.');
    expect(await database.read('sys_sequence').where({ name: 'k' })).to.deep.equal([]);
    expect(await database.write(async () => 'fine')).to.equal('fine');
  });

  it('answers 503 when the server is gone, and still closes', async () => {
    const own = await startMariadb();
    let stopped = false;
    try {
      const connection = await createConnection(own.url);
      await connection.query('CREATE DATABASE x');
      await connection.end();
      const database = await openDatabase({ url: `${own.url}x`, log: quietLog() });
      await database.read('sys_setting');
      await own.stop();
      stopped = true;
      let ran = false;
      expect(await failure(Promise.resolve(database.read('sys_setting')))).to.be.instanceOf(DatabaseUnavailable);
      expect(await failure(database.write(async () => void (ran = true)))).to.be.instanceOf(DatabaseUnavailable);
      expect(ran).to.equal(false);
      await database.close();
    } finally {
      if (!stopped) await own.stop();
    }
  });

  it('reads an address with everything in it', () => {
    const settings = mysqlSettings('mysql://us%40er:p%2Fw@db.example.com:3307/my_db?ssl=true');
    expect(settings).to.include({
      host: 'db.example.com',
      port: 3307,
      user: 'us@er',
      password: 'p/w',
      database: 'my_db',
    });
    expect(settings.ssl).to.deep.equal({});
    expect(mysqlSettings('mysql://u@h/d')).to.include({ port: 3306, password: '' }).and.to.not.have.property('ssl');
  });

  it('takes only lost connections for being unavailable', () => {
    const other = Object.assign(new Error('no'), { errno: 1062 });
    expect(asUnavailable(other)).to.equal(other);
    expect(asUnavailable(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).to.be.instanceOf(
      DatabaseUnavailable,
    );
    expect(asUnavailable(Object.assign(new Error('x'), { errno: 1040 }))).to.be.instanceOf(DatabaseUnavailable);
  });
});
