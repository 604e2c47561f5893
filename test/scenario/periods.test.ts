/** Periods of a value: whatever writes the field, its rows say what held from when to when. */
import { expect } from 'chai';
import { changeMany } from '../../server/records/change-many.js';
import type { Context } from '../../server/context.js';
import { undoBatch } from '../../server/records/batch/undo-batch.js';
import { writeMany } from '../../server/records/bulk.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords } from '../../server/records/list.js';
import { restoreRecord } from '../../server/records/restore.js';
import { updateRecord } from '../../server/records/update.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { dealDocuments } from '../helper/deals.js';
import { idOf, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';

eachDatabase('scenario/periods', (fixture) => {
  let site: TestSite;
  let system: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents: dealDocuments });
    system = site.system();
  });
  beforeEach(() => site.advance(1));

  /** A request has its day: a later one is another request. */
  const pass = (days: number): void => {
    site.advance(days * 86_400);
    system = site.system();
  };
  const today = (): string => system.evaluation.today();
  const get = (id: string) => getRecord(system, 'deal', id);
  const change = async (id: string, body: object, context?: Context) =>
    updateRecord(context ?? system, 'deal', id, (await get(id)).version, body);
  /** `stage came went days` of a deal, the oldest first. */
  const periodsOf = async (id: string): Promise<readonly string[]> => {
    const { rows } = await listRecords(system, 'deal_stage', {
      filter: { field: 'deal', op: 'eq', value: id },
      fields: ['stage', 'came', 'went', 'days'],
      limit: 200,
    });
    return (rows as readonly Record<string, unknown>[])
      .map((row) => [row['came'], row['went'] ?? '…', row['stage'], row['days'] ?? '–'].join(' '))
      .sort();
  };

  it('begin with the record, on the day that the body states or today', async () => {
    const [first, second, none] = [
      await createRecord(system, 'deal', { name: 'A', stage: 'open' }),
      await createRecord(system, 'deal', { name: 'B', stage: 'offer', stage_on: '2025-03-04' }),
      await createRecord(system, 'deal', { name: 'C' }),
    ];
    expect(first).to.include({ version: 1, stage_on: today(), moves: 1, spent: null });
    expect(await periodsOf(first.id)).to.deep.equal([`${today()} … open –`]);
    expect(await periodsOf(second.id)).to.deep.equal(['2025-03-04 … offer –']);
    expect(none).to.include({ stage_on: null, moves: 0 });
    expect(await periodsOf(none.id)).to.deep.equal([]);
  });

  it('end and follow each other with every change, in the version of the change', async () => {
    const deal = await createRecord(system, 'deal', { name: 'A', stage: 'open' });
    const began = today();
    pass(3);
    const offered = today();
    expect(await change(deal.id, { stage: 'offer' })).to.include({ version: 2, stage_on: offered, moves: 2, spent: 3 });
    pass(4);
    await change(deal.id, { name: 'A2' });
    expect(await periodsOf(deal.id)).to.deep.equal([`${began} ${offered} open 3`, `${offered} … offer –`]);
    await change(deal.id, { stage: 'won' });
    expect(await get(deal.id)).to.include({ version: 4, moves: 3, spent: 7 });
    await change(deal.id, { stage: null });
    expect(await get(deal.id)).to.include({ stage_on: null, moves: 3, spent: 7 });
    expect((await periodsOf(deal.id)).filter((line) => line.includes('…'))).to.deep.equal([]);
    const { entries } = await readHistory(system, 'deal', deal.id);
    expect(entries.map((entry) => entry.version)).to.deep.equal([5, 4, 3, 2, 1]);
  });

  it('follow a day that is put right, and never end before they began', async () => {
    const deal = await createRecord(system, 'deal', { name: 'A', stage: 'open', stage_on: '2026-02-10' });
    await change(deal.id, { stage_on: '2026-02-01' });
    expect(await periodsOf(deal.id)).to.deep.equal(['2026-02-01 … open –']);
    await change(deal.id, { stage: 'offer', stage_on: '2026-01-05' });
    expect(await periodsOf(deal.id)).to.deep.equal(['2026-01-05 … offer –', '2026-02-01 2026-02-01 open 0']);
  });

  it('are kept for many records at once, and for a batch that is undone', async () => {
    const { ids } = await writeMany(
      system,
      'deal',
      [1, 2, 3].map((number) => ({ body: { name: `D${number}`, stage: 'open' } })),
    );
    pass(2);
    const changed = await changeMany(system, 'deal', {
      action: 'update',
      ids: ids.filter((id) => id !== null),
      values: { stage: 'won' },
    });
    for (const id of ids) {
      const lines = await periodsOf(id!);
      expect(lines).to.have.length(2);
      expect(lines[1]).to.equal(`${today()} … won –`);
    }
    const [line] = await periodsOf(ids[0]!);
    pass(1);
    await undoBatch(system, (changed as { batch: string }).batch);
    for (const id of ids) expect(await periodsOf(id!)).to.deep.equal([`${line!.slice(0, 10)} … open –`]);
  });

  it('add up to the age of the deal after a move, its undo, and the same move once more', async () => {
    const deal = await createRecord(system, 'deal', { name: 'A', stage: 'open' });
    const began = today();
    pass(2);
    const offered = today();
    await change(deal.id, { stage: 'offer' });
    pass(3);
    const won = today();
    await change(deal.id, { stage: 'won' });
    // A board takes a move back by what stood there before, the day too.
    await change(deal.id, { stage: 'offer', stage_on: offered });
    expect(await periodsOf(deal.id)).to.deep.equal([`${began} ${offered} open 2`, `${offered} … offer –`]);
    expect(await get(deal.id)).to.include({ moves: 2, spent: 2, stage_on: offered });
    await change(deal.id, { stage: 'won' });
    expect(await periodsOf(deal.id)).to.deep.equal([
      `${began} ${offered} open 2`,
      `${offered} ${won} offer 3`,
      `${won} … won –`,
    ]);
    expect(await get(deal.id)).to.include({ moves: 3, spent: 5 });
    // A day put right moves the end of what came before; a value that began earlier cuts what stood there.
    await change(deal.id, { stage_on: offered });
    expect(await get(deal.id)).to.include({ spent: 2 });
    await change(deal.id, { stage: 'offer', stage_on: began });
    expect(await get(deal.id)).to.include({ spent: 0 });
  });

  it('are sample data with the record that they are of', async () => {
    const { ids } = await writeMany(system, 'deal', [{ body: { name: 'S', stage: 'open' } }], { sample: true });
    const { rows } = await listRecords(system, 'deal_stage', { filter: { field: 'deal', op: 'eq', value: ids[0]! } });
    const marked = await site.database.read('sys_sample').whereIn('record_id', [ids[0]!, String(rows[0]!['id'])]);
    expect(marked.map((row: { entity: string }) => row.entity).sort()).to.deep.equal(['deal', 'deal_stage']);
  });

  it('go and come back with the record', async () => {
    const deal = await createRecord(system, 'deal', { name: 'A', stage: 'open' });
    await deleteRecord(system, 'deal', deal.id, 1);
    expect(await periodsOf(deal.id)).to.deep.equal([]);
    site.advance(1);
    await restoreRecord(system, 'deal', deal.id);
    expect(await periodsOf(deal.id)).to.have.length(1);
  });

  it('need no right of whoever changes the field, and give none', async () => {
    const role = testRole([
      { entity: 'deal', actions: { create: true, read: 'own', update: 'own', delete: 'none' } },
      { entity: 'deal_stage', actions: { create: false, read: 'own', update: 'none', delete: 'none' } },
    ]);
    const [ann, bo] = [site.as({ id: idOf('user', 1) }, [role]), site.as({ id: idOf('user', 2) }, [role])];
    const deal = await createRecord(ann, 'deal', { name: 'A', stage: 'open' });
    await change(deal.id, { stage: 'offer' }, ann);
    const seen = async (context: Context) => (await listRecords(context, 'deal_stage', { fields: ['stage'] })).rows;
    expect(await seen(ann)).to.have.length(2);
    expect(await seen(bo)).to.have.length(0);
    const row = { deal: deal.id, stage: 'won', came: today() };
    expect(await lineOf(() => createRecord(ann, 'deal_stage', row))).to.equal('403 ACTION_NOT_ALLOWED');
  });
});
