import { expect } from 'chai';
import { extend, isInside, rectangleOf } from '../../../../runtime/list/edit/cell-range.js';

const paths = ['a', 'b', 'c'];
const range = { anchor: { index: 4, path: 'c' }, head: { index: 2, path: 'b' } };
const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });

describe('list/cell-range', () => {
  it('is a rectangle whichever corner it began at', () => {
    expect(rectangleOf(range, paths)).to.deep.equal({ from: 2, to: 4, first: 1, last: 2 });
    expect(rectangleOf(range, ['a', 'b'])).to.equal(undefined);
  });

  it('knows its cells', () => {
    const box = rectangleOf(range, paths)!;
    expect([isInside(box, 3, 1), isInside(box, 1, 1), isInside(box, 3, 0)]).to.deep.equal([true, false, false]);
  });

  it('grows at its head, to the edge with Ctrl, and never beyond', () => {
    expect(extend(range, key('ArrowUp'), paths, 10)).to.deep.equal({ index: 1, path: 'b' });
    expect(extend(range, key('ArrowDown', true), paths, 10)).to.deep.equal({ index: 9, path: 'b' });
    expect(extend(range, key('ArrowLeft', true), paths, 10)).to.deep.equal({ index: 2, path: 'a' });
    expect(extend({ ...range, head: { index: 0, path: 'a' } }, key('ArrowUp'), paths, 10)).to.deep.equal({
      index: 0,
      path: 'a',
    });
    expect(extend(range, key('Home'), paths, 10)).to.equal(undefined);
  });
});
