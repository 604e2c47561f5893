/** Plain n-n relations: sets of linked records written, read, filtered and told, under the rights of both sides. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import type { Filter } from '../../metadata/schema/query.js';
import { evaluateQuery } from '../../metadata/query/evaluate.js';
import type { Row } from '../../metadata/query/rows.js';
import { prepareFor } from '../../server/records/prepare.js';
import { writeMany } from '../../server/records/bulk.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords } from '../../server/records/list.js';
import { runQuery } from '../../server/records/query.js';
import { restoreRecord } from '../../server/records/restore.js';
import { changeMany } from '../../server/records/change-many.js';
import { undoBatch } from '../../server/records/batch/undo-batch.js';
import { updateRecord } from '../../server/records/update.js';
import { campaignDocuments } from '../helper/campaigns.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testFold, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';
import { testRows, type TestRow } from '../helper/rows.js';

const c = (number: number) => idOf('customer', number);
const idsOf = (value: unknown): readonly string[] => (value as { id: string }[]).map((each) => each.id);

/** Sees her own customers (1), all campaigns. */
const sales = testRole([
  { entity: 'customer', actions: { read: 'own', update: 'own' } },
  { entity: 'campaign', actions: { create: true, read: 'all', update: 'all', delete: 'all' } },
]);
const reader = testRole([
  { entity: 'campaign', actions: { read: 'all' } },
  { entity: 'customer', actions: { read: 'all' } },
]);
const blind = testRole([
  { entity: 'campaign', actions: { read: 'all', update: 'all' }, fields: { members: 'hidden' } },
  { entity: 'customer', actions: { read: 'all' } },
]);

eachDatabase('scenario/lookups', (fixture) => {
  let site: TestSite;
  let system: Context;
  let ann: Context;
  let first: string;
  let second: string;
  let empty: string;
  before(async () => {
    site = await createSite(fixture.database, { documents: campaignDocuments, rows: testRows });
    system = site.system();
    ann = site.as({ id: idOf('user', 1) }, [sales]);
  });
  beforeEach(async () => {
    site.advance(1);
    for (const table of ['d_campaign', 'l_campaign_members', 'l_campaign_leaders'])
      await fixture.database.write((transaction) => transaction(table).delete());
    const create = async (name: string, members: readonly string[]) =>
      (await createRecord(system, 'campaign', { name, members })).id;
    first = await create('First', [c(3), c(1), c(2)]);
    second = await create('Second', [c(2)]);
    empty = await create('Empty', []);
  });

  const members = async (context: Context, id: string) => idsOf((await getRecord(context, 'campaign', id))['members']);
  const change = (context: Context, id: string, version: number, list: readonly string[]) =>
    updateRecord(context, 'campaign', id, version, { members: list });

  it('takes back a change of many sets', async () => {
    const done = await changeMany(system, 'campaign', { action: 'update', ids: [first], values: { members: [c(2)] } });
    expect(await members(system, first)).to.deep.equal([c(2)]);
    await undoBatch(system, (done as { batch: string }).batch);
    expect(await members(system, first)).to.have.members([c(1), c(2), c(3)]);
  });

  it('answers the set in the order in which it was added, by name', async () => {
    const record = await getRecord(system, 'campaign', first);
    expect(record['members']).to.deep.equal([
      { id: c(3), label: 'Banana' },
      { id: c(1), label: 'Zürich Möbel' },
      { id: c(2), label: 'apple' },
    ]);
    expect(record).to.not.have.property('more');
    const { rows } = await listRecords(system, 'campaign', {
      fields: ['name', 'members.status'],
      sort: [{ by: 'name' }],
    });
    expect(rows.find((row) => row['name'] === 'Second')?.['members']).to.deep.equal([
      { id: c(2), label: 'apple', status: 'lead' },
    ]);
  });

  it('shows the same links from the other side, which cannot be written there', async () => {
    const record = await getRecord(system, 'customer', c(2));
    expect(idsOf(record['campaigns'])).to.deep.equal([first, second]);
    const write = () => updateRecord(system, 'customer', c(2), record.version, { campaigns: [] });
    expect(await lineOf(write)).to.equal('422 FIELD_READONLY /campaigns');
  });

  it('replaces the set: what stays keeps its place, what comes back is there once', async () => {
    await change(system, first, 1, [c(4), c(2)]);
    expect(await members(system, first)).to.deep.equal([c(2), c(4)]);
    await change(system, first, 2, [c(1), c(2), c(2)]);
    expect([...(await members(system, first))].sort()).to.deep.equal([c(1), c(2)]);
    await updateRecord(system, 'campaign', first, 3, { members: null });
    expect(await members(system, first)).to.deep.equal([]);
    const rows = await fixture.database.read('l_campaign_members').where({ source: first });
    expect(new Set(rows.map((row: { target: string }) => row.target)).size).to.equal(rows.length);
  });

  it('leaves the version where the set is the same', async () => {
    const record = await change(system, first, 1, [c(1), c(2), c(3)]);
    expect(record.version).to.equal(1);
  });

  it('refuses what is no list of records that may be seen, and writes nothing', async () => {
    const lines = [
      await lineOf(() => updateRecord(system, 'campaign', first, 1, { members: c(1) })),
      await lineOf(() => updateRecord(system, 'campaign', first, 1, { members: [{ id: c(1) }] })),
      await lineOf(() => change(system, first, 1, [c(1), 'x'])),
      await lineOf(() => change(system, first, 1, [c(1), idOf('customer', 99)])),
      await lineOf(() => change(ann, first, 1, [c(1), c(4)])),
    ];
    expect(lines).to.deep.equal([
      '422 WRONG_TYPE /members',
      '422 WRONG_TYPE /members',
      '422 NOT_AN_ID /members',
      '422 REFERENCE_NOT_FOUND /members/1',
      '422 REFERENCE_NOT_FOUND /members/1',
    ]);
    expect(await members(system, first)).to.deep.equal([c(3), c(1), c(2)]);
  });

  it('asks for a link where one is required', async () => {
    expect(await lineOf(() => createRecord(system, 'campaign', { name: 'Led' }))).to.equal('422 REQUIRED /leaders');
    const led = { name: 'Led', leaders: [idOf('user', 1)] };
    const { id } = await createRecord(system, 'campaign', led);
    expect(await lineOf(() => updateRecord(system, 'campaign', id, 1, { leaders: [] }))).to.equal(
      '422 REQUIRED /leaders',
    );
    expect(await lineOf(() => updateRecord(system, 'campaign', id, 1, { members: [c(1)] }))).to.equal('ok');
  });

  it('neither shows nor counts nor takes away records the writer cannot see', async () => {
    expect(await members(ann, first)).to.deep.equal([c(1)]);
    await change(ann, first, 1, []);
    expect(await members(ann, first)).to.deep.equal([]);
    expect(await members(system, first)).to.deep.equal([c(3), c(2)]);
    // A linked record one may not see is not told from one that does not exist.
    expect(await lineOf(() => change(ann, first, 2, [c(2)]))).to.equal('422 REFERENCE_NOT_FOUND /members/0');
    const some: Filter = { some: 'members' };
    const { rows } = await listRecords(ann, 'campaign', { filter: some, fields: ['name'] });
    expect(rows).to.deep.equal([]);
  });

  it('hides both sides with the field', async () => {
    const dan = site.as({ id: idOf('user', 2) }, [blind]);
    expect(await getRecord(dan, 'campaign', first)).to.not.have.property('members');
    expect(await getRecord(dan, 'customer', c(1))).to.not.have.property('campaigns');
    const filtered = (entity: string, filter: Filter) => lineOf(() => listRecords(dan, entity, { filter }));
    expect(await filtered('campaign', { some: 'members' })).to.equal('403 FIELD_FORBIDDEN members');
    expect(await filtered('campaign', { field: 'members', op: 'isNull' })).to.equal('403 FIELD_FORBIDDEN members');
    expect(await filtered('customer', { some: 'campaigns' })).to.equal('403 FIELD_FORBIDDEN campaigns');
    expect(await lineOf(() => change(dan, first, 1, []))).to.equal('400 UNKNOWN_FIELD /members');
  });

  describe('filters', () => {
    /** The same query over the same rows without a database. */
    const inMemory = async (where: Filter) => {
      const select = [{ path: 'name' }];
      const bound = prepareFor(system, { entity: 'campaign', select, where, sort: [{ by: 'name' }] });
      const stored = async (table: string) =>
        ((await fixture.database.read(table).whereNull('deleted_at')) as TestRow[]).map(({ id, ...values }) => ({ id, values })); // prettier-ignore
      const tables: Record<string, readonly object[]> = {
        campaign: await stored('d_campaign'),
        campaign_members: await stored('l_campaign_members'),
      };
      const rows = (entity: string) =>
        (tables[entity] ?? (testRows[entity] ?? []).map(({ id, ...values }) => ({ id, values }))) as readonly Row[];
      const { model } = site;
      const { rows: found } = evaluateQuery(bound, { rows }, { model, fold: testFold, timeZone: 'UTC' });
      return found.map((row) => row['name']);
    };
    const cases: readonly [string, Filter, readonly string[]][] = [
      ['in', { field: 'members', op: 'in', value: [c(1), c(4)] }, ['First']],
      ['eq', { field: 'members', op: 'eq', value: c(2) }, ['First', 'Second']],
      ['notIn', { field: 'members', op: 'notIn', value: [c(1)] }, ['Second']],
      ['notIn of nothing', { field: 'members', op: 'notIn', value: [] }, ['First', 'Second']],
      ['not notIn', { not: { field: 'members', op: 'notIn', value: [c(1)] } }, ['First']],
      ['not in', { not: { field: 'members', op: 'in', value: [c(1)] } }, ['Second']],
      ['not eq', { not: { field: 'members', op: 'eq', value: c(1) } }, ['Second']],
      ['not isNull', { not: { field: 'members', op: 'isNull' } }, ['First', 'Second']],
      ['not among others', { not: { or: [{ field: 'members', op: 'in', value: [c(1)] }, { field: 'name', op: 'eq', value: 'Second' }] } }, []],
      ['not not', { not: { not: { field: 'members', op: 'in', value: [c(1)] } } }, ['First']],
      ['isNull', { field: 'members', op: 'isNull' }, ['Empty']],
      ['isNotNull', { field: 'members', op: 'isNotNull' }, ['First', 'Second']],
      ['some', { some: 'members', where: { field: 'region.name', op: 'eq', value: 'Bavaria' } }, ['First']],
      ['none', { none: 'members', where: { field: 'status', op: 'eq', value: 'lost' } }, ['Empty', 'Second']],
      ['some through both', { some: 'members.orders', where: { field: 'number', op: 'eq', value: 'O-3' } }, ['First', 'Second']],
      ['measure', { measure: { relation: 'members', aggregate: 'sum', field: 'employees' }, op: 'gt', value: 10 }, ['First']],
    ]; // prettier-ignore
    for (const [what, filter, names] of cases) {
      it(`understands ${what}`, async () => {
        const { rows, total } = await listRecords(system, 'campaign', { filter, fields: ['name'], sort: [{ by: 'name' }], count: true }); // prettier-ignore
        expect(rows.map((row) => row['name'])).to.deep.equal(names);
        expect(total).to.equal(names.length);
        expect(await inMemory(filter)).to.deep.equal(names);
      });
    }

    it('leaves out a test whose parameter is empty, or matches nothing where it says so', async () => {
      const ask = async (leaf: Partial<Extract<Filter, { field: string }>>) => {
        const where = { field: 'members', op: 'notIn', value: { parameter: 'who' }, ...leaf } as Filter;
        const query = { entity: 'campaign', select: [{ path: 'name' }], where, sort: [{ by: 'name' }] };
        return (await runQuery(system, query, { who: null })).rows.map((row) => row['name']);
      };
      expect(await ask({})).to.deep.equal(['Empty', 'First', 'Second']);
      expect(await ask({ whenEmpty: 'none' })).to.deep.equal([]);
    });

    it('means the same by not in for values, codes and links: a record without any does not count', async () => {
      const ask = async (entity: string, where: Filter, who: readonly string[] = []) => {
        const query = { entity, select: [{ path: 'name' }], where, sort: [{ by: 'name' }] };
        return (await runQuery(system, query, { who: [...who, null] })).rows.map((row) => row['name']);
      };
      const who = { parameter: 'who' };
      for (const [entity, field, value] of [
        ['customer', 'code', 'A'],
        ['customer', 'status', 'active'],
        ['customer', 'region', idOf('region', 3)],
        ['campaign', 'members', c(1)],
      ] as const) {
        const empty = await ask(entity, { field, op: 'isNull' });
        expect(empty, field).to.have.length(1);
        const out = await ask(entity, { field, op: 'notIn', value: [value] });
        const inside = await ask(entity, { field, op: 'in', value: [value] });
        expect(await ask(entity, { not: { field, op: 'in', value: [value] } }), field).to.deep.equal(out);
        expect(await ask(entity, { not: { field, op: 'notIn', value: [value] } }), field).to.deep.equal(inside);
        expect([...inside, ...out, ...empty], field).to.have.members(await ask(entity, { and: [] }));
        // Beside null nobody knows whether a value is missing from the list.
        expect(await ask(entity, { field, op: 'in', value: who }, [value]), field).to.deep.equal(inside);
        expect(await ask(entity, { field, op: 'notIn', value: who }, [value]), field).to.deep.equal([]);
        expect(await ask(entity, { not: { field, op: 'in', value: who } }, [value]), field).to.deep.equal([]);
        expect(await ask(entity, { not: { field, op: 'notIn', value: who } }, [value]), field).to.deep.equal(inside);
      }
    });

    it('follows the links from the other side', async () => {
      const filter: Filter = { some: 'campaigns', where: { field: 'name', op: 'eq', value: 'Second' } };
      const { rows } = await listRecords(system, 'customer', { filter, fields: ['name'] });
      expect(rows.map((row) => row['name'])).to.deep.equal(['apple']);
    });
  });

  it('reads them in one statement more, however many rows', async () => {
    const list = (limit: number) =>
      site.statements(() => listRecords(system, 'campaign', { fields: ['members'], limit }));
    const [one, all] = [await list(1), await list(50)];
    expect([one.length, all.length]).to.deep.equal([2, 2]);
  });

  it('tells the history who was added and removed, as the reader may see it', async () => {
    await change(system, first, 1, [c(3), c(4)]);
    const of = async (context: Context) => (await readHistory(context, 'campaign', first)).entries[0]!.changes;
    const told = (await of(system)).filter((each) => each.field === 'members');
    expect(told).to.deep.equal([
      {
        field: 'members',
        label: 'members',
        added: [{ id: c(4), label: 'zebra' }],
        removed: [
          { id: c(1), label: 'Zürich Möbel' },
          { id: c(2), label: 'apple' },
        ],
      },
    ]);
    const seen = (await of(ann)).find((each) => each.field === 'members');
    expect(seen).to.deep.include({ added: [], removed: [{ id: c(1), label: 'Zürich Möbel' }] });
  });

  it('merges changes of other fields and refuses a set that somebody else changed', async () => {
    await change(system, first, 1, [c(3)]);
    expect(await lineOf(() => updateRecord(system, 'campaign', first, 1, { name: 'Renamed' }))).to.equal('ok');
    expect(await lineOf(() => change(system, first, 1, [c(1)]))).to.equal('409 VERSION_CONFLICT');
  });

  it('goes and comes back with either side', async () => {
    const created = await createRecord(system, 'customer', { name: 'Short lived' });
    await change(system, first, 1, [c(1), created.id]);
    site.advance(1);
    await deleteRecord(system, 'customer', created.id, 1);
    expect(await members(system, first)).to.deep.equal([c(1)]);
    await restoreRecord(system, 'customer', created.id);
    expect(await members(system, first)).to.deep.equal([c(1), created.id]);
    site.advance(1);
    await deleteRecord(system, 'campaign', first, 2);
    expect(idsOf((await getRecord(system, 'customer', created.id))['campaigns'])).to.deep.equal([]);
    site.advance(1);
    await deleteRecord(system, 'customer', created.id, 3);
    await restoreRecord(system, 'campaign', first);
    expect(await members(system, first)).to.deep.equal([c(1)]);
  });

  it('feeds formulas and takes many records at once', async () => {
    expect((await getRecord(system, 'campaign', first))['reach']).to.equal(55);
    const rows = [
      { body: { name: 'One', members: [c(1)] } },
      { body: { name: 'Two', members: [c(1), c(5)] } },
      { body: { name: 'Bad', members: [idOf('customer', 77)] } },
      { update: second, body: { members: [c(5)] } },
    ];
    const result = await writeMany(system, 'campaign', rows);
    expect(result.failed.map(({ index, problems }) => [index, problems[0]?.path])).to.deep.equal([[2, '/members/0']]);
    expect(await members(system, result.ids[1]!)).to.deep.equal([c(1), c(5)]);
    expect(await members(system, second)).to.deep.equal([c(5)]);
  });

  it('is nothing that can be asked for by itself', async () => {
    const eve = site.as({ id: idOf('user', 3) }, [reader]);
    for (const context of [system, eve]) {
      expect(await lineOf(() => listRecords(context, 'campaign_members', {}))).to.equal('404 NOT_FOUND');
      expect(await lineOf(() => createRecord(context, 'campaign_members', { source: first }))).to.equal(
        '404 NOT_FOUND',
      );
    }
    const { rows } = await listRecords(eve, 'campaign', {
      fields: ['members'],
      filter: { field: 'id', op: 'eq', value: empty },
    });
    expect(rows[0]?.['members']).to.deep.equal([]);
  });
});
