import { expect } from 'chai';
import { eachDatabase } from '../../helper/databases.js';
import type { Browser } from '../../helper/http.js';
import { startLiveSite, type LiveSite } from '../../helper/live-site.js';

eachDatabase('views/routes', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  let ann: Browser;
  let bo: Browser;
  let zoe: Browser;
  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ url: await fixture.freshUrl() });
    await live.addUser({ login: 'ann', roles: ['salesperson'] });
    await live.addUser({ login: 'bo', roles: ['sales_manager', 'salesperson'] });
    await live.addUser({ login: 'zoe', roles: ['marketing'] });
    admin = await live.signIn('admin');
    [ann, bo, zoe] = [await live.signIn('ann'), await live.signIn('bo'), await live.signIn('zoe')];
  });
  after(() => live?.close());

  const look = {
    columns: [{ path: 'name', width: 240 }, { path: 'region.name' }],
    filter: { segment: 'customer_frequent' },
    sort: [{ by: 'name' }],
  };
  const view = { entity: 'customer', name: 'Mine', scope: 'personal', look };
  const names = async (who: Browser): Promise<readonly string[]> =>
    (await who.get('/api/views')).json.views.map((each: { name: string }) => each.name);

  it('keeps a personal view for its person only; renames, deletes and restores it', async () => {
    const made = await ann.post('/api/views', view);
    expect(made.status).to.equal(201);
    expect(made.json).to.deep.include({ name: 'Mine', look, version: 1, mayChange: true });
    expect([await names(ann), await names(bo)]).to.deep.equal([['Mine'], []]);
    const at = `/api/views/${made.json.id}`;
    const renamed = await ann.send('PATCH', at, { name: 'Frequent' }, { 'If-Match': '"1"' });
    expect(renamed.json).to.deep.include({ name: 'Frequent', version: 2, look });
    expect((await ann.send('PATCH', at, { name: 'Late' }, { 'If-Match': '"1"' })).status).to.equal(409);
    expect((await ann.send('PATCH', at, { name: 'Blind' })).status).to.equal(428);
    expect((await bo.send('PATCH', at, { name: 'Not mine' }, { 'If-Match': '"2"' })).status).to.equal(404);
    expect((await ann.send('DELETE', at, undefined, { 'If-Match': '"2"' })).status).to.equal(204);
    expect(await names(ann)).to.deep.equal([]);
    expect((await ann.send('POST', `${at}/restore`)).json).to.include({ name: 'Frequent', version: 4 });
    expect(await names(ann)).to.deep.equal(['Frequent']);
  });

  it('shares with one’s own role by the right only, and nobody else changes it', async () => {
    const shared = { ...view, name: 'For sales', scope: 'role', target: 'salesperson' };
    expect((await ann.post('/api/views', shared)).json.error.code).to.equal('RIGHT_MISSING');
    const made = await bo.post('/api/views', shared);
    expect(made.status).to.equal(201);
    expect((await names(ann)).includes('For sales')).to.equal(true);
    expect(await names(zoe)).to.deep.equal([]);
    const seen = (await ann.get('/api/views')).json.views.find((each: { name: string }) => each.name === 'For sales');
    expect(seen.mayChange).to.equal(false);
    const at = `/api/views/${made.json.id}`;
    expect((await ann.send('PATCH', at, { name: 'X' }, { 'If-Match': '"1"' })).json.error.code).to.equal(
      'VIEW_NOT_YOURS',
    );
    expect((await bo.post('/api/views', { ...shared, target: 'marketing' })).json.error.code).to.equal(
      'TARGET_NOT_YOURS',
    );
    expect((await admin.post('/api/views', { ...shared, target: 'marketing' })).status).to.equal(201);
    expect(await names(zoe)).to.deep.equal(['For sales']);
    expect(
      (await bo.post('/api/views', { ...shared, scope: 'department', target: undefined })).json.error.code,
    ).to.equal('TARGET_NEEDED');
  });

  for (const [what, change, status, code] of [
    ['a filter on a field nobody knows', { filter: { field: 'shoe', op: 'eq', value: 1 } }, 403, 'FIELD_FORBIDDEN'],
    ['a segment of another entity', { filter: { segment: 'nothing_such' } }, 422, 'UNKNOWN_SEGMENT'],
    ['an unknown column', { columns: [{ path: 'shoe' }] }, 403, 'FIELD_FORBIDDEN'],
    ['a fourth group', { group: ['type', 'level', 'country', 'industry'].map((path) => ({ path })) }, 422, 'INVALID'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await ann.post('/api/views', { ...view, look: change });
      expect(answer.status, answer.text).to.equal(status);
      expect(answer.json.error.code).to.equal(code);
    });
  }

  const board = { mode: 'board', options: { by: 'level', cards: ['city'], sums: ['credit_limit'] } };

  it('keeps mode and options of a view', async () => {
    const made = await bo.post('/api/views', { ...view, name: 'Board', scope: 'role', target: 'salesperson', look: { ...look, ...board } }); // prettier-ignore
    expect(made.status, made.text).to.equal(201);
    expect(made.json.look).to.deep.equal({ ...look, ...board });
    const changed = { mode: 'board', options: { by: 'kind' } };
    const at = `/api/views/${made.json.id}`;
    const answer = await bo.send('PATCH', at, { look: { ...look, ...changed } }, { 'If-Match': '"1"' });
    expect(answer.json.look).to.deep.equal({ ...look, ...changed });
    const seen = (await ann.get('/api/views')).json.views.find((each: { name: string }) => each.name === 'Board');
    expect(seen.look).to.deep.equal({ ...look, ...changed });
  });

  it('leaves out of the options what the reader may not see', async () => {
    const share = (name: string, options: object) =>
      admin.post('/api/views', { ...view, name, scope: 'role', target: 'marketing', look: { mode: 'board', options } });
    expect((await share('Seen', { by: 'level', sums: ['credit_limit'] })).status).to.equal(201);
    const { views } = (await zoe.get('/api/views')).json as { views: { name: string; look: object }[] };
    expect(views.find(({ name }) => name === 'Seen')?.look).to.deep.equal({
      mode: 'board',
      options: { by: 'level', sums: [] },
    });
  });

  for (const [what, drawing, status, code, path] of [
    ['a mode that is not there', { mode: 'bord' }, 422, 'INVALID', '/look/mode'],
    ['options that the mode does not know', { mode: 'board', options: { by: 'level', wild: 1 } }, 422, 'INVALID', '/look/options/wild'],
    ['a field that gives no columns', { mode: 'board', options: { by: 'city' } }, 422, 'INVALID', '/look/options/by'],
    ['options without a mode', { options: { by: 'level' } }, 422, 'MODE_NEEDED', '/look/mode'],
    ['a field that may not be read', { mode: 'board', options: { by: 'level', cards: ['shoe'] } }, 403, 'FIELD_FORBIDDEN', undefined],
  ] as const) {
    it(`refuses to save ${what}`, async () => {
      const answer = await ann.post('/api/views', { ...view, look: { ...look, ...drawing } });
      expect([answer.status, answer.json.error.code], answer.text).to.deep.equal([status, code]);
      if (path !== undefined) expect(answer.json.error.path).to.equal(path);
    });
  } // prettier-ignore

  it('remembers columns and the first view of each person, and forgets them', async () => {
    const setting = { columns: [{ path: 'city', width: 90, aggregate: undefined }, { path: 'name' }], freeze: 2 };
    const put = (body: object) => ann.send('PUT', '/api/list-settings/customer', body);
    expect((await put({ view: 'customer_all', setting })).status).to.equal(200);
    expect((await put({ start: 'customer_mine' })).status).to.equal(200);
    const stored = { columns: [{ path: 'city', width: 90 }, { path: 'name' }], freeze: 2 };
    expect((await ann.get('/api/views')).json.settings).to.deep.equal({
      customer: { views: { customer_all: stored }, start: 'customer_mine' },
    });
    expect((await bo.get('/api/views')).json.settings).to.deep.equal({});
    await put({ view: 'customer_all', setting: null });
    await put({ start: null });
    expect((await ann.get('/api/views')).json.settings).to.deep.equal({});
    expect((await put({ view: '*', setting })).status).to.equal(422);
  });

  it('counts a segment through the one gate', async () => {
    const query = {
      entity: 'customer',
      select: [{ aggregate: 'count', as: 'n' }],
      where: { segment: 'customer_lapsed' },
    };
    expect((await ann.post('/api/query', query)).json.rows).to.deep.equal([{ n: 0 }]);
    const { json } = await ann.get('/api/app');
    expect(json.segments.map((each: { name: string }) => each.name)).to.deep.equal([
      'customer_frequent',
      'customer_lapsed',
    ]);
    expect(json.segments[0].filter).to.equal(undefined);
  });
});
