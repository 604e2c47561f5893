/** Workbooks and CSV read back with exceljs, a library that the product does not write them with. */
import ExcelJS from 'exceljs';
import type { GridCell } from '../../metadata/sheet/types.js';

/** One cell that is not covered by a merge: place from 0, spans, and the text a spreadsheet shows. */
export type ShownCell = readonly [row: number, column: number, rowSpan: number, columnSpan: number, text: string];

/** How many pictures stand on the first sheet. */
export async function picturesOfWorkbook(bytes: ArrayBuffer): Promise<number> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes);
  return workbook.worksheets[0]!.getImages().length;
}

/** Every cell of the first sheet, in reading order. */
export async function readWorkbook(bytes: ArrayBuffer): Promise<readonly ShownCell[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes);
  const sheet = workbook.worksheets[0]!;
  const spans = new Map(
    sheet.model.merges.map((range) => {
      const [from, to] = range.split(':').map((address) => sheet.getCell(address!)) as [ExcelJS.Cell, ExcelJS.Cell];
      return [from.address, [+to.row - +from.row + 1, +to.col - +from.col + 1] as const];
    }),
  );
  const shown: ShownCell[] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    row.eachCell({ includeEmpty: true }, (cell) => {
      if (cell.isMerged && cell.master.address !== cell.address) return;
      // A place that the file does not name: there is no cell.
      if (cell.value === null && Object.keys(cell.style).length === 0) return;
      const [rows, columns] = spans.get(cell.address) ?? [1, 1];
      shown.push([+cell.row - 1, +cell.col - 1, rows, columns, textOf(cell.value, cell.numFmt)]);
    });
  });
  return shown;
}

/** The grid in the same form. */
export const shownGrid = (cells: readonly GridCell[]): readonly ShownCell[] =>
  cells.map((cell) => [cell.row, cell.column, cell.rowSpan ?? 1, cell.columnSpan ?? 1, cell.text]);

/** Days as years and months, in English: `mmm yyyy`, `yyyy-mm-dd` and the like. */
function dayText(day: Date, format: string): string {
  const iso = day.toISOString();
  const name = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(day);
  const parts: Readonly<Record<string, string>> = { yyyy: iso.slice(0, 4), yy: iso.slice(2, 4), mmm: name, mm: iso.slice(5, 7), dd: iso.slice(8, 10) }; // prettier-ignore
  return format.replace(/yyyy|yy|mmm|mm|dd|[a-z]/gi, (part) => {
    const found = parts[part.toLowerCase()];
    if (found === undefined) throw new Error(`The date format ${format} is not known to this reader.`);
    return found;
  });
}

/** Number formats of whole and decimal numbers and percentages in English; a formula or anything else is refused. */
function textOf(value: ExcelJS.CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date && format !== undefined) return dayText(value, format);
  if (typeof value !== 'number') throw new Error(`A cell holds ${JSON.stringify(value)}, which no report writes.`);
  if (format === undefined || format === 'General') return String(value);
  const [above = '', below, zero] = format.split(';');
  const section = value > 0 ? above : value < 0 ? (below ?? above) : (zero ?? above);
  // Words before the figure: `"R "0`.
  const [, words = '', plain = ''] = /^(?:"([^"]*)")?(.*)$/.exec(section)!;
  const known = /^([+-])?(#,##)?0(?:\.(0+))?(%)?$/.exec(plain);
  if (!known) throw new Error(`The number format ${format} is not known to this reader.`);
  const digits = known[3]?.length ?? 0;
  const text = new Intl.NumberFormat('en-US', {
    useGrouping: known[2] !== undefined,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(known[4] ? { style: 'percent' } : {}),
  }).format(below === undefined ? value : Math.abs(value));
  return `${words}${known[1] ?? ''}${text}`;
}

/** Records of a CSV file by their heads; every cell as the text that stands in the file. */
export async function readCsv(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const sheet = await new ExcelJS.Workbook().csv.readFile(file, { map: (text: string) => text });
  const rows: string[][] = [];
  sheet.eachRow({ includeEmpty: false }, (row) => {
    rows.push((row.values as (string | null | undefined)[]).slice(1).map((text) => text ?? ''));
  });
  const [heads, ...records] = rows;
  return records.map((cells) => Object.fromEntries(heads!.map((head, index) => [head, cells[index] ?? ''])));
}
