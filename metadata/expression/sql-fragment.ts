/**
 * Pieces of SQL on their way to a whole: text with `?` and its bindings, never apart, and what is known of the value.
 * What could be computed beforehand stays a constant until it meets something that tells how to write it.
 */
import { Decimal } from 'decimal.js';
import type { FunctionDefinition } from '../contributions.js';
import type { Registry } from '../registry.js';
import { isDate, isInstant } from '../time.js';
import type { Scalar, Value, ValueType } from '../value.js';
import { plainText } from './decimal.js';
import type { EvaluationContext } from './environment.js';

/** A column as SQL names it. Without a type it cannot be used; numbers need their scale (0 for whole numbers). */
export interface SqlField {
  readonly sql: string;
  readonly type: ValueType;
  /** Digits after the point; on SQLite the column then holds the number times 10^scale. */
  readonly scale?: number;
  /** Digits in all, by default 15 (whole numbers: up to 2^53). Smaller ones make more products exact. */
  readonly precision?: number;
}

/** Where the SQL will run and what names mean there. */
export interface SqlTarget {
  readonly engine: 'sqlite' | 'mysql';
  readonly functions: Registry<FunctionDefinition>;
  /** Values of `user.…`, `today()` and `now()`: they become constants. */
  readonly context: EvaluationContext;
  field(path: readonly string[]): SqlField | undefined;
  /** Value of a parameter; undefined when it is not known yet. */
  parameter?(name: string): Value | undefined;
  /** A date or date-time constant as the column's encoding has it; absent: as it is. */
  encode?(value: string, type: 'date' | 'datetime'): Scalar;
}

export interface SqlText {
  readonly sql: string;
  readonly bindings: readonly Scalar[];
}

export interface Sql extends SqlText {
  readonly kind: 'sql';
  readonly type: ValueType;
  /** Of a number: digits after the point, and the largest size of the number times 10^scale. */
  readonly scale: number;
  readonly bound: bigint;
}
export interface Constant {
  readonly kind: 'constant';
  readonly value: Value;
}
export type Fragment = Sql | Constant;

/** Numbers of more than 15 digits are rounded by the evaluator, and 64 bits end soon after. */
export const LARGEST = 999_999_999_999_999n;
export const MAX_SCALED = 999_999_999_999_999_999n;
const MAX_LENGTH = 20_000;

export const constant = (value: Value): Constant => ({ kind: 'constant', value });

/** Joins texts and pieces, bindings in the order of the text. */
export function piece(strings: TemplateStringsArray, ...parts: readonly SqlText[]): SqlText {
  const sql = strings.reduce((text, part, index) => text + (parts[index - 1]?.sql ?? '') + part);
  return { sql, bindings: parts.flatMap((part) => part.bindings) };
}

export function joinPieces(parts: readonly SqlText[], separator: string): SqlText {
  return { sql: parts.map((part) => part.sql).join(separator), bindings: parts.flatMap((part) => part.bindings) };
}

export const plain = (sql: string): SqlText => ({ sql, bindings: [] });

/** A typed piece; undefined when it has grown out of all proportion. */
export function typed(text: SqlText, type: ValueType, scale = 0, bound = 0n): Sql | undefined {
  if (text.sql.length > MAX_LENGTH || bound > MAX_SCALED || scale > 18) return undefined;
  return { kind: 'sql', sql: text.sql, bindings: text.bindings, type, scale, bound };
}

/** The types between which SQL compares as the evaluator does; other types are not translated. */
export function familyOf(type: ValueType): 'number' | 'boolean' | 'text' | 'date' | 'datetime' | undefined {
  if (type === 'id') return 'text';
  return type === 'number' || type === 'boolean' || type === 'text' || type === 'date' || type === 'datetime'
    ? type
    : undefined;
}

/** Digits after the point of a number's shortest text. */
export function decimalsOf(value: number): number {
  return plainText(value).split('.')[1]?.length ?? 0;
}

export function boundOf(value: number): bigint {
  return BigInt(
    new Decimal(value)
      .abs()
      .times(new Decimal(10).pow(decimalsOf(value)))
      .toFixed(0),
  );
}

/**
 * A constant where a value of the type is wanted, numbers at that scale. Undefined when it is no such value: a text
 * that is no date beside a date column would make MySQL fail.
 */
export function writeConstant(value: Value, type: ValueType, scale: number, target: SqlTarget): SqlText | undefined {
  const family = familyOf(type);
  if (value === null) return plain('NULL');
  if (typeof value === 'boolean') return family === 'boolean' ? plain(value ? '1' : '0') : undefined;
  if (typeof value === 'number') return family === 'number' ? writeNumber(value, scale, target) : undefined;
  if (typeof value === 'object') return undefined;
  if (family === 'text') return { sql: '?', bindings: [value] };
  const fits = family === 'date' ? isDate(value) : family === 'datetime' && isInstant(value);
  if (!fits) return undefined;
  return { sql: '?', bindings: [target.encode?.(value, family as 'date' | 'datetime') ?? value] };
}

/** Written out: a bound number would arrive as a binary fraction. */
function writeNumber(value: number, scale: number, target: SqlTarget): SqlText | undefined {
  if (boundOf(value) > MAX_SCALED || decimalsOf(value) > 18) return undefined;
  const sql =
    target.engine === 'mysql' ? plainText(value) : new Decimal(value).times(new Decimal(10).pow(scale)).toFixed();
  if (target.engine === 'sqlite' && (sql.includes('.') || BigInt(sql.replace('-', '')) > MAX_SCALED)) return undefined;
  return plain(value < 0 ? `(${sql})` : sql);
}

/** Fragments at one type and one scale, ready to stand beside each other. */
export interface Aligned {
  readonly parts: readonly SqlText[];
  readonly type: ValueType;
  readonly scale: number;
  readonly bound: bigint;
}

/** Undefined when types differ, are unknown, or scaling would leave 64 bits. At least one fragment must be SQL. */
export function align(fragments: readonly Fragment[], target: SqlTarget): Aligned | undefined {
  const known = fragments.filter((each): each is Sql => each.kind === 'sql');
  const type = known[0]?.type;
  if (type === undefined) return undefined;
  const family = familyOf(type);
  if (family === undefined || known.some((each) => familyOf(each.type) !== family)) return undefined;
  const scale = family === 'number' ? Math.max(...fragments.map(scaleOf)) : 0;
  const parts: SqlText[] = [];
  let bound = 0n;
  for (const each of fragments) {
    const part = each.kind === 'sql' ? rescale(each, scale, target) : writeConstant(each.value, type, scale, target);
    const size = family === 'number' ? boundAt(each, scale) : 0n;
    if (!part || size > MAX_SCALED) return undefined;
    if (size > bound) bound = size;
    parts.push(part);
  }
  return { parts, type, scale, bound };
}

function scaleOf(fragment: Fragment): number {
  if (fragment.kind === 'sql') return fragment.scale;
  return typeof fragment.value === 'number' ? decimalsOf(fragment.value) : 0;
}

/** Size of a number fragment times 10^scale. */
export function boundAt(fragment: Fragment, scale: number): bigint {
  const own =
    fragment.kind === 'sql' ? fragment.bound : typeof fragment.value === 'number' ? boundOf(fragment.value) : 0n;
  return own * 10n ** BigInt(Math.max(0, scale - scaleOf(fragment)));
}

function rescale(part: Sql, scale: number, target: SqlTarget): SqlText {
  if (target.engine === 'mysql' || part.scale === scale) return part;
  return piece`(${part} * ${plain(String(10n ** BigInt(scale - part.scale)))})`;
}
