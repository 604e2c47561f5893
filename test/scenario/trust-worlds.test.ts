/**
 * Two worlds: the same site twice, differing only in what a person may not see. Every route that reads answers that
 * person byte for byte the same in both: lists, records, history, counts, queries, reports, dashboards, the app, errors.
 */
import { expect } from 'chai';
import { eventually } from '../helper/eventually.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { siteSettled } from '../helper/site-settled.js';
import { RefusalLedger } from '../helper/refusal-events.js';
import { pdfText } from '../helper/pdf-text.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { withheldDocuments } from '../helper/withheld-documents.js';
import { readWorkbook } from '../helper/workbook.js';
import { makeFiles } from '../../server/schedules/make-files.js';

const nowhere = '01KAJ0QX00T2N8C9SEPKXKVMCP';

interface Ask {
  readonly path: string;
  readonly body?: unknown;
}
const get = (path: string): Ask => ({ path });
const post = (path: string, body: unknown): Ask => ({ path, body });
const filter = (where: unknown): string => `?count=true&filter=${encodeURIComponent(JSON.stringify(where))}`;

const widgetsOf = (site: RightsSite): readonly string[] =>
  site.live.site.releases
    .current()
    .model.find('dashboard', 'sales_overview')!
    .widgets.map(({ id }) => id);

/** What `desk` may read of its own, what it may not, and what belongs to others; by route. */
function asks(site: RightsSite, links: readonly string[]): Readonly<Record<string, readonly Ask[]>> {
  const { customers, contacts, orders, users } = site;
  const others = [customers.ann, customers.bob, nowhere];
  const hidden = ['annual_revenue', 'phone', 'nothing'];
  const withheld = ['files', 'filtered', 'ordered', 'grouped', 'classed', 'widened'].map((name) => `rights_${name}`);
  const select = (aggregate: string, path?: string) => [{ aggregate, as: 'n', ...(path ? { path } : {}) }];
  return {
    'GET /access/explain': [get(`/access/explain?user=${users.ann}&entity=customer&id=${customers.ann}`)],
    'GET /access/users/:id': [get(`/access/users/${users.ann}`)],
    'GET /app': [get('/app')],
    'GET /batches/:id': [get(`/batches/${nowhere}`)],
    'GET /log': [get('/log'), get(`/log?person=${users.ann}&kind=file&find=customer`)],
    'GET /files/:id': [get(`/files/${nowhere}`)],
    'GET /theme/:name': [get('/theme/00000000000000000000.css')],
    'GET /maps/:name': [get('/maps/nothing')],
    'GET /notices': [get('/notices')],
    'GET /notices/count': [get('/notices/count')],
    'GET /notices/settings': [get('/notices/settings')],
    'GET /personal/:kind/:name': [get('/personal/dashboard/sales_overview')],
    'GET /records/:entity/trash': [get('/records/customer/trash'), get('/records/order/trash')],
    'GET /records/:entity/:id/comments/:comment/texts': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/comments/${nowhere}/texts`)),
    'GET /access/roles': [get('/access/roles')],
    'GET /records/:entity/:id/allowed': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/allowed`)),
    'GET /records/:entity/:id/actions/:name': [customers.desk, ...others].flatMap((id) => [get(`/records/customer/${id}/actions/nothing`), get(`/records/lead/${id}/actions/convert`)]),
    'GET /records/:entity/:id/following': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/following`)),
    'GET /records/:entity/:id/mentionable': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/mentionable`)),
    'GET /records/:entity/:id/presence': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/presence`)),
    'GET /records/:entity/:id/timeline': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/timeline`)),
    'GET /links': [get('/links'), get('/links?show=all')],
    'GET /schedules': [get('/schedules'), get('/schedules?show=all')],
    'GET /schedules/offer': [get('/schedules/offer')],
    'GET /schedules/received': [get('/schedules/received')],
    'GET /schedules/:id': [get(`/schedules/${nowhere}`)],
    'GET /schedules/:id/runs': [get(`/schedules/${nowhere}/runs`)],
    'GET /shared/:token': [get('/shared/a-token-that-never-was'), ...links.map((token) => get(`/shared/${token}`))],
    'GET /shared/:token/rows': [get('/shared/a-token-that-never-was/rows'), ...links.map((token) => get(`/shared/${token}/rows?from=0&to=50`))],
    'GET /shared/:token/data/:widget': [get('/shared/a-token-that-never-was/data/k_sales'), ...widgetsOf(site).map((widget) => get(`/shared/${links[1]}/data/${widget}`))],
    'GET /views': [get('/views')],
    'GET /views/audiences': [get('/views/audiences')],
    'GET /segments': [get('/segments')],
    'POST /dashboards/:name/options': ['region', 'owner', 'nothing'].map((parameter) => post('/dashboards/sales_overview/options', { parameter })),
    'POST /reports/:name/options': [post('/reports/sales_by_region/options', { parameter: 'period' }), post('/reports/nothing/options', { parameter: 'period' })],
    'GET /documents': [get('/documents')],
    'GET /documents/:kind/:name': [get('/documents/role/salesperson')],
    'GET /documents/:kind/:name/uses': [get('/documents/entity/customer/uses')],
    'GET /health': [get('/health')],
    'GET /ready': [get('/ready')],
    'GET /jobs': [get('/jobs')],
    'GET /jobs/:id': [get(`/jobs/${nowhere}`)],
    'GET /openapi.json': [get('/openapi.json')],
    'GET /recent': [get('/recent')],
    'GET /records/:entity': [
      ...['customer', 'contact', 'order', 'order_line', 'product', 'opportunity', 'task', 'user'].flatMap((entity) => [
        get(`/records/${entity}?count=true&limit=200`), get(`/records/${entity}?sort=-created_at&limit=2`),
      ]),
      get('/records/order?fields=id,customer.name,lines.amount,lines.product.name&count=true'),
      get(`/records/customer${filter({ some: 'order_customer' })}`),
      get(`/records/customer${filter({ measure: { relation: 'order_customer', aggregate: 'count' }, op: 'gte', value: 2 })}`),
      get(`/records/product${filter({ some: 'order_line_product' })}`),
      get(`/records/product${filter({ measure: { relation: 'order_line_product', aggregate: 'sum', field: 'quantity' }, op: 'gt', value: 3 })}`),
      get(`/records/customer${filter({ shared: 'read' })}`),
      ...hidden.flatMap((field) => [
        get(`/records/customer${filter({ field, op: 'isNotNull' })}`), get(`/records/customer?sort=${field}`),
        get(`/records/customer?fields=id,${field}`), get(`/records/order${filter({ field: `customer.${field}`, op: 'isNotNull' })}`),
      ]),
    ],
    'POST /records/:entity/look-up': [post('/records/order_line/look-up', { field: 'unit_price', values: [null, null, 1, '2026-01-01', 'A', null] }), post('/records/order/look-up', { field: 'number', values: [] })],
    'GET /records/:entity/words/:field': [get('/records/customer/words/tags'), get('/records/order/words/tags')],
    'GET /records/:entity/:id': [customers.desk, ...others].flatMap((id) => [get(`/records/customer/${id}`), get(`/records/order/${id}`)]).concat([
      get(`/records/order/${orders.desk}`), get(`/records/contact/${contacts.desk}`), get(`/records/product/${site.product}`),
    ]),
    'GET /records/:entity/:id/history': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/history`)),
    'GET /print/templates': ['customer', 'order', 'nothing'].map((entity) => get(`/print/templates?entity=${entity}`)),
    'GET /print/files': [customers.desk, ...others].map((id) => get(`/print/files?entity=customer&record=${id}`)),
    'GET /print/files/:id': [get(`/print/files/${nowhere}`)],
    'POST /print/:template': [customers.desk, ...others].flatMap((id) => ['customer_letter', 'customer_list', 'nothing'].map((name) => post(`/print/${name}`, { ids: [id], output: 'pages' }))),
    'POST /records/:entity/:id/print': [customers.desk, ...others].map((id) => post(`/records/customer/${id}/print`, undefined)),
    'POST /records/:entity/print': [
      post('/records/customer/print', { columns: [{ path: 'name' }, { path: 'owner' }] }),
      post('/records/order/print', { columns: [{ path: 'number' }, { path: 'customer.name' }], filter: { some: 'order_line_order' } }),
      ...hidden.map((path) => post('/records/customer/print', { columns: [{ path }] })),
    ],
    'POST /records/:entity/export': [
      post('/records/customer/export', { format: 'csv', columns: [{ path: 'name' }, { path: 'owner' }] }),
      post('/records/order/export', { format: 'csv', columns: [{ path: 'number' }, { path: 'customer.name' }, { path: 'total' }] }),
      ...hidden.map((path) => post('/records/customer/export', { format: 'csv', columns: [{ path }] })),
    ],
    'GET /records/:entity/duplicates': ['customer', 'contact', 'lead', 'order'].map((entity) => get(`/records/${entity}/duplicates`)),
    'POST /records/:entity/duplicates': [
      ...['customer of ann', 'customer of desk', 'other ann', 'new of bob'].flatMap((name) => [
        post('/records/customer/duplicates', { values: { name } }), post('/records/customer/duplicates', { id: customers.desk, values: { name } }),
      ]),
      post('/records/customer/duplicates', { values: { name: 'other ann', city: 'elsewhere' } }), post('/records/contact/duplicates', { values: { name: 'new', customer: customers.ann } }),
      post('/records/customer/duplicates', { id: customers.ann, values: { name: 'x' } }), post('/records/lead/duplicates', { values: { phone: '+49 999' } }),
      ...hidden.map((field) => post('/records/customer/duplicates', { values: { [field]: '+1 555 0100' } })),
    ],
    'POST /records/:entity/:id/merge/preview': [customers.desk, ...others].flatMap((id) => [
      post(`/records/customer/${id}/merge/preview`, { from: [customers.ann] }), post(`/records/customer/${id}/merge/preview`, { from: [customers.desk] }),
    ]),
    'GET /records/:entity/:id/shares': [customers.desk, ...others].map((id) => get(`/records/customer/${id}/shares`)),
    'GET /releases': [get('/releases')],
    'GET /releases/put-away': [get('/releases/put-away')],
    'GET /releases/:n/changes': [get('/releases/1/changes')],
    'GET /releases/:n/misfits': [get('/releases/1/misfits?entity=customer&field=annual_revenue')],
    'GET /releases/removed': [get('/releases/removed')],
    'GET /documents/:kind/:name/history': [get('/documents/entity/customer/history'), get('/documents/report/sales_by_region/history')],
    'GET /start/files': [get('/start/files')],
    'GET /start/files/:id/rejects': [get('/start/files/01ARZ3NDEKTSV4RRFFQ69G5FAV/rejects')],
    'GET /sample': [get('/sample')],
    // Names of others, of the desk's own, the city and the name they are given in the other world, what is hidden and masked.
    'GET /search': ['customer', 'desk', 'ann', 'customer of', 'other', 'elsewhere', 'new', '123456', '0100', '15550100', '493012345', '999', 'tea', 'person', 'secret'].map((q) => get(`/search?q=${encodeURIComponent(q)}`)).concat([
      get('/search?q=customer&entity=customer&limit=200'), get('/search?q=secret&entity=opportunity'),
    ]),
    'GET /session': [get('/session')],
    'GET /session/all': [get('/session/all')],
    'GET /users': [get('/users'), get('/users?find=ann&state=active&role=salesperson')],
    'POST /query': [
      ...['customer', 'order', 'contact', 'order_line', 'opportunity'].map((entity) => post('/query', { entity, select: select('count') })),
      post('/query', { entity: 'order_line', select: [{ path: 'product.name', as: 'p' }, { path: 'amount', aggregate: 'sum', as: 'n' }] }),
      post('/query', { entity: 'customer', select: [{ path: 'city' }, { aggregate: 'count', as: 'n' }] }),
      ...hidden.flatMap((field) => [
        post('/query', { entity: 'customer', select: select('max', field) }), post('/query', { entity: 'customer', select: [{ path: field }, ...select('count')] }),
        post('/query', { entity: 'customer', select: select('count'), where: { field, op: 'isNotNull' } }),
        post('/query', { entity: 'customer', select: select('count'), where: { segment: `s_${nowhere.toLowerCase()}` } }),
        post('/query', { entity: 'order', select: select('countDistinct', `customer.${field}`) }),
      ]),
    ],
    'POST /reports/:name/run': [post('/reports/sales_by_region/run', {}), post('/reports/nothing/run', {}), ...withheld.map((name) => post(`/reports/${name}/run`, {})),
      ...readerAsks.flatMap((body) => [...withheld, 'sales_by_region'].map((name) => post(`/reports/${name}/run`, body)))],
    'POST /reports/:name/explain': [...withheld.map((name) => post(`/reports/${name}/explain`, { source: 'B1', at: 'A1:1;' })), ...withheld.map((name) => post(`/reports/${name}/explain`, { source: 'A2', at: ';', by: 'annual_revenue' })), post('/reports/sales_by_region/explain', { source: 'A1', at: '' })],
    'POST /reports/:name/write': [post('/reports/target_entry/write', { changes: [{ source: 'A1', at: ';', value: 1, was: null }] }), post('/reports/nothing/write', { changes: [{ source: 'A1', at: ';', value: 1, was: null }] })],
    'POST /datasets/preview': [post('/datasets/preview', { dataset: { source: { type: 'query', query: { entity: 'customer', select: [{ path: 'name' }] } } } })],
    'POST /dashboards/preview': [post('/dashboards/preview', { dashboard: { name: 'x', datasets: [], widgets: [] }, widget: 'none' })],
    'POST /dashboards/preview-options': [post('/dashboards/preview-options', { dashboard: { name: 'x', datasets: [], widgets: [] }, parameter: 'none' })],
    'POST /reports/preview': [post('/reports/preview', { report: {} })],
    'POST /dashboards/:name/data': ['nothing', ...widgetsOf(site)].map((widget) => post('/dashboards/sales_overview/data', { widget })).concat([post('/dashboards/rights_board/data', { widget: 'w' })]),
  }; // prettier-ignore
}

/** Order and rows of a sheet by what is hidden and by what is masked. */
const readerAsks = ['B1', 'C1'].flatMap((cell) => [
  { sort: [{ cell, descending: true }] },
  { filter: [{ cell, op: 'contains', value: '1' }] },
  { filter: [{ cell, op: 'gt', value: 1 }] },
]);

/** Neither writes nor what never ends; a workbook holds the time it was made and is the grid of `run` besides. */
const isAsked = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  path !== '/events' &&
  !path.endsWith('/:name/export') &&
  (method === 'GET' ||
    /^\/(query|reports|dashboards|datasets)(\/|$)|^\/print\/:template$|^\/records\/.*\/(export|print|duplicates|merge\/preview|look-up)$/.test(
      path,
    ));

/** A link tells when it was opened, and how often. */
const isMoving = (path: string): boolean => /^\/(shared|links)/.test(path);
const moving = (path: string): RegExp => (isMoving(path) ? /"(at|opened|lastOpenedAt)":("[^"]*"|\d+|null)/g : /$^/);

async function answersOf(
  by: Browser,
  site: RightsSite,
  links: readonly string[],
  ledger = new RefusalLedger(),
): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const [route, list] of Object.entries(asks(site, links))) {
    for (const { path, body } of list) {
      const method = route.split(' ')[0]!;
      const answer = await by.send(method, `/api${path}`, body);
      if (answer.json?.error) ledger.note(answer.text, answer.status);
      // What moves makes the compressed answer longer or shorter.
      const heads = ['etag', 'content-type', ...(isMoving(path) ? [] : ['content-length']), 'location'];
      const kept = heads.map((name) => answer.headers.get(name));
      const text = answer.text
        .replace(/"requestId":"[^"]*"/g, '')
        .replace(/"age":\d+/g, '')
        .replace(moving(path), '');
      told[`${method} ${path} ${JSON.stringify(body ?? '')}`] = `${answer.status} ${answer.status < 400 ? kept.join(' ') : ''} ${text}`; // prettier-ignore
    }
  }
  return told;
}

/** What a file says, without the moment it was made. */
async function wordsOf(type: string, bytes: Uint8Array): Promise<string> {
  if (type.includes('pdf')) return pdfText(bytes);
  if (type.includes('spreadsheet')) return JSON.stringify(await readWorkbook(Uint8Array.from(bytes).buffer));
  return Buffer.from(bytes).toString('utf8');
}

/** What differs, each with the first characters that do. */
function differences(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(a).flatMap((key) => {
    const [one, other] = [a[key]!, b[key] ?? ''];
    if (one === other) return [];
    const at = [...one].findIndex((character, index) => character !== other[index]);
    return [`${key}: ${one.slice(Math.max(0, at - 60), at + 80)} | ${other.slice(Math.max(0, at - 60), at + 80)}`];
  });
}

eachDatabase('scenario/trust-worlds', (fixture) => {
  let site: RightsSite;
  /** Of the desk: a report, a dashboard. */
  const links: string[] = [];
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: withheldDocuments });
    for (const [kind, target] of [
      ['report', 'sales_by_region'],
      ['dashboard', 'sales_overview'],
    ]) {
      const made = await site.as.desk.post('/api/links', { kind, target, hours: 1 });
      expect(made.status, made.text).to.equal(201);
      links.push(made.json.token as string);
    }
  });
  after(() => site.live.close());

  it('asks every route that reads', () => {
    const routes = site.live.site.routes.filter(isAsked).map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(asks(site, links)), 'a new route that reads needs its requests here').to.have.members(routes);
  });

  /** A file is made of rows that are read: the engine has no part in its format. */
  const formats = fixture.engine === 'sqlite' ? ['pdf', 'xlsx', 'html', 'csv'] : ['html', 'csv'];
  /** Files of the first world; those of the other are made once it has changed. */
  let made: Record<'desk' | 'mia', Readonly<Record<string, string>>> | undefined;

  /** What a schedule would send, and what exports answer, as words without the time they were made. */
  async function filesOf(login: 'desk' | 'mia', formats: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const { model } = site.live.site.releases.current();
    const reader = await site.live.site.services.asPerson!(site.users[login], 'files');
    const told: Record<string, string> = {};
    for (const document of [
      model.find('report', 'sales_by_region')!, model.find('report', 'rights_files')!, model.find('dashboard', 'sales_overview')!,
    ]) {
      const { rows, files } = await makeFiles(reader, document, { formats, title: 'T', parameters: {} });
      told[`${document.name} rows`] = String(rows);
      for (const { fileName, type, bytes } of files) told[`${document.name} ${fileName}`] = await wordsOf(type, bytes);
    }
    for (const name of ['filtered', 'ordered', 'grouped', 'classed', 'widened']) {
      const answer = await site.as[login].post(`/api/reports/rights_${name}/export`, { format: 'csv', title: 'T' });
      told[name] = `${answer.status} ${answer.text}`;
    }
    for (const format of ['svg', 'csv']) {
      const answer = await site.as[login].post('/api/dashboards/sales_overview/export', { format, widget: 'c_region' });
      told[format] = `${answer.status} ${answer.text}`;
    }
    return told;
  } // prettier-ignore

  /** Everything that the desk may not see becomes something else; nothing it may see is touched. */
  async function changeTheWorld(): Promise<void> {
    const { admin } = site.as;
    const { database } = site.live.site.services;
    const { customers, orders, users, product } = site;
    // Records of others: changed, made, deleted, shared, with histories of their own.
    for (const login of ['ann', 'bob', 'mia'] as const) {
      const { json } = await admin.get(`/api/records/customer/${customers[login]}`);
      await admin.send('PATCH', `/api/records/customer/${customers[login]}?duplicates=allow`, { name: `Other ${login}`, city: 'Elsewhere', phone: '+49 999', annual_revenue: 123_456 }, { 'If-Match': `"${json.version}"` });
      const made = await admin.post('/api/records/customer', { name: `New of ${login}`, owner: users[login] });
      await admin.post('/api/records/order', { customer: made.json.id, owner: users[login], lines: [{ product, quantity: 70 }] });
      await admin.post('/api/records/contact', { name: 'New', customer: made.json.id });
      await admin.send('PUT', `/api/records/customer/${customers[login]}/shares`, { to: { user: users.cyn }, level: 'read' });
    }
    const order = (await admin.get(`/api/records/order/${orders.bob}`)).json;
    await admin.send('DELETE', `/api/records/order/${orders.bob}`, undefined, { 'If-Match': `"${order.version}"` });
    await admin.post('/api/records/opportunity', { name: 'Secret', customer: customers.ann });
    // Segments that it may not use, or whose condition it may not read.
    for (const [scope, filter] of [
      [{ scope: 'personal' }, { field: 'name', op: 'contains', value: 'x' }],
      [{ scope: 'role', target: 'sales_manager' }, { field: 'name', op: 'contains', value: 'x' }],
      [{ scope: 'system' }, { field: 'annual_revenue', op: 'gt', value: 5 }],
    ] as const) {
      const kept = await admin.post('/api/segments', { entity: 'customer', label: 'Of others', ...scope, filter });
      expect(kept.status, kept.text).to.equal(201);
    }
    // Hidden and masked values of its own records, as they stand and as the history tells them.
    await database.write(async (transaction) => {
      await transaction('d_customer').where('id', customers.desk).update({ annual_revenue: 999, phone: '+15550100', phone_k: '+15550100' });
      await transaction('d_product').where('id', product).update({ cost: 1234, list_price: 4321 });
      const rows = (await transaction('sys_history').where('record_id', customers.desk).select('id', 'changes')) as { id: string; changes: string }[];
      for (const { id, changes } of rows) {
        await transaction('sys_history').where('id', id).update({ changes: changes.replace('700', '999').replace('+49301234567', '+15550100').replace('+49 30 1234567', '+1 555 0100') });
      }
      // Search follows as it follows every write: by what the outbox has marked.
      await transaction('sys_outbox').whereIn('ordering_key', [`customer:${customers.desk}`, `product:${product}`]).update({ to_index: 1 });
    });
    site.live.site.services.indexSoon!();
    await siteSettled(database);
    // Whoever may see the number finds the record by it, so that the index does hold what is hidden from the desk.
    const found = await admin.get('/api/search?q=15550100');
    expect(found.text).to.include(customers.desk);
  } // prettier-ignore

  it('answers the desk the same in both', async function () {
    this.timeout(240_000);
    const refused = new RefusalLedger();
    const first = await answersOf(site.as.desk, site, links, refused);
    expect(refused.size).to.be.greaterThan(50);
    await refused.expectEvents(site.live);
    const seen = JSON.stringify(first);
    // The rows that matter are there at all, and so is the refusal of what is hidden.
    expect(seen)
      .to.include('Customer of desk')
      .and.include('•••')
      .and.include('FIELD_FORBIDDEN')
      .and.include('No access');
    // What moves by itself is the same on both engines.
    if (fixture.engine === 'sqlite')
      expect(differences(first, await answersOf(site.as.desk, site, links)), 'the same world twice').to.deep.equal([]);
    const other = await answersOf(site.as.mia, site, links);
    made = { desk: await filesOf('desk', formats), mia: await filesOf('mia', ['csv']) };
    await changeTheWorld();
    expect(differences(first, await answersOf(site.as.desk, site, links))).to.deep.equal([]);
    // For somebody who sees those records the two worlds do differ: the comparison can fail.
    expect(differences(other, await answersOf(site.as.mia, site, links))).to.not.deep.equal([]);
    expect(seen).to.not.match(/annual_revenue":7|4321|1234567/);
  });

  it('makes the desk the same files and mails in both: every format of reports and dashboards', async function () {
    this.timeout(180_000);
    expect(Object.keys(made!.desk).length).to.be.greaterThan(14);
    expect(JSON.stringify(made!.desk)).to.contain('No access').and.contain('Customer of desk');
    expect(differences(made!.desk, await filesOf('desk', formats))).to.deep.equal([]);
    expect(differences(made!.mia, await filesOf('mia', ['csv']))).to.not.deep.equal([]);
  });

  it('tells the desk nothing of it as it happens (events)', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${site.live.address}/api/events`, { headers: { Cookie: site.as.desk.cookie! }, signal: stop.signal }); // prettier-ignore
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body!) heard += new TextDecoder().decode(chunk as Uint8Array);
    })().catch(() => undefined);
    const { json } = await site.as.admin.get(`/api/records/customer/${site.customers.ann}`);
    const match = { 'If-Match': `"${json.version}"` };
    await site.as.admin.send('PATCH', `/api/records/customer/${site.customers.ann}`, { city: 'Again' }, match);
    // An own record changes after it: when that event is here, the other one would be.
    const own = (await site.as.desk.get(`/api/records/customer/${site.customers.desk}`)).json;
    await site.as.admin.send('PATCH', `/api/records/customer/${site.customers.desk}`, { city: 'Own' }, { 'If-Match': `"${own.version}"` }); // prettier-ignore
    await eventually(async () => heard.includes(site.customers.desk) || undefined, 'the event of the own record');
    expect(heard).to.not.include(site.customers.ann);
    stop.abort();
    await listening;
  });
});
