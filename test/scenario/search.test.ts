/** `GET /api/search` over HTTP: what is found, in which order, by whom, and from when until when. */
import { expect } from 'chai';
import { searchSignature } from '../../metadata/search/fields.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord } from '../../server/records/get.js';
import { updateRecord } from '../../server/records/update.js';
import { writeMany } from '../../server/records/bulk.js';
import { ensureIndex } from '../../server/search/keep-index.js';
import { settleIndex } from '../../server/search/settle-index.js';
import { isIndexedFor } from '../../server/search/signature.js';
import { eventually } from '../helper/eventually.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';

interface Hit {
  readonly entity: string;
  readonly id: string;
  readonly label: string;
  readonly excerpt: readonly { field: string; text: string; marks: readonly [number, number][] }[];
}
interface Group {
  readonly entity: string;
  readonly rows: readonly Hit[];
  readonly more: boolean;
}

eachDatabase('scenario/search', (fixture) => {
  let site: RightsSite;
  let ann: Browser;
  let admin: Browser;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl() });
    ({ ann, admin } = site.as);
  });
  after(() => site?.live.close());

  const groups = async (by: Browser, q: string, more = ''): Promise<readonly Group[]> => {
    const answer = await by.get(`/api/search?q=${encodeURIComponent(q)}${more}`);
    expect(answer.status, answer.text).to.equal(200);
    return answer.json.groups as readonly Group[];
  };
  const labels = async (by: Browser, q: string, more = ''): Promise<readonly string[]> =>
    (await groups(by, q, more)).flatMap(({ rows }) => rows.map(({ label }) => label));
  const customer = async (body: object): Promise<string> =>
    (await createRecord(site.live.site.system('test'), 'customer', { owner: site.users.ann, ...body })).id;
  const versionOf = async (id: string): Promise<string> =>
    `"${(await admin.get(`/api/records/customer/${id}`)).json.version}"`;
  const change = async (id: string, body: object): Promise<void> => {
    const answer = await admin.send('PATCH', `/api/records/customer/${id}`, body, { 'If-Match': await versionOf(id) });
    expect(answer.status, answer.text).to.equal(200);
  };

  it('finds by all words, the last as a beginning, whatever the case and accents', async () => {
    await customer({ name: 'Söderström Glasbruk', city: 'Växjö' });
    await customer({ name: 'Soderberg Timber', city: 'Malmö' });
    expect(await labels(ann, 'soder')).to.have.members(['Söderström Glasbruk', 'Soderberg Timber']);
    expect(await labels(ann, 'SÖDERSTRÖM vax')).to.deep.equal(['Söderström Glasbruk']);
    expect(await labels(ann, 'soder vaxjo'), 'only the last word is a beginning').to.deep.equal([]);
    expect(await labels(ann, 'soderstrom malmo')).to.deep.equal([]);
    expect(await labels(ann, '…')).to.deep.equal([]);
  });

  it('tells where the words stand', async () => {
    const [group] = await groups(ann, 'glasbruk vaxj');
    expect(group!.entity).to.equal('customer');
    expect(
      group!.rows[0]!.excerpt.map(({ field, text, marks }) => [
        field,
        ...marks.map(([from, to]) => text.slice(from, to)),
      ]),
    ).to.deep.equal([
      ['name', 'Glasbruk'],
      ['city', 'Växj'],
    ]);
  });

  it('finds Chinese words of two characters and of one, and not characters apart', async () => {
    await customer({ name: '上海远景贸易有限公司', city: '上海' });
    expect(await labels(ann, '远景')).to.deep.equal(['上海远景贸易有限公司']);
    expect(await labels(ann, '贸')).to.deep.equal(['上海远景贸易有限公司']);
    expect(await labels(ann, '远景 上海')).to.deep.equal(['上海远景贸易有限公司']);
    expect(await labels(ann, '上远')).to.deep.equal([]);
  });

  it('puts names before other fields and whole words before beginnings, entities in the order of the menu', async () => {
    await customer({ name: 'Quarry Holding', city: 'Lund' });
    await customer({ name: 'Other Holding', city: 'Quarry' });
    await customer({ name: 'Quarrymen Ltd' });
    const id = await customer({ name: 'Kept Ltd' });
    await createRecord(site.live.site.system('test'), 'contact', { name: 'Quarry Contact', customer: id });
    const found = await groups(ann, 'quarry');
    expect(found.map(({ entity }) => entity)).to.deep.equal(['customer', 'contact']);
    expect(found[0]!.rows.map(({ label }) => label)).to.deep.equal([
      'Quarry Holding',
      'Quarrymen Ltd',
      'Other Holding',
    ]);
  });

  it('finds Chinese by its characters and by how they are spelled, and marks them', async () => {
    await customer({ name: '青岛海洋贸易' });
    for (const text of ['海洋', '青岛海洋贸易', 'qingdao', 'haiyangmao', 'hymy']) {
      expect(await labels(ann, text), text).to.deep.equal(['青岛海洋贸易']);
    }
    const [group] = await groups(ann, 'haiyang');
    const { text, marks } = group!.rows[0]!.excerpt[0]!;
    expect(marks.map(([from, to]) => text.slice(from, to))).to.deep.equal(['海洋']);
  });

  it('gives five of each, more of a named entity, and says that there are more', async () => {
    const rows = Array.from({ length: 8 }, (_, n) => ({ body: { name: `Imported ${n}`, owner: site.users.ann } }));
    await writeMany(site.live.site.system('test'), 'customer', rows);
    const [few] = await groups(ann, 'imported');
    expect(few).to.include({ more: true }).and.property('rows').with.length(5);
    const [all] = await groups(ann, 'imported', '&entity=customer');
    expect(all).to.include({ more: false }).and.property('rows').with.length(8);
    expect(await groups(ann, 'imported', '&entity=contact')).to.deep.equal([]);
  });

  it("finds one's own among a great many of others, whole words first", async function () {
    this.timeout(60_000);
    const others = Array.from({ length: 1100 }, (_, n) => ({ body: { name: `Flock ${n}`, owner: site.users.bob } }));
    await writeMany(site.live.site.system('test'), 'customer', others);
    await customer({ name: 'Flocking gulls' });
    await customer({ name: 'Flock of terns' });
    await customer({ name: 'Gulls', city: 'Flock' });
    expect(await labels(ann, 'flock', '&entity=customer')).to.have.members([
      'Flock of terns',
      'Gulls',
      'Flocking gulls',
    ]);
    expect((await labels(ann, 'flock')).at(-1)).to.equal('Flocking gulls');
    expect(await labels(ann, 'gulls flock')).to.have.members(['Flocking gulls', 'Gulls']);
    const [all] = await groups(admin, 'flock', '&entity=customer&limit=200');
    expect(all).to.include({ more: true }).and.property('rows').with.length(200);
    expect(await labels(admin, 'flock 1099')).to.deep.equal(['Flock 1099']);
  });

  it('follows changes, deletion and restoration', async () => {
    const id = await customer({ name: 'Walrus', city: 'Oslo' });
    await change(id, { name: 'Narwhal' });
    expect(await labels(ann, 'walrus')).to.deep.equal([]);
    expect(await labels(ann, 'narwhal oslo')).to.deep.equal(['Narwhal']);
    await admin.send('DELETE', `/api/records/customer/${id}`, undefined, { 'If-Match': await versionOf(id) });
    expect(await labels(ann, 'narwhal')).to.deep.equal([]);
    expect((await admin.send('POST', `/api/records/customer/${id}/restore`)).status).to.equal(200);
    expect(await labels(ann, 'narwhal oslo')).to.deep.equal(['Narwhal']);
  });

  it('finds what a process wrote that died before the index had followed', async () => {
    const { indexSoon: _, ...system } = site.live.site.system('test');
    const { database } = system;
    const due = () => database.read('sys_outbox').where({ to_index: 1 }).select('ordering_key');
    // What was written before is followed: nothing brings the index up to date in between.
    await site.live.site.index.idle();
    const { id } = await createRecord(system, 'customer', { owner: site.users.ann, name: 'Kingfisher' });
    expect(await due()).to.deep.equal([{ ordering_key: `customer:${id}` }]);
    expect(await database.read('sys_search').where({ record_id: id })).to.deep.equal([]);
    expect(await labels(ann, 'kingfisher')).to.deep.equal(['Kingfisher']);
    expect(await due()).to.deep.equal([]);
  });

  it('holds the newest words of a record that several change while the index is brought up to date', async () => {
    const system = site.live.site.system('test');
    const made = await Promise.all(Array.from({ length: 6 }, (_, n) => customer({ name: `Heron ${n}` })));
    const rename = async (id: string, n: number): Promise<void> => {
      for (let turn = 0; turn < 4; turn++) {
        const { version } = await getRecord(system, 'customer', id, ['id']);
        await updateRecord(system, 'customer', id, Number(version), { name: `Heron ${n} turn${turn}` });
        await settleIndex(system);
      }
    };
    await Promise.all(made.map(rename));
    for (const n of made.keys()) expect(await labels(ann, `heron ${n} turn3`)).to.deep.equal([`Heron ${n} turn3`]);
    expect(await labels(ann, 'turn2')).to.deep.equal([]);
  });

  it('finds nothing by a hidden or masked field, nor what a row rule hides', async () => {
    const { desk, bob } = site.as;
    // The desk owns it and may read its name; the phone is masked for it.
    expect(await labels(desk, 'customer of desk')).to.include('Customer of desk');
    expect(await labels(admin, '1234567')).to.have.length.greaterThan(0);
    expect(await labels(desk, '1234567')).to.deep.equal([]);
    // Product codes are hidden for the desk, names are not.
    const system = site.live.site.system('test');
    await createRecord(system, 'product', { name: 'Lantern', code: 'ZEBRA77', list_price: 5 });
    expect(await labels(admin, 'zebra77')).to.deep.equal(['Lantern']);
    expect(await labels(desk, 'zebra77')).to.deep.equal([]);
    expect(await labels(desk, 'lantern')).to.deep.equal(['Lantern']);
    expect(await labels(desk, 'lantern zebra77')).to.deep.equal([]);
    await createRecord(system, 'customer', { name: 'Secretive Ltd', owner: site.users.bob });
    expect(await labels(bob, 'secretive')).to.deep.equal(['Secretive Ltd']);
    expect(await labels(desk, 'secretive')).to.deep.equal([]);
    expect((await desk.get('/api/search?q=a&entity=opportunity')).status).to.equal(404);
  });

  it('refuses what it does not know', async () => {
    const line = async (query: string): Promise<string> => {
      const { status, json } = await ann.get(`/api/search${query}`);
      return `${status} ${json.error.code}`;
    };
    expect(await line('?q=a&x=1')).to.equal('400 UNKNOWN_PARAMETER');
    expect(await line('')).to.match(/^400 /);
    expect(await line('?q=a&limit=50')).to.equal('400 LIMIT_TOO_HIGH');
    expect(await line(`?q=${'a+b+c+d+e+f+g+h+i+j+k+l+m+n'}`)).to.equal('400 TOO_MANY_WORDS');
    expect(await line('?q=a&entity=nothing')).to.equal('404 NOT_FOUND');
  });

  it('finds the same after the index was built anew, and nothing of what is gone', async function () {
    this.timeout(60_000);
    await labels(ann, 'all that was written is settled');
    const { database, jobs } = site.live.site.services;
    const before = await database.read('sys_search').orderBy(['token', 'entity', 'field', 'record_id']);
    await database.write(async (transaction) => {
      await transaction('sys_search').where({ entity: 'customer' }).delete();
      await transaction('sys_search').insert({
        token: 'gone',
        entity: 'nothing',
        field: 'f_x',
        record_id: site.product,
      });
    });
    expect(await labels(ann, 'soderstrom')).to.deep.equal([]);
    const id = await jobs.enqueue({ type: 'searchReindex', payload: {} });
    await eventually(async () => ((await jobs.get(id))?.state === 'done' ? true : undefined), 'the index');
    expect(await database.read('sys_search').orderBy(['token', 'entity', 'field', 'record_id'])).to.deep.equal(before);
    expect(await labels(ann, 'soderstrom')).to.deep.equal(['Söderström Glasbruk']);
  });

  it('builds the index by itself where other fields are searched than it was built for', async () => {
    const system = site.live.site.system('test');
    const { database } = system;
    const isCurrent = () => isIndexedFor(database.read, searchSignature(system.release.model));
    await database.write(async (transaction) => {
      await transaction('sys_setting').where({ name: 'search_fields' }).update({ value: 'others' });
      await transaction('sys_search').where({ entity: 'customer' }).delete();
    });
    await ensureIndex(system);
    await eventually(async () => ((await isCurrent()) ? true : undefined), 'the index');
    expect(await labels(ann, 'soderstrom')).to.deep.equal(['Söderström Glasbruk']);
  });

  it('keeps the records that somebody opened, newest first, and shows those that may still be seen', async () => {
    const recent = async () => ((await ann.get('/api/recent')).json.rows as readonly Hit[]).map(({ label }) => label);
    const opened = (id: string) => ann.post('/api/recent', { entity: 'customer', id });
    const [first, second] = [await customer({ name: 'Opened first' }), await customer({ name: 'Opened second' })];
    for (const id of [first, second, first]) expect((await opened(id)).status).to.equal(204);
    expect(await recent()).to.deep.equal(['Opened first', 'Opened second']);
    expect((await opened(site.customers.cyn)).status, 'a record of somebody else').to.equal(404);
    await change(first, { owner: site.users.cyn });
    expect(await recent()).to.deep.equal(['Opened second']);
    expect((await site.as.bob.get('/api/recent')).json.rows).to.deep.equal([]);
  });
});
