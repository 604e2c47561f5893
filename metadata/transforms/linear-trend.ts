/**
 * A straight line through a series by least squares, y = a + b t with t from 1, and what it says of later periods. The
 * standard error of a new figure is s √(1 + 1/n + (t − t̄)² ÷ Σ(t − t̄)²), its interval takes the t distribution with
 * n − 2 degrees of freedom. Source: N. R. Draper and H. Smith, Applied Regression Analysis, chapter 1.
 */
export interface LinearTrend {
  readonly intercept: number;
  readonly slope: number;
  readonly fitted: readonly number[];
  /** Residual standard error. */
  readonly sigma: number;
  readonly length: number;
}

/** The series has at least three figures. */
export function fitLinearTrend(series: readonly number[]): LinearTrend {
  const n = series.length;
  const middle = (n + 1) / 2;
  const mean = series.reduce((sum, each) => sum + each, 0) / n;
  const slope = series.reduce((sum, each, at) => sum + (at + 1 - middle) * (each - mean), 0) / spread(n);
  const intercept = mean - slope * middle;
  const fitted = series.map((_, at) => intercept + slope * (at + 1));
  const rest = series.reduce((sum, each, at) => sum + (each - fitted[at]!) ** 2, 0);
  return { intercept, slope, fitted, sigma: Math.sqrt(rest / (n - 2)), length: n };
}

/** Σ(t − t̄)² of 1 to n. */
const spread = (n: number): number => (n * (n * n - 1)) / 12;

/** The forecast `h` periods ahead (from 1) and its standard error. */
export function linearAhead(
  { intercept, slope, sigma, length: n }: LinearTrend,
  h: number,
): { readonly value: number; readonly error: number } {
  const t = n + h;
  const error = sigma * Math.sqrt(1 + 1 / n + (t - (n + 1) / 2) ** 2 / spread(n));
  return { value: intercept + slope * t, error };
}

/** Of the normal distribution, two-sided 80 and 95 per cent. */
export const normalQuantiles = { p80: 1.2815515655446004, p95: 1.959963984540054 } as const;

/**
 * The two-sided quantile of the t distribution: |t| is above it with probability `outside`. Exact for 1 and 2 degrees of
 * freedom, else by G. W. Hill, Algorithm 396: Student's t-quantiles, Communications of the ACM 13 (1970), to six digits.
 */
export function studentQuantile(outside: number, degrees: number): number {
  if (degrees === 1) return 1 / Math.tan((outside * Math.PI) / 2);
  if (degrees === 2) return Math.sqrt(2 / (outside * (2 - outside)) - 2);
  const n = degrees;
  const a = 1 / (n - 0.5);
  const b = 48 / (a * a);
  let c = ((20700 * a) / b - 98) * a - 16;
  c = c * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * n;
  let x = d * outside;
  let y = x ** (2 / n);
  if (y > 0.05 + a) {
    x = normalBelow(outside / 2);
    y = x * x;
    if (n < 5) c += 0.3 * (n - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = a * y * y;
    y = y > 0.002 ? Math.exp(y) - 1 : 0.5 * y * y + y;
  } else {
    y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * ((n + 1) / (n + 2)) + 1 / y; // prettier-ignore
  }
  return Math.sqrt(n * y);
}

/** The normal quantile below which `p` lies, of the two probabilities that are asked here. */
function normalBelow(p: number): number {
  return -(p > 0.05 ? normalQuantiles.p80 : normalQuantiles.p95);
}
