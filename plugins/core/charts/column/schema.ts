/** Columns by place: side by side, stacked, or stacked to a hundred percent. Last year stands mute behind them. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { axisFrame, drawAxisChart, figureLayer, type AxisFrame } from '../../../../metadata/chart/axis-frame.js';
import type { Layer } from '../../../../metadata/chart/axis.js';
import { axisLegend, axisMarks, axisNotes, describeAxis } from '../../../../metadata/chart/axis-marks.js';
import { axisOptionsOf, planAxis, type AxisPlan } from '../../../../metadata/chart/axis-plan.js';
import { measureText } from '../../../../metadata/chart/category.js';
import { axisOptions } from '../../../../metadata/chart/options.js';
import { stackPlan } from '../../../../metadata/chart/stack.js';
import { textWidth } from '../../../../metadata/chart/text-width.js';
import { percent } from '../../../../metadata/chart/theme.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';

const options = closed({
  chart: Type.Literal('column'),
  ...axisOptions,
  /** Series beside each other (`none`), on each other, or as parts of a hundred percent. */
  stack: Type.Optional(oneOf(['none', 'sum', 'share'])),
});

/** One column, or one part of it. */
interface Part {
  readonly at: string;
  readonly mark: number;
  readonly column: string;
  readonly value: number;
  readonly base: number;
}

function partsOf(input: ChartInput, plan: AxisPlan): readonly Part[] {
  const { stack = 'none' } = axisOptionsOf(input);
  const stacks = stackPlan(plan, stack);
  return plan.places.flatMap((_, mark) =>
    plan.series.flatMap((__, index) => {
      const part = stacks[index]![mark];
      // A part of no size would leave its edge on the base line.
      return part && (stack === 'none' || part.start !== part.end)
        ? [{ at: String(mark), mark, column: String(index), value: part.end, base: part.start }]
        : [];
    }),
  );
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const plan = planAxis(input);
  const parts = partsOf(input, plan);
  const axes = axisFrame(
    input,
    plan,
    parts.flatMap((part) => [part.value, part.base]),
  );
  return drawAxisChart(input, plan, axes, {
    marks: [...compareLayer(input, plan, axes), columnLayer(input, plan, parts, axes)],
    figures: figures(input, plan, parts, axes),
  });
}

function compareLayer(input: ChartInput, plan: AxisPlan, { x, y }: AxisFrame): readonly Layer[] {
  const values = plan.places.flatMap(({ compare }, mark) =>
    compare === null ? [] : [{ at: String(mark), mark, value: compare }],
  );
  if (values.length === 0) return [];
  const mark = { type: 'bar', width: { band: 0.84 }, cornerRadiusEnd: 2, fill: input.theme.mute, fillOpacity: 0.55 };
  return [{ data: { values }, mark, encoding: { x, y } }];
}

function columnLayer(input: ChartInput, plan: AxisPlan, parts: readonly Part[], { x, y }: AxisFrame): Layer {
  const { theme } = input;
  const { stack = 'none', compare } = axisOptionsOf(input);
  const isGrouped = stack === 'none' && plan.series.length > 1;
  const values = parts.map((part) => {
    const place = plan.places[part.mark]!;
    const colour = place.gathered ? theme.axis : plan.series[Number(part.column)]!.colour;
    const fill = place.open ? (place.chosen ? theme.selected : theme.surface) : place.coloured ? colour : theme.mute;
    const edge = stack === 'none' ? 'transparent' : theme.surface;
    return { ...part, fill, stroke: place.open ? (place.coloured ? colour : theme.axis) : edge, open: place.open };
  });
  const width = isGrouped ? {} : { width: { band: compare === undefined ? 0.6 : 0.5 } };
  const offset = {
    field: 'column',
    sort: null,
    scale: { domain: plan.series.map((_, index) => String(index)), paddingInner: 0.12, paddingOuter: 0.6 },
  };
  return {
    data: { values },
    mark: { type: 'bar', strokeWidth: 1, ...(stack === 'none' ? { cornerRadiusEnd: 2 } : {}), ...width },
    encoding: {
      x,
      ...(isGrouped ? { xOffset: offset } : {}),
      y,
      y2: { field: 'base' },
      fill: { field: 'fill', type: 'nominal', scale: null },
      stroke: { field: 'stroke', type: 'nominal', scale: null },
      strokeDash: { condition: { test: 'datum.open', value: [3, 3] }, value: [1, 0] },
    },
  };
}

interface Top {
  readonly at: number;
  readonly value: number;
  readonly text: string;
}

/** Whether a figure wider than its place would lie on a higher column beside it. */
function isFree({ width }: ChartInput, tops: readonly Top[], places: number) {
  const slot = width / Math.max(1, places);
  const heights = new Map(tops.map(({ at, value }) => [at, value]));
  return ({ at, value, text }: Top): boolean =>
    textWidth(text) / 2 <= slot * 0.7 || [at - 1, at + 1].every((beside) => (heights.get(beside) ?? 0) <= value);
}

/** Over a single column its figure, over a stack the sum; parts of a hundred percent carry none. */
function figures(input: ChartInput, plan: AxisPlan, parts: readonly Part[], axes: AxisFrame): readonly Layer[] {
  const { y, stack = 'none' } = axisOptionsOf(input);
  if (stack === 'share' || (stack === 'none' && plan.series.length > 1)) return [];
  const tops = plan.places.flatMap((_, at) => {
    const own = parts.filter((part) => part.mark === at);
    if (own.length === 0) return [];
    const high = Math.max(...own.map((part) => part.value));
    const low = Math.min(...own.map((part) => part.value));
    const below = high <= 0 && low < 0;
    const total = own.reduce((all, part) => all + part.value - part.base, 0);
    return [
      {
        at,
        value: below ? low : high,
        text: measureText(input, y[0]!, own.length === 1 ? own[0]!.value : total),
        below,
      },
    ];
  });
  return figureLayer(input, tops.filter(isFree(input, tops, plan.places.length)), axes, plan.places.length);
}

export const definition: ChartType = {
  id: 'column',
  label: { en: 'Columns', 'zh-CN': '柱形图', 'zh-TW': '直條圖', es: 'Columnas' },
  icon: 'chart-column',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe: describeAxis,
  marks(input) {
    if (axisOptionsOf(input).stack !== 'share') return axisMarks(input);
    const plan = planAxis(input);
    const shares = stackPlan(plan, 'share');
    return axisMarks(input).map((mark, at) => ({
      ...mark,
      figures: mark.figures.map((figure, index) => {
        const part = shares[index]?.[at];
        return part ? { ...figure, text: `${figure.text} · ${percent(part.end - part.start, input.locale)}` } : figure;
      }),
    }));
  },
  legend: (input) => axisLegend(input, 'block'),
  notes: axisNotes,
};
