/** A figure for each pair of two columns, as a grid whose cells are the darker the larger the figure. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { isChosen, labelOf, measureLabel, measureText } from '../../../../metadata/chart/category.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { listNames, say } from '../../../../metadata/chart/words.js';
import { closed } from '../../../../metadata/schema/common.js';
import { drawHeatmap, heatLegend, heatOptionsOf, planHeatmap } from './shared.js';

const options = closed({
  chart: Type.Literal('heatmap'),
  x: columnOption,
  /** The column whose values are the rows of the grid. */
  row: columnOption,
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  /** Figures in the cells, where they fit; true by default. */
  figures: Type.Optional(Type.Boolean()),
  ...commonOptions,
});

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y } = heatOptionsOf(input);
  return planHeatmap(input).cells.map((cell) => ({
    datum: cell.datum,
    label: `${cell.rowLabel} · ${cell.columnLabel}`,
    figures: [{ label: measureLabel(input, y[0]), text: measureText(input, y[0], cell.value) }],
    selected: isChosen(input, cell.datum[x]),
  }));
}

export const definition: ChartType = {
  id: 'heatmap',
  label: { en: 'Heat map', 'zh-CN': '热力图', 'zh-TW': '熱力圖', es: 'Mapa de calor' },
  icon: 'grid-3x3',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile: drawHeatmap,
  describe(input) {
    const { x, row, y } = heatOptionsOf(input);
    const cells = planHeatmap(input).cells.filter((cell) => cell.value !== null);
    const measure = labelOf(input, y[0]);
    const [best] = [...cells].sort((a, b) => b.value! - a.value!);
    if (!best) return say(input.locale, 'nothing', { measure });
    return say(input.locale, 'highest', {
      measure,
      x: `${labelOf(input, row)} × ${labelOf(input, x)}`,
      count: cells.length,
      label: `${best.rowLabel} · ${best.columnLabel}`,
      value: measureText(input, y[0], best.value),
    });
  },
  marks,
  legend: heatLegend,
  notes(input) {
    const { hidden, undated } = planHeatmap(input);
    return [
      ...(hidden.length === 0 ? [] : [say(input.locale, 'notDrawn', { names: listNames(input.locale, hidden) })]),
      ...(undated.length === 0
        ? []
        : [
            say(input.locale, 'withoutPlace', {
              column: labelOf(input, heatOptionsOf(input).x),
              names: listNames(input.locale, undated),
            }),
          ]),
    ];
  },
};
