import { expect } from 'chai';
import { eachDatabase } from '../../helper/databases.js';
import { createTestClock, password, startSite, testRole, type Site, type TestClock } from '../../helper/http.js';

const next = 'short-blue-kettle-77';

eachDatabase('access/sessions', (fixture) => {
  let site: Site;
  let clock: TestClock;
  before(async () => {
    clock = createTestClock();
    site = await startSite({
      database: fixture.database,
      clock,
      documents: [testRole('clerk', { rights: ['report.run'] })],
    });
    for (const login of ['ann', 'bo', 'cy', 'dee', 'eve', 'fay', 'gus', 'hal']) await site.addUser(login, ['clerk']);
    await site.addUser('first', ['clerk'], { mustChange: true });
  });
  after(() => site.close());

  it('tells who is signed in, with rights and without secrets', async () => {
    const ann = await site.signIn('ANN ');
    const answer = await ann.get('/api/session');
    expect(answer.status).to.equal(200);
    expect(answer.json.user).to.include({ login: 'ann', name: 'Name of ann', department: null });
    expect(answer.json).to.deep.include({
      roles: ['clerk'],
      rights: ['report.run'],
      mustChange: false,
      preferences: {},
    });
    expect(answer.text).not.to.match(/hash|argon|secret|token/i);
    expect(answer.headers.get('cache-control')).to.equal('no-store');
  });

  it('sets a cookie that scripts cannot read, and keeps only its hash', async () => {
    const browser = site.browser();
    const answer = await browser.post('/api/session', { login: 'ann', password });
    const cookie = answer.headers.getSetCookie()[0]!;
    expect(cookie).to.match(/^sid=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const rows = await fixture.database.read('sys_session').select('id_hash');
    expect(rows.some((row: { id_hash: string }) => cookie.includes(row.id_hash))).to.equal(false);
  });

  it('answers the same to an unknown login and to a wrong password', async () => {
    const wrong = await site.browser().post('/api/session', { login: 'ann', password: 'not this one' });
    const unknown = await site.browser().post('/api/session', { login: 'nobody', password: 'not this one' });
    const bare = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
    expect(wrong.status).to.equal(401);
    expect(bare(unknown.text)).to.equal(bare(wrong.text));
    expect(unknown.status).to.equal(401);
  });

  it('begins a new session id at sign-in whatever cookie came along', async () => {
    const evil = 'e'.repeat(43);
    const browser = site.browser();
    browser.cookie = `sid=${evil}`;
    expect((await browser.get('/api/session')).status).to.equal(401);
    await browser.post('/api/session', { login: 'ann', password });
    expect(browser.cookie).not.to.contain(evil);
    expect((await site.browser().get('/api/session', { Cookie: `sid=${evil}` })).status).to.equal(401);
    expect((await site.browser().get(`/api/session?sid=${browser.cookie!.slice(4)}`)).status).to.equal(401);
  });

  it('ends the session that the browser came with when it signs in again', async () => {
    const browser = await site.signIn('ann');
    const old = browser.cookie!;
    await browser.post('/api/session', { login: 'ann', password });
    expect((await site.browser().get('/api/session', { Cookie: old })).status).to.equal(401);
    expect((await browser.get('/api/session')).status).to.equal(200);
  });

  it('signs out: the same cookie no longer works', async () => {
    const browser = await site.signIn('ann');
    const cookie = browser.cookie!;
    const answer = await browser.send('DELETE', '/api/session');
    expect(answer.status).to.equal(204);
    expect(browser.cookie).to.equal(undefined);
    expect((await site.browser().get('/api/session', { Cookie: cookie })).status).to.equal(401);
  });

  it('signs out everywhere when asked', async () => {
    const [a, b, other] = [await site.signIn('ann'), await site.signIn('ann'), await site.signIn('cy')];
    expect((await a.send('DELETE', '/api/session?all=true')).status).to.equal(204);
    expect((await b.get('/api/session')).status).to.equal(401);
    expect((await other.get('/api/session')).status).to.equal(200);
  });

  it('lets a first password do nothing but be changed', async () => {
    const browser = await site.signIn('first');
    const refused = await browser.get('/api/openapi.json');
    expect(refused.status).to.equal(403);
    expect(refused.json.error.code).to.equal('PASSWORD_CHANGE_REQUIRED');
    expect((await browser.get('/api/session')).json.mustChange).to.equal(true);
    const changed = await browser.send('PUT', '/api/session/password', { current: password, next });
    expect(changed.json.mustChange).to.equal(false);
    expect((await browser.get('/api/openapi.json')).status).to.equal(200);
    const again = await site.browser().post('/api/session', { login: 'first', password });
    expect(again.status).to.equal(401);
  });

  it('ends every other session when the password changes, and gives this one a new id', async () => {
    const a = await site.signIn('bo');
    const b = await site.signIn('bo');
    const old = a.cookie!;
    expect((await a.send('PUT', '/api/session/password', { current: password, next })).status).to.equal(200);
    expect((await b.get('/api/session')).status).to.equal(401);
    expect((await site.browser().get('/api/session', { Cookie: old })).status).to.equal(401);
    expect((await a.get('/api/session')).status).to.equal(200);
  });

  for (const [what, current, wanted, status, code] of [
    ['a wrong current password', 'not this one', next, 422, 'PASSWORD_WRONG'],
    ['a short one', password, 'short', 422, 'PASSWORD_WEAK'],
    ['a common one', password, 'password1234', 422, 'PASSWORD_WEAK'],
    ['the same one', password, password, 422, 'PASSWORD_UNCHANGED'],
  ] as const) {
    it(`refuses to change to ${what}`, async () => {
      const cy = await site.signIn('cy');
      const answer = await cy.send('PUT', '/api/session/password', { current, next: wanted });
      expect([answer.status, answer.json.error.code]).to.deep.equal([status, code]);
      expect((await cy.get('/api/session')).status).to.equal(200);
    });
  }

  it('ends after 12 hours without a request, and after 7 days in any case', async () => {
    const idle = await site.signIn('dee');
    clock.advance(12 * 3600 + 1);
    expect((await idle.get('/api/session')).status).to.equal(401);
    const busy = await site.signIn('dee');
    for (let hours = 0; hours < 7 * 24 - 1; hours += 11) {
      expect((await busy.get('/api/session')).status).to.equal(200);
      await waitUntilSeen(clock.now().toISOString());
      clock.advance(11 * 3600);
    }
    clock.advance(2 * 3600);
    expect((await busy.get('/api/session')).status).to.equal(401);
  });

  async function waitUntilSeen(at: string): Promise<void> {
    for (let i = 0; i < 200; i++) {
      const row = await fixture.database.read('sys_session').where('seen_at', at).first();
      if (row) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('The session was never marked as seen.');
  }

  it('reads roles with every request: a role taken away is gone at once', async () => {
    const eve = await site.signIn('eve');
    expect((await eve.get('/api/session')).json.rights).to.deep.equal(['report.run']);
    await fixture.database.write((t) =>
      t('sys_user_role').where('role', 'clerk').andWhere('user_id', idOf('eve')).delete(),
    );
    expect((await eve.get('/api/session')).json.rights).to.deep.equal([]);
  });

  const idOf = (login: string) => fixture.database.read('sys_account').select('user_id').where({ login });

  it('ends with the account, the person and the record that says they left', async () => {
    for (const [login, change] of [
      [
        'fay',
        (id: string) => fixture.database.write((t) => t('sys_account').where('user_id', id).update({ disabled: 1 })),
      ],
      ['gus', (id: string) => fixture.database.write((t) => t('d_user').where('id', id).update({ active: 0 }))],
      ['hal', (id: string) => fixture.database.write((t) => t('d_user').where('id', id).update({ deleted_at: clock.now().toISOString() }))], // prettier-ignore
    ] as const) {
      const browser = await site.signIn(login);
      await change(((await idOf(login)) as { user_id: string }[])[0]!.user_id);
      expect((await browser.get('/api/session')).status, login).to.equal(401);
    }
  });

  it('keeps preferences and answers in the language chosen', async () => {
    const ann = await site.signIn('ann');
    const put = await ann.send('PUT', '/api/session/preferences', { language: 'zh-CN', theme: 'dark' });
    expect(put.status).to.equal(200);
    const answer = await ann.get('/api/session');
    expect(answer.json.language).to.equal('zh-CN');
    expect(answer.json.preferences).to.deep.equal({ language: 'zh-CN', theme: 'dark' });
    const wrong = await ann.send('PUT', '/api/session/preferences', { theme: 'pink' });
    expect([wrong.status, wrong.json.error.path]).to.deep.equal([422, '/theme']);
  });

  it('follows a release that was published elsewhere', async () => {
    const ann = await site.signIn('ann');
    await site.publish([testRole('clerk', { rights: ['report.run', 'report.export'] })]);
    const answer = await ann.get('/api/session');
    expect(answer.json.rights).to.deep.equal(['report.run', 'report.export']);
    expect(answer.json.release).to.equal(2);
  });

  it('costs one statement per request, on MySQL none within a second', async () => {
    const ann = await site.signIn('ann');
    if (fixture.engine === 'mysql') await ann.get('/api/session');
    let statements = 0;
    const count = () => void statements++;
    fixture.database.read.on('query', count);
    await ann.get('/api/nothing-here');
    expect(statements).to.equal(0);
    await ann.get('/api/openapi.json');
    fixture.database.read.off('query', count);
    expect(statements).to.equal(fixture.engine === 'mysql' ? 0 : 1);
  });
});
