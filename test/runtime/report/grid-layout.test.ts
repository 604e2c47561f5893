import { expect } from 'chai';
import fc from 'fast-check';
import type { GridCell } from '../../../metadata/sheet/types.js';
import { cellsOfRow, layoutGrid, moveFrom, placeAt, revealed, windowOf } from '../../../runtime/report/grid-layout.js';
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

  describe('cells over a frozen edge', () => {
    const crossing = expand(
      { A1: { text: 'tall', span: [4, 1] }, B1: { text: 'wide', span: [1, 2] }, B2: { text: 'b' }, C2: { text: 'c' }, B3: { text: 'd' }, C3: { text: 'e' }, B4: { text: 'f' }, C4: { text: 'g' } },
      {},
      { freeze: 'C3' },
    ); // prettier-ignore
    const cut = layoutGrid(crossing);
    const drawn = (row: number, isFirst: boolean) =>
      cellsOfRow(cut, row, isFirst).map(({ cell, rows, quiet }) => `${cell.text}x${rows}${quiet ? ' quiet' : ''}`);

    it('are cut there: the upper part stays with the heads, the lower says nothing', () => {
      expect(drawn(0, false)).to.deep.equal(['tallx2', 'widex1']);
      expect(drawn(2, true)).to.deep.equal(['tallx2 quiet', 'dx1', 'ex1']);
      expect(drawn(2, false)).to.deep.equal(['tallx2 quiet', 'dx1', 'ex1']);
      expect(drawn(3, true)).to.deep.equal(['tallx1 quiet', 'fx1', 'gx1']);
      expect(drawn(3, false)).to.deep.equal(['fx1', 'gx1']);
    });
  });

  it('gives rows that are not seen no height and draws what begins in them below', () => {
    const folded = layoutGrid(grid, { hidden: new Set([1, 2]), scale: 1.5, widths: new Map([[1, 40]]) });
    expect(folded.tops).to.deep.equal([0, 60, 60, 60, 99, 138, 177, 216]);
    expect(folded.lefts).to.deep.equal([0, 150, 210, 300]);
    expect(texts(cellsOfRow(folded, 3, false))).to.deep.equal(['East', 'Ann', '40']);
    expect(moveFrom(folded, { row: 0, column: 0 }, 'down')).to.deep.equal({ row: 3, column: 0 });
  });

  it('draws each place of a window once, whatever is folded', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3, 4, 5]), fc.nat(6), fc.nat(6), (hidden, a, b) => {
        const some = layoutGrid(grid, { hidden: new Set(hidden) });
        const rows = grid.rows
          .map((_, row) => row)
          .filter((row) => row >= Math.min(a, b) && row <= Math.max(a, b) && some.shows(row));
        const seen = new Set<string>();
        for (const [index, row] of rows.entries()) {
          for (const { cell, rows: reach } of cellsOfRow(some, row, index === 0)) {
            for (let at = row; at < row + reach; at++) {
              for (let column = cell.column; column < cell.column + (cell.columnSpan ?? 1); column++) {
                if (!some.shows(at)) continue;
                expect(seen.has(`${at} ${column}`)).to.equal(false);
                seen.add(`${at} ${column}`);
              }
            }
          }
        }
        for (const row of rows)
          for (let column = 0; column < 3; column++) expect(seen.has(`${row} ${column}`)).to.equal(true);
      }),
    );
  });

  it('scrolls a place free of the frozen parts, and not at all where it is', () => {
    const at = (row: number, column: number, top: number, left: number) =>
      revealed(
        layout,
        { row, column },
        { frozen: layout.frozen, gutter: 10, pane: { top, left, width: 150, height: 100 } },
      );
    expect(at(1, 1, 0, 0)).to.deep.equal({ top: 0, left: 40 });
    expect(at(6, 2, 0, 0)).to.deep.equal({ top: 96, left: 100 });
    expect(at(1, 0, 96, 100)).to.deep.equal({ top: 0, left: 100 });
    expect(at(0, 0, 96, 100)).to.deep.equal({ top: 96, left: 100 });
  });

  it('stays quick with ten thousand rows of forty columns: a window costs its own cells', () => {
    const rows = Array.from({ length: 10_000 }, () => ({ height: 26 }));
    const columns = Array.from({ length: 40 }, () => ({ width: 90 }));
    const cells = rows.flatMap((_, row) =>
      columns.flatMap((__, column): GridCell[] => {
        if (column === 0)
          return row % 500 === 0 ? [{ row, column, rowSpan: 500, value: 'g', text: 'g', source: 'A1' }] : [];
        return [{ row, column, value: 1, text: '1', source: 'B1' }];
      }),
    );
    const large = layoutGrid({ rows, columns, cells, styles: {}, freeze: { rows: 1, columns: 1 } });
    const { first, end } = windowOf(large.tops, 1, 130_000, 900);
    expect(end - first).to.be.lessThan(70);
    const drawn = Array.from({ length: end - first }, (_, index) => cellsOfRow(large, first + index, index === 0));
    expect(drawn[0]![0]).to.deep.include({ rows: 500 - (first % 500) });
    expect(drawn.flat().length).to.be.at.most((end - first) * 40);
  });
});
