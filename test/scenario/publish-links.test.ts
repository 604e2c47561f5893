/**
 * Publishing with fields that read through look-ups, with tags switched on and off on records that are there, and without
 * what is still in use.
 */
import { expect } from 'chai';
import { readPointer } from '../../metadata/document/pointer.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import { eachDatabase } from '../helper/databases.js';
import { deskPackage } from '../helper/desk-package.js';
import { keptPackage, keptUses } from '../helper/kept-package.js';
import type { Browser } from '../helper/http.js';
import { siteSettled } from '../helper/site-settled.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { everyRefusal } from '../helper/refusal-events.js';
import { dumpHash } from './hostile-site.js';

eachDatabase('scenario/publish-links', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  before(async function () {
    this.timeout(120_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [deskPackage, keptPackage], refusals: everyRefusal }); // prettier-ignore
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

  describe('what is in use is kept, and all its uses are told', () => {
    interface Use {
      readonly kind: string;
      readonly name: string;
      readonly path: string;
    }
    interface Gone {
      readonly kind: string;
      readonly name: string;
      readonly field?: string;
      readonly uses: readonly Use[];
    }
    const at = ({ kind, name, path }: Use) => `${kind}/${name} ${path}`;

    /** Puts the change into a draft; gives back how to take it away. */
    async function draft(place: string, field?: string, archived = false): Promise<() => Promise<unknown>> {
      const path = `/api/documents/${place}`;
      const head = await admin.get(path);
      const { document } = head.json as { document: EntityDocument };
      const match = { 'If-Match': head.headers.get('etag')! };
      const fields = document.fields?.flatMap((each) =>
        each.name === field ? (archived ? [{ ...each, archived: true }] : []) : [each],
      );
      const saved =
        field === undefined
          ? await admin.send('DELETE', `${path}?remove=true`, undefined, match)
          : await admin.send('PUT', path, { ...document, fields }, match);
      expect(saved.status, saved.text).to.equal(200);
      return () => admin.send('DELETE', path, undefined, { 'If-Match': saved.headers.get('etag')! });
    }

    let documents: readonly Document[];
    let hash: string;
    before(async () => {
      const made = await admin.post('/api/records/kept_item', { name: 'One', amount: 7, state: 'new' });
      expect(made.status, made.text).to.equal(201);
      await siteSettled(live.site.services.database);
      for (const place of ['entity/desk_firm', 'entity/kept_item']) {
        const { draft: isDraft, revision } = (await admin.get(`/api/documents/${place}`)).json as { draft: boolean; revision: number }; // prettier-ignore
        if (isDraft) await admin.send('DELETE', `/api/documents/${place}`, undefined, { 'If-Match': `"${revision}"` });
      }
      documents = live.site.releases.current().documents.map(({ document }) => document);
      hash = await dumpHash(live.site.services.database);
    });

    const removals = [
      ...(['amount', 'state', 'name'] as const).map((field) => ['entity/kept_item', field] as const),
      ...[...keptUses.keys()].filter((key) => !key.includes('.')).map((key) => [key, undefined] as const),
    ];
    for (const [place, field] of removals) {
      for (const archived of field === undefined ? [false] : [false, true]) {
        const key = field === undefined ? place : `${place}.${field}`;
        it(`${archived ? 'archiving' : 'removing'} ${key} is refused with each place`, async () => {
          const uses = await admin.get(`/api/documents/${place}/uses${field === undefined ? '' : `?field=${field}`}`);
          const discard = await draft(place, field, archived);
          try {
            for (const ask of ['releases/plan', 'releases']) {
              const refused = await admin.post(`/api/${ask}`, {});
              expect([refused.status, refused.json.error.code], refused.text).to.deep.equal([409, 'IN_USE']);
              const [gone, ...others] = refused.json.error.details as readonly Gone[];
              expect(others).to.deep.equal([]);
              const [kind, name] = place.split('/');
              expect(gone).to.include({ kind, name, ...(field === undefined ? {} : { field }) });
              expect(gone!.uses.map(at)).to.have.members(keptUses.get(key)!);
              expect(gone!.uses).to.have.deep.members((uses.json as { uses: Use[] }).uses);
              // Each leads to a place that is there.
              for (const use of gone!.uses) {
                const held = documents.find(({ kind, name }) => kind === use.kind && name === use.name);
                expect(readPointer(held, use.path), at(use)).to.not.equal(undefined);
              }
            }
          } finally {
            await discard();
          }
        });
      }
    }

    it('changes nothing by any of these', async () => {
      expect(await dumpHash(live.site.services.database)).to.equal(hash);
      const { rows } = (await admin.get('/api/records/kept_item')).json as { rows: object[] };
      expect(rows[0]).to.include({ name: 'One', amount: 7, state: 'new' });
    });

    it('lets go what nothing speaks of', async () => {
      const discard = await draft('entity/kept_item', 'spare');
      const planned = await admin.post('/api/releases/plan', {});
      expect(planned.status, planned.text).to.equal(200);
      await discard();
    });
  });

  describe('after all this', () => {
    it('leaves no security event of conflicts: what is in use is told to who designs', async () => {
      expect(live.refused.size).to.be.greaterThan(20);
      await live.refused.expectEvents(live);
    });
  });
});
