/**
 * Records that stand on days, by a date or a point in time and perhaps an end: from rows to days and back to what a move
 * writes, and the filter that finds those of a range.
 */
import type { ViewNeeds } from '../../../metadata/contributions.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { addDays, dayNumber, localDate, localDateTime, zonedDayStart, zonedInstant } from '../../../metadata/time.js';
import { readPath, type WireRecord } from '../../../runtime/api.js';

/** Where a record begins and ends. */
export interface SpanPaths {
  readonly from: string;
  readonly end?: string | undefined;
}

export interface Entry {
  readonly row: WireRecord;
  readonly first: string;
  readonly last: string;
  /** The instant it begins at; undefined for whole days. */
  readonly at: string | undefined;
}

export function entryOf(row: WireRecord, { from, end }: SpanPaths, timeZone: string): Entry | undefined {
  const begins = readPath(row, from);
  if (typeof begins !== 'string') return undefined;
  const ends = end === undefined ? undefined : readPath(row, end);
  const first = localDate(begins, timeZone);
  const last = typeof ends === 'string' ? localDate(ends, timeZone) : first;
  return { row, first, last: last < first ? first : last, at: begins.length > 10 ? begins : undefined };
}

/** What is written when an entry begins on another day: its length and its times of day stay. */
export function movedValues(
  { row, first, last }: Entry,
  day: string,
  { from, end }: SpanPaths,
  timeZone: string,
): Readonly<Record<string, unknown>> {
  const begins = String(readPath(row, from));
  const ends = end === undefined ? undefined : readPath(row, end);
  return {
    [from]: onDay(begins, day, timeZone),
    ...(end !== undefined && typeof ends === 'string'
      ? { [end]: onDay(ends, addDays(last, daysBetween(first, day)), timeZone) }
      : {}),
  };
}

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
