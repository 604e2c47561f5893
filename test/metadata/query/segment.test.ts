import { expect } from 'chai';
import { compileModel } from '../../../metadata/model/compile.js';
import { evaluateQuery } from '../../../metadata/query/evaluate.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import { createSite, type TestSite } from '../../helper/context.js';
import { runQuery } from '../../../server/records/query.js';
import { prepareFor } from '../../../server/records/prepare.js';
import { eachDatabase } from '../../helper/databases.js';
import { idOf, testDocuments, testFold, testRole, testSource } from '../../helper/model.js';
import { testRows } from '../../helper/rows.js';
import { lineOf } from '../../helper/outcome.js';
import { productRegistries } from '../../helper/context.js';

const segment = (name: string, filter: Filter, entity = 'customer') =>
  ({ kind: 'segment', id: idOf(`seg_${name}`, 1), name, schema: 1, entity, filter }) as const;

const documents = [
  ...testDocuments,
  segment('active', { field: 'active', op: 'eq', value: true }),
  segment('active_named', { and: [{ segment: 'active' }, { field: 'name', op: 'isNotNull' }] }),
  segment('ring', { not: { segment: 'ring' } }),
  segment('of_orders', { field: 'number', op: 'isNotNull' }, 'order'),
  segment('costly', { field: 'cost', op: 'gt', value: 1 }),
];

eachDatabase('query/segment', (fixture) => {
  let site: TestSite;
  before(async () => {
    site = await createSite(fixture.database, { documents, rows: testRows });
  });
  const query = (where: Filter) => ({ entity: 'customer', select: [{ path: 'id' }], where });
  const ids = async (where: Filter) => (await runQuery(site.system(), query(where))).rows.map((row) => row['id']);

  it('stands for its filter, inside others, in SQL as in memory', async () => {
    const plain = await ids({ field: 'active', op: 'eq', value: true });
    expect(plain.length).to.be.greaterThan(0);
    for (const where of [{ segment: 'active' }, { segment: 'active_named' }] as const) {
      expect(await ids(where)).to.deep.equal(plain);
      const bound = prepareFor(site.system(), query(where));
      const { rows } = evaluateQuery(bound, testSource(testRows), {
        model: site.model,
        fold: testFold,
        timeZone: 'Europe/Berlin',
      });
      expect(rows.map((row) => row['id'])).to.deep.equal(plain);
    }
  });

  it('is refused inside itself, of another entity, or unknown', async () => {
    for (const name of ['ring', 'of_orders', 'nobody']) {
      expect(await lineOf(() => ids({ segment: name })), name).to.match(/^422 (QUERY_INVALID|UNKNOWN_SEGMENT)/);
    }
  });

  it('gives nobody a field they may not read', async () => {
    const grants = [{ entity: 'customer', actions: { read: 'all' as const }, fields: { cost: 'hidden' as const } }];
    const ann = site.as({}, [testRole(grants)]);
    expect(await lineOf(() => runQuery(ann, query({ segment: 'costly' })))).to.match(/^403 FIELD_FORBIDDEN/);
  });

  it('is checked as a document: its paths, itself, and who speaks of it', async () => {
    const registries = await productRegistries();
    const broken = [
      ...testDocuments,
      segment('a', { field: 'shoe', op: 'eq', value: 1 }),
      segment('b', { segment: 'none' }),
    ];
    const found = checkDocuments(broken, registries, compileModel(broken, registries));
    expect(found.get('segment/a')![0]!.path).to.equal('/filter/field');
    expect(found.get('segment/b')![0]).to.include({ path: '/filter/segment', code: 'UNKNOWN_SEGMENT' });
    const ring = checkDocuments(documents, registries, site.model).get('segment/ring')!;
    expect(ring.map((each) => each.code)).to.deep.equal(['QUERY_INVALID']);
  });
});
