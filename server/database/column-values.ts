/**
 * Exactness rules both dialects share: what a column of each logical type accepts, and how a decimal becomes a scaled
 * integer and back. A number that would be rounded, a text that cannot be stored as it is and a date that does not
 * exist are refused here, so that what is read is always what was written.
 */
import type { Column } from '../../metadata/contributions.js';
import type { Value } from '../../metadata/value.js';
import { InexactValue } from './errors.js';

const datePattern = /^\d{4}-\d\d-\d\d$/;
const localPattern = /^\d{4}-\d\d-\d\d(?:T\d\d)?$/;
const datetimePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const refuse = (column: Column, value: unknown, expected: string): never => {
  throw new InexactValue(column.name, `${JSON.stringify(value)} is not ${expected}.`);
};

/**
 * Text that comes back as it went in: a lone surrogate would be stored as a replacement character, and SQLite's driver
 * cuts at U+0000 without a word.
 */
export function exactText(column: Column, value: Value): string {
  if (typeof value !== 'string') return refuse(column, value, 'text');
  if (unstorable.test(value)) return refuse(column, value, 'well-formed Unicode text without U+0000');
  return value;
}

const unstorable = /[\p{Surrogate}\0]/u;

export function exactInteger(column: Column, value: Value): number {
  if (!Number.isSafeInteger(value)) return refuse(column, value, 'a whole number below 2^53');
  return (value as number) + 0;
}

export function exactBoolean(column: Column, value: Value): boolean {
  return typeof value === 'boolean' ? value : refuse(column, value, 'true or false');
}

/** `YYYY-MM-DD`, or `YYYY-MM-DDTHH` in the local companion of a date-time. */
export function exactDate(column: Column, value: Value): string {
  const pattern = column.role === 'local' ? localPattern : datePattern;
  if (typeof value !== 'string' || !pattern.test(value)) return refuse(column, value, 'a date (YYYY-MM-DD)');
  const day = new Date(`${value.slice(0, 10)}T00:00:00.000Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value.slice(0, 10)) {
    return refuse(column, value, 'a day of the calendar');
  }
  return value;
}

/** ISO 8601 in UTC with milliseconds, 24 characters. */
export function exactDatetime(column: Column, value: Value): string {
  if (typeof value !== 'string' || !datetimePattern.test(value)) return refuse(column, value, 'a date-time in UTC');
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime()) || instant.toISOString() !== value) return refuse(column, value, 'a date-time');
  return value;
}

export const scaleOf = (column: Column): number => column.scale ?? 2;
export const precisionOf = (column: Column): number => Math.min(column.precision ?? 15, 15);

/**
 * The scaled integer of a decimal. With at most 15 digits the product is within a quarter of the whole number meant,
 * and the division back is correctly rounded, so the comparison proves that nothing was lost.
 */
export function toScaled(column: Column, value: Value): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(column, value, 'a number');
  const scaled = Math.round(value * 10 ** scaleOf(column)) + 0;
  if (Math.abs(scaled) >= 10 ** precisionOf(column)) {
    return refuse(
      column,
      value,
      `a number of at most ${precisionOf(column)} digits, ${scaleOf(column)} after the point`,
    );
  }
  if (scaled / 10 ** scaleOf(column) !== value) {
    return refuse(column, value, `a number with at most ${scaleOf(column)} digits after the point`);
  }
  return scaled;
}

/** A decimal written out, never with an exponent: `0.0000001` where JavaScript writes `1e-7`. */
export function plainDecimal(value: number, scale: number): number | string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(scale) : value;
}

/** Whole number times 10^-scale from its digits: `12345`, 2 -> 123.45. Over 15 digits the nearest number. */
export function unscale(digits: string, scale: number): number {
  if (scale === 0) return Number(digits);
  const negative = digits.startsWith('-');
  const padded = (negative ? digits.slice(1) : digits).padStart(scale + 1, '0');
  const cut = padded.length - scale;
  return Number(`${negative ? '-' : ''}${padded.slice(0, cut)}.${padded.slice(cut)}`);
}

/** An average is a quotient: rounded to 15 digits it is the same on both engines. */
export const roundAverage = (value: number): number => Number(value.toPrecision(15));
