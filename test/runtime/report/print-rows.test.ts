/** The rows of a sheet on paper: groups as tables within tables, breaks, columns that are parted. */
import { expect } from 'chai';
import type { Grid, GridCell, GridRow } from '../../../metadata/sheet/types.js';
import { layoutGrid } from '../../../runtime/report/grid-layout.js';
import { breaksBefore, isGroup, printBody, rowsIn, type PrintNode } from '../../../runtime/report/print-rows.js';
import { printedColumns } from '../../../runtime/report/sheet-print.js';

const label = (row: number, rowSpan: number, text: string, column = 0): GridCell => ({ row, column, rowSpan, text, value: text, source: 'A1' }); // prettier-ignore
const gridOf = (rows: readonly Partial<GridRow>[], cells: readonly GridCell[] = [], columns = 3): Grid => ({
  columns: Array.from({ length: columns }, () => ({ width: 400 })),
  rows: rows.map((row) => ({ height: 20, ...row })),
  cells,
  styles: {},
  freeze: { rows: 0, columns: 1 },
});
const plain = (count: number): Partial<GridRow>[] => Array.from({ length: count }, () => ({}));
/** `0 [East; 1 2] 3`: rows, groups with their labels and head rows. */
const drawn = (nodes: readonly PrintNode[]): string =>
  nodes
    .map((node) => {
      if (!isGroup(node)) return node.rows.join(' ');
      const head = [...node.labels.map(({ text }) => text), ...node.heads].join(',');
      return `[${node.isKept ? '!' : ''}${head}; ${drawn(node.nodes)}]`;
    })
    .join(' ');
const bodyOf = (grid: Grid) => printBody(grid, () => true);

describe('runtime/report/print-rows', () => {
  it('puts a label over its rows, and the labels within it over theirs', () => {
    const grid = gridOf(plain(7), [label(1, 5, 'East'), label(1, 3, 'Ann', 1), label(4, 2, 'Bob', 1), label(6, 1, 'one row')]);
    expect(drawn(bodyOf(grid).sheet.nodes)).to.equal('0 [East; [Ann; 1 2 3] [Bob; 4 5]] 6');
    // Labels side by side that cross each other: the one that begins first.
    const crossing = gridOf(plain(6), [label(0, 4, 'left'), label(2, 4, 'right', 2)]);
    expect(drawn(bodyOf(crossing).sheet.nodes)).to.equal('[left; 0 1 2 3] 4 5');
  }); // prettier-ignore

  it('repeats the head rows of a group, with its label, and keeps together what stands together', () => {
    const heads = [{ page: { repeatTo: 5 } }, { page: { repeatTo: 5 } }];
    const rows = [...heads, ...plain(3), { page: { keepTo: 7 } }, ...plain(2)];
    expect(drawn(bodyOf(gridOf(rows, [label(0, 5, 'East')])).sheet.nodes)).to.equal('[East,0,1; 2 3 4] [!; 5 6] 7');
  });

  it('heads pages by the head above them, titles once, feet on each, the summary last', () => {
    const roles = ['title', 'header', undefined, 'summary', 'header', undefined, 'footer'] as const;
    const { titles, sheet, feet } = bodyOf(gridOf(roles.map((role) => (role ? { role } : {}))));
    expect([titles, drawn(sheet.nodes), feet]).to.deep.equal([[0], '[1; 2] [4; 5 3]', [6]]);
    expect([...rowsIn(sheet.nodes)].sort()).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('begins pages where rows say so and after as many as the sheet wants, never within what is kept', () => {
    const rows = [...plain(3), { page: { before: true } }, { page: { keepTo: 7 } }, ...plain(4)];
    const all = rows.map((_, row) => row);
    expect([...breaksBefore(gridOf(rows), undefined, all)]).to.deep.equal([3]);
    expect([...breaksBefore(gridOf(rows), { rowsPerPage: 3 }, all)]).to.deep.equal([3, 4, 7]);
  });

  it('makes a wide sheet smaller, to a half, then parts its columns with the frozen one in each', () => {
    const columns = (count: number) => printedColumns(layoutGrid(gridOf(plain(1), [], count)), { orientation: 'portrait' });
    expect(columns(1)).to.deep.equal({ scale: 1, columns: [[0]] });
    expect([columns(3).columns, columns(3).scale > 0.5 && columns(3).scale < 1]).to.deep.equal([[[0, 1, 2]], true]);
    const { columns: parts, scale } = columns(6);
    expect(parts.map((part) => part[0])).to.deep.equal(parts.map(() => 0));
    expect([parts.length > 1, parts.flatMap((part) => part.slice(1)), scale >= 0.5]).to.deep.equal([true, [1, 2, 3, 4, 5], true]);
  }); // prettier-ignore
});
