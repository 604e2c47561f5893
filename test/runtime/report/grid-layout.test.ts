import { expect } from 'chai';
import fc from 'fast-check';
import type { GridCell } from '../../../metadata/sheet/types.js';
import { cellsOfRow, layoutGrid, moveFrom, placeAt, windowOf } from '../../../runtime/report/grid-layout.js';
import { expand, table } from '../../metadata/sheet/sheet-helper.js';

const S = table(
  'region rep product qty amt',
  'East Ann Pen 2 10 · East Bob Ink 1 20 · West Cid Pen 3 30 · East Ann Ink 1 40 · West Cid Ink 2 50',
);
/** East(3x1) | Ann | 10 … under two heads, with a total. */
const grid = expand(
  {
    A1: { text: 'Sales', span: [1, 3], style: 'head' },
    A2: { bind: { dataset: 'S', field: 'region', as: 'group' } },
    B2: { bind: { dataset: 'S', field: 'rep', as: 'list' } },
    C2: { bind: { dataset: 'S', field: 'amt', as: 'value' } },
    A3: { text: 'Total', span: [1, 2] },
    C3: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
  },
  { S },
  { freeze: 'B2', rows: [{ height: 40 }], columns: [{ width: 100 }, { width: 80 }, { width: 60 }] },
);
const layout = layoutGrid(grid);
const texts = (cells: readonly { readonly cell: GridCell; readonly rows: number }[]) =>
  cells.map(({ cell, rows }) => `${cell.text}${rows > 1 ? ` x${rows}` : ''}`);

describe('report/grid-layout', () => {
  it('knows where rows and columns begin and what is frozen', () => {
    expect(layout.tops).to.deep.equal([0, 40, 66, 92, 118, 144, 170, 196]);
    expect(layout.lefts).to.deep.equal([0, 100, 180, 240]);
    expect(layout.frozen).to.deep.equal({ rows: 1, columns: 1 });
    expect(layout.at(3, 0)?.text).to.equal('East');
    expect(layout.at(0, 2)?.text).to.equal('Sales');
  });

  it('draws what begins in a row, and in the first of a window also what reaches into it', () => {
    expect(texts(cellsOfRow(layout, 1, false))).to.deep.equal(['East x3', 'Ann', '10']);
    expect(texts(cellsOfRow(layout, 3, false))).to.deep.equal(['Ann', '40']);
    expect(texts(cellsOfRow(layout, 3, true))).to.deep.equal(['East', 'Ann', '40']);
    expect(texts(cellsOfRow(layout, 2, true))).to.deep.equal(['East x2', 'Bob', '20']);
  });

  it('moves over merged cells in one step and stays where there is nothing', () => {
    expect(moveFrom(layout, { row: 0, column: 0 }, 'right')).to.deep.equal({ row: 0, column: 0 });
    expect(moveFrom(layout, { row: 1, column: 0 }, 'down')).to.deep.equal({ row: 4, column: 0 });
    expect(moveFrom(layout, { row: 3, column: 1 }, 'left')).to.deep.equal({ row: 3, column: 0 });
    expect(moveFrom(layout, { row: 3, column: 0 }, 'right')).to.deep.equal({ row: 3, column: 1 });
    expect(moveFrom(layout, { row: 2, column: 1 }, 'end')).to.deep.equal({ row: 2, column: 2 });
    expect(moveFrom(layout, { row: 2, column: 2 }, 'bottom')).to.deep.equal({ row: 6, column: 2 });
    expect(moveFrom(layout, { row: 6, column: 2 }, 'top')).to.deep.equal({ row: 0, column: 0 });
    expect(moveFrom(layout, { row: 6, column: 2 }, 'pageUp', 2)).to.deep.equal({ row: 4, column: 2 });
  });

  it('reaches every cell by arrows and never leaves the sheet', () => {
    const moves = fc.array(
      fc.constantFrom('up', 'down', 'left', 'right', 'home', 'end', 'pageUp', 'pageDown' as const),
    );
    fc.assert(
      fc.property(moves, (steps) => {
        let at = { row: 0, column: 0 };
        for (const step of steps) at = moveFrom(layout, at, step, 3);
        expect(layout.at(at.row, at.column)).to.not.equal(undefined);
      }),
    );
  });

  it('finds the place of a pixel', () => {
    expect(placeAt(layout.tops, 0)).to.equal(0);
    expect(placeAt(layout.tops, 39)).to.equal(0);
    expect(placeAt(layout.tops, 40)).to.equal(1);
    expect(placeAt(layout.tops, 5000)).to.equal(6);
    expect(placeAt([0], 10)).to.equal(0);
  });

  it('draws a window that covers what is seen and little more, without the frozen rows', () => {
    const places = Array.from({ length: 10_001 }, (_, index) => index * 26);
    const { first, end } = windowOf(places, 2, 130_000, 600);
    expect(places[first]! - 52).to.be.lessThan(130_000);
    expect(places[end]).to.be.greaterThan(130_600);
    expect(end - first).to.be.lessThan(60);
    expect(windowOf(places, 2, 0, 600).first).to.equal(2);
    expect(windowOf([0, 26], 1, 0, 600)).to.deep.equal({ first: 1, end: 1 });
  });
});
