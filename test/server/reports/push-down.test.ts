/** A sheet over grouped rows is the sheet over all rows: the same grid, on both engines, for what merges. */
import { expect } from 'chai';
import type { Context } from '../../../server/context.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { GridPage } from '../../../metadata/sheet/grid-page.js';
import type { PlanStep } from '../../../metadata/sheet/plan.js';
import { answerRun, type RunRequest } from '../../../server/reports/answer-run.js';
import { explainCell } from '../../../server/reports/explain.js';
import { explainReport } from '../../../server/reports/explain-report.js';
import { gridAnswer, runReport } from '../../../server/reports/run-report.js';
import { createSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { testRows } from '../../helper/rows.js';

const lines = Array.from({ length: 60 }, (_, n) => ({
  ...testRows['order_line']![0]!,
  id: idOf('order_line', 100 + n),
  order: idOf('order', 1 + (n % 4)),
  product: ['Tea', 'tea', 'Café', 'Cafe', ''][n % 5]!,
  quantity: n % 7 === 0 ? null : n % 6,
  amount: n % 11 === 0 ? null : (n * 37) / 100,
}));

const bind = (as: string, field?: string, rest: Partial<CellDocument> = {}): CellDocument =>
  ({ bind: { dataset: 'S', as, ...(field === undefined ? {} : { field }) }, ...rest }) as CellDocument;
const down = { top: 'none' } as const;

const sheets: Readonly<Record<string, Record<string, CellDocument>>> = {
  'a grouped list with a total': {
    A1: bind('group', 'product'),
    B1: bind('sum', 'amt'),
    C1: bind('avg', 'amt'),
    D1: bind('count'),
    E1: bind('count', 'qty'),
    F1: bind('min', 'amt'),
    G1: bind('max', 'qty'),
    A2: { text: 'Total' },
    B2: bind('sum', 'amt'),
    C2: bind('avg', 'amt'),
    D2: bind('countDistinct', 'region'),
  },
  'a cross-tab': {
    B1: bind('group', 'region', { expand: 'right' }),
    C1: { text: 'Total' },
    A2: bind('group', 'day', { bind: { dataset: 'S', field: 'day', as: 'group', mode: 'bucket', grain: 'month' } }),
    B2: bind('sum', 'amt'),
    C2: bind('sum', 'amt'),
    A3: { text: 'Total' },
    B3: bind('avg', 'qty'),
    C3: { formula: 'sum(S.amt) / count(S.amt)' },
  },
  'the first two, others, conditions': {
    A1: bind('group', 'product', { order: [{ by: 'sum(S.amt)', descending: true }], limit: 2, others: 'Others', where: 'product <> ""' }),
    B1: bind('sum', 'amt'),
    C1: { formula: 'B1 / sum(B1[!0])', format: '0.0%' },
    D1: bind('group', 'region', { ...down, where: 'isNull(region) = false' }),
    E1: bind('count'),
  },
}; // prettier-ignore

/** Periods, steps, conditions, what a limit leaves, look-ups that lead to nothing, figures of every kind. */
const explained: Readonly<Record<string, Record<string, CellDocument>>> = {
  'named groups and steps': {
    A1: { bind: { dataset: 'S', as: 'group', mode: 'custom', conditions: [{ name: 'Much', if: 'qty >= 4' }, { name: 'Some', if: 'qty > 0' }] } },
    B1: { bind: { dataset: 'S', field: 'qty', as: 'group', mode: 'bucket', step: 2 }, top: 'none' },
    C1: bind('avg', 'amt'),
    D1: bind('max', 'day'),
  },
  'the largest and others by month': {
    A1: bind('group', 'product', { order: [{ by: 'sum(S.amt)', descending: true }], limit: 1, others: 'Others' }),
    B1: bind('group', 'month', { ...down }),
    C1: bind('count'),
    D1: bind('count', 'amt'),
    E1: bind('min', 'amt'),
  },
  'look-ups that lead to nothing': {
    A1: bind('group', 'region'),
    B1: bind('group', 'product', { ...down, join: [{ key: 'region_id', to: 'A1.region_id' }], left: 'A1' }),
    C1: bind('sum', 'amt', { where: 'product <> "Tea"' }),
  },
}; // prettier-ignore

const reportOf = (cells: Record<string, CellDocument>): ReportDocument => ({
  kind: 'report',
  id: '01DOCUMENT9220000000000000',
  name: 'lines',
  schema: 1,
  datasets: [
    {
      name: 'S',
      source: {
        type: 'query',
        query: {
          entity: 'order_line',
          select: [
            { path: 'product' },
            { path: 'order.region', as: 'region' },
            { path: 'order.ordered_on', as: 'day' },
            { path: 'order.ordered_on', grain: 'month', as: 'month' },
            { path: 'amount', as: 'amt' },
            { path: 'quantity', as: 'qty' },
          ],
        },
      },
    },
  ],
  sheet: { cells },
});

const everything = testRole([
  { entity: 'order_line', actions: { read: 'all' } },
  { entity: 'order', actions: { read: 'all' } },
  { entity: 'region', actions: { read: 'all' } },
]);
const masked = testRole([
  { entity: 'order_line', actions: { read: 'all' }, fields: { product: 'mask' } },
  { entity: 'order', actions: { read: 'all' } },
  { entity: 'region', actions: { read: 'all' } },
]);

const someRegions = testRole([
  { entity: 'order_line', actions: { read: 'all' } },
  { entity: 'order', actions: { read: 'all' } },
  { entity: 'region', actions: { read: { field: 'id', op: 'eq', value: idOf('region', 2) } } },
]);

eachDatabase('server/reports/push-down', (fixture) => {
  let ann: Context;
  let blind: Context;
  let narrow: Context;
  before(async () => {
    const site = await createSite(fixture.database, { rows: { ...testRows, order_line: lines } });
    ann = site.as({ id: idOf('user', 1) }, [everything]);
    narrow = site.as({ id: idOf('user', 1) }, [someRegions]);
    blind = site.as({ id: idOf('user', 1) }, [masked]);
  });

  const both = async (context: Context, cells: Record<string, CellDocument>) => {
    const made = reportOf(cells);
    return Promise.all([false, true].map(async (whole) => gridAnswer(await runReport(context, made, {}, { whole }))));
  };

  for (const [title, cells] of Object.entries(sheets))
    it(`gives ${title} of fewer rows`, async () => {
      const [grouped, all] = await both(ann, cells);
      expect(grouped!.cells).to.deep.equal(all!.cells);
      expect(grouped!.cells.some(({ kind }) => kind === 'error')).to.equal(false);
      expect(all!.rowsRead).to.equal(60);
      expect(grouped!.rowsRead).to.be.lessThan(60);
    });

  const ways = [{}, { by: 'region' }, { by: 'product', within: [{ column: 'region', value: idOf('region', 2) }] }];
  /** Rows as they are known, figures and words: the same from the rows behind a value as from all rows. */
  for (const [title, cells] of Object.entries({ ...sheets, ...explained }))
    it(`explains each cell of ${title} by a narrowed query, as from all rows`, async () => {
      const made = reportOf(cells);
      for (const changes of [{}, { filter: [{ cell: 'A1', op: 'in' as const, value: ['Tea', 'Cafe', ''] }] }]) {
        if (changes.filter && (cells['A1']?.bind?.as !== 'group' || cells['A1'].bind.mode !== undefined)) continue;
        const whole = await runReport(ann, made, {}, { ...changes, whole: true });
        const cellsOf = gridAnswer(whole).cells.filter(({ source, at }) => at !== undefined && cells[source]!.bind);
        for (const [index, { source, at }] of cellsOf.entries())
          for (const down of index % 4 === 0 ? ways : [{}]) {
            const { whole: isWhole = false, ...told } = await explainReport(ann, made, { source, at: at!, ...changes, ...down }); // prettier-ignore
            const place = `${source} ${at} ${JSON.stringify([down, changes])}`;
            expect(told, place).to.deep.equal(explainCell(whole, source, at!, 'en', down));
            // Of names the database has ids.
            const ofNames = cells[source]!.bind!.as === 'countDistinct' && 'by' in down;
            expect(isWhole, place).to.equal(ofNames);
          }
      }
    });

  it('reads of a list the rows of a page and no others, and says the same; the next page goes on from the last row', async () => {
    const listed = (sort: Query['sort']): ReportDocument => {
      const made = reportOf({
        A1: { text: 'Line' }, B1: bind('count'), C1: { text: '{{round(sum(S.amt), 2)}}' },
        A2: bind('list', 'product'), B2: bind('value', 'region'), C2: bind('sum', 'amt'), D2: { formula: 'index(A2) & A2.region_id' },
        A3: { text: 'Total' }, C3: bind('sum', 'amt'), D3: bind('countDistinct', 'region'),
      }); // prettier-ignore
      const [dataset] = made.datasets;
      const { query } = dataset!.source as { query: Query };
      return { ...made, datasets: [{ ...dataset!, source: { type: 'query', query: { ...query, ...(sort ? { sort } : {}) } } }] };
    };
    const answer = async (report: ReportDocument, request: RunRequest, context = ann) =>
      ((await answerRun(context, report, request)).content as { json: GridPage & { plan: readonly PlanStep[]; rowsRead: number } }).json;
    for (const sort of [undefined, [{ by: 'product' }, { by: 'amt', descending: true }]] as const) {
      const report = listed(sort as Query['sort']);
      const whole = gridAnswer(await runReport(ann, report, {}));
      const cells = new Map<string, object>();
      let after: string | undefined;
      for (let from = 0; from < whole.rows.length; from += 7) {
        const page = { from, to: from + 7, ...(after === undefined ? {} : { after }), ...(from > 0 ? { bare: true } : {}) };
        const made = await answer(report, { page });
        expect(made.plan.at(-1), made.plan.at(-1)!.message).to.include({ about: 'pages', isFast: true });
        expect([made.fromRow, made.size.rows, made.rows.length]).to.deep.equal([from, whole.rows.length, Math.min(7, whole.rows.length - from)]);
        // Counted to and gone on to are the same.
        expect((await answer(report, { page: { from, to: from + 7, bare: true } })).cells).to.deep.equal(made.cells);
        for (const cell of made.cells) cells.set(`${cell.row} ${cell.column}`, cell);
        after = made.next;
      }
      expect([...cells.values()]).to.deep.equal(whole.cells);
    }
    const small = await answer(listed(undefined), { page: { from: 0, to: 7, orAll: 100 } });
    expect([small.rows.length, small.heights]).to.deep.equal([62, undefined]);
    const held = await answer(listed(undefined), { page: { from: 0, to: 7, cell: { source: 'C2', at: 'A2:33;' } } });
    expect([held.fromRow, held.rowsRead, held.heights]).to.deep.equal([28, 60, [[26, 62]]]);
    const sorted = await answer(listed(undefined), { page: { from: 0, to: 7 }, sort: [{ cell: 'C2', descending: true }] });
    expect(sorted.plan.at(-1)).to.include({ isFast: false, message: 'All data is read before a page of the sheet is shown. The reader has chosen rows or their order.' });
    const veiled = await answer(listed(undefined), { page: { from: 0, to: 7 } }, blind);
    expect(veiled.cells).to.deep.equal(gridAnswer(await runReport(blind, listed(undefined), {})).cells.filter(({ row }) => row < 7));
  }); // prettier-ignore

  /** Grouped by what is stored first: groups that lead to what may not be seen become one, and one with those of nothing. */
  it('gives the same where look-ups lead to records that may not be seen', async () => {
    const cells: Record<string, CellDocument> = { ...sheets['a grouped list with a total']!, A1: bind('group', 'region'), H1: bind('group', 'month', { ...down, left: 'A1' }), I1: bind('sum', 'amt') }; // prettier-ignore
    for (const each of [cells, ...Object.values(sheets)]) {
      const [grouped, all] = await both(narrow, each);
      expect(grouped!.cells).to.deep.equal(all!.cells);
      expect(grouped!.rowsRead).to.be.lessThan(60);
    }
    const [grouped] = await both(narrow, cells);
    const [full] = await both(ann, cells);
    const values = (grid: typeof grouped) => new Set(grid!.cells.filter(({ source }) => source === 'A1').map(({ value }) => value)); // prettier-ignore
    expect([...values(grouped)])
      .to.have.length(2)
      .and.include(null);
    expect(values(full).size).to.be.greaterThan(2);
  });

  it('reads every row where a masked field would be grouped, and says the same', async () => {
    const [grouped, all] = await both(blind, { A1: bind('sum', 'amt'), B1: bind('countDistinct', 'product') });
    expect(grouped!.rowsRead).to.equal(60);
    expect(grouped!.cells).to.deep.equal(all!.cells);
  });
});
