/** What a cycle says, in the reader's language: "Monday to Friday at 08:00". Pure but for the formats of the browser. */
import { evenStep, readCron, type CronReading } from '../../metadata/schedule/cycle.js';
import type { I18n } from '../ui/i18n.js';

type Words = Pick<I18n, 't' | 'language'>;

/** More times than these are not told one by one. */
const mostTimes = 6;

export function cycleWords(i18n: Words, cron: string): string {
  const reading = readCron(cron);
  if (!reading) return i18n.t('cycle.unread', { cron });
  const { months } = reading;
  const { isClock, text: times } = timeWords(i18n, reading);
  const text = i18n.t(isClock ? 'cycle.at' : 'cycle.with', { days: dayWords(i18n, reading), times });
  return months ? i18n.t('cycle.in', { text, months: list(i18n, months.map((month) => monthName(i18n, month))) }) : text; // prettier-ignore
}

function timeWords(i18n: Words, { minutes, hours }: CronReading): { readonly isClock: boolean; readonly text: string } {
  const all = minutes ?? Array.from({ length: 60 }, (_, minute) => minute);
  const step = minutes === undefined ? 1 : evenStep(minutes, 60);
  if (hours && all.length * hours.length <= mostTimes) {
    const times = hours.flatMap((hour) => all.map((minute) => `${two(hour)}:${two(minute)}`));
    return { isClock: true, text: list(i18n, times) };
  }
  const named = list(i18n, all.map(String)); // prettier-ignore
  if (!hours) {
    const text = step === undefined ? i18n.t('cycle.everyHour', { minutes: named }) : i18n.t('cycle.everyMinutes', { count: step }); // prettier-ignore
    return { isClock: false, text };
  }
  const span = { hours: ranges(i18n, hours) };
  const text = step === undefined ? i18n.t('cycle.minutesIn', { ...span, minutes: named }) : i18n.t('cycle.everyMinutesIn', { ...span, count: step }); // prettier-ignore
  return { isClock: false, text };
}

function dayWords(i18n: Words, { days, lastDay, weekdays }: CronReading): string {
  const byMonth = [
    ...(days && days.length > 0 ? [i18n.t('cycle.days', { numbers: list(i18n, days.map(String)) })] : []),
    ...(lastDay ? [i18n.t('cycle.lastDay')] : []),
  ];
  const byWeek = weekdays ? [weekdayWords(i18n, weekdays)] : [];
  const parts = [...byMonth, ...byWeek];
  if (parts.length === 0) return i18n.t('cycle.day');
  return parts.reduce((one, other) => i18n.t('cycle.or', { one, other: inSentence(i18n, other) }));
}

function weekdayWords(i18n: Words, weekdays: readonly number[]): string {
  if (weekdays.join() === '1,2,3,4,5') return i18n.t('cycle.weekday');
  return i18n.t('cycle.weekdays', { names: list(i18n, weekdays.map((day) => weekdayName(i18n.language, day))) }); // prettier-ignore
}

/** Without the capital of a beginning; names of days keep theirs. */
const inSentence = (i18n: Words, text: string): string =>
  i18n.language === 'en' && text === i18n.t('cycle.weekday')
    ? text
    : text.charAt(0).toLocaleLowerCase(i18n.language) + text.slice(1);

/** 1 is Monday, 7 Sunday. */
export const weekdayName = (language: string, weekday: number): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 5, weekday));

const monthName = ({ language }: Words, month: number): string =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 1));

const list = ({ language }: Words, items: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(items);

/** `8–17` where they follow each other. */
function ranges(i18n: Words, values: readonly number[]): string {
  const [first = 0, last = first] = [values[0], values.at(-1)];
  return values.length > 2 && last - first === values.length - 1 ? `${first}–${last}` : list(i18n, values.map(String));
}

const two = (value: number): string => String(value).padStart(2, '0');
