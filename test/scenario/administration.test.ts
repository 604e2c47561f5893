/**
 * What administrators rely on, over HTTP and on both engines: the last of them is kept whichever way a person is written,
 * and the log tells what was done, to whom it may be told.
 */
import { expect } from 'chai';
import type { LogEntry, LogPage } from '../../metadata/access/log-entry.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import { writeMany } from '../../server/records/bulk.js';
import { eachDatabase } from '../helper/databases.js';
import { becomes } from '../helper/eventually.js';
import type { Answer, Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const role = (n: number, name: string, more: Partial<RoleDocument>): RoleDocument => ({
  kind: 'role', id: `01KAJ0QX00R1GHTSADM1N0000${n}`, name, schema: 1, grants: [], ...more,
}); // prettier-ignore
const seen = ['order', 'order_line', 'region', 'product', 'user', 'department'].map((entity) => ({
  entity,
  actions: { read: 'all' } as const,
}));
const roles = [
  role(1, 'office_logins', { rights: ['users'] }),
  role(2, 'office_people', {
    grants: [{ entity: 'user', actions: { read: 'all', create: true, update: 'all', delete: 'all', bulk: true } }],
  }),
  role(3, 'office_sales', {
    grants: [...seen, { entity: 'customer', actions: { create: true, read: 'all', update: 'all', delete: 'all', export: true, print: true, bulk: true } }],
    rights: ['report.run', 'report.export'],
  }),
]; // prettier-ignore

eachDatabase('scenario/administration', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  const ids: Record<string, string> = {};
  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [{ id: 'office', documents: roles }] });
    const add = async (login: string, given: string) => (ids[login] = await live.addUser({ login, roles: [given] }));
    for (const { name } of roles) await add(name, name);
    const account = await live.site.services.database.read('sys_account').where({ login: 'admin' }).first('user_id');
    ids['admin'] = String(account.user_id);
    admin = await live.signIn('admin');
  });
  after(() => live?.close());

  const versionOf = async (id: string): Promise<string> =>
    `"${(await admin.get(`/api/records/user/${id}`)).json.version}"`;

  describe('the last who may do everything', () => {
    let people: Browser;
    before(async () => (people = await live.signIn('office_people')));
    const code = ({ status, json }: Answer): string => `${status} ${json?.error?.code ?? ''}`;
    const isThere = async (): Promise<void> =>
      expect((await admin.get('/api/session')).status).to.equal(200) && undefined;

    it('is neither marked as having left nor deleted, by one record or among many', async () => {
      const path = `/api/records/user/${ids['admin']}`;
      for (const by of [people, admin]) {
        const match = { 'If-Match': await versionOf(ids['admin']!) };
        const left = await by.send('PATCH', path, { active: false }, match);
        expect(code(left)).to.equal('409 LAST_ADMINISTRATOR');
        expect(left.json.error.path).to.equal('/active');
        expect(code(await by.send('DELETE', path, undefined, match))).to.equal('409 LAST_ADMINISTRATOR');
        await isThere();
      }
      const both = [ids['admin']!, ids['office_sales']!];
      for (const body of [
        { action: 'update', ids: both, values: { active: false } },
        { action: 'edit', rows: both.map((id) => ({ id, values: { active: false } })) },
        { action: 'delete', ids: both },
      ]) {
        const many = await people.post('/api/records/user/bulk', body);
        expect(many.status, many.text).to.equal(200);
        expect(many.json.changed, 'the other goes').to.equal(1);
        const [failed, ...more] = many.json.failed as { id: string; problems: { code: string }[] }[];
        expect([failed!.id, failed!.problems[0]!.code, more.length]).to.deep.equal([
          ids['admin'],
          'LAST_ADMINISTRATOR',
          0,
        ]);
        expect((await people.post(`/api/batches/${many.json.batch}/undo`)).status).to.equal(200);
        await isThere();
      }
      const rows = [{ update: ids['admin']!, body: { active: false } }];
      const imported = await writeMany(live.site.system('import'), 'user', rows, {});
      expect(imported.failed.map(({ problems }) => problems[0]!.code)).to.deep.equal(['LAST_ADMINISTRATOR']);
      await isThere();
    });

    it('may go when there is another who can sign in, and only then', async () => {
      ids['second'] = await live.addUser({ login: 'second', roles: ['administrator'] });
      const path = `/api/records/user/${ids['second']}`;
      const leave = async (active: boolean) =>
        people.send('PATCH', path, { active }, { 'If-Match': await versionOf(ids['second']!) });
      expect(code(await leave(false))).to.equal('200 ');
      const first = { 'If-Match': await versionOf(ids['admin']!) };
      const refused = await people.send('PATCH', `/api/records/user/${ids['admin']}`, { active: false }, first);
      expect(code(refused), 'the second has left').to.equal('409 LAST_ADMINISTRATOR');
      expect(code(await leave(true))).to.equal('200 ');
      const rename = await people.send('PATCH', `/api/records/user/${ids['admin']}`, { name: 'Chief' }, first);
      expect(code(rename)).to.equal('200 ');
      // Two who take each other away at once: one stays.
      const both = await Promise.all(
        ['admin', 'second'].map(async (login) => {
          const match = { 'If-Match': await versionOf(ids[login]!) };
          return () => people.send('PATCH', `/api/records/user/${ids[login]}`, { active: false }, match);
        }),
      );
      const answers = (await Promise.all(both.map((go) => go()))).map(code);
      expect([...answers].sort()).to.deep.equal(['200 ', '409 LAST_ADMINISTRATOR']);
      const gone = answers[0] === '200 ' ? 'admin' : 'second';
      const { database } = live.site.services;
      await database.write((transaction) => transaction('d_user').where('id', ids[gone]).update({ active: 1 }));
      admin = await live.signIn('admin');
    });
  });

  describe('the log', () => {
    let customer = '';
    let keeper: Browser;
    before(async () => {
      const seller = await live.signIn('office_sales');
      const made = ['Log One', 'Log Two'].map((name) => seller.post('/api/records/customer', { name }));
      const customers = (await Promise.all(made)).map(({ json }) => json.id as string);
      customer = customers[0]!;
      const filter = { field: 'name', op: 'contains', value: 'Log' };
      const list = { format: 'csv', columns: [{ path: 'name' }, { path: 'annual_revenue' }], filter };
      const done = [
        await seller.post('/api/records/customer/export', list),
        await seller.post(`/api/records/customer/${customer}/print`),
        await seller.post('/api/reports/sales_by_region/export', { format: 'xlsx' }),
        await seller.post('/api/dashboards/sales_overview/export', { format: 'csv', widget: 'c_customers' }),
        await seller.post('/api/records/customer/bulk', { action: 'update', ids: customers, values: { city: 'Here' } }),
        await admin.send('PATCH', `/api/users/${ids['office_sales']}`, { roles: ['office_sales', 'office_people'] }),
      ];
      for (const answer of done) expect(answer.status, answer.text).to.equal(200);
      expect((await seller.get('/api/users')).status).to.equal(403);
      keeper = await live.signIn('office_logins');
      // The refusal is written behind its answer.
      await becomes(async () => (await ask(admin, 'kind=refusal')).rows.length > 0, true);
    });

    const ask = async (by: Browser, query = ''): Promise<LogPage> => {
      const answer = await by.get(`/api/log?${query}`);
      expect(answer.status, answer.text).to.equal(200);
      return answer.json as LogPage;
    };
    const find = async (by: Browser, type: string): Promise<LogEntry> =>
      (await ask(by, 'limit=200')).rows.find((row) => row.type === type)!;

    it('tells who did what, when and from where', async () => {
      const sales = { id: ids['office_sales'], login: 'office_sales', name: 'Name of office_sales' };
      const changed = await find(admin, 'account.changed');
      expect(changed).to.deep.include({
        about: sales,
        data: { account: sales.id, roles: ['office_sales', 'office_people'] },
      });
      expect(changed.person!.login).to.equal('admin');
      for (const type of [
        'report.exported',
        'dashboard.exported',
        'records.exported',
        'records.printed',
        'records.bulk',
        'refused',
      ]) {
        const entry = await find(admin, type);
        expect(entry, type).to.deep.include({ person: sales });
        expect([entry.address, entry.requestId, Number.isNaN(Date.parse(entry.at))], type).to.satisfy(
          ([address, request, isNone]: unknown[]) =>
            /127\.0\.0\.1/.test(String(address)) && String(request).length > 5 && !isNone,
        );
      }
      expect((await find(admin, 'records.bulk')).data).to.deep.include({
        entity: 'customer',
        action: 'update',
        count: 2,
      });
      expect((await find(admin, 'dashboard.exported')).data).to.deep.equal({
        dashboard: 'sales_overview',
        widget: 'c_customers',
        format: 'csv',
      });
      expect((await find(admin, 'refused')).data).to.deep.include({ code: 'RIGHT_MISSING', route: '/users' });
    });

    it('tells of records only what its reader may see of them, and finds nothing by the rest', async () => {
      const full = await find(admin, 'records.exported');
      expect(full.data)
        .to.deep.include({ columns: ['name', 'annual_revenue'] })
        .and.not.have.property('withheld');
      const part = await find(keeper, 'records.exported');
      expect(part).to.deep.include({ withheld: true, data: { entity: 'customer', format: 'csv' } });
      expect((await find(keeper, 'records.printed')).data).to.deep.equal({ entity: 'customer' });
      const whole = await keeper.get('/api/log?limit=200');
      expect(whole.text).to.not.include('annual_revenue').and.not.include(customer).and.not.include('contains');
      for (const text of ['annual_revenue', 'contains', customer]) {
        for (const by of [keeper, admin]) expect((await ask(by, `find=${text}`)).rows, text).to.deep.equal([]);
      }
    });

    it('is found by person, kind, days and text', async () => {
      const types = async (query: string) =>
        [...new Set((await ask(admin, `limit=200&${query}`)).rows.map(({ type }) => type))].sort();
      expect(await types('kind=file')).to.deep.equal([
        'dashboard.exported',
        'records.exported',
        'records.printed',
        'report.exported',
      ]);
      expect(await types('kind=rights')).to.deep.equal(['account.changed', 'account.created']);
      expect(await types('kind=bulk')).to.deep.equal(['records.bulk']);
      expect(await types(`kind=account&person=${ids['office_sales']}`), 'to whom it was done').to.deep.equal([
        'account.changed',
        'account.created',
      ]);
      expect(await types('find=office_sales&kind=signIn')).to.deep.equal(['login']);
      expect(await types('find=NAME of office_SALES&kind=file')).to.have.length(4);
      expect(await types('find=right_miss')).to.deep.equal(['refused']);
      expect(await types('find=100%25')).to.deep.equal([]);
      const { requestId } = await find(admin, 'report.exported');
      expect(await types(`find=${requestId}`)).to.deep.equal(['report.exported']);
      const today = new Date().toISOString().slice(0, 10);
      expect(await types(`from=${today}&to=${today}&kind=bulk`)).to.deep.equal(['records.bulk']);
      expect(await types('to=2020-01-01')).to.deep.equal([]);
      expect(await types('from=2999-01-01')).to.deep.equal([]);
    });

    it('goes page by page through all of it, once each, while more is written', async () => {
      const all = (await ask(admin, 'limit=200')).rows.map(({ id }) => id);
      const seen: string[] = [];
      for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
        const page = await ask(admin, `limit=3${next === undefined ? '' : `&after=${encodeURIComponent(next)}`}`);
        seen.push(...page.rows.map(({ id }) => id));
        next = page.next;
        if (isFirst) await live.signIn('office_logins');
      }
      expect(seen).to.deep.equal(all);
      for (const [query, code] of [
        ['after=soon', 'CURSOR_INVALID'],
        ['from=2026-02-30', 'BAD_DAY'],
        ['kind=all', ''],
        ['person=me', ''],
        ['nothing=1', 'UNKNOWN_PARAMETER'],
      ] as const) {
        const refused = await admin.get(`/api/log?${query}`);
        expect([refused.status, code === '' || refused.json.error.code === code], refused.text).to.deep.equal([
          400,
          true,
        ]);
      }
    });

    it('leaves as a file by the same conditions and rights, and says so itself', async () => {
      const file = await keeper.post('/api/log/export', { format: 'csv', kind: 'file' });
      expect(file.status, file.text).to.equal(200);
      expect(file.headers.get('content-type')).to.include('text/csv');
      const lines = file.text.trim().split('\r\n');
      expect(lines[0]).to.include('Time (UTC),Event,Login');
      expect(lines).to.have.length(5);
      expect(file.text)
        .to.include('records.exported,office_sales')
        .and.not.include('annual_revenue')
        .and.not.include(customer);
      const told = await find(admin, 'log.exported');
      expect([told.person!.login, told.data]).to.deep.equal(['office_logins', { format: 'csv', kind: 'file' }]);
    });

    it('is there for who keeps logins, and for nobody else', async () => {
      for (const login of ['office_people', 'office_sales']) {
        const other = await live.signIn(login);
        expect((await other.get('/api/log')).status).to.equal(403);
        expect((await other.post('/api/log/export', { format: 'csv' })).status).to.equal(403);
      }
    });
  });
});
