/** Duplicate rules over HTTP on both engines: who is told what before a record is saved, and what keeps the keys. */
import { expect } from 'chai';
import type { Document } from '../../metadata/schema/kinds.js';
import { buildKeys } from '../../server/duplicates/build-keys.js';
import { createRecord } from '../../server/records/create.js';
import { writeMany } from '../../server/records/bulk.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';

interface Told {
  readonly count: number;
  readonly records: readonly { id: string; label: string; rule: string; fields: string[]; values: Record<string, unknown> }[];
} // prettier-ignore

/** A supplier's code is asked for by a rule that blocks. */
const blocking: Document = {
  kind: 'rule',
  id: '01KAJ0QX00DVP1CATES0000091',
  name: 'rights_suppliers',
  schema: 1,
  type: 'duplicate',
  entity: 'contact',
  match: [{ id: 'm1', all: [{ path: 'mobile', normalise: 'phone' }] }],
  where: { field: 'title', op: 'isNotNull' },
  on: ['create', 'update', 'import'],
  action: 'block',
};

eachDatabase('scenario/duplicates', (fixture) => {
  let site: RightsSite;
  let ann: Browser;
  let admin: Browser;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: [blocking] });
    ({ ann, admin } = site.as);
  });
  after(() => site?.live.close());

  const system = () => site.live.site.system('test');
  const customer = async (body: object): Promise<string> =>
    (await createRecord(system(), 'customer', { owner: site.users.ann, ...body })).id;
  const keysOf = async (id: string): Promise<number> =>
    (await site.live.site.services.database.read('sys_duplicate_key').where({ record_id: id })).length;
  const change = async (by: Browser, path: string, body: object, query = '') => {
    const { json } = await by.get(path);
    return by.send('PATCH', `${path}${query}`, body, { 'If-Match': `"${json.version}"` });
  };
  const check = async (by: Browser, values: object, id?: string): Promise<Told> => {
    const answer = await by.post('/api/records/customer/duplicates', { values, ...(id ? { id } : {}) });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json as Told;
  };

  it('refuses a record like one that may be seen, until the request says it was seen', async () => {
    const id = await customer({ name: 'Zephyr Trading Ltd.', city: 'Köln', phone: '+49 221 7654321' });
    const body = { name: 'ZEPHYR TRADING GmbH', city: 'koln', type: 'prospect' };
    const refused = await ann.post('/api/records/customer', body);
    expect([refused.status, refused.json.error.code]).to.deep.equal([409, 'DUPLICATES']);
    expect(refused.json.error.details).to.deep.equal({
      entity: 'customer',
      count: 1,
      records: [
        {
          rule: 'customer_duplicates',
          action: 'warn',
          id,
          label: 'Zephyr Trading Ltd.',
          fields: ['name', 'city'],
          values: { name: 'Zephyr Trading Ltd.', city: 'Köln' },
        },
      ],
    });
    const other = await ann.post(`/api/records/customer?duplicates=${site.customers.ann}`, body);
    expect(other.status, 'another one was seen').to.equal(409);
    expect((await ann.post('/api/records/customer?duplicates=yes', body)).status).to.equal(400);
    const saved = await ann.post(`/api/records/customer?duplicates=${id}`, body);
    expect(saved.status, saved.text).to.equal(201);
    expect(await check(ann, { name: 'zephyr trading', city: 'Köln' })).to.include({ count: 2 });
    const all = await ann.post('/api/records/customer?duplicates=allow', body);
    expect(all.status).to.equal(201);
  });

  it('finds phones and addresses however they are written, and tells at most five', async () => {
    await customer({ name: 'Phone One', phone: '+49 (0)40 555 0100' });
    expect((await check(ann, { phone: '040-5550100' })).records.map(({ label }) => label)).to.deep.equal(['Phone One']);
    expect(await check(ann, { phone: '+43 40 5550100' }), 'another country').to.deep.equal({ count: 0, records: [] });
    await customer({ name: 'Web One', website: 'https://www.acme-zinc.example/en' });
    expect((await check(ann, { website: 'http://acme-zinc.example' })).count).to.equal(1);
    await writeMany(system(), 'customer', Array.from({ length: 7 }, (_, n) => ({ body: { name: `Many ${n}`, phone: '0221 98 98 98', owner: site.users.ann } }))); // prettier-ignore
    const many = await check(ann, { phone: '022198 9898' });
    expect([many.count, many.records.length]).to.deep.equal([7, 5]);
  });

  it('asks of a change only by what changes, and never of the record itself', async () => {
    const [one, two] = [await customer({ name: 'Same Old', phone: '0251 424242' }), await customer({ name: 'Other', phone: '0251 424242' })]; // prettier-ignore
    const path = `/api/records/customer/${one}`;
    expect((await change(ann, path, { city: 'Münster' })).status).to.equal(200);
    expect((await change(ann, path, { name: 'Same old' })).status).to.equal(200);
    const refused = await change(ann, path, { name: 'other' });
    expect([refused.status, refused.json.error.details.records[0].id]).to.deep.equal([409, two]);
    expect((await check(ann, { name: 'Other' }, one)).count).to.equal(1);
    expect((await check(ann, { city: 'Bonn' }, one)).count).to.equal(0);
    expect((await change(ann, path, { name: 'other' }, '?duplicates=allow')).status).to.equal(200);
  });

  it('keeps an Idempotency-Key for the saving: what was refused may be sent again under it', async () => {
    await customer({ name: 'Once Only' });
    const send = (query: string) => ann.send('POST', `/api/records/customer${query}`, { name: 'Once only', type: 'prospect' }, { 'Idempotency-Key': 'once-only-1' }); // prettier-ignore
    expect((await send('')).status).to.equal(409);
    const first = await send('?duplicates=allow');
    expect(first.status).to.equal(201);
    expect((await send('')).json.id, 'the answer that is kept').to.equal(first.json.id);
  });

  it('blocks where a rule says so, by the records it is about', async () => {
    const { ann: owned } = site.contacts;
    const held = await change(ann, `/api/records/contact/${owned}`, { mobile: '0170 1234567', title: 'Owner' });
    expect(held.status, held.text).to.equal(200);
    const body = { name: 'Second', customer: site.customers.ann, mobile: '+49 170 1234567', title: 'Chef' };
    const refused = await ann.post('/api/records/contact?duplicates=allow', body);
    expect([refused.status, refused.json.error.code, refused.json.error.path]).to.deep.equal([422, 'DUPLICATE', '/mobile']); // prettier-ignore
    expect(refused.json.error.message).to.equal('There is such a Contact already: Contact of ann.');
    const { title: _title, ...untitled } = body;
    expect((await ann.post('/api/records/contact', untitled)).status, 'not one the rule is about').to.equal(201);
  });

  it('tells nobody of what they may not see: rows, and fields that are hidden or masked', async () => {
    const hidden = await createRecord(system(), 'customer', { name: 'Hidden Gem', phone: '0711 313131', owner: site.users.cyn }); // prettier-ignore
    expect((await check(ann, { name: 'Hidden Gem' })).count).to.equal(0);
    expect((await check(admin, { name: 'Hidden Gem' })).records[0]!.id).to.equal(hidden.id);
    const saved = await ann.post('/api/records/customer', { name: 'Hidden Gem', phone: '0711 313131', type: 'prospect' }); // prettier-ignore
    expect(saved.status, saved.text).to.equal(201);
    await createRecord(system(), 'customer', { name: 'Of the desk', phone: '0711 606060', owner: site.users.desk });
    const { desk } = site.as;
    const masked = await desk.post('/api/records/customer/duplicates', { values: { phone: '0711 606060' } });
    expect(masked.status, 'a masked field may not be written').to.equal(422);
    expect((await check(desk, { name: 'of the desk' })).records[0]!.fields).to.deep.equal(['name']);
  });

  it('follows deletion, restoring and purging, and what bulk edits change', async () => {
    const id = await customer({ name: 'Fleeting Ltd' });
    expect(await keysOf(id)).to.be.greaterThan(0);
    await admin.send('DELETE', `/api/records/customer/${id}`, undefined, { 'If-Match': '"1"' });
    expect([await keysOf(id), (await check(ann, { name: 'Fleeting Ltd' })).count]).to.deep.equal([0, 0]);
    await admin.post(`/api/records/customer/${id}/restore`, undefined);
    expect((await check(ann, { name: 'Fleeting Ltd' })).count).to.equal(1);
    const bulk = await admin.post('/api/records/customer/bulk', { action: 'update', ids: [id], values: { name: 'Phone One' } }); // prettier-ignore
    expect([bulk.json.changed, bulk.json.failedCount], 'warnings do not stop it').to.deep.equal([1, 0]);
    expect((await check(ann, { name: 'phone one' })).count).to.equal(2);
    const undone = await admin.post(`/api/batches/${bulk.json.batch}/undo`, undefined);
    expect(undone.status, undone.text).to.equal(200);
    expect((await check(ann, { name: 'Fleeting Ltd' })).count).to.equal(1);
    const { json } = await admin.get(`/api/records/customer/${id}`);
    await admin.send('DELETE', `/api/records/customer/${id}`, undefined, { 'If-Match': `"${json.version}"` });
    await admin.post('/api/records/customer/trash/purge', { ids: [id], count: 1 });
    expect(await keysOf(id)).to.equal(0);
  });

  it('remembers for everybody which are not the same, until one of them is another', async () => {
    const ids: string[] = [];
    for (const city of ['Ulm', 'Jena', 'Kiel']) ids.push(await customer({ name: `Twin of ${city}`, city, phone: '0391 717171' })); // prettier-ignore
    const [ulm, jena, kiel] = ids as [string, string, string];
    const path = '/api/records/customer/duplicates';
    const apart = (by: Browser, given: readonly string[], is = true) => by.send('PUT', `${path}/apart`, { ids: given, apart: is }); // prettier-ignore
    /** The groups that a person is shown of these. */
    const groupsOf = async (by: Browser): Promise<readonly (readonly string[])[]> => {
      const found: string[][] = [];
      for (let after = '', more = true; more;) {
        const { json } = await by.get(`${path}${after}`);
        found.push(
          ...(json.groups as { records: { id: string }[] }[]).map(({ records }) => records.map(({ id }) => id)),
        );
        more = json.next !== undefined;
        after = `?after=${json.next}`;
      }
      return found.filter((group) => group.some((id) => ids.includes(id)));
    };
    expect(await groupsOf(ann)).to.deep.equal([[ulm, jena, kiel]]);
    for (const [by, given, gives] of [
      [site.as.bob, [ulm, jena], 404], [site.as.max, [ulm, jena], 403], [ann, [ulm, site.customers.bob], 404], [ann, [ulm], 422],
    ] as const) expect((await apart(by, given)).status, gives.toString()).to.equal(gives); // prettier-ignore
    expect(await groupsOf(ann), 'nothing is half done').to.deep.equal([[ulm, jena, kiel]]);

    expect((await apart(ann, [jena, ulm])).status).to.equal(204);
    expect(await groupsOf(admin)).to.deep.equal([[ulm, kiel], [jena, kiel]]); // prettier-ignore
    expect((await apart(ann, ids)).status).to.equal(204);
    expect([await groupsOf(ann), await groupsOf(admin)]).to.deep.equal([[], []]);
    const { database } = site.live.site.services;
    const held = (await database.read('sys_apart_pair').orderBy(['first_id', 'second_id'])) as { first_id: string; second_id: string; user_id: string; at: string }[]; // prettier-ignore
    expect(held.map(({ first_id, second_id, user_id }) => [first_id, second_id, user_id])).to.deep.equal(
      [[ulm, jena], [ulm, kiel], [jena, kiel]].map((pair) => [...pair, site.users.ann]),
    ); // prettier-ignore
    for (const { at } of held) expect(new Date(at).toISOString()).to.equal(at);

    expect((await apart(ann, [ulm, jena], false)).status, 'taken back').to.equal(204);
    expect(await groupsOf(ann)).to.deep.equal([[ulm, jena]]);
    await apart(ann, [ulm, jena]);
    expect((await change(ann, `/api/records/customer/${kiel}`, { city: 'Plön' })).status).to.equal(200);
    expect(await groupsOf(ann), 'a changed one asks again').to.deep.equal([[ulm, kiel], [jena, kiel]]); // prettier-ignore
    const versions = async (id: string) => ({ id, version: (await admin.get(`/api/records/customer/${id}`)).json.version as number }); // prettier-ignore
    const merged = await admin.send('POST', `/api/records/customer/${ulm}/merge`, { from: [await versions(kiel)] }, { 'If-Match': `"${(await versions(ulm)).version}"` }); // prettier-ignore
    expect(merged.status, merged.text).to.equal(200);
    expect(await groupsOf(ann), 'a merged one too').to.deep.equal([[ulm, jena]]);
    await admin.post('/api/records/customer/trash/purge', { ids: [kiel], count: 1 });
    const left = await database.read('sys_apart_pair').where({ second_id: kiel });
    expect(left).to.deep.equal([]);
  });

  it('leaves one security event of each refusal', async () => {
    await site.live.refused.expectEvents(site.live);
  });

  it('builds keys anew for what was written behind them, and forgets rules that are gone', async () => {
    const { database } = site.live.site.services;
    const read = () => database.read('sys_duplicate_key').orderBy(['rule', 'alternative', 'key', 'record_id']);
    const before = await read();
    expect(before.length).to.be.greaterThan(20);
    await database.write(async (transaction) => {
      await transaction('sys_duplicate_key').where({ entity: 'customer' }).delete();
      await transaction('sys_duplicate_key').insert({ ...before[0], rule: site.customers.ann });
    });
    await buildKeys(system(), { all: true });
    expect(await read()).to.deep.equal(before);
    expect(await buildKeys(system()), 'nothing is stale').to.deep.equal({ records: 0 });
  });
});
