import { expect } from 'chai';
import fc from 'fast-check';
import { bodyHeight, bodyWidth, pageText } from '../../../metadata/sheet/paper.js';
import { paginate, type Page, type Pages } from '../../../metadata/sheet/paginate.js';
import type { Grid, GridCell, GridRow } from '../../../metadata/sheet/types.js';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import { expand, table } from './sheet-helper.js';

/** One line for each row of the page; `^` covered, `.` nothing. */
function show({ rows, columns, cells }: Page): string {
  const places = rows.map(() => columns.map(() => '.'));
  for (const { cell, row, column, rows: height, columns: width } of cells) {
    for (let r = row; r < row + height; r++) for (let c = column; c < column + width; c++) places[r]![c] = '^';
    places[row]![column] = `${cell.text}${height * width > 1 ? `(${height}x${width})` : ''}`;
  }
  return places.map((line) => line.join(' | ')).join('\n');
}
const showAll = ({ pages }: Pages): readonly string[] => pages.map(show);

const sales = table(
  'region rep amt',
  'East Ann 1 · East Bob 2 · East Cid 3 · East Dan 4 · West Eve 5 · West Fay 6 · North Gus 7',
);
const group = (field: string, more: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field, as: 'group' },
  ...more,
});
const cells: Readonly<Record<string, CellDocument>> = {
  A1: { text: 'Sales', span: [1, 2] },
  A2: { text: 'Region' },
  B2: { text: 'Rep' },
  A3: group('region'),
  B3: group('rep'),
  A4: { text: 'Total', span: [1, 2] },
};
const roles = [{ role: 'title' }, { role: 'header' }, {}, { role: 'summary' }] as const;

describe('sheet/paginate', () => {
  it('puts the title on page 1, heads on each, the summary on the last, and repeats what a page cuts', () => {
    const grid = expand(cells, { S: sales }, { rows: [...roles] });
    expect(showAll(paginate(grid, { rowsPerPage: 3 }))).to.deep.equal([
      'Sales(1x2) | ^\nRegion | Rep\nEast(3x1) | Ann\n^ | Bob\n^ | Cid',
      'Region | Rep\nEast | Dan\nWest(2x1) | Eve\n^ | Fay',
      'Region | Rep\nNorth | Gus\nTotal(1x2) | ^',
    ]);
  });

  it('leaves heads further down where they are written, and heads the pages below with them', () => {
    const two: Readonly<Record<string, CellDocument>> = {
      ...cells,
      A4: { text: 'Reps', span: [1, 2] },
      A5: { text: 'Rep' },
      B5: { text: 'Amount' },
      A6: group('rep', { left: 'none' }),
      B6: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
    };
    const rows = [{ role: 'title' }, { role: 'header' }, {}, {}, { role: 'header' }, {}] as const;
    const grid = expand(two, { S: sales }, { rows: [...rows] });
    expect(showAll(paginate(grid, { rowsPerPage: 7 }))).to.deep.equal([
      'Sales(1x2) | ^\nRegion | Rep\nEast(4x1) | Ann\n^ | Bob\n^ | Cid\n^ | Dan\nWest(2x1) | Eve\n^ | Fay\nNorth | Gus',
      // Begins with the words above the second head: the first one still heads them.
      'Region | Rep\nReps(1x2) | ^\nRep | Amount\nAnn | 1\nBob | 2\nCid | 3\nDan | 4\nEve | 5',
      'Rep | Amount\nFay | 6\nGus | 7',
    ]);
    // A head is not the last row of a page.
    const ends = showAll(paginate(grid, { rowsPerPage: 9 })).map((page) => page.split('\n').at(-1));
    expect(ends).to.deep.equal(['Reps(1x2) | ^', 'Gus | 7']);
  });

  it('breaks before and after where cells say so, also by a condition', () => {
    const before = { ...cells, A3: group('region', { page: 'before' }) };
    const grid = expand(before, { S: sales }, { rows: [...roles] });
    const firsts = showAll(paginate(grid)).map((page) => page.split('\n').at(page.startsWith('Sales') ? 2 : 1));
    expect(firsts).to.deep.equal(['East(4x1) | Ann', 'West(2x1) | Eve', 'North | Gus']);
    const when = [{ if: 'B3 = "Bob"', page: 'after' as const }];
    const after = expand({ ...cells, B3: group('rep', { when }) }, { S: sales }, { rows: [...roles] });
    expect(showAll(paginate(after)).map((page) => page.split('\n').length)).to.deep.equal([4, 7]);
  });

  it('keeps a group together where it fits on a page', () => {
    const keep = { ...cells, A3: group('region', { page: 'keep' }) };
    const grid = expand(keep, { S: sales }, { rows: [...roles] });
    const groups = showAll(paginate(grid, { rowsPerPage: 5 })).map((page) => page.match(/East|West|North/g));
    expect(groups).to.deep.equal([['East'], ['West', 'North']]);
    // Larger than a page: it goes on.
    expect(showAll(paginate(grid, { rowsPerPage: 2 }))[1]).to.equal('Region | Rep\nEast(2x1) | Cid\n^ | Dan');
  });

  it('repeats the heads of a group while it goes on, and leaves none alone at the end of a page', () => {
    const nested: Readonly<Record<string, CellDocument>> = {
      A1: group('region', { span: [2, 1] }),
      B1: { text: '{{A1}} reps', page: 'repeat' },
      B2: group('rep'),
    };
    const grid = expand(nested, { S: sales });
    expect(showAll(paginate(grid, { rowsPerPage: 3 }))).to.deep.equal([
      'East(3x1) | East reps\n^ | Ann\n^ | Bob',
      'East(3x1) | East reps\n^ | Cid\n^ | Dan',
      'West(3x1) | West reps\n^ | Eve\n^ | Fay',
      'North(2x1) | North reps\n^ | Gus',
    ]);
    expect(showAll(paginate(grid, { rowsPerPage: 6 }))[1]).to.equal(
      'West(3x1) | West reps\n^ | Eve\n^ | Fay\nNorth(2x1) | North reps\n^ | Gus',
    );
  });

  it('makes a wide sheet smaller down to half, then parts its columns and repeats frozen ones', () => {
    const wide = (count: number): Grid => ({
      ...expand({ A1: group('rep', { expand: 'right' }) }, { S: sales }),
      columns: Array.from({ length: count }, () => ({ width: 100 })),
      cells: Array.from({ length: count }, (_, column) => cell(0, column, `c${column}`)),
      freeze: { rows: 0, columns: 1 },
    });
    const upright = { orientation: 'portrait' as const };
    expect(paginate(wide(6), upright)).to.include({ scale: 1 });
    const smaller = paginate(wide(12), upright);
    expect(smaller.pages).to.have.length(1);
    expect(smaller.scale).to.be.within(0.5, 0.6);
    const parts = paginate(wide(15), upright);
    expect(parts.pages.map(({ columns }) => columns.join())).to.deep.equal(['0,1,2,3,4,5,6,7', '0,8,9,10,11,12,13,14']);
    expect(parts.scale).to.be.within(0.8, 0.9);
  });

  it('turns a sheet that would get too small upright, unless the report says how it lies', () => {
    const grid = { ...expand(cells, { S: sales }), columns: [{ width: 500 }, { width: 500 }] };
    const { paper } = paginate(grid);
    expect(paper.width).to.be.above(paper.height);
    expect(paginate(grid, { orientation: 'portrait' }).paper.width).to.be.below(paper.height + 400);
  });

  it('words of header and footer', () => {
    const words = { page: 2, pages: 12, date: '30 Nov 2026', title: 'A & B' };
    expect(pageText('&title, &date: &page / &pages && &nothing', words)).to.equal(
      'A & B, 30 Nov 2026: 2 / 12 & &nothing',
    );
  });

  it('every place appears, none twice but what is repeated, and no page is larger than the paper', () => {
    fc.assert(
      fc.property(arbitraryGrid, arbitraryPage, (grid, page) => {
        const { pages, paper, scale } = paginate(grid, page);
        const count = new Map<string, number>();
        for (const { rows, columns, heights, cells: placed } of pages) {
          const height = heights.reduce((total, each) => total + each, 0);
          expect(height * scale).to.be.at.most(bodyHeight(paper) + 0.1);
          const width = columns.reduce((total, column) => total + grid.columns[column]!.width, 0);
          expect(width * scale).to.be.at.most(bodyWidth(paper) + 0.1);
          for (const row of rows)
            for (const column of columns) count.set(`${row},${column}`, (count.get(`${row},${column}`) ?? 0) + 1);
          // Cells tile the page: each place with a cell of the grid is covered once, by that cell.
          const covered = placed.flatMap((each) =>
            Array.from({ length: each.rows * each.columns }, (_, index) => {
              const row = rows[each.row + Math.floor(index / each.columns)]!;
              const column = columns[each.column + (index % each.columns)]!;
              expect(holds(each.cell, row, column)).to.equal(true);
              return `${each.row + Math.floor(index / each.columns)},${each.column + (index % each.columns)}`;
            }),
          );
          expect(new Set(covered).size)
            .to.equal(covered.length)
            .and.equal(rows.length * columns.length);
        }
        const [first] = pages;
        grid.rows.forEach((row, r) =>
          grid.columns.forEach((_, c) => {
            const times = count.get(`${r},${c}`) ?? 0;
            expect(times, `${r},${c}`).to.be.at.least(1);
            const repeats =
              row.role === 'header' ||
              row.role === 'footer' ||
              row.page?.repeatTo !== undefined ||
              r < (grid.freeze?.rows ?? 0) ||
              c < (grid.freeze?.columns ?? 0);
            if (!repeats) expect(times, `${r},${c}`).to.equal(1);
          }),
        );
        const inBody = (r: number) => grid.rows[r]!.role === undefined;
        if (page.rowsPerPage)
          for (const each of pages)
            expect(
              each.rows.filter((r) => inBody(r) && grid.rows[r]!.page?.repeatTo === undefined).length,
            ).to.be.at.most(page.rowsPerPage + (grid.freeze?.rows ?? 0));
        expect(first).not.to.equal(undefined);
      }),
      { numRuns: 300 },
    );
  });
});

function cell(row: number, column: number, text: string, more: Partial<GridCell> = {}): GridCell {
  return { row, column, value: text, text, source: 'A1', ...more };
}
const holds = (of: GridCell, row: number, column: number): boolean =>
  row >= of.row && row < of.row + (of.rowSpan ?? 1) && column >= of.column && column < of.column + (of.columnSpan ?? 1);

const arbitraryPage = fc.record(
  {
    size: fc.constantFrom('A3', 'A4', 'A5', 'Letter', 'Legal'),
    orientation: fc.constantFrom('portrait', 'landscape'),
    margins: fc.constantFrom([0, 0, 0, 0], [15, 10, 5, 20], [60, 60, 60, 60]) as fc.Arbitrary<
      [number, number, number, number]
    >,
    rowsPerPage: fc.constantFrom(0, 1, 3, 10),
    header: fc.constant('&title'),
    footer: fc.constant('&page'),
  },
  { requiredKeys: [] },
);

const arbitraryRow = fc.record(
  {
    height: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }) }, fc.integer({ min: 500, max: 2000 })),
    role: fc.constantFrom('title', 'header', 'footer', 'summary'),
    page: fc.record(
      {
        before: fc.constant(true),
        after: fc.constant(true),
        keepTo: fc.integer({ min: 0, max: 60 }),
        repeatTo: fc.integer({ min: 0, max: 60 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['height'] },
);

const arbitraryGrid: fc.Arbitrary<Grid> = fc
  .record({
    rows: fc.array(arbitraryRow, { minLength: 1, maxLength: 60 }),
    columns: fc.array(fc.record({ width: fc.integer({ min: 1, max: 700 }) }), { minLength: 1, maxLength: 12 }),
    frozen: fc.record({ rows: fc.integer({ min: 0, max: 3 }), columns: fc.integer({ min: 0, max: 3 }) }),
    merges: fc.array(fc.tuple(fc.nat(59), fc.nat(11), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }))),
    roles: fc.boolean(),
  })
  .map(({ rows, columns, frozen, merges, roles: hasRoles }) => {
    const taken = new Set<string>();
    const made: GridCell[] = [];
    const place = (row: number, column: number, rowSpan: number, columnSpan: number) => {
      const places: string[] = [];
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + columnSpan; c++) places.push(`${r},${c}`);
      if (row + rowSpan > rows.length || column + columnSpan > columns.length) return;
      if (places.some((each) => taken.has(each))) return;
      for (const each of places) taken.add(each);
      made.push(cell(row, column, `${row}-${column}`, { rowSpan, columnSpan }));
    };
    for (const [row, column, height, width] of merges) place(row, column, height, width);
    rows.forEach((_, row) => columns.forEach((__, column) => place(row, column, 1, 1)));
    const plain: readonly GridRow[] = rows.map(({ role, ...row }) => (hasRoles && role ? { ...row, role } : row));
    return { rows: plain, columns, cells: made, styles: {}, freeze: frozen };
  });
