/** Calendar periods on an axis: every period between the first and the last has a place, even without rows. */
import type { Grain } from '../schema/query.js';
import { addDays } from '../time.js';

const pad = (value: number) => String(value).padStart(2, '0');
/** The first and the last day that a date may be: a period that goes on beyond them ends there. */
const [firstDay, lastDay] = ['0000-01-01', '9999-12-31'] as const;
function iso(date: Date): string {
  const year = date.getUTCFullYear();
  if (year < 0) return firstDay;
  if (year > 9999) return lastDay;
  return `${String(year).padStart(4, '0')}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}
const parse = (text: string) => new Date(`${text.slice(0, 10)}T00:00:00Z`);

/** First day of the period after the one that begins on `start`. */
export function nextPeriod(start: string, grain: Grain): string {
  return movePeriod(start, grain, 1);
}

/** First day of the period before the one that begins on `start`. */
export function previousPeriod(start: string, grain: Grain): string {
  return movePeriod(start, grain, -1);
}

function movePeriod(start: string, grain: Grain, by: 1 | -1): string {
  const date = parse(start);
  if (grain === 'year') date.setUTCFullYear(date.getUTCFullYear() + by);
  else if (grain === 'quarter') date.setUTCMonth(date.getUTCMonth() + 3 * by);
  else if (grain === 'month') date.setUTCMonth(date.getUTCMonth() + by);
  else date.setUTCDate(date.getUTCDate() + (grain === 'week' ? 7 : 1) * by);
  return iso(date);
}

/** Last day of the period that begins on `start`. */
export function endOfPeriod(start: string, grain: Grain): string {
  const next = nextPeriod(start, grain);
  // The last periods that there are end with the last day.
  const isLast = next === lastDay && (grain !== 'day' || start.slice(0, 10) === lastDay);
  return isLast ? lastDay : addDays(next, -1);
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
  return day >= start && day.slice(0, 10) <= endOfPeriod(start, grain);
}

/**
 * A period in words. `full`: `July 2026`; `axis`: `Jul`, with the year at January, `Jan ’26`; `name`: `July`, for places
 * where the year is clear from what stands around it.
 */
export function periodLabel(start: string, grain: string, locale: string, style: 'axis' | 'full' | 'name'): string {
  const date = parse(start);
  const format = (options: Intl.DateTimeFormatOptions) =>
    // British English alone writes "Sept": three letters keep the axis even.
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date).replace(/^Sept$/, 'Sep');
  if (grain === 'year') return format({ year: 'numeric' });
  if (grain === 'quarter') {
    const quarter = Math.floor(date.getUTCMonth() / 3) + 1;
    return style === 'full' || (style === 'axis' && quarter === 1)
      ? `Q${quarter} ${date.getUTCFullYear()}`
      : `Q${quarter}`;
  }
  if (grain === 'month') {
    if (style === 'full') return format({ month: 'long', year: 'numeric' });
    // Chinese writes the long form as a word, `八月`, where figures are usual.
    if (style === 'name') return format({ month: locale.startsWith('zh') ? 'short' : 'long' });
    if (date.getUTCMonth() !== 0) return format({ month: 'short' });
    const year = String(date.getUTCFullYear()).slice(2);
    return locale.startsWith('zh') ? `${year}年1月` : `${format({ month: 'short' })} ’${year}`;
  }
  return style === 'full'
    ? format({ day: 'numeric', month: 'long', year: 'numeric' })
    : format({ day: 'numeric', month: 'short' });
}

/** A period that is not over, up to today, as days: `1–6 Oct`. Periods other than months keep their axis label. */
export function openPeriodLabel(start: string, grain: string, today: string, locale: string): string {
  if (grain !== 'month' || today <= start) return periodLabel(start, grain, locale, 'axis');
  if (locale.startsWith('zh')) return `${parse(start).getUTCMonth() + 1}月1–${Number(today.slice(8, 10))}日`;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  // Thin spaces round the dash cost the room that an axis label lacks.
  return day.formatRange(parse(start), parse(today)).replace(/\s*–\s*/, '–');
}
