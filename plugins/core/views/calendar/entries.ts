/** The entries of each day of a calendar. */
import { addDays, localDateTime } from '../../../../metadata/time.js';
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

/** Hours that a day shows although nothing begins in them. */
const usualHours = [8, 18] as const;

export interface Hour {
  /** 0 to 23; undefined for what lasts the whole day or began before it. */
  readonly hour: number | undefined;
  readonly entries: readonly Entry[];
}

/** A day by the hours of its zone in which entries begin, the usual ones without a gap; whole days first, where there are any. */
export function hoursOf(entries: readonly Entry[], day: string, timeZone: string): readonly Hour[] {
  const byHour = new Map<number | undefined, Entry[]>();
  for (const entry of entries) {
    const hour =
      entry.at === undefined || entry.first < day ? undefined : Number(localDateTime(entry.at, timeZone).slice(11, 13));
    byHour.set(hour, [...(byHour.get(hour) ?? []), entry]);
  }
  const taken = [...byHour.keys()].filter((hour) => hour !== undefined);
  const [first, last] = [Math.min(usualHours[0], ...taken), Math.max(usualHours[1], ...taken)];
  const hours = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const whole = byHour.get(undefined);
  return [
    ...(whole ? [{ hour: undefined, entries: whole }] : []),
    ...hours.map((hour) => ({ hour, entries: byHour.get(hour) ?? [] })),
  ];
}
