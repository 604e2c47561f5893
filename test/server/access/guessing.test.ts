import { expect } from 'chai';
import { eachDatabase } from '../../helper/databases.js';
import { createTestClock, password, startSite, testRole, type Site, type SiteOptions } from '../../helper/http.js';

const wrong = { login: 'amy', password: 'not this one' };

eachDatabase('access/guessing', (fixture) => {
  const sites: Site[] = [];
  let first = true;
  async function open(options: Partial<SiteOptions> = {}): Promise<Site> {
    const site = await startSite({
      database: fixture.database,
      documents: [testRole('clerk')],
      prepare: first,
      ...options,
    });
    sites.push(site);
    if (first) for (const login of ['amy', 'ben', 'cal', 'demo', 'fran', 'gil']) await site.addUser(login, ['clerk'], { sample: login === 'demo' }); // prettier-ignore
    first = false;
    return site;
  }
  beforeEach(async () => {
    await fixture.database.write((transaction) => transaction('sys_session').delete());
    if (!first) await fixture.database.write((t) => t('sys_account').update({ failed: 0, locked_until: null }));
  });
  after(async () => {
    for (const site of sites) await site.close();
  });

  it('stops at the 11th wrong password, for the right one too, and says when to come back', async () => {
    const site = await open();
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++) statuses.push((await site.browser().post('/api/session', wrong)).status);
    const eleventh = await site.browser().post('/api/session', wrong);
    const right = await site.browser().post('/api/session', { login: 'amy', password });
    expect(statuses).to.deep.equal(Array(10).fill(401));
    expect([eleventh.status, right.status]).to.deep.equal([429, 429]);
    expect(Number(eleventh.headers.get('retry-after'))).to.be.within(1, 900);
  });

  it('lets somebody in again after the window', async () => {
    const clock = createTestClock();
    const site = await open({ clock, throttle: { failures: 2, seconds: 1 } });
    for (let n = 0; n < 3; n++) await site.browser().post('/api/session', { ...wrong, login: 'fran' });
    expect((await site.browser().post('/api/session', { login: 'fran', password })).status).to.equal(429);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    clock.advance(2);
    expect((await site.browser().post('/api/session', { login: 'fran', password })).status).to.equal(200);
  });

  it('counts wherever the caller says to come from, as long as no proxy is trusted', async () => {
    const site = await open({ insecureHttp: true });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const headers = { 'X-Forwarded-For': `203.0.113.${n}`, 'X-Real-IP': `198.51.100.${n}` };
      statuses.push((await site.browser().post('/api/session', { ...wrong, login: 'ghost' }, headers)).status);
    }
    expect(statuses).to.deep.equal([...Array<number>(10).fill(401), 429, 429]);
    expect(site.requests.every((line) => (line as { address: string }).address === '127.0.0.1')).to.equal(true);
  });

  it('counts by the address a trusted proxy tells', async () => {
    const site = await open({ insecureHttp: true, trustProxy: ['loopback'], throttle: { failures: 1 } });
    const from = (address: string) =>
      site.browser().post('/api/session', { ...wrong, login: 'ghost' }, { 'X-Forwarded-For': address });
    expect((await from('203.0.113.1')).status).to.equal(401);
    expect((await from('203.0.113.1')).status).to.equal(429);
    expect((await from('203.0.113.2')).status).to.equal(401);
  });

  it('refuses unknown keys before it counts', async () => {
    const site = await open();
    for (let n = 0; n < 15; n++) {
      const answer = await site.browser().post('/api/session', { ...wrong, login: 'ben', email: `r${n}@x` });
      expect([answer.status, answer.json.error.code]).to.deep.equal([400, 'UNKNOWN_FIELD']);
    }
    expect((await site.browser().post('/api/session', { login: 'ben', password })).status).to.equal(200);
  });

  it('lets no more than ten of many guesses at once through', async () => {
    const site = await open();
    const guess = () => site.browser().post('/api/session', { ...wrong, login: 'cal' });
    const statuses = (await Promise.all(Array.from({ length: 30 }, guess))).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401).length).to.be.at.most(10);
    expect(statuses.filter((status) => status === 429).length).to.be.at.least(20);
  });

  it('does not forget over a restart, except where the person is signed in already', async () => {
    const site = await open();
    for (let n = 0; n < 10; n++) await site.browser().post('/api/session', { ...wrong, login: 'gil' });
    const restarted = await open();
    expect((await restarted.browser().post('/api/session', { login: 'gil', password })).status).to.equal(429);
    const account = (await fixture.database.read('sys_account').where('login', 'gil').first()) as { user_id: string; epoch: number }; // prettier-ignore
    await fixture.database.write(
      (transaction) =>
      transaction('sys_session').insert({
        id_hash: 'x', user_id: account.user_id, epoch: account.epoch, created_at: '2026-11-21T08:00:00.000Z',
        expires_at: '2999-01-01T00:00:00.000Z', address: '127.0.0.1',
      }), // prettier-ignore
    );
    expect((await restarted.browser().post('/api/session', { login: 'gil', password })).status).to.equal(200);
  });

  it('leaves a trace of each failure, without what was typed', async () => {
    const site = await open();
    await fixture.database.write((transaction) => transaction('sys_event').delete());
    await site.browser().post('/api/session', { login: 'my password by mistake', password: 'x' });
    const rows = (await fixture.database.read('sys_event')) as Record<string, unknown>[];
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({ type: 'login.failed', address: '127.0.0.1', user_id: null });
    expect(JSON.stringify([rows, site.log.lines, site.requests])).not.to.contain('by mistake');
  });

  it('lets sample logins in from this machine only, unless the demo is open', async () => {
    const near = await open();
    expect((await near.browser().post('/api/session', { login: 'demo', password })).status).to.equal(200);
    const far = await open({ url: 'https://crm.example', trustProxy: ['loopback'] });
    const through = { 'X-Forwarded-For': '203.0.113.7' };
    const refused = await far.browser().post('/api/session', { login: 'demo', password }, through);
    expect([refused.status, refused.json.error.code]).to.deep.equal([403, 'SAMPLE_LOGIN_LOCAL_ONLY']);
    const everywhere = await open({ url: 'https://crm.example', trustProxy: ['loopback'], openDemo: true });
    expect((await everywhere.browser().post('/api/session', { login: 'demo', password }, through)).status).to.equal(
      200,
    );
  });

  it('refuses to sign in over plain http from elsewhere, unless it was told to', async () => {
    const through = { 'X-Forwarded-For': '203.0.113.7' };
    const strict = await open({ trustProxy: ['loopback'] });
    const refused = await strict.browser().post('/api/session', { login: 'amy', password }, through);
    expect([refused.status, refused.json.error.code]).to.deep.equal([403, 'INSECURE_CONNECTION']);
    const lax = await open({ trustProxy: ['loopback'], insecureHttp: true });
    expect((await lax.browser().post('/api/session', { login: 'amy', password }, through)).status).to.equal(200);
  });

  it('uses the cookie of the https site behind a proxy, and ignores the plain one there', async () => {
    const site = await open({ trustProxy: ['loopback'] });
    const https = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' };
    const browser = site.browser();
    const answer = await browser.post('/api/session', { login: 'amy', password }, https);
    expect(answer.headers.getSetCookie()[0]).to.match(/^__Host-sid=.{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect((await browser.get('/api/session', https)).status).to.equal(200);
    const plain = { ...https, Cookie: browser.cookie!.replace('__Host-sid', 'sid') };
    expect((await site.browser().get('/api/session', plain)).status).to.equal(401);
  });
});
