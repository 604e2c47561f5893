/** SQL datasets over entities: the reader's rows and fields only, by construction, on both engines; nothing else is reached. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SqlSource } from '../../../metadata/schema/dataset.js';
import type { Value } from '../../../metadata/value.js';
import type { Context } from '../../../server/context.js';
import type { ApiError } from '../../../server/errors.js';
import { loadDataset, loadReadable } from '../../../server/reports/datasets.js';
import { runQuery } from '../../../server/records/query.js';
import { makeFile, rightsMark } from '../../../server/reports/exports/file-job.js';
import { reportRoutes } from '../../../server/reports/routes.js';
import type { Reply } from '../../../server/http/route.js';
import { createTurns } from '../../../server/work/turns.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { createSite, type TestSite } from '../../helper/context.js';
import { becomes } from '../../helper/eventually.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { attempt } from '../../helper/outcome.js';
import { testRows } from '../../helper/rows.js';

const everything = { customer: 'all', order: 'all', order_line: 'all', region: 'all', user: 'all' } as const;
const grants = (scopes: Readonly<Record<string, 'own' | 'subtree' | 'all'>>, fields: Record<string, Record<string, 'hidden' | 'mask'>> = {}) =>
  Object.entries(scopes).map(([entity, read]) => ({ entity, actions: { read }, ...(fields[entity] ? { fields: fields[entity] } : {}) })); // prettier-ignore
const own = testRole(grants({ ...everything, customer: 'own' }));
/** A rule that asks another table: a database would rather try a cheap condition of the statement first. */
const related = testRole([
  ...grants({ order: 'all', order_line: 'all', region: 'all', user: 'all' }),
  { entity: 'customer', actions: { read: { some: 'orders', where: { field: 'number', op: 'eq', value: 'O-1' } } } },
]);
const without = testRole(grants(everything, { customer: { credit: 'hidden', phone: 'mask' } }));
const author = testRole(grants(everything), { name: 'author', rights: ['report.sql'] });
const ownButAll = testRole(grants({ ...everything, customer: 'own' }), { name: 'auditor', rights: ['report.sql.all'] });

eachDatabase('server/reports/sql-datasets', (fixture) => {
  let pool: WorkPool;
  let site: TestSite;
  let system: Context;
  let ann: Context;
  let blind: Context;
  let writer: Context;
  let auditor: Context;
  before(async function () {
    this.timeout(60_000);
    const reportUrl = await fixture.readerUrl();
    const url = fixture.database.connection.url;
    pool = createWorkPool({ entry: workerEntry(), source: { url, ...(reportUrl ? { reportUrl } : {}) }, log: quietLog() });
    site = await createSite(fixture.database, { rows: testRows, work: pool });
    system = site.system();
    ann = site.as({ id: idOf('user', 1) }, [own]);
    blind = site.as({ id: idOf('user', 1) }, [without]);
    writer = site.as({ id: idOf('user', 1) }, [author]);
    auditor = site.as({ id: idOf('user', 1) }, [ownButAll]);
  }); // prettier-ignore
  after(() => pool.close());

  const dataset = (sql: string, more: Partial<SqlSource> = {}) => ({ name: 'S', source: { type: 'sql' as const, sql, ...more } }); // prettier-ignore
  const rows = async (context: Context, sql: string, more: Partial<SqlSource> = {}, parameters: Record<string, Value> = {}) =>
    (await loadDataset(context, dataset(sql, more), parameters)).rows; // prettier-ignore
  const refusal = (context: Context, sql: string, more: Partial<SqlSource> = {}, parameters = {}): Promise<ApiError> =>
    loadDataset(context, dataset(sql, more), parameters).then(
      (found) => expect.fail(`${sql} gave ${JSON.stringify(found)}`),
      (error: ApiError) => error,
    );

  it('reads entities by their names and fields, amounts in natural units, the same on both engines', async () => {
    const sql = `select c.name, c.region_id as region, c.active, c.since, sum(l.amount) as amount, count(*) as lines
      from customer c join "order" o on o.customer_id = c.id join order_line l on l.order_id = o.id
      group by c.id, c.name, c.region_id, c.active, c.since order by name`;
    const found = await loadDataset(system, dataset(sql, { fields: { amount: 'order_line.amount' } }), {});
    expect(found.rows).to.deep.equal([
      { name: 'Zürich Möbel', region: idOf('region', 3), region_label: 'Bavaria', active: true, since: '2024-02-29', amount: 100.3, lines: 3 },
      { name: 'apple', region: idOf('region', 2), region_label: 'Germany', active: false, since: '2026-06-01', amount: null, lines: 1 },
    ]); // prettier-ignore
    expect(found.columns.map(({ name, type }) => [name, type])).to.deep.equal([
      ['name', 'text'], ['region', 'id'], ['active', 'boolean'], ['since', 'date'], ['amount', 'number'], ['lines', 'number'],
    ]); // prettier-ignore
    expect(found.columns[4]).to.include({ scale: 2 });
    expect(found.ordered).to.equal(true);
    expect(await rows(system, 'select number, shipped_at_day as d from "order" where shipped_at is not null order by number')).to.deep.equal([
      { number: 'O-1', d: '2026-03-29' }, { number: 'O-2', d: '2026-03-30' }, { number: 'O-4', d: '2026-10-25' },
    ]); // prettier-ignore
  });

  it('binds parameters, and nothing of them becomes SQL', async () => {
    const sql = 'select name from customer where name = :name or status in (:codes) order by name';
    expect(await rows(system, sql, {}, { name: "x' or 1 = 1 --", codes: [] })).to.deep.equal([]);
    expect(await rows(system, sql, {}, { name: 'zebra', codes: ['lead', 'lost'] })).to.deep.equal([{ name: 'Banana' }, { name: 'apple' }, { name: 'zebra' }]); // prettier-ignore
    expect(await refusal(system, sql, {}, { name: 'x' })).to.include({ status: 422, code: 'DATASET_SQL' });
  });

  it('gives the rows of its reader and no others, in every table, sum and bracket', async () => {
    const ways = [
      'select name from customer', 'select x.name from (select * from customer) x', 'with t as (select name from customer) select name from t',
      'select name from "order" o join customer c on c.id = o.customer_id group by name',
      'select c.name from customer c where exists (select 1 from customer d where d.id = c.id)',
    ]; // prettier-ignore
    for (const sql of ways) expect(await rows(ann, sql), sql).to.deep.equal([{ name: 'Zürich Möbel' }]);
    expect(await rows(ann, 'select count(*) as n, sum(credit) as c from customer')).to.deep.equal([{ n: 1, c: 100.1 }]);
    // A look-up to a record that is not to be seen reads as empty, as everywhere.
    expect(await rows(ann, 'select number, customer_id as c from "order" order by number')).to.deep.equal([
      { number: 'O-1', c: idOf('customer', 1), c_label: 'Zürich Möbel' }, { number: 'O-2', c: idOf('customer', 1), c_label: 'Zürich Möbel' },
      { number: 'O-3', c: null, c_label: null }, { number: 'O-4', c: null, c_label: null },
    ]); // prettier-ignore
  });

  it('gives a manager the rows of the departments below, as a query does: a rule about a tree reads in a name of ours', async () => {
    const below = testRole(grants({ ...everything, customer: 'subtree', order: 'subtree' }), { name: 'manager' });
    const query = { entity: 'customer', select: [{ path: 'name' }] };
    const under = { entity: 'customer', key: 'id' };
    for (const department of [1, 2, 3, 4]) {
      const boss = site.as({ id: idOf('user', 1), department: idOf('department', department) }, [below]);
      const names = (await runQuery(boss, query)).rows.map((row) => row['name']);
      const read = async (more: Partial<SqlSource>) => (await rows(boss, 'select id, name from customer', more)).map((row) => row['name']);
      for (const more of [{}, { rows: [under] }]) expect(await read(more), `department ${department}`).to.have.members(names);
    }
    const top = site.as({ id: idOf('user', 1), department: idOf('department', 2) }, [below]);
    expect(await rows(top, 'select name from customer')).to.have.length.greaterThan(0);
    // An expression that people name like one of ours reads nothing by that.
    for (const t of ['t1', 't4', 't5']) {
      const sql = `with ${t} as (select id from d_department) select id from ${t}`;
      expect((await refusal(top, sql)).status, sql).to.equal(422);
    }
  }); // prettier-ignore

  it('gives the first rows to who only looks at them, and says whether there are more', async () => {
    const first = async (sql: string, transforms = {}) => {
      const found = await loadReadable(system, { ...dataset(sql), ...transforms }, {}, { first: 2 });
      return [found.rows.length, found.first];
    };
    expect(await first('select name from customer')).to.deep.equal([5, { total: 5 }]);
    const many = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) select a.i as i from n a join n b on b.i < 4';
    expect(await first(many)).to.deep.equal([1000, { total: undefined }]);
    // What is transformed is read whole.
    expect(await first(many, { transforms: [{ type: 'bucket', options: { field: 'i', as: 'c', step: 10 } }] })).to.deep.equal([2700, undefined]);
  }); // prettier-ignore

  it('narrows the result by `rows` as well, and keeps its order', async () => {
    const sql = 'select o.number, o.customer_id as c from "order" o order by number desc';
    const rule = { rows: [{ entity: 'customer', key: 'c' }] };
    expect((await rows(ann, sql, rule)).map((row) => row['number'])).to.deep.equal(['O-2', 'O-1']);
    expect((await rows(system, sql, rule)).map((row) => row['number'])).to.deep.equal(['O-3', 'O-2', 'O-1']);
    expect(await rows(auditor, 'select count(*) as n from customer')).to.deep.equal([{ n: 5 }]);
    expect((await rows(auditor, sql, rule)).map((row) => row['number'])).to.deep.equal(['O-2', 'O-1']);
  });

  it('withholds a column that may not be read, and all where it decides over rows', async () => {
    const shown = await loadReadable(blind, dataset('select name, credit, phone from customer order by name'), {});
    expect(shown.withheld).to.deep.equal(['credit']);
    expect(shown.rows.at(-1)).to.deep.equal({ name: 'zebra', phone: '•••' });
    expect(shown.columns.map(({ name }) => name)).to.deep.equal(['name', 'phone']);
    const closed = [
      'select name from customer where credit > 0', 'select name from customer order by credit', 'select name, credit as c from customer order by c',
      'select name, credit from customer order by 2', 'select distinct credit, name from customer', 'with t as (select credit as x from customer) select x from t',
      'select name from (select name, credit from customer) t', 'select credit from customer', 'select name from customer where phone like \'1%\'', 'select name, sum(1) over (order by credit) as s from customer where cost > credit',
      'select count(*) as n from customer group by phone', 'select name from customer c join customer d on c.credit = d.credit',
    ]; // prettier-ignore
    for (const sql of closed) {
      const read = await loadReadable(blind, dataset(sql), {});
      expect([read.closed, read.rows], sql).to.deep.equal([true, []]);
      expect(await refusal(blind, sql), sql).to.include({ status: 403, code: 'FIELD_FORBIDDEN' });
    }
    const masked = await loadReadable(blind, dataset('select name, upper(phone) as p, max(phone) as q, max(credit) as m from customer group by name'), {}); // prettier-ignore
    expect([masked.withheld, masked.rows[0]!]).to.deep.equal([['p', 'q', 'm'], { name: null }]);
    const star = await loadReadable(blind, dataset('select * from customer order by name'), {});
    expect(Object.keys(star.rows[0]!)).to.include('cost').and.not.include.members(['credit', 'phone']);
    expect(star.withheld).to.include.members(['credit', 'phone']);
    const mapped = await loadReadable(blind, dataset('select name, cost as x from customer', { fields: { x: 'customer.credit' } }), {}); // prettier-ignore
    expect(mapped.withheld).to.deep.equal(['x']);
  });

  it('is not there for whoever may read none of its entities', async () => {
    const stranger = { ...ann, access: { ...ann.access, mayEver: (_action: string, entity: string) => entity !== 'order_line' } }; // prettier-ignore
    const sql = 'select count(*) as n from customer, order_line';
    expect(await refusal(stranger as Context, sql)).to.include({ status: 404 });
    expect(await loadReadable(stranger as Context, dataset(sql), {})).to.include({ closed: true });
  });

  it('B20: what one reader warmed is not what another one gets; what is kept holds until somebody writes', async () => {
    const sql = 'select name from customer where 7 = 7 order by name';
    let runs = 0;
    const counted = (context: Context): Context => ({
      ...context,
      work: {
        ...pool,
        run: (task, input, options) => {
          runs += 1;
          return pool.run(task, input, options);
        },
      },
    });
    for (const [context, n] of [[system, 5], [ann, 1], [system, 5], [ann, 1]] as const) expect(await rows(counted(context), sql)).to.have.length(n);
    // On MariaDB nothing tells whether somebody wrote (docs/decisions/018-sql-reads-entities.md).
    expect(runs).to.equal(fixture.engine === 'sqlite' ? 2 : 4);
    await fixture.database.write((transaction) => transaction('sys_setting').insert({ name: 'written', value: 'x' }));
    expect(await rows(counted(ann), sql)).to.have.length(1);
    expect(runs).to.equal(fixture.engine === 'sqlite' ? 3 : 5);
  }); // prettier-ignore

  it('C3: reaches no table but these, whoever forced the text into the document', async () => {
    const statements = [
      'WITH x AS (select 1 as a) DELETE FROM customer', 'SELECT 1 as a; DROP TABLE d_customer', "ATTACH 'x.db' AS x", 'PRAGMA user_version', "select load_file('/etc/passwd') as f",
      "select id from customer into outfile '/tmp/trellis-out'", 'select * from sys_session', 'select id from users', 'select name from sqlite_master', 'select 1 as a from information_schema.tables', 'select id from d_customer',
      'with customer as (select * from d_customer) select name from customer', 'select id from customer where id in sys_session', 'select id from customer where 1 in d_customer',
      'select id from customer where id in (select id from /* customer */ sys_account)', 'select id from customer_topics', 'with x as (select 1 as a) select d_customer.name from x',
    ]; // prettier-ignore
    for (const sql of statements) {
      const error = await refusal(writer, sql);
      expect([error.status, ['DATASET_SQL', 'SQL_REFUSED'].includes(error.code)], sql).to.deep.equal([422, true]);
      expect(error.message).to.not.match(/x[0-9a-f]{24}_/);
    }
    expect(await fixture.database.read('d_customer')).to.have.length(5);
  });

  it('tells what a database says to those who write SQL, and to nobody else', async () => {
    const sql = 'select nothing as n from customer';
    expect((await refusal(writer, sql)).message).to.match(/nothing/);
    expect((await refusal(ann, sql)).message)
      .to.match(/cannot be run/)
      .and.not.match(/nothing/);
  });

  it('ends a statement without an end, and says so', async () => {
    const bomb =
      'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as c from n as a, n as b, n as c, n as d';
    const slow = { ...writer, work: { ...pool, run: (task: string, input: unknown, options: object) => pool.run(task, input, { ...options, timeoutMs: 700 }) } }; // prettier-ignore
    expect(await refusal(slow as Context, bomb)).to.include({ status: 422, code: 'WORK_TIMEOUT' });
    expect(await rows(writer, 'select count(*) as n from customer')).to.deep.equal([{ n: 5 }]);
  });

  it('E3: of twenty cross joins by one person two run, the others wait or are told when to come back; somebody else has an answer meanwhile', async function () {
    this.timeout(60_000);
    const running = { now: 0, most: 0 };
    const counted = async <R>(task: string, input: unknown, options: Parameters<WorkPool['run']>[2]): Promise<R> => {
      running.most = Math.max(running.most, ++running.now);
      return pool.run<R>(task, input, options).finally(() => running.now--);
    };
    const route = reportRoutes(createTurns({ waitingPerUser: 12 })).find(({ path }) => path === '/reports/:name/run')!;
    const run = (context: Context, sql: string, signal = new AbortController().signal) => {
      const report = { kind: 'report', id: '01DOCUMENT9240000000000000', name: 'joins', schema: 1, datasets: [dataset(sql)], sheet: { cells: { A1: { bind: { dataset: 'S', field: 'n', as: 'list' } } } } };
      const { model } = context.release;
      const release = { ...context.release, model: { ...model, find: () => report } as unknown as typeof model };
      const input = { params: { name: 'joins' }, body: {}, query: {}, signal };
      return Promise.resolve(route.handler({ ...context, release, work: { ...pool, run: counted } } as Context, input as never));
    };
    // Each another statement: equal ones would be answered by one.
    const join = (n: number) => `with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) + ${n} as n from n as a, n as b, n as c`;
    const told: unknown[] = [];
    // All work processes are there before the processors are taken.
    await Promise.all([1, 2, 3].map((n) => rows(n === 3 ? ann : writer, `select ${n} as n from customer`)));
    const requests = Array.from({ length: 20 }, () => new AbortController());
    const all = requests.map(({ signal }, n) => run(writer, join(n), signal).catch((error: unknown) => void told.push(error)));
    await becomes(() => Promise.resolve(running.now), 2);
    const other = site.as({ id: idOf('user', 2) }, [author]);
    const reply = await run(other, 'select count(*) + 0 as n from customer');
    expect((reply as Reply).content).to.have.nested.property('json.cells[0].value', 5);
    expect(running.now, 'both of hers run on').to.equal(2);
    // Two run, twelve wait; the first two may have begun before the last ones came, or after.
    expect(told).to.have.length.within(6, 8);
    for (const error of told) expect(error).to.nested.include({ status: 429, code: 'WORK_BUSY', 'data.retryAfter': 5 });
    for (const request of requests) request.abort();
    await Promise.all(all);
    expect([told.length, running.most]).to.deep.equal([20, 3]);
  }); // prettier-ignore

  it('R22: a file of a report without end fails with the reason, by its rows or its memory, and leaves nothing', async function () {
    this.timeout(60_000);
    const dataFolder = await mkdtemp(join(tmpdir(), 'trellis-endless-'));
    const small = createWorkPool({ entry: workerEntry(), source: { url: fixture.database.connection.url }, log: quietLog(), memoryMb: 48 });
    const few: WorkPool['run'] = (task, input, options) => pool.run(task, task === 'sql.read' ? { ...(input as object), maxRows: 1000 } : input, options);
    const million = (width: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) select i as n, '${'x'.repeat(width)}' as t from n`;
    const ordered = async (sql: string, run: WorkPool['run']) => {
      const report = { kind: 'report', id: '01DOCUMENT9250000000000000', name: 'endless', schema: 1, datasets: [dataset(sql)], sheet: { cells: { A1: { bind: { dataset: 'S', field: 'n', as: 'list' } } } } };
      const owner = site.as({ id: idOf('user', 1) }, [testRole(grants(everything), { name: 'exporter', rights: ['report.run', 'report.export'] })]);
      const { model } = owner.release;
      const release = { ...owner.release, model: { ...model, find: () => report } as unknown as typeof model };
      const context: Context = { ...owner, release, dataFolder, work: { ...pool, run } };
      const run_ = { id: '01JOB000000000000000ENDLESS', attempt: 1, signal: new AbortController().signal, progress: () => undefined };
      return attempt(() => makeFile(context, { report: 'endless', format: 'csv', rights: rightsMark(context) }, run_));
    };
    try {
      const rows = await ordered(million(1), few);
      expect(rows.line).to.match(/^422 DATASET_TOO_LARGE/);
      expect(rows.error!.message).to.contain('Dataset S').and.contain('200000');
      // MariaDB ends such a recursion itself, after a thousand rounds.
      if (fixture.engine === 'sqlite') {
      const memory = await ordered(million(2000), (task, input, options) => small.run(task, input, options));
      expect(memory.line).to.match(/^422 WORK_FAILED/);
      expect(memory.error!.message).to.contain('48 MB of memory');
      }
      expect(await readdir(join(dataFolder, 'files'))).to.deep.equal([]);
    } finally {
      await small.close();
      await rm(dataFolder, { recursive: true });
    }
  }); // prettier-ignore

  it('two worlds that differ only in what a reader may not see answer byte for byte the same, errors too', async function () {
    this.timeout(60_000);
    const database = await fixture.open();
    const reportUrl = await fixture.readerUrl(database);
    const url = database.connection.url;
    const otherPool = createWorkPool({ entry: workerEntry(), source: { url, ...(reportUrl ? { reportUrl } : {}) }, log: quietLog(), size: 2 });
    const changed = testRows['customer']!.map((row) => (row['owner'] === idOf('user', 1) ? row : { ...row, name: `other ${String(row['code'])}`, credit: 7, cost: 8, status: 'lost', active: true }));
    const there = await createSite(database, { rows: { ...testRows, customer: changed.slice(0, 4) }, work: otherPool });
    const readers = [own, related].map((role) => [site.as({ id: idOf('user', 1) }, [role]), there.as({ id: idOf('user', 1) }, [role])] as const);
    // The condition raises an error for a name that only one of the worlds has, in a row that is not the reader's.
    const trap = fixture.engine === 'sqlite' ? "json_extract(case when name = 'zebra' then 'x' else '{}' end, '$.a') is null" : "exp(case when name = 'zebra' then 710 else 1 end) > 0";
    const statements = [
      'select * from customer order by id', `select name from customer where ${trap}`, `select (select count(*) from customer where ${trap}) as n`, 'select sum(credit) as c, count(*) as n, max(name) as m from customer',
      'select o.number, o.customer_id as c, c.name as n from "order" o left join customer c on c.id = o.customer_id order by number', 'select count(*) as n from "order" o join customer c on c.id = o.customer_id', "select id from customer where name = 'zebra'",
      'select c.name from customer c join "order" o on o.customer_id = c.id where c.credit / 0 is null order by 1', 'select nothing as x from customer', 'with t as (select *, row_number() over (order by credit) as n from customer) select name, n from t',
    ]; // prettier-ignore
    const told = (context: Context, sql: string): Promise<string> =>
      loadReadable(context, dataset(sql), {}).then(JSON.stringify, ({ status, code, message, data }: ApiError) =>
        JSON.stringify({ status, code, message, path: data.path }),
      );
    try {
      for (const [first, second] of readers) {
        for (const sql of statements) expect(await told(second, sql), sql).to.equal(await told(first, sql));
      }
      // Else the equality would say nothing.
      expect(await told(system, statements[1]!)).to.contain('SQL_REFUSED');
      expect(await told(there.system(), statements[1]!)).to.contain('other');
    } finally {
      await otherPool.close();
    }
  }); // prettier-ignore
});
