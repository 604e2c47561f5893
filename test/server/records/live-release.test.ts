/** Writes that began with a release that is no longer live by the time they commit. */
import { expect } from 'chai';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { EntityDocument } from '../../../metadata/schema/entity.js';
import type { Context } from '../../../server/context.js';
import { createRecord } from '../../../server/records/create.js';
import { checkDrafts, storeDrafts } from '../../../server/records/write/pipeline.js';
import { draftCreate } from '../../../server/records/write/prepare-drafts.js';
import { inWrite } from '../../../server/records/write/in-write.js';
import { updateRecord } from '../../../server/records/update.js';
import { releaseContext } from '../../../server/releases/release-context.js';
import { leagueDocuments } from '../../helper/campaigns.js';
import { productRegistries } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { openWorkshop, type Workshop } from '../releases/workshop.js';

const wanted = new Set(['club', 'team', 'player', 'department', 'user']);
const after = [
  ...leagueDocuments
    .filter((document) => document.kind === 'entity' && wanted.has(document.name))
    .map((document) => ({ ...document, id: document.id.replace('DOCUMENT', 'D0CVMENT') })),
  { kind: 'role', id: '01D0CVMENT7000000000000090', name: 'administrator', schema: 1, all: true, grants: [] },
].map((document) =>
  document.kind === 'entity' && document.name === 'player'
    ? {
        ...document,
        fields: [
          ...(document as EntityDocument).fields.map((field) => (field.name === 'name' ? { ...field, sortable: true } : field)),
          { id: 'f9', name: 'rank', type: 'integer', default: 7 },
          { id: 'f10', name: 'double', type: 'formula', options: { expression: 'points * 2', result: 'number', stored: true } },
        ],
      }
    : document,
) as Document[]; // prettier-ignore
const before = after.map((document) =>
  document.kind === 'entity'
    ? {
        ...document,
        fields: document.fields
          .filter((field) => field.type !== 'rollUp' && field.type !== 'formula' && field.name !== 'rank')
          .map((field) => (document.name === 'player' && field.name === 'name' ? { ...field, searchable: false, sortable: false } : field)),
      }
    : document,
) as Document[]; // prettier-ignore

eachDatabase('records/write/live-release', (fixture) => {
  let shop: Workshop;
  let old: Context;
  const contextOf = (workshop: Workshop): Context => ({
    ...releaseContext(workshop.tools, workshop.store.current()),
    events: workshop.tools.events,
  });
  beforeEach(async () => {
    shop = await openWorkshop(await fixture.open(), undefined, await productRegistries());
    await shop.publish(before);
    old = contextOf(shop);
  });
  const rowOf = async (table: string, name: string) => {
    const row = (await shop.database.read(table).where({ name }).first()) as Record<string, unknown>;
    return row;
  };

  const switchesWaiting = async (): Promise<number> => {
    const found = (await shop.database.read.raw(
      "select count(*) as n from information_schema.processlist where info like '%live_release%for update%' and id <> connection_id()",
    )) as [[{ n: number }]];
    return Number(found[0][0].n);
  };

  it('gives what it writes the defaults, companions and figures of the newer release', async () => {
    const team = await createRecord(old, 'team', { name: 'Reds' });
    const first = await createRecord(old, 'player', { name: 'First', team: team.id, points: 1 });
    await shop.publish(after);
    // The same request context, as a long import has it.
    await createRecord(old, 'player', { name: 'Läte', team: team.id, points: 4 });
    const late = await rowOf('d_player', 'Läte');
    expect([Number(late['rank']), Number(late['double']), late['name_k']]).to.deep.equal([7, 8, 'läte']);
    const points = async () => Number((await rowOf('d_team', 'Reds'))['points']);
    expect(await points()).to.equal(5);
    await updateRecord(old, 'player', first.id, 1, { points: 10 });
    expect(Number((await rowOf('d_player', 'First'))['double'])).to.equal(20);
    expect(await points()).to.equal(14);
  });

  it('leaves alone what is meant to be empty', async () => {
    const { id } = await createRecord(old, 'player', { name: 'Old', points: 1 });
    await shop.publish(after);
    const now = contextOf(shop);
    await updateRecord(now, 'player', id, 1, { rank: null });
    await updateRecord(old, 'player', id, 2, { points: 2 });
    expect((await rowOf('d_player', 'Old'))['rank']).to.equal(null);
  });

  // SQLite has one writer: there is no such overlap.
  if (fixture.engine === 'sqlite') return;

  it('is waited for when it is under way in the switch', async () => {
    let writing: Promise<unknown> = Promise.resolve();
    const busy = await openWorkshop(
      shop.database,
      async (name) => {
        if (name !== 'before-switch') return;
        await new Promise<void>((begun) => {
          writing = inWrite(old, async (write) => {
            const draft = await draftCreate(write, old.release.model.entities.get('player')!, { name: 'Under way', points: 3 });
            await checkDrafts(write, [draft]);
            await storeDrafts(write, [draft]);
            begun();
            // Until the switch stands behind this transaction.
            for (let waiting = 0; waiting === 0;) waiting = await switchesWaiting();
          });
        });
      },
      shop.registries,
    ); // prettier-ignore
    await busy.publish(after);
    await writing;
    const row = await rowOf('d_player', 'Under way');
    expect([Number(row['rank']), Number(row['double']), row['name_k']]).to.deep.equal([7, 6, 'under way']);
  });
});
