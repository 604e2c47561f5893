/** Looking at the site as somebody else: their screens, nothing written, one way out, never more than one could give. */
import { expect } from 'chai';
import type { RoleDocument } from '../../metadata/schema/app.js';
import { eachDatabase } from '../helper/databases.js';
import type { Answer, Browser } from '../helper/http.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { dumpHash } from './hostile-site.js';

const codeOf = ({ status, json }: Answer): string => (json?.error ? `${status} ${json.error.code}` : String(status));

/** May grant, and holds no more than a salesperson. */
const granter: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSGRANT00001',
  name: 'rights_granter',
  schema: 1,
  grants: [
    { entity: 'customer', actions: { read: 'own' }, fields: { annual_revenue: 'hidden' } },
    { entity: 'user', actions: { read: 'all' } },
  ],
  rights: ['grant'],
};
/** Less than the granter. */
const reader: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSREADER0001',
  name: 'rights_reader',
  schema: 1,
  grants: [{ entity: 'customer', actions: { read: 'own' }, fields: { annual_revenue: 'hidden', phone: 'mask' } }],
};

eachDatabase('scenario/trust-view-as', (fixture) => {
  let site: RightsSite;
  let admin: Browser;
  let gil: Browser;
  let rea: string;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: [granter, reader] });
    admin = site.as.admin;
    await site.live.addUser({ login: 'gil', roles: ['rights_granter'] });
    rea = await site.live.addUser({ login: 'rea', roles: ['rights_reader'] });
    gil = await site.live.signIn('gil');
  });
  after(() => site.live.close());
  afterEach(() => admin.send('DELETE', '/api/session/view-as'));

  const view = (by: Browser, whose: object) => by.send('PUT', '/api/session/view-as', whose);

  it('shows what the person sees, byte for byte', async () => {
    expect((await view(admin, { user: site.users.ann })).json.viewAs).to.deep.include({
      user: { id: site.users.ann, name: 'Person ann' },
    });
    const paths = ['/api/records/customer?count=true', `/api/records/customer/${site.customers.ann}`, '/api/records/contact', '/api/documents'];
    for (const path of paths) {
      const [seen, theirs] = [await admin.get(path), await site.as.ann.get(path)];
      expect([seen.status, seen.text.replace(/"requestId":"[^"]*"/, '')]).to.deep.equal([theirs.status, theirs.text.replace(/"requestId":"[^"]*"/, '')]);
    }
    expect(codeOf(await admin.get(`/api/records/customer/${site.customers.bob}`))).to.equal('404 NOT_FOUND');
    const query = { entity: 'customer', select: [{ aggregate: 'count', as: 'n' }] };
    expect((await admin.post('/api/query', query)).json.rows, 'a POST that only reads').to.deep.equal((await site.as.ann.post('/api/query', query)).json.rows);
    const app = (await admin.get('/api/app')).json;
    expect(app.user.login).to.equal('ann');
    expect(app.viewAs.by.login, 'the banner has what it says').to.equal('admin');
  });

  it('writes nothing, whatever is asked', async () => {
    await view(admin, { user: site.users.ann });
    const before = await dumpHash(site.live.site.services.database);
    const passed: string[] = [];
    for (const route of site.live.site.routes) {
      if (route.method === 'GET' || route.right === 'public' || route.whileViewing) continue;
      const path = route.path.replaceAll(/:(id|n)\b/g, (_, name) => (name === 'n' ? '1' : site.customers.ann)).replaceAll(':entity', 'customer').replaceAll(':comment', site.customers.ann).replaceAll(':kind', 'dashboard').replaceAll(/:[a-z]+/g, 'x');
      const got = codeOf(await admin.send(route.method, `/api${path}`, {}));
      if (got !== '403 VIEW_AS') passed.push(`${route.method} ${route.path}: ${got}`);
    }
    expect(passed).to.deep.equal([]);
    expect(await dumpHash(site.live.site.services.database)).to.equal(before);
  });

  it('is left by one call, and both are security events of who did it', async () => {
    await view(admin, { role: 'marketing' });
    expect((await admin.get('/api/session')).json).to.deep.include({ roles: ['marketing'] });
    expect((await admin.send('DELETE', '/api/session/view-as')).status).to.equal(204);
    expect((await admin.get('/api/session')).json).to.not.have.property('viewAs');
    const events = (await site.live.site.services.database
      .read('sys_event').where('type', 'like', 'view-as%').orderBy('id', 'desc').limit(2).select('type', 'user_id', 'request_id')) as { type: string; user_id: string; request_id: string }[];
    expect(events.map(({ type, user_id }) => [type, user_id])).to.deep.equal([['view-as.left', site.users.admin], ['view-as.begun', site.users.admin]]);
    for (const event of events) expect(event.request_id).to.match(/^[0-9A-Z]{26}$/);
  });

  it('ends all sessions of the viewer, not of the viewed, when signing out everywhere', async () => {
    const second = await site.live.signIn('admin');
    await view(second, { user: site.users.ann });
    await second.send('DELETE', '/api/session?all=true');
    expect((await site.as.ann.get('/api/session')).status).to.equal(200);
    expect((await admin.get('/api/session')).status).to.equal(401);
    admin = await site.live.signIn('admin');
  });

  it('is refused beyond one’s own rights, to strangers and without the right', async () => {
    const outcomes = {
      'somebody with less': codeOf(await view(gil, { user: rea })),
      'while viewing': codeOf(await view(gil, { user: rea })),
      left: codeOf(await gil.send('DELETE', '/api/session/view-as')),
      'somebody with more': codeOf(await view(gil, { user: site.users.mia })),
      'a role with more': codeOf(await view(gil, { role: 'administrator' })),
      'nobody': codeOf(await view(admin, { user: site.customers.ann })),
      'no role': codeOf(await view(admin, { role: 'nobody' })),
      'without the right': codeOf(await view(site.as.mia, { user: site.users.ann })),
      both: codeOf(await view(admin, { user: site.users.ann, role: 'marketing' })),
    };
    expect(outcomes).to.deep.equal({
      'somebody with less': '200', 'while viewing': '403 VIEW_AS', left: '204', 'somebody with more': '403 BEYOND_OWN_RIGHTS',
      'a role with more': '403 BEYOND_OWN_RIGHTS', nobody: '422 UNKNOWN_USER', 'no role': '422 UNKNOWN_ROLE',
      'without the right': '403 RIGHT_MISSING', both: '400 UNKNOWN_FIELD',
    });
  });

  it('ends by itself when the viewer may no longer look, or the viewed is gone', async () => {
    await view(gil, { user: rea });
    expect((await gil.get('/api/session')).json.viewAs).to.be.an('object');
    const id = (await gil.get('/api/session')).json.viewAs.by.id as string;
    await admin.send('PATCH', `/api/users/${rea}`, { disabled: true });
    expect((await gil.get('/api/session')).json, 'the viewed is switched off').to.not.have.property('viewAs');
    await admin.send('PATCH', `/api/users/${rea}`, { disabled: false });
    await admin.send('PATCH', `/api/users/${id}`, { roles: ['rights_reader'] });
    const seen = (await gil.get('/api/session')).json;
    expect([seen.user.login, seen.viewAs], 'the right is gone').to.deep.equal(['gil', undefined]);
  });

  it('leaves one security event of each refusal', async () => {
    expect(site.live.refused.size).to.be.greaterThan(15);
    await site.live.refused.expectEvents(site.live);
  });
}); // prettier-ignore
