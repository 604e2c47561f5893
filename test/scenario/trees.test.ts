/** Trees of records: no record below itself, one move at a time or many at once. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import { writeMany } from '../../server/records/bulk.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { getRecord } from '../../server/records/get.js';
import { listRecords } from '../../server/records/list.js';
import { restoreRecord } from '../../server/records/restore.js';
import { updateRecord } from '../../server/records/update.js';
import { relationEntity } from '../helper/campaigns.js';
import { createSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { testDocuments } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';

const documents = [
  ...testDocuments,
  relationEntity(6, 'place', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'parent', type: 'treeParent', options: { onDelete: 'setNull' } },
    { name: 'below', type: 'rollUp', options: { relation: 'place_parent', aggregate: 'count', result: 'number' } },
  ]),
];

eachDatabase('scenario/trees', (fixture) => {
  let system: Context;
  let advance: (seconds: number) => void;
  const ids: Record<string, string> = {};
  before(async () => {
    const site = await createSite(fixture.database, { documents });
    system = site.system();
    advance = site.advance;
  });
  beforeEach(async () => {
    await fixture.database.write((transaction) => transaction('d_place').delete());
    for (const [name, parent] of [['top'], ['left', 'top'], ['right', 'top'], ['leaf', 'left']] as const)
      ids[name] = (await createRecord(system, 'place', { name, parent: parent ? ids[parent] : null })).id;
  });

  const get = (name: string) => getRecord(system, 'place', ids[name]!);
  const move = async (name: string, parent: string | null) =>
    updateRecord(system, 'place', ids[name]!, (await get(name)).version, { parent: parent && ids[parent] });
  const under = async (name: string) => {
    const filter = { field: 'id', op: 'under', value: ids[name]! } as const;
    const { rows } = await listRecords(system, 'place', { filter, fields: ['name'] });
    return rows.map((row) => String(row['name'])).sort();
  };

  it('knows what stands below, and how many', async () => {
    expect(await under('left')).to.deep.equal(['leaf', 'left']);
    await move('left', 'right');
    expect(await under('right')).to.deep.equal(['leaf', 'left', 'right']);
    expect([(await get('top'))['below'], (await get('right'))['below']]).to.deep.equal([1, 1]);
  });

  it('refuses a record below itself, however deep', async () => {
    for (const below of ['top', 'left', 'leaf'])
      expect(await lineOf(() => move('top', below))).to.equal('422 TREE_CIRCLE /parent');
    expect(await lineOf(() => move('top', null))).to.equal('ok');
  });

  it('sees the moves of the same write', async () => {
    const rows = [
      { update: ids['top']!, body: { parent: ids['right'] } },
      { update: ids['right']!, body: { parent: ids['leaf'] } },
    ];
    const { failed, updated } = await writeMany(system, 'place', rows);
    expect([failed.length + updated, failed[0]?.problems[0]?.code]).to.deep.equal([2, 'TREE_CIRCLE']);
    await move('left', null);
    const both = [
      { update: ids['left']!, body: { parent: ids['right'] } },
      { update: ids['right']!, body: { parent: ids['left'] } },
    ];
    expect((await writeMany(system, 'place', both)).failed.length).to.be.greaterThan(0);
    await climbs();
  });

  it('does not close a circle by restoring', async () => {
    await move('leaf', null);
    await deleteRecord(system, 'place', ids['leaf']!, (await get('leaf')).version);
    advance(1);
    expect(await lineOf(() => restoreRecord(system, 'place', ids['leaf']!))).to.equal('ok');
    await climbs();
  });

  it('lets only one of two moves win that would close a circle together', async () => {
    await move('left', null);
    await move('right', null);
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.all([lineOf(() => move('left', 'right')), lineOf(() => move('right', 'left'))]);
      expect(outcomes.filter((line) => line === 'ok')).to.have.length(1);
      expect(outcomes).to.include('422 TREE_CIRCLE /parent');
      await climbs();
      await move('left', null);
      await move('right', null);
    }
  });

  /** From every record the way up ends. */
  async function climbs(): Promise<void> {
    const rows = (await fixture.database.read('d_place').whereNull('deleted_at')) as {
      id: string;
      parent: string | null;
    }[];
    const parents = new Map(rows.map((row) => [row.id, row.parent]));
    for (const row of rows) {
      let steps = 0;
      for (let at: string | null | undefined = row.id; at; at = parents.get(at)) expect(steps++).to.be.lessThan(10);
    }
  }
});
