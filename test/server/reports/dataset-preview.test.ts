/** What a designer is shown of a dataset in the making: the first rows with the rights of who designs, and no more than that. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Source, TransformDocument } from '../../../metadata/schema/dataset.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import type { Query } from '../../../metadata/schema/query.js';
import { openDatabase } from '../../../server/database/open.js';
import type { Database } from '../../../server/database/database.js';
import type { Context } from '../../../server/context.js';
import type { ApiError } from '../../../server/errors.js';
import { previewDataset, type PreviewRequest } from '../../../server/reports/dataset-preview.js';
import { createSite, type TestSite } from '../../helper/context.js';
import { quietLog } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { testRows } from '../../helper/rows.js';

const all = ['customer', 'order', 'order_line', 'region', 'user'].map((entity) => ({ entity, actions: { read: 'all' as const } })); // prettier-ignore
const designer = testRole(all, { name: 'designer', rights: ['design'] });
const author = testRole(all, { name: 'author', rights: ['design', 'report.sql'] });
const own = testRole(all.map((grant) => (grant.entity === 'customer' ? { entity: 'customer', actions: { read: 'own' as const } } : grant)), { name: 'own' }); // prettier-ignore
const blind = testRole(all.map((grant) => (grant.entity === 'customer' ? { ...grant, fields: { credit: 'hidden' as const, phone: 'mask' as const } } : grant)), { name: 'blind' }); // prettier-ignore

const query = (query: Query): Source => ({ type: 'query', query });
const customers = query({ entity: 'customer', select: [{ path: 'name' }, { path: 'region' }, { path: 'status' }, { path: 'credit' }], sort: [{ by: 'credit', descending: true }] }); // prettier-ignore

describe('server/reports/dataset-preview', () => {
  let folder: string;
  let database: Database;
  let site: TestSite;
  let ann: Context;
  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(join(tmpdir(), 'trellis-preview-'));
    database = await openDatabase({ url: `sqlite:${join(folder, 'test.db')}`, log: quietLog() });
    site = await createSite(database, { rows: testRows });
    ann = site.as({ id: idOf('user', 1) }, [designer]);
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const preview = (context: Context, source: Source, more: Partial<PreviewRequest> & { transforms?: readonly TransformDocument[]; declared?: readonly Parameter[] } = {}) => {
    const { transforms, declared, ...rest } = more;
    return previewDataset(context, { dataset: { source, ...(transforms ? { transforms } : {}), ...(declared ? { parameters: declared } : {}) }, ...rest });
  }; // prettier-ignore
  const refusal = (context: Context, source: Source, more = {}): Promise<ApiError> =>
    preview(context, source, more).then(
      (found) => expect.fail(JSON.stringify(found)),
      (error: ApiError) => error,
    );

  it('shows the first rows as people read them and counts the rest, reading no more', async () => {
    const statements = await site.statements(async () => {
      const found = await preview(ann, customers, { rows: 2 });
      expect(found).to.deep.include({ count: 5, more: false, closed: false, withheld: [] });
      expect(found.columns.map(({ name, type }) => [name, type])).to.deep.equal([['name', 'text'], ['region', 'id'], ['status', 'text'], ['credit', 'number']]); // prettier-ignore
      expect(found.rows).to.deep.equal([['apple', 'Germany', 'lead', 200.2], ['Zürich Möbel', 'Bavaria', 'active', 100.1]]); // prettier-ignore
      expect(found).not.to.have.property('statement');
    });
    expect(statements.join('\n')).not.to.match(/\b(?:insert|update|delete)\b/i);
  });

  it('counts groups, and what a limit leaves of them', async () => {
    const groups: Query = { entity: 'order_line', select: [{ path: 'product' }, { path: 'amount', aggregate: 'sum', as: 'total' }], sort: [{ by: 'total', descending: true }] }; // prettier-ignore
    const found = await preview(ann, query(groups), { rows: 1 });
    expect([found.count, found.rows]).to.deep.equal([4, [['Tea', 100.1]]]);
    expect((await preview(ann, query({ ...groups, limit: 3 }), { rows: 1 })).count).to.equal(3);
    expect((await preview(ann, query({ ...groups, limit: 3, offset: 2 }), { rows: 5 })).count).to.equal(2);
  });

  it('runs transforms over all rows, a computed column among them, and tells a mistake at its column', async () => {
    const plus = (expression: string): TransformDocument => ({ type: 'formula', options: { as: 'twice', expression } });
    const found = await preview(ann, customers, { rows: 1, transforms: [plus('credit * 2'), { type: 'bucket', options: { field: 'twice', as: 'class', step: 100 } }] }); // prettier-ignore
    expect([found.count, found.rows]).to.deep.equal([5, [['apple', 'Germany', 'lead', 200.2, 400.4, 400]]]);
    const wrong = await refusal(ann, customers, { transforms: [plus('credit * ')] });
    expect(wrong).to.include({ status: 422 });
    expect(wrong.data.path).to.equal('/transforms/0/options/expression');
    const clock = await refusal(ann, customers, { transforms: [plus('if(user.id = "x", 1, 2)')] });
    expect([clock.code, clock.data.path]).to.deep.equal(['FORMULA', '/transforms/0/options/expression']);
    const missing = await refusal(ann, customers, { transforms: [plus('price * 2')] });
    expect([missing.code, missing.data.path]).to.deep.equal(['UNKNOWN_COLUMN', '/transforms/0/options/expression']);
  });

  it('takes trial values, and says which is missing or unknown', async () => {
    const declared: readonly Parameter[] = [{ name: 'least', type: 'number', required: true }];
    const rich = query({ entity: 'customer', select: [{ path: 'name' }], where: { field: 'credit', op: 'gte', value: { parameter: 'least' } } }); // prettier-ignore
    expect((await preview(ann, rich, { declared, parameters: { least: 100 } })).count).to.equal(2);
    expect((await refusal(ann, rich, { declared })).code).to.equal('PARAMETER_REQUIRED');
    expect((await refusal(ann, rich, { declared, parameters: { most: 1 } })).status).to.equal(400);
  });

  it('gives rows and fields by the rights of who designs, whatever the dataset asks', async () => {
    const mine = await preview(site.as({ id: idOf('user', 1) }, [own]), customers);
    expect([mine.count, mine.rows]).to.deep.equal([1, [['Zürich Möbel', 'Bavaria', 'active', 100.1]]]);
    const unsorted = query({ entity: 'customer', select: [{ path: 'name' }, { path: 'credit' }, { path: 'phone' }], where: { field: 'name', op: 'eq', value: 'zebra' } }); // prettier-ignore
    const seen = await preview(site.as({ id: idOf('user', 1) }, [blind]), unsorted, { statement: true });
    expect([seen.withheld, seen.rows]).to.deep.equal([['credit'], [['zebra', '•••']]]);
    // Its order would tell what is hidden, and so would a condition or a formula.
    const closed = await preview(site.as({ id: idOf('user', 1) }, [blind]), customers);
    expect([closed.closed, closed.rows, closed.count]).to.deep.equal([true, [], 0]);
    const formula = [{ type: 'formula', options: { as: 'x', expression: 'credit' } }];
    expect((await preview(site.as({ id: idOf('user', 1) }, [blind]), unsorted, { transforms: formula })).withheld).to.deep.equal(['credit', 'x']); // prettier-ignore
    const nobody = await preview(site.as({ id: idOf('user', 1) }, [testRole([], { rights: ['design'] })]), customers);
    expect([nobody.closed, nobody.count]).to.deep.equal([true, 0]);
  });

  it('tells the statement to those who may write SQL, and runs no SQL of others', async () => {
    const sql = { type: 'sql', sql: 'select name from customer' } as const;
    expect((await refusal(ann, sql)).code).to.equal('RIGHT_MISSING');
    const teller = site.as({ id: idOf('user', 1) }, [author]);
    expect((await preview(teller, customers, { statement: true })).statement).to.match(/^select .*d_customer/is);
    expect(await preview(ann, customers, { statement: true })).not.to.have.property('statement');
    const refused = await refusal(teller, { type: 'sql', sql: 'select name from customer; drop table d_customer' });
    expect([refused.status, refused.code, refused.data.path]).to.deep.equal([422, 'DATASET_SQL', '/source/sql']);
    expect((refused.data.details as object[])[0]).to.include({ path: '/source/sql', from: 25 });
  });

  it('reads drafts of other datasets of its designer and of nobody else, again with the rights of now', async () => {
    const source: Source = { type: 'dataset', name: 'draft_names' };
    const draft = (source: Source) => database.write((transaction) => transaction('sys_draft').insert({ id: idOf('draft', 1), owner_id: idOf('user', 1), kind: 'dataset', name: 'draft_names', body: JSON.stringify({ kind: 'dataset', id: idOf('dataset', 1), name: 'draft_names', schema: 1, source }), base_revision: null, revision: 1, updated_at: '2026-06-18T10:00:00.000Z' }).onConflict(['owner_id', 'kind', 'name']).merge()); // prettier-ignore
    expect((await refusal(ann, source)).code).to.equal('NO_DATASET');
    await draft(customers);
    expect((await preview(ann, source)).count).to.equal(5);
    expect((await refusal(site.as({ id: idOf('user', 2) }, [designer]), source)).code).to.equal('NO_DATASET');
    await draft({ type: 'sql', sql: 'select name from customer' });
    expect((await refusal(ann, source)).code).to.equal('RIGHT_MISSING');
    await draft({ type: 'dataset', name: 'draft_names' });
    expect((await refusal(ann, source)).code).to.equal('DATASET_CIRCLE');
  });

  it('takes a segment that is a draft of its designer, and of nobody else', async () => {
    const source = query({ entity: 'customer', select: [{ path: 'name' }], where: { segment: 'draft_leads' } });
    expect((await refusal(ann, source)).code).to.equal('UNKNOWN_SEGMENT');
    const document = { kind: 'segment', id: idOf('segment', 1), name: 'draft_leads', schema: 1, entity: 'customer', filter: { field: 'status', op: 'eq', value: 'lead' } }; // prettier-ignore
    await database.write((transaction) => transaction('sys_draft').insert({ id: idOf('draft', 2), owner_id: idOf('user', 1), kind: 'segment', name: document.name, body: JSON.stringify(document), base_revision: null, revision: 1, updated_at: '2026-06-18T10:00:00.000Z' })); // prettier-ignore
    expect((await preview(ann, source)).rows).to.deep.equal([['apple']]);
    expect((await refusal(site.as({ id: idOf('user', 2) }, [designer]), source)).code).to.equal('UNKNOWN_SEGMENT');
  });

  it('refuses what is no dataset, with the place', async () => {
    const bad: readonly (readonly [unknown, string])[] = [
      [{ type: 'nothing' }, '/source'],
      [{ type: 'query', query: { entity: 'customer', select: [] } }, '/source/query/select'],
      [{ type: 'query', query: { entity: 'customer', select: [{ path: 'name"; drop' }] } }, '/source/query/select/0/path'],
      [{ type: 'rows', columns: ['__proto__'], rows: [] }, '/source/columns/0'],
      [{ ...customers, extra: 1 }, '/source/extra'],
    ]; // prettier-ignore
    for (const [source, at] of bad) {
      const error = await refusal(ann, source as Source);
      expect(error.status, at).to.equal(422);
      expect(error.data.path, JSON.stringify(error.data)).to.match(new RegExp(`^${at}`));
    }
  });
});
