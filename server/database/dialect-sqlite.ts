/**
 * SQLite: text as it is (BINARY order is code point order), decimals as scaled integers below 2^53, booleans as 0 and 1,
 * dates and date-times as ISO text, JSON as text.
 */
import type { Column } from '../../metadata/contributions.js';
import type { Scalar, Value } from '../../metadata/value.js';
import {
  exactBoolean,
  exactDate,
  exactDatetime,
  exactInteger,
  exactText,
  roundAverage,
  scaleOf,
  toScaled,
  unscale,
} from './column-values.js';
import type { Dialect } from './database.js';
import { InexactValue } from './errors.js';
import { isSqliteBusy } from './sqlite-client.js';

const physical: Readonly<Record<Column['type'], string>> = {
  id: 'TEXT', text: 'TEXT', longText: 'TEXT', integer: 'INTEGER', decimal: 'INTEGER',
  boolean: 'INTEGER', date: 'TEXT', datetime: 'TEXT', json: 'TEXT',
}; // prettier-ignore

function encode(column: Column, value: Value): Scalar {
  if (value === null) return null;
  switch (column.type) {
    case 'boolean':
      return exactBoolean(column, value) ? 1 : 0;
    case 'integer':
      return exactInteger(column, value);
    case 'decimal':
      return toScaled(column, value);
    case 'date':
      return exactDate(column, value);
    case 'datetime':
      return exactDatetime(column, value);
    case 'json':
      return JSON.stringify(value);
    default:
      return exactText(column, value);
  }
}

function encodeBound(column: Column, value: Value): Scalar {
  if (value === null || typeof value === 'object') return encode(column, value);
  if (column.type === 'boolean' && typeof value === 'boolean') return value ? 1 : 0;
  if (column.type !== 'decimal' || typeof value !== 'number') return value;
  const scaled = value * 10 ** scaleOf(column);
  const whole = Math.round(scaled);
  return whole / 10 ** scaleOf(column) === value ? whole + 0 : scaled;
}

function decode(column: Column, raw: unknown): Value {
  if (raw === null || raw === undefined) return null;
  if (column.type === 'json') return JSON.parse(String(raw)) as Value;
  if (column.type === 'boolean' && (raw === 0 || raw === 1)) return raw === 1;
  if (column.type === 'decimal' && typeof raw === 'number') return raw / 10 ** scaleOf(column);
  if (column.type === 'integer' && typeof raw === 'number') return raw;
  if (typeof raw === 'string' && physical[column.type] === 'TEXT') return raw;
  throw new InexactValue(column.name, `holds a ${typeof raw} where ${column.type} is expected.`);
}

/** A sum over 2^63 makes SQLite end the statement with "integer overflow": 9,223 rows of 15 digits each. Averages arrive as numbers in natural units, sums as the text of a scaled integer. */
function decodeSum(column: Column, raw: unknown): number | null {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'number') return roundAverage(raw);
  return unscale(String(raw), column.type === 'decimal' ? scaleOf(column) : 0);
}

const grains = {
  year: (date: string) => `(substr(${date}, 1, 4) || '-01-01')`,
  quarter: (date: string) =>
    `(substr(${date}, 1, 5) || substr('01040710', ((CAST(substr(${date}, 6, 2) AS INTEGER) - 1) / 3) * 2 + 1, 2) || '-01')`,
  month: (date: string) => `(substr(${date}, 1, 7) || '-01')`,
  // Forward to Sunday (a Sunday stays), then back to its Monday: ISO weeks.
  week: (date: string) => `date(substr(${date}, 1, 10), 'weekday 0', '-6 days')`,
  day: (date: string) => `substr(${date}, 1, 10)`,
  hour: (date: string) => `substr(${date} || 'T00', 1, 13)`,
};
function uniqueViolation(error: unknown): { index?: string; columns?: readonly string[] } | undefined {
  const { errcode, message = '' } = (error ?? {}) as { errcode?: number; message?: string };
  if (errcode !== 2067 && errcode !== 1555) return undefined;
  const index = /index '([^']+)'/.exec(message)?.[1];
  if (index !== undefined) return { index };
  const columns = /UNIQUE constraint failed: (.+)$/.exec(message)?.[1]?.split(', ');
  return columns ? { columns: columns.map((column) => column.slice(column.indexOf('.') + 1)) } : {};
}

export const sqliteDialect: Dialect = Object.freeze({
  engine: 'sqlite',
  encode,
  encodeBound,
  decode,
  columnType: (column: Column) => physical[column.type],
  tableOptions: '',
  quote: (identifier: string) => `\`${identifier.replaceAll('`', '``')}\``,
  sum: (expression: string) => `CAST(SUM(${expression}) AS TEXT)`,
  decodeSum,
  avg: (expression: string, column: Column) =>
    `(SUM(${expression}) * 1.0 / COUNT(${expression})${column.type === 'decimal' && scaleOf(column) > 0 ? ` / 1e${scaleOf(column)}` : ''})`,
  grain: (expression: string, grain: keyof typeof grains) => grains[grain](expression),
  like: (expression: string) => `${expression} LIKE ? ESCAPE '\\'`,
  hasAny: (expression: string, texts: readonly string[]) => ({
    sql: `CASE WHEN ${expression} IS NULL THEN NULL ELSE EXISTS (SELECT 1 FROM json_each(${expression}) WHERE value IN (${texts.map(() => '?').join(', ')})) END`,
    bindings: texts,
  }),
  groupHint: () => '',
  readAllHint: '',
  walkHint: '',
  limitSeconds: () => '',
  uniqueViolation,
  isRetryable: isSqliteBusy,
} as const);
