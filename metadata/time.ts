/**
 * Calendar and time zones, pure: dates are `YYYY-MM-DD`, instants ISO 8601 in UTC with milliseconds, zones IANA names.
 * Offsets come from `Intl` and are remembered per zone and UTC day (formatting costs microseconds, a list asks often);
 * a day in which the offset changes is always computed exactly, so both clock changes and half-hour zones are right.
 */
import type { Grain, RelativeRange } from './schema/query.js';

const DAY = 86_400_000;
const MAX_REMEMBERED = 20_000;

/** Whether the text is a calendar date that exists, `2026-02-28`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  // Asked before any arithmetic: the 99th month of 9999 lies outside what a day may be.
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether the text is an instant in the one form that is stored: `2026-11-21T08:00:00.000Z`. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Any ISO 8601 instant (with `Z` or an offset) in the stored form; undefined when it is none. */
export function toInstant(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
  if (!isDate(text.slice(0, 10))) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  const iso = new Date(time).toISOString();
  return iso.length === 24 ? iso : undefined;
}

/** Whether the runtime knows the zone. */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/* ---------------------------------------------------------------- dates */

/** Days since 1970-01-01. Throws RangeError for text that is no date. */
export function dayNumber(date: string): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const time = new Date(0).setUTCFullYear(year, month - 1, day);
  if (Number.isNaN(time)) throw new RangeError(`"${date}" is not a date (YYYY-MM-DD).`);
  return Math.floor(time / DAY);
}

/** The date so many days after 1970-01-01. Throws RangeError outside the years 0 to 9999. */
export function fromDayNumber(day: number): string {
  const iso = new Date(day * DAY).toISOString();
  if (iso.length !== 24) throw new RangeError('The date lies outside the years 0 to 9999.');
  return iso.slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return fromDayNumber(dayNumber(date) + days);
}

/** The same day of the month, or the month's last day when it has no such day: 31 January plus 1 is 28 February. */
export function addMonths(date: string, months: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  if (year < 0 || year > 9999) throw new RangeError('The date lies outside the years 0 to 9999.');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** 29 February plus a year is 28 February. */
export function addYears(date: string, years: number): string {
  return addMonths(date, years * 12);
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function dayOfWeek(date: string): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** First day of the period a date lies in. Weeks begin on Monday; a date has no hours, so `hour` is the date itself. */
const periodStart: Readonly<Record<Grain, (date: string) => string>> = {
  year: (date) => `${date.slice(0, 4)}-01-01`,
  quarter: (date) => {
    const month = Number(date.slice(5, 7));
    return `${date.slice(0, 4)}-${pad(month - ((month - 1) % 3), 2)}-01`;
  },
  month: (date) => `${date.slice(0, 7)}-01`,
  week: (date) => addDays(date, 1 - dayOfWeek(date)),
  day: (date) => date,
  hour: (date) => date,
};

/**
 * Where the period of a grain begins: a date for year to day (of an instant: of its local date in the zone), and for
 * `hour` of an instant the instant at which that local hour began (so the doubled hour of autumn stays two).
 */
export function startOfGrain(dateOrIso: string, grain: Grain, zone: string): string {
  if (dateOrIso.length === 10) return periodStart[grain](dateOrIso);
  if (grain !== 'hour') return periodStart[grain](localDate(dateOrIso, zone));
  const time = parseInstant(dateOrIso);
  const hour = 3_600_000;
  const local = time + offsetAt(time, zone);
  return new Date(time - (((local % hour) + hour) % hour)).toISOString();
}

/* ---------------------------------------------------------------- relative ranges */

export interface DateRange {
  readonly from: string;
  readonly to: string;
}

type Span = (today: string, n: number) => DateRange;

const period =
  (grain: Grain, next: (date: string, n: number) => string, step: number): Span =>
  (today) => {
    const from = next(periodStart[grain](today), step);
    return { from, to: addDays(next(from, 1), -1) };
  };
const addWeeks = (date: string, n: number) => addDays(date, n * 7);
const addQuarters = (date: string, n: number) => addMonths(date, n * 3);
const back =
  (add: (date: string, n: number) => string): Span =>
  (today, n) => ({ from: addDays(add(today, -n), 1), to: today });
const ahead =
  (add: (date: string, n: number) => string): Span =>
  (today, n) => ({ from: today, to: addDays(add(today, n), -1) });

const ranges: Readonly<Record<RelativeRange, Span>> = {
  today: period('day', addDays, 0),
  yesterday: period('day', addDays, -1),
  tomorrow: period('day', addDays, 1),
  thisWeek: period('week', addWeeks, 0),
  lastWeek: period('week', addWeeks, -1),
  nextWeek: period('week', addWeeks, 1),
  thisMonth: period('month', addMonths, 0),
  lastMonth: period('month', addMonths, -1),
  nextMonth: period('month', addMonths, 1),
  thisQuarter: period('quarter', addQuarters, 0),
  lastQuarter: period('quarter', addQuarters, -1),
  nextQuarter: period('quarter', addQuarters, 1),
  thisYear: period('year', addYears, 0),
  lastYear: period('year', addYears, -1),
  nextYear: period('year', addYears, 1),
  lastDays: back(addDays),
  nextDays: ahead(addDays),
  lastWeeks: back(addWeeks),
  nextWeeks: ahead(addWeeks),
  lastMonths: back(addMonths),
  nextMonths: ahead(addMonths),
  lastQuarters: back(addQuarters),
  lastYears: back(addYears),
};

/**
 * Whole days, both ends inclusive. `thisMonth`, `lastMonth` and their like are calendar periods (weeks from Monday);
 * those with a number roll: `lastDays` 7 is today and the six days before it, `lastMonths` 3 on 15 August is
 * 16 May to 15 August. `n` is 1 when it is not given.
 */
export function relativeRange(range: RelativeRange, n: number | undefined, today: string): DateRange {
  return ranges[range](today, n ?? 1);
}

/* ---------------------------------------------------------------- zones */

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

function exactOffset(time: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(time)) part[type] = Number(value);
  const local = new Date(0);
  local.setUTCFullYear(part['year']!, part['month']! - 1, part['day']!);
  local.setUTCHours(part['hour']!, part['minute']!, part['second']!);
  return local.getTime() - Math.floor(time / 1000) * 1000;
}

function offsetAtDayStart(day: number, zone: string): number {
  let known = offsets.get(zone);
  if (!known) offsets.set(zone, (known = new Map<number, number>()));
  const held = known.get(day);
  if (held !== undefined) return held;
  if (known.size >= MAX_REMEMBERED) known.clear();
  const made = exactOffset(day * DAY, zone);
  known.set(day, made);
  return made;
}

/** Milliseconds to add to UTC for local time, at an instant in milliseconds since 1970. */
export function offsetAt(time: number, zone: string): number {
  const day = Math.floor(time / DAY);
  const before = offsetAtDayStart(day, zone);
  return before === offsetAtDayStart(day + 1, zone) ? before : exactOffset(time, zone);
}

function parseInstant(iso: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new RangeError(`"${iso}" is not a date-time (ISO 8601).`);
  return time;
}

/** The date an instant falls on in a zone; a date is its own. Throws RangeError for text that is neither. */
export function localDate(iso: string, zone: string): string {
  if (iso.length === 10) return fromDayNumber(dayNumber(iso));
  return localDateTime(iso, zone).slice(0, 10);
}

/** Wall time of an instant in a zone: `2026-11-21T16:00:00.000`. */
export function localDateTime(iso: string, zone: string): string {
  const time = parseInstant(iso);
  return new Date(time + offsetAt(time, zone)).toISOString().slice(0, 23);
}

/**
 * The instant of a wall time (`2026-11-21T16:00`): the earlier one where clocks went back over it, and the first
 * instant after the gap where they went forward over it.
 */
export function zonedInstant(wall: string, zone: string): string {
  const local = parseInstant(`${wall}${wall.length === 10 ? 'T00:00' : ''}Z`);
  const before = offsetAt(local - DAY, zone);
  const after = offsetAt(local + DAY, zone);
  const [first, second] = before > after ? [before, after] : [after, before];
  if (offsetAt(local - first, zone) === first) return new Date(local - first).toISOString();
  if (offsetAt(local - second, zone) === second) return new Date(local - second).toISOString();
  // The wall time does not exist: find the change of clocks, to the millisecond.
  let low = local - first;
  let high = local - second;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(middle, zone) >= local) high = middle;
    else low = middle;
  }
  return new Date(high).toISOString();
}

/** The first instant of a date in a zone: not always midnight, and not always 24 hours after the day before. */
export function zonedDayStart(date: string, zone: string): string {
  return zonedInstant(date.slice(0, 10), zone);
}
