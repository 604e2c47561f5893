import { expect } from 'chai';
import fc from 'fast-check';
import { relativeRanges, type Filter } from '../../../../metadata/schema/query.js';
import {
  addAt,
  changeAt,
  emptyGroup,
  filterOf,
  newRelation,
  treeOf,
  type GroupNode,
} from '../../../../runtime/list/build/filter-tree.js';
import { isCounted } from '../../../../runtime/list/filter-draft.js';
import { listHref, readListState } from '../../../../runtime/list/list-state.js';
import { idOf } from '../../../helper/model.js';

const field = fc.constantFrom('name', 'city', 'customer.name');
const count = fc.integer({ min: 1, max: 1000 });
const leaf = fc.oneof(
  fc.record({ field, op: fc.constantFrom('eq', 'contains'), value: fc.string({ minLength: 1 }) }),
  fc.record({ field, op: fc.constantFrom('in', 'notIn'), value: fc.array(fc.string(), { minLength: 1, maxLength: 3 }) }),
  fc.record({ field, op: fc.constant('between'), value: fc.tuple(fc.integer(), fc.integer()) }),
  fc.record({ field, op: fc.constant('eq'), value: fc.boolean() }),
  fc.record({ field, op: fc.constant('under'), value: fc.constant(idOf('region', 1)) }),
  fc.record({ field, op: fc.constantFrom('isNull', 'isNotNull') }),
  fc.record({ field, op: fc.constant('eq'), value: fc.record({ relative: fc.constantFrom(...relativeRanges.filter((each) => !isCounted(each))) }) }),
  fc.record({ field, op: fc.constant('eq'), value: fc.record({ relative: fc.constantFrom(...relativeRanges.filter(isCounted)), n: count }) }),
  fc.record({ field, op: fc.constant('lt'), value: fc.tuple(fc.constantFrom('Days', 'Months', 'Years'), count).map(([unit, n]) => ({ expr: `add${unit}(today(), -${n})` })) }),
  fc.record({ field, op: fc.constant('eq'), value: fc.constant({ expr: 'user.id' }) }),
); // prettier-ignore
const filters = fc.letrec<{ filter: Filter; group: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf as fc.Arbitrary<Filter>,
    fc.record({ segment: fc.constantFrom('a', 'b') }),
    fc.record({ some: fc.constant('orders'), where: tie('group') }) as fc.Arbitrary<Filter>,
    fc.record({ none: fc.constant('orders') }),
    fc.record({
      measure: fc.record({ relation: fc.constant('orders'), aggregate: fc.constant('sum' as const), field: fc.constant('total'), where: tie('group') }), // prettier-ignore
      op: fc.constant('gt'),
      value: fc.integer(),
    }) as fc.Arbitrary<Filter>,
    tie('group'),
  ),
  group: fc.oneof(
    fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: fc.record({ or: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }) }),
  ) as fc.Arbitrary<Filter>,
}));

describe('list/filter-tree', () => {
  it('gives back every group of conditions as it was', () => {
    fc.assert(
      fc.property(filters.group, (filter) => {
        expect(filterOf(treeOf(filter))).to.deep.equal(filter);
      }),
    );
  });

  it('is the same after a way through the address', () => {
    fc.assert(
      fc.property(filters.group, (filter) => {
        const built = filterOf(treeOf(filter))!;
        const address = new URL(listHref('customer', { ...readListState({}), filter: built }), 'http://site');
        const { filter: read } = readListState(Object.fromEntries(address.searchParams));
        expect(treeOf(read)).to.deep.equal(treeOf(filter));
        expect(filterOf(treeOf(read))).to.deep.equal(filter);
      }),
    );
  });

  it('puts one condition into a group, and knows no filter from everything', () => {
    const one: Filter = { field: 'a', op: 'eq', value: 1 };
    expect(filterOf(treeOf(one))).to.deep.equal({ and: [one] });
    expect(filterOf(treeOf(undefined))).to.deep.equal({ and: [] });
    expect(treeOf({ and: [] }).parts).to.deep.equal([]);
  });

  it('keeps what it cannot edit', () => {
    const parts = [
      { field: 'a', op: 'eq', value: { parameter: 'p' } },
      { field: 'a', op: 'gt', value: { expr: 'today()' } },
      { field: 'a', op: 'eq', value: { expr: 'user.id' } },
      { field: 'a', op: 'eq', value: { relative: 'lastDays', n: 3 } },
    ] as Filter[];
    const tree = treeOf({ and: parts });
    expect(tree.parts.map((part) => part.kind)).to.deep.equal(['other', 'other', 'leaf', 'leaf']);
    expect(filterOf(tree)).to.deep.equal({ and: parts });
  });

  it('is no filter while something is missing, however deep', () => {
    const relation = { ...newRelation('orders'), test: 'sum' as const };
    const tree = addAt<GroupNode>(treeOf({ segment: 'a' }), [], { ...emptyGroup('or'), parts: [relation] });
    expect(filterOf(tree)).to.equal(undefined);
    const whole = changeAt(tree, [1, 0], (node) => ({ ...node, field: 'total', value: 5 }) as typeof node);
    expect(filterOf(whole)).to.deep.equal({
      and: [
        { segment: 'a' },
        { or: [{ measure: { relation: 'orders', aggregate: 'sum', field: 'total' }, op: 'gte', value: 5 }] },
      ],
    });
    expect(filterOf(changeAt(whole, [1, 0], () => undefined))).to.equal(undefined);
    expect(filterOf(changeAt(whole, [1], () => undefined))).to.deep.equal({ and: [{ segment: 'a' }] });
  });

  it('adds a condition on related records inside them', () => {
    const tree = addAt<GroupNode>(emptyGroup(), [], newRelation('orders'));
    const inner = addAt(tree, [0, 0], { kind: 'segment', name: 'late' });
    expect(filterOf(inner)).to.deep.equal({ and: [{ some: 'orders', where: { and: [{ segment: 'late' }] } }] });
  });
});
