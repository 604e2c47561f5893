/** Publishing with fields that read through look-ups, and with tags switched on and off on records that are there. */
import { expect } from 'chai';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import { eachDatabase } from '../helper/databases.js';
import { deskPackage } from '../helper/desk-package.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

eachDatabase('scenario/publish-links', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  before(async function () {
    this.timeout(120_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [deskPackage] });
    admin = await live.signIn('admin');
  });
  after(() => live?.close());

  /** Saves the firm with a change as a draft and plans its release. */
  async function plan(change: (document: EntityDocument) => EntityDocument) {
    const head = await admin.get('/api/documents/entity/desk_firm');
    const { document } = head.json as { document: EntityDocument };
    const etag = head.headers.get('etag') ?? '"0"';
    const saved = await admin.send('PUT', '/api/documents/entity/desk_firm', change(document), { 'If-Match': etag });
    expect(saved.status, saved.text).to.equal(200);
    return admin.post('/api/releases/plan', {});
  }

  async function publish(change: (document: EntityDocument) => EntityDocument): Promise<void> {
    const planned = (await plan(change)).json as { hash: string; consents: { id: string }[] };
    const consents = planned.consents.map(({ id }) => id);
    const answer = await admin.post('/api/releases', { note: 'a change', plan: planned.hash, consents });
    expect(answer.status, answer.text).to.equal(201);
  }

  const withTags = (tags: boolean) => (document: EntityDocument) => ({ ...document, features: { tags } });

  it('adds the field of tags to records that are there, puts it away, and finds the words again', async function () {
    this.timeout(60_000);
    const { id } = (await admin.post('/api/records/desk_firm', { name: 'Acme' })).json as { id: string };
    const path = `/api/records/desk_firm/${id}`;
    await publish(withTags(true));
    const tagged = await admin.send('PATCH', path, { tags: ['vip'] }, { 'If-Match': '"1"' });
    expect(tagged.status, tagged.text).to.equal(200);
    await publish(withTags(false));
    expect((await admin.get(path)).json).to.not.have.property('tags');
    await publish(withTags(true));
    expect(((await admin.get(path)).json as { tags: unknown }).tags).to.deep.equal(['vip']);
  });

  it('refuses to take away a field that another one reads, and names where', async () => {
    const answer = await plan((document) => ({
      ...document,
      fields: document.fields.filter((field) => field.name !== 'size'),
    }));
    expect(answer.status).to.equal(409);
    const { error } = answer.json as { error: { code: string; details: { field: string; uses: { name: string; path: string }[] }[] } }; // prettier-ignore
    expect(error.code).to.equal('IN_USE');
    const [size] = error.details;
    expect(size).to.include({ field: 'size' });
    expect(size!.uses.some(({ name, path }) => name === 'desk_note' && path.endsWith('/options/path'))).to.equal(true);
  });
});
