/**
 * When a duration is over, by the clock of a zone or in working time. Without working hours days are those of the zone's
 * calendar (a day over a change of clocks ends at the same wall time), hours are hours. In working time hours are hours of
 * work and days are working days: one that begins on Friday at 15:00 ends on Monday at 15:00; what begins outside working
 * time begins when work next does. Weeks, months and years are of the calendar either way. Instants are ISO 8601 in UTC.
 */
import { addDays, addMonths, dayOfWeek, localDateTime, zonedInstant } from '../time.js';
import { parseDuration } from './duration.js';

/** From and to on one day, `09:00` and `17:30`; the end is `24:00` at most. */
export type WorkingHours = readonly [from: string, to: string];

export interface Calendar {
  /** IANA name. */
  readonly zone: string;
  /** Hours by the day of the week, 1 is Monday; absent: there are no working hours, every moment counts. */
  readonly week?: Readonly<Record<string, readonly WorkingHours[]>>;
  /** Days unlike others of the week, by their date: none on a holiday. */
  readonly days?: Readonly<Record<string, readonly WorkingHours[]>>;
}

/** A calendar with no work in so many days has no working hours at all. */
const MOST_DAYS = 4000;

/** Throws RangeError for text that is no duration: the flow was checked. */
export function dueAfter(now: string, after: string, calendar: Calendar): string {
  const duration = parseDuration(after);
  if (!duration) throw new RangeError(`"${after}" is no duration.`);
  const { months, weeks, days, time } = duration;
  let at = shift(now, calendar.zone, (date) => addDays(addMonths(date, months), weeks * 7));
  if (!calendar.week) {
    at = shift(at, calendar.zone, (date) => addDays(date, days));
    return new Date(Date.parse(at) + time).toISOString();
  }
  at = nextWorking(at, calendar);
  for (let day = 0; day < days; day++) at = nextWorkingDay(at, calendar);
  return addWorking(at, time, calendar);
}

/** The same wall time on another date. */
function shift(instant: string, zone: string, move: (date: string) => string): string {
  const wall = localDateTime(instant, zone);
  const date = move(wall.slice(0, 10));
  return date === wall.slice(0, 10) ? instant : zonedInstant(date + wall.slice(10), zone);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spansOf(date: string, { zone, week = {}, days = {} }: Calendar): readonly Span[] {
  const hours = (Object.hasOwn(days, date) ? days[date] : week[String(dayOfWeek(date))]) ?? [];
  const instant = (clock: string) =>
    Date.parse(clock === '24:00' ? zonedInstant(addDays(date, 1), zone) : zonedInstant(`${date}T${clock}`, zone));
  return hours
    .map(([from, to]) => ({ from: instant(from), to: instant(to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

/** Spans of work from an instant on; ends after MOST_DAYS without any. */
function* workingFrom(instant: string, calendar: Calendar): Generator<Span> {
  const start = Date.parse(instant);
  let idle = 0;
  for (let date = localDateTime(instant, calendar.zone).slice(0, 10); idle < MOST_DAYS; date = addDays(date, 1)) {
    const spans = spansOf(date, calendar).filter(({ to }) => to > start);
    idle = spans.length > 0 ? 0 : idle + 1;
    for (const { from, to } of spans) yield { from: Math.max(from, start), to };
  }
}

/** The instant itself in working time, else when work next begins; the instant where work never does. */
export function nextWorking(instant: string, calendar: Calendar): string {
  if (!calendar.week) return instant;
  for (const { from } of workingFrom(instant, calendar)) return new Date(from).toISOString();
  return instant;
}

/** The same wall time on the next day with work, moved into the hours of that day. */
function nextWorkingDay(instant: string, calendar: Calendar): string {
  const wall = localDateTime(instant, calendar.zone);
  let date = wall.slice(0, 10);
  for (let tries = 0; tries < MOST_DAYS; tries++) {
    date = addDays(date, 1);
    const spans = spansOf(date, calendar);
    if (spans.length === 0) continue;
    const same = Date.parse(zonedInstant(date + wall.slice(10), calendar.zone));
    // At the very end of a span the day's work is done: that moment itself is still of this day.
    const held = spans.find(({ to }) => same <= to);
    return new Date(held ? Math.max(held.from, same) : spans.at(-1)!.to).toISOString();
  }
  return instant;
}

/** So many milliseconds of work later; of none the instant itself. Without working hours they are plain time. */
export function addWorking(instant: string, time: number, calendar: Calendar): string {
  if (!calendar.week || time === 0) return new Date(Date.parse(instant) + time).toISOString();
  let left = time;
  for (const { from, to } of workingFrom(instant, calendar)) {
    if (left <= to - from) return new Date(from + left).toISOString();
    left -= to - from;
  }
  return new Date(Date.parse(instant) + time).toISOString();
}

/** Milliseconds of work between two instants, 0 when the second is not later. */
export function workingBetween(from: string, to: string, calendar: Calendar): number {
  const end = Date.parse(to);
  if (!calendar.week) return Math.max(0, end - Date.parse(from));
  let sum = 0;
  for (const span of workingFrom(from, calendar)) {
    if (span.from >= end) break;
    sum += Math.min(span.to, end) - span.from;
  }
  return sum;
}
