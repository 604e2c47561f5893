/** The chosen method over a series, or the simpler one that its figures allow. */
import { fewestPeriods, fitHoltWinters, holtWintersAhead, type Seasonal, type Smoothing } from '../../../../metadata/transforms/holt-winters.js'; // prettier-ignore
import { fitLinearTrend, linearAhead, normalQuantiles, studentQuantile } from '../../../../metadata/transforms/linear-trend.js'; // prettier-ignore
import { labelText } from '../../../../metadata/value.js';
import { methods } from './labels.js';

export type Method =
  | { readonly name: 'linear' }
  | {
      readonly name: 'holt_winters';
      readonly seasonal: Seasonal;
      readonly period: number;
      readonly given: Partial<Smoothing>;
    };

export interface Ahead {
  readonly value: number | null;
  readonly low80: number | null;
  readonly high80: number | null;
  readonly low95: number | null;
  readonly high95: number | null;
}

export interface Prediction {
  /** In words. */
  readonly method: string;
  readonly fitted: readonly (number | null)[];
  readonly ahead: readonly Ahead[];
}

const nothing: Ahead = { value: null, low80: null, high80: null, low95: null, high95: null };

export function predict(series: readonly number[], method: Method, horizon: number, language: string): Prediction {
  const tell = (key: keyof typeof methods, parts: Readonly<Record<string, string | number>> = {}): string =>
    labelText(methods[key], language).replace(/\{(\w+)\}/g, (_, name: string) => String(parts[name]));
  const steps = Array.from({ length: horizon }, (_, index) => index + 1);
  if (series.length < 3) return { method: tell('none'), fitted: [], ahead: steps.map(() => nothing) };
  if (method.name === 'linear' || series.length < fewestPeriods(method.period)) {
    const line = fitLinearTrend(series);
    const [t80, t95] = [studentQuantile(0.2, series.length - 2), studentQuantile(0.05, series.length - 2)];
    return {
      method: method.name === 'linear' ? tell('linear') : tell('short', { period: method.period }),
      fitted: line.fitted,
      ahead: steps.map((h) => interval(linearAhead(line, h), t80, t95)),
    };
  }
  const isRefused = method.seasonal === 'multiplicative' && series.some((each) => each <= 0);
  const model = fitHoltWinters(series, { ...method, seasonal: isRefused ? 'additive' : method.seasonal });
  const said = tell(model.seasonal, {
    period: model.period,
    alpha: model.alpha.toFixed(2),
    beta: model.beta.toFixed(2),
    gamma: model.gamma.toFixed(2),
  });
  return {
    method: isRefused ? tell('not_positive', { method: said }) : said,
    fitted: model.fitted,
    ahead: steps.map((h) => interval(holtWintersAhead(model, h), normalQuantiles.p80, normalQuantiles.p95)),
  };
}

function interval({ value, error }: { readonly value: number; readonly error: number }, q80: number, q95: number): Ahead {
  return {
    value,
    low80: value - q80 * error,
    high80: value + q80 * error,
    low95: value - q95 * error,
    high95: value + q95 * error,
  };
} // prettier-ignore
