/** Charts without a browser: every type is drawn, nothing is read from outside, whatever a specification says (TRUST C8, C10, C11). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { drawCard, type Card } from '../../../../server/reports/exports/charts/card.js';
import {
  chartFile,
  type ChartTaskInput,
  type DashboardPart,
} from '../../../../server/reports/exports/charts/chart-task.js';
import { layDashboard, type GridPart } from '../../../../server/reports/exports/charts/dashboard-pages.js';
import { drawChart, inputOf, pngOf, withoutAddresses } from '../../../../server/reports/exports/charts/draw-chart.js';
import { accentColours } from '../../../../metadata/theme/accent.js';
import { filePalette, fileTheme } from '../../../../server/reports/exports/charts/file-theme.js';
import { lightTheme } from '../../../helper/chart-theme.js';
import { chartFolders, inputFor } from '../../../helper/charts.js';
import { testRegistries } from '../../../metadata/sheet/sheet-helper.js';

const registries = testRegistries();
const folder = mkdtempSync(join(tmpdir(), 'trellis-charts-'));
const shapes = JSON.parse(readFileSync('node_modules/world-atlas/countries-110m.json', 'utf8')) as unknown;

const partOf = (name: string, options: Readonly<Record<string, unknown>>, at = 0): DashboardPart => {
  const type = registries.chart.get(name);
  const { columns, rows } = inputFor(type, options);
  const request = { options, columns, rows, locale: 'en', timeZone: 'UTC', today: '2026-11-21', shapes };
  const place = { x: (at % 3) * 4, y: Math.floor(at / 3) * 6, w: 4, h: 6 };
  return { id: name, title: `Chart ${name} 图表`, content: { kind: 'chart', chart: name, request }, ...place };
};
const inputWith = (format: ChartTaskInput['format'], parts: readonly DashboardPart[]): ChartTaskInput => ({
  format,
  title: 'All charts 所有图表',
  language: 'en',
  date: 'Nov 30, 2026',
  at: '2026-11-30T12:00:00.000Z',
  groups: [{ name: '', parts }],
});
const all = chartFolders.map(({ name, example }, at) => partOf(name, example, at));

describe('reports/exports/charts', () => {
  after(() => rmSync(folder, { recursive: true }));

  for (const part of all) {
    it(`draws ${part.id} as a picture without an address`, async () => {
      const svg = Buffer.from(await chartFile(inputWith('svg', [part]), registries)).toString('utf8');
      expect(svg).to.match(/^<svg [^>]*viewBox/);
      expect(svg).to.contain(part.title).and.not.contain('cannot be drawn');
      expect(svg.match(/<(path|text|rect)\b/g)!.length).to.be.above(4);
      expect(svg.replaceAll(/xmlns(:xlink)?="[^"]*"/g, '')).to.not.match(/https?:|file:|<script|<foreignObject/);
    });
  }

  it('has the colours of the screen', () => {
    expect({ ...fileTheme, font: '' }).to.deep.equal({ ...lightTheme, font: '' });
    const charts = fileTheme.series.toReversed();
    const palette = filePalette({
      kind: 'theme',
      id: '01KAJ0QX00T2N8C9SEPKXK9T01',
      name: 'site',
      schema: 1,
      accent: '#0a7d5c',
      charts,
    } as never)!;
    expect(
      inputOf({
        options: {},
        columns: [],
        rows: [],
        width: 1,
        height: 1,
        locale: 'en',
        timeZone: 'UTC',
        today: '2026-01-01',
        palette,
      }).theme,
    ).to.deep.include({ series: charts, heat: accentColours('#0a7d5c', 'light').heat, axis: fileTheme.axis });
    expect(filePalette(undefined)).to.equal(undefined);
  });

  it('makes a PDF of all, in the order of the grid, with text that can be found', async () => {
    const some = all.slice(0, 7);
    const file = join(folder, 'all.pdf');
    writeFileSync(file, await chartFile(inputWith('pdf', some), registries));
    const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
    const places = some.map((part) => text.indexOf(part.title));
    expect(places.every((place) => place >= 0)).to.equal(true);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(text).to.contain('All charts 所有图表');
  });

  it('makes a bundle of pictures that others open, and a png of twice the size', async () => {
    const file = join(folder, 'all.zip');
    writeFileSync(file, await chartFile(inputWith('zip', all.slice(0, 2)), registries));
    const list = execFileSync('python3', ['-c', unzipProgram, file], { encoding: 'utf8' });
    const names = all
      .slice(0, 2)
      .flatMap((part, index) => [`0${index + 1} ${part.title}.svg`, `0${index + 1} ${part.title}.png`]);
    expect(JSON.parse(list)).to.deep.equal(names.map((name) => [name, name.endsWith('svg') ? '<svg' : '\u0089PNG']));
    const png = Buffer.from(await chartFile(inputWith('png', all.slice(0, 1)), registries));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.deep.equal([800, 720]);
  });

  const hostile: readonly [string, object][] = [
    ['a file', { data: { url: 'file:///etc/passwd' }, mark: 'bar' }],
    ['an address', { data: { url: 'http://127.0.0.1:PORT/rows' }, mark: 'bar' }],
    ['a picture', { mark: { type: 'image', url: 'http://127.0.0.1:PORT/a.png' } }],
    ['a timer', { mark: 'bar', transform: [{ calculate: "event.view.setTimeout('x')", as: 'x' }] }],
  ];
  it('draws no specification that reaches outside, were it in the database: no socket, no byte of a file', async () => {
    let asked = 0;
    const server = createServer((_, answer) => answer.end(String(++asked)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const port = String((server.address() as AddressInfo).port);
    try {
      for (const [what, spec] of hostile) {
        const options = { chart: 'vega', spec: JSON.parse(JSON.stringify(spec).replaceAll('PORT', port)) as object };
        const { content } = partOf('vega', chartFolders.find(({ name }) => name === 'vega')!.example);
        const request = { ...(content as Extract<Card['content'], { kind: 'chart' }>).request, options };
        const card: Card = { title: what, width: 400, height: 300, content: { kind: 'chart', chart: 'vega', request } };
        const { svg } = await drawCard(card, (name) => registries.chart.find(name), 'en');
        expect(svg, what).to.contain('cannot be drawn').and.not.contain('root:');
        // Past the check as well: what draws refuses by itself.
        const type = { ...registries.chart.get('vega'), compile: () => ({ ...spec, width: 10, height: 10 }) };
        const drawn = await drawChart(
          JSON.parse(JSON.stringify(type)) && (type as never),
          inputOf({ ...request, width: 9, height: 9 }),
        ).catch(String);
        expect(drawn, what)
          .to.not.contain('root:')
          .and.not.match(/href="(http|file)/);
      }
      const picture = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image xlink:href="http://127.0.0.1:${port}/b.png" width="9" height="9"/><image href='/etc/passwd' width="9" height="9"/><rect fill="url(http://127.0.0.1:${port}/c)" width="9" height="9"/><script>x</script></svg>`;
      expect(withoutAddresses(picture).replaceAll(/xmlns(:xlink)?="[^"]*"/g, '')).to.not.match(/http|passwd|script/);
      await pngOf(picture);
      expect(asked).to.equal(0);
    } finally {
      server.close();
    }
  });

  it('lays parts on pages without cutting one, in their order', () => {
    const parts: readonly GridPart[] = [
      { x: 0, y: 0, w: 6, h: 4 }, { x: 6, y: 0, w: 6, h: 8 }, { x: 0, y: 4, w: 6, h: 4 }, { x: 0, y: 8, w: 12, h: 6 }, { x: 0, y: 14, w: 12, h: 40 },
    ]; // prettier-ignore
    const pages = layDashboard(parts, { width: 1200, height: 700, row: 60, gap: 16 });
    expect(pages.map((page) => page.map(({ part }) => parts.indexOf(part)))).to.deep.equal([[0, 1, 2], [3], [4]]);
    for (const page of pages)
      for (const { x, y, width, height } of page) {
        expect(x + width).to.be.at.most(1200.1);
        expect(y + height).to.be.at.most(700.1);
      }
  });
});

/** Names and first bytes of what is in an archive, read by another program. */
const unzipProgram = `
import sys, json, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps([[n, z.read(n)[:4].decode('latin1')] for n in z.namelist()]))
`;
