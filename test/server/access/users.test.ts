import { expect } from 'chai';
import { eachDatabase } from '../../helper/databases.js';
import { addUserRecord, password, startSite, testRole, type Browser, type Site } from '../../helper/http.js';

eachDatabase('access/users', (fixture) => {
  let site: Site;
  let admin: Browser;
  let clerkAdmin: Browser;
  const ids = new Map<string, string>();
  before(async () => {
    site = await startSite({
      database: fixture.database,
      recheckMs: 50,
      documents: [
        testRole('clerk', { rights: ['report.run'] }),
        testRole('helpdesk', { rights: ['users'] }),
        testRole('team_lead', { rights: ['users', 'grant', 'report.run'] }),
      ],
    });
    for (const [login, role] of [
      ['root', 'administrator'],
      ['lead', 'team_lead'],
      ['help', 'helpdesk'],
      ['ann', 'clerk'],
      ['bo', 'clerk'],
    ] as const) {
      ids.set(login, await site.addUser(login, [role]));
    }
    admin = await site.signIn('root');
    clerkAdmin = await site.signIn('lead');
  });
  after(() => site.close());

  const patch = (browser: Browser, login: string, body: object) =>
    browser.send('PATCH', `/api/users/${ids.get(login)}`, body);
  async function newPerson(name: string): Promise<string> {
    const id = site.services.newId();
    await addUserRecord(fixture.database, { id, name, login: name, at: '2026-11-21T08:00:00.000Z' });
    ids.set(name, id);
    return id;
  }

  it('lists accounts with roles and no hash', async () => {
    const answer = await admin.get('/api/users?limit=2&offset=1');
    expect(answer.json.total).to.equal(5);
    expect(answer.json.rows.map((row: { login: string }) => row.login)).to.deep.equal(['bo', 'help']);
    expect(answer.json.rows[0]).to.deep.include({ name: 'Name of bo', roles: ['clerk'], disabled: false });
    expect(answer.text).not.to.match(/argon|hash/);
  });

  it('makes a login with a password that is told once and must be changed', async () => {
    const user = await newPerson('carla');
    const answer = await admin.post('/api/users', { user, login: 'carla', roles: ['clerk'] });
    expect(answer.status).to.equal(201);
    expect(answer.json.password).to.match(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    const carla = site.browser();
    const entered = await carla.post('/api/session', { login: 'carla', password: answer.json.password });
    expect(entered.json.mustChange).to.equal(true);
    expect((await admin.get('/api/users')).text).not.to.contain(answer.json.password);
  });

  it('refuses a login twice, a person twice, and a person who is none', async () => {
    const user = await newPerson('dora');
    const codes: unknown[] = [];
    for (const body of [
      { user, login: 'ann' },
      { user: ids.get('ann'), login: 'ann2' },
      { user: '01KAJ0QX00T2N8C9SEPKXKVMCP', login: 'ghost' },
      { user, login: 'dora', password: 'dora' },
      { user, login: 'dora', roles: ['nobody_has_it'] },
    ]) {
      const answer = await admin.post('/api/users', body);
      codes.push([answer.status, answer.json.error.code]);
    }
    expect(codes).to.deep.equal([
      [409, 'LOGIN_TAKEN'], [409, 'ACCOUNT_EXISTS'], [422, 'UNKNOWN_USER'], [422, 'PASSWORD_WEAK'], [422, 'UNKNOWN_ROLE'],
    ]); // prettier-ignore
    expect(await fixture.database.read('sys_account').where('user_id', user).first()).to.equal(undefined);
  });

  it('keeps people without the right out', async () => {
    const ann = await site.signIn('ann');
    expect((await ann.get('/api/users')).status).to.equal(403);
    expect((await patch(ann, 'ann', { roles: ['administrator'] })).status).to.equal(403);
  });

  it('gives roles only with the right to grant, and only what one holds oneself', async () => {
    const help = await site.signIn('help');
    expect((await patch(help, 'bo', { roles: ['clerk', 'helpdesk'] })).json.error.code).to.equal('BEYOND_OWN_RIGHTS');
    expect((await patch(clerkAdmin, 'bo', { roles: ['administrator'] })).json.error.code).to.equal('BEYOND_OWN_RIGHTS');
    expect((await patch(clerkAdmin, 'lead', { roles: ['team_lead', 'administrator'] })).status).to.equal(403);
    expect((await patch(clerkAdmin, 'bo', { roles: ['clerk', 'helpdesk'] })).status).to.equal(200);
    const user = await newPerson('emma');
    expect((await help.post('/api/users', { user, login: 'emma', roles: ['helpdesk'] })).json.error.code).to.equal('RIGHT_MISSING'); // prettier-ignore
  });

  it('touches no account that may do more than one may oneself', async () => {
    for (const change of [{ resetPassword: true }, { disabled: true }, { login: 'toor' }, { roles: [] }]) {
      expect((await patch(clerkAdmin, 'root', change)).json.error.code).to.equal('BEYOND_OWN_RIGHTS');
    }
    expect((await site.browser().post('/api/session', { login: 'root', password })).status).to.equal(200);
  });

  it('ends sessions when an account is switched off or its password is reset', async () => {
    const ann = await site.signIn('ann');
    expect((await patch(admin, 'ann', { disabled: true })).status).to.equal(200);
    expect((await ann.get('/api/session')).status).to.equal(401);
    expect((await site.browser().post('/api/session', { login: 'ann', password })).status).to.equal(401);
    await patch(admin, 'ann', { disabled: false });
    const again = await site.signIn('ann');
    const reset = await patch(admin, 'ann', { resetPassword: true });
    expect((await again.get('/api/session')).status).to.equal(401);
    expect((await site.browser().post('/api/session', { login: 'ann', password })).status).to.equal(401);
    const entered = await site.browser().post('/api/session', { login: 'ann', password: reset.json.password });
    expect(entered.json.mustChange).to.equal(true);
  });

  it('changes rights of open sessions at once, and the rights epoch with them', async () => {
    const bo = await site.signIn('bo');
    const before = await fixture.database.read('sys_setting').where('name', 'rights_epoch').first();
    expect((await patch(admin, 'bo', { roles: ['team_lead'] })).status).to.equal(200);
    expect((await bo.get('/api/session')).json.rights).to.include('grant');
    const after = await fixture.database.read('sys_setting').where('name', 'rights_epoch').first();
    expect(after.value).not.to.equal(before.value);
  });

  it('keeps the last administrator', async () => {
    expect((await patch(admin, 'root', { roles: ['clerk'] })).json.error.code).to.equal('LAST_ADMINISTRATOR');
    expect((await patch(admin, 'root', { disabled: true })).json.error.code).to.equal('OWN_ACCOUNT');
    expect((await admin.get('/api/session')).json.roles).to.deep.equal(['administrator']);
  });

  it('makes person and login together or not at all, and finds them by name, state and role', async () => {
    const before = await fixture.database.read('d_user').count({ n: '*' }).first();
    const body = { person: { name: 'Zoë Zimmer', language: 'es' }, login: 'zoe', roles: ['clerk'] };
    const refused: unknown[] = [];
    for (const [browser, wrong] of [
      [admin, { ...body, login: 'ann' }],
      [admin, { ...body, person: {} }],
      [admin, { ...body, person: { name: 'Z', login: 'other' } }],
      [admin, { ...body, user: ids.get('ann') }],
      [admin, { login: 'zoe' }],
      [admin, { ...body, roles: ['none'] }],
      [clerkAdmin, { ...body, roles: ['administrator'] }],
      [clerkAdmin, body],
    ] as const) {
      const { status, json } = await browser.post('/api/users', wrong);
      refused.push(`${status} ${json.error.code} ${json.error.path ?? ''}`.trim());
    }
    expect(refused).to.deep.equal([
      '409 LOGIN_TAKEN /login', '422 REQUIRED /person/name', '422 LOGIN_APART /person/login', '422 PERSON_UNCLEAR /person',
      '422 PERSON_UNCLEAR /person', '422 UNKNOWN_ROLE /roles', '403 BEYOND_OWN_RIGHTS /roles', '404 NOT_FOUND',
    ]); // prettier-ignore
    expect(await fixture.database.read('d_user').count({ n: '*' }).first()).to.deep.equal(before);
    const made = await admin.post('/api/users', body);
    expect(made.status, made.text).to.equal(201);
    const zoe = await site.browser().post('/api/session', { login: 'zoe', password: made.json.password });
    expect(zoe.json).to.deep.include({ language: 'es', roles: ['clerk'], mustChange: true });
    for (const find of ['find=zoe', 'find=ZIMM', 'find=zim&state=active&role=clerk']) {
      const { rows, total } = (await admin.get(`/api/users?${find}`)).json;
      expect([rows.map((row: { login: string }) => row.login), total], find).to.deep.equal([['zoe'], 1]);
      expect(rows[0]).to.deep.include({ state: 'active', sessions: 1, mayChange: true });
      expect(rows[0].lastSignIn).to.match(/^20\d\d-/);
    }
    for (const none of ['find=%25', 'find=zoe&state=locked', 'find=zoe&role=helpdesk']) {
      expect((await admin.get(`/api/users?${none}`)).json.rows, none).to.deep.equal([]);
    }
    const values = { name: 'Zoë Ziegler' };
    const changed = await admin.send('PATCH', `/api/users/${made.json.id}`, { person: { version: 1, values }, login: 'zoe.z' }); // prettier-ignore
    expect(changed.status, changed.text).to.equal(200);
    expect((await admin.get('/api/users?find=ziegler')).json.rows[0].login).to.equal('zoe.z');
  });

  it('tells which roles one may give, and whom one may change', async () => {
    const { roles, rows } = (await clerkAdmin.get('/api/users')).json;
    const given = (name: string) => roles.find((role: { name: string }) => role.name === name).mayGive;
    expect(['clerk', 'helpdesk', 'team_lead', 'administrator'].map(given)).to.deep.equal([true, true, true, false]);
    const may = (login: string) => rows.find((row: { login: string }) => row.login === login).mayChange;
    expect([may('root'), may('help')]).to.deep.equal([false, true]);
  });

  it('unlocks an account that was guessed at, also for the address of the guesses', async () => {
    const enter = (word: string) => site.browser().post('/api/session', { login: 'help', password: word });
    for (let i = 0; i < 10; i++) await enter('wrong');
    expect((await enter(password)).status).to.equal(429);
    expect((await admin.get('/api/users?state=locked')).json.rows[0].login).to.equal('help');
    expect((await patch(admin, 'help', { unlock: true })).status).to.equal(200);
    expect((await enter(password)).status).to.equal(200);
  });

  it('throws somebody out: every session and event stream ends, the account stays', async () => {
    const [one, two] = [await site.signIn('help'), await site.signIn('help')];
    const stream = await fetch(`${site.address}/api/events`, { headers: { Cookie: two.cookie! } });
    expect((await patch(admin, 'help', { endSessions: true })).status).to.equal(200);
    for (const browser of [one, two]) expect((await browser.get('/api/session')).status).to.equal(401);
    expect(await stream.text(), 'the stream to its end').to.contain('"state":"ended"');
    expect((await (await site.signIn('help')).get('/api/session')).status).to.equal(200);
  });

  it("shows one's own sessions and ends the others, nobody else's", async () => {
    const [one, two, three] = [await site.signIn('help'), await site.signIn('help'), await site.signIn('help')];
    const all = (await one.get('/api/session/all')).json.sessions as { id: string; current: boolean }[];
    expect(all.filter((each) => each.current)).to.have.length(1);
    const own = all.find((each) => each.current)!.id;
    const foreign = (await admin.get('/api/session/all')).json.sessions[0].id;
    for (const id of [own, foreign]) {
      expect((await one.send('DELETE', `/api/session/others?id=${id}`)).status).to.equal(404);
    }
    const twos = (await two.get('/api/session/all')).json.sessions.find(
      (each: { current: boolean }) => each.current,
    ).id;
    expect((await one.send('DELETE', `/api/session/others?id=${twos}`)).status).to.equal(204);
    expect([(await two.get('/api/session')).status, (await three.get('/api/session')).status]).to.deep.equal([
      401, 200,
    ]);
    expect((await one.send('DELETE', '/api/session/others')).status).to.equal(204);
    expect([(await three.get('/api/session')).status, (await one.get('/api/session')).status]).to.deep.equal([
      401, 200,
    ]);
    expect((await admin.get('/api/session')).status).to.equal(200);
  });

  it('counts only administrators who can sign in', async () => {
    ids.set('second', await site.addUser('second', ['administrator']));
    const second = await site.signIn('second');
    const both = await Promise.all([patch(admin, 'second', { roles: [] }), patch(second, 'root', { roles: [] })]);
    const [good, bad] = both[0].status === 200 ? both : [both[1], both[0]];
    expect([good.status, bad.status >= 400], 'each takes the other away').to.deep.equal([200, true]);
    const left = both[0].status === 200 ? admin : second;
    await patch(left, both[0].status === 200 ? 'second' : 'root', { roles: ['administrator'] });
    await fixture.database.write((transaction) =>
      transaction('d_user').where('id', ids.get('root')).update({ active: 0 }),
    );
    expect((await patch(second, 'second', { roles: ['clerk'] })).json.error.code).to.equal('LAST_ADMINISTRATOR');
    await fixture.database.write((transaction) =>
      transaction('d_user').where('id', ids.get('root')).update({ active: 1 }),
    );
    expect((await patch(admin, 'second', { disabled: true })).status).to.equal(200);
    expect((await admin.get('/api/users?find=second')).json.rows[0].state).to.equal('disabled');
  });

  it('writes down who changed what, without passwords', async () => {
    const rows = (await fixture.database.read('sys_event').where('type', 'account.changed')) as { data: string; user_id: string }[]; // prettier-ignore
    expect(rows.length).to.be.greaterThan(3);
    expect(rows.every((row) => row.user_id.length === 26)).to.equal(true);
    expect(rows.map((row) => row.data).join()).not.to.match(/([a-z2-9]{5}-){3}/);
  });
});
