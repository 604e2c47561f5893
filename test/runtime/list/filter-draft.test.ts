import { expect } from 'chai';
import { draftOf, isCounted, leafOf, withOperator } from '../../../runtime/list/filter-draft.js';
import type { FilterLeaf } from '../../../runtime/list/filter-words.js';

describe('list/filter-draft', () => {
  it('opens every kind of condition and gives the same back', () => {
    const leaves: readonly FilterLeaf[] = [
      { field: 'city', op: 'contains', value: 'Graz' },
      { field: 'level', op: 'in', value: ['A', 'B'] },
      { field: 'sales', op: 'between', value: [0, 10] },
      { field: 'ordered', op: 'eq', value: { relative: 'thisMonth' } },
      { field: 'ordered', op: 'eq', value: { relative: 'lastDays', n: 30 } },
      { field: 'phone', op: 'isNull' },
      { field: 'sales', op: 'eq', value: 0 },
      { field: 'closed', op: 'eq', value: false },
    ];
    for (const leaf of leaves) expect(leafOf(draftOf(leaf))).to.deep.equal(leaf);
  });

  it('is no condition while a value is missing', () => {
    expect(leafOf(withOperator('city', 'contains'))).to.equal(undefined);
    expect(leafOf(withOperator('level', 'in'))).to.equal(undefined);
    expect(leafOf({ path: 'sales', op: 'between', value: 0, second: null })).to.equal(undefined);
  });

  it('sends references by id', () => {
    const value = { id: '01A', label: 'Ann' };
    expect(leafOf({ path: 'owner', op: 'eq', value, second: null })).to.deep.equal({
      field: 'owner',
      op: 'eq',
      value: '01A',
    });
  });

  it('asks for a number where the range needs one', () => {
    expect([isCounted('lastDays'), isCounted('thisMonth')]).to.deep.equal([true, false]);
  });
});
