/** Steps from period to period. */
import { addDays, addMonths, dayNumber, startOfGrain } from '../time.js';

/** Grains in which a series or a cohort may step. */
export const stepGrains = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type StepGrain = (typeof stepGrains)[number];

export const periodOf = (date: string, grain: StepGrain): string => startOfGrain(date, grain, 'UTC');

const months: Readonly<Partial<Record<StepGrain, number>>> = { month: 1, quarter: 3, year: 12 };

/** The first day of the period `steps` later. */
export function stepPeriod(first: string, grain: StepGrain, steps: number): string {
  const inMonths = months[grain];
  if (inMonths !== undefined) return addMonths(first, inMonths * steps);
  return addDays(first, (grain === 'week' ? 7 : 1) * steps);
}

/** How many periods lie from one first day to another. */
export function periodsBetween(from: string, to: string, grain: StepGrain): number {
  const inMonths = months[grain];
  if (inMonths === undefined) return (dayNumber(to) - dayNumber(from)) / (grain === 'week' ? 7 : 1);
  const index = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  return (index(to) - index(from)) / inMonths;
}
