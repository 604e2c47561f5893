/** Files of reports: what a PDF of 1,000 rows takes, and a page and text against writers that build one buffer by hand. */
import { csvPieces } from '../../server/reports/exports/write-grid-csv.js';
import { writeHtml } from '../../server/reports/exports/write-html.js';
import { writePdf } from '../../server/reports/exports/write-pdf.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { Grid } from '../../metadata/sheet/types.js';
import { contentOf } from '../helper/file-content.js';
import { expand } from '../metadata/sheet/sheet-helper.js';
import { Judge } from './helper/judge.js';
import { milliseconds, printHead } from './helper/table.js';

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
    const began = performance.now();
    await run();
    least = Math.min(least, performance.now() - began);
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
process.exitCode = judge.isGood ? 0 : 1;
