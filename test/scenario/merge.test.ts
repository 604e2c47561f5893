/** Merging over HTTP on both engines: what pointed to the others points to the one that stays, refusals leave everything as it was. */
import { expect } from 'chai';
import type { RoleDocument } from '../../metadata/schema/app.js';
import { createRecord } from '../../server/records/create.js';
import { relationEntity } from '../helper/campaigns.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { siteSettled } from '../helper/site-settled.js';
import { dumpHash } from './hostile-site.js';

/** `place` has everything that can point to a place: places below it, linked ones, parts of its own, notes, one badge. */
const documents = [
  relationEntity(40, 'rights_place', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'code', type: 'text', unique: true },
    { name: 'parent', type: 'treeParent', options: { onDelete: 'setNull' } },
    { name: 'near', type: 'lookups', options: { target: 'rights_place' } },
    { name: 'parts', type: 'children', options: { entity: 'rights_place_part', field: 'place' } },
    { name: 'amount', type: 'rollUp', options: { relation: 'parts', aggregate: 'sum', field: 'amount', result: 'number' } },
  ], { features: { tags: true } }),
  relationEntity(41, 'rights_place_part', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'place', type: 'lookup', options: { target: 'rights_place', owns: true } },
    { name: 'amount', type: 'integer' },
  ]),
  relationEntity(42, 'rights_place_note', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'about', type: 'anyLookup', options: { targets: ['rights_place', 'customer'], onDelete: 'setNull' } },
  ]),
  relationEntity(43, 'rights_place_badge', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'place', type: 'lookup', unique: true, options: { target: 'rights_place', onDelete: 'setNull' } },
  ]),
].map((document, index) => ({ ...document, id: `01KAJ0QX00P1ACE0000000000${index}` })); // prettier-ignore

/** May change and delete what they do not see. */
const blind: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSB11ND00001',
  name: 'rights_blind',
  schema: 1,
  grants: [{ entity: 'customer', actions: { read: 'own', update: 'all', delete: 'all' } }],
  rights: [],
};

eachDatabase('scenario/merge', (fixture) => {
  let site: RightsSite;
  let bea: string;
  let asBea: Browser;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: [...documents, blind] });
    bea = await site.live.addUser({ login: 'bea', roles: ['rights_blind'] });
    asBea = await site.live.signIn('bea');
  });
  after(() => site?.live.close());

  const make = async (entity: string, body: object): Promise<string> =>
    (await createRecord(site.live.site.system('test'), entity, { ...body })).id;
  const customer = (name: string) => make('customer', { name, owner: site.users.ann });
  const path = (id: string) => `/api/records/customer/${id}`;
  const merge = (by: keyof RightsSite['as'], id: string, body: object, version = 1) =>
    site.as[by].send('POST', `${path(id)}/merge`, body, { 'If-Match': `"${version}"` });
  const database = () => site.live.site.services.database.read;
  const pointing = async (id: string): Promise<number> => {
    const rows = await Promise.all(
      ['d_contact', 'd_order'].map((table) => database()(table).where({ customer: id, deleted_at: null })),
    );
    const comments = await database()('sys_comment').where({ entity: 'customer', record_id: id });
    return rows.flat().length + comments.length;
  };

  it('moves every reference and keeps their number', async () => {
    const [a, b] = [await customer('Kept'), await customer('Merged')];
    await make('contact', { name: 'One', customer: a });
    await make('contact', { name: 'Two', customer: b });
    const order = { customer: b, owner: site.users.ann, lines: [{ product: site.product, quantity: 2 }] };
    await make('order', order);
    await site.as.admin.post(`${path(b)}/comments`, { text: 'Seen' });
    expect([await pointing(a), await pointing(b)]).to.deep.equal([1, 3]);
    const preview = await site.as.admin.post(`${path(a)}/merge/preview`, { from: [b] });
    expect(preview.status, preview.text).to.equal(200);
    expect(preview.json.comments).to.equal(1);
    expect(preview.json.moves).to.deep.include({ entity: 'contact', field: 'customer', count: 1 });
    const { json: kept } = await site.as.admin.get(path(a));
    const { json: gone } = await site.as.admin.get(path(b));
    const body = { from: [{ id: b, version: gone.version }], values: { city: 'Lyon' } };
    const done = await merge('admin', a, body, kept.version);
    expect(done.status, done.text).to.equal(200);
    expect([done.json.name, done.json.city]).to.deep.equal(['Kept', 'Lyon']);
    expect([await pointing(a), await pointing(b)]).to.deep.equal([4, 0]);
    expect((await site.as.admin.get(path(b))).status).to.equal(404);
    const history = await site.as.admin.get(`${path(a)}/history`);
    expect(history.json.entries.map(({ action }: { action: string }) => action)).to.include('merge');
    const keys = await database()('sys_duplicate_key').where({ record_id: b });
    expect(keys).to.deep.equal([]);
    const trash = async () => (await site.as.admin.get('/api/records/customer/trash')).json.rows;
    expect((await trash())[0]).to.deep.include({ id: b, mergedInto: { id: a, label: 'Kept', deleted: false } });
    const restored = await site.as.admin.post(`${path(b)}/restore`, undefined);
    expect(restored.status, restored.text).to.equal(200);
    expect([await pointing(a), await pointing(b)]).to.deep.equal([4, 0]);
    // One that is deleted afterwards was not merged this time.
    const deleted = await site.as.admin.send('DELETE', path(b), undefined, {
      'If-Match': `"${restored.json.version}"`,
    });
    expect(deleted.status, deleted.text).to.be.oneOf([200, 204]);
    expect((await trash())[0])
      .to.include({ id: b })
      .and.not.to.have.property('mergedInto');
  });

  it('moves as many as there are, whoever sees them, and the trash names a survivor only to those who see it', async () => {
    const [a, b] = [
      await make('customer', { name: 'A', owner: bea }),
      await make('customer', { name: 'B', owner: bea }),
    ];
    const contact = await make('contact', { name: 'One of many', customer: b });
    const stored = site.live.site.services.database;
    const ids = Array.from({ length: 1001 }, (_, index) => `01KAJ0QX00MANY${String(index).padStart(12, '0')}`);
    const row = await database()('d_contact').where({ id: contact }).first();
    const rows = ids.map((id) => ({ ...row, id }));
    await stored.write((trx) => trx.batchInsert('d_contact', rows, 100));
    const many = { from: [{ id: b, version: 1 }] };
    const done = await asBea.send('POST', `${path(a)}/merge`, many, { 'If-Match': '"1"' });
    expect(done.status, done.text).to.equal(200);
    expect([await pointing(a), await pointing(b)]).to.deep.equal([1002, 0]);
    const inTrash = async () => (await asBea.get('/api/records/customer/trash')).json.rows[0];
    expect(await inTrash()).to.deep.include({ id: b, mergedInto: { id: a, label: 'A', deleted: false } });
    await stored.write(async (trx) => {
      await trx('d_contact')
        .whereIn('id', [contact, ...ids])
        .delete();
      await trx('d_customer').where({ id: a }).update({ owner: site.users.ann });
    });
    expect(await inTrash()).to.deep.include({ id: b, mergedInto: null });
  });

  it('refuses without leaving anything', async () => {
    const [a, b] = [await customer('First'), await customer('Second')];
    const contact = await make('contact', { name: 'Of the second', customer: b });
    const from = [{ id: b, version: 1 }];
    const refusals = [
      await merge('admin', a, { from: [{ id: a, version: 1 }] }),
      await merge('admin', a, { from: [{ id: contact, version: 1 }] }),
      await merge('admin', a, { from: [{ id: b, version: 9 }] }),
      await merge('admin', a, { from }, 9),
      await merge('admin', a, { from, values: { nothing: 1 } }),
      await merge('bob', a, { from }),
      await site.as.admin.post(`${path(a)}/merge`, { from }),
    ];
    expect(refusals.map(({ status }) => status)).to.deep.equal([422, 404, 409, 409, 400, 404, 428]);
    expect([await pointing(a), await pointing(b)]).to.deep.equal([0, 1]);
    for (const id of [a, b]) expect((await site.as.admin.get(path(id))).json.version).to.equal(1);
  });

  /** Of all that stands, once what follows an answer is through. */
  const dump = async (): Promise<string> => {
    const { database: stored } = site.live.site.services;
    await siteSettled(stored);
    return dumpHash(stored);
  };
  const place = (name: string, body: object = {}) => make('rights_place', { name, ...body });
  const at = (id: string) => `/api/records/rights_place/${id}`;
  const read = async (address: string) => (await site.as.admin.get(address)).json;
  const versioned = async (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => ({ id, version: (await read(at(id))).version as number })));
  const mergePlaces = async (into: string, ids: readonly string[], headers: Record<string, string> = {}) => {
    const { version } = await read(at(into));
    const body = { from: await versioned(ids) };
    return site.as.admin.send('POST', `${at(into)}/merge`, body, { 'If-Match': `"${version}"`, ...headers });
  };

  it('takes links, links to any record, rows, tags and figures along', async () => {
    const far = await place('Far');
    const near = await place('Near');
    const kept = await place('Kept', { tags: ['old'], near: [far], parts: [{ name: 'a', amount: 2 }] });
    const gone = await place('Gone', {
      tags: ['new', 'old'],
      near: [far, near, kept],
      parts: [{ name: 'b', amount: 5 }],
    });
    const pointing = await place('Pointing', { near: [gone] });
    const below = await place('Below', { parent: gone });
    const note = await make('rights_place_note', { name: 'Note', about: { entity: 'rights_place', id: gone } });
    const badge = await make('rights_place_badge', { name: 'Badge', place: gone });
    const following = (by: Browser, id: string) => by.send('PUT', `${at(id)}/following`, { following: true });
    expect((await following(site.as.admin, gone)).status).to.equal(200);
    const share = await site.as.admin.send('PUT', `${at(gone)}/shares`, {
      to: { user: site.users.bob },
      level: 'read',
    });
    expect(share.status, share.text).to.be.oneOf([200, 201]);
    const { json: preview } = await site.as.admin.post(`${at(kept)}/merge/preview`, { from: [gone] });
    expect(preview.comments).to.equal(0);
    expect(preview.moves).to.have.deep.members([
      { entity: 'rights_place', field: 'parent', count: 1 },
      { entity: 'rights_place_part', field: 'place', count: 1 },
      { entity: 'rights_place_note', field: 'about', count: 1 },
      { entity: 'rights_place_badge', field: 'place', count: 1 },
      { entity: 'rights_place', field: 'near', count: 4 },
    ]);
    const done = await mergePlaces(kept, [gone]);
    expect(done.status, done.text).to.equal(200);
    expect(done.json).to.deep.include({ amount: 7, tags: ['new', 'old'] });
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
    const shown = await read(`${at(kept)}?fields=near,parts,amount`);
    expect(ids(shown.near)).to.have.members([far, near]);
    expect(shown.parts.map(({ name }: { name: string }) => name)).to.have.members(['a', 'b']);
    expect(ids((await read(`${at(pointing)}?fields=near`)).near)).to.deep.equal([kept]);
    expect((await read(at(below))).parent.id).to.equal(kept);
    expect((await read(`/api/records/rights_place_note/${note}`)).about.id).to.equal(kept);
    expect((await read(`/api/records/rights_place_badge/${badge}`)).place.id).to.equal(kept);
    expect((await read(`${at(kept)}/following`)).following).to.equal(true);
    expect((await read(`${at(kept)}/shares`)).shares).to.have.length(1);
    const lineOf = async (id: string, action: string) =>
      (await read(`${at(id)}/history`)).entries.find((entry: { action: string }) => entry.action === action)?.merge;
    expect(await lineOf(kept, 'merge')).to.deep.equal([{ id: gone, label: 'Gone' }]);
    await site.as.admin.post(`${at(gone)}/restore`, undefined);
    expect(await lineOf(gone, 'merged')).to.deep.equal([{ id: kept, label: 'Kept' }]);
  });

  it('keeps trees trees, whichever of two stays', async () => {
    const top = await place('Top');
    const parent = await place('Parent', { parent: top });
    const child = await place('Child', { parent });
    const grandchild = await place('Grandchild', { parent: child });
    const sibling = await place('Sibling', { parent });
    const hash = await dump();
    const circle = await mergePlaces(grandchild, [parent]);
    expect([circle.status, circle.json.error.code, circle.json.error.path]).to.deep.equal([
      422,
      'TREE_CIRCLE',
      '/from',
    ]);
    expect(await dump()).to.equal(hash);
    expect((await mergePlaces(child, [parent])).status).to.equal(200);
    expect((await read(at(child))).parent.id).to.equal(top);
    expect((await read(at(sibling))).parent.id).to.equal(child);
    expect((await mergePlaces(child, [grandchild])).status).to.equal(200);
    expect((await read(at(child))).parent.id).to.equal(top);
  });

  it('answers the same once more under one key, and refuses a key that two would share', async () => {
    const [a, b, c] = [await place('A'), await place('B', { code: 'b' }), await place('C')];
    await make('rights_place_badge', { name: 'Of a', place: a });
    await make('rights_place_badge', { name: 'Of b', place: b });
    const hash = await dump();
    const from = [{ id: b, version: 1 }];
    const clash = await mergePlaces(a, [b]);
    expect([clash.status, clash.json.error.code, clash.json.error.path]).to.deep.equal([422, 'NOT_UNIQUE', '/from']);
    const send = (into: string, body: object, headers = {}) =>
      site.as.admin.send('POST', `${at(into)}/merge`, body, { 'If-Match': '"1"', ...headers });
    const refused = [
      await send(c, { from, values: { code: 'b' } }),
      await send(c, { from: [...from, ...from] }),
      await send(c, { from: [{ id: c, version: 1 }] }),
      await send(c, { from: [{ id: b, version: 2 }] }),
      await send(c, { from, values: { parts: [] } }),
    ];
    expect(refused.map(({ status, json }) => `${status} ${json.error.code}`)).to.deep.equal([
      '422 NOT_UNIQUE', '422 SAME_RECORD', '422 SAME_RECORD', '409 VERSION_CONFLICT', '422 INVALID_VALUE',
    ]); // prettier-ignore
    expect(await dump()).to.equal(hash);
    const key = { 'Idempotency-Key': 'merge-once' };
    const first = await send(c, { from }, key);
    expect(first.status, first.text).to.equal(200);
    expect((await send(c, { from }, key)).text).to.equal(first.text);
    expect((await send(c, { from: [{ id: a, version: 1 }] }, key)).json.error.code).to.equal('IDEMPOTENCY_KEY_REUSED');
  });

  it('needs all records to be seen, and the others to be deleted', async () => {
    const nowhere = '01KAJ0QX00N0WHERE000000001';
    const mine = await make('customer', { name: 'Of bea', owner: bea });
    const hidden = await customer('Hidden');
    const [one, two] = [await customer('One'), await customer('Two')];
    const ask = async (by: Browser, into: string, other: string) => {
      const body = { from: [{ id: other, version: 1 }] };
      const merged = await by.send('POST', `${path(into)}/merge`, body, { 'If-Match': '"1"' });
      const preview = await by.post(`${path(into)}/merge/preview`, { from: [other] });
      return [merged, preview].map(({ status, text }) => `${status} ${text.replaceAll(/"requestId":"[^"]*"/g, '')}`);
    };
    const hash = await dump();
    const missing = await ask(asBea, mine, nowhere);
    expect(missing.map((answer) => answer.slice(0, 3))).to.deep.equal(['404', '404']);
    expect(await ask(asBea, mine, hidden)).to.deep.equal(missing);
    expect(await ask(asBea, hidden, mine)).to.deep.equal(missing);
    // Salespeople delete no customers.
    const forbidden = await ask(site.as.ann, one, two);
    for (const answer of forbidden) expect(answer).to.match(/^403 .*ACTION_NOT_ALLOWED/);
    expect(await dump()).to.equal(hash);
  });

  it('counts only what may be seen', async () => {
    const [a, b] = [
      await make('customer', { name: 'A', owner: bea }),
      await make('customer', { name: 'B', owner: bea }),
    ];
    await make('contact', { name: 'Not for bea', customer: b });
    const preview = await asBea.post(`${path(a)}/merge/preview`, { from: [b] });
    expect(preview.json).to.deep.equal({ moves: [], comments: 0 });
  });

  it('lists what rules take for the same, of what each may see, a stretch at a time', async () => {
    const make = (name: string, owner: string, body: object = {}) =>
      createRecord(site.live.site.system('test'), 'customer', { name, owner, city: 'Altdorf', ...body });
    const { ann, bob } = site.users;
    const [one, two, three] = [
      await make('Kornblume Ltd', ann),
      await make('Kornblume GmbH', ann),
      await make('KORNBLUME', bob),
    ];
    await make('Kornblume KG', ann, { city: 'Elsewhere' });
    const phones = { city: null, phone: '+49 30 901821' };
    const [p, q] = [await make('Quite', bob, phones), await make('Another', bob, phones)];
    const groupsFor = async (by: Browser, after = '') => {
      const answer = await by.get(`/api/records/customer/duplicates${after && `?after=${after}`}`);
      expect(answer.status, answer.text).to.equal(200);
      return (
        answer.json.groups as { count: number; fields: string[]; records: { id: string; label: string }[] }[]
      ).map(({ count, fields, records }) => [count, fields.join(), ...records.map(({ id }) => id)]);
    };
    const all = [
      [3, 'name,city', one.id, two.id, three.id],
      [2, 'phone', p.id, q.id],
    ];
    const ours = async (by: Browser, after = one.id) =>
      (await groupsFor(by, after)).filter((group) => all.flat().includes(group[2]!));
    expect(await groupsFor(site.as.admin)).to.deep.include.members(all);
    expect(await groupsFor(site.as.ann)).to.deep.include([2, 'name,city', one.id, two.id]);
    expect((await ours(site.as.ann)).length).to.equal(0);
    // One that stands in an earlier group is not told once more; a stretch begins behind the record it is given.
    expect(await ours(site.as.admin)).to.deep.equal(all.slice(1));
    expect((await groupsFor(site.as.bob)).filter((group) => group.includes(three.id))).to.deep.equal([]);
    expect(await groupsFor(site.as.bob)).to.deep.include(all[1]!);
    expect(await groupsFor(asBea)).to.deep.equal([]);
    expect((await site.as.admin.get('/api/records/customer/duplicates?after=x')).status).to.equal(400);
    expect((await site.as.admin.get('/api/records/rights_place/duplicates')).json).to.deep.equal({ groups: [] });
    expect((await site.as.admin.get('/api/records/nothing/duplicates')).status).to.equal(404);
  });
});
