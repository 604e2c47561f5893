/** Lists, composites, sealed and cleaned values through the one gate: written, read, filtered, told, refused; on both engines. */
import { expect } from 'chai';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Context } from '../../server/context.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords, listRecordsText } from '../../server/records/list.js';
import { runQuery } from '../../server/records/query.js';
import { updateRecord } from '../../server/records/update.js';
import { openText } from '../../plugins/core/fields/secret/server.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { testDocuments, testRole } from '../helper/model.js';
import { attempt, lineOf } from '../helper/outcome.js';
import { specimen, wholeThing } from '../helper/specimen.js';

const country: Document = {
  kind: 'dictionary',
  id: '01KAJ0QX00SPEC0000000000C1',
  name: 'country',
  schema: 1,
  values: ['FR', 'CN'].map((code) => ({ id: code, code, label: code })),
};
const thing = 'specimen_thing';

const canary = '<img src=x onerror="alert(1)">';

eachDatabase('scenario/field-kinds', (fixture) => {
  let site: TestSite;
  let system: Context;
  let id: string;
  before(async () => {
    site = await createSite(fixture.database, { documents: [...testDocuments, ...specimen.documents, country] });
    system = site.system();
    id = (await createRecord(system, thing, wholeThing)).id;
    await createRecord(system, thing, { name: 'Beta', topics: ['earth'], address: { city: 'Aachen' } });
    await createRecord(system, thing, { name: 'Gamma' });
  });
  beforeEach(() => site.advance(1));

  const names = async (filter: Filter, context = system): Promise<string> => {
    const { rows } = await listRecords(context, thing, { filter, fields: ['name'], sort: [{ by: 'name' }] });
    return rows.map((row) => row['name']).join(' ');
  };
  const raw = async (): Promise<Record<string, unknown>> =>
    (await fixture.database.read('d_specimen_thing').where({ id }).first()) as Record<string, unknown>;
  const thingAs = (fields: RoleDocument['grants'][number]['fields']): Context =>
    site.as({}, [
      testRole([{ entity: thing, actions: { create: true, read: 'all', update: 'all' }, fields: fields ?? {} }]),
    ]);

  it('reads every value as it was written, as objects and as text', async () => {
    const { parts: _parts, key: _key, ...plain } = wholeThing;
    const record = await getRecord(system, thing, id);
    expect(record).to.deep.include({
      ...plain,
      topics: ['air', 'water'],
      labels: ['air', 'new'],
      address: { ...wholeThing.address, state: null },
      person: { ...wholeThing.person, title: null },
      key: { set: true },
    });
    const text = JSON.parse(await listRecordsText(system, thing, { sort: [{ by: 'name' }] })) as { rows: object[] };
    const objects = await listRecords(system, thing, { sort: [{ by: 'name' }] });
    expect(text.rows).to.deep.equal(objects.rows);
    expect(text.rows[2]).to.deep.include({ name: 'Gamma', topics: null, address: null, key: null, setup: null });
  });

  it('shows the parts asked for, and all of them where the whole is asked for, in one statement', async () => {
    const read = async (...fields: string[]) =>
      (await listRecords(system, thing, { fields, filter: { field: 'name', op: 'eq', value: 'Alpha' } })).rows[0];
    expect(await read('address.city', 'address.country')).to.deep.include({ address: { city: 'Lyon', country: 'FR' } });
    expect(await read('address.city', 'address')).to.have.nested.property('address.street', '12 Rue Mercière');
    const plain = await site.statements(() => read('name'));
    const all = await site.statements(() => read('name', 'address', 'person', 'period', 'key', 'topics'));
    expect(all).to.have.length(plain.length);
  });

  it('filters and sorts by parts and by items of lists', async () => {
    expect(await names({ field: 'topics', op: 'in', value: ['water', 'earth'] })).to.equal('Alpha Beta');
    expect(await names({ field: 'topics', op: 'notIn', value: ['water'] })).to.equal('Beta');
    expect(await names({ field: 'labels', op: 'eq', value: 'new' })).to.equal('Alpha');
    expect(await names({ field: 'topics', op: 'isNull' })).to.equal('Gamma');
    expect(await names({ field: 'address.city', op: 'contains', value: 'lyo' })).to.equal('Alpha');
    expect(await names({ field: 'period.to', op: 'gte', value: '2026-03-31' })).to.equal('Alpha');
    expect(await names({ field: 'setup', op: 'isNotNull' })).to.equal('Alpha');
    expect(await names({ field: 'opens_at', op: 'lt', value: '09:00' })).to.equal('Alpha');
    const { rows } = await listRecords(system, thing, {
      fields: ['name'],
      sort: [{ by: 'address.city', descending: true }],
    });
    expect(rows.map((row) => row['name']).join(' ')).to.equal('Alpha Beta Gamma');
  });

  it('answers queries with parts and wholes, and groups by parts only', async () => {
    const sort = [{ by: 'name' }];
    const asked = await runQuery(system, { entity: thing, select: [{ path: 'name' }, { path: 'address' }, { path: 'labels' }], sort }); // prettier-ignore
    expect(asked.rows[0]).to.deep.include({ address: { ...wholeThing.address, state: null }, labels: ['air', 'new'] });
    const grouped = await runQuery(system, { entity: thing, select: [{ path: 'address.country', as: 'c' }, { aggregate: 'count', as: 'n' }] }); // prettier-ignore
    expect(grouped.rows).to.deep.equal([{ c: null, n: 2 }, { c: 'FR', n: 1 }]); // prettier-ignore
    const refused = await attempt(() =>
      runQuery(system, { entity: thing, select: [{ path: 'topics' }, { aggregate: 'count', as: 'n' }] }),
    );
    expect(refused.line).to.contain('422 GROUP_NOT_ALLOWED');
  });

  it('changes the parts that a body names, and tells one change', async () => {
    const { version } = await getRecord(system, thing, id, ['id']);
    const changed = await updateRecord(system, thing, id, version, { address: { city: 'Paris' } });
    expect(changed['address']).to.deep.equal({ ...wholeThing.address, state: null, city: 'Paris' });
    const { entries } = await readHistory(system, thing, id);
    expect(entries[0]!.changes.map(({ field }) => field)).to.deep.equal(['address']);
    expect(entries[0]!.changes[0]).to.have.nested.property('from.city', 'Lyon');
    expect(entries[0]!.changes[0]).to.have.nested.property('to.city', 'Paris');
    const same = await updateRecord(system, thing, id, version + 1, { address: { city: 'Paris' } });
    expect(same.version, 'nothing changed').to.equal(version + 1);
    const cleared = await updateRecord(system, thing, id, version + 1, { period: null });
    expect(cleared['period']).to.equal(null);
    expect((await raw())['period_from']).to.equal(null);
  });

  const bodies: readonly (readonly [string, object, string])[] = [
    ['a part by its path', { 'address.city': 'x' }, '400 UNKNOWN_FIELD /address.city'],
    ['a part that is not there', { address: { town: 'x' } }, '400 UNKNOWN_FIELD /address/town'],
    ['a text for a composite', { address: 'x' }, '422 INVALID_VALUE /address'],
    ['a part of the wrong type', { address: { city: 1 } }, '422 WRONG_TYPE /address/city'],
    ['a country that is not in the dictionary', { address: { country: 'XX' } }, '422 NOT_A_CHOICE /address/country'],
    ['a key that reaches prototypes', { address: JSON.parse('{"__proto__":{}}') as object }, '400 FORBIDDEN_KEY /address/__proto__'],
    ['parts that do not fit each other', { period: { from: '2026-02-02', to: '2026-01-01' } }, '422 RANGE_BACKWARDS /period'],
    ['a code that is not in the dictionary', { topics: ['water', 'steam'] }, '422 NOT_A_CHOICE /topics'],
    ['a retired code', { topics: ['fire'] }, '422 NOT_A_CHOICE /topics'],
    ['an object for a list', { topics: { a: 1 } }, '422 INVALID_VALUE /topics'],
    ['an object for a secret', { key: { set: true } }, '422 INVALID_VALUE /key'],
  ]; // prettier-ignore
  for (const [what, body, expected] of bodies) {
    it(`refuses ${what}`, async () => {
      expect(await lineOf(() => createRecord(system, thing, { name: 'Wrong', ...body }))).to.equal(expected);
    });
  }

  it('stores secrets sealed, says only that they are set, and clears them', async () => {
    const stored = String((await raw())['key']);
    expect(stored).to.match(/^v1\./).and.not.to.contain('correct horse');
    const field = site.model.entities.get(thing)!.fields.get('key')!;
    expect(openText(system, stored, field)).to.equal(wholeThing.key);
    const everything = JSON.stringify([
      await getRecord(system, thing, id),
      await readHistory(system, thing, id),
      await fixture.database.read('sys_history').where({ record_id: id }),
      await fixture.database.read('sys_outbox'),
    ]);
    expect(everything).not.to.contain('correct horse').and.not.to.contain(stored);
    const { version } = await getRecord(system, thing, id, ['id']);
    const next = await updateRecord(system, thing, id, version, { key: 'another' });
    expect(next['key']).to.deep.equal({ set: true });
    const conflict = await attempt(() => updateRecord(system, thing, id, version, { key: 'third' }));
    expect(conflict.line).to.contain('409 VERSION_CONFLICT');
    expect(JSON.stringify(conflict.error?.data)).not.to.contain('third').and.not.to.contain('v1.');
    const cleared = await updateRecord(system, thing, id, next.version, { key: null });
    expect(cleared['key']).to.equal(null);
    expect((await readHistory(system, thing, id)).entries[0]!.changes).to.deep.equal([{ field: 'key', label: 'Key' }]);
  });

  it('lets nothing ask for a secret', async () => {
    const asked = lineOf;
    for (const op of ['eq', 'isNull', 'contains'] as const) {
      const filter = { field: 'key', op, ...(op === 'isNull' ? {} : { value: 'x' }) };
      expect(await asked(() => listRecords(system, thing, { filter }))).to.contain('422 FIELD_SEALED');
    }
    expect(await asked(() => listRecords(system, thing, { sort: [{ by: 'key' }] }))).to.contain('422 FIELD_SEALED');
    const select = (item: object) => () => runQuery(system, { entity: thing, select: [item] });
    expect(await asked(select({ path: 'key' }))).to.contain('422 FIELD_SEALED');
    expect(await asked(select({ path: 'key', aggregate: 'count' }))).to.contain('422 FIELD_SEALED');
  });

  it('cleans formatted text when it is written, and keeps Markdown as it is typed', async () => {
    const made = await createRecord(system, thing, { name: 'Canary', story: `a${canary}<b>b</b>`, notes: canary });
    expect(made['story']).to.equal('a<strong>b</strong>');
    expect(made['notes']).to.equal(canary);
    const empty = await createRecord(system, thing, { name: 'Empty', story: canary });
    expect(empty['story']).to.equal(null);
  });

  it('keeps a retired code that a record has, also when others are added', async () => {
    await fixture.database.write(async (transaction) => {
      await transaction('d_specimen_thing').where({ id }).update({ topics: '["fire"]' });
    });
    const { version } = await getRecord(system, thing, id, ['id']);
    const changed = await updateRecord(system, thing, id, version, { topics: ['water', 'fire'] });
    expect(changed['topics']).to.deep.equal(['fire', 'water']);
  });

  it('gives parts the rights of their composite', async () => {
    const hidden = thingAs({ address: 'hidden' });
    expect(await getRecord(hidden, thing, id)).not.to.have.property('address');
    const filter: Filter = { field: 'address.city', op: 'isNotNull' };
    expect(await lineOf(() => listRecords(hidden, thing, { filter }))).to.contain('403 FIELD_FORBIDDEN');
    expect(await lineOf(() => createRecord(hidden, thing, { name: 'x', address: { city: 'y' } }))).to.equal(
      '400 UNKNOWN_FIELD /address',
    );
    const masked = thingAs({ address: 'mask' });
    expect(await getRecord(masked, thing, id)).to.have.property('address', '•••');
    const { entries } = await readHistory(masked, thing, id);
    const told = entries.flatMap(({ changes }) => changes).filter(({ field }) => field === 'address');
    expect(told.map(({ to }) => to)).to.deep.equal(['•••', '•••']);
    const reader = thingAs({ address: 'read' });
    expect(await lineOf(() => createRecord(reader, thing, { name: 'x', address: { city: 'y' } }))).to.equal(
      '422 FIELD_READONLY /address',
    );
  });
});
