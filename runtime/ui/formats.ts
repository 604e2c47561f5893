/**
 * Numbers and dates for people, by locale, with cached Intl objects (making one costs 50 times a use). Real minus signs,
 * null is an en dash in lists. Dates without time have no zone and are written in UTC; times follow the person's zone.
 */
import type { Language } from '../../metadata/value.js';

export interface Formats {
  readonly locale: string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  percent(value: number, digits?: number): string;
  money(value: number, currency: string, digits?: number): string;
  /** `1 Oct 2026`, zh `2026-10-01`. */
  date(iso: string): string;
  /** Day and month alone, for phone cards: `1 Oct`, zh `10-01`. */
  shortDate(iso: string): string;
  time(iso: string): string;
  dateTime(iso: string): string;
  /** Under 7 days: "2 hours ago", "yesterday"; later the date. Only for timelines and ages. */
  ago(iso: string, now: Date): string;
  /** Decimal and group signs of the locale. */
  readonly separators: { readonly decimal: string; readonly group: string };
}

const locales: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  'zh-CN': 'zh-CN',
  'zh-TW': 'zh-TW',
  es: 'es-ES',
};

/** English numbers and months with day first (the product's look), Spanish groups from four digits on. */
export function createFormats(language: Language, timeZone?: string): Formats {
  const locale = locales[language];
  const han = language.startsWith('zh');
  const numbers = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    const held = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, held);
    return held;
  };
  const write = (value: number, options: Intl.NumberFormatOptions) =>
    numberFormat({ useGrouping: 'always' as unknown as boolean, ...options })
      .format(value)
      .replace('-', '−');
  const zone = timeZone ? { timeZone } : {};
  const dates = new Map<string, Intl.DateTimeFormat>();
  const dateFormat = (name: string, options: Intl.DateTimeFormatOptions) => {
    const held = dates.get(name) ?? new Intl.DateTimeFormat(han ? 'sv-SE' : locale, options);
    dates.set(name, held);
    return held;
  };
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const day = han
    ? ({ year: 'numeric', month: '2-digit', day: '2-digit' } as const)
    : ({ year: 'numeric', month: 'short', day: 'numeric' } as const);
  const short = { month: 'short', day: 'numeric' } as const;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const formats: Formats = {
    locale,
    number: (value, options = {}) => write(value, options),
    percent: (value, digits = 2) => {
      const text = write(Number((value * 100).toPrecision(15)), {
        maximumFractionDigits: digits,
      });
      return han ? `${text}%` : `${text} %`;
    },
    money: (value, currency, digits = 2) =>
      `${currency} ${write(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })}`,
    date: (iso) =>
      iso.length === 10
        ? safe(iso, () => dateFormat('date', { ...day, timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`)))
        : safe(iso, () => dateFormat('zoneDate', { ...day, ...zone }).format(new Date(iso))),
    shortDate: (iso) => {
      // The Swedish form, which stands in for the Chinese one, turns day and month around when the year is left out.
      if (han) return formats.date(iso).slice(5);
      return iso.length === 10
        ? safe(iso, () => dateFormat('short', { ...short, timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`)))
        : safe(iso, () => dateFormat('zoneShort', { ...short, ...zone }).format(new Date(iso)));
    },
    time: (iso) => safe(iso, () => dateFormat('time', { ...time, ...zone }).format(new Date(iso))),
    dateTime: (iso) => `${formats.date(iso)}${han ? ' ' : ', '}${formats.time(iso)}`,
    ago: (iso, now) => {
      const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
      const size = Math.abs(seconds);
      if (size < 45) return relative.format(0, 'second');
      if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
      if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
      if (size < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
      return formats.dateTime(iso);
    },
    separators: separatorsOf(locale),
  };
  return formats;
}

function safe(iso: string, write: () => string): string {
  // British English alone writes "Sept": three letters keep the columns even.
  return Number.isNaN(new Date(iso).getTime()) ? iso : write().replace('Sept', 'Sep');
}

function separatorsOf(locale: string): Formats['separators'] {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8);
  const find = (type: string, fallback: string) => parts.find((part) => part.type === type)?.value ?? fallback;
  return { decimal: find('decimal', '.'), group: find('group', ',') };
}
