/** A page of which only its own rows are read is the same as that page of the whole sheet. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Query } from '../../../metadata/schema/query.js';
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { expandSheet } from '../../../metadata/sheet/expand.js';
import { gridPage, type GridPage, type PageOfRows } from '../../../metadata/sheet/grid-page.js';
import { isPaged, planListPages, type ListPages } from '../../../metadata/sheet/list-pages.js';
import { expandPage, windowOfList } from '../../../metadata/sheet/list-window.js';
import { SheetError, type DataTable, type SheetInput } from '../../../metadata/sheet/types.js';
import type { Value } from '../../../metadata/value.js';
import { sample, type Sample } from './oracle/templates.js';
import { testContext, testRegistries } from './sheet-helper.js';

const runs = Number(process.env['TRELLIS_SHEET_RUNS'] ?? 200);
const registries = testRegistries();
const common = { parameters: {}, functions: registries.function, context: testContext, language: 'en' };
const query: Query = {
  entity: 'line',
  select: ['region', 'rep', 'product', 'qty', 'amt', 'day'].map((path) => ({ path })),
};
const queryOf = (name: string): Query | undefined => (name === 'S' ? query : undefined);

const from = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const bind = (as: string, field?: string, dataset = 'S'): CellDocument => ({ bind: { dataset, as, ...(field ? { field } : {}) } as NonNullable<CellDocument['bind']> }); // prettier-ignore

/** Cells in the rows of the list, then outside of it; the last ones each need all rows. */
const inRow = from<CellDocument>(
  bind('value', 'rep'), bind('sum', 'amt'), bind('count'), { formula: 'S.amt * 2' }, { formula: 'index(A3)' }, { formula: 'B3 & "x"' },
  { formula: 'sum(S.amt) + 1' }, { formula: 'A3.product' }, { text: 'Row {{A3}} of {{S.region}}' }, { text: 'plain', stretch: [false, true] },
  { ...bind('sum', 'amt', 'T'), join: [{ key: 'region', to: 'A3' }] }, { ...bind('value', 'amt'), where: 'S.amt > 5', when: [{ if: 'B3 > 10', style: 'big' }] },
  { formula: 'if(isNull(D1), 0, D1) + index(B3)' }, { ...bind('value', 'rep'), on: { click: [{ open: 'list', name: 'order', parameters: { of: 'A3.rep', at: 'S.day' } }] } },
); // prettier-ignore
const needsAll = from<CellDocument>(
  { formula: 'running(A3)' }, { formula: 'A3[A3:-1]' }, { ...bind('sum', 'amt'), detached: true }, bind('group', 'rep'), { page: 'after', ...bind('value', 'rep') },
  { formula: 'sum(A3[!0]{it.A3=A3})' }, { text: 'x', left: 'none' }, { text: 'x', when: [{ if: 'true', size: { height: 40 } }] },
); // prettier-ignore
const outside = from<CellDocument>(
  { text: 'Head' }, bind('sum', 'amt'), bind('count'), bind('avg', 'qty'), bind('countDistinct', 'rep'), { formula: 'sum(S.amt) / count(S)' },
  { text: 'All {{sum(S.amt)}}', span: [1, 2] }, { ...bind('max', 'amt', 'T') }, { ...bind('sum', 'amt'), where: 'region = "East"' }, { formula: 'count(T)' },
); // prettier-ignore
const rare = from<CellDocument>(bind('first', 'amt'), { formula: 'sum(B3)' }, { text: '{{A3}}' });

const cellAt = (column: number, row: number) => `${'ABCDEF'[column]!}${row}`;
const lists: fc.Arbitrary<SheetDocument> = fc
  .record({
    list: from<Partial<CellDocument>>({}, {}, {}, { hideWhenEmpty: true }, { limit: 2 }, { order: [{ by: 'amt' }] }),
    height: from(1, 1, 2),
    row: fc.array(fc.option(fc.oneof({ weight: 30, arbitrary: inRow }, { weight: 1, arbitrary: needsAll }), { nil: undefined }), { minLength: 1, maxLength: 4 }),
    above: fc.array(fc.option(fc.oneof({ weight: 30, arbitrary: outside }, { weight: 1, arbitrary: rare }), { nil: undefined }), { maxLength: 4 }),
    below: fc.array(fc.option(fc.oneof({ weight: 30, arbitrary: outside }, { weight: 1, arbitrary: rare }), { nil: undefined }), { maxLength: 4 }),
    freeze: from(undefined, 'A2', 'B3', 'A4', 'A9'),
    heights: from([], [20, 30, 40, 26, 50], [26, 26, 18]),
  })
  .map(({ list, height, row, above, below, freeze, heights }) => {
    const cells: Record<string, CellDocument> = {
      A3: { ...bind('list', 'region'), ...(height === 1 ? {} : { span: [height, 1] as [number, number] }), ...list },
    };
    const place = (all: readonly (CellDocument | undefined)[], at: number, shift: number) =>
      all.forEach((cell, index) => cell && (cells[cellAt(index + shift, at)] = cell));
    place(row, 3, 1);
    place(above, 1, 0);
    place(below, 3 + height, 0);
    return { cells, styles: { big: { bold: true } }, ...(freeze ? { freeze } : {}), rows: heights.map((each) => ({ height: each })) };
  }); // prettier-ignore

const amount = from<Value>(10, 20, 0.1, -5, 0, null);
const data: fc.Arbitrary<Sample['data']> = fc
  .record({
    s: fc.array(fc.tuple(from<Value>('East', 'West', null), from<Value>('Ann', 'Bob', null), from<Value>('Pen', 'Ink'), from<Value>(1, 2, null), amount, from<Value>('2024-01-31', null)), { maxLength: 12 }),
    t: fc.array(fc.tuple(from<Value>('East', 'West'), from<Value>('Pen'), amount), { maxLength: 3 }),
  })
  .map(({ s, t }) => ({
    S: { columns: ['region', 'rep', 'product', 'qty', 'amt', 'day'], rows: s, ordered: true },
    T: { columns: ['region', 'product', 'amt'], rows: t, ordered: true },
  })); // prettier-ignore

function paged(plan: ListPages, tables: Readonly<Record<string, DataTable>>, page: PageOfRows): GridPage {
  const all = tables['S']!;
  const window = windowOfList(plan, all.rows.length, page);
  const own = { ...all, rows: all.rows.slice(window.offset, window.offset + window.limit) };
  const datasets: SheetInput['datasets'] = new Map([...Object.entries(tables), [plan.rows, own]]);
  return expandPage(plan, all.rows.length, window, { ...common, sheet: plan.sheet, datasets }, page);
}

const told = ({ styles, ...page }: GridPage) => ({
  ...page,
  cells: page.cells.map((cell) => ({ ...cell, style: cell.style === undefined ? undefined : styles[cell.style] })),
});

describe('sheet/list-pages', function () {
  this.timeout(60_000);

  it(`shows on ${runs} sheets what the whole grid shows there`, () => {
    let made = 0;
    const both = fc.oneof(
      { weight: 4, arbitrary: fc.record({ sheet: lists, data }) },
      { weight: 1, arbitrary: sample },
    );
    const each = (one: Sample, a: number, b: number) => {
      try {
        const plan = planListPages(one.sheet, queryOf);
        const datasets = new Map(Object.entries(one.data));
        const whole = expandSheet({ ...common, sheet: one.sheet, datasets });
        const count = whole.grid.rows.length;
        if (!isPaged(plan)) return;
        made++;
        const start = count === 0 ? 0 : a % count;
        const page = { from: start, to: start + b };
        expect(told(paged(plan, one.data, page))).to.deep.equal(told(gridPage(whole, page) as GridPage));
        const wanted = whole.grid.cells[a % Math.max(1, whole.grid.cells.length)];
        if (wanted?.at === undefined || !wanted.at.includes(':')) return;
        const cell = { source: wanted.source, at: wanted.at };
        const held = paged(plan, one.data, { from: 0, to: b, cell });
        expect(held.cells.some((each) => each.source === cell.source && each.at === cell.at)).to.equal(true);
        expect(told(held)).to.deep.equal(told(gridPage(whole, { from: 0, to: b, cell }) as GridPage));
      } catch (error) {
        if (!(error instanceof SheetError)) throw error;
      }
    };
    fc.assert(fc.property(both, fc.nat(60), fc.integer({ min: 1, max: 7 }), each), { numRuns: runs });
    expect(made, 'sheets that are read by pages').to.be.greaterThan(runs / 4);
  });

  const sheet: SheetDocument = {
    cells: { A1: { text: 'Region' }, A2: bind('list', 'region'), B2: bind('value', 'amt'), B3: bind('sum', 'amt') },
  };
  const reason = (changes: Record<string, CellDocument>, over: Partial<Query> = {}, charts: readonly string[] = []): string => {
    const plan = planListPages({ cells: { ...sheet.cells, ...changes } }, () => ({ ...query, ...over }), charts);
    return isPaged(plan) ? 'paged' : `${plan.cell ?? '-'}: ${plan.reason.message}`;
  }; // prettier-ignore

  it('says in words why a sheet cannot be read by pages', () => {
    expect(reason({})).to.equal('paged');
    expect(reason({}, { sort: [{ by: 'rep' }] })).to.equal('paged');
    expect([
      reason({ A2: bind('group', 'region') }),
      reason({ B2: bind('list', 'amt') }),
      reason({ A2: { ...bind('list', 'region'), order: [{ by: 'amt' }] } }),
      reason({ C2: { formula: 'running(B2)' } }),
      reason({ C2: { formula: 'B2[A2:-1]' } }),
      reason({ B3: { formula: 'sum(B2)' } }),
      reason({ B3: bind('first', 'amt') }),
      reason({ C2: { text: 'Note', left: 'none' } }),
      reason({ C2: { page: 'after', ...bind('value', 'amt') } }),
      reason({}, { limit: 10 }),
      reason({}, {}, ['S']),
    ]).to.deep.equal([
      'A2: Its rows are no list of records.',
      'B2: B2 repeats beside or below the list.',
      'A2: A2 chooses its rows or puts them in order.',
      'C2: C2 reads other rows than its own.',
      'C2: C2 reads other rows than its own.',
      'B3: B3 is made of cells of the list.',
      'B3: B3 reads single rows of S.',
      'C2: C2 stands beside the list and does not belong to it.',
      'C2: C2 sets the size of rows or where pages end.',
      '-: The query states an order or a number of rows.',
      '-: A chart draws its rows.',
    ]);
  });
});
