/** Merging over HTTP on both engines: what pointed to the others points to the one that stays, refusals leave everything as it was. */
import { expect } from 'chai';
import { createRecord } from '../../server/records/create.js';
import { eachDatabase } from '../helper/databases.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';

eachDatabase('scenario/merge', (fixture) => {
  let site: RightsSite;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl() });
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
    const restored = await site.as.admin.post(`${path(b)}/restore`, undefined);
    expect(restored.status, restored.text).to.equal(200);
    expect([await pointing(a), await pointing(b)]).to.deep.equal([4, 0]);
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
});
