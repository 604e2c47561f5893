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

  describe('shared with departments', () => {
    let top: string;
    let below: string;
    let beside: string;
    let boss: Browser;
    let eve: Browser;
    let sam: Browser;
    before(async () => {
      const department = async (name: string, parent?: string): Promise<string> =>
        (await admin.post('/api/records/department', { name, ...(parent ? { parent } : {}) })).json.id;
      top = await department('Sales West');
      below = await department('Sales West Graz', top);
      beside = await department('Sales East');
      await live.addUser({ login: 'boss', roles: ['sales_manager'], department: top });
      await live.addUser({ login: 'eve', roles: ['salesperson'], department: below });
      await live.addUser({ login: 'sam', roles: ['salesperson'], department: beside });
      [boss, eve, sam] = [await live.signIn('boss'), await live.signIn('eve'), await live.signIn('sam')];
    });
    const seenBy = async (who: Browser, name: string) =>
      (await who.get('/api/views')).json.views.find((each: { name: string }) => each.name === name);

    it('shows a view to its department, and to those below only where they are meant', async () => {
      const only = await boss.post('/api/views', { ...view, name: 'West only', scope: 'department' });
      const all = await boss.post('/api/views', { ...view, name: 'West all', scope: 'subtree', target: top });
      expect([only.status, all.status], only.text + all.text).to.deep.equal([201, 201]);
      expect([await seenBy(eve, 'West only'), await seenBy(sam, 'West only')]).to.deep.equal([undefined, undefined]);
      expect(await seenBy(eve, 'West all')).to.deep.include({ scope: 'subtree', target: top, mayChange: false });
      expect(await seenBy(sam, 'West all')).to.equal(undefined);
      const at = `/api/views/${all.json.id}`;
      expect((await eve.send('PATCH', at, { name: 'X' }, { 'If-Match': '"1"' })).status).to.equal(403);
      expect((await sam.send('PATCH', at, { name: 'X' }, { 'If-Match': '"1"' })).status).to.equal(404);
      expect((await sam.send('DELETE', at, undefined, { 'If-Match': '"1"' })).status).to.equal(404);
      // Another manager, who may share, but not with these.
      expect((await bo.send('PATCH', at, { name: 'X' }, { 'If-Match': '"1"' })).status).to.equal(404);
    });

    it('reaches the departments below one’s own, no others; everybody only with the right to grant', async () => {
      const share = (who: Browser, scope: string, target?: string) =>
        who.post('/api/views', { ...view, name: `${scope} shared`, scope, ...(target ? { target } : {}) });
      expect((await share(boss, 'department', below)).status).to.equal(201);
      for (const [scope, target] of [
        ['department', beside],
        ['subtree', beside],
        ['department', '01KAJ0QX00VE3W52Y0V40MA0ZZ'],
        ['system', undefined],
      ] as const)
        // prettier-ignore
        expect((await share(boss, scope, target)).json.error.code, `${scope} ${target}`).to.equal('TARGET_NOT_YOURS');
      expect((await share(admin, 'department', '01KAJ0QX00VE3W52Y0V40MA0ZZ')).status).to.equal(403);
      const made = await share(admin, 'system');
      expect(made.json, made.text).to.deep.include({ scope: 'system', target: '*' });
      expect((await seenBy(sam, 'system shared')).mayChange).to.equal(false);
      await admin.send('DELETE', `/api/views/${made.json.id}`, undefined, { 'If-Match': '"1"' });
    });

    it('offers whom one may share with by their names', async () => {
      const { roles, departments, everybody } = (await boss.get('/api/views/audiences')).json;
      expect(roles).to.deep.equal([
        { name: 'sales_manager', label: { en: 'Sales manager', 'zh-CN': '销售经理', 'zh-TW': '業務經理', es: 'Jefe de ventas' } },
      ]); // prettier-ignore
      expect(departments.map(({ id }: { id: string }) => id)).to.have.members([top, below]);
      expect(everybody).to.equal(false);
      expect((await eve.get('/api/views/audiences')).json).to.deep.equal({
        everybody: false,
        roles: [],
        departments: [],
      });
      const whole = (await admin.get('/api/views/audiences')).json;
      expect([whole.everybody, whole.departments.map(({ label }: { label: string }) => label)]).to.deep.equal([
        true,
        ['Sales East', 'Sales West', 'Sales West Graz'],
      ]);
    });

    it('leaves a view out whose filter asks what its reader may not see', async () => {
      const filter = { field: 'credit_limit', op: 'gt', value: 5 };
      const made = await admin.post('/api/views', { ...view, name: 'Limits', scope: 'system', look: { filter } });
      expect(made.status, made.text).to.equal(201);
      expect(await seenBy(zoe, 'Limits')).to.equal(undefined);
      expect(await seenBy(admin, 'Limits')).to.include({ name: 'Limits' });
      const read = { entity: 'customer', select: [{ path: 'id' }], where: filter };
      expect((await zoe.post('/api/query', read)).json.error.code).to.equal('FIELD_FORBIDDEN');
    });

    it('goes on without its maker: whoever may share with the same people changes it', async () => {
      const made = await boss.post('/api/views', { ...view, name: 'Left behind', scope: 'subtree', target: below });
      const at = `/api/views/${made.json.id}`;
      await live.addUser({ login: 'heir', roles: ['sales_manager'], department: below });
      const heir = await live.signIn('heir');
      const renamed = await heir.send('PATCH', at, { name: 'Taken on' }, { 'If-Match': '"1"' });
      expect(renamed.json, renamed.text).to.deep.include({ name: 'Taken on', version: 2 });
      expect((await seenBy(eve, 'Taken on')).scope).to.equal('subtree');
      // Taken back, it is its maker's again.
      const back = await heir.send('PATCH', at, { scope: 'personal' }, { 'If-Match': '"2"' });
      expect(back.status, back.text).to.equal(200);
      expect([await seenBy(heir, 'Taken on'), await seenBy(eve, 'Taken on')]).to.deep.equal([undefined, undefined]);
      expect((await seenBy(boss, 'Taken on')).scope).to.equal('personal');
    });
  });

  describe('segments that people keep', () => {
    const inGraz = { field: 'city', op: 'eq', value: 'Graz' };
    const body = { entity: 'customer', label: 'In Graz', help: 'Seat in Graz.', scope: 'personal', filter: inGraz };
    const keep = (who: Browser, change: object = {}) => who.post('/api/segments', { ...body, ...change });
    const count = (name: string) => ({
      entity: 'customer',
      select: [{ aggregate: 'count', as: 'n' }],
      where: { segment: name },
    });
    const counted = async (who: Browser, name: string) => {
      const { status, json } = await who.post('/api/query', count(name));
      return status === 200 ? json.rows[0].n : json.error.code;
    };
    const listed = async (who: Browser): Promise<readonly string[]> =>
      (await who.get('/api/segments')).json.segments.map((each: { label: string }) => each.label);
    before(async () => {
      for (const [who, name, city] of [
        [ann, 'Ann in Graz', 'Graz'],
        [ann, 'Ann in Linz', 'Linz'],
        [bo, 'Bo in Graz', 'Graz'],
      ] as const) {
        const made = await who.post('/api/records/customer', { name, city });
        expect(made.status, made.text).to.equal(201);
      }
    });

    it('are conditions by name, fresh with every record, and show each reader no more than their own rows', async () => {
      const made = await keep(bo, { scope: 'role', target: 'salesperson' });
      expect(made.status, made.text).to.equal(201);
      const { name } = made.json;
      expect(made.json).to.deep.include({ label: 'In Graz', help: 'Seat in Graz.', filter: inGraz, mayChange: true });
      expect([await counted(admin, name), await counted(ann, name)]).to.deep.equal(['UNKNOWN_SEGMENT', 1]);
      await ann.post('/api/records/customer', { name: 'Ann again', city: 'Graz' });
      expect(await counted(ann, name)).to.equal(2);
      const within = { and: [{ segment: name }, { field: 'name', op: 'startsWith', value: 'Ann a' }] };
      const list = await ann.get(
        `/api/records/customer?filter=${encodeURIComponent(JSON.stringify(within))}&count=true`,
      );
      expect(list.json.total, list.text).to.equal(1);
      const { segments } = (await ann.get('/api/app')).json;
      expect(segments.find((each: { name: string }) => each.name === name)).to.deep.equal({ name, entity: 'customer', label: 'In Graz', help: 'Seat in Graz.' }); // prettier-ignore
      const view = await ann.post('/api/views', { entity: 'customer', name: 'By segment', scope: 'personal', look: { filter: { segment: name } } }); // prettier-ignore
      expect(view.status, view.text).to.equal(201);
    });

    it('change the application’s tag for those who may use them, for nobody else', async () => {
      const tags = async () => [(await ann.get('/api/app')).headers.get('etag'), (await zoe.get('/api/app')).headers.get('etag')]; // prettier-ignore
      const earlier = await tags();
      const made = await keep(ann, { label: 'Only Ann’s' });
      const then = await tags();
      expect([then[0] === earlier[0], then[1] === earlier[1]]).to.deep.equal([false, true]);
      expect([await counted(ann, made.json.name), await counted(bo, made.json.name)]).to.deep.equal([2, 'UNKNOWN_SEGMENT']); // prettier-ignore
      expect((await listed(bo)).includes('Only Ann’s')).to.equal(false);
    });

    it('are renamed, changed, deleted and restored by who may share them, on the version that was seen', async () => {
      const made = await keep(bo, { label: 'Ours', scope: 'role', target: 'salesperson' });
      const at = `/api/segments/${made.json.id}`;
      const patch = (who: Browser, change: object, version = 1) => who.send('PATCH', at, change, { 'If-Match': `"${version}"` }); // prettier-ignore
      expect((await patch(ann, { label: 'Mine' })).json.error.code).to.equal('SEGMENT_NOT_YOURS');
      expect((await patch(zoe, { label: 'Mine' })).status).to.equal(404);
      expect((await patch(admin, { label: 'Everybody’s', scope: 'system' })).json).to.include({ scope: 'system', version: 2 });
      expect((await patch(admin, { label: 'Late' })).status).to.equal(409);
      // For everybody now: its maker may not share so far.
      expect((await patch(bo, { label: 'Mine' }, 2)).json.error.code).to.equal('TARGET_NOT_YOURS');
      expect(await counted(ann, made.json.name)).to.equal(2);
      await patch(admin, { filter: { ...inGraz, value: 'Linz' } }, 2);
      expect(await counted(ann, made.json.name)).to.equal(1);
      expect((await admin.send('DELETE', at, undefined, { 'If-Match': '"3"' })).status).to.equal(204);
      expect(await counted(ann, made.json.name)).to.equal('UNKNOWN_SEGMENT');
      expect((await ann.post(`${at}/restore`)).status).to.equal(404);
      expect((await admin.post(`${at}/restore`)).json).to.include({ version: 5, label: 'Everybody’s' });
      expect(await counted(ann, made.json.name)).to.equal(1);
      await admin.send('DELETE', at, undefined, { 'If-Match': '"5"' });
    }); // prettier-ignore

    it('are left out, and refused by name, where their condition reads what the reader may not see', async () => {
      const filter = { field: 'credit_limit', op: 'gt', value: 5 };
      const made = await keep(admin, { label: 'Limits', scope: 'system', filter });
      expect(made.status, made.text).to.equal(201);
      expect((await listed(zoe)).includes('Limits')).to.equal(false);
      expect((await zoe.get('/api/app')).text).not.to.include('Limits');
      expect(await counted(zoe, made.json.name)).to.equal('UNKNOWN_SEGMENT');
      expect(await counted(admin, made.json.name)).to.equal(0);
      expect((await keep(zoe, { label: 'Limits', filter })).json.error.code).to.equal('FIELD_FORBIDDEN');
    });

    it('may stand in one another, never in themselves', async () => {
      const inner = (await keep(bo, { label: 'Inner' })).json;
      const outer = await keep(bo, { label: 'Outer', filter: { and: [{ segment: inner.name }, { segment: 'customer_lapsed' }] } }); // prettier-ignore
      expect(outer.status, outer.text).to.equal(201);
      const loop = await bo.send('PATCH', `/api/segments/${inner.id}`, { filter: { segment: outer.json.name } }, { 'If-Match': '"1"' }); // prettier-ignore
      expect([loop.status, loop.json.error.message]).to.deep.equal([422, `The segment "${inner.name}" contains itself.`]); // prettier-ignore
    });

    for (const [what, change, status, code] of [
      ['of an entity nobody knows', { entity: 'shoe' }, 404, 'NOT_FOUND'],
      ['for others without the right', { scope: 'role', target: 'salesperson' }, 403, 'RIGHT_MISSING'],
      ['on an unknown field', { filter: { field: 'shoe', op: 'eq', value: 1 } }, 403, 'FIELD_FORBIDDEN'],
      ['on a segment of nobody', { filter: { segment: 'nothing_such' } }, 422, 'UNKNOWN_SEGMENT'],
      ['without a name', { label: ' ' }, 422, 'INVALID'],
    ] as const) {
      it(`are refused ${what}`, async () => {
        const answer = await keep(ann, change);
        expect([answer.status, answer.json.error.code], answer.text).to.deep.equal([status, code]);
      });
    }

    it('reach exports, which run later with the rights of their person', async () => {
      const made = await keep(ann, { label: 'For a file' });
      const asked = { format: 'csv', columns: [{ path: 'name' }], filter: { segment: made.json.name } };
      const file = await ann.post('/api/records/customer/export', asked);
      expect(file.status, file.text).to.be.lessThan(300);
      expect(file.text).to.include('Ann again').and.not.include('Ann in Linz');
    });
  });
});
