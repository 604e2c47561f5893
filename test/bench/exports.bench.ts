/**
 * Files of reports: what a PDF of 1,000 rows takes, a page and text against writers that build one buffer by hand, and large
 * workbooks against a stream written by hand, each in a process of its own whose memory is watched. These times are those of
 * the processor, the best of some runs, so that what else runs on the machine is not counted. Then files as people order
 * them from the built server: what its event loop, and the memory of the work process, see of them, and how long a cancel takes.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { csvPieces } from '../../server/reports/exports/write-grid-csv.js';
import { writeHtml } from '../../server/reports/exports/write-html.js';
import { writePdf } from '../../server/reports/exports/write-pdf.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { Grid } from '../../metadata/sheet/types.js';
import { contentOf } from '../helper/file-content.js';
import { expand } from '../metadata/sheet/sheet-helper.js';
import { openExporting } from './helper/exporting-site.js';
import { Judge } from './helper/judge.js';
import { megabytes, milliseconds, printHead } from './helper/table.js';

const columns = ['region', 'customer', 'day', 'sales', 'cost', 'share'];
const sheet: SheetDocument = {
  columns: [{ width: 110 }, { width: 200 }, { width: 90 }, { width: 110 }, { width: 110 }, { width: 80 }],
  rows: [{ role: 'header' }, {}],
  styles: { head: { role: 'header' } },
  cells: Object.fromEntries(
    columns.flatMap((field, at) => {
      const letter = String.fromCharCode(65 + at);
      const as = at === 1 ? ('list' as const) : at === 0 ? ('group' as const) : ('value' as const);
      const format = at > 2 ? { format: '#,##0.00' } : {};
      return [
        [`${letter}1`, { text: field, style: 'head' }],
        [`${letter}2`, { bind: { dataset: 'S', field, as }, ...format }],
      ];
    }),
  ),
};

const gridOf = (count: number): Grid =>
  expand(
    sheet.cells,
    {
      S: {
        columns,
        rows: Array.from({ length: count }, (_, at) => [
          `Region ${Math.floor(at / 50)}`, `Customer number ${at} Ltd`, `2026-0${1 + (at % 9)}-15`, at * 13.37, at * -2.5, at / 1000,
        ]),
        ordered: true,
      },
    },
    sheet,
  ); // prettier-ignore

async function best(run: () => Promise<unknown>, times = 7): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const began = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const judge = new Judge();
printHead('Files of reports, six columns');
const small = contentOf(gridOf(1000), sheet);
const pdf = await best(() => writePdf(small));
judge.figure({ what: 'PDF, 1,000 rows', baseline: '–', ours: milliseconds(pdf), budget: '<= 150 ms', ok: pdf <= 150 });

const large = contentOf(gridOf(10_000), sheet);
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Rows one after the other into one text. */
const byHand = {
  html: () => {
    let out = '<table>';
    let row = -1;
    for (const cell of large.grid.cells) {
      if (cell.row !== row)
        out += `${row < 0 ? '' : '</tr>'}<tr style="height:${large.grid.rows[cell.row]!.height}px">`;
      row = cell.row;
      const span = (cell.rowSpan ?? 1) > 1 ? ` rowspan="${cell.rowSpan}"` : '';
      const look = `${cell.style ?? 'plain'}${typeof cell.value === 'number' ? ' num' : ''}`;
      out += `<td class="${look}"${span}>${escape(cell.text)}</td>`;
    }
    return Promise.resolve(Buffer.from(`${out}</tr></table>`));
  },
  csv: () => {
    const lines: string[][] = large.grid.rows.map(() => columns.map(() => ''));
    for (const { row, column, value } of large.grid.cells)
      lines[row]![column] = `"${String(value ?? '').replaceAll('"', '""')}"`;
    return Promise.resolve(Buffer.from(lines.map((line) => line.join(',')).join('\r\n')));
  },
};
const ours = {
  html: () => writeHtml(large),
  csv: async () => {
    for await (const _ of csvPieces(large));
  },
};
for (const format of ['html', 'csv'] as const) {
  const [hand, own] = [await best(byHand[format]), await best(ours[format])];
  judge.figure({
    what: `${format}, 10,000 rows`,
    baseline: milliseconds(hand),
    ours: milliseconds(own),
    budget: '<= 2x',
    ok: own <= 2 * hand,
  });
}

interface Written {
  readonly cpu: number;
  /** Megabytes. */
  readonly peak: number;
}
const program = fileURLToPath(new URL('helper/workbook-process.ts', import.meta.url));
const write = (writer: string, rows: number, width: number): Written =>
  JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', program, writer, String(rows), String(width)], { encoding: 'utf8' }),
  ) as Written; // prettier-ignore
for (const [rows, width] of [[100_000, 10], [200_000, 30]] as const) {
  const [hand, own] = [write('hand', rows, width), write('own', rows, width)];
  const what = `xlsx, ${rows.toLocaleString('en')} x ${width}`;
  judge.figure({ what, baseline: milliseconds(hand.cpu), ours: milliseconds(own.cpu), budget: '<= 2x', ok: own.cpu <= 2 * hand.cpu }); // prettier-ignore
  judge.figure({ what: `${what}, memory of the process`, baseline: megabytes(hand.peak), ours: megabytes(own.peak), budget: '< 300 MB', ok: own.peak < 300 }); // prettier-ignore
} // prettier-ignore

const site = await openExporting(200_000);
try {
  printHead('Ordered from the server, read and written in a work process');
  const idle = await site.idle(3000);
  judge.figure({
    what: 'longest pause of the server without',
    baseline: '–',
    ours: milliseconds(idle.longest),
    budget: '',
    ok: true,
  });
  for (const [report, rows, format] of [
    ['bench_long', '100,000 x 9', 'csv'],
    ['bench_long', '100,000 x 9', 'xlsx'],
    ['bench_widest', '200,000 x 30', 'xlsx'],
  ] as const) {
    const { ms, watched, worker, server } = await site.make(report, format);
    const what = `${format}, ${rows}`;
    judge.figure({ what, baseline: '–', ours: milliseconds(ms), budget: '', ok: true });
    judge.figure({
      what: `${what}, longest pause of the server`,
      baseline: '–',
      ours: milliseconds(watched.longest),
      budget: '',
      ok: true,
    });
    judge.figure({
      what: `${what}, processor time of the server`,
      baseline: '–',
      ours: milliseconds(watched.cpu),
      budget: '<= 5 % of it',
      ok: watched.cpu <= 0.05 * ms,
    });
    judge.figure({
      what: `${what}, memory of the work process`,
      baseline: '–',
      ours: megabytes(worker),
      budget: '< 300 MB',
      ok: worker < 300,
    });
    judge.figure({
      what: `${what}, memory of the server`,
      baseline: '–',
      ours: megabytes(server),
      budget: '',
      ok: true,
    });
  }
  for (const at of [0, 0.5, 0.9]) {
    const { told, ended, filesLeft } = await site.cancel('bench_long', 'xlsx', at);
    judge.figure({
      what: `cancelled at ${at * 100} %, process ended`,
      baseline: '–',
      ours: milliseconds(Math.max(told, ended)),
      budget: '<= 1 s',
      ok: ended <= 1000 && filesLeft === 0,
    });
  }
} finally {
  await site.close();
}
process.exitCode = judge.isGood ? 0 : 1;
