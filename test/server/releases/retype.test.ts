/** A field of records that are there gets another type: carried over while people write, what does not fit kept, and back. */
import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import type { EntityDocument, FieldDocument } from '../../../metadata/schema/entity.js';
import type { ApiError } from '../../../server/errors.js';
import { tableInfo } from '../../../server/database/schema.js';
import { findDrift } from '../../../server/releases/drift.js';
import { findMisfits } from '../../../server/releases/misfits.js';
import { listPutAway } from '../../../server/releases/put-away.js';
import { productRegistries } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { testRole } from '../../helper/http.js';
import { ulid } from '../../metadata/document/samples.js';
import { openWorkshop, recordRow, type Workshop } from './workshop.js';

const boss = testRole('boss', { id: ulid(930), all: true });
const visit = (...fields: FieldDocument[]): EntityDocument => ({
  kind: 'entity',
  id: ulid(931),
  name: 'visit',
  schema: 1,
  label: 'Visit',
  nameExpression: 'name',
  fields: [{ id: 'f1', name: 'name', type: 'text' }, ...fields],
});
const asText: FieldDocument = { id: 'f2', name: 'cost', type: 'text', searchable: true, index: true };
const asNumber: FieldDocument = { id: 'f2', name: 'cost', column: 'cost_2', type: 'decimal', index: true };
const doubled: FieldDocument = { id: 'f3', name: 'twice', type: 'formula', options: { expression: 'cost * 2', result: 'number', stored: true } }; // prettier-ignore
const consents = ['convert visit.cost'];

const refusal = async (work: Promise<unknown>): Promise<ApiError> =>
  work.then(
    () => expect.fail('This should have been refused.'),
    (error: unknown) => error as ApiError,
  );

eachDatabase('releases/retype', (fixture) => {
  let registries: Registries;
  let shop: Workshop;
  before(async () => {
    registries = await productRegistries();
  });
  beforeEach(async () => {
    shop = await openWorkshop(await fixture.open(), undefined, registries);
    await shop.publish([boss, visit(asText)]);
    const rows = Array.from({ length: 600 }, (_, i) => {
      const cost = i % 200 === 7 ? `about ${i}` : i === 9 ? null : i === 10 ? '1,010.50' : `${i}`;
      return recordRow(shop.newId(), { name: `V ${i}`, cost, cost_k: cost });
    });
    await shop.database.write(async (transaction) => {
      for (let i = 0; i < rows.length; i += 100) await transaction('d_visit').insert(rows.slice(i, i + 100));
    });
  });
  const set = (name: string, values: Record<string, unknown>) =>
    shop.database.write((transaction) =>
      transaction('d_visit').where({ name }).update({ ...values, updated_at: new Date().toISOString() } as Record<string, string>),
    ); // prettier-ignore
  /** Values of the column of the live field, by the number in the record's name. */
  const costs = async (): Promise<readonly unknown[]> => {
    const column = shop.store.current().model.entities.get('visit')!.fields.get('cost')!.columns[0]!;
    const rows = (await shop.database.read('d_visit').select('id', 'name', column.name).orderBy('id')) as Record<string, unknown>[]; // prettier-ignore
    const values: unknown[] = [];
    for (const row of rows) values[Number(String(row['name']).slice(2))] = shop.database.dialect.decode(column, row[column.name]); // prettier-ignore
    return values;
  };

  it('says in the plan which values do not fit, and publishes nothing before that is agreed to (D6)', async () => {
    const next = [boss, visit(asNumber)];
    const proposal = await shop.publisher.plan({ documents: next });
    expect(proposal.problems).to.deep.equal([]);
    expect(proposal.lossy).to.equal(true);
    const [consent] = proposal.consents;
    expect([consent!.id, consent!.records, consent!.entity]).to.deep.equal(['convert visit.cost', 3, 'visit']);
    const listed = await shop.database.read('d_visit').whereIn('id', (consent!.filter as { value: string[] }).value).orderBy('id'); // prettier-ignore
    expect(listed.map((row) => row.cost)).to.deep.equal(['about 7', 'about 207', 'about 407']);
    expect((await refusal(shop.publish(next))).code).to.equal('CONSENT_REQUIRED');

    const { step, model } = await shop.publisher.conversion('convert visit.cost', { documents: next });
    const found = [];
    for await (const { value, why } of findMisfits(shop.tools, step, model)) found.push([value, why.message.slice(0, 18)]); // prettier-ignore
    expect(found[0]).to.deep.equal(['about 7', 'This is no number.']);
    expect(shop.store.current().number).to.equal(1);
  });

  it('looks at the values when a plan is asked for, not at each edit of the draft', async () => {
    const documents = [boss, visit(asNumber)];
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }) => void (/\bd_visit\b/.test(sql) && !/pragma|information_schema/i.test(sql) && asked.push(sql)); // prettier-ignore
    shop.database.read.on('query', note);
    try {
      const found = await shop.publisher.check({ documents });
      expect([found.problems, found.warnings, asked]).to.deep.equal([[], [], []]);
      const plan = await shop.publisher.plan({ documents });
      expect(asked.length).to.be.at.least(2);
      expect({ base: plan.base, problems: plan.problems, warnings: plan.warnings }).to.deep.equal(found);
      const unique = [boss, visit({ ...asText, column: 'cost', unique: true })];
      await set('V 3', { cost: '4', cost_k: '4' });
      const [twice] = (await shop.publisher.check({ documents: unique })).problems;
      expect(twice!.code).to.equal('DUPLICATE_VALUES');
    } finally {
      shop.database.read.off('query', note);
    }
  });

  it('carries values over, what people write meanwhile too; what reads them is computed, what did not fit is kept', async () => {
    let wrote = false;
    shop = await openWorkshop(
      shop.database,
      async (point) => {
        if (wrote || !point.startsWith('mid-fill')) return;
        wrote = true;
        await set('V 1', { cost: '77', cost_k: '77' });
        await set('V 2', { cost: 'none', cost_k: 'none' });
        await shop.database.write((transaction) => transaction('d_visit').insert(recordRow(shop.newId(), { name: 'V 600', cost: '6' }))); // prettier-ignore
      },
      registries,
    );
    await shop.publish([boss, visit(asNumber, doubled)], { consents });
    const values = await costs();
    expect(values.slice(0, 12)).to.deep.equal([0, 77, null, 3, 4, 5, 6, null, 8, null, 1010.5, 11]);
    expect([values[207], values[599], values[600]]).to.deep.equal([null, 599, 6]);
    const twice = await shop.database.read('d_visit').where({ name: 'V 10' }).first('twice');
    const column = shop.store.current().model.entities.get('visit')!.fields.get('twice')!.columns[0]!;
    expect(shop.database.dialect.decode(column, twice.twice)).to.equal(2021);
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
    expect((await tableInfo(shop.database, 'd_visit'))!.indexes.has('i_d_visit_cost')).to.equal(false);
    const kept = await shop.publisher.conversion('convert visit.cost', 2);
    const texts: string[] = [];
    for await (const { value } of findMisfits(shop.tools, kept.step, kept.model)) texts.push(value);
    expect(texts).to.deep.equal(['none', 'about 7', 'about 207', 'about 407']);
    expect(await listPutAway(shop.tools, shop.store.current())).to.have.length(1);
  });

  it('goes back in one step: what did not fit is there again, what was written since too', async () => {
    await shop.publish([boss, visit(asNumber)], { consents });
    const encode = (value: number) => shop.database.dialect.encode(shop.store.current().model.entities.get('visit')!.fields.get('cost')!.columns[0]!, value); // prettier-ignore
    await set('V 3', { cost_2: encode(33.5) });
    await set('V 4', { cost_2: null });
    await set('V 207', { cost_2: encode(207) });
    await shop.publisher.publish(() => shop.publisher.earlier(1), {});
    const values = await costs();
    expect(values.slice(0, 11)).to.deep.equal(['0', '1', '2', '33.5', null, '5', '6', 'about 7', '8', null, '1,010.50']); // prettier-ignore
    expect([values[207], values[407]]).to.deep.equal(['207', 'about 407']);
    const keys = await shop.database.read('d_visit').where({ name: 'V 3' }).first('cost_k');
    expect(keys.cost_k).to.equal('33.5');
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
  });

  it('names the column that another type needs, and shortens text the same way', async () => {
    const { column: _column, ...inPlace } = asNumber;
    const { problems } = await shop.publisher.plan({ documents: [boss, visit(inPlace)] });
    expect(problems.map(({ code }) => code)).to.deep.equal(['TYPE_CHANGED']);
    expect(problems[0]!.message).to.contain('"column": "cost_2"');
    const short = { ...asText, column: 'cost_2', options: { length: 6 } };
    const shorter = await shop.publisher.plan({ documents: [boss, visit(short)] });
    expect(shorter.consents.map(({ id, records }) => [id, records])).to.deep.equal([['convert visit.cost', 4]]);
  });
});
