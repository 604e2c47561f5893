import { expect } from 'chai';
import fc from 'fast-check';
import { layoutGrid } from '../../../runtime/report/grid-layout.js';
import { cellsIn, findCell, rangeOf, textOfRange } from '../../../runtime/report/grid-range.js';
import { commandOf } from '../../../runtime/report/sheet-keys.js';
import { expand, table } from '../../metadata/sheet/sheet-helper.js';

const S = table('region rep amt', 'East Ann 10 · East Bob 20 · West Cid 30');
const grid = expand(
  {
    A1: { text: 'Sales, "all"', span: [1, 3] },
    A2: { bind: { dataset: 'S', field: 'region', as: 'group' } },
    B2: { bind: { dataset: 'S', field: 'rep', as: 'list' } },
    C2: { bind: { dataset: 'S', field: 'amt', as: 'value' } },
    A3: { text: 'Total', span: [1, 2] },
    C3: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
  },
  { S },
);
const layout = layoutGrid(grid);
const place = fc.record({ row: fc.nat(grid.rows.length - 1), column: fc.nat(grid.columns.length - 1) });

describe('report/grid-range', () => {
  it('grows until no merged cell is cut, whichever corners are given', () => {
    expect(rangeOf(layout, { row: 2, column: 1 }, { row: 1, column: 0 })).to.deep.equal({ top: 1, left: 0, bottom: 2, right: 1 }); // prettier-ignore
    fc.assert(
      fc.property(place, place, (a, b) => {
        const range = rangeOf(layout, a, b);
        expect(rangeOf(layout, b, a)).to.deep.equal(range);
        for (let row = range.top; row <= range.bottom; row++)
          for (let column = range.left; column <= range.right; column++) {
            const cell = layout.at(row, column)!;
            expect(cell.row).to.be.at.least(range.top);
            expect(cell.row + (cell.rowSpan ?? 1) - 1).to.be.at.most(range.bottom);
            expect(cell.column + (cell.columnSpan ?? 1) - 1).to.be.at.most(range.right);
          }
      }),
    );
  });

  it('copies tabs and lines, a merged cell once, quotes where another program needs them', () => {
    const all = rangeOf(layout, { row: 0, column: 0 }, { row: 4, column: 2 });
    expect(cellsIn(all)).to.equal(15);
    expect(textOfRange(layout, all)).to.equal(
      '"Sales, ""all"""\t\t\nEast\tAnn\t10\n\tBob\t20\nWest\tCid\t30\nTotal\t\t60',
    );
  });

  it('copies no row that is not seen, and of a folded group the label alone', () => {
    const folded = layoutGrid(grid, { hidden: new Set([2]), stubs: new Map([[1, layout.at(1, 0)!]]) });
    expect(textOfRange(folded, { top: 1, left: 0, bottom: 3, right: 2 })).to.equal('East\t\t\nWest\tCid\t30');
  });

  it('finds forwards and backwards, around the end, in any case', () => {
    const at = (text: string, from: { row: number; column: number }, back = false) =>
      findCell(layout, text, from, back)?.text;
    expect(at('a', { row: 0, column: 0 })).to.equal('East');
    expect(at('a', { row: 1, column: 0 })).to.equal('Ann');
    expect(at('bob', { row: 4, column: 0 })).to.equal('Bob');
    expect(at('a', { row: 1, column: 0 }, true)).to.equal('Sales, "all"');
    expect([at('', { row: 0, column: 0 }), at('none', { row: 0, column: 0 })]).to.deep.equal([undefined, undefined]);
  });

  it('knows its keys and leaves the others to the browser', () => {
    const key = (name: string, held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {}) =>
      commandOf({ key: name, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held });
    expect(key('ArrowDown', { shiftKey: true })).to.deep.equal({ does: 'move', move: 'down', extend: true });
    expect(key('Home', { ctrlKey: true })).to.deep.equal({ does: 'move', move: 'top', extend: false });
    expect(key('Enter', { metaKey: true })).to.deep.equal({ does: 'open', follow: true });
    expect(key(' ', { shiftKey: true })).to.deep.equal({ does: 'select', what: 'row' });
    expect(key('-')).to.deep.equal({ does: 'fold', open: false });
    for (const [name, held] of [['f', { ctrlKey: true }], ['ArrowLeft', { altKey: true }], ['Tab', {}], ['x', {}]] as const)
      expect(key(name, held), name).to.equal(undefined); // prettier-ignore
  });
});
