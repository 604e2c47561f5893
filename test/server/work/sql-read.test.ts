import { expect } from 'chai';
import { isSecurityRefusal } from '../../../server/access/refusal-kind.js';
import { ApiError } from '../../../server/errors.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { here, type PeopleSql } from '../../../server/work/people-sql.js';
import type { SqlReadResult } from '../../../server/work/sql-read.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { becomes } from '../../helper/eventually.js';

const timeoutMs = 10_000;
const endless = {
  sqlite: 'n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)',
  mysql: 'SELECT SLEEP(60) AS endless',
};

/** What the texts of people become before they come here; the second lock must hold without the first one. */
const bare = (select: string, more: Partial<PeopleSql> = {}): PeopleSql => ({
  tables: [{ name: 'thing', sql: `select id, name from ${here}\`d_thing\` where id > ?`, bindings: [0] }],
  rows: [],
  own: '',
  select,
  bindings: [],
  recursive: false,
  keepsOrder: false,
  maxRows: 100,
  ...more,
});

eachDatabase('work/sql-read', (fixture) => {
  let pool: WorkPool;
  const make = (reportUrl?: string): WorkPool =>
    createWorkPool({
      entry: workerEntry(),
      source: { url: fixture.database.connection.url, ...(reportUrl ? { reportUrl } : {}) },
      log: quietLog(),
      size: 1,
    });
  const read = (select: string, more: Partial<PeopleSql> = {}): Promise<SqlReadResult> =>
    pool.run('sql.read', bare(select, more), { timeoutMs });
  const refusal = async (select: string, more: Partial<PeopleSql> = {}): Promise<ApiError> =>
    read(select, more).then(
      (result) => expect.fail(`${select} gave ${JSON.stringify(result)}`),
      (error: ApiError) => error,
    );
  before(async () => {
    await fixture.database.write(async (transaction) => {
      await transaction.raw('CREATE TABLE d_thing (id INTEGER NOT NULL, name VARCHAR(40))');
      await transaction('d_thing').insert([1, 2, 3].map((id) => ({ id, name: `thing ${id}` })));
      await transaction('sys_setting').insert({ name: 'secret', value: 'x' });
    });
    pool = make(await fixture.readerUrl());
  });
  after(() => pool.close());

  it('gives columns and rows of the tables it is handed, with bound values', async () => {
    const result = await read('SELECT id, name FROM thing WHERE id > ? ORDER BY id', { bindings: [1] });
    expect(result).to.deep.equal({
      columns: ['id', 'name'],
      rows: [
        { id: 2, name: 'thing 2' },
        { id: 3, name: 'thing 3' },
      ],
      truncated: false,
    });
    const rows = [{ key: 'id', sql: `select id from ${here}\`d_thing\` where id < ?`, bindings: [3] }];
    const narrowed = await read('SELECT id FROM thing ORDER BY id DESC', { rows, keepsOrder: true });
    expect(narrowed.rows).to.deep.equal([{ id: 2 }, { id: 1 }]);
    expect((await read('SELECT id FROM thing WHERE id > 9')).columns).to.deep.equal(['id']);
  });

  it('says when there were more rows than asked for', async () => {
    const result = await read('SELECT id FROM thing ORDER BY id', { maxRows: 2 });
    expect([result.rows.length, result.truncated]).to.deep.equal([2, true]);
    const tables = bare('').tables.map((table) => ({ ...table, fenced: true }));
    const own = 't AS (SELECT x.id FROM thing x, thing y)';
    expect((await read('SELECT COUNT(*) AS n FROM t', { own, tables, maxRows: 1 })).rows).to.deep.equal([{ n: 9 }]);
    const all = await read('SELECT id FROM thing ORDER BY id', { maxRows: 3 });
    expect([all.rows.length, all.truncated]).to.deep.equal([3, false]);
  });

  it('allows what reading needs: joins, windows, recursion, JSON', async () => {
    const own = 'n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)';
    const window = 'SELECT id, ROW_NUMBER() OVER (ORDER BY id DESC) AS n FROM thing ORDER BY id LIMIT 1';
    expect((await read('SELECT SUM(i) AS s FROM n', { own, recursive: true })).rows).to.deep.equal([{ s: 15 }]);
    expect((await read(window)).rows).to.deep.equal([{ id: 1, n: 3 }]);
    expect((await read('SELECT COUNT(*) AS n FROM thing, thing AS other')).rows).to.deep.equal([{ n: 9 }]);
    expect(Number((await read(`SELECT JSON_EXTRACT('{"a": 4}', '$.a') AS v`)).rows[0]!['v'])).to.equal(4);
    expect(await refusal('SELECT 1 AS a, 2 AS a')).to.have.property('code', 'SQL_REFUSED');
  });

  it('refuses to change anything, and says why', async () => {
    const statements = [
      'INSERT INTO d_thing VALUES (9, null)',
      "UPDATE d_thing SET name = 'x'",
      'DELETE FROM d_thing',
      'DROP TABLE d_thing',
      'CREATE TABLE d_new (id INTEGER)',
    ];
    for (const sql of statements) {
      const error = await refusal(sql, { tables: [] });
      expect(error, sql).to.include({ status: 422, code: 'SQL_REFUSED' });
      expect(isSecurityRefusal(error), `${sql} leaves an event`).to.equal(true);
    }
    expect(await fixture.database.read('d_thing')).to.have.length(3);
  }); // prettier-ignore

  it('reaches no table but those it is handed', async () => {
    const statements = [
      'SELECT * FROM d_thing', 'SELECT COUNT(*) AS n FROM d_thing', 'SELECT * FROM sys_setting', 'SELECT (SELECT value FROM sys_setting) AS v', 'SELECT * FROM Sys_Account',
      'SELECT id FROM thing WHERE id IN (SELECT id FROM d_thing)', 'SELECT x.id FROM (SELECT * FROM d_thing) AS x, thing',
    ]; // prettier-ignore
    for (const sql of statements) expect(await refusal(sql), sql).to.have.property('code', 'SQL_REFUSED');
    // An expression of its own that is called like one of ours is not one.
    const own = 'other as (select * from d_thing), xthing as (select * from d_thing)';
    expect(await refusal('SELECT * FROM xthing', { own })).to.have.property('code', 'SQL_REFUSED');
  });

  it('refuses the schema, pragmas and other files', async function () {
    if (fixture.engine === 'mysql') return this.skip();
    const statements = [
      'SELECT * FROM sqlite_master',
      'SELECT * FROM sqlite_schema',
      "SELECT * FROM pragma_table_info('d_thing')",
      'SELECT 1 AS a WHERE 1 IN d_thing',
      "SELECT load_extension('x')",
    ];
    for (const sql of statements) {
      const error = await refusal(sql);
      expect(error, sql).to.have.property('code', 'SQL_REFUSED');
      expect(isSecurityRefusal(error), `${sql} leaves an event`).to.equal(true);
    }
    for (const sql of ['PRAGMA user_version', "ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'", 'BEGIN']) {
      const error = await refusal(sql, { tables: [] });
      expect(error, sql).to.have.property('code', 'SQL_REFUSED');
      expect(isSecurityRefusal(error), `${sql} leaves an event`).to.equal(true);
    }
  });

  it('takes no MySQL user who may do more than read', async function () {
    if (fixture.engine === 'sqlite') return this.skip();
    const writing = make(fixture.database.connection.url);
    const error = await writing.run('sql.read', bare('SELECT 1 AS a'), { timeoutMs }).catch((reason: unknown) => reason);
    await writing.close();
    expect(error).to.have.property('code', 'SQL_NOT_CONFIGURED');
    expect(await refusal("SELECT LOAD_FILE('/etc/passwd') AS f INTO OUTFILE '/tmp/trellis-never'")).to.have.property('code', 'SQL_REFUSED');
  }); // prettier-ignore

  it('tells the author what the database says, without the word that only this process knows', async () => {
    const error = await refusal('SELECT nothing FROM thing');
    expect(error.message).to.match(/nothing/);
    expect((await refusal('SELECT x_.id FROM thing JOIN thing USING (nothing)')).message).to.not.match(
      /x[0-9a-f]{24}_/,
    );
  });

  it('ends an endless statement while writes go on', async () => {
    const { database } = fixture;
    await read('SELECT 1 AS one');
    let isOver = false;
    const error = pool
      .run(
        'sql.read',
        fixture.engine === 'sqlite'
          ? bare('SELECT COUNT(*) AS c FROM n', { own: endless.sqlite, recursive: true })
          : bare(endless.mysql, { tables: [] }),
        { timeoutMs: 1000 },
      )
      .then(
        () => undefined,
        (reason: unknown) => reason,
      )
      .finally(() => (isOver = true));
    let written = 0;
    while (!isOver) {
      await database.write((transaction) =>
        transaction('sys_sequence').insert({ name: `during ${written++}`, value: 1 }),
      );
    }
    expect(await error)
      .to.be.instanceOf(ApiError)
      .with.property('code', 'WORK_TIMEOUT');
    expect(written).to.be.greaterThan(1);
    expect((await read('SELECT COUNT(*) AS n FROM thing')).rows).to.deep.equal([{ n: 3 }]);
  });

  it('leaves no statement running in a MySQL server', async function () {
    if (fixture.engine === 'sqlite') return this.skip();
    const error = await pool
      .run('sql.read', bare(endless.mysql, { tables: [] }), { timeoutMs: 200 })
      .catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'WORK_TIMEOUT');
    const running = async (): Promise<number> =>
      (
        await fixture.database.read.raw(
          "SELECT * FROM information_schema.processlist WHERE info = 'SELECT SLEEP(60) AS endless'",
        )
      )[0].length;
    await becomes(running, 0);
  });

  it('runs our own compiled statements with query.read', async () => {
    const result = await pool.run<SqlReadResult>(
      'query.read',
      { sql: 'SELECT value FROM sys_setting WHERE name = ?', bindings: ['secret'] },
      { timeoutMs },
    );
    expect(result).to.deep.equal({ columns: ['value'], rows: [{ value: 'x' }], truncated: false });
  });

  it('asks for a user of its own before it runs SQL of people on MySQL', async function () {
    if (fixture.engine === 'sqlite') return this.skip();
    const without = make();
    const error = await without
      .run('sql.read', bare('SELECT 1 AS a'), { timeoutMs })
      .catch((reason: unknown) => reason);
    await without.close();
    expect(error).to.be.instanceOf(ApiError).with.property('code', 'SQL_NOT_CONFIGURED');
  });
});
