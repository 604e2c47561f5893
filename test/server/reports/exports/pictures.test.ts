/** Charts, pictures and other reports in cells, and charts beside the sheet: in each format that has pictures. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { ResultColumn } from '../../../../metadata/contributions.js';
import type { SheetDocument } from '../../../../metadata/schema/sheet.js';
import { keepPictures, withChartRows } from '../../../../metadata/sheet/chart-rows.js';
import { paginate } from '../../../../metadata/sheet/paginate.js';
import type { Grid } from '../../../../metadata/sheet/types.js';
import { embeddedKey, type PictureInput } from '../../../../server/reports/exports/pictures.js';
import { pngOf } from '../../../../server/reports/exports/charts/draw-chart.js';
import { renderReport, type RenderInput } from '../../../../server/reports/exports/render-report.js';
import { bytesOf, readZip } from '../../../../server/reports/exports/zip.js';
import { writeHtml } from '../../../../server/reports/exports/write-html.js';
import { contentOf } from '../../../helper/file-content.js';
import { table, testRegistries } from '../../../metadata/sheet/sheet-helper.js';

const sales = table('region rep amt', 'East 王小明 10 · East Bob 20 · West Cid 30');
const columns = [
  { name: 'region', label: 'Region', type: 'text' },
  { name: 'rep', label: 'Salesperson', type: 'text' },
  { name: 'amt', label: 'Amount', type: 'number' },
] as unknown as readonly ResultColumn[];
const rows = sales.rows.map(([region = null, rep = null, amt = null]) => ({ region, rep, amt }));
const chart = (title: string, x: string, more: object = {}) => ({
  dataset: 'S',
  title,
  content: {
    kind: 'chart' as const,
    chart: 'column',
    request: { options: { chart: 'column', x, y: ['amt'], target: 25, ...more }, columns, rows, locale: 'en', timeZone: 'UTC', today: '2026-11-30' },
  },
}); // prettier-ignore
const shut = { ...chart('Shut away', 'region'), content: { kind: 'noAccess' as const, text: 'No access' } };
const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="#c02b2b"/></svg>';
const inner: SheetDocument = {
  cells: { A1: { text: '内部报表' }, B1: { bind: { dataset: 'I', field: 'n', as: 'sum' } } },
};

const sheetWith = (image: string): SheetDocument => ({
  columns: [{ width: 100 }, { width: 320 }, { width: 90 }],
  rows: [{ role: 'header' }, { height: 160 }, { height: 60 }],
  cells: {
    A1: { text: 'Region' },
    A2: { bind: { dataset: 'S', field: 'region', as: 'group' } },
    B2: { chart: 'reps' },
    C2: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
    A3: { image },
    B3: { report: { name: 'inner', parameters: { n: '1 + 1', none: 'null' } } },
  },
});

describe('reports/exports/pictures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-pictures-'));
  after(() => rmSync(folder, { recursive: true }));
  let input: Omit<RenderInput, 'format'>;
  before(async () => {
    const image = `data:image/png;base64,${Buffer.from(await pngOf(square)).toString('base64')}`;
    const pictures: PictureInput = {
      charts: { reps: chart('Who sold', 'rep'), all: chart('All regions', 'rep', { drill: { levels: [{ column: 'region' }, { column: 'rep' }] } }), last: shut },
      above: ['all'],
      below: ['last'],
      reports: {
        [embeddedKey({ name: 'inner', parameters: { n: 2 } })]: { sheet: inner, tables: [{ name: 'I', table: table('n', '40 · 2') }], values: {} },
      },
    }; // prettier-ignore
    input = {
      sheet: sheetWith(image),
      tables: [{ name: 'S', table: sales }],
      values: {},
      principal: { language: 'en' } as never,
      now: '2026-11-30T12:00:00.000Z',
      today: '2026-11-30',
      timeZone: 'UTC',
      label: 'Pictures',
      title: 'Mine',
      date: 'Nov 30, 2026',
      parameters: [],
      pictures,
    };
  });
  const render = (format: RenderInput['format']) => bytesOf(renderReport({ ...input, format }, testRegistries()));

  it('are vectors with words in a PDF: in the cell, over its rows, above and below the sheet', async () => {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, await render('pdf'));
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const order = ['Mine', 'All regions', 'Region', 'Who sold', '内部报表', 'Shut away', 'No access'].map((each) => text.indexOf(each)); // prettier-ignore
    expect(
      order.every((at) => at >= 0),
      text,
    ).to.equal(true);
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
    // East sees its own two, West its own one; the chart above stands on its first level, regions.
    expect(text.match(/Who sold/g)).to.have.length(2);
    for (const name of ['王小明', 'Bob', 'Cid']) expect(text.split(name), name).to.have.length(2);
    expect(text).to.match(/内部报表 +42/);
    // Only the picture that is one is made of dots, and has a mask.
    expect(execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).trim().split('\n').length - 2).to.equal(2);
  });

  it('print files and addresses that records, titles and cells name as words: no socket, no byte of a file (C8)', async () => {
    let asked = 0;
    const server = createServer((_, answer) => answer.end(String(++asked)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const hostile = ['<img src="file:///etc/passwd">', `<img src='${address}/a.png'>`, `${address}/b`, `![x](${address}/c.png)`, `url(${address}/d)`, `</text><image href="${address}/e"/>`, '<use href="file:///etc/passwd#x"/>', '=HYPERLINK("file:///etc/passwd")']; // prettier-ignore
    const own = hostile.map((region, at) => ({ region, rep: hostile[(at + 1) % hostile.length]!, amt: at + 1 }));
    const base = chart(hostile[0]!, 'rep');
    const content = { ...base.content, request: { ...base.content.request, rows: own } };
    const wanted: RenderInput = {
      ...input,
      format: 'pdf',
      title: hostile[1]!,
      sheet: { ...sheetWith('file:///etc/passwd'), page: { header: hostile[2]!, footer: hostile[3]! } },
      tables: [{ name: 'S', table: { columns: ['region', 'rep', 'amt'], rows: own.map((row) => Object.values(row)), ordered: true } }], // prettier-ignore
      pictures: { charts: { reps: { ...base, content } }, above: [], below: [], reports: {} },
    };
    const make = async (format: RenderInput['format']) => Buffer.from(await bytesOf(renderReport({ ...wanted, format }, testRegistries()))); // prettier-ignore
    try {
      const file = join(folder, 'hostile.pdf');
      writeFileSync(file, await make('pdf'));
      const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
      const bare = text.replace(/\s+/g, '');
      for (const each of hostile) expect(bare, each).to.include(each.replace(/\s+/g, ''));
      expect(text).to.not.include('root:');
      expect(execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).trim().split('\n')).to.have.length(2);
      const html = (await make('html')).toString('utf8');
      expect(html)
        .to.not.include('root:')
        .and.not.match(/<(?:img|image|use|a|link|script)\b[^>]*(?:file:|http:)/);
      const parts = [...readZip(await make('xlsx'))].map(([name, bytes]) => `${name} ${bytes.toString('latin1')}`);
      expect(parts.join('\n')).to.not.match(/root:|TargetMode="External"|<f>/);
      expect(asked).to.equal(0);
    } finally {
      server.close();
    }
  });

  it('stand inside the web page with a sentence each', async () => {
    const html = Buffer.from(await render('html')).toString('utf8');
    const drawings = html.match(/<svg role="img" aria-label="[^"]*"/g)!;
    expect(drawings).to.have.length(6);
    // A page would show the head of one table above what stands before it.
    expect(html.match(/<table|<thead>|All regions|Who sold/g)!.slice(0, 5)).to.deep.equal(['<table', 'All regions', 'All regions', '<table', '<thead>']); // prettier-ignore
    expect(drawings[1]).to.contain('Who sold. Amount by Salesperson: 2 places');
    expect(html.replaceAll(/xmlns(:xlink)?="[^"]*"/g, '')).to.not.match(/<script|https?:|file:/);
  });

  it('share no name in a web page', async () => {
    const cells: Grid['cells'] = [0, 1].map((row) => ({ row, column: 0, value: null, text: '', kind: 'chart', source: 'A1' })); // prettier-ignore
    const grid: Grid = { columns: [{ width: 90 }], rows: [{ height: 20 }, { height: 20 }], cells, styles: {} };
    const svg = '<svg width="9"><clipPath id="clip1"/><g clip-path="url(#clip1)"><use xlink:href="#clip1"/></g></svg>';
    const pictures = cells.map((cell) => ({ cell, svg, words: 'a "b"' }));
    const html = Buffer.from(await writeHtml(contentOf(grid, { cells: {} }, { pictures }))).toString('utf8');
    const names = [...html.matchAll(/(?: id="|url\(#|href="#)([^")]+)/g)].map(([, name]) => name);
    expect(names.map((name) => names.indexOf(name))).to.deep.equal([0, 0, 0, 3, 3, 3]);
    expect(html).to.contain('aria-label="a &quot;b&quot;"');
  });

  it('are pictures at their cells in a workbook, of the size of the cell, and told to who does not see them', async () => {
    const bytes = await render('xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const images = workbook.worksheets[0]!.getImages();
    const places = images.map(({ range }) => [range.tl.nativeRow, range.tl.nativeCol]);
    // Title, gap, chart, gap, head, East, West, then the picture and the report, and the chart below.
    expect(places).to.deep.equal([[2, 0], [5, 1], [6, 1], [7, 0], [7, 1], [9, 0]]); // prettier-ignore
    for (const { imageId } of images)
      expect(Buffer.from(workbook.getImage(Number(imageId)).buffer as ArrayBuffer).toString('latin1', 1, 4)).to.equal('PNG'); // prettier-ignore
    writeFileSync(join(folder, 'a.xlsx'), bytes);
    const drawing = execFileSync('python3', ['-c', drawingOf, join(folder, 'a.xlsx')], { encoding: 'utf8' });
    expect(drawing).to.contain('内部报表 · 42').and.contain('Shut away: No access');
    const corners = [...drawing.matchAll(/<xdr:(?:col|row)>(\d+)</g)].map(([, place]) => Number(place));
    expect(corners.slice(4, 8)).to.deep.equal([1, 5, 2, 6]);
  });

  it('are left out of text, and what stands around them is as without', async () => {
    const lines = Buffer.from(await render('csv'))
      .toString('utf8')
      .trim()
      .split('\r\n');
    expect(lines.slice(-4)).to.deep.equal(['Region,,', 'East,,30', 'West,,30', ',,']);
  });

  it('stay on one page with the rows they stand in, and large ones above have pages of their own', () => {
    const cells: Grid['cells'] = [
      { row: 1, column: 0, rowSpan: 3, value: null, text: '', kind: 'chart', source: 'A1' },
    ];
    const plain: Grid = { columns: [{ width: 400 }], rows: Array.from({ length: 6 }, () => ({ height: 300 })), cells, styles: {} }; // prettier-ignore
    const kept = paginate(keepPictures(plain)).pages.map(({ rows }) => rows);
    expect(kept.filter((page) => [1, 2, 3].some((row) => page.includes(row)))).to.deep.equal([[1, 2, 3]]);
    const headed: Grid = {
      ...plain,
      rows: [{ height: 30, role: 'header' }, { height: 30 }, { height: 30 }],
      cells: [],
    };
    const { grid, down } = withChartRows(headed, { above: ['a', 'b', 'c', 'd', 'e'], below: ['f'] });
    expect([down, grid.columns.length]).to.deep.equal([10, 2]);
    const pages = paginate(grid).pages.map(({ rows, heights }) => ({ rows, height: heights.reduce((a, b) => a + b, 0) })); // prettier-ignore
    expect(pages.flatMap(({ rows }) => rows)).to.deep.equal(grid.rows.map((_, row) => row));
    // Not one is pressed: every row is as high as it was.
    for (const { rows, height } of pages) expect(height).to.be.closeTo(rows.reduce((sum, row) => sum + grid.rows[row]!.height, 0), 0.1); // prettier-ignore
  });
});

/** The drawing of a workbook's first sheet, read by another program. */
const drawingOf = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
sys.stdout.reconfigure(encoding='utf-8')
print(z.read('xl/drawings/drawing1.xml').decode('utf-8'))
`;
