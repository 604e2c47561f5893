/** Datasets of other documents, and of other databases: the rights are those of whoever reads. */
import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Type } from '@sinclair/typebox';
import { createConnection } from 'mysql2/promise';
import { entitiesRead } from '../../../metadata/dataset/sources.js';
import { sourceType } from '../../../metadata/dataset/source-type.js';
import { checkSites } from '../../../metadata/document/check-sites.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { documentSchema } from '../../../metadata/schema/compose.js';
import type { ConnectionDocument } from '../../../metadata/schema/connection.js';
import type { SharedDatasetDocument, Source, SqlSource } from '../../../metadata/schema/dataset.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Value } from '../../../metadata/value.js';
import type { Context } from '../../../server/context.js';
import type { ApiError } from '../../../server/errors.js';
import { testConnection, testDraft } from '../../../server/reports/connection-routes.js';
import { closedRows, type DatasetRows, type SourceRequest } from '../../../server/api.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { mayRunSources } from '../../../server/releases/may-edit.js';
import { runReport } from '../../../server/reports/run-report.js';
import { keepPassword, passwordOf } from '../../../server/reports/sources/connection-secret.js';
import { createSiteKeys } from '../../../server/site-keys.js';
import { loadDataset, loadReadable } from '../../../server/reports/datasets.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { createSite, type TestSite } from '../../helper/context.js';
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

const classes = shared(
  20,
  'classes',
  { type: 'query', query: { entity: 'customer', select: [{ path: 'name' }, { path: 'credit' }], where: { field: 'name', op: 'in', value: ['apple', 'Zürich Möbel'] }, sort: [{ by: 'name' }] } },
  { transforms: [{ type: 'bucket', options: { field: 'credit', as: 'class', bounds: [150], labels: ['poor', 'rich'] } }] },
); // prettier-ignore

/** What a plugin adds: letters for whoever may read customers. */
const letters = {
  definition: sourceType<{ readonly type: 'letters'; readonly count: number }>({
    id: 'letters',
    label: 'Letters',
    icon: 'list',
    schema: Type.Object({ type: Type.Literal('letters'), count: Type.Integer() }, { additionalProperties: false }),
    columns: () => new Map([['letter', 'text']]),
    entities: () => ['customer'],
    rights: () => ['operate'],
  }),
  server: {
    id: 'letters',
    async load({ access }: Context, { source, whole }: SourceRequest): Promise<DatasetRows> {
      if (!access.mayEver('read', 'customer')) return closedRows([]);
      const { count } = source as unknown as { readonly count: number };
      expect(whole).to.be.a('boolean');
      return { columns: [{ name: 'letter', type: 'text', label: 'Letter' }], rows: ['a', 'b', 'c', 'd'].slice(0, count).map((letter) => ({ letter })), ordered: true }; // prettier-ignore
    },
  },
};

const role = (rights: readonly ('report.sql.all' | 'report.sql')[] = [], fields: object = {}) =>
  testRole([{ entity: 'customer', actions: { read: 'own' }, ...fields }], { rights: [...rights] });

eachDatabase('server/reports/dataset-sources', (fixture) => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-connections-'));
  let pool: WorkPool;
  let site: TestSite;
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
    const documents: Document[] = [...testDocuments, names, classes, report, ...circle, connection(10, 'shop', { type: 'sqlite', database: 'shop.db' }),
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
      documents.push(connection(16, 'sealed', { ...rest, secret: { kept: true } }));
    }
    pool = createWorkPool({
      entry: workerEntry(),
      source: { url: fixture.database.connection.url, connectionsFolder: connections },
      log: quietLog(),
      size: 2,
    });
    site = await createSite(fixture.database, { rows: testRows, documents, work: pool, sources: [letters] });
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

  it('reads a source that a plugin adds, with its rights, wherever the product reads its own', async () => {
    const source = { type: 'letters', count: 3 } as unknown as Source;
    const over: ReportDocument = { ...report, id: idOf('report', 30), name: 'spelled', parameters: [], datasets: [{ name: 'L', source }], sheet: { cells: { A1: { bind: { dataset: 'L', field: 'letter', as: 'list' } } } } }; // prettier-ignore
    const registries = site.system().registries;
    const schema = createDocumentValidator(registries, createAjvChecker());
    expect(schema.validate(over)).to.deep.equal([]);
    const wrong = { ...over, datasets: [{ name: 'L', source: { type: 'letters', count: 'x' } }] };
    expect(schema.validate(wrong).map(({ path, code }) => `${path} ${code}`)).to.deep.equal(['/datasets/0/source/count WRONG_TYPE']); // prettier-ignore
    expect(JSON.stringify(documentSchema('report', registries))).to.include('"const":"letters"');
    expect(entitiesRead(source, system.release.model, registries)).to.deep.equal(['customer']);
    expect(() => mayRunSources(ann, [source])).to.throw(/Datasets of this kind/);
    expect(await rows(ann, { ...shared(31, 'x', source).source })).to.deep.equal([{ letter: 'a' }, { letter: 'b' }, { letter: 'c' }]); // prettier-ignore
    const run = await runReport(ann, over, {});
    expect(run.datasets.get('L')?.rows).to.deep.equal([{ letter: 'a' }, { letter: 'b' }, { letter: 'c' }]);
    expect(await refusal(load(ann, { type: 'nothing' } as unknown as Source))).to.include({ status: 422, code: 'UNKNOWN_SOURCE' }); // prettier-ignore
  });

  it('passes the rows of a shared dataset through its own transforms, and then through those of its user', async () => {
    const source: Source = { type: 'dataset', name: 'classes' };
    const found = await loadDataset(system, { name: 'S', source, transforms: [{ type: 'derive', options: { as: 'twice', of: ['class_no', 'class_no'], is: 'add' } }] }, {}); // prettier-ignore
    expect(found.rows).to.deep.equal([
      { name: 'apple', credit: 200.2, class: 'rich', class_no: 2, twice: 4 },
      { name: 'Zürich Möbel', credit: 100.1, class: 'poor', class_no: 1, twice: 2 },
    ]);
    const hidden = await loadReadable(blind, { name: 'S', source }, {});
    expect([hidden.rows.length > 0, hidden.columns.map(({ name }) => name)]).to.deep.equal([true, ['name']]);
    expect(hidden.withheld).to.have.members(['credit', 'class', 'class_no']);
    const { registries } = system;
    const schema = createDocumentValidator(registries, createAjvChecker());
    expect(schema.validate({ ...classes, id: idOf('report', 20) })).to.deep.equal([]);
    const bent = { ...classes, transforms: [{ type: 'bucket', options: { field: 'gone', step: 5 } }] };
    const surroundings = { model: system.release.model, registries };
    expect(checkSites(bent, surroundings).map(({ path }) => path)).to.deep.equal(['/transforms/0/options/field']);
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

    it('keep a password sealed, for the server and the person it was given for', async () => {
      const document = connection(16, 'sealed', { type: 'mysql', host: 'db.example', port: 3306, user: 'reader', database: 'x', secret: { kept: true } }); // prettier-ignore
      await keepPassword(system, document, 'reads');
      const rows = (await fixture.database
        .read('sys_setting')
        .where('name', 'like', 'connection_secret:%')) as object[];
      expect(rows).to.have.length(1);
      const events = await fixture.database.read('sys_event').where({ type: 'connection.secret' });
      expect(JSON.stringify([rows, events])).to.not.contain('reads');
      expect(await passwordOf(system, document)).to.equal('reads');
      for (const change of [{ host: 'evil.example' }, { port: 3307 }, { user: 'root' }, { id: id(17) }])
        expect(await passwordOf(system, { ...document, ...change }), JSON.stringify(change)).to.equal('');
      const other = { ...system, siteKey: createSiteKeys(() => 'another secret, of another site of ours') };
      expect(await passwordOf(other, document)).to.equal('');
      await keepPassword(system, document, null);
      expect(await passwordOf(system, document)).to.equal('');
      if (fixture.engine === 'sqlite') return;
      const real = system.release.model.find('connection', 'sealed')!;
      expect(await refusal(testConnection(auditor, 'sealed', 300))).to.include({ code: 'CONNECTION_FAILED' });
      await keepPassword(system, real, 'reads');
      expect(await testConnection(auditor, 'sealed', 20_000)).to.deep.equal({ ok: true });
    });

    it('are tested as they are written by those who could publish them, and by nobody else', async () => {
      const shop = connection(20, 'not_yet', { type: 'sqlite', database: 'shop.db' });
      const operator = site.as({ id: idOf('user', 1) }, [testRole([], { name: 'operator', rights: ['design', 'operate'] })]); // prettier-ignore
      expect(await testDraft(operator, shop, 20_000)).to.deep.equal({ ok: true });
      for (const right of ['design', 'operate'] as const) {
        const half = site.as({ id: idOf('user', 1) }, [testRole([], { name: right, rights: [right] })]);
        expect(await refusal(testDraft(half, shop, 300)), right).to.include({ status: 403, code: 'RIGHT_MISSING' });
      }
      const missing = await refusal(testDraft(operator, { ...shop, type: 'mysql' }, 300));
      expect((missing.data.details as { path: string }[]).map(({ path }) => path)).to.include.members(['/host', '/port', '/user', '/database']); // prettier-ignore
      const closed = connection(21, 'not_yet', { type: 'mysql', host: '127.0.0.1', port: 9, database: 'x', user: 'x' });
      const [draft, released] = [await refusal(testDraft(operator, closed, 300)), await refusal(testConnection(auditor, 'closed', 300))]; // prettier-ignore
      expect([draft.status, draft.code, draft.message]).to.deep.equal([released.status, released.code, released.message]); // prettier-ignore
    });

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
