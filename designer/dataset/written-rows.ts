/** Inline rows as lines of text, as a spreadsheet copies them: columns by tabs, the first line their names. Pure. */
import type { RowsSource } from '../../metadata/schema/dataset.js';

type Value = RowsSource['rows'][number][number];

export const textOfRows = ({ columns, rows }: Pick<RowsSource, 'columns' | 'rows'>): string =>
  [columns, ...rows].map((row) => row.map((value) => (value === null ? '' : String(value).replace(/[\t\n]/g, ' '))).join('\t')).join('\n'); // prettier-ignore

/** Undefined where there is no line of names; numbers and yes or no are read as such, empty is no value. */
export function rowsOfText(text: string): RowsSource | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [head, ...body] = lines;
  if (head === undefined) return undefined;
  const separator = head.includes('\t') || !head.includes(';') ? '\t' : ';';
  const taken: string[] = [];
  for (const [index, name] of head.split(separator).entries()) taken.push(freeName(name, index, taken));
  const rows = body.map((line) => {
    const cells = line.split(separator);
    return taken.map((_, index) => valueOf(cells[index] ?? ''));
  });
  return { type: 'rows', columns: taken.slice(0, 100), rows: rows.slice(0, 5000).map((row) => row.slice(0, 100)) };
}

function freeName(text: string, index: number, taken: readonly string[]): string {
  const plain = text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 36); // prettier-ignore
  const base = plain === '' ? `column_${index + 1}` : plain;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(name)) return name;
  }
}

function valueOf(cell: string): Value {
  const text = cell.trim();
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  // Codes with leading zeros stay what they are.
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
