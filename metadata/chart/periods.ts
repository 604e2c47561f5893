/** Calendar periods on an axis: every period between the first and the last has a place, even without rows. */
import type { Grain } from '../schema/query.js';

const pad = (value: number) => String(value).padStart(2, '0');
const iso = (date: Date) => `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
const parse = (text: string) => new Date(`${text.slice(0, 10)}T00:00:00Z`);

/** First day of the period after the one that begins on `start`. */
export function nextPeriod(start: string, grain: Grain): string {
  const date = parse(start);
  if (grain === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (grain === 'quarter') date.setUTCMonth(date.getUTCMonth() + 3);
  else if (grain === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (grain === 'week' ? 7 : 1));
  return iso(date);
}

/** The starts of all periods from first to last, at most `limit` (then only those given are kept, in order). */
export function fillPeriods(starts: readonly string[], grain: Grain, limit = 400): readonly string[] {
  const sorted = [...new Set(starts)].sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || grain === 'hour') return sorted;
  const filled: string[] = [];
  for (let at = first; at <= last; at = nextPeriod(at, grain)) {
    filled.push(at);
    if (filled.length > limit) return sorted;
  }
  return filled;
}

/** Whether `day` lies in the period that begins on `start`. */
export function isWithin(day: string, start: string, grain: Grain): boolean {
  return day >= start && day < nextPeriod(start, grain);
}

/** `Jul`, with the year at January and at the first place: `Jan ’26`. Full: `July 2026`. */
export function periodLabel(
  start: string,
  grain: string,
  locale: string,
  style: 'axis' | 'full',
  first = false,
): string {
  const date = parse(start);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
  if (grain === 'year') return format({ year: 'numeric' });
  if (grain === 'quarter') {
    const quarter = Math.floor(date.getUTCMonth() / 3) + 1;
    return style === 'full' || quarter === 1 || first ? `Q${quarter} ${date.getUTCFullYear()}` : `Q${quarter}`;
  }
  if (grain === 'month') {
    if (style === 'full') return format({ month: 'long', year: 'numeric' });
    const month = format({ month: 'short' });
    return date.getUTCMonth() === 0 ? `${month} ’${String(date.getUTCFullYear()).slice(2)}` : month;
  }
  return style === 'full'
    ? format({ day: 'numeric', month: 'long', year: 'numeric' })
    : format({ day: 'numeric', month: 'short' });
}
