/** Files of translations in the browser: workbooks and text with commas, written and read. */
import { csvOf, readCsv, type Table } from './translation-file.js';

export type FileFormat = 'xlsx' | 'csv';

export async function fileOf(table: Table, format: FileFormat): Promise<Blob> {
  if (format === 'csv') return new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' });
  const { writeXlsx } = await import('hucre/xlsx');
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Translations',
        rows: table.map((line) => [...line]),
        columns: table[0]?.map((_head, i) => ({ width: i < 2 ? 30 : 48 })) ?? [],
        freezePane: { rows: 1, columns: 2 },
      },
    ],
  });
  return new Blob([new Uint8Array(bytes)], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}

/** A file that holds more is none of ours. */
const mostBytes = 20_000_000;

/** Undefined for what is no workbook, damaged, or too large. */
export async function tableOfFile(file: File): Promise<Table | undefined> {
  if (file.size > mostBytes) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  // A workbook is an archive, whatever it is called.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return /\.(csv|txt|tsv)$/i.test(file.name) ? readCsv(decodeBytes(bytes)) : undefined; // prettier-ignore
  const { readXlsx } = await import('hucre/xlsx');
  try {
    const { sheets } = await readXlsx(bytes, { sheets: [0] });
    return sheets[0]?.rows.map((line) => Array.from(line, (cell) => (cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString() : String(cell)))); // prettier-ignore
  } catch (error) {
    console.warn('The workbook cannot be read.', error);
    return undefined;
  }
}

/** Spreadsheets save text in UTF-8 or UTF-16 with a mark, old ones in the encoding of Western Europe. */
export function decodeBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function handOverFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
