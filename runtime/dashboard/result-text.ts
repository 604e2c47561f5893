/** Values of result columns in words. */
import { periodLabel } from '../../metadata/chart/periods.js';
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { FieldHost } from '../host/field-views.js';

/** A value of a row; null is an en dash. */
export function resultText(column: ResultColumn, row: ResultRow, host: FieldHost): string {
  const value = row[column.name] ?? null;
  const label = row[`${column.name}_label`];
  if (typeof label === 'string') return label;
  if (value === null) return '–';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number') {
    // Amounts are kept with more digits than people read.
    const digits = column.scale === undefined ? undefined : Math.min(2, column.scale);
    return host.formats.number(
      value,
      digits === undefined
        ? { maximumFractionDigits: 2 }
        : { minimumFractionDigits: digits, maximumFractionDigits: digits },
    );
  }
  if (typeof value === 'boolean') return host.t(value ? 'common.yes' : 'common.no');
  if (column.grain) return periodLabel(String(value), column.grain, host.formats.locale, 'full');
  if (column.dictionary) return host.choice(column.dictionary, String(value))?.label ?? String(value);
  if (column.type === 'date') return host.formats.date(String(value));
  if (column.type === 'datetime') return host.formats.dateTime(String(value));
  return String(value);
}
