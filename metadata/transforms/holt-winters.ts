/**
 * Exponential smoothing with trend and season, by the equations of Holt and Winters:
 *
 *   additive        a(t) = α (y − s(t−p)) + (1 − α)(a(t−1) + b(t−1))    s(t) = γ (y − a(t)) + (1 − γ) s(t−p)
 *   multiplicative  a(t) = α (y ÷ s(t−p)) + (1 − α)(a(t−1) + b(t−1))    s(t) = γ (y ÷ a(t)) + (1 − γ) s(t−p)
 *   both            b(t) = β (a(t) − a(t−1)) + (1 − β) b(t−1)           ŷ(t+h) = a + h b, + or × s
 *
 * Starting values come from a decomposition of the first two seasons by moving averages; α, β and γ that are not given
 * are those with the smallest sum of squared one-step errors. Prediction intervals follow the variance of the errors h
 * steps ahead. Sources: P. R. Winters, Forecasting sales by exponentially weighted moving averages, Management Science 6
 * (1960); C. Chatfield and M. Yar, Prediction intervals for the Holt-Winters forecasting procedure, International
 * Journal of Forecasting 6 (1990), multiplicative: 7 (1991). The same choices as `HoltWinters` of R's stats package.
 */
export type Seasonal = 'additive' | 'multiplicative';

export interface Smoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

export interface HoltWinters extends Smoothing {
  readonly seasonal: Seasonal;
  readonly period: number;
  /** Level and trend at the end of the series. */
  readonly level: number;
  readonly trend: number;
  /** Seasonal parts of the next periods, the first of them the period after the series. */
  readonly season: readonly number[];
  /** One-step forecasts from the second season on; null before. */
  readonly fitted: readonly (number | null)[];
  /** Sum of squared one-step errors. */
  readonly sse: number;
  /** Variance of the one-step errors, about their mean. */
  readonly variance: number;
}

/** The shortest series: two whole seasons. */
export const fewestPeriods = (period: number): number => 2 * period;

interface Start {
  readonly level: number;
  readonly trend: number;
  readonly season: readonly number[];
}

/** Moving averages over one season, a line through them, and the mean of what is left for each place in the season. */
function startOf(series: readonly number[], period: number, seasonal: Seasonal): Start {
  const length = 2 * period;
  const isEven = period % 2 === 0;
  const reach = Math.floor(period / 2);
  const averages = Array.from({ length }, (_, at) => {
    if (at < reach || at >= length - reach) return null;
    let total = 0;
    for (let i = -reach; i <= reach; i++) {
      const weight = isEven && Math.abs(i) === reach ? 0.5 : 1;
      total += weight * series[at + i]!;
    }
    return total / period;
  });
  const known = averages.filter((each) => each !== null);
  const middle = (known.length + 1) / 2;
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  let above = 0;
  let below = 0;
  known.forEach((each, index) => {
    above += (index + 1 - middle) * (each - mean);
    below += (index + 1 - middle) ** 2;
  });
  const trend = below === 0 ? 0 : above / below;
  const level = mean - trend * middle;
  const isTimes = seasonal === 'multiplicative';
  const figures = Array.from({ length: period }, (_, place) => {
    const left = averages.flatMap((each, at) =>
      each === null || at % period !== place ? [] : [isTimes ? series[at]! / each : series[at]! - each],
    );
    return left.length === 0 ? (isTimes ? 1 : 0) : left.reduce((sum, each) => sum + each, 0) / left.length;
  });
  const usual = figures.reduce((sum, each) => sum + each, 0) / period;
  return { level, trend, season: figures.map((each) => (isTimes ? each / usual : each - usual)) };
}

interface Course {
  readonly level: number;
  readonly trend: number;
  readonly season: readonly number[];
  readonly errors: readonly number[];
  readonly sse: number;
}

function smooth(series: readonly number[], period: number, seasonal: Seasonal, by: Smoothing, start: Start): Course {
  let { level, trend } = start;
  const season = [...start.season];
  const errors: number[] = [];
  let sse = 0;
  const isTimes = seasonal === 'multiplicative';
  for (let at = period; at < series.length; at++) {
    const y = series[at]!;
    const place = at % period;
    const s = season[place]!;
    const error = y - (isTimes ? (level + trend) * s : level + trend + s);
    errors.push(error);
    sse += error * error;
    const before = level;
    level = by.alpha * (isTimes ? y / s : y - s) + (1 - by.alpha) * (level + trend);
    trend = by.beta * (level - before) + (1 - by.beta) * trend;
    season[place] = by.gamma * (isTimes ? y / level : y - level) + (1 - by.gamma) * s;
  }
  return { level, trend, season, errors, sse: Number.isFinite(sse) ? sse : Infinity };
}

/**
 * Fits the model. The series has at least two seasons and no gaps; for `multiplicative` all its figures are above zero.
 * Given parameters are kept.
 */
export function fitHoltWinters(
  series: readonly number[],
  { period, seasonal, given = {} }: { readonly period: number; readonly seasonal: Seasonal; readonly given?: Partial<Smoothing> }, // prettier-ignore
): HoltWinters {
  const start = startOf(series, period, seasonal);
  const of = (by: Smoothing) => smooth(series, period, seasonal, by, start);
  const best = smallest((by) => of(by).sse, given);
  const { level, trend, season, errors, sse } = of(best);
  const next = series.length % period;
  const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
  const variance =
    errors.length < 2 ? 0 : errors.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (errors.length - 1);
  return {
    ...best,
    seasonal,
    period,
    level,
    trend,
    season: [...season.slice(next), ...season.slice(0, next)],
    fitted: series.map((value, at) => (at < period ? null : value - errors[at - period]!)),
    sse,
    variance,
  };
}

/** The forecast `h` periods ahead (from 1) and its standard error. */
export function holtWintersAhead(model: HoltWinters, h: number): { readonly value: number; readonly error: number } {
  const { level, trend, season, period, seasonal, alpha, beta, gamma } = model;
  const place = (h - 1) % period;
  const psi = (j: number) => alpha * (1 + j * beta) + (j % period === 0 ? gamma * (1 - alpha) : 0);
  let factor = 1;
  if (seasonal === 'additive') {
    for (let j = 1; j < h; j++) factor += psi(j) ** 2;
    return { value: level + h * trend + season[place]!, error: Math.sqrt(model.variance * factor) };
  }
  for (let j = 1; j < h; j++) {
    const earlier = season[(((place - j) % period) + period) % period]!;
    factor += ((psi(j) * season[place]!) / earlier) ** 2;
  }
  return { value: (level + h * trend) * season[place]!, error: Math.sqrt(model.variance * factor) };
}

const free = ['alpha', 'beta', 'gamma'] as const;
const COARSE = [0.05, 0.2, 0.4, 0.6, 0.8, 0.95];

/** The smallest value in the unit cube: the best of a coarse grid, then steps along the axes that halve (Hooke and Jeeves). */
function smallest(of: (by: Smoothing) => number, given: Partial<Smoothing>): Smoothing {
  const searched = free.filter((name) => given[name] === undefined);
  let best: Smoothing = { alpha: 0.3, beta: 0.1, gamma: 0.1, ...given };
  let least = of(best);
  const tryAt = (by: Smoothing): boolean => {
    const value = of(by);
    if (!(value < least)) return false;
    [best, least] = [by, value];
    return true;
  };
  const grid = (names: readonly (typeof free)[number][], at: Smoothing): void => {
    const [name, ...rest] = names;
    if (name === undefined) return void tryAt(at);
    for (const value of COARSE) grid(rest, { ...at, [name]: value });
  };
  grid(searched, best);
  const moves = directions(searched.length);
  for (let step = 0.1; step > 1e-7; step /= 2) {
    for (let moved = true, rounds = 0; moved && rounds < 60; rounds++) {
      moved = false;
      for (const move of moves) {
        const by = { ...best };
        searched.forEach((name, index) => {
          by[name] = Math.min(1, Math.max(0, best[name] + step * move[index]!));
        });
        moved = tryAt(by) || moved;
      }
    }
  }
  return best;
}

/** All steps of −1, 0 and 1 along some axes but the one that stays. */
function directions(axes: number): readonly (readonly number[])[] {
  const all = Array.from({ length: 3 ** axes }, (_, code) =>
    Array.from({ length: axes }, (__, axis) => (Math.floor(code / 3 ** axis) % 3) - 1),
  );
  return all.filter((move) => move.some((each) => each !== 0));
}
