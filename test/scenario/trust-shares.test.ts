/** Records shared by hand, over HTTP on both engines: who sees what from when until when, and what a share never gives. */
import { expect } from 'chai';
import { becomes, eventually } from '../helper/eventually.js';
import { eachDatabase } from '../helper/databases.js';
import type { Answer, Browser } from '../helper/http.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { dumpHash } from './hostile-site.js';

const nowhere = '01KAJ0QX00T2N8C9SEPKXKVMCP';
const codeOf = ({ status, json }: Answer): string => (json?.error ? `${status} ${json.error.code}` : String(status));
/** An answer without what differs from request to request. */
const bare = ({ status, text }: Answer): string => `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`;

eachDatabase('scenario/trust-shares', (fixture) => {
  let site: RightsSite;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl() });
  });
  after(() => site.live.close());

  const path = (entity: string, id: string, rest = '') => `/api/records/${entity}/${id}${rest}`;
  const put = (by: Browser, id: string, body: unknown, entity = 'customer') =>
    by.send('PUT', path(entity, id, '/shares'), body);
  const namesOf = async (by: Browser, entity: string): Promise<readonly string[]> => {
    const answer = await by.get(`/api/records/${entity}?fields=id&limit=200`);
    return (answer.json.rows as { id: string }[]).map(({ id }) => id);
  };
  const clear = async (by: Browser, id: string, entity = 'customer'): Promise<void> => {
    const { json } = await by.get(path(entity, id, '/shares'));
    for (const share of json.shares as { id: string }[])
      await by.send('DELETE', path(entity, id, `/shares?share=${share.id}`));
  };

  it('shows a shared record with its parts, until it is taken back', async () => {
    const { ann, bob } = site.as;
    const { customers, contacts, users } = site;
    expect(codeOf(await bob.get(path('customer', customers.ann)))).to.equal('404 NOT_FOUND');

    const shared = await put(ann, customers.ann, { to: { user: users.bob }, level: 'read' });
    expect(shared.status, shared.text).to.equal(200);
    expect(shared.json.shares).to.have.length(1);
    expect(shared.json.shares[0]).to.deep.include({
      kind: 'user', to: { id: users.bob, label: 'Person bob' }, level: 'read', until: null,
      by: { id: users.ann, label: 'Person ann' },
    }); // prettier-ignore
    expect((await bob.get(path('customer', customers.ann))).json).to.include({ name: 'Customer of ann' });
    expect(await namesOf(bob, 'customer')).to.have.members([customers.bob, customers.ann]);
    expect(await namesOf(bob, 'contact'), 'parts follow the whole').to.include(contacts.ann);
    expect(await namesOf(bob, 'order'), 'what has an owner of its own does not').to.not.include(site.orders.ann);
    const found = await bob.get(`/api/records/customer?filter=${encodeURIComponent('{"shared":"read"}')}`);
    expect(found.json.rows.map((row: { id: string }) => row.id)).to.deep.equal([customers.ann]);

    // Reading is not changing, nor giving on.
    const patch = await bob.send('PATCH', path('customer', customers.ann), { city: 'X' }, { 'If-Match': '"1"' });
    expect(codeOf(patch)).to.equal('403 ACTION_NOT_ALLOWED');
    expect(codeOf(await put(bob, customers.ann, { to: { user: users.cyn }, level: 'read' }))).to.equal(
      '403 ACTION_NOT_ALLOWED',
    );
    expect(codeOf(await bob.get(path('customer', customers.ann, '/shares')))).to.equal('403 ACTION_NOT_ALLOWED');

    // He is told, for as long as he may see it.
    const told = async () => {
      const { rows } = (await bob.get('/api/notices')).json as { rows: { kind: string; record?: { id: string } }[] };
      return rows.flatMap(({ kind, record }) => (kind === 'shared' ? [record?.id] : []));
    };
    await becomes(told, [customers.ann], 10_000);
    await clear(ann, customers.ann);
    expect(await told()).to.deep.equal([]);
    expect(bare(await bob.get(path('customer', customers.ann)))).to.equal(bare(await bob.get(path('customer', nowhere))));
    expect(await namesOf(bob, 'contact')).to.not.include(contacts.ann);
  }); // prettier-ignore

  it('lets change what was shared to change, and its parts, but never delete', async () => {
    const { ann, bob } = site.as;
    const { customers, contacts, users } = site;
    await put(ann, customers.ann, { to: { user: users.bob }, level: 'update' });
    const { json: before } = await bob.get(path('customer', customers.ann));
    const match = { 'If-Match': `"${before.version}"` };
    const changed = await bob.send('PATCH', path('customer', customers.ann), { city: 'Berlin' }, match);
    expect(changed.status, changed.text).to.equal(200);
    const part = await bob.send('PATCH', path('contact', contacts.ann), { title: 'CEO' }, { 'If-Match': '"1"' });
    expect(part.status, part.text).to.equal(200);
    const gone = await bob.send('DELETE', path('customer', customers.ann), undefined, { 'If-Match': `"${before.version + 1}"` }); // prettier-ignore
    expect(codeOf(gone)).to.equal('403 ACTION_NOT_ALLOWED');
    await clear(ann, customers.ann);
  });

  it('reaches roles and departments, with those below where it says so', async () => {
    const { mia, ann, bob, cyn } = site.as;
    const { customers, departments } = site;
    const id = customers.cyn;
    await put(mia, id, { to: { department: departments.north }, level: 'read' });
    expect([(await ann.get(path('customer', id))).status, (await bob.get(path('customer', id))).status]).to.deep.equal([200, 200]); // prettier-ignore
    await clear(mia, id);
    await put(mia, id, { to: { department: departments.sales }, level: 'read' });
    expect((await ann.get(path('customer', id))).status, 'the department alone').to.equal(404);
    await put(mia, id, { to: { department: departments.sales, below: true }, level: 'read' });
    expect((await ann.get(path('customer', id))).status, 'and those below').to.equal(200);
    await clear(mia, id);
    await put(mia, customers.ann, { to: { role: 'salesperson' }, level: 'read' });
    expect((await cyn.get(path('customer', customers.ann))).status).to.equal(200);
    await clear(mia, customers.ann);
  });

  it('gives nothing to somebody whose roles do not let them see such records', async () => {
    const { ann, dan } = site.as;
    await put(ann, site.customers.ann, { to: { user: site.users.dan }, level: 'update' });
    expect(codeOf(await dan.get(path('customer', site.customers.ann)))).to.equal('404 NOT_FOUND');
    expect(codeOf(await dan.get('/api/records/customer'))).to.equal('404 NOT_FOUND');
    await clear(ann, site.customers.ann);
  });

  it('shows the fields that the receiver’s own role shows, and no others', async () => {
    const { ann, desk } = site.as;
    await put(ann, site.customers.ann, { to: { user: site.users.desk }, level: 'read' });
    const { json } = await desk.get(path('customer', site.customers.ann));
    expect(json).to.not.have.property('annual_revenue');
    expect(json.phone).to.equal('•••');
    await clear(ann, site.customers.ann);
  });

  it('ends with its day', async () => {
    const { ann, bob } = site.as;
    const id = site.customers.ann;
    expect(codeOf(await put(ann, id, { to: { user: site.users.bob }, level: 'read', until: '2020-01-01' }))).to.equal('422 UNTIL_PAST'); // prettier-ignore
    expect(codeOf(await put(ann, id, { to: { user: site.users.bob }, level: 'read', until: '2031-02-30' }))).to.equal('422 INVALID_VALUE'); // prettier-ignore
    await put(ann, id, { to: { user: site.users.bob }, level: 'read', until: '2999-12-31' });
    expect((await bob.get(path('customer', id))).status).to.equal(200);
    await site.live.site.services.database.write((transaction) =>
      transaction('sys_share').where('record_id', id).update({ until: '2020-01-01' }),
    );
    expect((await bob.get(path('customer', id))).status).to.equal(404);
    await clear(ann, id);
  });

  it('is refused, with nothing written, to who may not share or shares more than they hold', async () => {
    const { ann, bob, mia, max } = site.as;
    const { customers, users } = site;
    const to = { user: users.bob };
    const cases: readonly [string, () => Promise<Answer>, string][] = [
      ['another person’s record', () => put(bob, customers.ann, { to, level: 'read' }), '404 NOT_FOUND'],
      ['a record seen but not shareable', () => put(max, customers.ann, { to, level: 'read' }), '403 ACTION_NOT_ALLOWED'],
      ['a random id', () => put(ann, nowhere, { to, level: 'read' }), '404 NOT_FOUND'],
      ['an unknown person', () => put(ann, customers.ann, { to: { user: nowhere }, level: 'read' }), '422 UNKNOWN_RECEIVER'],
      ['an unknown role', () => put(ann, customers.ann, { to: { role: 'nobody' }, level: 'read' }), '422 UNKNOWN_RECEIVER'],
      ['an unknown level', () => put(ann, customers.ann, { to, level: 'delete' }), '422 INVALID'],
      ['two receivers at once', () => put(ann, customers.ann, { to: { ...to, role: 'salesperson' }, level: 'read' }), '400 UNKNOWN_FIELD'],
      ['an unknown key', () => put(ann, customers.ann, { to, level: 'read', by: users.mia }), '400 UNKNOWN_FIELD'],
      ['taking back what is not there', () => mia.send('DELETE', path('customer', customers.ann, `/shares?share=${nowhere}`)), '404 NOT_FOUND'],
    ]; // prettier-ignore
    const before = await dumpHash(site.live.site.services.database);
    const wrong: string[] = [];
    for (const [what, ask, expected] of cases) {
      const got = codeOf(await ask());
      if (got !== expected) wrong.push(`${what}: ${got}`);
      if ((await dumpHash(site.live.site.services.database)) !== before) wrong.push(`${what}: something was written`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it('is told in the history to who may see it, and keeps the version: nobody’s form is out of date', async () => {
    const { ann } = site.as;
    const id = site.customers.ann;
    const { json: before } = await ann.get(path('customer', id));
    await put(ann, id, { to: { user: site.users.bob }, level: 'read' });
    await clear(ann, id);
    const { json: after } = await ann.get(path('customer', id));
    expect(after.version).to.equal(before.version);
    const { json } = await ann.get(path('customer', id, '/history?limit=2'));
    expect(json.entries.slice(0, 2).map((entry: { action: string }) => entry.action)).to.deep.equal(['unshare', 'share']);
    expect(json.entries[0]).to.deep.include({ share: { kind: 'user', to: { id: site.users.bob, label: 'Person bob' }, level: 'read', until: null } });
    const old = await ann.send('PATCH', path('customer', id), { city: 'Bonn' }, { 'If-Match': `"${before.version}"` });
    expect(old.status, old.text).to.equal(200);
    const whole: unknown[] = [];
    for (let version: number | undefined, more = true; more; ) {
      const page = (await ann.get(path('customer', id, `/history?limit=1${version ? `&before=${version}` : ''}`))).json;
      whole.push(...page.entries);
      more = page.more && page.entries.length > 0;
      version = page.entries.at(-1)?.version;
    }
    expect(whole, 'page by page nothing is lost').to.deep.equal((await ann.get(path('customer', id, '/history'))).json.entries);
  }); // prettier-ignore

  it('tells the person by a live event, at once although their rights were compiled before', async () => {
    const { ann, bob } = site.as;
    const stop = new AbortController();
    const stream = await fetch(`${site.live.address}/api/events`, { headers: { Cookie: bob.cookie! }, signal: stop.signal }); // prettier-ignore
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body!) heard += new TextDecoder().decode(chunk as Uint8Array);
    })().catch(() => undefined);
    await put(ann, site.customers.ann, { to: { user: site.users.bob }, level: 'read' });
    await eventually(async () => heard.includes('event: share') || undefined, 'the event of the share');
    expect(heard).to.include(site.customers.ann);
    expect(heard).to.include('"by":"Person ann"');
    await clear(ann, site.customers.ann);
    stop.abort();
    await listening;
  });

  it('leaves one security event of each refusal', async () => {
    expect(site.live.refused.size).to.be.greaterThan(15);
    await site.live.refused.expectEvents(site.live);
  });
});
