/** The days of a calendar, `YYYY-MM-DD`: which are shown, and the way to the next ones. */
import { addDays, addMonths, startOfGrain } from '../../../../metadata/time.js';
import { daysBetween } from '../entry.js';

export const scales = ['month', 'week', 'day'] as const;
export type Scale = (typeof scales)[number];

/** The days shown around one: whole weeks of its month, its week, or itself. Weeks begin on Monday. */
export function shownDays(day: string, scale: Scale): readonly string[] {
  if (scale === 'day') return [day];
  const first = startOfGrain(startOfGrain(day, scale, 'UTC'), 'week', 'UTC');
  const end = scale === 'week' ? addDays(first, 7) : addMonths(startOfGrain(day, 'month', 'UTC'), 1);
  const weeks = Math.ceil(daysBetween(first, end) / 7);
  return Array.from({ length: weeks * 7 }, (_, n) => addDays(first, n));
}

/** The same day of the period before or after, or the last one that the month has. */
export const turn = (day: string, scale: Scale, by: 1 | -1): string =>
  scale === 'month' ? addMonths(day, by) : addDays(day, scale === 'week' ? 7 * by : by);
