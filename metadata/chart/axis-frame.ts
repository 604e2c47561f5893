/**
 * What charts with places draw around their marks, from back to front: the ground of what is selected, the marks, lines of
 * targets and references, figures, and over all an unseen rectangle per place that can be pointed at and clicked.
 */
import type { ChartInput } from '../contributions.js';
import { labelText, type Label } from '../value.js';
import { placeAxis, valueAxis, type Layer } from './axis.js';
import { axisOptionsOf, middleOf, placeTotal, type AxisPlan } from './axis-plan.js';
import { columnOf, formatOf, measureText } from './category.js';
import { languageOf } from './language.js';
import { valueScale, type ValueScale } from './scale.js';
import { textWidth } from './text-width.js';
import { frame } from './theme.js';
import { say } from './words.js';

/** Pixels of the value axis and of the labels below, as estimated before Vega lays them out. */
const AXIS_WIDTH = 44;
const AXIS_HEIGHT = 34;

export interface AxisFrame {
  readonly x: Layer;
  readonly y: Layer;
  readonly scale: ValueScale;
}

/** Axes and scale of a plan; `heights` are the ends of what is drawn, in values. */
export function axisFrame(input: ChartInput, plan: AxisPlan, heights: readonly number[]): AxisFrame {
  const share = axisOptionsOf(input).stack === 'share';
  const lines = crossLines(input, plan).map((line) => line.value);
  const beside = plan.places.flatMap(({ compare, target }) => [compare, target]).filter((each) => each !== null);
  const scale = share
    ? { domain: [0, 1] as const, ticks: [0, 0.25, 0.5, 0.75, 1] }
    : valueScale([...heights, ...lines, ...beside]);
  const isShare = share || (formatOf(input).style ?? (areShares(input, plan) ? 'percent' : 'full')) === 'percent';
  return {
    x: placeAxis(input, plan.places, { grain: plan.grain, beside: AXIS_WIDTH }),
    y: { field: 'value', ...valueAxis(input, scale, { share: isShare }) },
    scale,
  };
}

const areShares = (input: ChartInput, { series }: AxisPlan): boolean =>
  series.every(({ measure }) => columnOf(input, measure)?.percent === true);

export function drawAxisChart(
  input: ChartInput,
  plan: AxisPlan,
  axes: AxisFrame,
  { marks, figures = [] }: { readonly marks: readonly Layer[]; readonly figures?: readonly Layer[] },
): Readonly<Record<string, unknown>> {
  const { theme } = input;
  const chosen = plan.places.flatMap((place, mark) => (place.chosen ? [{ at: String(mark), mark }] : []));
  return {
    ...frame(theme, input.width, input.height),
    padding: { left: 0, top: 6, right: 0, bottom: 3 },
    layer: [
      ...(chosen.length === 0
        ? []
        : [
            {
              data: { values: chosen },
              mark: { type: 'rect', width: { band: 0.92 }, cornerRadius: 4, fill: theme.selected },
              encoding: { x: axes.x },
            },
          ]),
      ...marks,
      ...targetTicks(input, plan, axes),
      ...lineLayers(input, plan, axes),
      ...figures,
      {
        data: { values: plan.places.map((_, mark) => ({ mark, at: String(mark) })) },
        mark: { type: 'rect', fill: theme.surface, fillOpacity: 0, cursor: 'pointer' },
        encoding: { x: axes.x },
      },
    ],
  };
}

/** A target per place: a short line over its column. */
function targetTicks(input: ChartInput, plan: AxisPlan, { x, y }: AxisFrame): readonly Layer[] {
  const values = plan.places.flatMap(({ target }, mark) =>
    target === null ? [] : [{ at: String(mark), mark, value: target }],
  );
  if (values.length === 0) return [];
  const mark = {
    type: 'tick',
    orient: 'horizontal',
    thickness: 2,
    width: { band: 0.78 },
    color: input.theme.text,
    opacity: 1,
  };
  return [{ data: { values }, mark, encoding: { x, y } }];
}

interface CrossLine {
  readonly value: number;
  readonly text: string;
  readonly isTarget: boolean;
}

/** References speak of what is drawn: sums where series stand on each other, else the figure of every mark. */
function crossLines(input: ChartInput, plan: AxisPlan): readonly CrossLine[] {
  const { y, target, reference = [], stack } = axisOptionsOf(input);
  if (stack === 'share') return [];
  const measure = y[0]!;
  const drawn =
    stack === 'sum'
      ? plan.places.map((_, at) => placeTotal(input, plan, at))
      : plan.series.flatMap((each) => each.values);
  const figures = drawn.filter((value) => value !== null);
  const lines = reference.flatMap(({ at, label }): CrossLine[] => {
    const value = typeof at === 'number' ? at : middleOf(figures, at);
    if (value === null) return [];
    return [
      {
        value,
        text: `${referenceName(input, at, label)} ${measureText(input, measure, value)}`.trim(),
        isTarget: false,
      },
    ];
  });
  if (typeof target !== 'number') return lines;
  const text = `${say(input.locale, 'target')} ${measureText(input, measure, target)}`;
  return [{ value: target, text, isTarget: true }, ...lines];
}

/** A line's own label, else what it is. */
export function referenceName(input: ChartInput, at: number | 'average' | 'median', label: Label | undefined): string {
  if (label !== undefined) return labelText(label, languageOf(input.locale));
  return typeof at === 'number' ? '' : say(input.locale, at);
}

/** Targets are whole lines, references dashed; texts stand at the end that is free, beside each other where lines are close. */
function lineLayers(input: ChartInput, plan: AxisPlan, { y, scale }: AxisFrame): readonly Layer[] {
  const { theme } = input;
  const [from, to] = scale.domain;
  const height = Math.max(20, input.height - AXIS_HEIGHT);
  const placed: { at: number; side: string; end: number }[] = [];
  const layers = crossLines(input, plan).map((line) => {
    const at = ((to - line.value) / (to - from)) * height;
    const side = freeSide(plan, line.value, (to - from) / height);
    const beside = placed.filter((other) => other.side === side && Math.abs(other.at - at) < 14);
    const end = Math.max(0, ...beside.map((other) => other.end));
    placed.push({ at, side, end: end + textWidth(line.text) + 12 });
    const data = { values: [{ value: line.value, text: line.text }] };
    const stroke = line.isTarget
      ? { stroke: theme.text, strokeWidth: 1.5 }
      : { stroke: theme.axis, strokeDash: [4, 3] };
    const isHigh = at < 14;
    const text = {
      type: 'text',
      align: side,
      baseline: isHigh ? 'top' : 'bottom',
      dx: side === 'right' ? -4 - end : 4 + end,
      dy: isHigh ? 4 : -3,
      fill: theme.soft,
    };
    const halo = { ...text, fill: theme.surface, stroke: theme.surface, strokeWidth: 4, strokeJoin: 'round' };
    const x = { value: side === 'right' ? 'width' : 0 };
    return {
      rule: { data, mark: { type: 'rule', ...stroke }, encoding: { y } },
      texts: [halo, text].map((mark) => ({ data, mark, encoding: { x, y, text: { field: 'text' } } })),
    };
  });
  // Texts over all lines: no line strikes through the words of another.
  return [...layers.map(({ rule }) => rule), ...layers.flatMap(({ texts }) => texts)];
}

/** The right end, unless marks there stand in the text's way and those at the left do not. */
function freeSide(plan: AxisPlan, value: number, perPixel: number): 'left' | 'right' {
  const width = Math.ceil(plan.places.length / 3);
  const totals = plan.places.map((_, at) => Math.max(0, ...plan.series.map((each) => each.values[at] ?? 0)));
  const isInWay = (highs: readonly number[]) => highs.some((high) => high > value - 16 * perPixel);
  return isInWay(totals.slice(-width)) && !isInWay(totals.slice(0, width)) ? 'left' : 'right';
}

/** Figures beside marks thin out evenly where they would run into each other. */
export function figureLayer(
  input: ChartInput,
  figures: readonly { readonly at: number; readonly value: number; readonly text: string; readonly below?: boolean }[],
  { x, y }: AxisFrame,
  places: number,
): readonly Layer[] {
  if (!axisOptionsOf(input).figures || figures.length === 0) return [];
  const widest = Math.max(...figures.map((each) => textWidth(each.text))) + 4;
  const every = Math.max(1, Math.ceil((widest * places) / Math.max(1, input.width - AXIS_WIDTH)));
  // Those at the ends would run out of the plot.
  const isEnd = (at: number) => at === 0 || at === places - 1;
  const shown = figures.filter(({ at }) => every === 1 || (at % every === 0 && !isEnd(at)));
  const encoding = { x, y, text: { field: 'text' } };
  return [false, true].flatMap((below) => {
    const values = shown
      .filter((each) => (each.below ?? false) === below)
      .map(({ at, value, text }) => ({ at: String(at), mark: at, value, text }));
    if (values.length === 0) return [];
    const mark = { type: 'text', baseline: below ? 'top' : 'bottom', dy: below ? 6 : -5, fill: input.theme.soft };
    const halo = {
      ...mark,
      fill: input.theme.surface,
      stroke: input.theme.surface,
      strokeWidth: 3,
      strokeJoin: 'round',
    };
    return [halo, mark].map((each) => ({ data: { values }, mark: each, encoding }));
  });
}
