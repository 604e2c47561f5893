/**
 * A series and how it goes on: Holt-Winters smoothing with trend and season (metadata/transforms/holt-winters.ts) or a
 * straight line (linear-trend.ts), with intervals in which 80 and 95 of 100 new figures are expected. The method stands in
 * each row in words. Figures of one period are added up exactly; periods without a row are 0. The period of today is not
 * over: it is forecast, not learned from. Holt-Winters needs two seasons, multiplicative figures above 0; where the rows
 * have less, the simpler method is taken and named.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform } from '../../../../metadata/contributions.js';
import { round } from '../../../../metadata/expression/decimal.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, copied, keyOf, made, wrongTypes } from '../../../../metadata/transforms/columns.js';
import { stepGrains, stepPeriod } from '../../../../metadata/transforms/periods.js';
import type { Value } from '../../../../metadata/value.js';
import { problem } from '../../../../metadata/words.js';
import { labels } from './labels.js';
import { predict, type Method } from './predict.js';
import { seriesOf } from './series.js';

const share = Type.Number({ minimum: 0, maximum: 1 });
const options = closed({
  date: columnName,
  value: columnName,
  /** By default `month`. */
  grain: Type.Optional(oneOf(stepGrains)),
  /** A forecast for each value of this column. */
  series: Type.Optional(columnName),
  /** `holt_winters` by default. */
  method: Type.Optional(oneOf(['holt_winters', 'linear'])),
  /** `additive` by default. */
  seasonal: Type.Optional(oneOf(['additive', 'multiplicative'])),
  /** Periods of a season: by default 12 months, 4 quarters, 52 weeks, 7 days. */
  season: Type.Optional(Type.Integer({ minimum: 2, maximum: 366 })),
  /** Periods ahead, 6 by default. */
  horizon: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** Smoothing of level, trend and season; those that are not given are fitted. */
  alpha: Type.Optional(share),
  beta: Type.Optional(share),
  gamma: Type.Optional(share),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;
const seasons = { day: 7, week: 52, month: 12, quarter: 4, year: undefined } as const;

function methodOf({ method, seasonal = 'additive', season, grain = 'month', alpha, beta, gamma }: Options): Method {
  const period = season ?? seasons[grain];
  if (method === 'linear' || period === undefined) return { name: 'linear' };
  const given = Object.entries({ alpha, beta, gamma }).filter(([, value]) => value !== undefined);
  return { name: 'holt_winters', seasonal, period, given: Object.fromEntries(given) };
}

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const { date, value, series, grain = 'month' } = read(given);
  const of = columnOf(input, value);
  const unit: Partial<ResultColumn> = {
    ...(of?.scale === undefined ? {} : { scale: of.scale }),
    ...(of?.currency === undefined ? {} : { currency: of.currency }),
  };
  const figureColumn = (name: keyof typeof labels, more: Partial<ResultColumn> = {}) =>
    made(name, 'number', labels[name], language, { ...unit, ...more });
  return [
    ...input.filter((column) => column.name === series),
    made(date, 'date', columnOf(input, date)?.label ?? date, language, { grain }),
    made(value, 'number', of?.label ?? value, language, unit),
    figureColumn('fitted'),
    figureColumn('forecast'),
    ...(['low_80', 'high_80', 'low_95', 'high_95'] as const).map((name) => figureColumn(name, { additive: false })),
    made('method', 'text', labels.method, language),
  ];
}

export const definition: Transform = {
  id: 'forecast',
  label: { en: 'Forecast', 'zh-CN': '预测', 'zh-TW': '預測', es: 'Pronóstico' },
  icon: 'chart-line',
  options,
  reads(given) {
    const { date, value, series } = read(given);
    return Object.entries({ date, value, series }).flatMap(([key, column]) =>
      column === undefined ? [] : [{ at: `/${key}`, column }],
    );
  },
  columns,
  apply({ columns: input, rows, options: given, today, language }) {
    const chosen = read(given);
    const { date, value, series, grain = 'month', horizon = 6 } = chosen;
    const digits = columnOf(input, value)?.scale ?? 4;
    const groups = new Map<string, ResultRow[]>();
    for (const row of rows) {
      const key = series === undefined ? '' : keyOf([row[series] ?? null]);
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    const answer = [...groups.values()].flatMap((group): readonly ResultRow[] => {
      const { start, figures, running } = seriesOf(group, { date, value, grain, today });
      if (start === undefined) return [];
      const { method, fitted, ahead } = predict(figures, methodOf(chosen), horizon, language);
      const named = series === undefined ? {} : copied(group[0]!, series);
      const rounded = (figure: number | null): Value => (figure === null ? null : round(figure, digits));
      const rowAt = (at: number, actual: number | null, more: Readonly<Record<string, Value>>): ResultRow => ({
        ...named,
        [date]: stepPeriod(start, grain, at),
        [value]: actual,
        ...Object.fromEntries(Object.keys(labels).map((name) => [name, null])),
        ...more,
        method,
      });
      return [
        ...figures.map((actual, at) => rowAt(at, actual, { fitted: rounded(fitted[at] ?? null) })),
        ...ahead.map((next, h) =>
          rowAt(figures.length + h, h === 0 ? running : null, {
            forecast: rounded(next.value),
            low_80: rounded(next.low80),
            high_80: rounded(next.high80),
            low_95: rounded(next.low95),
            high_95: rounded(next.high95),
          }),
        ),
      ];
    });
    return { columns: columns(input, given, language), rows: answer };
  },
  check(given, input) {
    const { date, value, grain, season } = read(given);
    const yearly = grain === 'year' && season !== undefined;
    return [
      ...(yearly ? [problem('/season', 'BAD_OPTION', 'Years have no season: take the linear trend.')] : []),
      ...wrongTypes(input, [
        { at: '/date', column: date, is: 'date' },
        { at: '/value', column: value, is: 'number' },
      ]),
    ];
  },
};
