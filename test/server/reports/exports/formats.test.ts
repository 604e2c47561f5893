/** One grid, four formats: what the screen shows is in each file, cell by cell. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { CellDocument, SheetDocument } from '../../../../metadata/schema/sheet.js';
import { compileExpression } from '../../../../metadata/expression/compile.js';
import { expandSheet } from '../../../../metadata/sheet/expand.js';
import { withHeading } from '../../../../metadata/sheet/heading.js';
import { liveFormulas } from '../../../../metadata/sheet/live-formulas.js';
import type { DataTable, Grid } from '../../../../metadata/sheet/types.js';
import { renderReport } from '../../../../server/reports/exports/render-report.js';
import { writeGridCsv } from '../../../../server/reports/exports/write-grid-csv.js';
import { writeHtml } from '../../../../server/reports/exports/write-html.js';
import { writePdf } from '../../../../server/reports/exports/write-pdf.js';
import { writeGridXlsx } from '../../../../server/reports/exports/write-xlsx.js';
import { bytesOf } from '../../../../server/reports/exports/zip.js';
import { readWorkbook, shownGrid } from '../../../helper/workbook.js';
import { contentOf } from '../../../helper/file-content.js';
import { tableOfHtml, wordsOfPdf } from '../../../helper/file-readers.js';
import { expand, table, testContext, testRegistries } from '../../../metadata/sheet/sheet-helper.js';

const sales = table(
  'region rep product amt',
  '华东 王小明 Pen 10.5 · 华东 Bob Ink -20 · Süd 李雷 Pen 3000 · 华东 王小明 Ink 40 · Süd 李雷 Ink 50.25 · Süd null Pen null',
);
const styles: SheetDocument['styles'] = { h: { role: 'header' }, s: { role: 'subtotal' }, t: { role: 'total' } };
const sum = (more: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field: 'amt', as: 'sum' },
  format: '#,##0.00',
  ...more,
});
const group = (field: string, more: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field, as: 'group' },
  ...more,
});

/** Groups with subtotals and shares; a cross-tab. */
const sheets: Readonly<Record<string, SheetDocument>> = {
  grouped: {
    columns: [{ width: 120 }, { width: 140 }, { width: 110 }, { width: 90 }],
    rows: [{ height: 34, role: 'title' }, { role: 'header' }, {}, {}, {}],
    freeze: 'B3',
    styles,
    cells: {
      A1: { text: '各区域销售额 <b>"A & B"</b>', span: [1, 4] },
      A2: { text: 'Region', style: 'h' },
      B2: { text: 'Rep', style: 'h' },
      C2: { text: 'Sales', style: 'h' },
      D2: { text: 'Share', style: 'h' },
      A3: group('region', { span: [2, 1] }),
      B3: group('rep'),
      C3: sum(),
      D3: { formula: 'share(C3)', format: '0.0%' },
      B4: { text: '小计', style: 's' },
      C4: sum({ style: 's' }),
      D4: { formula: 'C4/sum(C3[!0])', format: '0.0%', style: 's' },
      A5: { text: 'Total', span: [1, 2], style: 't' },
      C5: { formula: 'sum(C3[!0])', format: '#,##0.00', style: 't' },
      D5: { formula: 'if(C5 > 0, 1)', format: '0.0%', style: 't' },
    },
  },
  crossed: {
    styles,
    rows: [{ role: 'header' }, {}, {}],
    cells: {
      A1: { text: '区域 / 产品', style: 'h' },
      B1: group('product', { expand: 'right', style: 'h' }),
      C1: { text: 'Total', style: 'h' },
      A2: group('region'),
      B2: sum(),
      C2: { formula: 'sum(B2[A2:0])', format: '#,##0.00' },
      A3: { text: '合计', style: 't' },
      B3: { formula: 'sum(B2[;B1:0])', format: '#,##0.00', style: 't' },
      C3: { formula: 'sum(B2[!0])', format: '#,##0.00', style: 't' },
    },
  },
};

const places = (grid: Grid) => {
  const shown = grid.rows.map(() => grid.columns.map(() => ''));
  for (const cell of grid.cells) shown[cell.row]![cell.column] = cell.text;
  return shown;
};
/** Figures stand as such in text. */
const valueAt = (grid: Grid, row: number, column: number): string | undefined => {
  const value = grid.cells.find((cell) => cell.row === row && cell.column === column)?.value;
  return typeof value === 'number' ? String(value) : undefined;
};
const book = async (bytes: Uint8Array) => {
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return read;
};

describe('reports/exports: screen = xlsx = pdf = html = csv', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-files-'));
  after(() => rmSync(folder, { recursive: true }));
  const textOfPdf = (bytes: Uint8Array, ...options: string[]): string => {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    return execFileSync('pdftotext', [...options, join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
  };

  for (const [name, sheet] of Object.entries(sheets)) {
    const grid = expand(sheet.cells, { S: sales }, sheet);

    it(`${name}: the workbook has every value with its type, format and merge`, async () => {
      const sheetRead = (await book(await writeGridXlsx(contentOf(grid, sheet), { sheetName: name }))).worksheets[0]!;
      for (const cell of grid.cells) {
        const read = sheetRead.getCell(cell.row + 1, cell.column + 1);
        expect(read.value, `${cell.row},${cell.column}`).to.equal(cell.value);
        const format = sheet.cells[cell.source]?.format;
        if (format !== undefined) expect(read.numFmt).to.equal(format);
        const last = sheetRead.getCell(cell.row + (cell.rowSpan ?? 1), cell.column + (cell.columnSpan ?? 1));
        expect(last.master.address).to.equal(read.address);
      }
      expect(sheetRead.pageSetup.printTitlesRow).to.equal(name === 'grouped' ? '2:2' : '1:1');
    });

    it(`${name}: the PDF has every text in its row and column`, async () => {
      const words = wordsOfPdf(textOfPdf(await writePdf(contentOf(grid, { ...sheet, page: { footer: '' } })), '-bbox'));
      const width = grid.columns.reduce((total, column) => total + column.width, 0);
      const lefts = grid.columns.map((_, at) => grid.columns.slice(0, at).reduce((x, column) => x + column.width, 0));
      const tops = grid.rows.map((_, at) => grid.rows.slice(0, at).reduce((y, row) => y + row.height, 0));
      expect(width * 0.75).to.be.below(510);
      const margin = (15 / 25.4) * 72;
      for (const cell of grid.cells) {
        if (cell.text === '') continue;
        const right = lefts[cell.column + (cell.columnSpan ?? 1)] ?? width;
        const bottom = tops[cell.row + (cell.rowSpan ?? 1)] ?? Number.POSITIVE_INFINITY;
        const inside = words.filter(
          ({ x, y }) =>
            x > margin + lefts[cell.column]! * 0.75 &&
            x < margin + right * 0.75 &&
            y > margin + tops[cell.row]! * 0.75 &&
            y < margin + bottom * 0.75,
        );
        expect(inside.map(({ text }) => text).join(' '), `${cell.row},${cell.column}`).to.equal(cell.text);
      }
    });

    it(`${name}: the text file and the page have every text at its place`, async () => {
      const lines = parse(Buffer.from(await writeGridCsv(contentOf(grid, sheet))), { bom: true }) as string[][];
      expect(lines.length).to.equal(grid.rows.length);
      for (const cell of grid.cells) {
        const text = typeof cell.value === 'number' ? String(cell.value) : cell.text;
        expect(lines[cell.row]![cell.column]).to.equal(text);
      }
      const html = Buffer.from(await writeHtml(contentOf(grid, sheet))).toString('utf8');
      expect(tableOfHtml(html)).to.deep.equal(places(grid));
      expect(html).to.not.match(/<script|https?:|<b>/);
    });
  }

  it('writes moments as days and times of the site, a figure of a spreadsheet in the workbook', async () => {
    const format = 'yyyy-mm-dd hh:mm';
    const sheet: SheetDocument = { cells: { A1: { bind: { dataset: 'M', field: 'at', as: 'list' }, format } } };
    const moments: DataTable = { columns: ['at'], rows: [['2026-11-29T17:05:00.000Z'], ['2026-11-30']], ordered: true };
    const grid = expand(sheet.cells, { M: moments }, sheet, { context: { ...testContext, timeZone: 'Asia/Shanghai' } });
    expect(grid.cells.map(({ text }) => text)).to.deep.equal(['2026-11-30 01:05', '2026-11-30 00:00']);
    const content = contentOf(grid, sheet, { timeZone: 'Asia/Shanghai' });
    const read = (await book(await writeGridXlsx(content, { sheetName: 'M' }))).worksheets[0]!;
    const days = [1, 2].map((row) => (read.getCell(row, 1).value as Date).toISOString());
    expect(days).to.deep.equal(['2026-11-30T01:05:00.000Z', '2026-11-30T00:00:00.000Z']);
  });

  it('is the same when it is written some rows at a time, with merged cells that go on', async () => {
    const sheet: SheetDocument = {
      rows: [{ role: 'header' }, {}, {}],
      freeze: 'A2',
      styles,
      cells: {
        A1: { text: 'Region', style: 'h' },
        B1: { text: 'Day', style: 'h' },
        C1: { text: 'Sales', style: 'h' },
        A2: group('region', { span: [2, 1] }),
        B2: { bind: { dataset: 'S', field: 'day', as: 'list' }, format: 'yyyy-mm-dd' },
        C2: { bind: { dataset: 'S', field: 'amt', as: 'value' }, format: '#,##0.00' },
        B3: { text: 'Total', style: 't' },
        C3: { formula: 'sum(C2)', format: '#,##0.00', style: 't', when: [{ if: 'C3 > 100', style: 's' }] },
      },
    };
    const rows = Array.from({ length: 1100 }, (_, at) => [`地区 ${Math.floor(at / 400)}`, `2026-0${1 + (at % 9)}-15`, at / 4]); // prettier-ignore
    const data: DataTable = { columns: ['region', 'day', 'amt'], rows, ordered: true };
    const wanted = expand(sheet.cells, { S: data }, sheet);
    const told: number[] = [];
    const render = (format: 'xlsx' | 'csv') =>
      bytesOf(renderReport(
        {
          format, sheet, tables: [{ name: 'S', table: data }], values: {}, principal: { language: 'en' } as never, label: 'Large',
          now: '2026-11-30T12:00:00.000Z', today: '2026-11-30', timeZone: 'UTC', date: 'Nov 30, 2026', parameters: [{ label: 'Period', text: '2026' }],
        },
        testRegistries(),
        { progress: (done) => void told.push(done) },
      )); // prettier-ignore
    const bytes = await render('xlsx');
    expect(told.length)
      .to.equal(Math.ceil(wanted.rows.length / 500))
      .and.to.equal(3);
    expect(told).to.deep.equal([...told].sort((a, b) => a - b));
    expect(told.at(-1)).to.equal(1);
    expect(await readWorkbook(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer)).to.deep.equal(shownGrid(wanted.cells)); // prettier-ignore
    const read = await book(bytes);
    const [first, about] = read.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
    // Where a piece ends in the middle of a group its lower part has the look of the upper one.
    for (const row of [500, 501, 502, 600])
      expect(first.getCell(row, 1).border.left?.style, String(row)).to.equal('thin');
    expect([first.getCell(1, 1).font.bold, about.getCell('A1').font.size, about.getCell('A4').font.bold]).to.deep.equal([true, 14, true]); // prettier-ignore
    expect([first.views[0]?.state, (first.views[0] as { ySplit?: number }).ySplit]).to.deep.equal(['frozen', 1]);
    const lines = parse(Buffer.from(await render('csv')), { bom: true }) as string[][];
    const shown = places(wanted).map((line, row) => line.map((text, column) => valueAt(wanted, row, column) ?? text));
    expect(lines).to.deep.equal(shown);
  });

  it('writes text as its reader asked: separator and encoding, read back by another reader', async () => {
    const rows = [['a;b', 'x,y'], ['c\td', '=1+1'], ['中文 "q"', 'Łódź']];
    const sheet: SheetDocument = { cells: { A1: { bind: { dataset: 'T', field: 'p', as: 'list' } }, B1: { bind: { dataset: 'T', field: 'q', as: 'value' } } } };
    const content = contentOf(expand(sheet.cells, { T: { columns: ['p', 'q'], rows, ordered: true } }, sheet), sheet);
    const wanted = [['a;b', 'x,y'], ['c\td', "'=1+1"], ['中文 "q"', 'Łódź']];
    for (const [separator, delimiter] of [['comma', ','], ['semicolon', ';'], ['tab', '\t']] as const)
      for (const [encoding, mark, charset] of [['utf-8-bom', 'efbbbf', 'utf8'], ['utf-8', '', 'utf8'], ['utf-16', 'fffe', 'utf16le']] as const) {
        const bytes = Buffer.from(await writeGridCsv(content, { separator, encoding }));
        expect(bytes.subarray(0, mark.length / 2).toString('hex')).to.equal(mark);
        const text = bytes.toString(charset).replace(/^\ufeff/, '');
        expect(parse(text, { delimiter }), `${separator} ${encoding}`).to.deep.equal(wanted);
      }
    expect(Buffer.from(await writeGridCsv(content)).subarray(0, 3).toString('hex')).to.equal('efbbbf');
  }); // prettier-ignore

  it('lets no text of a file become a formula or markup', async () => {
    const texts = [
      '=1+1',
      '@SUM(A1)',
      '+1',
      '-2',
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'a"b\'c&d',
    ];
    const data: DataTable = { columns: ['t'], rows: texts.map((text) => [text]), ordered: true };
    const cells = { A1: { bind: { dataset: 'S', field: 't', as: 'list' as const } } };
    const grid = expand(cells, { S: data });
    const sheetRead = (await book(await writeGridXlsx(contentOf(grid, { cells }), { sheetName: 'x' }))).worksheets[0]!;
    texts.forEach((text, row) => {
      expect(sheetRead.getCell(row + 1, 1).value).to.equal(text);
      expect(sheetRead.getCell(row + 1, 1).type).to.equal(ExcelJS.ValueType.String);
    });
    const lines = parse(Buffer.from(await writeGridCsv(contentOf(grid, { cells }))), { bom: true }) as string[][];
    expect(lines.slice(0, 4).map(([text]) => text)).to.deep.equal(texts.slice(0, 4).map((text) => `'${text}`));
    const html = Buffer.from(await writeHtml(contentOf(grid, { cells }, { title: '<script>' }))).toString('utf8');
    expect(html).to.not.match(/<script|<img/);
    expect(tableOfHtml(html).map(([text]) => text)).to.deep.equal(texts);
  });

  it('puts title and findings above the sheet in every format, and parameters on a sheet of their own', async () => {
    const sheet = sheets['grouped']!;
    const plain = expand(sheet.cells, { S: sales }, sheet);
    const lines = ['Süd leads with 3,050.25 (98 %).', '李雷 is the only one.'];
    const grid = withHeading(plain, { title: '我的标题', lines });
    const content = contentOf(grid, sheet, { summary: lines, parameters: [{ label: 'Period', text: '2026' }] });
    const about = { sheet: 'About', made: 'Made on', parameters: 'Parameters', findings: 'Findings' };
    const read = await book(await writeGridXlsx(content, { sheetName: 'About', about }));
    expect(read.worksheets.map((each) => each.name)).to.deep.equal(['About', 'About 2']);
    expect([1, 2, 3].map((row) => read.worksheets[0]!.getCell(row, 1).value)).to.deep.equal(['我的标题', ...lines]);
    expect(read.worksheets[1]!.getCell('B5').value).to.equal('2026');
    const pdf = textOfPdf(await writePdf(content), '-layout');
    const html = Buffer.from(await writeHtml(content)).toString('utf8');
    for (const text of ['我的标题', ...lines, 'Süd']) {
      expect(pdf).to.contain(text);
      expect(html).to.contain(text);
    }
  });

  for (const [name, sheet] of Object.entries(sheets)) {
    it(`${name}: live formulas give the values of the screen when they are reckoned anew`, async () => {
      const expanded = expandSheet({
        sheet,
        datasets: new Map([['S', sales]]),
        parameters: {},
        functions: testRegistries().function,
        context: testContext,
        language: 'en',
      });
      const formulas = liveFormulas(expanded);
      const live = expanded.grid.cells.filter((cell) => formulas.has(`${cell.row},${cell.column}`));
      const wanted = expanded.grid.cells.filter((cell) => sheet.cells[cell.source]?.formula && cell.value !== null);
      expect(live.length).to.equal(wanted.length).and.to.be.above(3);
      const written = await book(await writeGridXlsx(contentOf(expanded.grid, sheet), { sheetName: name, formulas }));
      for (const cell of live) {
        const read = written.worksheets[0]!.getCell(cell.row + 1, cell.column + 1);
        expect(read.formula).to.equal(formulas.get(`${cell.row},${cell.column}`));
        expect(reckon(read.formula, written.worksheets[0]!)).to.be.closeTo(cell.value as number, 1e-9);
      }
    });
  }
});

/** The few functions that live formulas use, reckoned over the cells of a workbook, as a spreadsheet would. */
function reckon(formula: string, sheet: ExcelJS.Worksheet): number {
  const value = (address: string): number => {
    const cell = sheet.getCell(address);
    return cell.formula ? reckon(cell.formula, sheet) : ((cell.value as number | null) ?? Number.NaN);
  };
  const range = (from: string, to: string): readonly number[] => {
    const [a, b] = [sheet.getCell(from), sheet.getCell(to)];
    const found: number[] = [];
    for (let row = +a.row; row <= +b.row; row++)
      for (let column = +a.col; column <= +b.col; column++) found.push(value(sheet.getCell(row, column).address));
    return found.filter((each) => !Number.isNaN(each));
  };
  const each = (part: string): readonly number[] => {
    const [from = '', to = from] = part.split(':');
    return range(from, to);
  };
  const plain = formula
    .replace(/SUM\(([^()]*)\)/g, (_, parts: string) =>
      `(${parts.split(',').flatMap(each).reduce((total, one) => total + one, 0)})`)
    .replace(/[A-Z]+\d+/g, (address) => `(${value(address)})`)
    .replaceAll('IF(', 'if('); // prettier-ignore
  const functions = testRegistries().function;
  const compiled = compileExpression(plain, {
    functions,
    field: () => 'any',
    parameter: () => 'any',
    datum: () => 'any',
  });
  expect(compiled.problems).to.deep.equal([]);
  return compiled.evaluate({ context: testContext, field: () => null }) as number;
}
