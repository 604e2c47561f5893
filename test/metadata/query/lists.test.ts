import { expect } from 'chai';
import fc from 'fast-check';
import type { Filter } from '../../../metadata/schema/query.js';
import type { TestRows } from '../../helper/rows.js';
import { codes, passing, refusal } from './query-helper.js';

const rows: TestRows = {
  contact: [
    { id: '01CONTACT000000000000000001', name: 'both', tags: ['a', 'b'] },
    { id: '01CONTACT000000000000000002', name: 'one', tags: ['b'] },
    { id: '01CONTACT000000000000000003', name: 'none', tags: null },
  ],
};
const asked = (where: Filter, parameters: Record<string, null | string[]> = {}) =>
  passing('contact', where, { rows, parameters });
const tags = (op: 'eq' | 'in' | 'notIn' | 'isNull' | 'isNotNull', value?: string | string[]): Filter => ({
  field: 'tags',
  op,
  ...(value === undefined ? {} : { value }),
});

describe('query/lists', () => {
  it('has this item, has any, has none; a record without a list is neither', () => {
    expect(asked(tags('eq', 'a'))).to.equal('1');
    expect(asked(tags('in', ['a', 'x']))).to.equal('1');
    expect(asked(tags('in', ['a', 'b']))).to.equal('1 2');
    expect(asked(tags('notIn', ['a']))).to.equal('2');
    expect(asked({ not: tags('in', ['a']) })).to.equal('2');
    expect(asked(tags('isNull'))).to.equal('3');
    expect(asked(tags('isNotNull'))).to.equal('1 2');
    expect(asked(tags('in', []))).to.equal('');
    expect(asked(tags('notIn', []))).to.equal('1 2');
  });

  it('compares in the form in which items are stored', () => {
    expect(asked(tags('eq', ' a '))).to.equal('1');
  });

  it('takes a parameter of several values, and leaves out one that is not set', () => {
    const where: Filter = { field: 'tags', op: 'eq', value: { parameter: 'p' } };
    expect(asked(where, { p: ['a', 'x'] })).to.equal('1');
    expect(asked(where, { p: null })).to.equal('1 2 3');
  });

  it('refuses what a list cannot do', () => {
    const refused = (where: Filter) => codes(refusal({ entity: 'contact', select: [{ path: 'id' }], where }));
    expect(refused({ field: 'tags', op: 'contains', value: 'a' })).to.equal('422 OPERATOR_NOT_ALLOWED tags');
    expect(refused({ field: 'tags', op: 'eq', value: ['a'] })).to.equal('422 OPERAND_INVALID tags');
    expect(refused({ field: 'tags', op: 'in', value: [1] })).to.equal('422 OPERAND_INVALID tags');
    const sorted = refusal({ entity: 'contact', select: [{ path: 'id' }], sort: [{ by: 'tags' }] });
    expect(codes(sorted)).to.equal('422 QUERY_INVALID tags');
    const grouped = refusal({ entity: 'contact', select: [{ path: 'tags' }, { aggregate: 'count' }] });
    expect(codes(grouped)).to.equal('422 GROUP_NOT_ALLOWED tags');
    expect(grouped[0]!.message).to.contain('several of its values');
  });

  it('parts rows into has any, has none and no list, for any lists', () => {
    const items = fc.subarray(['a', 'b', 'c', '"', '客']);
    fc.assert(
      fc.property(fc.array(fc.option(items)), fc.subarray(['a', 'c', '"'], { minLength: 1 }), (lists, value) => {
        const contact = lists.map((list, index) => ({
          id: `01CONTACT${String(index + 1).padStart(17, '0')}`,
          tags: list && list.length > 0 ? list : null,
        }));
        const ids = (where: Filter) => passing('contact', where, { rows: { contact } }).split(' ').filter(Boolean);
        const [any, none, empty] = [ids(tags('in', value)), ids(tags('notIn', value)), ids(tags('isNull'))];
        expect([...any, ...none, ...empty].sort()).to.deep.equal(contact.map((_, index) => String(index + 1)).sort());
        const either = ids({ or: value.map((item) => tags('eq', item)) });
        expect(either).to.deep.equal(any);
      }),
    );
  });
});
