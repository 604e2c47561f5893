import { expect } from 'chai';
import fc from 'fast-check';
import { drillDatum, drillQuery } from '../../../metadata/query/drill.js';
import { bindActionFilter } from '../../../metadata/query/action-filter.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import type { Drill } from '../../../metadata/schema/dashboard.js';

const query: Query = {
  entity: 'order',
  select: [
    { path: 'ordered_on', grain: 'year', as: 'at' },
    { path: 'total', aggregate: 'sum', as: 'sales' },
  ],
  where: { field: 'status', op: 'eq', value: 'done' },
  sort: [{ by: 'at' }],
};
const drill: Drill = {
  column: 'at',
  levels: [{ path: 'ordered_on', grain: 'year' }, { path: 'ordered_on', grain: 'quarter' }, { path: 'customer' }],
};

describe('query/drill', () => {
  it('shows the first level with the conditions of the query alone', () => {
    expect(drillQuery(query, drill, [])).to.deep.equal(query);
  });

  it('puts the next level in the same column and narrows to the days that were chosen', () => {
    const down = drillQuery(query, drill, ['2026-01-01', '2026-04-01']);
    expect(down.select).to.deep.equal([{ path: 'customer', as: 'at' }, query.select[1]]);
    expect(down.where).to.deep.equal({
      and: [
        query.where,
        { field: 'ordered_on', op: 'between', value: ['2026-01-01', '2026-12-31'] },
        { field: 'ordered_on', op: 'between', value: ['2026-04-01', '2026-06-30'] },
      ],
    });
    expect(down.sort).to.deep.equal(query.sort);
  });

  it('narrows to rows without a value where that was the mark', () => {
    const { where: _none, ...all } = query;
    expect(drillQuery(all, drill, [null]).where).to.deep.equal({ field: 'ordered_on', op: 'isNull' });
  });

  it('has no level below the last', () => {
    expect(() => drillQuery(query, drill, ['2026-01-01', '2026-04-01', 'c1'])).to.throw(RangeError, 'at most 2');
  });

  it('hands the way down to actions', () => {
    expect(drillDatum(drill, ['2026-01-01', null])).to.deep.equal({ at_1: '2026-01-01', at_2: null });
  });
});

describe('query/action-filter', () => {
  const none = { expression: () => ({ value: null }), parameter: () => null };

  it('leaves out every group of which nothing is left, also inside "not" and lists of records', () => {
    const leaf: Filter = { field: 'a', op: 'eq', value: { parameter: 'p' } };
    expect(bindActionFilter({ or: [leaf, { not: leaf }, { and: [leaf] }] }, none)).to.equal(undefined);
    expect(bindActionFilter({ some: 'orders', where: leaf }, none)).to.deep.equal({ some: 'orders' });
    expect(bindActionFilter({ and: [leaf, { field: 'b', op: 'isNull' }] }, none)).to.deep.equal({
      field: 'b',
      op: 'isNull',
    });
  });

  it('asks for the rows without a value when the mark that was clicked has none, and only then', () => {
    const mark = { ...none, expression: () => ({ value: null, clicked: true }) };
    const leaf: Filter = { field: 'region', op: 'eq', value: { expr: 'datum.region' } };
    expect(bindActionFilter(leaf, mark)).to.deep.equal({ field: 'region', op: 'isNull' });
    expect(bindActionFilter(leaf, none)).to.equal(undefined);
    expect(bindActionFilter({ ...leaf, op: 'under' }, mark)).to.equal(undefined);
  });

  it('puts values into the condition of what is counted, too', () => {
    const leaf: Filter = { field: 'on', op: 'eq', value: { parameter: 'p' } };
    const counted = (where: object): Filter => ({
      measure: { relation: 'orders', aggregate: 'count', ...where },
      op: 'gte',
      value: 2,
    });
    expect(bindActionFilter(counted({ where: leaf }), { ...none, parameter: () => 'v' })).to.deep.equal(
      counted({ where: { ...leaf, value: 'v' } }),
    );
    expect(bindActionFilter(counted({ where: leaf }), none)).to.deep.equal(counted({}));
  });

  it('keeps relative dates as words', () => {
    const filter: Filter = { field: 'a', op: 'eq', value: { relative: 'lastDays', n: 3 } };
    expect(bindActionFilter(filter, none)).to.deep.equal(filter);
  });

  it('leaves no expression or parameter behind', () => {
    const operand = fc.constantFrom({ parameter: 'p' }, { expr: 'datum.x' }, 'plain', 3);
    const leaf = fc.record({
      field: fc.constant('a'),
      op: fc.constantFrom('eq', 'in', 'under', 'between'),
      value: operand,
    });
    const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4 },
        leaf as fc.Arbitrary<Filter>,
        fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }) as fc.Arbitrary<Filter>,
        fc.record({ not: tie('filter') }) as fc.Arbitrary<Filter>,
      ),
    }));
    fc.assert(
      fc.property(filter, (given) => {
        const bound = bindActionFilter(given, { expression: () => ({ value: 'v' }), parameter: () => ['1', '2'] });
        expect(JSON.stringify(bound ?? {})).not.to.match(/"expr"|"parameter"/);
      }),
    );
  });
});
