/** Areas by place: over each other, stacked, or stacked to a hundred percent. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { axisFrame, drawAxisChart, figureLayer, type AxisFrame } from '../../../../metadata/chart/axis-frame.js';
import type { Layer } from '../../../../metadata/chart/axis.js';
import { axisLegend, axisMarks, axisNotes, describeAxis } from '../../../../metadata/chart/axis-marks.js';
import { axisOptionsOf, planAxis, type AxisPlan, type Series } from '../../../../metadata/chart/axis-plan.js';
import { measureText } from '../../../../metadata/chart/category.js';
import { lineLayers } from '../../../../metadata/chart/lines.js';
import { axisOptions } from '../../../../metadata/chart/options.js';
import { stackPlan, type StackPart } from '../../../../metadata/chart/stack.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';

const options = closed({
  chart: Type.Literal('area'),
  ...axisOptions,
  /** Areas over each other (`none`), on each other, or as parts of a hundred percent. */
  stack: Type.Optional(oneOf(['none', 'sum', 'share'])),
});

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const plan = planAxis(input);
  const { stack = 'none' } = axisOptionsOf(input);
  const parts = stackPlan(plan, stack);
  const axes = axisFrame(
    input,
    plan,
    parts.flat().flatMap((part) => (part ? [part.start, part.end] : [])),
  );
  const before = plan.places.map((place) => place.compare);
  const tops = plan.places.flatMap((_, at) => {
    const ends = parts.map((own) => own[at]?.end).filter((end) => end !== undefined);
    return ends.length === 0
      ? []
      : [{ at, value: Math.max(...ends), text: measureText(input, plan.series[0]!.measure, Math.max(...ends)) }];
  });
  const isCompared = before.some((value) => value !== null);
  const earlier = { colour: input.theme.mute, values: before, mute: true };
  const hasFigures = stack === 'sum' || (stack === 'none' && plan.series.length === 1);
  return drawAxisChart(input, plan, axes, {
    marks: [
      ...(isCompared ? lineLayers(input, plan, earlier, axes) : []),
      ...plan.series.flatMap((series, index) => areaLayers(input, plan, series, parts[index]!, axes)),
    ],
    figures: hasFigures ? figureLayer(input, tops, axes, plan.places.length) : [],
  });
}

/** Ground and upper edge of one series; areas over each other are thin, so that those behind show through. */
function areaLayers(
  input: ChartInput,
  plan: AxisPlan,
  { colour }: Series,
  parts: readonly (StackPart | undefined)[],
  axes: AxisFrame,
): readonly Layer[] {
  const { stack = 'none' } = axisOptionsOf(input);
  const isStacked = stack !== 'none';
  const values = parts.map((part, mark) => ({
    at: String(mark),
    mark,
    value: part?.end ?? null,
    base: part?.start ?? null,
  }));
  const ground = {
    data: { values },
    mark: { type: 'area', fill: colour, fillOpacity: isStacked ? 0.72 : 0.14, invalid: 'break-paths-show-domains' },
    encoding: { x: axes.x, y: axes.y, y2: { field: 'base' } },
  };
  const edge = { colour, values: parts.map((part) => part?.end ?? null), mute: isStacked };
  return [ground, ...lineLayers(input, plan, edge, axes)];
}

export const definition: ChartType = {
  id: 'area',
  label: { en: 'Areas', 'zh-CN': '面积图', 'zh-TW': '面積圖', es: 'Áreas' },
  icon: 'chart-area',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe: describeAxis,
  marks: axisMarks,
  legend: (input) => axisLegend(input, 'block'),
  notes: axisNotes,
};
