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

  it('writes down who changed what, without passwords', async () => {
    const rows = (await fixture.database.read('sys_event').where('type', 'account.changed')) as { data: string; user_id: string }[]; // prettier-ignore
    expect(rows.length).to.be.greaterThan(3);
    expect(rows.every((row) => row.user_id.length === 26)).to.equal(true);
    expect(rows.map((row) => row.data).join()).not.to.match(/([a-z2-9]{5}-){3}/);
  });
});
