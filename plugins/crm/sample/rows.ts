/** Rows of the sample company while they are made: values, references by key, helpers for dates and money. */
import { addDays, dayNumber } from '../../../metadata/time.js';
import type { SampleData } from '../../../server/api.js';

export type Values = Readonly<Record<string, unknown>>;
export interface SampleRow {
  readonly key: string;
  readonly values: Values;
}
export type Table = SampleData['tables'][number];

/** Stands for the id of the row with this key. */
export interface Reference {
  readonly $ref: string;
}
export const to = (key: string): Reference => ({ $ref: key });

/** Money has two digits after the point; cents are counted, so that no binary remainder is left. */
export const money = (amount: number): number => Math.round(amount * 100) / 100;

export const earlier = (date: string, days: number): string => addDays(date, -days);
export const later = addDays;
/** Days from the first date to the second. */
export const daysBetween = (from: string, until: string): number => dayNumber(until) - dayNumber(from);
/** The earlier of two dates. */
export const atMost = (date: string, limit: string): string => (date < limit ? date : limit);
/** A moment of a day in UTC, working hours. */
export const moment = (date: string, hour: number, minute: number): string =>
  `${date}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;

/** First days of the last `count` months, the oldest first; the month of `today` is the last. */
export function monthsBack(today: string, count: number): readonly string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: count }, (_, index) => {
    const number = year * 12 + month - count + index;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`;
  });
}
