/**
 * Rows of a dataset as comma-separated text (RFC 4180, UTF-8 with its mark, so that spreadsheets read it): names instead of
 * ids, labels instead of codes. Text that a spreadsheet would run as a formula is preceded by an apostrophe.
 */
import type { ResultColumn, ResultRow } from '../../../metadata/contributions.js';
import type { Model } from '../../../metadata/model/model.js';
import { noAccessText } from '../../../metadata/sheet/no-access.js';
import { labelText, type Value } from '../../../metadata/value.js';
import { csvCell } from '../../records/export/csv-cell.js';

export interface CsvOptions {
  readonly model: Pick<Model, 'dictionaries'>;
  readonly language: string;
}

export interface CsvRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** Columns that the reader may not read: each stands at the end, without its name, and says so. */
  readonly withheld?: readonly string[];
}

export function writeCsv({ columns, rows, withheld = [] }: CsvRows, options: CsvOptions): string {
  const blind = withheld.map(() => csvCell(noAccessText(options.language)));
  const heads = columns.map((column) =>
    csvCell(column.currency ? `${column.label} (${column.currency})` : column.label),
  );
  heads.push(...blind);
  const lines = rows.map((row) =>
    [...columns.map((column) => csvCell(cellText(column, row, options))), ...blind].join(','),
  );
  return `\ufeff${[heads.join(','), ...lines].join('\r\n')}\r\n`;
}

function cellText(column: ResultColumn, row: ResultRow, { model, language }: CsvOptions): Value {
  const value = row[`${column.name}_label`] ?? row[column.name] ?? null;
  if (column.dictionary === undefined || typeof value !== 'string') return value;
  const code = model.dictionaries.get(column.dictionary)?.values.get(value);
  return code ? labelText(code.label, language, value) : value;
}
