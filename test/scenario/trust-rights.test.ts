/**
 * Rights under attack, over HTTP on both engines: objects by id, writing first, expanding, nested writes, oracles over
 * hidden fields, mass assignment, sessions and caches that outlive a right. After every refusal the data are as before,
 * and the next ordinary call answers. Long, because every attack is made on one site with one cast of people.
 */
import { expect } from 'chai';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Query } from '../../metadata/schema/query.js';
import { eventually } from '../helper/eventually.js';
import { eachDatabase } from '../helper/databases.js';
import type { Answer, Browser } from '../helper/http.js';
import { siteSettled } from '../helper/site-settled.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { dumpHash } from './hostile-site.js';

const nowhere = '01KAJ0QX00T2N8C9SEPKXKVMCP';
const codeOf = ({ status, json }: Answer): string => (json?.error ? `${status} ${json.error.code}` : String(status));
const bare = ({ status, text }: Answer): string => `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`;
const list = (where: unknown) => `/api/records/customer?filter=${encodeURIComponent(JSON.stringify(where))}`;

const noLines: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSN011NES001',
  name: 'rights_no_lines',
  schema: 1,
  grants: [
    { entity: 'order', actions: { create: true, read: 'all', update: 'all' } },
    { entity: 'order_line', actions: { read: 'all', update: 'own', delete: 'own' } },
    { entity: 'product', actions: { read: 'all' } },
    { entity: 'customer', actions: { read: 'all', export: true }, fields: { annual_revenue: 'hidden' } },
  ],
  rights: ['report.run', 'report.export'],
};

/** A figure of a field that is hidden from some. */
const figure: Query = { entity: 'customer', select: [{ path: 'annual_revenue', aggregate: 'max', as: 'most' }] };
const hiddenFigures: Document = {
  kind: 'dashboard',
  id: '01KAJ0QX00R1GHTSF1GVRES001',
  name: 'rights_figures',
  schema: 1,
  label: 'Figures',
  datasets: [{ name: 'most', source: { type: 'query', query: figure } }],
  widgets: [{ id: 'k_most', type: 'kpi', label: 'Most', x: 0, y: 0, w: 3, h: 2, dataset: 'most', options: { value: 'most' } }], // prettier-ignore
};

eachDatabase('scenario/trust-rights', (fixture) => {
  let site: RightsSite;
  /** Reads lines and writes orders, but no line; `annual_revenue` is hidden from her. */
  let nora: Browser;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: [noLines, hiddenFigures] });
    await site.live.addUser({ login: 'nora', roles: ['rights_no_lines'] });
    nora = await site.live.signIn('nora');
  });
  after(() => site.live.close());

  type Case = readonly [what: string, ask: () => Promise<Answer>, expected: string];

  /** Asks each, expects its refusal, and that nothing is written and everything still answers. */
  async function refuse(cases: readonly Case[]): Promise<void> {
    const { database } = site.live.site.services;
    await siteSettled(database);
    const before = await dumpHash(database);
    const wrong: string[] = [];
    for (const [what, ask, expected] of cases) {
      const answer = await ask();
      if (codeOf(answer) !== expected) wrong.push(`${what}: ${codeOf(answer)} ${answer.text.slice(0, 200)}`);
      if (/select |insert |d_customer|node_modules/i.test(answer.text)) wrong.push(`${what}: tells ${answer.text}`);
      if ((await dumpHash(database)) !== before) wrong.push(`${what}: something was written`);
    }
    expect(wrong).to.deep.equal([]);
    expect((await site.as.ann.get('/api/records/customer')).status).to.equal(200);
  }
  const patch = (by: Browser, path: string, body: unknown, version = 1) =>
    by.send('PATCH', `/api/records/${path}`, body, { 'If-Match': `"${version}"` });

  it('B1 answers another person’s record like one that does not exist, at every door', async () => {
    const { ann } = site.as;
    const doors: readonly ((id: string) => Promise<Answer>)[] = [
      (id) => ann.get(`/api/records/customer/${id}`),
      (id) => ann.get(`/api/records/customer/${id}?fields=id,name`),
      (id) => patch(ann, `customer/${id}`, { city: 'x' }),
      (id) => ann.send('DELETE', `/api/records/customer/${id}`, undefined, { 'If-Match': '"1"' }),
      (id) => ann.get(`/api/records/customer/${id}/history`),
      (id) => ann.post(`/api/records/customer/${id}/restore`),
      (id) => ann.get(`/api/records/customer/${id}/shares`),
      (id) => ann.send('PUT', `/api/records/customer/${id}/shares`, { to: { user: site.users.cyn }, level: 'read' }),
      (id) => ann.send('DELETE', `/api/records/customer/${id}/shares?share=${nowhere}`),
      // Whether the body is sound is not told of what one may not see.
      (id) => patch(ann, `customer/${id}`, { nonsense: 1, name: { deep: [] } }),
      (id) => patch(ann, `customer/${id}`, { name: '' }, 999),
      (id) => ann.post(`/api/records/customer/${id}/print`),
      (id) => ann.get(`/api/records/customer/${id}/allowed`),
      (id) => ann.get(`/api/records/customer/${id}/timeline`),
      (id) => ann.post('/api/recent', { entity: 'customer', id }),
      (id) => ann.send('POST', `/api/records/customer/${id}/move`, { before: site.customers.ann }, { 'If-Match': '"1"' }), // prettier-ignore
      (id) => ann.post('/api/records/customer/trash/restore', { ids: [id] }),
    ];
    await siteSettled(site.live.site.services.database);
    const before = await dumpHash(site.live.site.services.database);
    const same = async (door: (id: string) => Promise<Answer>, theirs: string) => {
      const answers = [await door(theirs), await door(nowhere)] as const;
      expect(bare(answers[0]).replaceAll(theirs, 'ID')).to.equal(bare(answers[1]).replaceAll(nowhere, 'ID'));
    };
    for (const door of doors) await same(door, site.customers.bob);
    const line = (await site.as.admin.get(`/api/records/order/${site.orders.bob}`)).json.lines[0].id as string;
    await same((id) => ann.send('POST', `/api/records/order_line/${id}/move`, { before: line }, { 'If-Match': '"1"' }), line); // prettier-ignore
    const bulk = async (id: string) => {
      const answer = await ann.post('/api/records/customer/bulk', {
        action: 'update',
        ids: [id],
        values: { city: 'x' },
      });
      return bare(answer)
        .replaceAll(id, 'ID')
        .replace(/"batch":"\w+"/, '');
    };
    expect(await bulk(site.customers.bob)).to.equal(await bulk(nowhere));
    expect(await dumpHash(site.live.site.services.database)).to.equal(before);
  });

  it('B1 answers another person’s saved views, batches and deleted records like none', async () => {
    const { ann, bob } = site.as;
    const same = async (door: (id: string) => Promise<Answer>, theirs: string) => {
      const answers = [await door(theirs), await door(nowhere)];
      const [one, other] = answers.map((answer, index) => bare(answer).replaceAll([theirs, nowhere][index]!, 'ID'));
      expect(one).to.equal(other);
    };
    const view = await bob.post('/api/views', { entity: 'customer', name: 'Mine', scope: 'personal', look: {} });
    expect(view.status, view.text).to.equal(201);
    const changed = await bob.post('/api/records/customer/bulk', { action: 'update', ids: [site.customers.bob], values: { city: 'Batch' } }); // prettier-ignore
    const gone = (await bob.post('/api/records/customer', { name: 'Gone' })).json;
    const deleted = await site.as.admin.send('DELETE', `/api/records/customer/${gone.id}`, undefined, { 'If-Match': '"1"' }); // prettier-ignore
    expect([changed.json.changed, deleted.status]).to.deep.equal([1, 204]);
    await siteSettled(site.live.site.services.database);
    const before = await dumpHash(site.live.site.services.database);
    const seen = { 'If-Match': '"1"' };
    await same((id) => ann.send('PATCH', `/api/views/${id}`, { name: 'Yours' }, seen), view.json.id as string);
    await same((id) => ann.send('DELETE', `/api/views/${id}`, undefined, seen), view.json.id as string);
    await same((id) => ann.post(`/api/views/${id}/restore`), view.json.id as string);
    await same((id) => ann.get(`/api/batches/${id}`), changed.json.batch as string);
    await same((id) => ann.post(`/api/batches/${id}/undo`), changed.json.batch as string);
    await same((id) => ann.post('/api/records/customer/trash/restore', { ids: [id] }), gone.id as string);
    await same((id) => ann.post(`/api/records/customer/${id}/restore`), gone.id as string);
    expect(await dumpHash(site.live.site.services.database)).to.equal(before);
  });

  it('hears of ids that are tried by the thousand, through bulk and the trash, by one event each', async () => {
    const { ann } = site.as;
    const { database } = site.live.site.services;
    const ids = Array.from({ length: 700 }, (_, n) => `01KAJ0QX00T2N8C9SEPKXK${String(n).padStart(4, '0')}`);
    const before = await dumpHash(database);
    const bulk = await ann.post('/api/records/customer/bulk', { action: 'update', ids, values: { city: 'x' } });
    expect([bulk.status, bulk.json.failedCount, bulk.json.batch], bulk.text.slice(0, 200)).to.deep.equal([200, 700, undefined]); // prettier-ignore
    const trash = await ann.post('/api/records/customer/trash/restore', { ids: ids.slice(0, 200) });
    expect(trash.status).to.equal(200);
    const told = await eventually(async () => {
      const rows = (await database.read('sys_event').where({ type: 'refused' }).andWhere('data', 'like', '%"count"%').orderBy('id', 'desc').limit(2)) as { data: string; address: string; user_id: string }[]; // prettier-ignore
      return rows[0]?.data.includes('trash') ? rows : undefined;
    }, 'the events');
    expect(told.map(({ data, address, user_id }) => [JSON.parse(data), address !== '', user_id])).to.deep.equal([
      [{ status: 200, code: 'NOT_FOUND', method: 'POST', route: '/records/:entity/trash/restore', count: 200 }, true, site.users.ann],
      [{ status: 200, code: 'NOT_FOUND', method: 'POST', route: '/records/:entity/bulk', count: 700 }, true, site.users.ann],
    ]); // prettier-ignore
    expect(await dumpHash(database)).to.equal(before);
  });

  it('B4 writes no row of a sub-table without the right to its entity', async () => {
    const { product, orders, customers } = site;
    const order = (await site.as.admin.get(`/api/records/order/${orders.bob}`)).json;
    const [line] = order.lines as readonly { id: string }[];
    await refuse([
      ['a new line of a new order', () => nora.post('/api/records/order', { customer: customers.bob, lines: [{ product, quantity: 1 }] }), '403 ACTION_NOT_ALLOWED'],
      ['a new line of an order', () => patch(nora, `order/${orders.bob}`, { lines: [{ id: line!.id }, { product, quantity: 1 }] }, order.version), '403 ACTION_NOT_ALLOWED'],
      ['a change of a line', () => patch(nora, `order/${orders.bob}`, { lines: [{ id: line!.id, quantity: 9 }] }, order.version), '403 ACTION_NOT_ALLOWED'],
      ['taking a line out', () => patch(nora, `order/${orders.bob}`, { lines: [] }, order.version), '403 ACTION_NOT_ALLOWED'],
      ['a line by itself', () => nora.post('/api/records/order_line', { order: orders.bob, product, quantity: 1 }), '403 ACTION_NOT_ALLOWED'],
    ]);
    expect((await patch(nora, `order/${orders.bob}`, { lines: [{ id: line!.id }] }, order.version)).status).to.equal(200);
  }); // prettier-ignore

  it('B8 gives no figure of a hidden field: dashboard, report, file', async () => {
    await refuse([
      ['a widget', () => nora.post('/api/dashboards/rights_figures/data', { widget: 'k_most' }), '403 FIELD_FORBIDDEN'],
      ['its file', () => nora.post('/api/dashboards/rights_figures/export', { format: 'csv', widget: 'k_most' }), '403 FIELD_FORBIDDEN'],
      ['a column of a list as a file', () => nora.post('/api/records/customer/export', { format: 'csv', columns: [{ path: 'name' }, { path: 'annual_revenue' }] }), '403 FIELD_FORBIDDEN'],
      ['a filter of a file', () => nora.post('/api/records/customer/export', { format: 'csv', columns: [{ path: 'name' }], filter: { field: 'annual_revenue', op: 'gt', value: 1 } }), '403 FIELD_FORBIDDEN'],
      ['the whole as a query', () => nora.post('/api/query', figure), '403 FIELD_FORBIDDEN'],
    ]);
    // A link shows what its maker may see: that part says "no access", to whoever has it.
    const link = await site.as.desk.post('/api/links', { kind: 'dashboard', target: 'rights_figures', hours: 1 });
    expect(link.status, link.text).to.equal(201);
    const shown = await fetch(`${site.live.address}/api/shared/${link.json.token}/data/k_most`);
    expect([shown.status, await shown.json()]).to.deep.equal([200, { noAccess: true }]);
    const seen = await site.as.max.post('/api/dashboards/rights_figures/data', { widget: 'k_most' });
    expect(seen.json.datasets.most.rows, seen.text).to.deep.equal([{ most: 700 }]);
  }); // prettier-ignore

  it('B10 takes nobody’s word for who asks: no report route knows a person but that of the session', async () => {
    const foreign = { user: site.users.admin };
    const given = { parameters: foreign };
    const at = '/api/reports/sales_by_region';
    const asked: Readonly<Record<string, object>> = {
      [`${at}/run`]: {},
      [`${at}/explain`]: { source: 'A1', at: '' },
      [`${at}/export`]: { format: 'csv' },
      [`${at}/options`]: { parameter: 'period' },
      '/api/dashboards/sales_overview/data': { widget: 'k_sales' },
      '/api/dashboards/sales_overview/export': { widget: 'k_sales', format: 'csv' },
      '/api/dashboards/sales_overview/options': { parameter: 'region' },
    };
    await refuse(
      Object.entries(asked).flatMap(([path, body]) => [
        [`a key of ${path}`, () => nora.post(path, { ...body, ...foreign }), '400 UNKNOWN_FIELD'] as const,
        [`a query of ${path}`, () => nora.post(`${path}?user=${site.users.admin}`, body), '400 UNKNOWN_PARAMETER'] as const,
        [`a parameter of ${path}`, () => nora.post(path, { ...body, ...given }), '400 UNKNOWN_PARAMETER'] as const,
      ]),
    );
  }); // prettier-ignore

  it('B3 and B4 expand and write only through each record’s own rights', async () => {
    const { ann, desk } = site.as;
    const own = site.orders.desk;
    await refuse([
      ['expand a secret', () => ann.get('/api/records/customer?fields=owner.password_hash'), '403 FIELD_FORBIDDEN'],
      ['expand a hidden field', () => desk.get('/api/records/order?fields=customer.annual_revenue'), '403 FIELD_FORBIDDEN'],
      ['write through a look-up', () => patch(desk, `order/${own}`, { customer: { id: site.customers.desk, credit_limit: 1 } }), '422 INVALID_VALUE'],
      ['a read field', () => patch(desk, `customer/${site.customers.desk}`, { credit_limit: 1 }), '422 FIELD_READONLY'],
      ['a hidden field', () => patch(desk, `customer/${site.customers.desk}`, { annual_revenue: 1 }), '400 UNKNOWN_FIELD'],
      ['a masked field', () => patch(desk, `customer/${site.customers.desk}`, { phone: '+1' }), '422 FIELD_READONLY'],
      ['point to what may not be seen', () => patch(desk, `order/${own}`, { customer: site.customers.ann }), '422 REFERENCE_NOT_FOUND'],
    ]);
    const named = async (by: Browser, path: string) => (await by.get(path)).json.error.path;
    expect(await named(ann, '/api/records/customer?fields=owner.password_hash')).to.equal('owner.password_hash');
    expect(await named(desk, '/api/records/order?fields=customer.annual_revenue')).to.equal('customer.annual_revenue');
    // A look-up to what may not be seen reads as nothing, and is not counted.
    await site.live.site.services.database.write((transaction) => transaction('d_order').where('id', own).update({ customer: site.customers.ann }));
    expect((await desk.get(`/api/records/order/${own}?fields=customer,customer.name`)).json.customer).to.equal(null);
    const counted = await desk.post('/api/query', { entity: 'order', select: [{ path: 'customer.name', aggregate: 'count', as: 'n' }] });
    expect(counted.json.rows).to.deep.equal([{ n: 0 }]);
    const grouped = await desk.post('/api/query', { entity: 'order', select: [{ path: 'customer' }, { aggregate: 'count', as: 'n' }], where: { field: 'id', op: 'eq', value: own } });
    expect(grouped.json.rows).to.deep.equal([{ customer: null, customer_label: null, n: 1 }]);
    const empty = await desk.post('/api/query', { entity: 'order', select: [{ path: 'id' }], where: { field: 'customer', op: 'isNull' } });
    expect(empty.json.rows.map(({ id }: { id: string }) => id)).to.deep.equal([own]);
    await site.live.site.services.database.write((transaction) => transaction('d_order').where('id', own).update({ customer: site.customers.desk }));
  }); // prettier-ignore

  it('B5 and B8 refuse hidden and masked fields in every clause, as they do fields that do not exist', async () => {
    const { desk, ann } = site.as;
    const query = (body: object) => desk.post('/api/query', { entity: 'customer', ...body });
    const count = { aggregate: 'count', as: 'n' };
    for (const [field, code] of [['annual_revenue', 'FIELD_FORBIDDEN'], ['nothing', 'FIELD_FORBIDDEN'], ['phone', 'FIELD_FORBIDDEN']] as const) {
      await refuse([
        [`filter ${field}`, () => desk.get(list({ field, op: 'isNotNull' })), `403 ${code}`],
        [`filter inside not ${field}`, () => desk.get(list({ not: { or: [{ field, op: 'isNull' }] } })), `403 ${code}`],
        [`sort ${field}`, () => desk.get(`/api/records/customer?sort=${field}`), `403 ${code}`],
        [`group ${field}`, () => query({ select: [{ path: field }, count] }), `403 ${code}`],
        [`aggregate ${field}`, () => query({ select: [{ path: field, aggregate: 'countDistinct', as: 'n' }] }), `403 ${code}`],
        [`measure ${field}`, () => query({ select: [count], where: { measure: { relation: 'order_customer', aggregate: 'count', where: { field: `customer.${field}`, op: 'isNotNull' } }, op: 'gt', value: 0 } }), `403 ${code}`],
        [`through a look-up ${field}`, () => desk.post('/api/query', { entity: 'order', select: [count], where: { field: `customer.${field}`, op: 'isNotNull' } }), `403 ${code}`],
      ]);
    }
    await refuse([
      ['a secret of the account', () => ann.get(list({ field: 'owner.password_hash', op: 'startsWith', value: '$2' })), '403 FIELD_FORBIDDEN'],
      ['an unknown parameter', () => ann.get('/api/records/customer?x=1'), '400 UNKNOWN_PARAMETER'],
    ]);
    expect(bare(await desk.get('/api/records/customer?sort=annual_revenue')).replaceAll('annual_revenue', 'F')).to.equal(
      bare(await desk.get('/api/records/customer?sort=nothing')).replaceAll('nothing', 'F'),
    );
  }); // prettier-ignore

  it('masks everywhere a field is shown: list, record, look-up, history', async () => {
    const { desk } = site.as;
    const id = site.customers.desk;
    expect((await desk.get('/api/records/customer?fields=phone')).json.rows[0].phone).to.equal('•••');
    expect((await desk.get(`/api/records/customer/${id}`)).json.phone).to.equal('•••');
    expect((await desk.get(`/api/records/order/${site.orders.desk}?fields=customer.phone`)).json.customer.phone).to.equal('•••');
    const { json } = await desk.get(`/api/records/customer/${id}/history`);
    const change = json.entries.at(-1).changes.find((each: { field: string }) => each.field === 'phone');
    expect(change).to.deep.include({ from: null, to: '•••' });
    expect(JSON.stringify(json)).to.not.include('1234567').and.not.include('annual_revenue');
  }); // prettier-ignore

  it('B16 takes no platform fields and no rights in bodies; giving away is an action of its own', async () => {
    const { ann, bob, mia } = site.as;
    const assignment = await ann.post('/api/records/customer', { name: 'X', id: nowhere, owner: site.users.bob, created_by: site.users.bob, version: 99 }); // prettier-ignore
    expect(codeOf(assignment)).to.equal('422 FIELD_READONLY');
    expect(assignment.json.error.details.map((each: { path: string; code: string }) => `${each.path} ${each.code}`)).to.have.members(
      ['/id FIELD_READONLY', '/owner FIELD_READONLY', '/created_by FIELD_READONLY', '/version FIELD_READONLY'],
    ); // prettier-ignore
    const { ann: mine } = site.customers;
    await refuse([
      ['roles of oneself', () => patch(ann, `user/${site.users.ann}`, { roles: ['administrator'] }), '403 ACTION_NOT_ALLOWED'],
      ['an account', () => ann.send('PATCH', `/api/users/${site.users.ann}`, { roles: ['administrator'] }), '403 RIGHT_MISSING'],
      ['give away', () => patch(ann, `customer/${mine}`, { owner: site.users.bob }), '422 FIELD_READONLY'],
      ['give away many', async () => {
        const answer = await ann.post('/api/records/customer/bulk', { action: 'update', ids: [mine], values: { owner: site.users.bob } });
        return { ...answer, status: 422, json: { error: answer.json.failed[0].problems[0] } };
      }, '422 FIELD_READONLY'],
      ['take', () => patch(bob, `customer/${mine}`, { owner: site.users.bob }), '404 NOT_FOUND'],
      // Who may assign may not use it to slip another change past their own reach.
      ['a change that leaves the reach', () => patch(mia, `customer/${mine}`, { owner: site.users.admin, city: 'Away' }), '403 ACTION_NOT_ALLOWED'],
    ]); // prettier-ignore
    // The owner as it is, is no change; a manager hands over within and out of their reach, alone.
    expect((await patch(ann, `customer/${mine}`, { owner: site.users.ann })).status).to.equal(200);
    const given = await patch(mia, `customer/${mine}`, { owner: site.users.cyn });
    expect(given.status, given.text).to.equal(200);
    expect((await ann.get(`/api/records/customer/${mine}`)).status).to.equal(404);
    expect((await patch(mia, `customer/${mine}`, { owner: site.users.admin }, 2)).json).to.deep.equal({ id: mine, version: 3 }); // prettier-ignore
    await patch(site.as.admin, `customer/${mine}`, { owner: site.users.ann }, 3);
  });

  it('tells the browser what it may do: assigning, sharing, printing; and fixes the owner where it may not', async () => {
    const rightsOf = async (by: Browser) => (await by.get('/api/app')).json.access.customer;
    expect(await rightsOf(site.as.ann)).to.include({ assign: false, share: true, print: true });
    expect((await rightsOf(site.as.ann)).fields.owner).to.equal('read');
    expect(await rightsOf(site.as.mia)).to.include({ assign: true, share: true });
    expect((await rightsOf(site.as.mia)).fields).to.not.have.property('owner');
    expect(await rightsOf(site.as.desk)).to.include({ assign: false, share: false, print: false, export: false });
  });

  it('B20 gives each person their own rows of the same request, whoever asked first', async () => {
    const path = '/api/records/customer?fields=id&count=true&sort=name';
    const idsOf = async (by: Browser) => ((await by.get(path)).json.rows as { id: string }[]).map(({ id }) => id);
    expect(await idsOf(site.as.ann)).to.deep.equal([site.customers.ann]);
    expect(await idsOf(site.as.bob)).to.deep.equal([site.customers.bob]);
    expect(await idsOf(site.as.ann)).to.deep.equal([site.customers.ann]);
    const requests: readonly ((by: Browser) => Promise<Answer>)[] = [
      (by) => by.post('/api/query', { entity: 'customer', select: [{ path: 'name' }], sort: [{ by: 'name' }] }),
      (by) =>
        by.post('/api/query', { entity: 'customer', select: [{ path: 'owner' }, { aggregate: 'count', as: 'n' }] }),
      (by) => by.post('/api/dashboards/sales_overview/data', { widget: 'c_customers' }),
      (by) => by.post('/api/reports/sales_by_region/run', {}),
      (by) => by.get('/api/search?q=customer'),
      (by) => by.get('/api/records/customer/words/tags'),
    ];
    for (const request of requests) {
      const [first, theirs, again] = [await request(site.as.ann), await request(site.as.bob), await request(site.as.ann)]; // prettier-ignore
      expect([first.status, again.text]).to.deep.equal([200, first.text]);
      expect(theirs.text).to.not.match(/Customer of ann|Person ann/);
      expect(first.text).to.not.match(/Customer of bob|Person bob/);
    }
    expect((await requests[4]!(site.as.ann)).text).to.include('Customer of ann');
    // One key for two people is two keys.
    const once = { 'Idempotency-Key': 'the-same-for-both' };
    const make = async (by: Browser) =>
      (await by.post('/api/records/customer', { name: 'Once' }, once)).json.id as string;
    const [mine, his, mineAgain] = [await make(site.as.ann), await make(site.as.bob), await make(site.as.ann)];
    expect([mine === his, mine === mineAgain]).to.deep.equal([false, true]);
    const app = await site.as.ann.get('/api/app');
    const tag = { 'If-None-Match': app.headers.get('etag')! };
    expect((await site.as.ann.get('/api/app', tag)).status).to.equal(304);
    expect((await site.as.bob.get('/api/app', tag)).status, 'a tag of somebody else').to.equal(200);
  });

  it('D8 lets nobody design rights without the right to grant', async () => {
    const { dan, admin } = site.as;
    const role = { kind: 'role', id: '01KAJ0QX00D8000000000000R1', name: 'sees_all', schema: 1, all: true, grants: [] };
    const rule = { kind: 'sharing', id: '01KAJ0QX00D8000000000000S1', name: 'all_to_dan', schema: 1, entity: 'customer', to: { users: [site.users.dan] }, level: 'update' }; // prettier-ignore
    await refuse([
      ['a role', () => dan.send('PUT', '/api/documents/role/sees_all', role), '403 RIGHT_MISSING'],
      ['his own role', () => dan.send('DELETE', '/api/documents/role/salesperson', undefined, { 'If-Match': '"1"' }), '403 RIGHT_MISSING'], // prettier-ignore
      ['a sharing rule', () => dan.send('PUT', '/api/documents/sharing/all_to_dan', rule), '403 RIGHT_MISSING'],
    ]);
    const stored = await admin.send('PUT', '/api/documents/sharing/all_to_dan', rule, { 'If-Match': '"0"' });
    expect(stored.status, stored.text).to.be.lessThan(300);
    expect(codeOf(await dan.post('/api/releases', { documents: ['sharing/all_to_dan'] })), 'nor another person’s draft').to.not.match(/^2/); // prettier-ignore
    await admin.send('DELETE', '/api/documents/sharing/all_to_dan', undefined, { 'If-Match': stored.headers.get('etag') ?? '"1"' }); // prettier-ignore
  });

  it('B19 keeps streams to their own site, and private records out of them', async function () {
    this.timeout(60_000);
    const foreign = await site.as.bob.get('/api/events', { Origin: 'https://evil.example' });
    expect(codeOf(foreign)).to.equal('403 ORIGIN_DENIED');
    const stop = new AbortController();
    const stream = await fetch(`${site.live.address}/api/events`, { headers: { Cookie: site.as.bob.cookie! }, signal: stop.signal }); // prettier-ignore
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body!) heard += new TextDecoder().decode(chunk as Uint8Array);
    })().catch(() => undefined);
    let { version } = (await site.as.ann.get(`/api/records/customer/${site.customers.ann}`)).json;
    for (let n = 0; n < 60; n++) {
      const answer = await patch(site.as.ann, `customer/${site.customers.ann}`, { city: `City ${n}` }, version);
      version = answer.json.version;
    }
    const own = (await site.as.bob.get(`/api/records/customer/${site.customers.bob}`)).json;
    await patch(site.as.bob, `customer/${site.customers.bob}`, { city: 'Mine' }, own.version);
    await eventually(async () => heard.includes(site.customers.bob) || undefined, 'the event of the own record');
    expect(heard).to.not.include(site.customers.ann);
    stop.abort();
    await listening;
  });

  it('A9 and A10 end a session and a right with the next call', async () => {
    const { admin } = site.as;
    const [first, second] = [await site.live.signIn('cyn'), await site.live.signIn('cyn')];
    const path = `/api/users/${site.users.cyn}`;
    expect((await first.get(`/api/records/customer/${site.customers.cyn}`)).status).to.equal(200);
    await admin.send('PATCH', path, { roles: ['marketing'] });
    expect((await first.get('/api/app')).json.user.roles).to.deep.equal(['marketing']);
    expect(codeOf(await patch(first, `customer/${site.customers.cyn}`, { city: 'x' }))).to.equal(
      '403 ACTION_NOT_ALLOWED',
    );
    await admin.send('PATCH', path, { roles: [] });
    expect(codeOf(await first.get('/api/records/customer'))).to.equal('404 NOT_FOUND');
    await admin.send('PATCH', path, { roles: ['salesperson'] });
    expect((await second.get('/api/records/customer')).status).to.equal(200);

    const stop = new AbortController();
    const stream = await fetch(`${site.live.address}/api/events`, { headers: { Cookie: first.cookie! }, signal: stop.signal }); // prettier-ignore
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body!) heard += new TextDecoder().decode(chunk as Uint8Array);
    })();
    await admin.send('PATCH', path, { resetPassword: true });
    for (const browser of [first, second]) expect((await browser.get('/api/session')).status).to.equal(401);
    // The stream asks again by itself and ends.
    await listening;
    expect(heard).to.include('"state":"ended"');
  }).timeout(30_000);

  it('leaves one security event of each refusal', async () => {
    expect(site.live.refused.size).to.be.greaterThan(100);
    await site.live.refused.expectEvents(site.live);
  });
});
