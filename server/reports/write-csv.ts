/**
 * Rows of a dataset as comma-separated text (RFC 4180, UTF-8 with its mark, so that spreadsheets read it): names instead of
 * ids, labels instead of codes. Text that a spreadsheet would run as a formula is preceded by an apostrophe.
 */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Model } from '../../metadata/model/model.js';
import { labelText, type Value } from '../../metadata/value.js';

export interface CsvOptions {
  readonly model: Pick<Model, 'dictionaries'>;
  readonly language: string;
}

export function writeCsv(columns: readonly ResultColumn[], rows: readonly ResultRow[], options: CsvOptions): string {
  const heads = columns.map((column) =>
    quoted(column.currency ? `${column.label} (${column.currency})` : column.label),
  );
  const lines = rows.map((row) => columns.map((column) => quoted(cellText(column, row, options))).join(','));
  return `\ufeff${[heads.join(','), ...lines].join('\r\n')}\r\n`;
}

function cellText(column: ResultColumn, row: ResultRow, { model, language }: CsvOptions): Value {
  const value = row[`${column.name}_label`] ?? row[column.name] ?? null;
  if (column.dictionary === undefined || typeof value !== 'string') return value;
  const code = model.dictionaries.get(column.dictionary)?.values.get(value);
  return code ? labelText(code.label, language, value) : value;
}

function quoted(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
