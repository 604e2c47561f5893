/**
 * Grid -> comma-separated text (RFC 4180, UTF-8 with its mark): a line for each row, figures as figures, everything else as
 * it is read. A merged cell stands at its first place. No text becomes a formula (csv-cell.ts).
 */
import type { GridCell } from '../../../metadata/sheet/types.js';
import { csvCell } from '../../records/export/csv-cell.js';
import { pause, piecesOf, type FileContent } from './file-content.js';

export async function* csvPieces(content: FileContent): AsyncGenerator<string> {
  const width = content.grid.columns.length;
  let start = '\ufeff';
  for (const { fromRow, rows, cells } of piecesOf(content)) {
    let piece = start;
    let at = 0;
    // What begins above stands there.
    while (at < cells.length && cells[at]!.row < fromRow) at++;
    for (let row = fromRow; row < fromRow + rows.length; row++) {
      const line: string[] = Array.from({ length: width }, () => '');
      for (; at < cells.length && cells[at]!.row === row; at++) line[cells[at]!.column] = csvCell(valueOf(cells[at]!));
      piece += `${line.join(',')}\r\n`;
    }
    start = '';
    yield piece;
    await pause();
  }
  if (start !== '') yield start;
}

export async function writeGridCsv(content: FileContent): Promise<Uint8Array> {
  const pieces: string[] = [];
  for await (const piece of csvPieces(content)) pieces.push(piece);
  return Buffer.from(pieces.join(''), 'utf8');
}

const valueOf = (cell: GridCell): number | boolean | string =>
  typeof cell.value === 'number' || typeof cell.value === 'boolean' ? cell.value : cell.text;
