/** Records as entries of days: plain data, from rows to what stands on each day and back to what a move writes. */
import { addDays, localDate } from '../../../../metadata/time.js';
import { readPath, type WireRecord } from '../../../../runtime/api.js';
import { daysBetween, onDay } from './days.js';
import type { CalendarOptions } from './schema.js';

export interface Entry {
  readonly row: WireRecord;
  readonly first: string;
  readonly last: string;
  /** The instant it begins at; undefined for whole days. */
  readonly at: string | undefined;
}

/** Days that an entry is drawn on at most: a year. */
const longest = 366;

export function entryOf(row: WireRecord, { from, end }: CalendarOptions, timeZone: string): Entry | undefined {
  const begins = readPath(row, from);
  if (typeof begins !== 'string') return undefined;
  const ends = end === undefined ? undefined : readPath(row, end);
  const first = localDate(begins, timeZone);
  const last = typeof ends === 'string' ? localDate(ends, timeZone) : first;
  return { row, first, last: last < first ? first : last, at: begins.length > 10 ? begins : undefined };
}

/** Entries by day: whole days first, then by their times, as they came otherwise. */
export function entriesByDay(
  entries: readonly Entry[],
  days: readonly string[],
): ReadonlyMap<string, readonly Entry[]> {
  const shown = new Map<string, Entry[]>(days.map((day) => [day, []]));
  for (const entry of entries) {
    const length = Math.min(longest, daysBetween(entry.first, entry.last));
    for (let n = 0; n <= length; n += 1) shown.get(addDays(entry.first, n))?.push(entry);
  }
  for (const each of shown.values()) each.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  return shown;
}

/** What is written when an entry begins on another day: its length and its times of day stay. */
export function movedValues(
  { row, first, last }: Entry,
  day: string,
  { from, end }: CalendarOptions,
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
