import { expect } from 'chai';
import { createSampleLogins, ensureFirstAdmin } from '../../../server/access/first-admin.js';
import { asSystem } from '../../../server/access/principals.js';
import type { Context } from '../../../server/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { addUserRecord, password, startSite, testRole, type Site } from '../../helper/http.js';

eachDatabase('access/first-admin', (fixture) => {
  let site: Site;
  let context: Context;
  before(async () => {
    site = await startSite({ database: fixture.database, documents: [testRole('clerk')] });
    context = asSystem(site.services, { current: () => site.release }, 'start');
  });
  beforeEach(() => fixture.database.write((transaction) => transaction('sys_account').delete()));
  after(() => site.close());

  const createUserRecord = async () => {
    const id = site.services.newId();
    await addUserRecord(fixture.database, { id, name: 'Administrator', login: id, at: '2026-11-21T08:00:00.000Z' });
    return id;
  };

  it('makes a password, which is good for changing it only', async () => {
    const admin = await ensureFirstAdmin(context, { password: undefined, createUserRecord });
    const browser = site.browser();
    const entered = await browser.post('/api/session', { login: 'admin', password: admin!.madePassword });
    expect(entered.json).to.include({ mustChange: true });
    expect((await browser.get('/api/users')).json.error.code).to.equal('PASSWORD_CHANGE_REQUIRED');
    await browser.send('PUT', '/api/session/password', { current: admin!.madePassword, next: password });
    expect((await browser.get('/api/users')).status).to.equal(200);
    const again = await site.browser().post('/api/session', { login: 'admin', password: admin!.madePassword });
    expect(again.status).to.equal(401);
  });

  it('lets a given password stand', async () => {
    const admin = await ensureFirstAdmin(context, { password, createUserRecord });
    expect(admin).to.deep.equal({ login: 'admin', password });
    const entered = await site.browser().post('/api/session', { login: 'admin', password });
    expect(entered.json).to.include({ mustChange: false });
    expect(entered.json.rights).to.include('grant');
  });

  it('happens once: a later start changes nothing, and of two at the same time one wins', async () => {
    const both = await Promise.all([1, 2].map(() => ensureFirstAdmin(context, { password, createUserRecord })));
    expect(both.filter((each) => each !== undefined)).to.have.length(1);
    expect(await ensureFirstAdmin(context, { password: 'another-good-password', createUserRecord })).to.equal(
      undefined,
    );
    expect((await site.browser().post('/api/session', { login: 'admin', password })).status).to.equal(200);
  });

  it('gives sample people logins, each once', async () => {
    const people = [{ userId: await createUserRecord(), login: 'ann.sales', roles: ['clerk'] }];
    expect(await createSampleLogins(context, people, password)).to.deep.equal(['ann.sales']);
    expect(await createSampleLogins(context, people, password)).to.deep.equal([]);
    const entered = await site.browser().post('/api/session', { login: 'ann.sales', password });
    expect(entered.json).to.deep.include({ roles: ['clerk'], mustChange: false });
  });
});
