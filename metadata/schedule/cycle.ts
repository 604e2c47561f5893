/**
 * Cycles people choose and the cron pattern that is kept of each, both ways; and what a pattern says, as sets of values that
 * a screen puts in words. Pure: when it falls due is reckoned on the server, by its zone.
 */

export type Cycle =
  | { readonly every: 'day' | 'weekday' | 'lastDay'; readonly time: string }
  | { readonly every: 'week'; readonly time: string; /** 1 is Monday, 7 Sunday. */ readonly weekday: number }
  | {
      readonly every: 'month';
      readonly time: string;
      /** 1 to 31; months without it are left out. */ readonly day: number;
    }
  | { readonly every: 'cron'; readonly cron: string };

/** `time` is `HH:MM`. */
export function cronOf(cycle: Cycle): string {
  if (cycle.every === 'cron') return cycle.cron.trim().replace(/\s+/g, ' ');
  const [hour, minute] = cycle.time.split(':').map(Number);
  const at = `${minute} ${hour}`;
  if (cycle.every === 'week') return `${at} * * ${cycle.weekday % 7}`;
  if (cycle.every === 'month') return `${at} ${cycle.day} * *`;
  return { day: `${at} * * *`, weekday: `${at} * * 1-5`, lastDay: `${at} L * *` }[cycle.every];
}

/** The choice that makes this pattern; `cron` where none does. */
export function cycleOf(cron: string): Cycle {
  const [, minute, hour, day, weekday] = /^(\d{1,2}) (\d{1,2}) (\*|L|\d{1,2}) \* (\*|1-5|\d)$/.exec(cron) ?? [];
  const other: Cycle = { every: 'cron', cron };
  if (minute === undefined || Number(minute) > 59 || Number(hour) > 23) return other;
  const time = `${hour!.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekday === '*') return { every: 'day', time };
  if (day === '*' && weekday === '1-5') return { every: 'weekday', time };
  if (day === '*') return Number(weekday) > 7 ? other : { every: 'week', time, weekday: Number(weekday) || 7 };
  if (weekday !== '*') return other;
  return day === 'L' ? { every: 'lastDay', time } : { every: 'month', time, day: Number(day) };
}

/** Values of a field in order; undefined: all of them. */
type Values = readonly number[] | undefined;

export interface CronReading {
  readonly minutes: Values;
  readonly hours: Values;
  readonly days: Values;
  /** The last day of the month, besides `days`. */
  readonly lastDay: boolean;
  readonly months: Values;
  /** 1 is Monday, 7 Sunday. */
  readonly weekdays: Values;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Undefined for what is no pattern of five fields, or says more than sets of values (`1#2`, `15W`). */
export function readCron(cron: string): CronReading | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const parts = day.split(',');
  const rest = parts.filter((part) => part.toUpperCase() !== 'L');
  const lastDay = rest.length < parts.length;
  const read = [
    valuesOf(minute, 0, 59),
    valuesOf(hour, 0, 23),
    rest.length === 0 ? [] : valuesOf(rest.join(','), 1, 31),
    valuesOf(month, 1, 12, monthNames, 1),
    valuesOf(weekday, 0, 7, dayNames, 0),
  ];
  if (read.includes('wrong')) return undefined;
  const [minutes, hours, days, months, found] = read as Values[];
  const weekdays = found && [...new Set(found.map((each) => each || 7))].sort((a, b) => a - b);
  return { minutes, hours, days, lastDay, months, weekdays: weekdays?.length === 7 ? undefined : weekdays };
}

function valuesOf(
  text: string,
  least: number,
  most: number,
  names: readonly string[] = [],
  firstName = 0,
): Values | 'wrong' {
  const numberOf = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    return named >= 0 ? named + firstName : /^\d{1,2}$/.test(part) ? Number(part) : Number.NaN;
  };
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, range, step = '1'] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    if (range === undefined || Number(step) < 1) return 'wrong';
    if (range === '*' && step === '1') return undefined;
    const [from, to] = range === '*' ? [least, least === 0 && most === 7 ? 6 : most] : range.split('-').map(numberOf);
    const last = to ?? (part.includes('/') ? most : from!);
    if (Number.isNaN(from!) || Number.isNaN(last) || from! < least || last > most || from! > last) return 'wrong';
    for (let value = from!; value <= last; value += Number(step)) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** The step of values that come again and again from the first one on, `0,15,30,45` of 60: 15; undefined where they do not. */
export function evenStep(values: readonly number[], span: number): number | undefined {
  const [first, second] = values;
  if (first !== 0 || second === undefined || span % second !== 0 || values.length !== span / second) return undefined;
  return values.every((value, index) => value === index * second) ? second : undefined;
}
