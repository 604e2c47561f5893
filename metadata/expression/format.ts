/**
 * Patterns of `text(value, format)`. The same everywhere: point for decimals, comma for groups; what differs between
 * countries is the business of widgets and sheets.
 *
 * Numbers: `0` a digit that is always there, `#` one that may be, `,` groups of three, `.` decimals, `%` times 100; any
 * other characters before and behind. Dates: `yyyy yy mm m dd d`, of date-times also `hh h`, `mm` behind hours, `ss`.
 */
import { localDateTime, toInstant } from '../time.js';
import { say } from '../words.js';
import { multiply, plainText, round } from './decimal.js';
import { ExpressionError } from './errors.js';

const NUMBER = /^([^#0.,%]*)([#,0]*)(?:\.([0#]+))?(%?)([^#0.,%]*)$/;

export function formatNumber(value: number, pattern: string): string {
  const parts = NUMBER.exec(pattern);
  const [, prefix = '', whole = '', decimals = '', percent = '', suffix = ''] = parts ?? [];
  if (!parts || !/[0#]/.test(whole + decimals)) {
    throw new ExpressionError(
      'TYPE',
      say`The number format "${{ pattern: pattern.slice(0, 40) }}" is not known; use one like #,##0.00.`,
    );
  }
  const scaled = percent === '' ? value : multiply(value, 100);
  const rounded = round(Math.abs(scaled), decimals.length);
  const [digits = '', fraction = ''] = plainText(rounded).split('.');
  const least = (text: string): number => text.replace(/[^0]/g, '').length;
  const head = (digits === '0' ? '' : digits).padStart(least(whole), '0');
  const grouped = whole.includes(',') ? head.replace(/\B(?=(\d{3})+$)/g, ',') : head;
  const tail = fraction.padEnd(least(decimals), '0');
  const sign = scaled < 0 && rounded !== 0 ? '-' : '';
  return `${sign}${prefix}${grouped}${tail === '' ? '' : `.${tail}`}${percent}${suffix}`;
}

/** Of a date (`2026-11-21`) or, in the zone, of an instant. */
export function formatDate(value: string, pattern: string, zone: string): string {
  const instant = toInstant(value);
  const local = instant === undefined ? `${value}T00:00:00` : localDateTime(instant, zone);
  const [year, month, day, hour, minute, second] = local.split(/[-T:.]/) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  let afterHour = false;
  return pattern.replace(/yyyy|yy|mm?|dd?|hh?|ss?/gi, (word) => {
    const short = word.length === 1;
    const pick = (text: string): string => (short ? String(Number(text)) : text);
    switch (word[0]?.toLowerCase()) {
      case 'y':
        return word.length === 4 ? year : year.slice(2);
      case 'd':
        return pick(day);
      case 'h':
        afterHour = true;
        return pick(hour);
      case 's':
        return pick(second);
      default: {
        const isMinute = afterHour;
        afterHour = false;
        return pick(isMinute ? minute : month);
      }
    }
  });
}
