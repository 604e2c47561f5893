import { expect } from 'chai';
import fc from 'fast-check';
import { parseRoute } from '../../runtime/data/router.js';
import {
  activeFilter,
  filterParts,
  findFilter,
  joinParts,
  listHref,
  nextSort,
  readListState,
  requestFilter,
  type ListState,
} from '../../runtime/list/list-state.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { Filter } from '../../metadata/schema/query.js';

const leaf = (field: string): Filter => ({ field, op: 'eq', value: 'x' });
const view = { filter: leaf('a') } as unknown as ViewDocument;
const none: ListState = { view: undefined, filter: undefined, find: '', sort: undefined, group: undefined };

describe('list/list-state', () => {
  it('reads back any state from its address', () => {
    const state = fc.record({
      view: fc.option(fc.stringMatching(/^[a-z_]{1,10}$/), { nil: undefined }),
      filter: fc.option(
        fc
          .array(fc.record({ field: fc.stringMatching(/^[a-z]{1,5}$/), op: fc.constant('eq'), value: fc.string() }), {
            maxLength: 3,
          })
          .map((and) => ({ and }) as unknown as Filter),
        { nil: undefined },
      ),
      find: fc.string(),
      group: fc.option(
        fc.array(
          fc.oneof(
            fc.record({ path: fc.stringMatching(/^[a-z]{1,5}$/) }),
            fc.record({
              path: fc.stringMatching(/^[a-z]{1,5}$/),
              grain: fc.constantFrom('year' as const, 'month' as const),
            }),
          ),
          { maxLength: 3 },
        ),
        { nil: undefined },
      ),
      sort: fc.option(
        fc.array(fc.record({ by: fc.stringMatching(/^[a-z]{1,5}$/), descending: fc.constant(true) }), {
          minLength: 1,
          maxLength: 2,
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(state, (each) => {
        const route = parseRoute(listHref('customer', each));
        expect(route.name).to.equal('list');
        expect(route.parts).to.deep.equal(['customer']);
        expect(readListState(route.query)).to.deep.equal(each);
      }),
    );
  });

  it('ignores a filter that is no JSON object', () => {
    expect(readListState({ filter: '{' }).filter).to.equal(undefined);
    expect(readListState({ filter: '[1]' }).filter).to.equal(undefined);
  });

  it('takes the view filter until the address says another, and none when it says none', () => {
    expect(activeFilter(none, view)).to.deep.equal(leaf('a'));
    expect(filterParts(activeFilter({ ...none, filter: { and: [] } }, view))).to.deep.equal([]);
  });

  it('splits an outer and into chips and puts them together again', () => {
    expect(filterParts({ and: [leaf('a'), leaf('b')] })).to.have.length(2);
    expect(joinParts([leaf('a')])).to.deep.equal(leaf('a'));
    expect(joinParts([])).to.deep.equal({ and: [] });
  });

  it('searches any of the fields and leaves blank words out', () => {
    expect(findFilter('  ', ['a'])).to.equal(undefined);
    expect(findFilter(' x ', ['a'])).to.deep.equal({ field: 'a', op: 'contains', value: 'x' });
    expect(findFilter('x', ['a', 'b'])).to.have.property('or');
  });

  it('joins filter and search, or sends none', () => {
    expect(requestFilter([undefined, { and: [] }])).to.equal(undefined);
    expect(requestFilter([leaf('a'), findFilter('x', ['n'])]))
      .to.have.property('and')
      .with.length(2);
  });

  it('turns the sort at each click: first way, other way, back to the view', () => {
    const first = nextSort([], 'a', true)!;
    expect(first).to.deep.equal([{ by: 'a', descending: true }]);
    const second = nextSort(first, 'a', true)!;
    expect(second).to.deep.equal([{ by: 'a' }]);
    expect(nextSort(second, 'a', true)).to.equal(undefined);
  });
});
