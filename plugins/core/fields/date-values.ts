/**
 * Reading and writing dates. A date is `YYYY-MM-DD` and has no zone; a date-time is UTC with milliseconds. People write
 * dates in their locale's order (never guessed: 31/12/2026 is refused where the month stands first) or as ISO.
 */
import { isDate } from '../../../metadata/time.js';
import { remember } from './reading.js';

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** The text if it is a day of the calendar, `YYYY-MM-DD`; MySQL's DATE begins at year 1000, so ours does. */
export const realDate = (text: string): string | undefined => (isDate(text) && text >= '1000' ? text : undefined);

const makeDate = (year: number, month: number, day: number): string | undefined =>
  realDate(`${pad(year, 4)}-${pad(month)}-${pad(day)}`);

type Part = 'year' | 'month' | 'day';

const orders = remember((locale): readonly Part[] =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' })
    .formatToParts(new Date(Date.UTC(2001, 1, 3)))
    .map((part) => part.type)
    .filter((type): type is Part => type === 'year' || type === 'month' || type === 'day'),
);

/** Names of the months in a locale, folded, to their numbers; English ones are known everywhere. */
const months = remember((locale): ReadonlyMap<string, number> => {
  const names = new Map<string, number>();
  for (const language of ['en-GB', 'en-US', locale]) {
    for (const style of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' });
      for (let month = 0; month < 12; month++) {
        const parts = format.formatToParts(new Date(Date.UTC(2001, month, 1)));
        const name = parts.find((part) => part.type === 'month')?.value ?? '';
        if (/\p{L}/u.test(name)) names.set(foldMonth(name), month + 1);
      }
    }
  }
  return names;
});
const foldMonth = (name: string): string => name.toLowerCase().replace(/\./g, '');

function fromParts(order: readonly Part[], numbers: readonly number[]): string | undefined {
  const at = (part: Part): number => numbers[order.indexOf(part)] ?? 0;
  return makeDate(at('year'), at('month'), at('day'));
}

/**
 * A date typed in a locale: `2026-12-31`, `2026/12/31`, `2026年12月31日`, `31/12/2026` or `12/31/2026` by the locale's
 * order, `31 Dec 2026`. Years have four digits. Undefined: not a date here.
 */
export function readDateText(text: string, locale: string): string | undefined {
  const typed = text.normalize('NFKC').trim();
  const byYear = /^(\d{4})\s*(?:([-/.])(\d{1,2})\2(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日)$/.exec(typed);
  if (byYear) return makeDate(Number(byYear[1]), Number(byYear[3] ?? byYear[5]), Number(byYear[4] ?? byYear[6]));
  const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(typed);
  if (numeric) return fromParts(orders(locale), [Number(numeric[1]), Number(numeric[3]), Number(numeric[4])]);
  const named = /^(\d{1,2})(?:\s+de)?[\s-]+(\p{L}+)\.?(?:\s+de|,)?[\s-]+(\d{4})$/u.exec(typed);
  if (!named) return undefined;
  const month = months(locale).get(foldMonth(named[2]!));
  return month === undefined ? undefined : makeDate(Number(named[3]), month, Number(named[1]));
}

/** A date read by a stated pattern of `YYYY`, `YY`, `MM`, `M`, `DD`, `D` and signs: `DD/MM/YYYY`. For imports. */
export function readDatePattern(text: string, pattern: string): string | undefined {
  const order: Part[] = [];
  const widths: Readonly<Record<string, string>> = {
    YYYY: '\\d{4}',
    MM: '\\d{2}',
    M: '\\d{1,2}',
    DD: '\\d{2}',
    D: '\\d{1,2}',
  };
  const source = pattern.replace(/YYYY|MM|M|DD|D|[^A-Za-z]/g, (token) => {
    const width = widths[token];
    if (!width) return token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    order.push(token.startsWith('Y') ? 'year' : token.startsWith('M') ? 'month' : 'day');
    return `(${width})`;
  });
  const match = new RegExp(`^${source}$`).exec(text.normalize('NFKC').trim());
  return match ? fromParts(order, match.slice(1).map(Number)) : undefined;
}

/** How dates are shown: `1 Oct 2026` in English, `2026-10-01` in Chinese, `1 oct 2026` in Spanish. */
const shown = remember((locale) => {
  const language = locale.split('-')[0];
  if (language === 'zh' || language === 'ja' || language === 'ko') return undefined;
  const chosen = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(chosen, { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });
});

export function writeDate(date: string, locale: string): string {
  const format = shown(locale);
  // British English alone writes "Sept"; screens write three letters, and files as they do.
  return format ? format.format(new Date(`${date}T00:00:00.000Z`)).replace('Sept', 'Sep') : date;
}

export const exampleDate = (locale: string): string => writeDate('2026-12-31', locale);
