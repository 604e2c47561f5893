/** What a stage brings with it, through every door that writes: probability, since when, the day of closing. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import { undoBatch } from '../../server/records/batch/undo-batch.js';
import { writeMany } from '../../server/records/bulk.js';
import { changeMany } from '../../server/records/change-many.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { updateRecord } from '../../server/records/update.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';
import { offerDocuments } from '../helper/pipelines.js';

const followers = ['stage', 'chance', 'since', 'closed_on'] as const;

eachDatabase('scenario/pipelines', (fixture) => {
  let site: TestSite;
  let system: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents: offerDocuments });
    system = site.system();
  });
  /** A request has its day: a later one is another request. */
  const pass = (days: number): void => {
    site.advance(days * 86_400);
    system = site.system();
  };
  beforeEach(() => pass(1));
  const now = () => system.evaluation.now();
  const today = () => system.evaluation.today();
  const create = (body: object) => createRecord(system, 'offer', { name: 'A', ...body });
  const get = (id: string) => getRecord(system, 'offer', id);
  const change = async (id: string, body: object, context?: Context) =>
    updateRecord(context ?? system, 'offer', id, (await get(id)).version, body);
  /** What follows the stage, as it is kept. */
  const state = (record: Readonly<Record<string, unknown>>) => followers.map((name) => record[name] ?? null);

  it('begins with the stage that a new record is given, or that is its default', async () => {
    expect(state(await create({}))).to.deep.equal(['draft', 0.1, now(), null]);
    expect(state(await create({ stage: 'won', amount: 5 }))).to.deep.equal(['won', 1, now(), today()]);
    expect(state(await create({ stage: null }))).to.deep.equal([null, null, null, null]);
    expect(state(await create({ stage: 'asleep' }))).to.deep.equal(['asleep', null, now(), null]);
  });

  it('keeps what the same write states', async () => {
    const own = { chance: 0.33, since: '2026-01-02T03:04:05.000Z', closed_on: '2026-01-03' };
    const made = await create({ stage: 'lost', reason: 'price', ...own });
    expect(state(made)).to.deep.equal(['lost', 0.33, own.since, own.closed_on]);
    const empty = await create({ stage: 'lost', reason: 'price', chance: null, since: null, closed_on: null });
    expect(state(empty)).to.deep.equal(['lost', 0, now(), today()]);
  });

  it('follows the stage with every change, formulas and history with it', async () => {
    const made = await create({ amount: 200 });
    const began = now();
    pass(3);
    const sent = await change(made.id, { stage: 'sent' });
    expect(state(sent)).to.deep.equal(['sent', 0.45, now(), null]);
    expect(sent['weighted']).to.equal(90);
    const [entry] = (await readHistory(system, 'offer', made.id)).entries;
    const told = Object.fromEntries(entry!.changes.map((each) => [each.field, [each.from, each.to]]));
    expect(told).to.deep.include({ chance: [0.1, 0.45], since: [began, now()], stage: ['draft', 'sent'] });
    // Neither another field nor the same stage again moves anything.
    pass(1);
    expect(state(await change(made.id, { name: 'B', stage: 'sent', chance: 0.5 }))).to.deep.equal(['sent', 0.5, sent['since'], null]); // prettier-ignore
  });

  it('closes on the day, keeps a day that stands there, and opens again', async () => {
    const made = await create({ amount: 1, reason: 'price' });
    expect((await change(made.id, { stage: 'won' }))['closed_on']).to.equal(today());
    const closed = today();
    pass(2);
    expect((await change(made.id, { stage: 'lost' }))['closed_on']).to.equal(closed);
    expect((await change(made.id, { stage: 'sent' }))['closed_on']).to.equal(null);
    await change(made.id, { closed_on: '2026-02-02' });
    expect((await change(made.id, { stage: 'won' }))['closed_on']).to.equal('2026-02-02');
    // An answer that is no stage is open.
    expect((await change(made.id, { stage: 'asleep' }))['closed_on']).to.equal(null);
  });

  it('refuses to leave a stage too early, and leaves the record as it was', async () => {
    const made = await create({ stage: 'sent' });
    const refused = await lineOf(() => change(made.id, { stage: 'won', amount: 0 }));
    expect(refused).to.equal('422 RULE_NOT_MET /stage');
    expect(await get(made.id)).to.deep.include({ version: 1, stage: 'sent', chance: 0.45 });
    // The record as it is about to be decides.
    expect((await change(made.id, { stage: 'won', amount: 3 }))['stage']).to.equal('won');
    const other = await create({ stage: 'sent' });
    expect((await change(other.id, { stage: 'lost', reason: 'price' }))['stage']).to.equal('lost');
  });

  it('asks for the fields of the stage as long as the record is in it', async () => {
    const made = await create({ stage: 'lost', reason: 'price' });
    expect(await lineOf(() => change(made.id, { reason: null }))).to.equal('422 REQUIRED /reason');
    expect((await change(made.id, { stage: 'draft', reason: null }))['reason']).to.equal(null);
    expect(await lineOf(() => create({ stage: 'won' }))).to.equal('422 REQUIRED /amount');
  });

  it('is for many records what it is for one, and undo puts everything back', async () => {
    const rows = [
      { chance: 0.7 },
      { since: '2026-01-02T03:04:05.000Z' },
      { stage: 'lost', reason: 'x', closed_on: '2025-01-01' },
    ];
    const { ids } = await writeMany(system, 'offer', rows.map((body) => ({ body: { name: 'M', amount: 2, ...body } }))); // prettier-ignore
    const before = await Promise.all(ids.map((id) => get(id!)));
    pass(2);
    const answer = await changeMany(system, 'offer', {
      action: 'update',
      ids: ids as string[],
      values: { stage: 'won' },
    });
    for (const [index, id] of ids.entries())
      expect(state(await get(id!))).to.deep.equal(['won', 1, now(), index === 2 ? '2025-01-01' : today()]);
    pass(2);
    const undone = await undoBatch(system, (answer as { batch: string }).batch);
    expect(undone).to.include({ restored: 3, failedCount: 0 });
    for (const [index, id] of ids.entries()) expect(state(await get(id!))).to.deep.equal(state(before[index]!));
  });

  it('puts back what was empty, too', async () => {
    const made = await create({ stage: 'lost', reason: 'x' });
    await change(made.id, { closed_on: null, since: null, chance: null });
    const values = { stage: 'draft' };
    const answer = await changeMany(system, 'offer', { action: 'edit', rows: [{ id: made.id, values }] });
    expect(state(await get(made.id))).to.deep.equal(['draft', 0.1, now(), null]);
    await undoBatch(system, (answer as { batch: string }).batch);
    expect(state(await get(made.id))).to.deep.equal(['lost', null, null, null]);
  });

  it('leaves a record alone that somebody has given another chance since', async () => {
    const made = await create({ amount: 2 });
    const answer = await changeMany(system, 'offer', { action: 'update', ids: [made.id], values: { stage: 'sent' } });
    await change(made.id, { chance: 0.6 });
    const undone = await undoBatch(system, (answer as { batch: string }).batch);
    expect(undone.failed[0]?.problems[0]?.code).to.equal('VERSION_CONFLICT');
    expect(state(await get(made.id)).slice(0, 2)).to.deep.equal(['sent', 0.6]);
  });

  it('follows for whoever may change the stage only, and undo needs no further right', async () => {
    const fields = { chance: 'read', since: 'hidden', closed_on: 'read' } as const;
    const role = testRole([{ entity: 'offer', actions: { read: 'all', update: 'all', bulk: 'all' }, fields }]);
    const person = site.as({ id: idOf('user', 1) }, [role]);
    const made = await create({ amount: 4 });
    expect(await lineOf(() => change(made.id, { chance: 0.9 }, person))).to.equal('422 FIELD_READONLY /chance');
    const answer = await changeMany(person, 'offer', { action: 'update', ids: [made.id], values: { stage: 'won' } });
    expect(state(await get(made.id))[1]).to.equal(1);
    await undoBatch(person, (answer as { batch: string }).batch);
    expect(state(await get(made.id))).to.deep.equal(state(made));
  });
});
