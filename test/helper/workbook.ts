/** Workbooks and CSV read back with exceljs, a library that the product does not write them with. */
import ExcelJS from 'exceljs';
import type { GridCell } from '../../metadata/sheet/types.js';

/** One cell that is not covered by a merge: place from 0, spans, and the text a spreadsheet shows. */
export type ShownCell = readonly [row: number, column: number, rowSpan: number, columnSpan: number, text: string];

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
      const [rows, columns] = spans.get(cell.address) ?? [1, 1];
      shown.push([+cell.row - 1, +cell.col - 1, rows, columns, textOf(cell.value, cell.numFmt)]);
    });
  });
  return shown;
}

/** The grid in the same form. */
export const shownGrid = (cells: readonly GridCell[]): readonly ShownCell[] =>
  cells.map((cell) => [cell.row, cell.column, cell.rowSpan ?? 1, cell.columnSpan ?? 1, cell.text]);

/** Number formats of whole and decimal numbers and percentages in English; a formula or anything else is refused. */
function textOf(value: ExcelJS.CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') throw new Error(`A cell holds ${JSON.stringify(value)}, which no report writes.`);
  if (format === undefined || format === 'General') return String(value);
  const known = /^(#,##)?0(?:\.(0+))?(%)?$/.exec(format);
  if (!known) throw new Error(`The number format ${format} is not known to this reader.`);
  const digits = known[2]?.length ?? 0;
  return new Intl.NumberFormat('en-US', {
    useGrouping: known[1] !== undefined,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(known[3] ? { style: 'percent' } : {}),
  }).format(value);
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
