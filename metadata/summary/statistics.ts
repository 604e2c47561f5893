/** The few statistics of written findings, each by a rule that can be looked up. */

/** The p-th part of sorted values, between two of them by their distance (Hyndman and Fan's type 7, as spreadsheets do). */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const [a, b] = [sorted[low]!, sorted[Math.min(sorted.length - 1, low + 1)]!];
  return a + (b - a) * (at - low);
}

/** Fewer values have no outliers: their quartiles say little. */
export const LEAST_FOR_FENCES = 8;

export interface Fences {
  readonly low: number;
  readonly high: number;
}

/** Tukey's fences: one and a half times the distance of the quartiles below the lower and above the upper one. */
export function tukeyFences(values: readonly number[]): Fences | undefined {
  if (values.length < LEAST_FOR_FENCES) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = 1.5 * (q3 - q1);
  return reach > 0 ? { low: q1 - reach, high: q3 + reach } : undefined;
}

/** Fewer periods have no trend. */
export const LEAST_FOR_TREND = 6;

/**
 * The test of Mann and Kendall, two-sided at 5 %, with equal values accounted for: whether later values are larger (or
 * smaller) than earlier ones more often than chance would have it. It takes no shape of the curve for granted.
 */
export function trendOf(values: readonly number[]): 'rising' | 'falling' | 'none' | undefined {
  const n = values.length;
  if (n < LEAST_FOR_TREND) return undefined;
  let s = 0;
  for (let early = 0; early < n; early++)
    for (let late = early + 1; late < n; late++) s += Math.sign(values[late]! - values[early]!);
  const equal = new Map<number, number>();
  for (const value of values) equal.set(value, (equal.get(value) ?? 0) + 1);
  let variance = n * (n - 1) * (2 * n + 5);
  for (const count of equal.values()) variance -= count * (count - 1) * (2 * count + 5);
  variance /= 18;
  if (variance <= 0 || s === 0) return 'none';
  const z = (s - Math.sign(s)) / Math.sqrt(variance);
  return Math.abs(z) < 1.96 ? 'none' : z > 0 ? 'rising' : 'falling';
}
