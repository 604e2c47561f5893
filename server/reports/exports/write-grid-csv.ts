/**
 * Grid -> separated text (RFC 4180; commas and UTF-8 with its mark unless its reader chose otherwise): a line for each row,
 * figures as figures, everything else as it is read. A merged cell stands at its first place. No text becomes a formula
 * (csv-cell.ts).
 */
import type { GridCell } from '../../../metadata/sheet/types.js';
import { csvCell } from '../../records/export/csv-cell.js';
import { pause, piecesOf, type FileContent } from './file-content.js';
import { separators, type CsvDialect } from './formats.js';

/** Lines as they come, without a mark. */
export async function* csvPieces(
  content: FileContent,
  { separator = 'comma' }: CsvDialect = {},
): AsyncGenerator<string> {
  const between = separators[separator];
  const width = content.grid.columns.length;
  for (const { fromRow, rows, cells } of piecesOf(content)) {
    let piece = '';
    let at = 0;
    // What begins above stands there.
    while (at < cells.length && cells[at]!.row < fromRow) at++;
    for (let row = fromRow; row < fromRow + rows.length; row++) {
      const line: string[] = Array.from({ length: width }, () => '');
      for (; at < cells.length && cells[at]!.row === row; at++)
        line[cells[at]!.column] = csvCell(valueOf(cells[at]!), between);
      piece += `${line.join(between)}\r\n`;
    }
    yield piece;
    await pause();
  }
}

export async function* csvBytes(content: FileContent, dialect: CsvDialect = {}): AsyncGenerator<Uint8Array> {
  const { encoding = 'utf-8-bom' } = dialect;
  const bytes = (text: string) => Buffer.from(text, encoding === 'utf-16' ? 'utf16le' : 'utf8');
  if (encoding !== 'utf-8') yield bytes('\ufeff');
  for await (const piece of csvPieces(content, dialect)) yield bytes(piece);
}

export async function writeGridCsv(content: FileContent, dialect?: CsvDialect): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of csvBytes(content, dialect)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const valueOf = (cell: GridCell): number | boolean | string =>
  typeof cell.value === 'number' || typeof cell.value === 'boolean' ? cell.value : cell.text;
