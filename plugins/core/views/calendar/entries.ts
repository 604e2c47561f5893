/** The entries of each day of a calendar. */
import { addDays } from '../../../../metadata/time.js';
import { daysBetween, type Entry } from '../entry.js';

/** Days that an entry is drawn on at most: a year. */
const longest = 366;

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
