/** Fields that read through look-ups answer as the path itself does, under the rights of every hop; nothing writes them. */
import { expect } from 'chai';
import { evaluateQuery } from '../../metadata/query/evaluate.js';
import type { Filter, Query } from '../../metadata/schema/query.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { recordSchemas } from '../../server/http/openapi.js';
import type { Context } from '../../server/context.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord, getRecordText } from '../../server/records/get.js';
import { listRecords, listRecordsText } from '../../server/records/list.js';
import { prepareFor } from '../../server/records/prepare.js';
import { runQuery } from '../../server/records/query.js';
import { updateRecord } from '../../server/records/update.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testDocuments, testFold, testRole, testSource } from '../helper/model.js';
import { attempt, lineOf } from '../helper/outcome.js';
import { testRows } from '../helper/rows.js';

const o = (number: number) => idOf('order', number);

/** Each field of `order` and the path it stands for. */
const paths: Readonly<Record<string, string>> = {
  customer_name: 'customer.name',
  customer_status: 'customer.status',
  customer_credit: 'customer.credit',
  customer_since: 'customer.since',
  home: 'customer.region',
  home_name: 'home.name',
  home_above: 'home.parent',
};

const foreign = (name: string, path: string, rest: object = {}) => ({
  id: `x_${name}`,
  name,
  type: 'foreign',
  options: { path },
  ...rest,
});

const more: Readonly<Record<string, readonly object[]>> = {
  order: [
    ...Object.entries(paths).map(([name, path]) => foreign(name, path, { label: `Read ${name}` })),
    { id: 'x_rule', name: 'remark', type: 'text', validIf: 'customer_status <> "lost"' },
    {
      id: 'x_sum',
      name: 'said',
      type: 'formula',
      options: { expression: 'home_name & "/" & customer_name', result: 'text' },
    },
  ],
  order_line: [foreign('buyer', 'order.customer_name')],
};

const documents: readonly Document[] = testDocuments.map((document) =>
  document.kind === 'entity' && more[document.name]
    ? ({ ...document, fields: [...document.fields, ...more[document.name]!] } as Document)
    : document,
);

const all = { read: 'all' } as const;
const rest = ['user', 'region', 'order_line'].map((entity) => ({ entity, actions: all }));

eachDatabase('scenario/foreign', (fixture) => {
  let site: TestSite;
  let system: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents, rows: testRows });
    system = site.system();
  });

  it('shows what it reads as it is shown there: text, code, number, record', async () => {
    const record = await getRecord(system, 'order', o(1));
    expect(record).to.deep.include({
      customer_name: 'Zürich Möbel',
      customer_status: 'active',
      customer_credit: 100.1,
      customer_since: '2024-02-29',
      home: { id: idOf('region', 3), label: 'Bavaria' },
      home_name: 'Bavaria',
      home_above: { id: idOf('region', 2), label: 'Germany' },
      said: 'Bavaria/Zürich Möbel',
      customer: { id: idOf('customer', 1), label: 'Zürich Möbel' },
    });
    const { text } = await getRecordText(system, 'order', o(1), ['home', 'home.name', 'home_name', 'customer']);
    expect(JSON.parse(text)).to.deep.equal({
      id: o(1),
      version: 1,
      home: { id: idOf('region', 3), label: 'Bavaria', name: 'Bavaria' },
      home_name: 'Bavaria',
      customer: { id: idOf('customer', 1), label: 'Zürich Möbel' },
    });
    const without = await getRecord(system, 'order', o(4));
    for (const name of Object.keys(paths)) expect(without[name], name).to.equal(null);
  });

  it('shows it in lists, in rows of sub-tables and behind look-ups', async () => {
    const fields = ['order.home_name', 'order.home', 'buyer'];
    const text = await listRecordsText(system, 'order_line', {
      fields,
      filter: { field: 'id', op: 'eq', value: idOf('order_line', 4) },
    });
    expect((JSON.parse(text) as { rows: unknown[] }).rows[0]).to.deep.include({
      order: { home_name: 'Germany', home: { id: idOf('region', 2), label: 'Germany' } },
      buyer: 'apple',
    });
    const { lines } = await getRecord(system, 'order', o(1), ['lines']);
    expect((lines as { buyer: string }[]).map((line) => line.buyer)).to.deep.equal(['Zürich Möbel', 'Zürich Möbel']);
  });

  const filters: readonly Filter[] = [
    { field: 'customer_name', op: 'contains', value: 'zur' },
    { field: 'customer_name', op: 'in', value: ['apple', 'Banana'] },
    { field: 'customer_status', op: 'ne', value: 'lead' },
    { field: 'customer_credit', op: 'gt', value: 100.1 },
    { field: 'customer_since', op: 'between', value: ['2024-01-01', '2024-12-31'] },
    { field: 'home', op: 'under', value: idOf('region', 2) },
    { field: 'home_above', op: 'isNull' },
    { not: { field: 'home_name', op: 'eq', value: 'Bavaria' } },
    { some: 'home.customer_region', where: { field: 'code', op: 'eq', value: 'A' } },
  ];

  const asPath = (name: string): string => {
    const [head = '', ...tail] = name.split('.');
    return paths[head] === undefined ? name : [asPath(paths[head]), ...tail].join('.');
  };
  const asPaths = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (key, held: unknown) =>
      ['field', 'some', 'by', 'path'].includes(key) && typeof held === 'string' ? asPath(held) : held,
    ) as T;

  for (const where of filters) {
    it(`filters as the path does: ${JSON.stringify(where)}`, async () => {
      const query: Query = { entity: 'order', select: [{ path: 'number' }], where, sort: [{ by: 'number' }] };
      const named = await runQuery(system, query);
      expect(named.rows).to.deep.equal((await runQuery(system, asPaths(query))).rows);
      expect(named.rows).to.have.length.within(1, 3);
      const { model } = site;
      const memory = evaluateQuery(prepareFor(system, query), testSource(testRows), { model, fold: testFold, timeZone: 'UTC' }); // prettier-ignore
      expect(named.rows).to.deep.equal(memory.rows);
    });
  }

  it('sorts, groups and adds up as the path does, under its own name', async () => {
    for (const by of Object.keys(paths)) {
      const query: Query = { entity: 'order', select: [{ path: 'number' }], sort: [{ by, descending: true }] };
      expect((await runQuery(system, query)).rows, by).to.deep.equal((await runQuery(system, asPaths(query))).rows);
    }
    const grouped: Query = {
      entity: 'order',
      select: [{ path: 'home', as: 'home' }, { path: 'customer_credit', aggregate: 'sum', as: 'sum' }, { aggregate: 'count', as: 'n' }],
      sort: [{ by: 'n', descending: true }, { by: 'home', descending: true }],
    }; // prettier-ignore
    const { rows, columns } = await runQuery(system, grouped);
    expect(rows).to.deep.equal([
      { home: idOf('region', 3), home_label: 'Bavaria', sum: 200.2, n: 2 },
      { home: idOf('region', 2), home_label: 'Germany', sum: 200.2, n: 1 },
      { home: null, home_label: null, sum: null, n: 1 },
    ]);
    expect(columns[0]).to.include({ label: 'Read home', target: 'region' });
    const { total, rows: page } = await listRecords(system, 'order', { sort: [{ by: 'home_name' }], limit: 2, count: true }); // prettier-ignore
    expect([total, page.length]).to.deep.equal([4, 2]);
  });

  it('joins a record once and does not spend the joins of the request', async () => {
    const where: Filter = { and: ['home_name', 'customer_name', 'customer.region.name', 'owner.name', 'owner.department.name', 'region.parent.name', 'region.parent.parent.name', 'created_by.name'].map((field) => ({ or: [{ field, op: 'isNull' as const }, { field, op: 'isNotNull' as const }] })) }; // prettier-ignore
    const statements = await site.statements(() => listRecords(system, 'order', { filter: where }));
    expect(statements).to.have.length(1);
    expect(statements[0]!.split('d_customer').length - 1).to.be.at.most(2);
  });

  describe('rights', () => {
    const may = (context: Context, name: string) =>
      lineOf(() => listRecords(context, 'order', { filter: { field: name, op: 'isNotNull' }, fields: ['number'] }));

    it('hides it where the field it reads, or a look-up on the way, may not be read', async () => {
      const hidden: readonly [object, readonly string[]][] = [
        [{ name: 'hidden' }, ['customer_name']],
        [{ region: 'hidden' }, ['home', 'home_name', 'home_above']],
      ];
      for (const [fields, names] of hidden) {
        const grants = [{ entity: 'order', actions: all }, { entity: 'customer', actions: all, fields }, ...rest];
        const ann = site.as({}, [testRole(grants as never)]);
        const record = await getRecord(ann, 'order', o(1));
        for (const name of Object.keys(paths)) {
          const isHidden = names.includes(name);
          expect(name in record, name).to.equal(!isHidden);
          expect(await may(ann, name)).to.equal(isHidden ? `403 FIELD_FORBIDDEN ${name}` : 'ok');
          const sorted = await lineOf(() => listRecords(ann, 'order', { sort: [{ by: name }] }));
          expect(sorted.startsWith(isHidden ? `403 FIELD_FORBIDDEN ${name}` : 'ok'), sorted).to.equal(true);
        }
        expect('said' in record).to.equal(false);
        const schema = recordSchemas(ann.release, ann.access)['order'] as { properties: object };
        expect(schema.properties).to.not.have.any.keys(...names);
      }
    });

    it('hides it where the records on the way may never be read', async () => {
      const ben = site.as({}, [testRole([{ entity: 'order', actions: all }, ...rest])]);
      const record = await getRecord(ben, 'order', o(1));
      expect(record).to.not.have.any.keys(...Object.keys(paths));
      expect(await may(ben, 'customer_name')).to.equal('403 FIELD_FORBIDDEN customer_name');
    });

    it('hides it by its own class, and by that of a field it reads through', async () => {
      const grants = [{ entity: 'order', actions: all, fields: { home: 'hidden' } }, { entity: 'customer', actions: all }, ...rest]; // prettier-ignore
      const eve = site.as({}, [testRole(grants as never)]);
      const record = await getRecord(eve, 'order', o(1));
      expect(record).to.include.keys('customer_name');
      expect(record).to.not.have.any.keys('home', 'home_name', 'home_above');
    });

    it('reads as absent where the record on the way is not to be seen', async () => {
      const own = site.as({ id: idOf('user', 1) }, [testRole([{ entity: 'order', actions: all }, { entity: 'customer', actions: { read: 'own' } }, ...rest])]); // prettier-ignore
      const { rows } = await listRecords(own, 'order', { fields: ['number', 'customer_name', 'home'], sort: [{ by: 'number' }] }); // prettier-ignore
      expect(rows.map((row) => row['customer_name'])).to.deep.equal(['Zürich Möbel', 'Zürich Möbel', null, null, null]);
      expect(rows[2]!['home']).to.equal(null);
      const found = await listRecords(own, 'order', { filter: { field: 'customer_name', op: 'eq', value: 'apple' } });
      expect(found.rows).to.deep.equal([]);
    });

    it('shows a masked value masked and lets nothing else be done with it', async () => {
      const grants = [{ entity: 'order', actions: all }, { entity: 'customer', actions: all, fields: { credit: 'mask' } }, ...rest]; // prettier-ignore
      const mia = site.as({}, [testRole(grants as never)]);
      const record = await getRecord(mia, 'order', o(1));
      expect(record['customer_credit']).to.equal((await getRecord(mia, 'customer', idOf('customer', 1)))['credit']);
      expect(record['customer_credit']).to.be.a('string');
      expect(await may(mia, 'customer_credit')).to.equal('403 FIELD_FORBIDDEN customer_credit');
    });

    it('may decide which records a role reads and changes', async () => {
      const rule: Filter = { field: 'customer_status', op: 'eq', value: 'active' };
      const grants = [{ entity: 'order', actions: { read: rule, update: rule } }, ...rest];
      const zoe = site.as({}, [testRole(grants)]);
      const { rows } = await listRecords(zoe, 'order', { fields: ['number'], sort: [{ by: 'number' }] });
      expect(rows.map((row) => row['number'])).to.deep.equal(['O-1', 'O-2']);
      const { version } = await getRecord(zoe, 'order', o(2));
      expect(await lineOf(() => updateRecord(zoe, 'order', o(2), version, { discount: 0.5 }))).to.equal('ok');
      expect(await lineOf(() => updateRecord(zoe, 'order', o(3), 1, { discount: 0.5 }))).to.equal('404 NOT_FOUND');
    });
  });

  it('is never written, and offers no place for it in a body', async () => {
    for (const body of [{ customer_name: 'x' }, { home: idOf('region', 1) }, { home: null }])
      expect(await lineOf(() => updateRecord(system, 'order', o(3), 1, body))).to.equal(
        `422 FIELD_READONLY /${Object.keys(body)[0]}`,
      );
    const schemas = recordSchemas(system.release, system.access) as Record<string, { properties: object }>;
    expect(schemas['order']!.properties).to.include.keys(...Object.keys(paths));
    expect(schemas['order_write']!.properties).to.not.have.any.keys(...Object.keys(paths));
    expect(JSON.stringify((schemas['order']!.properties as { home: unknown }).home)).to.contain('"label"');
  });

  it('is read by the rules of a write as the look-up will be', async () => {
    const lost = { number: 'O-9', customer: idOf('customer', 3), remark: 'no' };
    expect(await lineOf(() => createRecord(system, 'order', lost))).to.match(/^422 .* \/remark$/);
    const { value } = await attempt(() => createRecord(system, 'order', { ...lost, customer: idOf('customer', 2) }));
    expect(value).to.deep.include({ customer_name: 'apple', said: 'Germany/apple' });
  });
});
