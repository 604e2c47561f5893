/** One point per row at two measures; its size is a third measure, its colour a category. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType, LegendEntry } from '../../../../metadata/contributions.js';
import { isChosen, labelOf, measureLabel, measureText } from '../../../../metadata/chart/category.js';
import { columnOption, commonOptions, referenceOption } from '../../../../metadata/chart/options.js';
import { listNames, say } from '../../../../metadata/chart/words.js';
import { closed } from '../../../../metadata/schema/common.js';
import { drawScatter, lostRows, pointsOf, scatterOptionsOf } from './shared.js';

const options = closed({
  chart: Type.Literal('scatter'),
  /** What each point is; clicks choose it. */
  name: columnOption,
  /** Measures along the axes. */
  x: columnOption,
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  /** A measure shown by area. */
  size: Type.Optional(columnOption),
  /** A column whose values have each a colour; from the ninth on they are Others. */
  series: Type.Optional(columnOption),
  /** Lines across at a value of y, its average or median. */
  reference: referenceOption,
  ...commonOptions,
});

function marks(input: ChartInput): readonly ChartMark[] {
  const { name, x, y, size } = scatterOptionsOf(input);
  return pointsOf(input).map((point) => ({
    datum: point.row,
    label: point.series === '' ? point.label : `${point.label} · ${point.series}`,
    selected: isChosen(input, point.row[name]),
    figures: [x, y[0], ...(size === undefined ? [] : [size])].map((column) => ({
      label: measureLabel(input, column),
      text: measureText(input, column, point.row[column]),
    })),
  }));
}

export const definition: ChartType = {
  id: 'scatter',
  label: { en: 'Scatter', 'zh-CN': '散点图', 'zh-TW': '散佈圖', es: 'Dispersión' },
  icon: 'chart-scatter',
  options,
  takes: { x: 'measure' },
  selects: (chosen) => (typeof chosen['name'] === 'string' ? chosen['name'] : undefined),
  compile: drawScatter,
  describe(input) {
    const { x, y } = scatterOptionsOf(input);
    const count = pointsOf(input).length;
    return say(input.locale, 'points', { x: labelOf(input, x), y: labelOf(input, y[0]), count });
  },
  marks,
  legend(input): readonly LegendEntry[] {
    const seen = new Map(pointsOf(input).map((point) => [point.series, point.colour]));
    return [...seen].filter(([label]) => label !== '').map(([label, colour]) => ({ label, colour, shape: 'block' }));
  },
  notes(input) {
    const { x, y } = scatterOptionsOf(input);
    const lost = lostRows(input);
    if (lost.length === 0) return [];
    const column = [x, y[0]].map((name) => labelOf(input, name)).join(' / ');
    return [say(input.locale, 'withoutPlace', { column, names: listNames(input.locale, lost) })];
  },
};
