import { expect } from 'chai';
import type { EntityDocument } from '../../../metadata/schema/entity.js';
import type { Context } from '../../../server/context.js';
import { dropColumnSql, dropIndexSql, tableInfo } from '../../../server/database/schema.js';
import type { ApiError } from '../../../server/errors.js';
import { findDrift } from '../../../server/releases/drift.js';
import { purgeName, type PutAway } from '../../../metadata/document/put-away.js';
import { listPutAway, purgePutAway } from '../../../server/releases/put-away.js';
import { journalPurge } from '../../../server/releases/purge-journal.js';
import { eachDatabase } from '../../helper/databases.js';
import { createTestClock, testRole, type TestClock } from '../../helper/http.js';
import { ulid } from '../../metadata/document/samples.js';
import { openWorkshop, recordRow, type Workshop } from './workshop.js';

const day = 86_400;
const boss = testRole('boss', { id: ulid(930), all: true });
const visit: EntityDocument = {
  kind: 'entity',
  id: ulid(931),
  name: 'visit',
  schema: 1,
  label: 'Visit',
  nameExpression: 'name',
  fields: [
    { id: 'f1', name: 'name', type: 'text', searchable: true },
    { id: 'f2', name: 'fax', type: 'text', index: true, searchable: true },
  ],
};
const room: EntityDocument = { ...visit, id: ulid(932), name: 'room', label: 'Room', fields: [visit.fields[0]!] };
const withoutFax: EntityDocument = { ...visit, fields: [visit.fields[0]!] };

const refusal = async (work: Promise<unknown>): Promise<ApiError> =>
  work.then(
    () => expect.fail('This should have been refused.'),
    (error: unknown) => error as ApiError,
  );

eachDatabase('releases/put-away', (fixture) => {
  let shop: Workshop;
  let clock: TestClock;
  let context: Context;
  beforeEach(async () => {
    clock = createTestClock();
    shop = await openWorkshop(await fixture.open(), undefined, undefined, clock);
    context = { ...shop.context('ivy', ['operate']), requestId: 'R1' } as Context;
    await shop.publish([boss, visit, room]);
    await shop.database.write(async (transaction) => {
      for (const [name, fax] of [['A', '1'], ['B', '2'], ['C', null]] as const)
        await transaction('d_visit').insert(recordRow(shop.newId(), { name, name_k: name, fax, fax_k: fax }));
      await transaction('d_room').insert(recordRow(shop.newId(), { name: 'R', name_k: 'r' }));
    }); // prettier-ignore
    clock.advance(day);
    await shop.publish([boss, withoutFax], { consents: ['field visit.fax', 'entity room'] });
  });

  const list = () => listPutAway(shop.tools, shop.store.current());
  const purge = (id: string, values: number, name = purgeName(id)): Promise<PutAway> =>
    shop.publisher.locked((live) => purgePutAway(context, live, { id, values, name }));
  /** As if a backup had been made and read back now. */
  const backUp = async (): Promise<void> => {
    const at = clock.now().toISOString();
    const value = JSON.stringify({ at, verifiedAt: at, file: 'b.tar.gz', release: 1, position: { history: null, event: null } });
    await shop.database.write((transaction) =>
      transaction('sys_setting').insert({ name: 'last_backup', value }).onConflict('name').merge(['value']),
    );
  }; // prettier-ignore
  const columns = async (table: string) => [...((await tableInfo(shop.database, table))?.columns.keys() ?? [])];

  it('tells what is put away, since when, and how many values are kept', async () => {
    expect(await list()).to.deep.equal([
      { id: 'entity room', entity: 'room', label: 'Room', release: 1, since: '2026-11-22T08:00:00.000Z', until: '2026-12-22T08:00:00.000Z', values: 1 },
      { id: 'field visit.fax', entity: 'visit', field: 'fax', label: 'fax', release: 1, since: '2026-11-22T08:00:00.000Z', until: '2026-12-22T08:00:00.000Z', values: 2 },
    ]); // prettier-ignore
  });

  it('keeps it for 30 days, whoever asks, and takes it out after that by the number that was seen', async () => {
    clock.advance(30 * day - 1);
    await backUp();
    for (const [id, values] of [['field visit.fax', 2], ['entity room', 1]] as const) {
      const early = await refusal(purge(id, values));
      expect([early.status, early.code, early.message]).to.deep.equal([409, 'KEPT_FOR_NOW', 'What is put away is kept for 30 days: this may go from 2026-12-22 on.']);
    } // prettier-ignore
    expect(await columns('d_visit')).to.include.members(['fax', 'fax_k']);
    clock.advance(1);
    const other = await refusal(purge('field visit.fax', 3));
    expect([other.status, other.code]).to.deep.equal([409, 'COUNT_CHANGED']);
    expect(await shop.database.read('d_visit').pluck('fax')).to.have.members(['1', '2', null]);

    expect((await purge('field visit.fax', 2)).values).to.equal(2);
    expect(await columns('d_visit'))
      .to.include('name')
      .and.not.include('fax')
      .and.not.include('fax_k');
    expect(await shop.database.read('d_visit').pluck('name')).to.have.members(['A', 'B', 'C']);
    await purge('entity room', 1);
    expect(await columns('d_room')).to.deep.equal([]);
    expect(await list()).to.deep.equal([]);
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
    const events = (await shop.database.read('sys_event').where({ type: 'fields.purged' }).orderBy('id')) as { user_id: string; request_id: string; data: string }[]; // prettier-ignore
    const backup = { at: '2026-12-22T07:59:59.000Z', file: 'b.tar.gz' };
    expect(events.map(({ user_id, request_id, data }) => [user_id, request_id, JSON.parse(data)])).to.deep.equal([
      ['ivy', 'R1', { id: 'field visit.fax', entity: 'visit', field: 'fax', values: 2, backup }],
      ['ivy', 'R1', { id: 'entity room', entity: 'room', values: 1, backup }],
    ]); // prettier-ignore
    expect((await refusal(purge('field visit.fax', 0))).status, 'a second time').to.equal(404);
  });

  it('begins anew when the same field and entity come back after they were taken out', async () => {
    clock.advance(30 * day);
    await backUp();
    await purge('field visit.fax', 2);
    await purge('entity room', 1);
    await shop.publish([boss, visit, room]);
    expect(await columns('d_visit')).to.include.members(['fax', 'fax_k']);
    expect(await shop.database.read('d_visit').pluck('fax')).to.deep.equal([null, null, null]);
    expect(await columns('d_room')).to.include('name');
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
  });

  it('counts the days of an archived field from when it was archived, and of earlier values of another type', async () => {
    await shop.publish([boss, visit]);
    clock.advance(day);
    const fax = visit.fields[1]!;
    const number = { id: 'f1', name: 'name', column: 'name_2', type: 'text', options: { length: 20 } } as const;
    await shop.publish([boss, { ...visit, fields: [number, { ...fax, archived: true }] }], {
      consents: ['field visit.fax'],
    });
    const told = (await list()).filter(({ entity }) => entity === 'visit');
    expect(told.map(({ id, archived, was, release, values }) => [id, archived, was, release, values])).to.deep.equal([
      ['column visit.name', undefined, 'text', 3, 3],
      ['field visit.fax', true, undefined, 3, 2],
    ]);
    clock.advance(20 * day);
    // Taking the archived field out of the document counts nothing anew.
    await shop.publish([boss, { ...visit, fields: [number] }]);
    clock.advance(10 * day);
    await backUp();
    await purge('field visit.fax', 2);
    await purge('column visit.name', 3);
    expect(await columns('d_visit'))
      .to.include('name_2')
      .and.not.include.members(['name', 'fax']);
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
  });

  it('counts the days anew for what came back and went again, and takes out nothing that is in use', async () => {
    clock.advance(20 * day);
    await shop.publish([boss, visit]);
    expect((await refusal(purge('field visit.fax', 2))).status).to.equal(404);
    expect((await refusal(purge('field visit.name', 3))).status).to.equal(404);
    clock.advance(day);
    await shop.publish([boss, withoutFax], { consents: ['field visit.fax'] });
    clock.advance(29 * day);
    await backUp();
    expect((await refusal(purge('field visit.fax', 2))).code).to.equal('KEPT_FOR_NOW');
    expect((await purge('entity room', 1)).values, 'away all along').to.equal(1);
  });

  it('takes out nothing without a verified backup that is younger than the release without it', async () => {
    const at = clock.now();
    clock.advance(30 * day);
    const none = await refusal(purge('field visit.fax', 2));
    expect([none.status, none.code, none.message]).to.deep.equal([409, 'BACKUP_NEEDED', 'What is put away goes only when a verified backup has it: make one first, with "trellis backup". The last one is of –.']);
    // Of the very instant of that release: a write may have come in between.
    const now = clock.now;
    clock.now = () => at;
    await backUp();
    clock.now = now;
    const old = await refusal(purge('entity room', 1));
    expect([old.code, old.message]).to.deep.equal(['BACKUP_NEEDED', `What is put away goes only when a verified backup has it: make one first, with "trellis backup". The last one is of ${at.toISOString()}.`]);
    await backUp();
    const unnamed = await refusal(purge('field visit.fax', 2, 'visit.fa'));
    expect([unnamed.status, unnamed.code, unnamed.message]).to.deep.equal([409, 'CONSENT_REQUIRED', 'Purging must be agreed to by name: "visit.fax".']);
    expect(await columns('d_visit')).to.include.members(['fax', 'fax_k']);
    expect(await shop.database.read('sys_event').where({ type: 'fields.purged' })).to.deep.equal([]);
    expect((await purge('field visit.fax', 2)).values).to.equal(2);
  });

  it('finishes at the next start, or before the next publish, what was killed half way', async () => {
    clock.advance(30 * day);
    const left = { id: 'field visit.fax', table: 'd_visit', columns: ['fax_k', 'fax'] };
    await shop.database.write((transaction) => journalPurge(transaction, left));
    // The first of its columns is gone already, as on MySQL.
    await shop.database.write(async (transaction) => {
      for (const index of Object.keys(Object.fromEntries((await tableInfo(shop.database, 'd_visit', transaction))!.indexes))) {
        if (index.includes('fax')) await transaction.raw(dropIndexSql(shop.database.dialect, 'd_visit', index));
      }
      await transaction.raw(dropColumnSql(shop.database.dialect, 'd_visit', 'fax_k'));
    });
    await shop.publisher.resume();
    expect(await columns('d_visit')).to.include('name').and.not.include.members(['fax']);
    expect(await shop.database.read('sys_setting').where({ name: 'purge_under_way' })).to.deep.equal([]);

    await shop.database.write((transaction) => journalPurge(transaction, { id: 'entity room', table: 'd_room', columns: [] }));
    await shop.publish([boss, visit, room]);
    expect(await shop.database.read('d_room').count({ n: '*' }), 'begins anew').to.deep.equal([{ n: 0 }]);
  });
}); // prettier-ignore
