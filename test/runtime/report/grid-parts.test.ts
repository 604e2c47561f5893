import { expect } from 'chai';
import {
  BLOCK,
  firstPart,
  isRead,
  pageWanted,
  withFailure,
  withPart,
  type PartedGrid,
} from '../../../runtime/report/grid-parts.js';
import { layoutGrid, moveFrom, nearest, revealed } from '../../../runtime/report/grid-layout.js';
import type { GridPage } from '../../../metadata/sheet/grid-page.js';
import type { GridCell } from '../../../metadata/sheet/types.js';

const all = 4 * BLOCK + 7;
const cell = (row: number, rest: Partial<GridCell> = {}): GridCell => ({
  row,
  column: 1,
  value: row,
  text: String(row),
  source: 'B2',
  ...rest,
});
/** A label over rows 400 to 1599 comes with each page that it reaches into. */
const label = cell(400, { column: 0, rowSpan: 1200, text: 'Group', source: 'A2' });
const page = (from: number, to: number, next?: string): GridPage => ({
  fromRow: from,
  size: { rows: all, columns: 2, height: 0, width: 0 },
  columns: [{ width: 50 }, { width: 50 }],
  rows: Array.from({ length: Math.min(to, all) - from }, () => ({ height: 20, level: 1 })),
  cells: [...(from < 1600 && to > 400 ? [label] : []), ...Array.from({ length: Math.min(to, all) - from }, (_, index) => cell(from + index))],
  styles: {},
  heights: [[30, 1], [20, all - 1]],
  ...(next === undefined ? {} : { next }),
}); // prettier-ignore
const begun = (): PartedGrid => firstPart(page(0, BLOCK, '500~x'), {});

describe('report/grid-parts', () => {
  it('leaves room for rows that are not here, and takes pages in any order, each label once', () => {
    const grid = withPart(withPart(begun(), page(3 * BLOCK, 5 * BLOCK)), page(BLOCK, 2 * BLOCK));
    expect([grid.rows.length, [...grid.parts!.blocks].sort()]).to.deep.equal([all, [0, 1, 3, 4]]);
    expect(grid.cells.filter(({ source }) => source === 'A2')).to.have.length(1);
    expect(grid.cells.filter(({ source }) => source === 'B2')).to.have.length(3 * BLOCK + 7);
    expect([isRead(grid, 2 * BLOCK - 1), isRead(grid, 2 * BLOCK), isRead(grid, all - 1)]).to.deep.equal([true, false, true]);
    const layout = layoutGrid(grid);
    expect(layout.tops.at(-1)).to.equal(all * 20);
    expect(layout.at(2 * BLOCK + 3, 0)).to.equal(label);
  }); // prettier-ignore

  it('is whole where the answer is', () => {
    const { size: _size, heights: _heights, ...whole } = page(0, all);
    expect(firstPart(whole as GridPage, {}).parts).to.equal(undefined);
    expect(firstPart(page(0, all), {}).parts).to.equal(undefined);
  });

  it('asks first for what is in sight, two blocks at most, then for what lies around it', () => {
    const grid = withPart(begun(), page(3 * BLOCK, 4 * BLOCK));
    expect(pageWanted(grid, 0, 40)).to.equal(undefined);
    expect(pageWanted(grid, 440, 480)).to.deep.equal({ from: BLOCK, to: 2 * BLOCK, after: '500~x' });
    expect(pageWanted(grid, 990, 1020)).to.deep.equal({ from: BLOCK, to: 3 * BLOCK, after: '500~x' });
    expect(pageWanted(grid, 1510, 1550)).to.deep.equal({ from: 2 * BLOCK, to: 3 * BLOCK });
    expect(pageWanted(grid, 1990, 2007)).to.deep.equal({ from: 4 * BLOCK, to: 5 * BLOCK });
  });

  it('keeps why rows could not be read until some are', () => {
    const failed = withFailure(begun(), 'No connection.');
    expect(failed.parts!.failure).to.equal('No connection.');
    expect(withPart(failed, page(BLOCK, 2 * BLOCK)).parts!.failure).to.equal(undefined);
  });

  it('is walked over rows that are not here', () => {
    const layout = layoutGrid(begun());
    expect(moveFrom(layout, { row: BLOCK - 1, column: 1 }, 'down')).to.deep.equal({ row: BLOCK, column: 1 });
    expect(moveFrom(layout, { row: 2, column: 1 }, 'bottom')).to.deep.equal({ row: all - 1, column: 1 });
    expect(moveFrom(layout, { row: BLOCK - 5, column: 1 }, 'pageDown', 30)).to.deep.equal({ row: BLOCK + 25, column: 1 });
    expect(nearest(layout, { row: all - 1, column: 0 })).to.deep.equal({ row: all - 1, column: 0 });
    const pane = { top: 0, left: 0, width: 200, height: 400 };
    const view = { frozen: { rows: 0, columns: 0 }, gutter: 0, pane };
    expect(revealed(layout, { row: all - 1, column: 1 }, view).top).to.equal(all * 20 + 10 - 400 - 10);
  }); // prettier-ignore
});
