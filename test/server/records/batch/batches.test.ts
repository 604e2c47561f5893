import { expect } from 'chai';
import { createRecord } from '../../../../server/records/create.js';
import { writeMany } from '../../../../server/records/bulk.js';
import { eachDatabase } from '../../../helper/databases.js';
import { eventually } from '../../../helper/eventually.js';
import type { Browser } from '../../../helper/http.js';
import { startLiveSite, type LiveSite } from '../../../helper/live-site.js';

eachDatabase('records/batch', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  let ann: Browser;
  let annId: string;
  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ url: await fixture.freshUrl() });
    annId = await live.addUser({ login: 'ann', roles: ['salesperson'] });
    [admin, ann] = [await live.signIn('admin'), await live.signIn('ann')];
  });
  after(() => live?.close());

  const system = () => live.site.system('test');
  const make = async (count: number, city: string, owner = annId): Promise<readonly string[]> => {
    const bodies = Array.from({ length: count }, (_, n) => ({ body: { name: `${city} ${n}`, city, owner } }));
    const { ids, failed } = await writeMany(system(), 'customer', bodies);
    expect(failed).to.deep.equal([]);
    return ids as readonly string[];
  };
  const inCity = (city: string) => ({ field: 'city', op: 'eq', value: city });
  const cities = async (ids: readonly string[]): Promise<readonly unknown[]> => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'id', op: 'in', value: ids }));
    const { json } = await admin.get(`/api/records/customer?fields=city,version&filter=${filter}&limit=200`);
    const rows = json.rows as readonly { id: string; city: string; version: number }[];
    return ids.map((id) => rows.find((row) => row.id === id)?.city);
  };
  const bulk = (who: Browser, body: object) => who.post('/api/records/customer/bulk', body);
  const undo = (who: Browser, batch: string) => who.send('POST', `/api/batches/${batch}/undo`);

  it('changes records by ids and takes the batch back, but not what was changed since', async () => {
    const ids = await make(3, 'Bergen');
    const done = await bulk(ann, { action: 'update', ids, values: { city: 'Oslo' } });
    expect(done.json).to.include({ changed: 3, failedCount: 0 });
    await admin.send('PATCH', `/api/records/customer/${ids[1]!}`, { city: 'Molde' }, { 'If-Match': '"2"' });
    const back = await undo(ann, done.json.batch);
    expect(back.json.restored).to.equal(2);
    expect(back.json.failed.map((each: { id: string; label: string }) => [each.id, each.label])).to.deep.equal([
      [ids[1], 'Bergen 1'],
    ]);
    expect(back.json.failed[0].problems[0].code).to.equal('VERSION_CONFLICT');
    expect(await cities(ids)).to.deep.equal(['Bergen', 'Molde', 'Bergen']);
    expect((await undo(ann, done.json.batch)).status).to.equal(409);
  });

  it('lists the records that a rule refuses, writes the others, with one undo', async () => {
    const ids = await make(2, 'Turku');
    const foreign = await make(1, 'Turku', await live.addUser({ login: `bo${Date.now()}`, roles: ['salesperson'] }));
    const done = await bulk(ann, { action: 'update', ids: [...ids, ...foreign], values: { city: 'Vaasa' } });
    expect(done.json.changed).to.equal(2);
    expect(done.json.failed).to.have.length(1);
    expect(done.json.failed[0].label, 'names of what one may not see').to.equal(undefined);
    expect((await undo(ann, done.json.batch)).json.restored).to.equal(2);
    expect(await cities(ids)).to.deep.equal(['Turku', 'Turku']);
  });

  it('tells without writing what an edit would do, and then does it with versions', async () => {
    const ids = await make(2, 'Lund');
    const rows = [
      { id: ids[0]!, version: 1, values: { city: 'Malmö' } },
      { id: ids[1]!, version: 1, values: { name: '' } },
    ];
    const checked = await bulk(ann, { action: 'edit', rows, check: true });
    expect(checked.json.batch).to.equal(undefined);
    expect(checked.json.failed.map((each: { id: string }) => each.id)).to.deep.equal([ids[1]]);
    expect(await cities(ids)).to.deep.equal(['Lund', 'Lund']);
    const done = await bulk(ann, { action: 'edit', rows });
    expect([done.json.changed, done.json.failed[0].problems[0].path]).to.deep.equal([1, '/name']);
    expect(await cities(ids)).to.deep.equal(['Malmö', 'Lund']);
    const old = await bulk(ann, { action: 'edit', rows: [{ id: ids[0], version: 1, values: { city: 'Umeå' } }] });
    expect(old.json.failed[0].problems[0].code).to.equal('VERSION_CONFLICT');
  });

  it('deletes and brings back', async () => {
    const ids = await make(2, 'Riga');
    const done = await bulk(admin, { action: 'delete', ids });
    expect(done.json.changed).to.equal(2);
    expect(await cities(ids)).to.deep.equal([undefined, undefined]);
    expect((await undo(admin, done.json.batch)).json.restored).to.equal(2);
    expect(await cities(ids)).to.deep.equal(['Riga', 'Riga']);
  });

  it('runs a whole filter of more than 500 as a job that reports, and undoes it as one', async function () {
    this.timeout(150_000);
    const ids = await make(620, 'Tartu');
    const queued = await bulk(ann, { action: 'update', filter: inCity('Tartu'), values: { city: 'Narva' } });
    expect([queued.status, queued.json.total]).to.deep.equal([202, 620]);
    const ended = (job: string) =>
      eventually(
        async () => {
          const state = (await ann.get(`/api/jobs/${job}`)).json as Record<string, unknown>;
          return ['done', 'failed', 'cancelled'].includes(String(state['state'])) ? state : undefined;
        },
        'the job to end',
        60_000,
      );
    expect(await ended(queued.json.job)).to.include({ state: 'done', done: 620, total: 620 });
    const batch = (await ann.get(`/api/batches/${queued.json.batch}`)).json;
    expect(batch).to.include({ state: 'done', changed: 620, failedCount: 0 });
    expect((await admin.get(`/api/batches/${queued.json.batch}`)).status, 'of another person').to.equal(404);
    const back = await undo(ann, queued.json.batch);
    expect(back.status).to.equal(202);
    expect(await ended(back.json.job)).to.include({ state: 'done' });
    expect(await cities([ids[0]!, ids[619]!])).to.deep.equal(['Tartu', 'Tartu']);
  });

  it('goes on where an interrupted run stood, and changes nothing twice', async () => {
    const ids = [...(await make(4, 'Gdynia'))].sort();
    const done = await bulk(ann, { action: 'update', ids, values: { city: 'Sopot' } });
    const { batch } = done.json as { batch: string };
    await live.site.services.database.write((transaction) =>
      transaction('sys_batch').where({ id: batch }).update({ state: 'stopped', position: ids[1], changed: 2 }),
    );
    const { runBatch } = await import('../../../../server/records/batch/run-batch.js');
    const again = await runBatch(system(), batch);
    expect(again.changed).to.equal(4);
    const { json } = await admin.get(`/api/records/customer/${ids[3]!}?fields=city,version`);
    expect(json.version).to.equal(2);
  });

  for (const [what, body, status, code] of [
    ['neither ids nor a filter', { action: 'delete' }, 422, 'TARGETS_NEEDED'],
    [
      'a field nobody knows',
      { action: 'update', filter: { field: 'shoe', op: 'eq', value: 1 }, values: {} },
      403,
      'FIELD_FORBIDDEN',
    ],
    ['an unknown key', { action: 'delete', filter: inCity('x'), force: true }, 400, undefined],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await bulk(admin, body);
      expect(answer.status).to.equal(status);
      if (code) expect(answer.json.error.code).to.equal(code);
    });
  }

  it('refuses a list of rows, and a record named twice', async () => {
    const { id } = await createRecord(system(), 'customer', { name: 'Twice', owner: annId });
    const rows = [id, id].map((each) => ({ id: each, values: { city: 'X' } }));
    expect((await bulk(admin, { action: 'edit', rows })).json.error.code).to.equal('RECORD_TWICE');
    const lines = await admin.post('/api/records/order/bulk', { action: 'update', ids: [id], values: { lines: [] } });
    expect(lines.json.error.code).to.equal('FIELD_NOT_BULK');
  });
});
