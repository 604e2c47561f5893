/** Reading records: shapes of answers, what rights leave out, pages, statement counts; text and objects are the same. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords, listRecordsText, type ListRequest } from '../../server/records/list.js';
import { runQuery } from '../../server/records/query.js';
import { updateRecord } from '../../server/records/update.js';
import { createSite, insertRows, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { invoiceDocuments } from '../helper/invoices.js';
import { idOf, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';
import { testRows } from '../helper/rows.js';

const c = (number: number) => idOf('customer', number);
const o = (number: number) => idOf('order', number);

const clerk = testRole([
  {
    entity: 'customer',
    actions: { read: { field: 'status', op: 'ne', value: 'lost' } },
    fields: { cost: 'hidden', phone: 'mask' },
  },
  { entity: 'region', actions: { read: { field: 'parent', op: 'isNotNull' } } },
  { entity: 'order', actions: { read: 'all' } },
  { entity: 'order_line', actions: { read: 'all' }, fields: { amount: 'hidden' } },
]);

eachDatabase('scenario/records-read', (fixture) => {
  let site: TestSite;
  let system: Context;
  let cleo: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents: invoiceDocuments, rows: testRows });
    system = site.system();
    cleo = site.as({ id: idOf('user', 1) }, [clerk]);
  });

  const list = async (context: Context, entity: string, request: ListRequest = {}) => {
    const objects = await listRecords(context, entity, request);
    const text = await listRecordsText(context, entity, request);
    // Whatever way the answer was made, it is the same answer.
    expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(objects)));
    return objects;
  };
  const ids = async (context: Context, entity: string, request: ListRequest) =>
    (await list(context, entity, { fields: ['id'], ...request })).rows
      .map((row) => Number(String(row['id']).slice(-4)))
      .join(' ');

  describe('shape', () => {
    it('nests look-ups with their names, dotted paths and rows of children', async () => {
      const fields = [
        'number',
        'customer',
        'customer.region',
        'customer.region.parent.name',
        'discount',
        'lines.product',
        'lines.amount',
      ];
      const { rows } = await list(system, 'order', { fields, filter: { field: 'id', op: 'eq', value: o(1) } });
      expect(rows).to.deep.equal([
        {
          id: o(1),
          version: 1,
          number: 'O-1',
          customer: {
            id: c(1),
            label: 'Zürich Möbel',
            region: { id: idOf('region', 3), label: 'Bavaria', parent: { name: 'Germany' } },
          },
          discount: 0.1,
          lines: [
            { id: idOf('order_line', 1), version: 1, product: 'Tea', amount: 0.1 },
            { id: idOf('order_line', 2), version: 1, product: 'Coffee', amount: 0.2 },
          ],
        },
      ]);
    });

    it('gives all own fields when none are named, system fields included', async () => {
      const record = await getRecord(system, 'customer', c(1));
      expect(record).to.include({
        name: 'Zürich Möbel',
        credit: 100.1,
        cost: 10,
        employees: 5,
        active: true,
        since: '2024-02-29',
      });
      expect(record['owner']).to.deep.equal({ id: idOf('user', 1), label: 'User 1' });
      expect((record['orders'] as unknown[]).length).to.equal(2);
      expect(Object.keys(record).slice(0, 2)).to.deep.equal(['id', 'version']);
    });

    it('computes names of more than one field, and formulas without a column', async () => {
      const { id } = await createRecord(system, 'project', { name: 'Roof', code: 'R1' });
      const child = await createRecord(system, 'project', { name: 'Nails', code: 'N1', parent: id });
      expect(child['parent']).to.deep.equal({ id, label: 'Roof (R1)' });
    });

    it('says that there is more than it shows', async () => {
      const lines = Array.from({ length: 130 }, (_, index) => ({
        id: idOf('order_line', 1000 + index),
        order: o(4),
        product: `P${index}`,
      }));
      await insertRows(fixture.database, site.model, { order_line: lines });
      const { rows } = await list(system, 'order', { fields: ['lines'], sort: [{ by: 'number', descending: true }] });
      expect((rows[0]!['lines'] as unknown[]).length).to.equal(100);
      expect(rows.map((row) => row['more'])).to.deep.equal([true, undefined, undefined, undefined]);
    });
  });

  describe('rights', () => {
    it('leaves hidden fields out and shows masks', async () => {
      const { rows } = await list(cleo, 'customer', { sort: [{ by: 'name' }] });
      expect(rows.map((row) => row['phone'])).to.deep.equal(['•••', '•••', '•••']);
      for (const row of rows) expect(row).to.not.have.any.keys('cost', 'score');
    });

    it('shows no record behind a look-up that may not be seen, and does not take its row away', async () => {
      const { rows } = await list(cleo, 'order', {
        fields: ['customer', 'region.name'],
        filter: { field: 'number', op: 'ne', value: 'x' },
      });
      expect(
        rows.map((row) => [(row['customer'] as { label: string } | null)?.label ?? null, row['region']]),
      ).to.deep.equal([
        ['Zürich Möbel', { name: 'Bavaria' }],
        ['Zürich Möbel', null],
        ['apple', { name: 'Germany' }],
        [null, null],
      ]);
    });

    const refusals: readonly [string, string, ListRequest, string][] = [
      ['a hidden field in fields', 'customer', { fields: ['cost'] }, '403 FIELD_FORBIDDEN cost'],
      ['a formula over a hidden field', 'customer', { sort: [{ by: 'score' }] }, '403 FIELD_FORBIDDEN score'],
      ['an unknown field in fields', 'customer', { fields: ['nothing'] }, '403 FIELD_FORBIDDEN nothing'],
      [
        'a hidden field in a filter',
        'customer',
        { filter: { field: 'cost', op: 'gt', value: 1 } },
        '403 FIELD_FORBIDDEN cost',
      ],
      [
        'a hidden field behind a look-up',
        'order',
        { filter: { field: 'customer.cost', op: 'gt', value: 1 } },
        '403 FIELD_FORBIDDEN customer.cost',
      ],
      ['a masked field in a sort', 'customer', { sort: [{ by: 'phone' }] }, '403 FIELD_FORBIDDEN phone'],
      ['a hidden field of children', 'order', { fields: ['lines.amount'] }, '403 FIELD_FORBIDDEN amount'],
      ['an entity that may not be read', 'invoice', {}, '404 NOT_FOUND'],
      ['an entity that does not exist', 'nothing', {}, '404 NOT_FOUND'],
      ['a formula without a column in a sort', 'invoice', { sort: [{ by: 'title' }] }, '404 NOT_FOUND'],
      ['a page that is too long', 'customer', { limit: 201 }, '400 QUERY_BUDGET /limit'],
    ];
    for (const [what, entity, request, outcome] of refusals) {
      it(`refuses ${what}`, async () => {
        expect(await lineOf(() => listRecords(cleo, entity, request))).to.equal(outcome);
      });
    }

    it('refuses to filter by a formula without a column', async () => {
      const filter = { field: 'title', op: 'eq', value: 'x' } as const;
      expect(await lineOf(() => listRecords(system, 'invoice', { filter }))).to.equal('422 FIELD_NOT_STORED title');
    });
  });

  describe('pages', () => {
    it('filters by folded text, sorts nulls first and counts in full', async () => {
      expect(await ids(system, 'customer', { filter: { field: 'name', op: 'contains', value: 'ZURICH mo' } })).to.equal(
        '1',
      );
      expect(await ids(system, 'customer', { sort: [{ by: 'name' }] })).to.equal('5 2 3 4 1');
      expect((await list(system, 'customer', { limit: 2, count: true })).total).to.equal(5);
    });

    it('reaches every row once by cursor, whatever the order', async () => {
      const orders: ListRequest['sort'][] = [
        [{ by: 'credit' }],
        [{ by: 'credit', descending: true }],
        [{ by: 'status', descending: true }, { by: 'name' }],
        [{ by: 'region' }],
        [{ by: 'active' }, { by: 'since', descending: true }],
        undefined,
      ];
      for (const sort of orders) {
        const whole = await ids(system, 'customer', sort ? { sort } : {});
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const request: ListRequest = {
            fields: ['id'],
            limit: 2,
            ...(sort ? { sort } : {}),
            ...(after ? { after } : {}),
          };
          const page = await list(system, 'customer', request);
          seen.push(...page.rows.map((row) => String(Number(String(row['id']).slice(-4)))));
          after = page.next;
        } while (after !== undefined);
        expect(seen.join(' ')).to.equal(whole);
      }
    });

    it('refuses a cursor of another order', async () => {
      const { next } = await list(system, 'customer', { limit: 1, sort: [{ by: 'name' }] });
      const outcome = await lineOf(() => listRecords(system, 'customer', { after: next!, sort: [{ by: 'credit' }] }));
      expect(outcome).to.equal('400 CURSOR_INVALID /after');
    });
  });

  describe('statements', () => {
    const wide: ListRequest = {
      fields: [
        'number',
        'customer',
        'region',
        'owner',
        'created_by',
        'updated_by',
        'customer.region',
        'customer.owner',
        'region.parent',
      ],
      sort: [{ by: 'customer' }],
      count: true,
    };

    const touch = () =>
      fixture.database.write((transaction) =>
        transaction('sys_setting').insert({ name: 'touched', value: '1' }).onConflict('name').merge(),
      );

    it('count again after a write of anybody, and on SQLite only then', async () => {
      const many = { fields: ['number'], count: true } as const;
      await touch();
      const first = await site.statements(() => listRecordsText(system, 'order', many));
      const again = await site.statements(() => listRecordsText(system, 'order', { ...many, offset: 1 }));
      const total = (text: string) => (JSON.parse(text) as { total: number }).total;
      const before = total(await listRecordsText(system, 'order', many));
      await insertRows(fixture.database, site.model, {
        order: [{ id: idOf('order', 499), number: 'N499', customer: c(1) }],
      });
      expect(first).to.have.length(2);
      expect(again).to.have.length(fixture.engine === 'sqlite' ? 1 : 2);
      expect(total(await listRecordsText(system, 'order', many))).to.equal(before + 1);
    });

    it('are two for eight look-ups with a count, and one more for rows of children', async () => {
      expect(await site.statements(() => listRecordsText(system, 'order', wide))).to.have.length(2);
      // SQLite keeps a total until somebody writes.
      await touch();
      const children = { ...wide, fields: [...wide.fields!, 'lines.product'] };
      expect(await site.statements(() => listRecordsText(system, 'order', children))).to.have.length(3);
    });

    it('stay as many when rows double, under row rules too', async () => {
      const count = async () =>
        (
          await site.statements(() =>
            listRecordsText(cleo, 'order', { fields: ['customer', 'region', 'lines.product'], count: true }),
          )
        ).length;
      const before = await count();
      const rows = Array.from({ length: 60 }, (_, index) => ({
        id: idOf('order', 500 + index),
        number: `N${index}`,
        customer: c(1),
      }));
      await insertRows(fixture.database, site.model, { order: rows });
      expect(await count()).to.equal(before);
    });

    it('hold no text of a request but bound', async () => {
      const evil = "x' or 1=1 --";
      const statements = await site.statements(() =>
        listRecords(system, 'order', { filter: { field: 'number', op: 'contains', value: evil } }),
      );
      for (const statement of statements) expect(statement).to.not.contain('1=1');
    });
  });

  describe('queries', () => {
    it('types its columns and puts names beside ids', async () => {
      const { columns, rows } = await runQuery(system, {
        entity: 'order_line',
        select: [
          { path: 'order.customer', as: 'who' },
          { path: 'amount', aggregate: 'sum', as: 'total' },
          { path: 'amount', aggregate: 'avg', as: 'mean' },
          { aggregate: 'count' },
        ],
        where: { field: 'amount', op: 'isNotNull' },
        sort: [{ by: 'total', descending: true }],
      });
      expect(columns).to.deep.equal([
        { name: 'who', type: 'id', label: 'customer', target: 'customer' },
        { name: 'total', type: 'number', label: 'amount', scale: 2 },
        { name: 'mean', type: 'number', label: 'amount', additive: false },
        { name: 'count', type: 'number', label: 'order_line', scale: 0 },
      ]);
      expect(rows).to.deep.equal([
        { who: c(1), total: 100.3, mean: 33.4333333333, count: 3, who_label: 'Zürich Möbel' },
        { who: null, total: 9.99, mean: 9.99, count: 1, who_label: null },
      ]);
    });

    it('gives currency, dictionary and grain', async () => {
      const { columns, rows } = await runQuery(system, {
        entity: 'customer',
        select: [
          { path: 'status' },
          { path: 'since', grain: 'year', as: 'year' },
          { path: 'credit', aggregate: 'sum' },
        ],
        where: { field: 'status', op: 'eq', value: 'active' },
      });
      expect(columns).to.deep.equal([
        { name: 'status', type: 'text', label: 'status', dictionary: 'customer_status' },
        { name: 'year', type: 'date', label: 'since', grain: 'year' },
        { name: 'credit', type: 'number', label: 'credit', scale: 2, currency: 'EUR' },
      ]);
      expect(rows).to.deep.equal([
        { status: 'active', year: '2024-01-01', credit: 100.1 },
        { status: 'active', year: '2025-01-01', credit: 0.1 },
      ]);
    });

    it('takes parameters, and leaves a test out whose parameter is not set', async () => {
      const query = {
        entity: 'customer',
        select: [{ path: 'name' }],
        where: { field: 'status', op: 'eq', value: { parameter: 'status' } },
      } as const;
      const run = async (status: string | null) =>
        (await runQuery(system, { ...query, select: [...query.select] }, { status })).rows.length;
      expect([await run('lead'), await run(null)]).to.deep.equal([1, 5]);
    });

    it('computes formulas without a column, through visible records only', async () => {
      const { id } = await createRecord(system, 'invoice', { customer: c(3) });
      const query = {
        entity: 'invoice',
        select: [{ path: 'title' }],
        where: { field: 'id', op: 'eq', value: id },
      } as const;
      expect((await runQuery(system, { ...query, select: [...query.select] })).rows[0]!['title']).to.match(
        /^I-2026-\d+ Banana$/,
      );
    });
  });

  describe('history', () => {
    it('tells entries newest first with names, fields by right, and rows of children', async () => {
      const role = testRole([
        { entity: 'invoice', actions: { read: 'all' }, fields: { margin: 'hidden', secret: 'mask' } },
        { entity: 'invoice_line', actions: { read: 'all' }, fields: { price: 'hidden' } },
        { entity: 'user', actions: { read: 'all' } },
      ]);
      const boss = site.as({ id: idOf('user', 2) }, [testRole([], { all: true })]);
      const { id } = await createRecord(boss, 'invoice', {
        customer: c(1),
        margin: 1,
        lines: [{ product: 'A', price: 1 }],
      });
      await updateRecord(boss, 'invoice', id, 1, { margin: 2, secret: 'new', memo: 'long', lines: [] });
      const { entries, more } = await readHistory(site.as({ id: idOf('user', 1) }, [role]), 'invoice', id);
      expect(more).to.equal(false);
      expect(entries.map(({ version, action, by }) => [version, action, by])).to.deep.equal([
        [2, 'update', { id: idOf('user', 2), label: 'User 2' }],
        [1, 'create', { id: idOf('user', 2), label: 'User 2' }],
      ]);
      expect(entries[0]!.changes).to.deep.include.members([
        { field: 'secret', label: 'secret', from: '•••', to: '•••' },
        { field: 'memo', label: 'memo' },
      ]);
      expect(JSON.stringify(entries)).to.not.contain('margin').and.not.contain('xyz').and.not.contain('price');
      expect(entries[0]!.rows).to.have.length(1);
      expect(entries[0]!.rows![0]).to.include({ field: 'lines', action: 'delete' });
      const created = entries[1]!.changes.find((change) => change.field === 'customer');
      // Customers may not be read by this role: the record is not there.
      expect(created).to.deep.equal({ field: 'customer', label: 'customer', from: null, to: null });
    });

    it('is not there for a record that may not be seen', async () => {
      expect(await lineOf(() => readHistory(cleo, 'customer', c(3)))).to.equal('404 NOT_FOUND');
    });
  });
});
