/** Rows to a series without gaps. */
import type { ResultRow } from '../../../../metadata/contributions.js';
import { DecimalSum } from '../../../../metadata/expression/decimal.js';
import { day, figure } from '../../../../metadata/transforms/columns.js';
import { TransformError } from '../../../../metadata/transforms/error.js';
import { periodOf, periodsBetween, type StepGrain } from '../../../../metadata/transforms/periods.js';
import { say } from '../../../../metadata/words.js';

/** Ten years of days. */
const MOST_PERIODS = 3660;

export interface Series {
  /** First day of the first period; undefined without any row. */
  readonly start: string | undefined;
  /** Of whole periods, one after the other. */
  readonly figures: readonly number[];
  /** So far of the period that is not over; null where the rows end before it. */
  readonly running: number | null;
}

export function seriesOf(
  rows: readonly ResultRow[],
  { date, value, grain, today }: { readonly date: string; readonly value: string; readonly grain: StepGrain; readonly today: string }, // prettier-ignore
): Series {
  const sums = new Map<string, DecimalSum>();
  const now = periodOf(today, grain);
  for (const row of rows) {
    const on = day(row, date);
    if (on === null) continue;
    const period = periodOf(on, grain);
    // What is dated later has not happened yet.
    if (period > now) continue;
    const sum = sums.get(period) ?? new DecimalSum();
    sum.add(figure(row, value) ?? 0);
    sums.set(period, sum);
  }
  const known = [...sums.keys()].sort();
  const [start] = known;
  if (start === undefined) return { start: undefined, figures: [], running: null };
  const running = sums.get(now)?.total() ?? null;
  const whole = known.filter((period) => period < now);
  const length = whole.length === 0 ? 0 : periodsBetween(start, whole.at(-1)!, grain) + 1;
  // Up to the period that runs, nothing lies between.
  const filled = running === null ? length : periodsBetween(start, now, grain);
  if (filled > MOST_PERIODS) {
    const words = say`The rows span ${{ count: filled }} periods; a forecast takes at most ${{ most: MOST_PERIODS }}. Take a longer period.`;
    throw new TransformError('SERIES_TOO_LONG', words);
  }
  const figures = new Array<number>(filled).fill(0);
  for (const period of whole) figures[periodsBetween(start, period, grain)] = sums.get(period)!.total() ?? 0;
  return { start, figures, running };
}
