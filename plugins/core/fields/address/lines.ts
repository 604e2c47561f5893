/**
 * An address on one line, in the order of its country: with the post code before the city as most of Europe writes it, after
 * the region as English-speaking countries do, or from the large to the small as East Asia does. Kept simple on purpose.
 */
import type { ValueObject } from '../../../../metadata/value.js';

const regionThenCode: ReadonlySet<string> = new Set(['US', 'CA', 'AU', 'GB', 'IE', 'NZ', 'IN', 'BR']);
const largeFirst: ReadonlySet<string> = new Set(['CN', 'TW', 'HK', 'MO', 'JP', 'KR']);

/** `country` is its name; `code` says the order. */
export function addressLine(parts: ValueObject, country: string, code: string): string {
  const of = (name: string): string => String(parts[name] ?? '');
  const join = (pieces: readonly string[], between: string): string =>
    pieces.filter((piece) => piece !== '').join(between);
  const [street, postal, city, state] = [of('street'), of('postal_code'), of('city'), of('state')];
  const upper = code.toUpperCase();
  if (largeFirst.has(upper)) {
    const isHan = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(
      `${state}${city}${street}`,
    );
    return join([country, join([state, city, street], isHan ? '' : ', '), postal], isHan ? ' ' : ', ');
  }
  const place = regionThenCode.has(upper)
    ? join([city, join([state, postal], ' ')], ', ')
    : join([join([postal, city], ' '), state], ', ');
  return join([street, place, country], ', ');
}
