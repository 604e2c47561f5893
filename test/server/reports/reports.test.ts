/**
 * Reports over records: rows of the reader only, "no access" for what is hidden, explain and export say the same as the grid.
 * Long, because each is asked of the same few reports by the same people.
 */
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Context } from '../../../server/context.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { ReaderChanges } from '../../../metadata/schema/reader-changes.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { BreakDown } from '../../../server/reports/explain-parts.js';
import { explainCell } from '../../../server/reports/explain.js';
import { gridAnswer, runReport } from '../../../server/reports/run-report.js';
import { writeGridXlsx } from '../../../server/reports/exports/write-xlsx.js';
import { contentOf } from '../../helper/file-content.js';
import { createSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { attempt, lineOf } from '../../helper/outcome.js';
import { testRows } from '../../helper/rows.js';

const ownQuery: Query = {
  entity: 'customer',
  select: [{ path: 'region' }, { path: 'status' }, { path: 'name' }, { path: 'credit' }],
  where: {
    and: [
      { field: 'credit', op: 'gte', value: { parameter: 'least' } },
      { field: 'since', op: 'lte', value: { parameter: 'until' } },
    ],
  },
  sort: [{ by: 'name' }],
};

const report: ReportDocument = {
  kind: 'report',
  id: '01DOCUMENT9200000000000000',
  name: 'credit',
  schema: 1,
  parameters: [
    { name: 'least', type: 'number' },
    { name: 'until', type: 'date', default: { expr: 'today()' } },
  ],
  datasets: [
    {
      name: 'S',
      source: {
        type: 'query',
        query: ownQuery,
      },
    },
  ],
  sheet: {
    freeze: 'A2',
    styles: { head: { role: 'header' }, total: { role: 'total', align: 'right' } },
    cells: {
      A1: { text: { en: 'Customer', 'zh-CN': '客户' }, style: 'head' },
      B1: { text: 'Credit', style: 'head' },
      A2: { bind: { dataset: 'S', field: 'name', as: 'list' } },
      B2: { bind: { dataset: 'S', field: 'credit', as: 'value' }, format: '#,##0.00' },
      A3: { text: 'Total' },
      B3: { bind: { dataset: 'S', field: 'credit', as: 'sum' }, format: '#,##0.00', style: 'total' },
    },
  },
};

const own = testRole([{ entity: 'customer', actions: { read: 'own' } }]);
const withoutCredit = testRole([{ entity: 'customer', actions: { read: 'all' }, fields: { credit: 'hidden' } }]);

eachDatabase('server/reports', (fixture) => {
  let system: Context;
  let ann: Context;
  let blind: Context;
  before(async () => {
    const site = await createSite(fixture.database, { rows: testRows });
    system = site.system();
    ann = site.as({ id: idOf('user', 1) }, [own]);
    blind = site.as({ id: idOf('user', 1) }, [withoutCredit]);
  });

  const texts = async (context: Context, given: Record<string, unknown> = {}) =>
    gridAnswer(await runReport(context, report, given)).cells.map((cell) => cell.text);

  it('reads the rows of the reader, and no others, totals included', async () => {
    expect(await texts(system)).to.deep.equal([
      'Customer', 'Credit', '', '0.10', 'apple', '200.20', 'zebra', '-5.55', 'Zürich Möbel', '100.10', 'Total', '294.85',
    ]); // prettier-ignore
    expect(await texts(ann)).to.deep.equal(['Customer', 'Credit', 'Zürich Möbel', '100.10', 'Total', '100.10']);
  });

  describe('what its reader may not read (R40)', () => {
    /** The report with its own query's condition and order instead. */
    const over = (rest: object): ReportDocument => {
      const { where: _where, ...query } = ownQuery;
      return { ...report, datasets: [{ name: 'S', source: { type: 'query', query: { ...query, ...rest } } }] };
    };
    const open = over({});

    it('says "no access" in cells of the field and what comes from them, and shows the rest', async () => {
      const run = await runReport(blind, open, {});
      const cells = gridAnswer(run).cells;
      expect(cells.map((cell) => cell.text)).to.deep.equal([
        'Customer', 'Credit', '', 'No access', 'apple', 'No access', 'Banana', 'No access', 'zebra', 'No access', 'Zürich Möbel', 'No access', 'Total', 'No access',
      ]); // prettier-ignore
      expect(JSON.stringify([...run.datasets])).to.not.match(/200\.2|"credit":/);
    });

    it('knows nothing of a dataset that is filtered, ordered or grouped by it: not how many, not in what order', async () => {
      const ways = [
        { where: { field: 'credit', op: 'gt', value: 1 } },
        { sort: [{ by: 'credit' }] },
        { select: [{ path: 'name' }, { path: 'credit' }, { aggregate: 'count', as: 'n' }] },
      ];
      for (const way of ways) {
        const run = gridAnswer(await runReport(blind, over(way), {}));
        expect([run.rowsRead, run.cells.map((cell) => cell.text)], JSON.stringify(way)).to.deep.equal([
          0, ['Customer', 'Credit', 'No access', 'No access', 'Total', 'No access'],
        ]); // prettier-ignore
        expect(gridAnswer(await runReport(system, over(way), {})).rowsRead, 'is there for others').to.be.greaterThan(0);
      }
    });

    /** The open report with transforms, its second column bound to `field`. */
    const transformed = (transforms: NonNullable<Dataset['transforms']>, field: string): ReportDocument => ({
      ...open,
      datasets: [{ ...open.datasets[0]!, transforms }],
      sheet: {
        cells: {
          A2: { bind: { dataset: 'S', field: 'name', as: 'list' } },
          B2: { bind: { dataset: 'S', field, as: 'value' } },
          C2: { bind: { dataset: 'S', as: 'count' }, expand: 'none' },
        },
      },
    });

    it('withholds the column that a transform makes of it, beside the rows that may be read', async () => {
      const classes = transformed([{ type: 'bucket', options: { field: 'credit', as: 'class', step: 100 } }], 'class');
      const seen = gridAnswer(await runReport(system, classes, {})).cells.map((cell) => cell.text);
      expect(seen).to.deep.equal(['', '0', '1', 'apple', '200', '1', 'Banana', '', '1', 'zebra', '-100', '1', 'Zürich Möbel', '100', '1']); // prettier-ignore
      const run = await runReport(blind, classes, {});
      expect(gridAnswer(run).cells.map((cell) => cell.text)).to.deep.equal(
        seen.map((text, at) => (at % 3 === 1 ? 'No access' : text)),
      );
      expect(run.datasets.get('S')!.rows.every((row) => !('class' in row))).to.equal(true);
    });

    it('closes rows that a transform makes with it, and those of the transforms after', async () => {
      const pivot = { rows: ['name'], column: 'region', values: [{ is: 'x', as: 'part' }], others: 'rest', value: 'credit' };
      const wide = transformed([{ type: 'pivot', options: pivot }, { type: 'bucket', options: { field: 'rest', step: 1 } }], 'rest'); // prettier-ignore
      const run = gridAnswer(await runReport(blind, wide, {}));
      expect([run.rowsRead, run.cells.map((cell) => cell.text)]).to.deep.equal([0, ['No access', 'No access', 'No access']]);
      expect(gridAnswer(await runReport(system, wide, {})).rowsRead).to.equal(5);
      // Another figure of the same rows may be read: nothing of the hidden one is in it.
      const { value: _value, ...count } = { ...pivot, aggregate: 'count' };
      const counted = await runReport(blind, transformed([{ type: 'pivot', options: count }], 'rest'), {});
      expect(gridAnswer(counted).cells.map((cell) => cell.text)).to.not.include('No access');
      expect(JSON.stringify([...counted.datasets])).to.not.match(/200\.2|"credit":/);
    }); // prettier-ignore

    it('refuses, at its place, a transform of a report in the making that cannot be run', async () => {
      const at = '/datasets/S/transforms/0';
      const of = (type: string, options: object) =>
        lineOf(() =>
          runReport(system, transformed([{ type, options: options as Record<string, unknown> }], 'name'), {}),
        );
      const told = await Promise.all([
        of('nothing', {}),
        of('bucket', { field: 'credit' }),
        of('bucket', { field: 'credit', steps: 1 }),
        of('bucket', { field: 'worth', step: 1 }),
        of('bucket', { field: 'region', step: 1 }),
        of('bucket', { field: 'credit', as: 'name', step: 1 }),
      ]);
      expect(told).to.deep.equal([
        `422 UNKNOWN_TRANSFORM ${at}/type`,
        `422 BAD_OPTION ${at}/options`,
        `422 UNKNOWN_KEY ${at}/options/steps`,
        `422 UNKNOWN_COLUMN ${at}/options/field`,
        `422 TYPE_MISMATCH ${at}/options/field`,
        `422 DUPLICATE_COLUMN ${at}`,
      ]);
    });

    it('explains such a cell without a name, a formula or rows', async () => {
      const run = await runReport(blind, open, {});
      const cell = run.sheet.grid.cells.find(({ kind }) => kind === 'noAccess')!;
      const told = explainCell(run, cell.source, cell.at!, 'en');
      expect(told).to.include({ value: null, text: 'No access', total: 0 }).and.not.have.any.keys('bind', 'formula');
      expect(JSON.stringify(told)).to.not.include('credit');
    });

    it('says so in the workbook', async () => {
      const run = await runReport(blind, open, {});
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(
        (await writeGridXlsx(contentOf(run.sheet.grid, report.sheet), { sheetName: 'x' })) as unknown as ExcelJS.Buffer,
      );
      const texts = ['A3', 'B3', 'B7'].map((at) => book.worksheets[0]!.getCell(at).value);
      expect(texts).to.deep.equal(['apple', 'No access', 'No access']);
    });

    it('is refused as ever where none of it may be read, and where a query asks for what is not there', async () => {
      const orders = over({ entity: 'order', select: [{ path: 'number', as: 'name' }] });
      expect(await lineOf(() => runReport(blind, orders, {}))).to.match(/^404 NOT_FOUND/);
      const unknown = over({ select: [{ path: 'name' }, { path: 'nothing', as: 'credit' }] });
      expect(await lineOf(() => runReport(blind, unknown, {}))).to.match(/^403 FIELD_FORBIDDEN/);
    });
  });

  describe('what its reader changes (R45, R46)', () => {
    const run = async (changes: ReaderChanges, context = system) => runReport(context, report, {}, changes);
    const shown = async (changes: ReaderChanges, context = system) =>
      gridAnswer(await run(changes, context)).cells.map((cell) => cell.text);

    it('sorts the list by a value of it and leaves the total', async () => {
      expect(await shown({ sort: [{ cell: 'B2', descending: true }] })).to.deep.equal([
        'Customer', 'Credit', 'apple', '200.20', 'Zürich Möbel', '100.10', '', '0.10', 'zebra', '-5.55', 'Total', '294.85',
      ]); // prettier-ignore
    });

    it('narrows the rows by what a cell shows: totals, rows read and explanations are of those', async () => {
      const narrowed = await run({ filter: [{ cell: 'A2', op: 'contains', value: 'Z' }], sort: [{ cell: 'B2' }] });
      const grid = gridAnswer(narrowed);
      expect(grid.cells.map((cell) => cell.text)).to.deep.equal([
        'Customer', 'Credit', 'zebra', '-5.55', 'Zürich Möbel', '100.10', 'Total', '94.55',
      ]); // prettier-ignore
      expect(grid.rowsRead).to.equal(2);
      const total = grid.cells.find(({ source }) => source === 'B3')!;
      expect(explainCell(narrowed, 'B3', total.at!, 'en')).to.include({ total: 2, text: '94.55' });
      const first = grid.cells.find(({ text }) => text === '-5.55')!;
      expect(explainCell(narrowed, 'B2', first.at!, 'en').where.map(({ text }) => text)).to.deep.equal(['zebra']);
    });

    it('breaks a value down by a column behind it, below what was chosen on the way', async () => {
      const made = await run({});
      const by = (down: BreakDown) => explainCell(made, 'B3', ';', 'en', down);
      const { parts } = by({ by: 'name' });
      expect(parts!.items.map(({ text, figureText }) => `${text} ${figureText}`)).to.deep.equal([
        'apple 200.20', 'Zürich Möbel 100.10', ' 0.10', 'zebra -5.55',
      ]); // prettier-ignore
      const below = by({ by: 'status', within: [{ column: 'name', value: 'apple' }] });
      expect([below.total, below.parts!.items.map(({ rows }) => rows)]).to.deep.equal([1, [1]]);
      expect(() => by({ by: 'nothing' })).to.throw(/no column nothing/);
    });

    it('refuses what the reader may not read and what the sheet does not list', async () => {
      const open = { ...report, parameters: [], datasets: [{ name: 'S', source: { type: 'query' as const, query: { entity: 'customer', select: [{ path: 'name' }, { path: 'credit' }] } } }] }; // prettier-ignore
      const line = (changes: ReaderChanges, context: Context) => lineOf(() => runReport(context, open, {}, changes));
      expect(await line({ sort: [{ cell: 'B2' }] }, blind)).to.match(/^403 FIELD_FORBIDDEN \/sort\/0\/cell/);
      expect(await line({ filter: [{ cell: 'B2', op: 'gt', value: 1 }] }, blind)).to.match(/^403 FIELD_FORBIDDEN/);
      expect(await line({ sort: [{ cell: 'B3' }] }, system)).to.match(/^422 SHEET_SORT_CELL/);
      expect(gridAnswer(await runReport(blind, open, {})).offers).to.deep.equal({ A1: { sort: 'A2', filter: 'A2' } });
    });
  });

  it('ends between its steps when nobody waits any more', async () => {
    const stopped = runReport(system, report, {}, { signal: AbortSignal.abort() });
    expect(await stopped.then(() => 'ran', (error: Error) => error.name)).to.equal('AbortError'); // prettier-ignore
  });

  describe('charts, pictures and reports inside', () => {
    const withParts: ReportDocument = {
      ...report,
      parameters: [],
      datasets: [{ name: 'S', source: { type: 'query', query: { entity: 'customer', select: [{ path: 'name' }, { path: 'credit' }], sort: [{ by: 'name' }] } } }],
      charts: [
        { id: 'c1', chart: 'column', dataset: 'S', x: 'name', y: ['credit'] },
        { id: 'c2', chart: 'column', dataset: 'S', x: 'name', y: ['credit'] },
      ],
      sheet: {
        cells: {
          A1: { bind: { dataset: 'S', field: 'name', as: 'list' } },
          B1: { chart: 'c1' },
          C1: { report: { name: 'other', parameters: { name: 'A1' } } },
          A2: { image: 'data:image/png;base64,AAAA' },
        },
      },
    } as unknown as ReportDocument; // prettier-ignore

    it('says what each cell draws: rows of its group, values of parameters, the picture once', async () => {
      const grid = gridAnswer(await runReport(system, withParts, {}));
      const of = (source: string) => grid.cells.filter((cell) => cell.source === source);
      expect(of('B1').map(({ kind, chart }) => [kind, chart])[1]).to.deep.equal(['chart', { id: 'c1', rows: [1] }]);
      expect(of('C1')[1]!.report).to.deep.equal({ name: 'other', parameters: { name: of('A1')[1]!.value } });
      expect([of('A2')[0]!.kind, grid.images]).to.deep.equal(['image', { A2: 'data:image/png;base64,AAAA' }]);
      expect([grid.charts!.loose, Object.keys(grid.charts!.data), grid.charts!.data['S']!.rows.length]).to.deep.equal([
        ['c2'], ['S'], grid.rowsRead,
      ]); // prettier-ignore
    });

    it('draws none that is made from what may not be read, and sends no row for it', async () => {
      const grid = gridAnswer(await runReport(blind, withParts, {}));
      expect(grid.charts).to.deep.equal({
        charts: [
          { id: 'c1', noAccess: true },
          { id: 'c2', noAccess: true },
        ],
        data: {},
        loose: ['c2'],
      });
    });
  });

  it('leaves out a condition whose parameter is not set, and takes defaults', async () => {
    expect(await texts(system, { least: 150 })).to.deep.equal([
      'Customer',
      'Credit',
      'apple',
      '200.20',
      'Total',
      '200.20',
    ]);
    expect(await texts(system, { until: '2024-12-31' }))
      .to.include('100.10')
      .and.not.include('200.20');
  });

  it('refuses unknown and misshapen parameters', async () => {
    expect(await lineOf(() => runReport(system, report, { user: 'admin' }))).to.equal(
      '400 UNKNOWN_PARAMETER /parameters/user',
    );
    expect(await lineOf(() => runReport(system, report, { least: 'x' }))).to.equal(
      '422 BAD_PARAMETER /parameters/least',
    );
    expect(await lineOf(() => runReport(system, report, { least: [1, 2] }))).to.equal(
      '422 BAD_PARAMETER /parameters/least',
    );
    expect(await lineOf(() => runReport(system, report, { until: '2024-02-30' }))).to.equal(
      '422 BAD_PARAMETER /parameters/until',
    );
  });

  it('names the cell of a mistake in the template', async () => {
    const broken = { ...report, sheet: { cells: { C4: { formula: 'sum(' } } } };
    const { line, error } = await attempt(() => runReport(system, broken, {}).then(gridAnswer));
    expect(line).to.equal('422 SHEET_EXPRESSION /sheet/cells/C4');
    expect(error!.message).to.contain('C4');
  });

  it('explains a total by the rows behind it', async () => {
    const run = await runReport(system, report, {});
    const total = run.sheet.grid.cells.at(-1)!;
    const explained = explainCell(run, total.source, total.at!, 'en');
    expect(explained).to.include({ value: 294.85, text: '294.85', total: 4 });
    expect(explained.rows.map((row) => row['credit'])).to.deep.equal([0.1, 200.2, -5.55, 100.1]);
    expect(() => explainCell(run, 'B3', 'A9:1;', 'en')).to.throw(/nothing here/);
  });

  it('explains any cell: what a formula or text read, why an error stands there, fixed words, padding', async () => {
    const rows = [['East', 10], ['East', 30], ['West', 5]]; // prettier-ignore
    const sheet: ReportDocument['sheet'] = {
      cells: {
        A1: { bind: { dataset: 'R', field: 'region', as: 'group' }, fill: 3 },
        B1: { bind: { dataset: 'R', field: 'amt', as: 'sum' } },
        C1: { formula: 'B1 / sum(B1[!0])' },
        D1: { text: 'Of {{A1}}' },
        E1: { formula: 'rank(B1)' },
        F1: { formula: 'offset(B1, F1, -1)' },
        A2: { text: 'All' },
      },
    };
    const run = await runReport(system, { ...report, parameters: [], datasets: [{ name: 'R', source: { type: 'rows', columns: ['region', 'amt'], rows } }], sheet }, {}); // prettier-ignore
    const told = (source: string, at: string) => explainCell(run, source, at, 'en');
    const reads = (source: string) => told(source, 'A1:2;').reads?.map(({ cell, at, value }) => `${cell} ${at} ${String(value)}`); // prettier-ignore
    expect(told('C1', 'A1:2;')).to.deep.include({ formula: 'B1 / sum(B1[!0])', readsTotal: 2, total: 0 });
    expect(reads('C1')).to.deep.equal(['B1 A1:2; 5', 'B1 A1:1; 40']);
    expect([told('D1', 'A1:2;').template, reads('D1')]).to.deep.equal(['Of {{A1}}', ['A1 A1:2; West']]);
    expect(reads('E1')).to.deep.equal(['B1 A1:2; 5', 'B1 A1:1; 40']);
    expect(told('F1', 'A1:1;').problems!.map(({ path, message }) => `${path}: ${message}`)).to.deep.equal([
      '/sheet/cells/F1: B1 does not hang on F1 there: name a cell above it that expands.',
    ]);
    expect(told('A2', ';')).to.include({ value: 'All', total: 0 }).and.not.have.any.keys('template', 'reads');
    expect(told('B1', '')).to.include({ kind: 'blank', value: null, total: 0 });
    expect(told('A1', 'A1:1;')).to.include({ value: 'East', total: 2 });
    for (const at of ['A1:3;', 'A1:0;', 'A1:x;', 'A1:1', 'B1:1;', ';'])
      expect(() => told('B1', at), at).to.throw(/nothing here/);
  });

  it('writes what the grid shows, read back by another library', async () => {
    const run = await runReport(system, report, {});
    const bytes = await writeGridXlsx(contentOf(run.sheet.grid, report.sheet), { sheetName: 'Credit: 2026/27' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const sheet = book.worksheets[0]!;
    expect(sheet.name).to.equal('Credit  2026 27');
    for (const cell of run.sheet.grid.cells) {
      const read = sheet.getCell(cell.row + 1, cell.column + 1);
      expect(read.value, `row ${cell.row}, column ${cell.column}`).to.equal(cell.value);
    }
    expect(sheet.getCell('B2').numFmt).to.equal('#,##0.00');
    expect(sheet.views[0]).to.include({ state: 'frozen', ySplit: 1 });
  });

  it('writes text that looks like a formula as text', async () => {
    const rows = { type: 'rows' as const, columns: ['a'], rows: [['=1+1'], ['@SUM(1)']] };
    const hostile = {
      ...report,
      parameters: [],
      datasets: [{ name: 'S', source: rows }],
      sheet: { cells: { A1: { bind: { dataset: 'S', field: 'a', as: 'list' as const } } } },
    };
    const run = await runReport(system, hostile, {});
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(
      (await writeGridXlsx(contentOf(run.sheet.grid, hostile.sheet), { sheetName: 'x' })) as unknown as ExcelJS.Buffer,
    );
    expect(book.worksheets[0]!.getCell('A1').value).to.equal('=1+1');
    expect(book.worksheets[0]!.getCell('A1').type).to.equal(ExcelJS.ValueType.String);
  });

  it('shows names of look-ups and labels of choices, with id and code beside them', async () => {
    const sheet = {
      cells: {
        A1: { bind: { dataset: 'S', field: 'region', as: 'group' as const } },
        B1: { bind: { dataset: 'S', field: 'region_id', as: 'first' as const } },
        C1: { bind: { dataset: 'S', field: 'status', as: 'first' as const } },
        D1: { bind: { dataset: 'S', field: 'status_code', as: 'first' as const } },
      },
    };
    const { cells } = gridAnswer(await runReport(system, { ...report, sheet }, { least: 200 }));
    expect(cells.map((cell) => cell.value)).to.deep.equal(['Germany', idOf('region', 2), cells[2]!.value, 'lead']);
    expect(cells[2]!.value).to.be.a('string');
  });
});
