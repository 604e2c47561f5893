/**
 * How likely a customer is drifting away, 0 (no sign) to 100, over rows of one customer each. Each part is 0 to 100 and
 * stands in its own column:
 *
 *   recency_part    100 × clamp((days since the last purchase ÷ own interval − 1) ÷ 2, 0, 1): none up to the usual
 *                   interval, all from three times on; own interval = (last − first) ÷ (purchases − 1), at least a day,
 *                   and after a single purchase the median interval of the others
 *   trend_part      100 × clamp(1 − recent ÷ before, 0, 1): spending halved is 50, nothing left is 100, more is 0
 *   complaint_part  100 × min(complaints ÷ limit, 1)
 *   churn_score     Σ weight × part ÷ Σ weight over the parts that are known; weights 50, 30 and 20 unless stated
 *
 * The predictors are those of W. Buckinx and D. Van den Poel, Customer base analysis: partial defection of behaviourally
 * loyal clients, European Journal of Operational Research 164 (2005); that silence is measured by the customer's own
 * interval follows M. Wübben and F. von Wangenheim, Instant customer base analysis, Journal of Marketing 72 (2008). The
 * weights are a house rule, not an estimate.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform } from '../../../../metadata/contributions.js';
import { divide, round } from '../../../../metadata/expression/decimal.js';
import { closed } from '../../../../metadata/schema/common.js';
import { columnName, day, figure, made, wrongTypes } from '../../../../metadata/transforms/columns.js';
import { clamp, median } from '../../../../metadata/transforms/scores.js';
import { dayNumber } from '../../../../metadata/time.js';
import { labelText } from '../../../../metadata/value.js';
import { problem } from '../../../../metadata/words.js';
import { labels, risks } from './labels.js';

const weight = Type.Number({ minimum: 0, maximum: 100 });
const options = closed({
  /** The days of the first and the last purchase, and how many there were. */
  first: columnName,
  last: columnName,
  orders: columnName,
  /** Spending in the last stretch of time, and in the one of the same length before. */
  recent: columnName,
  before: columnName,
  complaints: Type.Optional(columnName),
  /** Complaints that count in full, 3 by default. */
  complaintLimit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  weights: Type.Optional(closed({ recency: weight, trend: weight, complaints: weight })),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;
const usual = { recency: 50, trend: 30, complaints: 20 };

const columns = (input: readonly ResultColumn[], _given: unknown, language: string) => [
  ...input,
  ...(['interval_days', 'silent_days', 'recency_part', 'trend_part', 'complaint_part', 'churn_score'] as const).map(
    (name) => made(name, 'number', labels[name], language, { additive: false, scale: 1 }),
  ),
  made('churn_risk', 'text', labels.churn_risk, language),
  made('churn_risk_code', 'text', labels.churn_risk, language),
];

function intervalOf(row: ResultRow, { first, last, orders }: Options): number | null {
  const [from, to, count] = [day(row, first), day(row, last), figure(row, orders)];
  if (from === null || to === null || count === null || count < 2) return null;
  return Math.max(1, divide(dayNumber(to) - dayNumber(from), count - 1)!);
}

function trendPart(row: ResultRow, { recent, before }: Options): number | null {
  const earlier = figure(row, before);
  if (earlier === null || earlier <= 0) return null;
  return 100 * clamp(1 - divide(figure(row, recent) ?? 0, earlier)!, 0, 1);
}

/** The weighted mean of the parts that are known; null where none is. */
function scoreOf(parts: readonly (readonly [part: number | null, weight: number])[]): number | null {
  const known = parts.filter(([part]) => part !== null);
  const all = known.reduce((sum, [, each]) => sum + each, 0);
  return all === 0 ? null : known.reduce((sum, [part, each]) => sum + part! * each, 0) / all;
}

const riskOf = (score: number): keyof typeof risks => (score >= 70 ? 'high' : score >= 40 ? 'watch' : 'low');

export const definition: Transform = {
  id: 'churn_score',
  label: { en: 'Churn score', 'zh-CN': '流失评分', 'zh-TW': '流失評分', es: 'Puntuación de abandono' },
  icon: 'user-x',
  options,
  keeps: true,
  reads(given) {
    const { first, last, orders, recent, before, complaints } = read(given);
    return Object.entries({ first, last, orders, recent, before, complaints }).flatMap(([key, column]) =>
      column === undefined ? [] : [{ at: `/${key}`, column }],
    );
  },
  columns,
  apply({ columns: input, rows, options: given, today, language }) {
    const chosen = read(given);
    const { complaints, complaintLimit = 3, weights = usual } = chosen;
    const intervals = rows.map((row) => intervalOf(row, chosen));
    const middle = median(intervals.filter((each) => each !== null));
    const now = dayNumber(today);
    const tenths = (value: number | null) => (value === null ? null : round(value, 1));
    return {
      columns: columns(input, given, language),
      rows: rows.map((row, at) => {
        const last = day(row, chosen.last);
        const silent = last === null ? null : Math.max(0, now - dayNumber(last));
        const interval = silent === null ? null : (intervals[at] ?? middle);
        const recency = interval === null || silent === null ? null : 100 * clamp((silent / interval - 1) / 2, 0, 1);
        const trend = silent === null ? null : trendPart(row, chosen);
        // Who never bought cannot leave.
        const complaint =
          silent === null || complaints === undefined
            ? null
            : 100 * clamp((figure(row, complaints) ?? 0) / complaintLimit, 0, 1);
        const score = tenths(
          recency === null && trend === null
            ? null
            : scoreOf([[recency, weights.recency], [trend, weights.trend], [complaint, weights.complaints]]),
        ); // prettier-ignore
        const risk = score === null ? null : riskOf(score);
        return {
          ...row,
          interval_days: tenths(interval),
          silent_days: silent,
          recency_part: tenths(recency),
          trend_part: tenths(trend),
          complaint_part: tenths(complaint),
          churn_score: score,
          churn_risk: risk === null ? null : labelText(risks[risk], language),
          churn_risk_code: risk,
        };
      }),
    };
  },
  check(given, input) {
    const { first, last, orders, recent, before, complaints, weights } = read(given);
    const none = weights !== undefined && weights.recency + weights.trend + weights.complaints === 0;
    return [
      ...(none ? [problem('/weights', 'BAD_OPTION', 'One of the weights must be above 0.')] : []),
      ...wrongTypes(input, [
        { at: '/first', column: first, is: 'date' },
        { at: '/last', column: last, is: 'date' },
        { at: '/orders', column: orders, is: 'number' },
        { at: '/recent', column: recent, is: 'number' },
        { at: '/before', column: before, is: 'number' },
        ...(complaints === undefined ? [] : [{ at: '/complaints', column: complaints, is: 'number' } as const]),
      ]),
    ];
  },
};
