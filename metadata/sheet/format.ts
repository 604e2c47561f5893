/** The text of a value, as a cell shows it: by its format code (the spreadsheet kind), else in its plain form. */
import { format as formatNumber, getLocale } from 'numfmt';
import { localDateTime } from '../time.js';
import type { Value } from '../value.js';

/** Digits after the point of a number without a format: enough to see, not enough to tire. */
const plainDigits = 10;

/** A date-time with a format is written in `zone`. */
export function textOf(value: Value, format: string | undefined, language: string, zone = 'UTC'): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((item) => textOf(item as Value, format, language, zone)).join(', ');
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (format === undefined) return typeof value === 'number' ? plainNumber(value, language) : String(value);
  if (typeof value === 'number') return formatNumber(format, value, { locale: localeOf(language), throws: false });
  return isIsoDate(value as string)
    ? formatNumber(format, serialDate(value as string, zone), { locale: localeOf(language), throws: false })
    : String(value);
}

const plainFormats = new Map<string, Intl.NumberFormat>();

function plainNumber(value: number, language: string): string {
  let format = plainFormats.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language, { maximumFractionDigits: plainDigits, useGrouping: false });
    plainFormats.set(language, format);
  }
  return format.format(value);
}

/** A list as the value of a cell is joined (R26). */
export function flat(value: Value): Value {
  if (!Array.isArray(value)) return value;
  return value.map((item) => textOf(flat(item as Value), undefined, 'en')).join(', ');
}

/** A day or a moment, which a format writes as a date. */
export const isIsoDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}|$)/.test(text);

/** Days since 1899-12-30, the count that format codes work on; of a date-time as the clocks of `zone` show it. */
export function serialDate(iso: string, zone = 'UTC'): number {
  const wall = iso.length === 10 ? `${iso}T00:00:00` : zone === 'UTC' ? undefined : localDateTime(iso, zone);
  const time = Date.parse(wall === undefined ? iso : `${wall}Z`);
  return (time - Date.UTC(1899, 11, 30)) / 86_400_000;
}

/** The formatter knows base languages; a language it lacks falls back to English. */
function localeOf(language: string): string {
  const known = getLocale(language) ?? getLocale(language.slice(0, 2));
  return known ? language : 'en-US';
}
