/**
 * Dashboards over HTTP on both engines: ranges, trees, levels, options that follow other parameters, files of rows, what a
 * person keeps, where each role begins; and always only what the reader may see.
 */
import { expect } from 'chai';
import { ulid } from 'ulid';
import { boardPackage } from '../../helper/board-package.js';
import { eachDatabase } from '../../helper/databases.js';
import type { Answer, Browser } from '../../helper/http.js';
import { startLiveSite, type LiveSite } from '../../helper/live-site.js';

type Rows = readonly Readonly<Record<string, unknown>>[];
const board = '/api/dashboards/test_board';

eachDatabase('server/dashboards', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  let reader: Browser;
  let blind: Browser;
  const ids: Record<string, string> = {};

  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [boardPackage] });
    admin = await live.signIn('admin');
    await live.addUser({ login: 'reader', roles: ['test_reader', 'test_lister'] });
    await live.addUser({ login: 'blind', roles: ['test_blind', 'test_reader'] });
    await live.addUser({ login: 'sighted', roles: ['test_blind'] });
    [reader, blind] = await Promise.all([live.signIn('reader'), live.signIn('sighted')]);
    const make = async (name: string, entity: string, body: Record<string, unknown>) => {
      const answer = await admin.post(`/api/records/${entity}`, body);
      expect(answer.status, answer.text).to.equal(201);
      ids[name] = (answer.json as { id: string }).id;
    };
    await make('europe', 'region', { name: 'Europe', code: 'EU' });
    await make('west', 'region', { name: 'West', code: 'WE', parent: ids['europe'] });
    await make('asia', 'region', { name: 'Asia', code: 'AS' });
    await make('acme', 'customer', { name: 'Acme', code: 'C1', type: 'prospect', region: ids['west'] });
    await make('=2+5', 'customer', { name: '=2+5', code: 'C2', type: 'prospect', region: ids['asia'] });
    const order = (name: string, customer: string, region: string, day: string) =>
      make(name, 'order', { customer: ids[customer], region: ids[region], ordered_on: day, status: 'new' });
    await order('o1', 'acme', 'west', '2025-02-10');
    await order('o2', 'acme', 'west', '2025-05-20');
    await order('o3', '=2+5', 'asia', '2026-01-15');
    await order('o4', 'acme', 'europe', '2026-02-01');
  });
  after(() => live?.close());

  const data = (widget: string, rest: object = {}, browser = reader) =>
    browser.post(`${board}/data`, { widget, parameters: { period: '2020-01-01..' }, ...rest });
  const rowsOf = (answer: Answer): Rows => {
    expect(answer.status, answer.text).to.equal(200);
    return Object.values((answer.json as { datasets: Record<string, { rows: Rows }> }).datasets)[0]!.rows;
  };
  const orders = async (parameters: object) => rowsOf(await data('k_orders', { parameters }))[0]!['orders'];

  it('narrows by a date range with open ends, and refuses what is none', async () => {
    expect(await orders({ period: '2025-01-01..2025-12-31' })).to.equal(2);
    expect(await orders({ period: '2026-01-01..' })).to.equal(2);
    expect(await orders({ period: ['2025-05-01', null] })).to.equal(3);
    const bad = await data('k_orders', { parameters: { period: 'soon' } });
    expect(bad.status).to.equal(422);
    expect(bad.json).to.have.nested.property('error.path', '/parameters/period');
  });

  it('reads a place of a tree as all that lies under it', async () => {
    expect(await orders({ period: '2020-01-01..', area: ids['europe'] })).to.equal(3);
    expect(await orders({ period: '2020-01-01..', area: ids['west'] })).to.equal(2);
  });

  it('goes down level by level, and the figures of a level add up to the mark above', async () => {
    const years = rowsOf(await data('c_time'));
    expect(years.map((row) => [row['at'], row['orders']])).to.deep.equal([
      ['2025-01-01', 2],
      ['2026-01-01', 2],
    ]);
    const quarters = rowsOf(await data('c_time', { drill: ['2025-01-01'] }));
    expect(quarters.map((row) => [row['at'], row['orders']])).to.deep.equal([
      ['2025-01-01', 1],
      ['2025-04-01', 1],
    ]);
    const customers = rowsOf(await data('c_place', { drill: [ids['west']] }));
    expect(customers.map((row) => [row['place_label'], row['orders']])).to.deep.equal([['Acme', 2]]);
  });

  it('shows the parts of a dashboard that is not stored, to whoever designs, and refuses what no document may say', async () => {
    const query = { entity: 'order', select: [{ path: 'ordered_on', as: 'at', grain: 'year' }, { aggregate: 'count', as: 'orders' }], where: { field: 'ordered_on', op: 'between', value: { parameter: 'period' } } };
    const widget = { id: 'c', type: 'chart', x: 0, y: 0, w: 6, h: 5, dataset: 'S', options: { chart: 'column', x: 'at', y: ['orders'] } };
    const dashboard = { name: 'not_stored', parameters: [{ name: 'period', type: 'dateRange' }, { name: 'area', type: 'id', options: { entity: 'region' } }], datasets: [{ name: 'S', source: { type: 'query', query } }], widgets: [widget] };
    const preview = (body: object, browser = admin) => browser.post('/api/dashboards/preview', { dashboard, widget: 'c', ...body });
    expect(rowsOf(await preview({})).map((row) => row['orders'])).to.deep.equal([2, 2]);
    expect(rowsOf(await preview({ parameters: { period: '2026-01-01..' } })).map((row) => row['orders'])).to.deep.equal([2]);
    expect((await preview({}, reader)).status).to.equal(403);
    const wrong = await preview({ dashboard: { ...dashboard, widgets: [{ ...widget, options: { chart: 'column', x: 1 } }] } });
    expect([wrong.status, (wrong.json as { error: { path: string } }).error.path]).to.deep.equal([422, '/widgets/0/options/x']);
    expect((await preview({ widget: 'other' })).status).to.equal(404);
    const options = await admin.post('/api/dashboards/preview-options', { dashboard, parameter: 'area' });
    expect((options.json as { options: { label: string }[] }).options.map(({ label }) => label)).to.include.members(['Europe', 'West']);
    const over = (segment: string) => preview({ dashboard: { ...dashboard, datasets: [{ name: 'S', source: { type: 'query', query: { ...query, where: { segment } } } }] } });
    expect((await over('drafted')).status).to.equal(422);
    const segment = { kind: 'segment', id: ulid(), name: 'drafted', schema: 1, entity: 'order', filter: { field: 'ordered_on', op: 'gte', value: '2026-01-01' } };
    expect((await admin.send('PUT', '/api/documents/segment/drafted', segment, { 'If-Match': '"0"' })).status).to.be.oneOf([200, 201]);
    expect(rowsOf(await over('drafted')).map((row) => row['orders'])).to.deep.equal([2]);
    expect((await admin.send('DELETE', '/api/documents/segment/drafted', undefined, { 'If-Match': '"1"' })).status).to.be.oneOf([200, 204]);
  }); // prettier-ignore

  it('refuses levels that are not there', async () => {
    const deep = await data('c_time', { drill: ['2025-01-01', '2025-01-01', '2025-01-01'] });
    expect([deep.status, deep.json]).to.deep.include(400).and.have.nested.property('[1].error.code', 'DRILL_TOO_DEEP');
    expect((await data('k_orders', { drill: ['x'] })).status).to.equal(400);
    expect((await data('c_time', { drill: ['no date'] })).status).to.equal(422);
  });

  it('offers what fits the other parameters, says what no longer does, and only what the reader may see', async () => {
    const ask = async (parameter: string, parameters: object, browser = reader, search?: string) =>
      browser.post(`${board}/options`, { parameter, parameters, ...(search ? { search } : {}) });
    const names = (answer: Answer) =>
      (answer.json as { options: { label: string }[] }).options.map((each) => each.label);
    expect(names(await ask('customer', {}))).to.have.members(['Acme', '=2+5']);
    expect(names(await ask('customer', {}, reader, 'acm'))).to.deep.equal(['Acme']);
    const west = await ask('customer', { area: ids['europe'], customer: [ids['acme'], ids['=2+5']] });
    expect(names(west)).to.deep.equal(['Acme']);
    expect((west.json as { chosen: object[] }).chosen).to.deep.equal([
      { value: ids['acme'], label: 'Acme', available: true },
      { value: ids['=2+5'], label: '=2+5', available: false },
    ]);
    const tree = (await ask('area', {})).json as { options: { label: string; parent: string | null }[] };
    expect(tree.options.find((each) => each.label === 'West')!.parent).to.equal(ids['europe']);
    const sellers = (await ask('seller', { area: ids['asia'] })).json as { options: unknown[] };
    expect(sellers.options).to.have.length(1);
    expect((await ask('gone', {})).status).to.equal(400);
    expect((await ask('status', {})).status).to.equal(422);
    expect((await ask('area', {}, blind)).status).to.equal(404);
  });

  it('gives the rows of a part as a file to those who may export, and no formula in it runs', async () => {
    const body = { format: 'csv', widget: 'l_new', parameters: { period: '2020-01-01..' } };
    expect((await reader.post(`${board}/export`, body)).status).to.equal(403);
    const file = await admin.post(`${board}/export`, body);
    expect(file.status, file.text).to.equal(200);
    expect(file.headers.get('content-disposition')).to.contain('Newest orders.csv');
    const lines = file.text.replace('\ufeff', '').trim().split('\r\n');
    expect(lines).to.have.length(5);
    expect(file.text).to.contain("'=2+5");
    const down = await admin.post(`${board}/export`, {
      format: 'csv',
      widget: 'c_time',
      parameters: { period: '2020-01-01..' },
      drill: ['2025-01-01'],
    });
    expect(down.text.trim().split('\r\n')).to.have.length(3);
    expect((await admin.post(`${board}/export`, { format: 'csv', widget: 't_note' })).status).to.equal(400);
  });

  it('shows a list of its own query with the columns that the reader may see', async () => {
    const list = rowsOf(await data('l_new'));
    expect(list.map((row) => row['customer_label'])).to.have.members(['Acme', 'Acme', 'Acme', '=2+5']);
    expect(list[0]).to.have.property('id');
  });

  it('hands a range to a report, whose cells carry it on to a list', async () => {
    const run = await reader.post('/api/reports/test_sheet/run', {
      parameters: { period: ['2025-01-01', '2025-12-31'] },
    });
    expect(run.status, run.text).to.equal(200);
    const { cells } = run.json as { cells: { source: string; value: unknown; on?: { click: object[] } }[] };
    const cell = cells.find((each) => each.source === 'B2')!;
    expect(cell.value).to.equal(2);
    expect(cell.on!.click[0]).to.deep.include({
      where: {
        and: [
          { field: 'region', op: 'eq', value: ids['west'] },
          { field: 'ordered_on', op: 'between', value: ['2025-01-01', '2025-12-31'] },
        ],
      },
    });
  });

  it('keeps parameters and arrangement for each person alone, and takes them back', async () => {
    const at = '/api/personal/dashboard/test_board';
    const other = await live.signIn('blind');
    const empty = { parameters: {}, layer: [] };
    expect((await reader.get(at)).json).to.deep.equal(empty);
    const layer = [{ op: 'set', path: ['widgets', { id: 'c_time' }, 'x'], value: 6 }];
    expect((await reader.send('PUT', `${at}/parameters`, { parameters: { period: 'thisYear' } })).status).to.equal(204);
    expect((await reader.send('PUT', `${at}/layer`, { layer })).status).to.equal(204);
    expect((await reader.get(at)).json).to.deep.equal({ parameters: { period: 'thisYear' }, layer });
    expect((await other.get(at)).json).to.deep.equal(empty);
    expect((await reader.send('PUT', `${at}/layer`, { layer: [] })).status).to.equal(204);
    expect((await reader.send('PUT', `${at}/parameters`, { parameters: {} })).status).to.equal(204);
    expect((await reader.get(at)).json).to.deep.equal(empty);
  });

  const refused: readonly (readonly [string, string, object, number])[] = [
    ['an unknown parameter', 'dashboard/test_board/parameters', { parameters: { gone: 1 } }, 400],
    ['a parameter that clicks set', 'dashboard/test_board/parameters', { parameters: { month: '2026-01-01' } }, 400],
    ['a value of the wrong type', 'dashboard/test_board/parameters', { parameters: { least: 'x' } }, 422],
    ['a part that is not there', 'dashboard/test_board/layer', { layer: [{ op: 'set', path: ['widgets', { id: 'gone' }, 'x'], value: 1 }] }, 422],
    ['an operation on something else', 'dashboard/test_board/layer', { layer: [{ op: 'set', path: ['datasets'], value: [] }] }, 422],
    ['an unknown dashboard', 'dashboard/gone/layer', { layer: [] }, 404],
    ['an arrangement of a report', 'report/test_sheet/layer', { layer: [] }, 404],
  ]; // prettier-ignore
  for (const [name, path, body, status] of refused) {
    it(`refuses to keep ${name}`, async () => {
      const answer = await reader.send('PUT', `/api/personal/${path}`, body);
      expect(answer.status, answer.text).to.equal(status);
    });
  }

  it('begins where the first of the roles says that may be opened', async () => {
    const homeOf = async (browser: Browser) => ((await browser.get('/api/app')).json as { home?: object }).home;
    expect(await homeOf(reader)).to.deep.equal({ type: 'list', entity: 'order', view: 'order_open' });
    expect(await homeOf(await live.signIn('blind'))).to.deep.equal({ type: 'list', entity: 'order' });
    expect(await homeOf(blind)).to.equal(undefined);
    expect(await homeOf(admin)).to.equal(undefined);
  });
});
