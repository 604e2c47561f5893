/** One figure against its target: a ring that fills, a mark at the target, bands of judgement on its outer edge. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { labelOf, measureLabel, measureText, unitOf } from '../../../../metadata/chart/category.js';
import { columnOption, commonOptions, targetOption } from '../../../../metadata/chart/options.js';
import { closed, LabelSchema, oneOf } from '../../../../metadata/schema/common.js';
import { drawGauge, readGauge } from './shared.js';

const options = closed({
  chart: Type.Literal('gauge'),
  /** Column of the first row. */
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  target: targetOption,
  /** End of the ring; by default a little past target and figure. */
  max: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** From the start to each `to` in turn, in figures of the measure. */
  bands: Type.Optional(
    Type.Array(closed({ to: Type.Number(), tone: oneOf(['bad', 'warn', 'good']), label: Type.Optional(LabelSchema) }), {
      maxItems: 6,
    }),
  ),
  ...commonOptions,
});

function marks(input: ChartInput): readonly ChartMark[] {
  const { y, value, target, share, judgement, distance } = readGauge(input);
  const figures = [
    { label: measureLabel(input, y), text: measureText(input, y, value) },
    ...(target === null ? [] : [{ label: targetName(input), text: measureText(input, y, target) }]),
  ];
  const label = [share, judgement, distance].filter((each) => each !== '').join(' · ') || labelOf(input, y);
  return [{ datum: input.rows[0] ?? {}, label, figures, selected: false }];
}

const targetName = (input: ChartInput): string => readGauge(input).targetName;

export const definition: ChartType = {
  id: 'gauge',
  label: { en: 'Gauge', 'zh-CN': '仪表盘', 'zh-TW': '儀表板', es: 'Indicador' },
  icon: 'gauge',
  options,
  selects: () => undefined,
  compile: drawGauge,
  describe(input) {
    const { y, value, target, share, judgement, distance, goal } = readGauge(input);
    const unit = unitOf(input, y);
    const figure = target === null ? `${measureText(input, y, value)}${unit ? ` ${unit}` : ''}` : goal;
    return `${labelOf(input, y)}: ${[figure, share, judgement, distance].filter((each) => each !== '').join(', ')}`;
  },
  marks,
};
