import { expect } from 'chai';
import { moveByKey, nextEditable } from '../../../runtime/record/cell-moves.js';

describe('record/cell-moves', () => {
  const size = { rows: 3, columns: 4 };
  const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey });

  it('stays inside the table', () => {
    expect(moveByKey(key('ArrowUp'), { row: 0, column: 1 }, size)).to.deep.equal({ row: 0, column: 1 });
    expect(moveByKey(key('ArrowRight'), { row: 0, column: 3 }, size)).to.deep.equal({ row: 0, column: 3 });
    expect(moveByKey(key('End', true), { row: 0, column: 0 }, size)).to.deep.equal({ row: 2, column: 3 });
    expect(moveByKey(key('x'), { row: 0, column: 0 }, size)).to.equal(undefined);
  });

  it('goes to the next cell that can be edited and leaves after the last', () => {
    const editable = [false, true, false, true];
    expect(nextEditable({ row: 0, column: 1 }, false, editable, 2)).to.deep.equal({ row: 0, column: 3 });
    expect(nextEditable({ row: 0, column: 3 }, false, editable, 2)).to.deep.equal({ row: 1, column: 1 });
    expect(nextEditable({ row: 1, column: 3 }, false, editable, 2)).to.equal(undefined);
    expect(nextEditable({ row: 1, column: 1 }, true, editable, 2)).to.deep.equal({ row: 0, column: 3 });
    expect(nextEditable({ row: 0, column: 0 }, false, [false], 5)).to.equal(undefined);
  });
});
