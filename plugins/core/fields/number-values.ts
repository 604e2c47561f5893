/**
 * Reading, storing and writing numbers. A number is what its shortest decimal text says: at most 15 digits in all and a
 * fixed number after the point, because SQLite stores scaled integers and MySQL DECIMAL(15, scale). What does not fit is
 * refused, never rounded. Typed text is read digit by digit, so that nothing is lost on the way to a JSON number.
 */
import type { Column, Parsed } from '../../../metadata/contributions.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { Aggregate, FilterOperator } from '../../../metadata/schema/query.js';
import { say } from '../../../metadata/words.js';
import { columnOf, equalityTests, kindOf, option, orderTests, read, remember, wrong } from './reading.js';

export const numberOperators: readonly FilterOperator[] = [...equalityTests, ...orderTests];
export const numberAggregates: readonly Aggregate[] = ['sum', 'avg', 'min', 'max'];
/** Digits in all. */
export const precision = 15;

export const decimalColumns = (field: FieldDocument, scale: number): Column[] => [
  { name: columnOf(field), type: 'decimal', role: 'value', precision, scale },
];

/** Digits before and after the point of a number's shortest text; 1e21 has 22 before it, 1e-7 has 7 after it. */
export function digitsOf(value: number): { readonly whole: number; readonly fraction: number } {
  const [mantissa = '0', exponentText = '0'] = String(Math.abs(value)).split('e');
  const [before = '0', after = ''] = mantissa.split('.');
  const exponent = Number(exponentText);
  const significant = `${before}${after}`.replace(/^0+/, '').length;
  const fraction = Math.max(0, after.length - exponent);
  const whole = exponent > 0 ? before.length + exponent : Math.max(0, significant - fraction);
  return { whole: before === '0' && exponent <= 0 ? 0 : whole, fraction };
}

/** A JSON number within 15 digits, the scale, and the field's `min` and `max`. Negative zero becomes zero. */
export function readNumber(input: unknown, field: FieldDocument, scale: number): Parsed {
  if (typeof input !== 'number')
    return wrong('WRONG_TYPE', say`This must be a number, not ${{ kind: kindOf(input) }}.`);
  if (!Number.isFinite(input)) return wrong('NOT_A_NUMBER', 'This is no number.');
  const { whole, fraction } = digitsOf(input);
  if (fraction > scale) {
    const allowed = scale === 0 ? 'none are' : `at most ${scale} ${scale === 1 ? 'is' : 'are'}`;
    return wrong(
      'TOO_MANY_DECIMALS',
      say`${{ fraction }} digits after the point; ${{ allowed }} allowed. Round the number first.`,
    );
  }
  if (whole > precision - scale) {
    return wrong(
      'TOO_MANY_DIGITS',
      say`${{ whole }} digits before the point; at most ${{ most: precision - scale }} are allowed.`,
    );
  }
  const min = option<number | undefined>(field, 'min', undefined);
  const max = option<number | undefined>(field, 'max', undefined);
  if (min !== undefined && input < min) return wrong('TOO_SMALL', say`The number must be at least ${{ min }}.`);
  if (max !== undefined && input > max) return wrong('TOO_LARGE', say`The number must be at most ${{ max }}.`);
  return read(input === 0 ? 0 : input);
}

/** JSON Schema of a number with the field's limits. Decimals are checked by `readNumber`: `multipleOf` is binary. */
export function numberSchema(field: FieldDocument, scale: number): Readonly<Record<string, unknown>> {
  const limit = Number(`${'9'.repeat(precision - scale)}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`);
  return {
    type: scale === 0 ? 'integer' : 'number',
    minimum: option(field, 'min', -limit),
    maximum: option(field, 'max', limit),
  };
}

const signs = remember((locale) => {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(-123456789.5);
  const of = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: of('decimal') || '.', group: of('group') || ',' };
});

/**
 * Text typed in a locale to plain digits: `1.234,56` in es and `1,234.56` in en give `1234.56`. Full-width digits and
 * any minus are taken; groups must be of three, so that `1.23` is never read as 123. Undefined: not a number here.
 */
export function plainNumber(text: string, locale: string): string | undefined {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/[\u2212\u2012\u2013]/g, '-');
  const { decimal, group } = signs(locale);
  // Blanks of any width and apostrophes part groups in several locales; the locale's own group sign does always.
  const parted = typed.replace(/(?<=\d)[\u0020\u00a0\u202f\u2009'\u2019](?=\d{3}(?!\d))/g, group);
  const match = /^([+-]?)\s*(\d[^]*|[.,]\d+)$/.exec(parted);
  if (!match) return undefined;
  const [whole = '', fraction, ...rest] = match[2]!.split(decimal);
  if (rest.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const groups = whole.split(group);
  const grouped = groups.length > 1;
  if (!groups.every((part, index) => (index === 0 ? /^\d*$/.test(part) : /^\d{3}$/.test(part)))) return undefined;
  if (grouped && !/^\d{1,3}$/.test(groups[0]!)) return undefined;
  const digits = groups.join('').replace(/^0+(?=\d)/, '') || '0';
  return `${match[1] === '-' ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}`;
}

/** Moves the point of plain digits to the left without arithmetic: `12.5` by two is `0.125`. */
export function shiftPoint(plain: string, places: number): string {
  const negative = plain.startsWith('-');
  const [whole = '0', fraction = ''] = plain.replace('-', '').split('.');
  const padded = whole.padStart(places + 1, '0');
  const moved = `${padded.slice(0, -places)}.${padded.slice(-places)}${fraction}`;
  return `${negative ? '-' : ''}${moved}`;
}

/** Plain digits to the value, digits counted in the text: `0.10` has one digit after the point, not two. */
export function readPlain(plain: string, field: FieldDocument, scale: number): Parsed {
  const short = plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
  const digits = short.replace(/[-.]/g, '').replace(/^0+/, '');
  if (digits.length > precision) {
    return wrong(
      'TOO_MANY_DIGITS',
      say`${{ count: digits.length }} digits are too many; at most ${{ precision }} are exact.`,
    );
  }
  return readNumber(Number(short), field, scale);
}

export const notANumber = (locale: string): Parsed => {
  const { decimal, group } = signs(locale);
  return wrong('NOT_A_NUMBER', say`This is no number. Write it like 1${{ group }}234${{ decimal }}56.`);
};

/** Number text in a locale to the value of a field. */
export function readNumberText(text: string, field: FieldDocument, scale: number, locale: string): Parsed {
  const plain = plainNumber(text, locale);
  return plain === undefined ? notANumber(locale) : readPlain(plain, field, scale);
}

const formats = remember((key) => {
  const [locale = 'en', style = 'decimal', least = '0', most = '0', grouping = '1', currency = 'USD'] = key.split('|');
  return new Intl.NumberFormat(locale, {
    style: style as 'decimal' | 'percent' | 'currency',
    ...(style === 'currency' ? { currency, currencyDisplay: 'code' as const } : {}),
    minimumFractionDigits: Number(least),
    maximumFractionDigits: Number(most),
    useGrouping: grouping === '1',
  });
});

export interface NumberLook {
  readonly style?: 'decimal' | 'percent' | 'currency';
  readonly least?: number;
  readonly most: number;
  readonly grouping?: boolean;
  readonly currency?: string;
}

/** A number as people write it, with a real minus sign. */
export function writeNumber(value: number, locale: string, look: NumberLook): string {
  const key = [
    locale,
    look.style ?? 'decimal',
    look.least ?? 0,
    Math.max(look.most, look.least ?? 0),
    (look.grouping ?? true) ? '1' : '0',
    look.currency ?? 'USD',
  ].join('|');
  return formats(key).format(value).replace('-', '\u2212');
}
