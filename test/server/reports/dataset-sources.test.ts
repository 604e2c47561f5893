/** Datasets of other documents, and of other databases: the rights are those of whoever reads. */
import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { createConnection } from 'mysql2/promise';
import type { ConnectionDocument } from '../../../metadata/schema/connection.js';
import type { SharedDatasetDocument, Source, SqlSource } from '../../../metadata/schema/dataset.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Value } from '../../../metadata/value.js';
import type { Context } from '../../../server/context.js';
import type { ApiError } from '../../../server/errors.js';
import { testConnection } from '../../../server/reports/connection-routes.js';
import { loadDataset, loadReadable } from '../../../server/reports/datasets.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { createSite } from '../../helper/context.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { idOf, testDocuments, testRole } from '../../helper/model.js';
import { testRows } from '../../helper/rows.js';

const id = (number: number) => `01DOCUMENT${String(number).padStart(16, '0')}`;
const shared = (number: number, name: string, source: Source, more: object = {}): SharedDatasetDocument => ({ kind: 'dataset', id: id(number), name, schema: 1, source, ...more }); // prettier-ignore
const connection = (number: number, name: string, rest: object): ConnectionDocument => ({ kind: 'connection', id: id(number), name, schema: 1, ...rest }) as ConnectionDocument; // prettier-ignore

const names = shared(
  1,
  'names',
  {
    type: 'query',
    query: {
      entity: 'customer',
      select: [{ path: 'name' }, { path: 'credit' }],
      where: {
        and: [
          { field: 'credit', op: 'gte', value: { parameter: 'least' } },
          { field: 'name', op: 'isNotNull' },
        ],
      },
      sort: [{ by: 'name' }],
    },
  },
  { parameters: [{ name: 'least', type: 'number', default: 0 }] },
);
const report: ReportDocument = {
  kind: 'report',
  id: id(2),
  name: 'rich',
  schema: 1,
  parameters: [{ name: 'over', type: 'number', required: true }],
  datasets: [{ name: 'S', source: { type: 'dataset', name: 'names', parameters: { least: '$over + 100' } } }],
  sheet: { cells: {} },
};
const circle = [
  shared(3, 'ring_a', { type: 'dataset', name: 'ring_b' }),
  shared(4, 'ring_b', { type: 'dataset', name: 'ring_a' }),
];

const role = (rights: readonly ('report.sql.all' | 'report.sql')[] = [], fields: object = {}) =>
  testRole([{ entity: 'customer', actions: { read: 'own' }, ...fields }], { rights: [...rights] });

eachDatabase('server/reports/dataset-sources', (fixture) => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-connections-'));
  let pool: WorkPool;
  let system: Context;
  let ann: Context;
  let auditor: Context;
  let blind: Context;
  before(async function () {
    this.timeout(60_000);
    const connections = join(folder, 'connections');
    mkdirSync(connections);
    const outside = new DatabaseSync(join(folder, 'outside.db'));
    outside.exec('create table secret (x text)');
    outside.close();
    symlinkSync(join(folder, 'outside.db'), join(connections, 'linked.db'));
    const file = new DatabaseSync(join(connections, 'shop.db'));
    const facts = `create table visits (customer char(26), pages integer, note varchar(20)); insert into visits values ('${idOf('customer', 1)}', 3, 'a'), ('${idOf('customer', 2)}', 4, 'b'), (null, 5, 'c')`;
    file.exec(facts);
    file.close();
    const documents: Document[] = [...testDocuments, names, report, ...circle, connection(10, 'shop', { type: 'sqlite', database: 'shop.db' }),
      connection(11, 'linked', { type: 'sqlite', database: 'linked.db' }), connection(12, 'missing', { type: 'sqlite', database: 'missing.db' }), connection(13, 'closed', { type: 'mysql', host: '127.0.0.1', port: 9, database: 'x', user: 'x' })]; // prettier-ignore
    const reader = await fixture.readerUrl();
    if (reader !== undefined) {
      const { hostname: host, port, username: user, pathname } = new URL(reader);
      const own = await createConnection({ uri: fixture.database.connection.url, multipleStatements: true });
      await own.query(facts);
      await own.end();
      process.env['TRELLIS_CONNECTION_TEST'] = 'reads';
      const rest = { type: 'mysql', host, port: Number(port), database: pathname.slice(1), user };
      documents.push(connection(14, 'server', { ...rest, secret: { environment: 'TRELLIS_CONNECTION_TEST' } }));
      documents.push(connection(15, 'wrong', rest));
    }
    pool = createWorkPool({
      entry: workerEntry(),
      source: { url: fixture.database.connection.url, connectionsFolder: connections },
      log: quietLog(),
      size: 2,
    });
    const site = await createSite(fixture.database, { rows: testRows, documents, work: pool });
    system = site.system();
    ann = site.as({ id: idOf('user', 1) }, [role()]);
    auditor = site.as({ id: idOf('user', 1) }, [role(['report.sql.all'])]);
    blind = site.as({ id: idOf('user', 1) }, [role([], { fields: { credit: 'hidden' } })]);
  });
  after(async () => {
    await pool.close();
    delete process.env['TRELLIS_CONNECTION_TEST'];
    rmSync(folder, { recursive: true });
  });

  const load = (context: Context, source: Source, parameters: Record<string, Value> = {}) => loadDataset(context, { name: 'S', source }, parameters); // prettier-ignore
  const rows = async (context: Context, source: Source, parameters = {}) => (await load(context, source, parameters)).rows; // prettier-ignore
  const refusal = (work: Promise<unknown>): Promise<ApiError> =>
    work.then(
      (found) => expect.fail(JSON.stringify(found)),
      (error: ApiError) => error,
    );

  it('reads a shared dataset with the values given to it, or its defaults, and with the rights of its reader', async () => {
    const source: Source = { type: 'dataset', name: 'names', parameters: { least: '$x' } };
    expect(await rows(system, source, { x: 150 })).to.deep.equal([{ name: 'apple', credit: 200.2 }]);
    expect((await rows(system, { type: 'dataset', name: 'names' })).map(({ name }) => name)).to.deep.equal(['apple', 'Zürich Möbel']); // prettier-ignore
    expect(await rows(ann, { type: 'dataset', name: 'names' })).to.deep.equal([{ name: 'Zürich Möbel', credit: 100.1 }]); // prettier-ignore
    expect(await loadReadable(blind, { name: 'S', source: { type: 'dataset', name: 'names' } }, {})).to.include({ closed: true }); // prettier-ignore
  });

  it('reads the dataset of a report through whatever that reads', async () => {
    const source: Source = { type: 'report', report: 'rich', dataset: 'S', parameters: { over: '$x' } };
    expect(await rows(system, source, { x: 50 })).to.deep.equal([{ name: 'apple', credit: 200.2 }]);
    expect(await rows(ann, source, { x: 50 })).to.deep.equal([]);
    expect(await refusal(load(system, { type: 'report', report: 'rich', dataset: 'S' }))).to.include({ code: 'PARAMETER_REQUIRED' }); // prettier-ignore
    expect(await refusal(load(system, { type: 'report', report: 'rich', dataset: 'T' }))).to.include({ code: 'NO_DATASET' }); // prettier-ignore
  });

  it('refuses a circle', async () => {
    expect(await refusal(load(system, { type: 'dataset', name: 'ring_a' }))).to.include({ status: 422, code: 'DATASET_CIRCLE' }); // prettier-ignore
  });

  describe('named connections', () => {
    const over = (name: string, more: Partial<SqlSource> = {}): SqlSource => ({ type: 'sql', connection: name, sql: 'select customer, pages, note from visits where pages < :most order by pages desc', ...more }); // prettier-ignore
    const known = () => (fixture.engine === 'sqlite' ? ['shop'] : ['shop', 'server']);

    it('go to those who may read all rows, to others by the records that they may see and the fields that are named', async () => {
      for (const name of known()) {
        const all = await rows(auditor, over(name), { most: 9 });
        expect(all.map((row) => row['note']), name).to.deep.equal(['c', 'b', 'a']);
        expect(await refusal(load(ann, over(name), { most: 9 }))).to.include({ status: 403, code: 'NOT_ALLOWED' });
        expect(await loadReadable(ann, { name: 'S', source: over(name) }, { most: 9 })).to.include({ closed: true });
        const mapped = over(name, { rows: [{ entity: 'customer', key: 'customer' }], fields: { pages: 'customer.credit' } }); // prettier-ignore
        const part = await loadReadable(ann, { name: 'S', source: mapped }, { most: 9 });
        expect(part.rows, name).to.deep.equal([{ customer: idOf('customer', 1), pages: 3 }]);
        expect(part.withheld, name).to.deep.equal(['note']);
        const hidden = await loadReadable(blind, { name: 'S', source: mapped }, { most: 9 });
        expect([hidden.rows, hidden.withheld], name).to.deep.equal([[{ customer: idOf('customer', 1) }], ['pages', 'note']]); // prettier-ignore
      }
    }); // prettier-ignore

    it('read, and read only tables', async () => {
      for (const name of known()) {
        for (const sql of ['delete from visits', 'select 1 as a; select 2 as b', "select load_file('/etc/passwd') as f", 'select 1 as a from sqlite_master', 'select 1 as a from mysql.user']) {
          expect(await refusal(load(auditor, over(name, { sql }))), sql).to.include({ status: 422, code: 'DATASET_SQL' });
        }
      }
    }); // prettier-ignore

    it('F3: say the same of whatever goes wrong', async () => {
      const failing = ['linked', 'missing', 'closed', ...(fixture.engine === 'sqlite' ? [] : ['wrong'])];
      const told = await Promise.all(failing.map((name) => refusal(testConnection(auditor, name, 300))));
      expect(new Set(told.map(({ status, code, message, data }) => JSON.stringify({ status, code, message, data })))).to.have.length(1); // prettier-ignore
      const run = await Promise.all(failing.map((name) => refusal(load(auditor, over(name), { most: 9 }))));
      expect(new Set(run.map(({ code, message }) => `${code} ${message}`))).to.have.length(1);
      for (const name of known()) expect(await testConnection(auditor, name, 20_000)).to.deep.equal({ ok: true });
      expect(await refusal(testConnection(auditor, 'nothing', 300))).to.include({ status: 404 });
    });
  });
});
