/** Date ranges in words: `last 30 days`, `1 Jan 2026 – 31 Mar 2026`, `from 1 Jan 2026`. */
import { parseRange } from '../../metadata/query/date-ranges.js';
import type { FieldHost } from '../host/field-views.js';

/** Offered where a parameter does not say which. */
export const usualRanges: readonly string[] = [
  'lastDays:7', 'lastDays:30', 'lastDays:90', 'thisMonth', 'lastMonth', 'thisQuarter', 'lastQuarter', 'thisYear', 'lastYear',
  'lastMonths:12',
]; // prettier-ignore

export function rangeText(text: string, host: Pick<FieldHost, 't' | 'formats'>): string {
  const range = parseRange(text);
  if (!range) return text;
  if ('relative' in range) {
    const words = host.t(`relative.${range.relative}`, { n: range.n ?? 1 });
    return words.charAt(0).toLocaleUpperCase() + words.slice(1);
  }
  const { from, to } = range;
  if (from === null) return host.t('range.until', { date: host.formats.date(to!) });
  if (to === null) return host.t('range.since', { date: host.formats.date(from) });
  return `${host.formats.date(from)} – ${host.formats.date(to)}`;
}
