import { expect } from 'chai';
import { ApiError } from '../../../server/errors.js';
import type { WorkPool } from '../../../server/work/pool.js';
import type { SqlReadResult } from '../../../server/work/sql-read.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { becomes } from '../../helper/eventually.js';

const timeoutMs = 10_000;
const endless = {
  sqlite: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) AS c FROM n',
  mysql: 'SELECT SLEEP(60) AS endless',
};

eachDatabase('work/sql-read', (fixture) => {
  let pool: WorkPool;
  const make = (reportUrl?: string): WorkPool =>
    createWorkPool({
      entry: workerEntry(),
      source: { url: fixture.database.connection.url, ...(reportUrl ? { reportUrl } : {}) },
      log: quietLog(),
      size: 1,
    });
  const read = (sql: string, more: object = {}): Promise<SqlReadResult> =>
    pool.run('sql.read', { sql, ...more }, { timeoutMs });
  const refusal = async (sql: string): Promise<ApiError> =>
    read(sql).then(
      (result) => expect.fail(`${sql} gave ${JSON.stringify(result)}`),
      (error: ApiError) => error,
    );
  before(async () => {
    await fixture.database.write(async (transaction) => {
      await transaction.raw('CREATE TABLE d_thing (id INTEGER PRIMARY KEY, name VARCHAR(40))');
      await transaction('d_thing').insert([1, 2, 3].map((id) => ({ id, name: `thing ${id}` })));
      await transaction('sys_setting').insert({ name: 'secret', value: 'x' });
    });
    pool = make(fixture.engine === 'mysql' ? fixture.database.connection.url : undefined);
  });
  after(() => pool.close());

  it('gives columns and rows, with bound values', async () => {
    const result = await read('SELECT id, name FROM d_thing WHERE id > ? ORDER BY id', { bindings: [1] });
    expect(result).to.deep.equal({
      columns: ['id', 'name'],
      rows: [
        { id: 2, name: 'thing 2' },
        { id: 3, name: 'thing 3' },
      ],
      truncated: false,
    });
  });

  it('says when there were more rows than asked for', async () => {
    const result = await read('SELECT id FROM d_thing ORDER BY id', { maxRows: 2 });
    expect([result.rows.length, result.truncated]).to.deep.equal([2, true]);
    const all = await read('SELECT id FROM d_thing ORDER BY id', { maxRows: 3 });
    expect([all.rows.length, all.truncated]).to.deep.equal([3, false]);
  });

  it('allows what reading needs: joins, windows, recursion, JSON', async () => {
    const recursive =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT SUM(i) AS s FROM n';
    const window = 'SELECT id, ROW_NUMBER() OVER (ORDER BY id DESC) AS n FROM d_thing ORDER BY id LIMIT 1';
    expect(Number((await read(recursive)).rows[0]!['s'])).to.equal(15);
    expect((await read(window)).rows).to.deep.equal([{ id: 1, n: 3 }]);
    expect(Number((await read(`SELECT JSON_EXTRACT('{"a": 4}', '$.a') AS v`)).rows[0]!['v'])).to.equal(4);
    expect((await read("SELECT 1 AS one, ';x' AS t, '--' AS c; ")).rows).to.deep.equal([{ one: 1, t: ';x', c: '--' }]);
  });

  it('refuses to change anything, and says why', async () => {
    const statements = [
      'INSERT INTO d_thing VALUES (9, null)',
      "UPDATE d_thing SET name = 'x'",
      'DELETE FROM d_thing',
      'DROP TABLE d_thing',
      'CREATE TABLE d_new (id INTEGER)',
      'SELECT 1; DELETE FROM d_thing',
      'SELECT 1; SELECT 2',
    ];
    for (const sql of statements) expect(await refusal(sql), sql).to.include({ status: 422, code: 'SQL_REFUSED' });
    expect(await fixture.database.read('d_thing')).to.have.length(3);
  });

  it('refuses passwords, the schema, pragmas and other files', async function () {
    if (fixture.engine === 'mysql') return this.skip();
    const statements = [
      'SELECT * FROM sys_setting',
      'SELECT (SELECT value FROM sys_setting) AS v',
      'SELECT * FROM Sys_Account',
      'SELECT * FROM sqlite_master',
      'SELECT * FROM sqlite_schema',
      "SELECT * FROM pragma_table_info('d_thing')",
      'PRAGMA user_version',
      "ATTACH 'x.db' AS x",
      "VACUUM INTO 'x.db'",
      'BEGIN',
      "SELECT load_extension('x')",
    ];
    for (const sql of statements) expect(await refusal(sql), sql).to.have.property('code', 'SQL_REFUSED');
  });

  it('tells the author what the database says', async () => {
    const error = await refusal('SELECT nothing FROM d_thing');
    expect(error.message).to.match(/nothing/);
  });

  it('ends an endless statement while writes go on', async () => {
    const { database } = fixture;
    await read('SELECT 1 AS one');
    let isOver = false;
    const error = pool
      .run('sql.read', { sql: endless[fixture.engine] }, { timeoutMs: 1000 })
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
    expect((await read('SELECT COUNT(*) AS n FROM d_thing')).rows).to.deep.equal([{ n: 3 }]);
  });

  it('leaves no statement running in a MySQL server', async function () {
    if (fixture.engine === 'sqlite') return this.skip();
    const error = await pool
      .run('sql.read', { sql: endless.mysql }, { timeoutMs: 200 })
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
    const error = await without.run('sql.read', { sql: 'SELECT 1' }, { timeoutMs }).catch((reason: unknown) => reason);
    await without.close();
    expect(error).to.be.instanceOf(ApiError).with.property('code', 'SQL_NOT_CONFIGURED');
  });
});
