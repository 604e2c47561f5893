/** Links to a record of any of some entities: written, read, filtered, told and emptied, under the rights of what they lead to. */
import { expect } from 'chai';
import type { Filter } from '../../metadata/schema/query.js';
import { evaluateQuery } from '../../metadata/query/evaluate.js';
import { recordSchemas } from '../../server/http/openapi.js';
import type { Context } from '../../server/context.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { restoreRecord } from '../../server/records/restore.js';
import { getRecord, getRecordText } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords, listRecordsText } from '../../server/records/list.js';
import { prepareFor } from '../../server/records/prepare.js';
import { runQuery } from '../../server/records/query.js';
import { updateRecord } from '../../server/records/update.js';
import { writeMany } from '../../server/records/bulk.js';
import { relationEntity } from '../helper/campaigns.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testDocuments, testFold, testRole, testSource } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';
import { testRows } from '../helper/rows.js';

const c = (number: number) => idOf('customer', number);
const r = (number: number) => idOf('region', number);
const o = (number: number) => idOf('order', number);

const documents = [
  ...testDocuments,
  relationEntity(30, 'note', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'about', type: 'anyLookup', options: { targets: ['customer', 'region', 'order'], onDelete: 'setNull' } },
    { name: 'holds', type: 'anyLookup', options: { targets: ['customer', 'region'] } },
    { name: 'replies', type: 'children', options: { entity: 'reply', field: 'note' } },
  ]),
  relationEntity(31, 'reply', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'note', type: 'lookup', options: { target: 'note', owns: true } },
    { name: 'about', type: 'anyLookup', options: { targets: ['customer', 'region'], onDelete: 'setNull' } },
  ]),
];
const notes = ['note', 'reply'].map((entity) => ({
  entity,
  actions: { create: true, read: 'all', update: 'all', delete: 'all' } as const,
}));

eachDatabase('scenario/any-lookup', (fixture) => {
  let site: TestSite;
  let system: Context;
  /** Sees her own customer (1) and all regions; no orders. */
  let ann: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents, rows: testRows });
    system = site.system();
    const grants = [...notes, { entity: 'customer', actions: { read: 'own' } }, { entity: 'region', actions: { read: 'all' } }]; // prettier-ignore
    ann = site.as({ id: idOf('user', 1) }, [testRole(grants as never)]);
  });
  const ids: Record<string, string> = {};
  beforeEach(async () => {
    site.advance(1);
    for (const table of ['d_reply', 'd_note'])
      await fixture.database.write((transaction) => transaction(table).delete());
    const create = async (name: string, about: object | null) => {
      ids[name] = (await createRecord(system, 'note', { name, about })).id;
    };
    await create('First', { entity: 'customer', id: c(1) });
    await create('Second', { entity: 'customer', id: c(2) });
    await create('Third', { entity: 'region', id: r(3) });
    await create('Fourth', { entity: 'order', id: o(1) });
    await create('Fifth', null);
  });

  const about = async (context: Context, name: string) => (await getRecord(context, 'note', ids[name]!))['about'];

  it('answers kind, id and name; null where there is none', async () => {
    expect(await about(system, 'First')).to.deep.equal({ entity: 'customer', id: c(1), label: 'Zürich Möbel' });
    expect(await about(system, 'Third')).to.deep.equal({ entity: 'region', id: r(3), label: 'Bavaria' });
    expect(await about(system, 'Fifth')).to.equal(null);
    const { text } = await getRecordText(system, 'note', ids['Fourth']!, ['about', 'about.id']);
    expect(JSON.parse(text)).to.deep.include({ about: { entity: 'order', id: o(1), label: 'O-1' } });
  });

  it('shows it in lists with one statement for each kind of record, however many rows', async () => {
    const list = (limit: number) => site.statements(() => listRecordsText(system, 'note', { fields: ['name', 'about'], limit })); // prettier-ignore
    expect((await list(2)).length).to.equal(2);
    expect((await list(50)).length).to.equal(4);
    const before = (await list(50)).length;
    for (let index = 0; index < 20; index++)
      await createRecord(system, 'note', { name: `More ${index}`, about: { entity: 'customer', id: c(1 + (index % 5)) } }); // prettier-ignore
    expect((await list(50)).length).to.equal(before);
  });

  it('shows it behind look-ups and in rows of sub-tables', async () => {
    await updateRecord(system, 'note', ids['First']!, 1, { replies: [{ name: 'Re', about: { entity: 'region', id: r(1) } }] }); // prettier-ignore
    const { rows } = await listRecords(system, 'reply', { fields: ['name', 'about', 'note.about'] });
    expect(rows[0]).to.deep.include({ about: { entity: 'region', id: r(1), label: 'Europe' } });
    expect(rows[0]!['note']).to.deep.include({ about: { entity: 'customer', id: c(1), label: 'Zürich Möbel' } });
    const { replies } = await getRecord(system, 'note', ids['First']!);
    expect((replies as { about: unknown }[])[0]!.about).to.deep.equal({ entity: 'region', id: r(1), label: 'Europe' });
  });

  it('reads as none where the record, or all of its kind, may not be seen', async () => {
    const { rows } = await listRecords(ann, 'note', { fields: ['name', 'about'], sort: [{ by: 'name' }] });
    expect(rows.map((row) => [row['name'], (row['about'] as { label: string } | null)?.label ?? null])).to.deep.equal([
      ['Fifth', null],
      ['First', 'Zürich Möbel'],
      ['Fourth', null],
      ['Second', null],
      ['Third', 'Bavaria'],
    ]);
    // A part by itself does not tell either.
    const parts = await listRecords(ann, 'note', { fields: ['about.id', 'about.entity'], sort: [{ by: 'name' }] });
    expect(parts.rows[3]!['about']).to.equal(null);
    const query = { entity: 'note', select: [{ path: 'name' }, { path: 'about' }], sort: [{ by: 'name' }] };
    expect((await runQuery(ann, query)).rows.map((row) => row['about'] !== null)).to.deep.equal([false, true, false, false, true]); // prettier-ignore
  });

  const filters: readonly [string, Filter, readonly string[]][] = [
    ['a record', { field: 'about', op: 'eq', value: c(1) }, ['First']],
    ['some records', { field: 'about', op: 'in', value: [c(1), r(3)] }, ['First', 'Third']],
    ['other records', { field: 'about', op: 'notIn', value: [c(1), r(3)] }, ['Fourth', 'Second']],
    ['none', { field: 'about', op: 'isNull' }, ['Fifth']],
    ['any', { field: 'about', op: 'isNotNull' }, ['First', 'Fourth', 'Second', 'Third']],
    ['a kind', { field: 'about.entity', op: 'eq', value: 'customer' }, ['First', 'Second']],
    ['some kinds', { field: 'about.entity', op: 'in', value: ['order', 'region'] }, ['Fourth', 'Third']],
    ['no kind', { field: 'about.entity', op: 'isNull' }, ['Fifth']],
  ];
  for (const [what, filter, names] of filters) {
    it(`filters by ${what}`, async () => {
      const { rows } = await listRecords(system, 'note', { filter, fields: ['name'], sort: [{ by: 'name' }] });
      expect(rows.map((row) => row['name'])).to.deep.equal(names);
      const bound = prepareFor(system, { entity: 'note', select: [{ path: 'name' }], where: filter, sort: [{ by: 'name' }] }); // prettier-ignore
      const stored = await fixture.database.read('d_note');
      const memory = stored.map((row: Record<string, never>) => ({ ...row, 'about.entity': row['about_entity'], 'about.id': row['about_id'] })); // prettier-ignore
      const found = evaluateQuery(bound, testSource({ note: memory as never }), { model: site.model, fold: testFold, timeZone: 'UTC' }); // prettier-ignore
      expect(found.rows.map((row) => row['name'])).to.deep.equal(names);
    });
  }

  it('groups and sorts by kind, and says so of the whole', async () => {
    const select = [
      { path: 'about.entity', as: 'kind' },
      { aggregate: 'count' as const, as: 'n' },
    ];
    const { rows } = await runQuery(system, { entity: 'note', select, sort: [{ by: 'kind' }] });
    expect(rows.map(({ kind, n }) => [kind, n])).to.deep.equal([[null, 1], ['customer', 2], ['order', 1], ['region', 1]]); // prettier-ignore
    expect(await lineOf(() => listRecords(system, 'note', { sort: [{ by: 'about.entity' }] }))).to.equal('ok');
    expect(await lineOf(() => listRecords(system, 'note', { sort: [{ by: 'about' }] }))).to.equal('422 QUERY_INVALID about'); // prettier-ignore
  });

  it('refuses what is no link to a record of these that the writer may see', async () => {
    const tries: readonly [unknown, string][] = [
      [c(1), '422 INVALID_VALUE /about'],
      [{ entity: 'user', id: idOf('user', 1) }, '422 NOT_A_KIND /about/entity'],
      [{ entity: 'customer', id: 'x' }, '422 REFERENCE_NOT_FOUND /about'],
      [{ entity: 'customer', id: r(3) }, '422 REFERENCE_NOT_FOUND /about'],
      [{ entity: 'customer', id: c(2) }, '422 REFERENCE_NOT_FOUND /about'],
      [{ entity: 'customer', id: c(77) }, '422 REFERENCE_NOT_FOUND /about'],
      [{ entity: 'order', id: o(1) }, '422 REFERENCE_NOT_FOUND /about'],
      [{ entity: 'customer', id: c(1), label: 'x' }, '400 UNKNOWN_FIELD /about/label'],
      [{ entity: 'customer' }, '422 INCOMPLETE_REFERENCE /about'],
      [{ id: c(1) }, '422 INCOMPLETE_REFERENCE /about'],
    ];
    for (const [value, line] of tries)
      expect(await lineOf(() => updateRecord(ann, 'note', ids['Fifth']!, 1, { about: value })), JSON.stringify(value)).to.equal(line); // prettier-ignore
    expect(await about(system, 'Fifth')).to.equal(null);
    await updateRecord(ann, 'note', ids['Fifth']!, 1, { about: { entity: 'region', id: r(2) } });
    await updateRecord(ann, 'note', ids['Fifth']!, 2, { about: null });
    expect(await about(system, 'Fifth')).to.equal(null);
  });

  it('leaves a link that the writer cannot see as it is', async () => {
    await updateRecord(ann, 'note', ids['Second']!, 1, { name: 'Renamed' });
    expect(await about(system, 'Second')).to.include({ id: c(2) });
  });

  it('tells the history what it was and is, as the reader may see it', async () => {
    await updateRecord(system, 'note', ids['First']!, 1, { about: { entity: 'customer', id: c(2) } });
    const told = async (context: Context) =>
      (await readHistory(context, 'note', ids['First']!)).entries[0]!.changes.find(({ field }) => field === 'about');
    const from = { entity: 'customer', id: c(1), label: 'Zürich Möbel' };
    expect(await told(system)).to.deep.include({ from, to: { entity: 'customer', id: c(2), label: 'apple' } });
    expect(await told(ann)).to.deep.include({ from, to: null });
  });

  it('is emptied with its record, or holds it, as the field says', async () => {
    const { id } = await createRecord(system, 'customer', { name: 'Short lived' });
    await updateRecord(system, 'note', ids['Fifth']!, 1, { about: { entity: 'customer', id } });
    await updateRecord(system, 'note', ids['First']!, 1, { holds: { entity: 'customer', id } });
    expect(await lineOf(() => deleteRecord(system, 'customer', id, 1))).to.equal('409 IN_USE');
    await updateRecord(system, 'note', ids['First']!, 2, { holds: null });
    await deleteRecord(system, 'customer', id, 1);
    expect(await about(system, 'Fifth')).to.equal(null);
    const [stored] = await fixture.database.read('d_note').where({ id: ids['Fifth'] });
    expect(stored).to.include({ about_entity: null, about_id: null });
    expect((await readHistory(system, 'note', ids['Fifth']!)).entries[0]!.changes[0]).to.include({ field: 'about', to: null }); // prettier-ignore
    await restoreRecord(system, 'customer', id);
    expect(await about(system, 'Fifth')).to.deep.equal({ entity: 'customer', id, label: 'Short lived' });
    await deleteRecord(system, 'customer', id, 3);
  });

  it('merges with other changes and refuses one that somebody else made to it', async () => {
    await updateRecord(system, 'note', ids['First']!, 1, { about: { entity: 'region', id: r(1) } });
    expect(await lineOf(() => updateRecord(system, 'note', ids['First']!, 1, { name: 'Renamed' }))).to.equal('ok');
    const late = { about: { entity: 'customer', id: c(2) } };
    expect(await lineOf(() => updateRecord(system, 'note', ids['First']!, 1, late))).to.equal('409 VERSION_CONFLICT');
  });

  it('takes many records at once, and is described for who reads the interface', async () => {
    const rows = [
      { body: { name: 'One', about: { entity: 'customer', id: c(3) } } },
      { body: { name: 'Bad', about: { entity: 'region', id: c(3) } } },
    ];
    const { failed } = await writeMany(system, 'note', rows);
    expect(failed.map(({ index, problems }) => [index, problems[0]?.path])).to.deep.equal([[1, '/about']]);
    const schemas = recordSchemas(system.release, system.access) as Record<string, { properties: Record<string, unknown> }>; // prettier-ignore
    expect(JSON.stringify(schemas['note']!.properties['about'])).to.contain('"label"');
    expect(JSON.stringify(schemas['note_write']!.properties['about'])).to.contain(
      '"enum":["customer","region","order"]',
    );
  });
});
