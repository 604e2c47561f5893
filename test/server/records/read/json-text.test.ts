/** What SQLite writes as JSON is the value itself: every decimal exact, every text and null as it is. */
import { expect } from 'chai';
import fc from 'fast-check';
import { listRecords, listRecordsText } from '../../../../server/records/list.js';
import { createSite, insertRows, type TestSite } from '../../../helper/context.js';
import { eachDatabase } from '../../../helper/databases.js';
import { idOf } from '../../../helper/model.js';

/** Decimals of at most 15 digits with `scale` of them after the point. */
const decimal = (scale: number) =>
  fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }).map((digits) => digits / 10 ** scale);

eachDatabase('records/read/json-text', (fixture) => {
  let site: TestSite;
  let next = 1;
  before(async () => {
    site = await createSite(fixture.database);
  });

  it('gives every value as the object way does, and as it was written', async () => {
    const row = fc.record({
      credit: fc.option(fc.oneof(decimal(2), fc.constantFrom(0.1, -0.01, -0, 9999999999999.99, 1e-2))),
      cost: fc.option(fc.oneof(decimal(4), fc.constantFrom(0.0001, -0.0001, 99999999999.9999))),
      employees: fc.option(fc.maxSafeInteger()),
      active: fc.option(fc.boolean()),
      since: fc.option(fc.constantFrom('1000-01-01', '9999-12-31')),
      note: fc.option(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\u0001', '\u2028', "'", '😀', '\u007f')),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const first = next;
        const records = rows.map((values) => ({
          ...values,
          note: values.note?.replaceAll('\0', '') ?? null,
          id: idOf('customer', next++),
        }));
        await insertRows(fixture.database, site.model, { customer: records });
        const fields = Object.keys(rows[0]!);
        const request = { fields, filter: { field: 'id', op: 'in' as const, value: records.map(({ id }) => id) } };
        const text = await listRecordsText(site.system(), 'customer', request);
        const parsed = (JSON.parse(text) as { rows: unknown[] }).rows;
        expect(parsed).to.deep.equal(
          records.map(({ id, ...values }) => ({ id, version: 1, ...values, ...plusZero(values) })),
        );
        expect((await listRecords(site.system(), 'customer', request)).rows).to.deep.equal(parsed);
        expect(first).to.be.lessThan(next);
      }),
      { numRuns: 60 },
    );
  });
});

/** There is no negative zero in a database. */
const plusZero = (values: { readonly credit: number | null; readonly cost: number | null }) => ({
  credit: values.credit === null ? null : values.credit + 0,
  cost: values.cost === null ? null : values.cost + 0,
});
