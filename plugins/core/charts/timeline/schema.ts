/** Bars from date to date, a line for each name: projects, campaigns, contracts. What has no end runs until today. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType, LegendEntry } from '../../../../metadata/contributions.js';
import { isChosen, labelOf } from '../../../../metadata/chart/category.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { periodLabel } from '../../../../metadata/chart/periods.js';
import { listNames, say } from '../../../../metadata/chart/words.js';
import { closed } from '../../../../metadata/schema/common.js';
import { drawTimeline, planTimeline, timelineOptionsOf } from './shared.js';

const options = closed({
  chart: Type.Literal('timeline'),
  /** The column that names the lines; rows of one name stand on one line. */
  x: columnOption,
  from: columnOption,
  to: columnOption,
  /** A column whose values have each a colour; from the ninth on they are Others. */
  series: Type.Optional(columnOption),
  ...commonOptions,
});

const day = (input: ChartInput, date: string) => periodLabel(date, 'day', input.locale, 'full');

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, from, to } = timelineOptionsOf(input);
  return planTimeline(input).bars.map((bar) => ({
    datum: bar.row,
    label: bar.series === '' ? bar.label : `${bar.label} · ${bar.series}`,
    selected: isChosen(input, bar.row[x]),
    figures: [
      { label: labelOf(input, from), text: day(input, bar.from) },
      { label: labelOf(input, to), text: bar.open ? say(input.locale, 'ongoing') : day(input, bar.to) },
    ],
  }));
}

export const definition: ChartType = {
  id: 'timeline',
  label: { en: 'Timeline', 'zh-CN': '时间线', 'zh-TW': '時間軸', es: 'Cronograma' },
  icon: 'chart-gantt',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile: drawTimeline,
  describe(input) {
    const { bars, start, end } = planTimeline(input);
    if (bars.length === 0) return say(input.locale, 'nothing', { measure: labelOf(input, timelineOptionsOf(input).x) });
    return say(input.locale, 'spans', { count: bars.length, from: day(input, start), to: day(input, end) });
  },
  marks,
  legend(input): readonly LegendEntry[] {
    const seen = new Map(planTimeline(input).bars.map((bar) => [bar.series, bar.colour]));
    return [...seen].filter(([label]) => label !== '').map(([label, colour]) => ({ label, colour, shape: 'block' }));
  },
  notes(input) {
    const { from } = timelineOptionsOf(input);
    const { hidden, undated } = planTimeline(input);
    return [
      ...(hidden.length === 0 ? [] : [say(input.locale, 'notDrawn', { names: listNames(input.locale, hidden) })]),
      ...(undated.length === 0
        ? []
        : [
            say(input.locale, 'withoutPlace', {
              column: labelOf(input, from),
              names: listNames(input.locale, undated),
            }),
          ]),
    ];
  },
};
