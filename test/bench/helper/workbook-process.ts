/**
 * One workbook in a process of its own, so that its peak of memory is known: `writer rows columns` with the writer `own` (the
 * writer of reports) or `hand` (a stream written by hand over the same rows). Prints milliseconds, processor milliseconds,
 * bytes and the peak in megabytes as JSON.
 */
import { crc32, createDeflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import type { GridCell } from '../../../metadata/sheet/types.js';
import type { GridPiece } from '../../../server/reports/exports/file-content.js';
import { xlsxPieces } from '../../../server/reports/exports/write-xlsx.js';
import { contentOf } from '../../helper/file-content.js';

const [writer, rowCount, columnCount] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

const letter = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : `A${String.fromCharCode(65 + column - 26)}`;
const valueAt = (row: number, column: number): string | number =>
  column === 0
    ? `Customer number ${row} & Co`
    : column % 3 === 1
      ? `Region ${(row * column) % 50}`
      : row * 0.25 + column;
const PIECE = 500;

function* pieces(): Generator<GridPiece> {
  for (let fromRow = 0; fromRow < rowCount; fromRow += PIECE) {
    const count = Math.min(PIECE, rowCount - fromRow);
    const cells: GridCell[] = [];
    for (let row = fromRow; row < fromRow + count; row++)
      for (let column = 0; column < columnCount; column++) {
        const value = valueAt(row, column);
        cells.push({ row, column, value, text: typeof value === 'string' ? value : '', source: `${letter(column)}1` });
      }
    yield { fromRow, rows: Array.from({ length: count }, () => ({ height: 28 })), cells, styles: {} };
  }
}

/** The same rows as text and figures without any look, into one packed part. */
async function* byHand(): AsyncGenerator<Uint8Array> {
  let crc = 0;
  async function* xml() {
    for (let fromRow = 0; fromRow < rowCount; fromRow += PIECE) {
      let out = '';
      for (let row = fromRow; row < Math.min(rowCount, fromRow + PIECE); row++) {
        out += `<row r="${row + 1}">`;
        for (let column = 0; column < columnCount; column++) {
          const value = valueAt(row, column);
          const address = `${letter(column)}${row + 1}`;
          out +=
            typeof value === 'number'
              ? `<c r="${address}"><v>${value}</v></c>`
              : `<c r="${address}" t="inlineStr"><is><t>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;
        }
        out += '</row>';
      }
      const bytes = Buffer.from(out);
      crc = crc32(bytes, crc);
      yield bytes;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const packed = Readable.from(xml(), { objectMode: false }).pipe(createDeflateRaw());
  for await (const piece of packed) yield piece as Buffer;
}

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
const columns = Array.from({ length: columnCount }, () => ({ width: 90 }));
const cells = Object.fromEntries(
  columns.map((_, at) => [`${letter(at)}1`, at % 3 === 1 ? {} : { format: '#,##0.00' }]),
);
const content = contentOf({ columns, rows: [], cells: [], styles: {} }, { cells }, { pieces });
const [began, used] = [performance.now(), process.cpuUsage()];
let size = 0;
for await (const piece of writer === 'own' ? xlsxPieces(content, { sheetName: 'Sales' }) : byHand())
  size += piece.length;
const { user, system } = process.cpuUsage(used);
clearInterval(watch);
peak = Math.max(peak, process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024);
console.log(JSON.stringify({ ms: performance.now() - began, cpu: (user + system) / 1000, size, peak: peak / 1e6 }));
