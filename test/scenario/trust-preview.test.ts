/** The site as drafts would make it: for those who may design, nothing written, rights of the release, nobody else concerned. */
import { expect } from 'chai';
import type { RoleDocument } from '../../metadata/schema/app.js';
import { makePreviewKey, readPreviewKey } from '../../server/releases/preview-key.js';
import { eachDatabase } from '../helper/databases.js';
import type { Answer, Browser } from '../helper/http.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { dumpHash } from './hostile-site.js';

type Json = Record<string, unknown>;

const codeOf = ({ status, json }: Answer): string => (json?.error ? `${status} ${json.error.code}` : String(status));

/** Designs, sees the own customers, and not what they earn. */
const architect: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSARCH1TECT1',
  name: 'rights_architect',
  schema: 1,
  grants: [
    { entity: 'customer', actions: { read: 'own', create: true, update: 'own' }, fields: { annual_revenue: 'hidden' } },
    { entity: 'user', actions: { read: 'all' } },
  ],
  rights: ['design', 'report.run'],
};

eachDatabase('scenario/trust-preview', (fixture) => {
  let site: RightsSite;
  let admin: Browser;
  let ada: Browser;
  let adaId: string;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: [architect] });
    admin = site.as.admin;
    adaId = await site.live.addUser({ login: 'ada', roles: ['rights_architect'] });
    ada = await site.live.signIn('ada');
    const made = await admin.post('/api/records/customer', { name: 'Customer of ada', type: 'prospect', annual_revenue: 700, owner: adaId });
    expect(made.status, made.text).to.equal(201);
  });
  after(() => site.live.close());
  afterEach(async () => {
    for (const by of [admin, ada]) {
      for (const { kind, name, draft, revision } of (await by.get('/api/documents')).json.documents as { kind: string; name: string; draft: boolean; revision: number }[]) {
        if (draft) await by.send('DELETE', `/api/documents/${kind}/${name}`, undefined, { 'If-Match': `"${revision}"` });
      }
    }
  });

  const own = { 'X-Preview': 'own' };
  const see = (by: Browser, path: string, headers: Record<string, string> = own) => by.send('GET', path, undefined, headers);
  const ask = (by: Browser, path: string, body: object, headers: Record<string, string> = own) => by.send('POST', path, body, headers);
  const put = async (by: Browser, kind: string, name: string, change: (document: Json) => Json): Promise<void> => {
    const { document, revision } = (await by.get(`/api/documents/${kind}/${name}`)).json as { document: Json; revision: number };
    const answer = await by.send('PUT', `/api/documents/${kind}/${name}`, change(document), { 'If-Match': `"${revision}"` });
    expect(answer.status, answer.text).to.equal(200);
  };
  const fields = (document: Json) => document['fields'] as Json[];
  const level = { id: '01KAJ0QX00PREV1EWF1E1D0001', name: 'mood', type: 'text', label: 'Mood' };
  const fresh = (document: Json) => ({ ...document, plural: 'Accounts', fields: [...fields(document), level] });
  const notes = {
    kind: 'entity', id: '01KAJ0QX00PREV1EWENT1TY001', name: 'preview_note', schema: 1, label: 'Note', plural: 'Notes', nameExpression: 'title', owner: 'none',
    fields: [{ id: 'f1', name: 'title', type: 'text', label: 'Title' }],
  };
  const countOf = (answer: Answer) => (answer.json?.rows ?? []).length as number;
  const linkOf = async (by: Browser) => ({ 'X-Preview': (await by.send('POST', '/api/previews')).json.key as string });

  /** What both engines do alike: only what no table has yet is another statement on each. */
  const once = fixture.engine === 'sqlite' ? it : () => undefined;

  it('shows the model of the drafts, with what no table has yet as nothing, to who made them alone', async () => {
    await put(admin, 'entity', 'customer', fresh);
    expect((await admin.send('PUT', '/api/documents/entity/preview_note', notes, { 'If-Match': '"0"' })).status).to.equal(200);
    const app = (await see(admin, '/api/app')).json;
    const entity = (app.entities as Json[]).find(({ name }) => name === 'customer')!;
    expect([entity['plural'], fields(entity).some(({ name }) => name === 'mood')]).to.deep.equal(['Accounts', true]);
    expect(app.viewAs.drafts).to.deep.equal({
      count: 2, waiting: [{ entity: entity['label'], field: 'Mood' }, { entity: 'Note' }], waitingCount: 2, leftOut: [],
    });
    const list = await see(admin, '/api/records/customer?fields=name,mood&sort=name&offset=0&count=true&limit=200');
    const released = await admin.get('/api/records/customer?fields=name&sort=name&limit=200');
    expect(list.status, list.text).to.equal(200);
    expect(list.json.rows.map(({ name, mood }: Json) => [name, mood])).to.deep.equal(released.json.rows.map(({ name }: Json) => [name, null]));
    const grouped = await ask(admin, '/api/query', { entity: 'customer', select: [{ path: 'mood', as: 'mood' }, { aggregate: 'count', as: 'n' }] });
    expect([grouped.status, grouped.json.rows?.length], grouped.text).to.deep.equal([200, 1]);
    const along = await see(admin, '/api/records/contact?fields=customer.mood,name');
    expect(along.status, along.text).to.equal(200);
    expect([codeOf(await see(admin, '/api/records/preview_note')), countOf(await see(admin, '/api/records/preview_note'))]).to.deep.equal(['200', 0]);
    expect(codeOf(await see(admin, `/api/records/preview_note/${site.product}`))).to.equal('404 NOT_FOUND');
    // Others, and the same person's other pages, have the release.
    for (const by of [admin, ada, site.as.ann]) {
      expect(codeOf(await by.get('/api/records/preview_note'))).to.equal('404 NOT_FOUND');
      const theirs = (await by.get('/api/app')).json;
      expect([theirs.viewAs, (theirs.entities as Json[]).find(({ name }) => name === 'customer')!['plural'] === 'Accounts']).to.deep.equal([undefined, false]);
    }
    expect((await see(ada, '/api/app')).json.viewAs.drafts.count, 'ada has drafts of her own').to.equal(0);
  });

  once('poisons no answer: the same questions, asked in a preview first, are those of the release for everybody', async () => {
    const questions = (by: Browser, headers: Record<string, string>) => Promise.all([
      see(by, '/api/records/customer?count=true', headers),
      ask(by, '/api/query', { entity: 'customer', select: [{ path: 'type', as: 'type' }, { aggregate: 'count', as: 'n' }] }, headers),
      see(by, '/api/app', headers),
      ask(by, '/api/reports/sales_by_region/run', { parameters: {} }, headers),
    ]);
    const before = (await questions(admin, {})).map(({ text }) => text);
    await put(admin, 'entity', 'customer', (document) => ({ ...document, plural: 'Accounts', fields: fields(document).map((field) => (field['name'] === 'type' ? { ...field, type: 'text', options: undefined, default: undefined } : field)) }));
    const seen = await questions(admin, own);
    const again = await questions(admin, {});
    for (const [at, { text }] of again.entries()) expect(text).to.equal(before[at]);
    const [, , app, release] = [seen[0], seen[1], seen[2]!, again[2]!];
    expect(app.headers.get('etag')).to.not.equal(release.headers.get('etag'));
    expect((await admin.send('GET', '/api/app', undefined, { 'If-None-Match': app.headers.get('etag')! })).status).to.equal(200);
  });

  once('writes nothing, whatever is asked', async () => {
    await put(admin, 'entity', 'customer', fresh);
    const before = await dumpHash(site.live.site.services.database);
    const passed: string[] = [];
    for (const route of site.live.site.routes) {
      if (route.method === 'GET' || route.right === 'public' || route.whileViewing) continue;
      const path = route.path.replaceAll(/:(id|n)\b/g, (_, name) => (name === 'n' ? '1' : site.customers.ann)).replaceAll(':entity', 'customer').replaceAll(':comment', site.customers.ann).replaceAll(':kind', 'dashboard').replaceAll(/:[a-z]+/g, 'x');
      const got = codeOf(await admin.send(route.method, `/api${path}`, {}, own));
      if (got !== '403 PREVIEW') passed.push(`${route.method} ${route.path}: ${got}`);
    }
    expect(passed).to.deep.equal([]);
    expect(await dumpHash(site.live.site.services.database)).to.equal(before);
  });

  once('opens by a link for those who may design, with their own rights; a link alone, or one that has ended, opens nothing', async () => {
    await put(admin, 'entity', 'customer', fresh);
    const link = await linkOf(admin);
    const app = (await see(ada, '/api/app', link)).json;
    expect(app.viewAs.drafts).to.deep.include({ of: { id: site.users.admin, name: app.viewAs.drafts.of.name }, count: 1 });
    expect(app.user.login).to.equal('ada');
    const list = (await see(ada, '/api/records/customer?fields=name,mood', link)).json.rows as Json[];
    expect(list.map(({ name }) => name)).to.deep.equal(['Customer of ada']);
    expect(codeOf(await see(ada, '/api/records/customer?fields=annual_revenue', link))).to.equal('403 FIELD_FORBIDDEN');
    const { services } = site.live.site;
    const late = { ...services, clock: { now: () => new Date(Date.now() - 8 * 86_400_000) } };
    const ended = makePreviewKey(late, site.users.admin).key;
    const key = link['X-Preview'];
    expect(readPreviewKey(services, key)).to.equal(site.users.admin);
    const outcomes = {
      'no right': codeOf(await see(site.as.ann, '/api/app', link)),
      'no right, own': codeOf(await see(site.as.ann, '/api/app')),
      stranger: String((await fetch(`${site.live.address}/api/app`, { headers: link })).status),
      'another person’s id': codeOf(await see(ada, '/api/app', { 'X-Preview': site.users.admin + key.slice(26, 33) + key.slice(33).replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) })),
      'of somebody else, with this mac': codeOf(await see(ada, '/api/app', { 'X-Preview': adaId + key.slice(26) })),
      ended: codeOf(await see(ada, '/api/app', { 'X-Preview': ended })),
      'who made it may not design': codeOf(await see(ada, '/api/app', { 'X-Preview': makePreviewKey(services, site.users.ann).key })),
      words: codeOf(await see(ada, '/api/app', { 'X-Preview': 'released' })),
    };
    expect(outcomes).to.deep.equal({
      'no right': '403 RIGHT_MISSING', 'no right, own': '403 RIGHT_MISSING', stranger: '401', 'another person’s id': '403 PREVIEW_ENDED',
      'of somebody else, with this mac': '403 PREVIEW_ENDED', ended: '403 PREVIEW_ENDED', 'who made it may not design': '403 PREVIEW_ENDED', words: '403 PREVIEW_ENDED',
    });
  });

  once('gives no right that the release does not give: drafts of roles, owners, fields and what rules speak of', async () => {
    await put(admin, 'role', 'rights_architect', (document) => ({ ...document, grants: [{ entity: 'customer', actions: { read: 'all' } }] }));
    await put(admin, 'entity', 'customer', (document) => ({ ...document, owner: 'none' }));
    const link = await linkOf(admin);
    const app = (await see(ada, '/api/app', link)).json;
    expect((app.viewAs.drafts.leftOut as Json[]).map(({ name }) => name)).to.include('rights_architect');
    const list = await see(ada, '/api/records/customer', link);
    expect(codeOf(list), 'what a role no longer fits is closed').to.equal('403 FIELD_FORBIDDEN');
    expect(codeOf(await see(ada, '/api/records/customer?fields=annual_revenue', link))).to.equal('403 FIELD_FORBIDDEN');
    expect(codeOf(await see(ada, `/api/records/customer/${site.customers.ann}`, link))).to.equal('403 FIELD_FORBIDDEN');
    // A field that reads the hidden one is hidden like it.
    const shown = { ...level, name: 'shown', type: 'formula', label: 'Shown', options: { expression: 'annual_revenue', result: 'decimal' } };
    await put(admin, 'entity', 'customer', (document) => ({ ...document, owner: 'user', fields: [...fields(document), shown] }));
    expect((await see(ada, '/api/app', link)).json.viewAs.drafts.count, 'the formula stands').to.equal(1);
    expect((await see(ada, '/api/records/customer', link)).json.rows).to.have.length(1);
    expect(codeOf(await see(ada, '/api/records/customer?fields=shown', link))).to.equal('403 FIELD_FORBIDDEN');
  });

  once('leaves out drafts with errors and says which; discarding returns what is published', async () => {
    await put(admin, 'view', 'region_all', (document) => ({ ...document, label: 'Broken', columns: [{ path: 'nothing.at.all' }] }));
    const app = (await see(admin, '/api/app')).json;
    expect(app.viewAs.drafts).to.deep.include({ count: 0, leftOut: [{ kind: 'view', name: 'region_all', label: 'Broken' }] });
    expect((app.views as Json[]).find(({ name }) => name === 'region_all')!['label']).to.not.equal('Broken');
    await put(admin, 'view', 'region_all', (document) => ({ ...document, label: 'Mended', columns: [{ path: 'name' }] }));
    const labelOf = async () => ((await see(admin, '/api/app')).json.views as Json[]).find(({ name }) => name === 'region_all')!['label'];
    expect(await labelOf()).to.equal('Mended');
    const { revision } = (await admin.get('/api/documents/view/region_all')).json;
    expect((await admin.send('DELETE', '/api/documents/view/region_all', undefined, { 'If-Match': `"${revision}"` })).status).to.equal(204);
    expect(await labelOf()).to.not.equal('Mended');
  });

  once('leaves one security event of each refusal', async () => {
    await site.live.refused.expectEvents(site.live);
  });
}); // prettier-ignore
