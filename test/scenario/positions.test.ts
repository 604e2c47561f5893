/** Records in an order of their own: last when they are new, moved by one request, ordered by the rows of a sub-table. */
import { expect } from 'chai';
import { recordSchemas } from '../../server/http/openapi.js';
import type { Context } from '../../server/context.js';
import { writeMany } from '../../server/records/bulk.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords } from '../../server/records/list.js';
import { moveRecord, type MoveRequest } from '../../server/records/move.js';
import { updateRecord } from '../../server/records/update.js';
import { gap } from '../../server/records/write/positions.js';
import { relationEntity } from '../helper/campaigns.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testDocuments, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';
import { testRows } from '../helper/rows.js';

const documents = [
  ...testDocuments,
  relationEntity(50, 'card', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'status', type: 'choice', options: { dictionary: 'customer_status' } },
    { name: 'owned', type: 'lookup', options: { target: 'user' } },
    { name: 'place', type: 'position', options: { within: 'status' } },
    { name: 'steps', type: 'children', options: { entity: 'step', field: 'card' } },
  ]),
  relationEntity(51, 'step', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'card', type: 'lookup', options: { target: 'card', owns: true } },
    { name: 'rank', type: 'position', options: { within: 'card' } },
  ]),
];

eachDatabase('scenario/positions', (fixture) => {
  let site: TestSite;
  let system: Context;
  const ids: Record<string, string> = {};
  before(async () => {
    site = await createSite(fixture.database, { documents, rows: testRows });
    system = site.system();
  });
  beforeEach(async () => {
    site.advance(1);
    for (const table of ['d_step', 'd_card'])
      await fixture.database.write((transaction) => transaction(table).delete());
    const rows = ['a', 'b', 'c', 'd'].map((name) => ({ body: { name, status: 'lead' } }));
    const made = await writeMany(system, 'card', [...rows, { body: { name: 'x', status: 'lost' } }]);
    ['a', 'b', 'c', 'd', 'x'].forEach((name, index) => (ids[name] = made.ids[index]!));
  });

  const order = async (status: string | null = 'lead', context = system) => {
    const filter = status === null ? { field: 'status', op: 'isNull' } as const : { field: 'status', op: 'eq', value: status } as const; // prettier-ignore
    const { rows } = await listRecords(context, 'card', { filter, fields: ['name'], sort: [{ by: 'place' }] });
    return rows.map((row) => row['name']).join('');
  };
  const versionOf = async (name: string) => (await getRecord(system, 'card', ids[name]!)).version;
  const move = async (name: string, request: MoveRequest, context = system) =>
    moveRecord(context, 'card', ids[name]!, await versionOf(name), request);

  it('puts new records last, many at once too', async () => {
    expect(await order()).to.equal('abcd');
    await createRecord(system, 'card', { name: 'e', status: 'lead' });
    expect(await order()).to.equal('abcde');
  });

  it('moves before and after, to both ends, changing one record', async () => {
    await move('d', { before: ids['b']! });
    expect(await order()).to.equal('adbc');
    await move('a', { after: ids['b']! });
    expect(await order()).to.equal('dbac');
    await move('c', { before: ids['d']! });
    expect(await order()).to.equal('cdba');
    await move('d', { after: ids['a']! });
    expect(await order()).to.equal('cbad');
    await move('d', { after: ids['a']! });
    expect(await order()).to.equal('cbad');
    await createRecord(system, 'card', { name: 'e', status: 'lead' });
    expect(await order()).to.equal('cbade');
    expect(await versionOf('b')).to.equal(1);
  });

  it('finds room for ever between the same two, without touching versions or telling the history', async () => {
    await move('d', { before: ids['b']! });
    for (let round = 0; round < 24; round++) {
      await move(round % 2 === 0 ? 'c' : 'd', { before: ids['b']! });
      expect(await order(), `round ${round}`).to.equal(round % 2 === 0 ? 'adcb' : 'acdb');
    }
    expect(await versionOf('a')).to.equal(1);
    expect((await readHistory(system, 'card', ids['a']!)).entries).to.have.length(1);
    const rows = await fixture.database.read('d_card').where({ status: 'lead' }).orderBy('place');
    const places = rows.map((row: { place: number }) => Number(row.place));
    expect(new Set(places).size).to.equal(places.length);
    const [moved] = (await readHistory(system, 'card', ids['c']!)).entries;
    expect(moved!.changes).to.deep.equal([{ field: 'place', label: 'place' }]);
  });

  it('orders records from before there was an order', async () => {
    await fixture.database.write((transaction) => transaction('d_card').update({ place: null }));
    expect(await order()).to.equal('abcd');
    await createRecord(system, 'card', { name: 'e', status: 'lead' });
    await move('d', { before: ids['b']! });
    expect(await order()).to.equal('adbce');
  });

  it('keeps an order for each group; who comes into another group goes last', async () => {
    await updateRecord(system, 'card', ids['a']!, 1, { status: 'lost' });
    expect([await order(), await order('lost')]).to.deep.equal(['bcd', 'xa']);
    await move('a', { before: ids['x']! });
    expect([await order(), await order('lost')]).to.deep.equal(['bcd', 'ax']);
    await updateRecord(system, 'card', ids['a']!, 3, { status: 'lead' });
    expect(await order()).to.equal('bcda');
    await updateRecord(system, 'card', ids['b']!, 1, { status: null });
    await updateRecord(system, 'card', ids['c']!, 1, { status: null });
    await move('c', { before: ids['b']! });
    expect(await order(null)).to.equal('cb');
  });

  it('refuses what cannot be, and writes nothing', async () => {
    await deleteRecord(system, 'card', ids['d']!, 1);
    const tries: readonly [string, MoveRequest, string][] = [
      ['a', { before: ids['x']! }, '422 OTHER_GROUP /before'],
      ['a', { after: ids['a']! }, '422 SAME_RECORD /after'],
      ['a', { after: ids['d']! }, '422 REFERENCE_NOT_FOUND /after'],
      ['a', { after: idOf('card', 9) }, '422 REFERENCE_NOT_FOUND /after'],
      ['a', {}, '422 BEFORE_OR_AFTER /'],
      ['a', { before: ids['b']!, after: ids['c']! }, '422 BEFORE_OR_AFTER /'],
      ['a', { before: ids['b']!, field: 'gone' }, '403 FIELD_FORBIDDEN /field'],
      ['a', { before: ids['b']!, field: 'name' }, '422 NO_ORDER /field'],
    ];
    for (const [name, request, line] of tries) expect(await lineOf(() => move(name, request))).to.equal(line);
    expect(await lineOf(() => moveRecord(system, 'order', idOf('order', 1), 1, { before: ids['b']! }))).to.equal('422 NO_ORDER /field'); // prettier-ignore
    expect(await lineOf(() => updateRecord(system, 'card', ids['a']!, 1, { place: 1 }))).to.equal('422 FIELD_READONLY /place'); // prettier-ignore
    expect(await order()).to.equal('abc');
  });

  it('is for who may change the record and see the other one', async () => {
    const role = (actions: object, fields = {}) => testRole([{ entity: 'card', actions, fields } as never]);
    const mine = { field: 'name', op: 'in', value: ['a', 'b'] };
    const ann = site.as({}, [role({ read: mine, update: mine })]);
    expect(await lineOf(() => move('a', { after: ids['b']! }, ann))).to.equal('ok');
    expect(await lineOf(() => move('a', { after: ids['c']! }, ann))).to.equal('422 REFERENCE_NOT_FOUND /after');
    expect(await lineOf(() => move('c', { after: ids['b']! }, ann))).to.equal('404 NOT_FOUND');
    const reader = site.as({}, [role({ read: 'all' })]);
    expect(await lineOf(() => move('a', { after: ids['b']! }, reader))).to.equal('403 ACTION_NOT_ALLOWED');
    const blind = site.as({}, [role({ read: 'all', update: 'all' }, { place: 'hidden' })]);
    expect(await lineOf(() => move('a', { after: ids['b']! }, blind))).to.equal('422 NO_ORDER /field');
    expect(await order()).to.equal('bacd');
  });

  it('merges with other changes, and tells of another move', async () => {
    await updateRecord(system, 'card', ids['a']!, 1, { name: 'A' });
    expect(await lineOf(() => moveRecord(system, 'card', ids['a']!, 1, { after: ids['b']! }))).to.equal('ok');
    expect(await order()).to.equal('bAcd');
    const late = () => moveRecord(system, 'card', ids['a']!, 1, { after: ids['d']! });
    expect(await lineOf(late)).to.equal('409 VERSION_CONFLICT');
    expect(await order()).to.equal('bAcd');
  });

  it('lets many be moved at once, each into a place of its own', async () => {
    await Promise.all([move('b', { before: ids['a']! }), move('c', { before: ids['a']! }), move('d', { before: ids['a']! })]); // prettier-ignore
    expect([...(await order())].sort().join('')).to.equal('abcd');
    expect((await order()).endsWith('a')).to.equal(true);
  });

  it('orders the rows of a sub-table as the body has them, and leaves them where they are in order', async () => {
    const steps = async () => (await getRecord(system, 'card', ids['a']!))['steps'] as { id: string; name: string; version: number }[]; // prettier-ignore
    const names = async () => (await steps()).map(({ name }) => name).join('');
    const save = async (rows: readonly object[]) => updateRecord(system, 'card', ids['a']!, await versionOf('a'), { steps: rows }); // prettier-ignore
    await save(['1', '2', '3'].map((name) => ({ name })));
    expect(await names()).to.equal('123');
    const [one, two, three] = await steps();
    await save([{ id: three!.id }, { id: one!.id }, { id: two!.id }]);
    expect(await names()).to.equal('312');
    const before = (await steps()).map(({ version }) => version);
    await save([...(await steps()).map(({ id }) => ({ id })), { name: '4' }]);
    expect(await names()).to.equal('3124');
    expect((await steps()).slice(0, 3).map(({ version }) => version)).to.deep.equal(before);
    const [first, ...others] = await steps();
    await save([{ id: first!.id }, { name: '5' }, ...others.map(({ id }) => ({ id }))]);
    expect(await names()).to.equal('35124');
  });

  it('is described for who reads the interface', () => {
    const schemas = recordSchemas(system.release, system.access) as Record<string, { properties: object }>;
    expect(schemas['card']!.properties).to.include.keys('place');
    expect(schemas['card_write']!.properties).to.not.include.keys('place');
    expect(gap).to.be.greaterThan(2);
  });
});
