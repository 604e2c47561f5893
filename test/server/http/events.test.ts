import { expect } from 'chai';
import type { Access } from '../../../metadata/access/types.js';
import { eventually, pause } from '../../helper/eventually.js';
import { eachDatabase } from '../../helper/databases.js';
import { createTestClock, password, startSite, testRole, type Browser, type Site } from '../../helper/http.js';

/** Reads a stream of events as text as it comes. */
async function listen(site: Site, browser: Browser) {
  const stop = new AbortController();
  const response = await fetch(`${site.address}/api/events`, {
    headers: { Cookie: browser.cookie ?? '', 'Accept-Encoding': 'gzip' },
    signal: stop.signal,
  });
  const heard = { text: '', ended: false };
  const read = async () => {
    for await (const chunk of response.body!) heard.text += new TextDecoder().decode(chunk as Uint8Array);
    heard.ended = true;
  };
  void read().catch(() => undefined);
  return {
    response,
    heard,
    until: (part: string) => eventually(async () => heard.text.includes(part) || undefined, `"${part}" in the stream`),
    stop: () => stop.abort(),
  };
}

eachDatabase('http/events', (fixture) => {
  let site: Site;
  let annId: string;
  const streams: { stop(): void }[] = [];
  before(async () => {
    site = await startSite({
      database: fixture.database,
      documents: [
        testRole('clerk', { grants: [{ entity: 'department', actions: { read: 'all' } }] }),
        testRole('boss', { all: true }),
      ],
      recheckMs: 30,
      async mayRead(access: Access, _entity, id) {
        await pause(id.includes('slow') ? 30 : 0);
        if (id === 'breaks') throw new Error('no database');
        return access.principal.login === 'root' || !id.includes('private');
      },
    });
    annId = await site.addUser('ann', ['clerk']);
    for (const login of ['bo', 'cy', 'dee']) await site.addUser(login, ['clerk']);
    await site.addUser('root', ['boss']);
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.stop();
  });
  after(() => site.close());

  async function open(login: string) {
    const browser = await site.signIn(login);
    const stream = await listen(site, browser);
    streams.push(stream);
    await stream.until('retry:');
    return { ...stream, browser };
  }
  const record = (id: string, entity = 'department') => site.services.events.publish({ type: 'record', entity, id });

  it('needs a session', async () => {
    expect((await site.browser().get('/api/events')).status).to.equal(401);
  });

  it('is an event stream that nothing holds back', async () => {
    const { response, until } = await open('ann');
    expect(response.headers.get('content-type')).to.equal('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).to.equal('no-cache, no-transform');
    expect(response.headers.get('content-encoding')).to.equal(null);
    expect(response.headers.get('content-disposition')).to.equal(null);
    site.services.events.publish({ type: 'release', data: { number: 2 } });
    await until('event: release\ndata: {"data":{"number":2}}\n\n');
  });

  it('tells of records to those who may read them, in the order they happened', async () => {
    const ann = await open('ann');
    const root = await open('root');
    for (const id of ['slow-1', 'private-2', '3']) record(id);
    await root.until('"id":"3"');
    await ann.until('"id":"3"');
    expect(ann.heard.text).not.to.contain('private');
    expect(root.heard.text.match(/"id":"[^"]*"/g)).to.deep.equal(['"id":"slow-1"', '"id":"private-2"', '"id":"3"']);
  });

  it('does not even ask for entities that somebody never reads', async () => {
    const ann = await open('ann');
    record('u-1', 'user');
    record('u-2', 'unheard_of');
    site.services.events.publish({ type: 'record', entity: 'user', data: { action: 'bulk u-2' } });
    record('d-1');
    await ann.until('d-1');
    expect(ann.heard.text).not.to.match(/u-1|u-2/);
  });

  it('says read anew when a check fails, and lets nothing out', async () => {
    const ann = await open('ann');
    record('breaks');
    record('after');
    await ann.until('after');
    expect(ann.heard.text).to.contain('event: resync');
    expect(ann.heard.text).not.to.contain('breaks');
  });

  it('tells what concerns one person to that person', async () => {
    const ann = await open('ann');
    const root = await open('root');
    site.services.events.publish({ type: 'job', userId: annId, id: 'j1', data: { state: 'done' } });
    site.services.events.publish({ type: 'release', data: {} });
    await ann.until('"id":"j1"');
    await root.until('event: release');
    expect(root.heard.text).not.to.contain('j1');
  });

  it('ends soon after the session does', async () => {
    for (const [login, end] of [
      ['bo', (browser: Browser) => browser.send('DELETE', '/api/session')],
      ['cy', () => fixture.database.write((t) => t('sys_account').where('login', 'cy').update({ disabled: 1 }))],
    ] as const) {
      const stream = await open(login);
      await end(stream.browser);
      await eventually(async () => stream.heard.ended || undefined, `the stream of ${login} to end`);
      expect(stream.heard.text).to.contain('event: session\ndata: {"data":{"state":"ended"}}');
    }
  });

  it('follows rights that change while it is open', async () => {
    const dee = await open('dee');
    record('first');
    await dee.until('first');
    await fixture.database.write((t) => t('sys_user_role').delete().whereIn('user_id', t('sys_account').select('user_id').where('login', 'dee'))); // prettier-ignore
    let round = 0;
    await eventually(async () => {
      round++;
      record(`later${round}`);
      site.services.events.publish({ type: 'release', data: { round } });
      await dee.until(`{"round":${round}}`);
      return !dee.heard.text.includes(`later${round}`) || undefined;
    }, 'a record that is no longer told');
  });

  it('does not keep an abandoned session alive', async () => {
    const clock = createTestClock(new Date().toISOString());
    const late = await startSite({ database: fixture.database, clock, prepare: false, recheckMs: 20 });
    try {
      const browser = await late.signIn('ann');
      const stream = await listen(late, browser);
      streams.push(stream);
      for (let hours = 0; hours < 11; hours++) {
        clock.advance(3600);
        await pause(50);
        expect(stream.heard.ended).to.equal(false);
      }
      clock.advance(3601);
      await eventually(async () => stream.heard.ended || undefined, 'the stream to end');
    } finally {
      await late.close();
    }
  });

  it('bounds the streams of one person', async () => {
    const browser = await site.signIn('ann');
    const all = await Promise.all(Array.from({ length: 22 }, () => listen(site, browser)));
    streams.push(...all);
    const statuses = all.map((stream) => stream.response.status);
    expect(statuses.filter((status) => status === 429)).to.have.length(2);
    for (const stream of all) stream.stop();
    await eventually(async () => {
      const next = await listen(site, browser);
      streams.push(next);
      return next.response.status === 200 || undefined;
    }, 'a place to be free again');
    expect((await site.browser().post('/api/session', { login: 'ann', password })).status).to.equal(200);
  });
});
