/**
 * MySQL protocol: text in a code point collation without padding, decimals as DECIMAL (bound as plain digits, read as
 * text), booleans as TINYINT, dates as DATE read as text, date-times as ISO text of 24 characters, JSON as text.
 */
import type { Column } from '../../metadata/contributions.js';
import type { Scalar, Value } from '../../metadata/value.js';
import {
  exactBoolean,
  exactDate,
  exactDatetime,
  exactInteger,
  exactText,
  plainDecimal,
  precisionOf,
  roundAverage,
  scaleOf,
  toScaled,
} from './column-values.js';
import type { Dialect } from './database.js';
import { InexactValue } from './errors.js';

export type MysqlFlavour = 'mariadb' | 'mysql';

/** MySQL's `utf8mb4_bin` pads with blanks, so 'a' and 'a ' would be equal; these two do not. */
export const collationOf = (flavour: MysqlFlavour): string =>
  flavour === 'mariadb' ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';

/** Longer text is TEXT: it lives outside the row, whose size is limited, and indexes take a prefix of it. */
const varcharLimit = (column: Column): number => (column.role === 'key' ? 255 : 120);

/** TEXT, which an index takes only a prefix of. */
export const isOutOfRow = (column: Column): boolean =>
  column.type === 'longText' ||
  column.type === 'json' ||
  (column.type === 'text' && (column.length === undefined || column.length > varcharLimit(column)));

function columnType(column: Column, flavour: MysqlFlavour): string {
  const text = (type: string) => `${type} CHARACTER SET utf8mb4 COLLATE ${collationOf(flavour)}`;
  switch (column.type) {
    case 'id':
      return text('CHAR(26)');
    case 'text':
      if (!isOutOfRow(column)) return text(`VARCHAR(${column.length})`);
      return text((column.length ?? 16_000) > 16_000 ? 'MEDIUMTEXT' : 'TEXT');
    case 'longText':
    case 'json':
      return text('LONGTEXT');
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(${precisionOf(column)}, ${scaleOf(column)})`;
    case 'boolean':
      return 'TINYINT(1)';
    case 'date':
      return column.role === 'local' ? text('CHAR(13)') : 'DATE';
    case 'datetime':
      return text('CHAR(24)');
  }
}

function encode(column: Column, value: Value): Scalar {
  if (value === null) return null;
  switch (column.type) {
    case 'boolean':
      return exactBoolean(column, value) ? 1 : 0;
    case 'integer':
      return exactInteger(column, value);
    case 'decimal':
      return plainDecimal(toScaled(column, value) / 10 ** scaleOf(column), scaleOf(column));
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
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'number') return value;
  return Math.abs(value) < 1e21 ? plainDecimal(value, 20) : value;
}

function decode(column: Column, raw: unknown): Value {
  if (raw === null || raw === undefined) return null;
  switch (column.type) {
    case 'json':
      // A server that answers its JSON type parsed is met halfway; our own columns are text.
      return typeof raw === 'string' ? (JSON.parse(raw) as Value) : (raw as Value);
    case 'boolean':
      if (raw === 0 || raw === 1) return raw === 1;
      break;
    case 'integer':
      if (Number.isSafeInteger(Number(raw))) return Number(raw);
      break;
    case 'decimal':
      if (typeof raw === 'string' || typeof raw === 'number') return Number(raw) + 0;
      break;
    default:
      if (typeof raw === 'string') return raw;
  }
  throw new InexactValue(column.name, `holds a ${typeof raw} where ${column.type} is expected.`);
}

function decodeSum(_column: Column, raw: unknown): number | null {
  if (raw === null || raw === undefined) return null;
  return typeof raw === 'number' ? roundAverage(raw) : Number(raw) + 0;
}

const grains = {
  year: (date: string) => `CONCAT(SUBSTR(${date}, 1, 4), '-01-01')`,
  quarter: (date: string) =>
    `CONCAT(SUBSTR(${date}, 1, 5), SUBSTR('01040710', ((SUBSTR(${date}, 6, 2) - 1) DIV 3) * 2 + 1, 2), '-01')`,
  month: (date: string) => `CONCAT(SUBSTR(${date}, 1, 7), '-01')`,
  week: (date: string) =>
    `DATE_FORMAT(DATE_SUB(SUBSTR(${date}, 1, 10), INTERVAL WEEKDAY(SUBSTR(${date}, 1, 10)) DAY), '%Y-%m-%d')`,
  day: (date: string) => `SUBSTR(${date}, 1, 10)`,
  hour: (date: string) => `SUBSTR(CONCAT(${date}, 'T00'), 1, 13)`,
};

function uniqueViolation(error: unknown): { index?: string } | undefined {
  const { errno, sqlMessage = '' } = (error ?? {}) as { errno?: number; sqlMessage?: string };
  if (errno !== 1062) return undefined;
  // The entry itself may hold quotes: the key is the last quoted word; MySQL 8 writes `table.key`.
  const key = /for key '([^']+)'$/.exec(sqlMessage)?.[1];
  return key === undefined ? {} : { index: key.slice(key.indexOf('.') + 1) };
}

/** Lock wait time-out, deadlock, and MariaDB's "record has changed since last read". */
const retryable: ReadonlySet<unknown> = new Set([1205, 1213, 1020]);

export function createMysqlDialect(flavour: MysqlFlavour): Dialect {
  return Object.freeze({
    engine: 'mysql',
    encode,
    encodeBound,
    decode,
    columnType: (column: Column) => columnType(column, flavour),
    tableOptions: ` ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${collationOf(flavour)}`,
    quote: (identifier: string) => `\`${identifier.replaceAll('`', '``')}\``,
    sum: (expression: string) => `SUM(${expression})`,
    decodeSum,
    avg: (expression: string) => `(SUM(${expression}) * 1e0 / COUNT(${expression}))`,
    grain: (expression: string, grain: keyof typeof grains) => grains[grain](expression),
    like: (expression: string) => `${expression} LIKE ? ESCAPE '\\\\'`,
    // Not JSON_OVERLAPS, which MariaDB has from 10.9 only.
    hasAny: (expression: string, texts: readonly string[]) => ({
      sql: `(${texts.map(() => `JSON_CONTAINS(${expression}, ?)`).join(' OR ')})`,
      bindings: texts.map((text) => JSON.stringify(text)),
    }),
    groupHint: (columns: readonly (Column | undefined)[], isInner = false) => {
      // Sorted are the first 1,024 bytes (max_sort_length): longer texts that begin alike would become one group.
      const sorting = columns.some((column) => column && isOutOfRow(column)) ? '' : 'sql_big_result ';
      // With a limit MariaDB plans as if so many rows were enough, and fetches all of them one by one, by an index.
      return flavour === 'mariadb' && !isInner ? `${sorting}sql_calc_found_rows ` : sorting;
    },
    // As above: the limit of a dataset only keeps it from growing without end.
    readAllHint: flavour === 'mariadb' ? 'sql_calc_found_rows ' : '',
    walkHint: flavour === 'mariadb' ? ' force index (primary)' : '',
    limitSeconds: (seconds: number) =>
      flavour === 'mariadb' ? `SET STATEMENT max_statement_time=${Number(seconds)} FOR ` : '',
    uniqueViolation,
    isRetryable: (error: unknown) => retryable.has((error as { errno?: unknown } | null)?.errno),
  } as const);
}
