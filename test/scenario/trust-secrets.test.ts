/**
 * B15: canaries in a secret field, written through every door there is (form, inline, bulk, edit, import, undo). Nothing that
 * comes back, is told, logged, exported or stored holds one of them in plain text; undo brings back the secret that was.
 * Who asks for one by any clause is refused, and each refusal leaves its event.
 */
import { expect } from 'chai';
import { openText } from '../../plugins/core/fields/secret/server.js';
import { writeMany } from '../../server/records/bulk.js';
import { eachDatabase } from '../helper/databases.js';
import { eventually } from '../helper/eventually.js';
import type { Answer, Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { everyRefusal } from '../helper/refusal-events.js';
import { specimen } from '../helper/specimen.js';
import { tablesOf } from './hostile-site.js';

const thing = 'specimen_thing';
const canary = (door: string): string => `canary-${door}-5b1c7e`;
const canaryPattern = /canary-\w+-5b1c7e/;

eachDatabase('scenario/trust-secrets', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  /** All that came back in this suite. */
  const answers: string[] = [];
  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [specimen], refusals: everyRefusal }); // prettier-ignore
    admin = await live.signIn('admin');
  });
  after(() => live?.close());

  const ask = async (method: string, path: string, body?: unknown, version?: number): Promise<Answer> => {
    const answer = await admin.send(method, `/api/${path}`, body, version === undefined ? {} : { 'If-Match': `"${version}"` }); // prettier-ignore
    answers.push(answer.text);
    return answer;
  };
  const bulk = (body: object) => ask('POST', `records/${thing}/bulk`, body);
  const stored = async (id: string): Promise<string | null> => {
    const row = (await live.site.services.database.read('d_specimen_thing').where({ id }).first('key')) as { key: string | null }; // prettier-ignore
    return row.key;
  };
  const opened = async (id: string): Promise<string | null> => {
    const sealed = await stored(id);
    const field = live.site.releases.current().model.entities.get(thing)!.fields.get('key')!;
    return sealed === null ? null : openText(live.site.services, sealed, field);
  };

  it('keeps a secret sealed on its way through a batch, and undo brings back the one that was', async () => {
    const { json } = await ask('POST', `records/${thing}`, { name: 'One', key: canary('form'), address: { city: 'Lyon', street: 'Rue 1' } }); // prettier-ignore
    const [id, before] = [json.id as string, await stored(json.id as string)];
    expect(await opened(id)).to.equal(canary('form'));
    const done = await bulk({
      action: 'update',
      ids: [id],
      values: { key: canary('bulk'), address: { city: 'Nice' } },
    });
    expect(done.json.changed, done.text).to.equal(1);
    expect(await opened(id)).to.equal(canary('bulk'));
    const undone = await ask('POST', `batches/${done.json.batch}/undo`);
    expect(undone.json.restored, undone.text).to.equal(1);
    expect(await stored(id), 'as it was, sealed once').to.equal(before);
    expect((await ask('GET', `records/${thing}/${id}`)).json.address).to.include({ city: 'Lyon', street: 'Rue 1' });
    // From nothing and back to nothing.
    const none = (await ask('POST', `records/${thing}`, { name: 'Two' })).json.id as string;
    const row = { id: none, version: 1, values: { key: canary('inline') } };
    await bulk({ action: 'edit', rows: [row], check: true });
    const edited = await bulk({ action: 'edit', rows: [row] });
    expect(await opened(none)).to.equal(canary('inline'));
    expect((await ask('POST', `batches/${edited.json.batch}/undo`)).json.restored).to.equal(1);
    expect(await stored(none)).to.equal(null);
  });

  it('carries a secret to more than 500 records by a job, and back', async function () {
    this.timeout(60_000);
    const bodies = Array.from({ length: 510 }, (_, n) => ({ body: { name: `Many ${n}`, key: canary('import') } }));
    const { ids, failed } = await writeMany(live.site.system('import'), thing, bodies);
    expect(failed).to.deep.equal([]);
    const before = await stored(ids[7]!);
    const queued = await bulk({ action: 'update', filter: { field: 'name', op: 'startsWith', value: 'Many' }, values: { key: canary('job') } }); // prettier-ignore
    expect(queued.status, queued.text).to.equal(202);
    const ended = (job: string) =>
      eventually(async () => ((await ask('GET', `jobs/${job}`)).json.state === 'done' ? true : undefined), 'the job', 30_000); // prettier-ignore
    await ended(queued.json.job as string);
    expect(await opened(ids[7]!)).to.equal(canary('job'));
    await ended((await ask('POST', `batches/${queued.json.batch}/undo`)).json.job as string);
    expect(await stored(ids[7]!)).to.equal(before);
  });

  it('refuses what is no secret before any of it is kept', async () => {
    const rows = async () => Number((await live.site.services.database.read('sys_batch').count({ n: '*' }))[0]!['n']);
    const before = await rows();
    const ids = ['01ARZ3NDEKTSV4RRFFQ69G5FAV'];
    const long = await bulk({ action: 'update', ids, values: { key: canary('long').repeat(300) } });
    expect([long.status, long.json.error.path]).to.deep.equal([422, '/values/key']);
    const forged = await bulk({ action: 'update', ids, values: { key: { sealed: canary('forged') } } });
    expect([forged.status, forged.json.error.code]).to.deep.equal([422, 'INVALID_VALUE']);
    expect(await rows()).to.equal(before);
  });

  it('refuses to ask for one by any clause: filter, order, group, figure, parts, file', async () => {
    const where = (leaf: object) => encodeURIComponent(JSON.stringify({ field: 'key', ...leaf }));
    const columns = [{ path: 'name' }];
    const filter = { field: 'key', op: 'startsWith', value: 'canary' };
    const query = (more: object) => ask('POST', 'query', { entity: thing, select: columns, ...more });
    const attempts: readonly (readonly [string, () => Promise<Answer>])[] = [
      ['equal', () => ask('GET', `records/${thing}?filter=${where({ op: 'eq', value: canary('form') })}`)],
      ['beginning', () => ask('GET', `records/${thing}?filter=${where({ op: 'startsWith', value: 'canary' })}`)],
      ['order', () => ask('GET', `records/${thing}?sort=key`)],
      ['order through a look-up', () => ask('GET', 'records/specimen_part?sort=thing.key')],
      ['words', () => ask('GET', `records/${thing}/words/key`)],
      ['column of a query', () => query({ select: [{ path: 'key' }] })],
      ['condition of a query', () => query({ where: filter })],
      ['order of a query', () => query({ sort: [{ by: 'key' }] })],
      ['group', () => query({ select: [{ path: 'key' }, { aggregate: 'count', as: 'n' }] })],
      ['figure', () => query({ select: [{ path: 'key', aggregate: 'max', as: 'most' }] })],
      ['count of different ones', () => query({ select: [{ path: 'key', aggregate: 'countDistinct', as: 'n' }] })],
      ['rows of a file', () => ask('POST', `records/${thing}/export`, { format: 'csv', columns, filter })],
      ['rows on paper', () => ask('POST', `records/${thing}/print`, { columns, filter })],
      ['records of a batch', () => bulk({ action: 'update', filter, values: { name: 'Hit' } })],
    ];
    const outcomes: Record<string, string> = {};
    for (const [what, attempt] of attempts) {
      const { status, json } = await attempt();
      outcomes[what] = `${status} ${json?.error?.code}`;
    }
    expect(outcomes).to.deep.equal(Object.fromEntries(attempts.map(([what]) => [what, '422 FIELD_SEALED'])));
    expect((await ask('GET', `records/${thing}?fields=key.sealed`)).json.error.code).to.equal('FIELD_FORBIDDEN');
  });

  it('shows none of them anywhere: answers, files, events, log, descriptions, tables', async () => {
    const { json } = await ask('POST', `records/${thing}`, { name: 'Last', key: canary('last') });
    const id = json.id as string;
    const heard = await listen(live, admin, async () => {
      const changed = await ask('PATCH', `records/${thing}/${id}`, { key: canary('patch') }, 1);
      expect(changed.status, changed.text).to.equal(200);
      const stale = await ask('PATCH', `records/${thing}/${id}`, { key: canary('stale') }, 1);
      expect(stale.status).to.equal(409);
      return id;
    });
    answers.push(heard);
    expect(heard).to.include(id);
    for (const path of [
      `records/${thing}?limit=200`, `records/${thing}?fields=name,key`, `records/${thing}/${id}`, `records/${thing}/${id}/history`,
      `records/${thing}/${id}/timeline`, `records/${thing}/trash`, 'openapi.json', 'app', 'notices', 'jobs', 'search?q=canary', 'views',
    ]) {
      expect((await ask('GET', path)).status, path).to.equal(200);
    } // prettier-ignore
    await ask('POST', `records/${thing}/${id}/print`);
    await ask('POST', `records/${thing}/print`, { columns: [{ path: 'name' }, { path: 'key' }] });
    for (const format of ['csv', 'xlsx']) await ask('POST', `records/${thing}/export`, { format, columns: [{ path: 'name' }, { path: 'key' }] }); // prettier-ignore
    await ask('POST', 'query', { entity: thing, select: [{ path: 'key' }] });
    expect(answers.length).to.be.greaterThan(30);
    expect(answers.filter((text) => canaryPattern.test(text))).to.deep.equal([]);
    expect(live.log.lines.map((line) => JSON.stringify(line)).filter((line) => canaryPattern.test(line))).to.deep.equal([]); // prettier-ignore
    const { database } = live.site.services;
    const held: string[] = [];
    for (const table of await tablesOf(database)) {
      const rows = (await database.read(table).select('*')) as object[];
      if (rows.some((row) => canaryPattern.test(JSON.stringify(row)))) held.push(table);
    }
    expect(held).to.deep.equal([]);
  });

  it('leaves one security event of each refusal', async () => {
    expect(live.refused.size).to.be.greaterThan(15);
    await live.refused.expectEvents(live);
  });
});

/** What the stream of events tells while `work` is done, until it speaks of the record that this gives back. */
async function listen(live: LiveSite, by: Browser, work: () => Promise<string>): Promise<string> {
  const stop = new AbortController();
  const stream = await fetch(`${live.address}/api/events`, { headers: { Cookie: by.cookie! }, signal: stop.signal });
  let heard = '';
  const listening = (async () => {
    for await (const chunk of stream.body!) heard += new TextDecoder().decode(chunk as Uint8Array);
  })().catch(() => undefined);
  const id = await work();
  await eventually(async () => heard.includes(id) || undefined, 'the event of the record');
  stop.abort();
  await listening;
  return heard;
}
