/**
 * Recency, frequency and monetary value of customers, each scored 1 to 5, 5 the best, over rows of one customer each.
 * Scores are quintiles (metadata/transforms/scores.ts: 1 + ⌊5 × smaller ÷ all⌋, of recency by the days turned round) or
 * lie between stated bounds. The segment follows R and F on the usual grid of ten, each name a set of whole cells. Source:
 * A. M. Hughes, Strategic Database Marketing, McGraw-Hill (quintile method). A customer who never bought has no score.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, Transform } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, day, figure, made, wrongTypes } from '../../../../metadata/transforms/columns.js';
import { isRising, quantileScores, reached } from '../../../../metadata/transforms/scores.js';
import { dayNumber } from '../../../../metadata/time.js';
import { labelText } from '../../../../metadata/value.js';
import { problem } from '../../../../metadata/words.js';
import { labels, segmentOf, segments } from './segments.js';

const four = Type.Array(Type.Number(), { minItems: 4, maxItems: 4 });
const options = closed({
  /** The day of the last purchase, or the days since then. */
  recency: columnName,
  frequency: columnName,
  monetary: columnName,
  /** Four rising bounds each: days up to the first are 5; figures from the last on are 5. */
  bounds: Type.Optional(closed({ recency: four, frequency: four, monetary: four })),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;

const columns = (input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) => [
  ...input,
  ...(isDays(input, given) ? [] : [made('recency_days', 'number', labels.days, language, { additive: false })]),
  ...(['r', 'f', 'm'] as const).map((name) => made(name, 'number', labels[name], language, { additive: false })),
  made('rfm', 'text', 'RFM', language),
  made('segment', 'text', labels.segment, language),
  made('segment_code', 'text', labels.segment, language),
];

const isDays = (input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>): boolean =>
  columnOf(input, read(given).recency)?.type === 'number';

export const definition: Transform = {
  id: 'rfm',
  label: { en: 'RFM scores', 'zh-CN': 'RFM 评分', 'zh-TW': 'RFM 評分', es: 'Puntuación RFM' },
  icon: 'users',
  options,
  keeps: true,
  reads(given) {
    const { recency, frequency, monetary } = read(given);
    return [
      { at: '/recency', column: recency },
      { at: '/frequency', column: frequency },
      { at: '/monetary', column: monetary },
    ];
  },
  columns,
  apply({ columns: input, rows, options: given, today, language }) {
    const { recency, frequency, monetary, bounds } = read(given);
    const hasDays = isDays(input, given);
    const now = dayNumber(today);
    const days = rows.map((row) => {
      if (hasDays) return figure(row, recency);
      const last = day(row, recency);
      return last === null ? null : now - dayNumber(last);
    });
    const bought = (name: string) => rows.map((row, at) => (days[at] === null ? null : figure(row, name)));
    const between = (values: readonly (number | null)[], by: readonly number[]) =>
      values.map((value) => (value === null ? null : 1 + reached(value, by)));
    const minus = days.map((each) => (each === null ? null : -each));
    // Turned round, days up to a bound reach it: -30 reaches -30.
    const turned = bounds?.recency.map((bound) => -bound).reverse();
    const r = turned ? between(minus, turned) : quantileScores(minus, 5);
    const f = bounds ? between(bought(frequency), bounds.frequency) : quantileScores(bought(frequency), 5);
    const m = bounds ? between(bought(monetary), bounds.monetary) : quantileScores(bought(monetary), 5);
    return {
      columns: columns(input, given, language),
      rows: rows.map((row, at) => {
        const [R, F, M] = [r[at]!, f[at]!, m[at]!];
        const segment = R === null || F === null ? null : segmentOf(R, F);
        return {
          ...row,
          ...(hasDays ? {} : { recency_days: days[at]! }),
          r: R,
          f: F,
          m: M,
          rfm: R === null || F === null || M === null ? null : `${R}${F}${M}`,
          segment: segment === null ? null : labelText(segments[segment], language),
          segment_code: segment,
        };
      }),
    };
  },
  check(given, input) {
    const { recency, frequency, monetary, bounds } = read(given);
    const falling = Object.entries(bounds ?? {}).flatMap(([name, by]) =>
      isRising(by) ? [] : [problem(`/bounds/${name}`, 'BAD_OPTION', 'The bounds must rise.')],
    );
    const isNumber = input !== undefined && isDays(input, given);
    return [
      ...falling,
      ...wrongTypes(input, [
        { at: '/recency', column: recency, is: isNumber ? 'number' : 'date' },
        { at: '/frequency', column: frequency, is: 'number' },
        { at: '/monetary', column: monetary, is: 'number' },
      ]),
    ];
  },
};
