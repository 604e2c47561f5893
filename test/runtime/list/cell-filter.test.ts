import { expect } from 'chai';
import type { Field } from '../../../metadata/model/model.js';
import { cellFilters } from '../../../runtime/list/cell-filter.js';

const field = (operators: readonly string[], dictionary?: string) => ({ operators, dictionary }) as unknown as Field;

describe('list/cell-filter', () => {
  it('takes the id of a reference, a list of codes, and empty for empty', () => {
    const text = field(['eq', 'ne', 'isNull', 'isNotNull']);
    expect(cellFilters('owner', text, { id: '1', label: 'Ann' })).to.deep.equal({
      only: { field: 'owner', op: 'eq', value: '1' },
      without: {
        or: [
          { field: 'owner', op: 'ne', value: '1' },
          { field: 'owner', op: 'isNull' },
        ],
      },
    });
    expect(cellFilters('type', field(['in', 'notIn'], 'types'), 'a')?.only).to.deep.equal({
      field: 'type',
      op: 'in',
      value: ['a'],
    });
    expect(cellFilters('city', text, null)).to.deep.equal({
      only: { field: 'city', op: 'isNull' },
      without: { field: 'city', op: 'isNotNull' },
    });
  });

  it('offers nothing for what cannot be compared', () => {
    expect(cellFilters('lines', field([]), [{ id: '1' }])).to.equal(undefined);
    expect(cellFilters('note', field(['isNull', 'isNotNull']), 'text')).to.equal(undefined);
  });
});
