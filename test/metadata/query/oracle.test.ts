import { expect } from 'chai';
import fc from 'fast-check';
import { anyFilter, anyFilterWithLists, anyRows } from '../../helper/random-query.js';
import { idOf } from '../../helper/model.js';
import { slowTruth } from '../../helper/slow-filter.js';
import { model, passing, run } from './query-helper.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import { checkFilter } from '../../../metadata/query/check.js';

/** Filters within the budget: the generator knows nothing of it. */
const affordable = (filter: Filter): boolean => 'condition' in checkFilter(filter, 'customer', model);

describe('query/oracle', () => {
  it('agrees with the slow evaluator on random filters and rows', () => {
    fc.assert(
      fc.property(anyFilter, anyRows, (filter, rows) => {
        fc.pre(affordable(filter));
        const expected = rows['customer']!.filter((row) => slowTruth(filter, row, rows, '2026-06-18') === 1);
        const ids = expected.map((row) => Number(String(row['id']).slice(-4))).join(' ');
        expect(passing('customer', filter, { rows })).to.equal(ids);
      }),
      { numRuns: 1500 },
    );
  });

  it('splits rows into true, false and unknown: a filter and its denial never share one', () => {
    fc.assert(
      fc.property(anyFilterWithLists, anyRows, (filter, rows) => {
        fc.pre(affordable({ not: { not: filter } }));
        const met = new Set(passing('customer', filter, { rows }).split(' '));
        const denied = passing('customer', { not: filter }, { rows });
        expect(denied.split(' ').filter((id) => id !== '' && met.has(id))).to.deep.equal([]);
        expect(passing('customer', { not: { not: filter } }, { rows })).to.equal([...met].join(' '));
      }),
      { numRuns: 300 },
    );
  });

  it('groups add up to the rows', () => {
    fc.assert(
      fc.property(
        anyFilterWithLists,
        anyRows,
        fc.constantFrom('status', 'region.name', 'since', 'owner'),
        (where, rows, path) => {
          fc.pre(affordable({ and: [where, { field: path, op: 'isNull' }] }));
          const groups = run({ entity: 'customer', select: [{ path, as: 'g' }, { aggregate: 'count', as: 'n' }], where }, { rows }); // prettier-ignore
          const counted = groups.rows.reduce((sum, row) => sum + Number(row['n']), 0);
          expect(counted).to.equal(run({ entity: 'customer', select: [{ path: 'id' }], where }, { rows }).rows.length);
          expect(new Set(groups.rows.map((row) => row['g'])).size).to.equal(groups.rows.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('walks every sort by cursor without losing or repeating a row', () => {
    const sorts = fc.array(fc.record({ by: fc.constantFrom('name', 'credit', 'active', 'region', 'status', 'since'), descending: fc.boolean() }), { maxLength: 3 }); // prettier-ignore
    fc.assert(
      fc.property(anyRows, sorts, fc.integer({ min: 1, max: 3 }), (rows, sort, limit) => {
        const query: Query = { entity: 'customer', select: [{ path: 'id' }], sort };
        const walked: unknown[] = [];
        for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
          const page = run({ ...query, limit, ...(after === undefined ? {} : { after }) }, { rows });
          walked.push(...page.rows);
          after = page.next;
        }
        expect(walked).to.deep.equal(run(query, { rows }).rows);
      }),
      { numRuns: 200 },
    );
  });

  it('finds the same customers by any ancestor as by listing what lies below it', () => {
    const below: Readonly<Record<number, readonly number[]>> = { 1: [1, 2, 3], 2: [2, 3], 3: [3], 4: [4] };
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 1, max: 4 }), (rows, ancestor) => {
        const under = passing('customer', { field: 'region', op: 'under', value: idOf('region', ancestor) }, { rows });
        const listed = below[ancestor]!.map((number) => idOf('region', number));
        expect(under).to.equal(passing('customer', { field: 'region', op: 'in', value: listed }, { rows }));
      }),
      { numRuns: 100 },
    );
  });
});
