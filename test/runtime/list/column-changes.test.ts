import { expect } from 'chai';
import { changeByKey, withOrder, withWidth } from '../../../runtime/list/column-changes.js';
import type { Column } from '../../../runtime/list/columns.js';

const column = (path: string, part: Partial<Column> = {}) =>
  ({ path, width: 100, isWidthStated: false, frozen: path === 'a', aggregate: undefined, ...part }) as Column;
const columns = [column('a'), column('b', { isWidthStated: true, width: 140 }), column('c', { aggregate: 'sum' })];
const key = (name: string, shiftKey = false) => ({ key: name, altKey: true, shiftKey });

describe('list/column-changes', () => {
  it('keeps stated widths and sums, and how many columns stay', () => {
    expect(withWidth(columns, 'a', 212.4)).to.deep.equal({
      columns: [
        { path: 'a', width: 212 },
        { path: 'b', width: 140 },
        { path: 'c', aggregate: 'sum' },
      ],
      freeze: 1,
    });
    expect(withWidth(columns, 'a', 3).columns![0]).to.deep.equal({ path: 'a', width: 56 });
  });

  it('moves and resizes by key, not beyond the ends', () => {
    const order = (setting: ReturnType<typeof changeByKey>) => setting?.columns?.map((each) => each.path).join('');
    expect(order(changeByKey(key('ArrowRight'), columns, 'a', 100))).to.equal('bac');
    expect(order(changeByKey(key('ArrowLeft'), columns, 'a', 100))).to.equal(undefined);
    expect(changeByKey(key('ArrowLeft', true), columns, 'b', 140)?.columns?.[1]).to.include({ width: 124 });
    expect(changeByKey({ ...key('ArrowLeft'), altKey: false }, columns, 'b', 140)).to.equal(undefined);
  });

  it('knows when nothing moved', () => {
    expect(withOrder(columns, ['a', 'b', 'c'])).to.equal(undefined);
    expect(withOrder(columns, ['c', 'a', 'b'])?.columns?.map((each) => each.path)).to.deep.equal(['c', 'a', 'b']);
  });
});
