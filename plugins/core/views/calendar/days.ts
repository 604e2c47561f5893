/** The days of a calendar, `YYYY-MM-DD`: which are shown, and the records that stand on them. */
import type { ViewNeeds } from '../../../../metadata/contributions.js';
import type { Filter } from '../../../../metadata/schema/query.js';
import { addDays, addMonths, dayNumber, localDateTime, startOfGrain, zonedDayStart, zonedInstant } from '../../../../metadata/time.js'; // prettier-ignore

export type Scale = 'month' | 'week';

/** The days shown around one: whole weeks of its month, or its week. Weeks begin on Monday. */
export function shownDays(day: string, scale: Scale): readonly string[] {
  const first = startOfGrain(startOfGrain(day, scale, 'UTC'), 'week', 'UTC');
  const end = scale === 'week' ? addDays(first, 7) : addMonths(startOfGrain(day, 'month', 'UTC'), 1);
  const weeks = Math.ceil(daysBetween(first, end) / 7);
  return Array.from({ length: weeks * 7 }, (_, n) => addDays(first, n));
}

/** The same day of the period before or after, or the last one that the month has. */
export const turn = (day: string, scale: Scale, by: 1 | -1): string =>
  scale === 'week' ? addDays(day, 7 * by) : addMonths(day, by);

export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The same value on another day: a date, or an instant at the same time of day in the zone. */
export const onDay = (value: string, day: string, timeZone: string): string =>
  value.length === 10 ? day : zonedInstant(`${day}${localDateTime(value, timeZone).slice(10)}`, timeZone);

/** Records that stand on any of the days from `first` to `last`; instants are those of the zone, dates need none. */
export function rangeFilter(
  { path, end }: NonNullable<ViewNeeds['range']>,
  [first, last]: readonly [string, string],
  timeZone: string | undefined,
): Filter {
  const begin = timeZone === undefined ? first : zonedDayStart(first, timeZone);
  const until: Filter =
    timeZone === undefined
      ? { field: path, op: 'lte', value: last }
      : { field: path, op: 'lt', value: zonedDayStart(addDays(last, 1), timeZone) };
  const starts: Filter = { field: path, op: 'gte', value: begin };
  if (end === undefined) return { and: [starts, until] };
  return { and: [until, { or: [starts, { field: end, op: 'gte', value: begin }] }] };
}
