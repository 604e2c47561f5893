/** Tags on any record: a field that the platform adds where the entity asks for it, and the words in use. */
import { expect } from 'chai';
import { planImport } from '../../metadata/import/plan.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Filter } from '../../metadata/schema/query.js';
import { recordSchemas } from '../../server/http/openapi.js';
import type { Context } from '../../server/context.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords } from '../../server/records/list.js';
import { updateRecord } from '../../server/records/update.js';
import { wordsInUse } from '../../server/records/words.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testDocuments, testFunctions, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';
import { testRows } from '../helper/rows.js';

const c = (number: number) => idOf('customer', number);
const documents: readonly Document[] = testDocuments.map((document) =>
  document.kind === 'entity' && ['customer', 'contact'].includes(document.name)
    ? { ...document, features: { tags: true } }
    : document,
);

eachDatabase('scenario/record-tags', (fixture) => {
  let site: TestSite;
  let system: Context;
  let ann: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents, rows: testRows });
    system = site.system();
    ann = site.as({ id: idOf('user', 1) }, [
      testRole([{ entity: 'customer', actions: { read: 'own', update: 'own' } }]),
    ]);
    for (const [number, tags] of [
      [1, ['vip', 'fair 2026']],
      [2, ['vip', 'late']],
      [3, ['late']],
    ] as const)
      await updateRecord(system, 'customer', c(number), 1, { tags });
  });

  it('keeps them with the record, sorted and without doubles, and tells the history', async () => {
    const record = await getRecord(ann, 'customer', c(1));
    expect(record['tags']).to.deep.equal(['fair 2026', 'vip']);
    await updateRecord(ann, 'customer', c(1), record.version, { tags: ['vip', 'new', 'vip', 'fair 2026'] });
    const [entry] = (await readHistory(ann, 'customer', c(1))).entries;
    expect(entry!.changes).to.deep.equal([
      { field: 'tags', label: 'Tags', from: ['fair 2026', 'vip'], to: ['fair 2026', 'new', 'vip'] },
    ]);
    await updateRecord(ann, 'customer', c(1), record.version + 1, { tags: ['vip', 'fair 2026'] });
    const created = await createRecord(system, 'customer', { name: 'New', tags: ['late'] });
    expect(created['tags']).to.deep.equal(['late']);
    await updateRecord(system, 'customer', created.id, 1, { tags: null });
  });

  it('filters by them as by any list', async () => {
    const names = async (filter: Filter) =>
      (await listRecords(system, 'customer', { filter, fields: ['code'], sort: [{ by: 'created_at' }] })).rows.map((row) => row['code']); // prettier-ignore
    expect(await names({ field: 'tags', op: 'eq', value: 'vip' })).to.have.members(['A', 'b']);
    expect(await names({ field: 'tags', op: 'in', value: ['late', 'fair 2026'] })).to.have.members(['A', 'b', 'B']);
    expect(await names({ field: 'tags', op: 'notIn', value: ['vip'] })).to.deep.equal(['B']);
  });

  it('is not there where the entity does not ask for it, and leaves a field of that name alone', async () => {
    expect(await lineOf(() => updateRecord(system, 'order', idOf('order', 1), 1, { tags: ['x'] }))).to.equal('400 UNKNOWN_FIELD /tags'); // prettier-ignore
    expect(site.model.entities.get('contact')!.fields.get('tags')).to.include({ system: false });
    expect(site.model.entities.get('customer')!.fields.get('tags')).to.include({ system: true, computed: false });
  });

  it('tells the words in use of records that the reader may see, the most frequent first', async () => {
    expect(await wordsInUse(system, 'customer', 'tags')).to.deep.equal([
      { word: 'late', count: 2 },
      { word: 'vip', count: 2 },
      { word: 'fair 2026', count: 1 },
    ]);
    expect(await wordsInUse(ann, 'customer', 'tags')).to.deep.equal([
      { word: 'fair 2026', count: 1 },
      { word: 'vip', count: 1 },
    ]);
  });

  it('tells no words of a field that may not be read, is not there, or has none', async () => {
    const actions = { read: 'all', update: 'all' } as const;
    const ben = site.as({}, [testRole([{ entity: 'customer', actions, fields: { tags: 'hidden' } }])]);
    expect(await lineOf(() => wordsInUse(ben, 'customer', 'tags'))).to.equal('403 FIELD_FORBIDDEN tags');
    expect(await lineOf(() => wordsInUse(ben, 'contact', 'tags'))).to.equal('404 NOT_FOUND');
    expect(await lineOf(() => wordsInUse(system, 'customer', 'gone'))).to.equal('403 FIELD_FORBIDDEN gone');
    expect(await lineOf(() => wordsInUse(system, 'customer', 'name'))).to.equal('422 NO_WORDS name');
    expect(await lineOf(() => wordsInUse(system, 'contact', 'topics'))).to.equal('422 NO_WORDS topics');
    expect(await getRecord(ben, 'customer', c(1))).to.not.have.property('tags');
    expect(await lineOf(() => updateRecord(ben, 'customer', c(1), 1, { tags: [] }))).to.equal(
      '400 UNKNOWN_FIELD /tags',
    );
    const eve = site.as({}, [testRole([{ entity: 'customer', actions, fields: { tags: 'read' } }])]);
    expect(await lineOf(() => updateRecord(eve, 'customer', c(1), 1, { tags: [] }))).to.equal(
      '422 FIELD_READONLY /tags',
    );
  });

  it('can be imported, and is described for who reads the interface', () => {
    const map = { kind: 'import_map', id: '01J9ZZZZZZ0000000000000001', name: 'm', schema: 1, entity: 'customer', columns: [{ path: 'tags', column: 'T' }] } as const; // prettier-ignore
    const planned = planImport(map as never, { model: site.model, functions: testFunctions(), heads: ['T'] });
    expect('problems' in planned).to.equal(false);
    const schemas = recordSchemas(system.release, system.access) as Record<string, { properties: object }>;
    expect(schemas['customer_write']!.properties).to.include.keys('tags');
  });
});
