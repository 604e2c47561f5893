import { expect } from 'chai';
import {
  branchFilter,
  linesOf,
  nextLine,
  top,
  withBelow,
  type Branch,
} from '../../../../../plugins/core/views/tree/branches.js';

const branch = (...ids: string[]): Branch => ({ rows: ids.map((id) => ({ id, version: 1 })), more: false });
const branches = new Map([
  [top, branch('a', 'b')],
  ['a', branch('c', 'd')],
  ['c', branch('e')],
]);
const counts = new Map([['a', 2], ['c', 1], ['b', 4]]); // prettier-ignore
const drawn = (open: readonly string[]) =>
  linesOf(branches, new Set(open), counts).map(
    (line) => `${line.level}${line.row.id}${line.isOpen ? '-' : line.count > 0 ? '+' : ''}`,
  );

describe('views/tree/branches', () => {
  it('draws what is open, in its order and at its level', () => {
    expect(drawn([])).to.deep.equal(['1a+', '1b+']);
    expect(drawn(['a'])).to.deep.equal(['1a-', '2c+', '2d', '1b+']);
    expect(drawn(['a', 'c', 'd'])).to.deep.equal(['1a-', '2c-', '3e', '2d', '1b+']);
    // Open but not fetched yet.
    expect(drawn(['b'])).to.deep.equal(['1a+', '1b-']);
  });

  it('draws a record once though the branches go in a circle', () => {
    const circle = new Map([[top, branch('a')], ['a', branch('b')], ['b', branch('a')]]); // prettier-ignore
    const lines = linesOf(circle, new Set(['a', 'b']), new Map([['a', 1], ['b', 1]])); // prettier-ignore
    expect(lines.map((line) => line.row.id)).to.deep.equal(['a', 'b']);
    expect([...withBelow(circle, 'a')]).to.have.members(['a', 'b']);
  });

  it('goes by keys as a tree does', () => {
    const lines = linesOf(branches, new Set(['a']), counts);
    const go = (id: string, key: string) => nextLine(lines, id, key);
    expect([go('a', 'ArrowRight'), go('a', 'ArrowLeft'), go('c', 'ArrowLeft')]).to.deep.equal(['c', undefined, 'a']);
    expect([go('c', 'ArrowRight'), go('d', 'ArrowDown'), go('a', 'ArrowUp')]).to.deep.equal([
      undefined,
      'b',
      undefined,
    ]);
    expect([go('d', 'Home'), go('d', 'End'), go('b', 'ArrowLeft')]).to.deep.equal(['a', 'b', undefined]);
  });

  it('has all that fits at the top of a list with conditions', () => {
    expect(branchFilter('parent', top, false)).to.deep.equal({ field: 'parent.id', op: 'isNull' });
    expect(branchFilter('parent', top, true)).to.equal(undefined);
    expect(branchFilter('parent', 'a', false)).to.deep.equal({ field: 'parent', op: 'eq', value: 'a' });
  });
});
