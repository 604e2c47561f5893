/**
 * The drawing of columns and lines, from back to front: ground of the selected place, columns, lines with ring points, the
 * selected figure, and over all an unseen rectangle per place, so that the whole place can be pointed at and clicked.
 */
import type { ChartInput, ResultRow } from '../../../../metadata/contributions.js';
import { placeAxis, valueAxis, type AxisPlace, type Layer } from '../../../../metadata/chart/axis.js';
import { measureText, seriesColour } from '../../../../metadata/chart/category.js';
import { pairedScales, valueScale, type ValueScale } from '../../../../metadata/chart/scale.js';
import { frame } from '../../../../metadata/chart/theme.js';

/** One place of the x axis. */
interface Place extends AxisPlace {
  readonly row: ResultRow;
  readonly coloured: boolean;
}
export interface ComboPlan {
  readonly y: readonly string[];
  readonly line: readonly string[];
  readonly grain: string | undefined;
  readonly places: readonly Place[];
}

interface Scales {
  readonly left: ValueScale;
  readonly right: ValueScale;
}

export function drawCombo(input: ChartInput, plan: ComboPlan): Readonly<Record<string, unknown>> {
  const [left, right] = scalesOf(plan);
  const x = placeAxis(input, plan.places, { grain: plan.grain, beside: 88 });
  const lines = plan.line.length === 0 ? [] : lineLayers(input, plan, x, right);
  const figure = chosenFigure(input, plan, x, { left, right });
  return {
    ...frame(input.theme, input.width, input.height),
    padding: { left: 0, top: 6, right: 0, bottom: 3 },
    layer: [
      ...chosenGround(input, plan, x),
      { layer: columnLayers(input, plan, x, left) },
      ...(lines.length === 0 ? [] : [{ layer: lines }]),
      ...(figure.length === 0 ? [] : [{ layer: figure }]),
      {
        data: { values: plan.places.map((_, mark) => ({ mark, at: String(mark) })) },
        mark: { type: 'rect', fill: input.theme.surface, fillOpacity: 0, cursor: 'pointer' },
        encoding: { x },
      },
    ],
    resolve: { scale: { y: 'independent' } },
  };
}

function scalesOf(plan: ComboPlan): readonly [ValueScale, ValueScale] {
  const [left, right] = [measures(plan, plan.y), measures(plan, plan.line)];
  return plan.line.length === 0 ? [valueScale(left), valueScale(right)] : pairedScales(left, right);
}

const measures = ({ places }: ComboPlan, names: readonly string[]): readonly number[] =>
  places.flatMap(({ row }) => names.map((name) => row[name])).filter((value) => typeof value === 'number');

function chosenGround(input: ChartInput, { places }: ComboPlan, x: Layer): readonly Layer[] {
  const values = places.flatMap((place, index) => (place.chosen ? [{ at: String(index), mark: index }] : []));
  if (values.length === 0) return [];
  const mark = { type: 'rect', width: { band: 0.92 }, cornerRadius: 4, fill: input.theme.selected };
  return [{ data: { values }, mark, encoding: { x } }];
}

function columnLayers(input: ChartInput, plan: ComboPlan, x: Layer, scale: ValueScale): readonly Layer[] {
  const { theme } = input;
  const values = plan.places.flatMap((place, index) =>
    plan.y.map((name, series) => {
      const colour = seriesColour(input, series);
      return {
        at: String(index),
        mark: index,
        column: name,
        value: place.row[name] ?? 0,
        fill: place.open ? (place.chosen ? theme.selected : theme.surface) : place.coloured ? colour : theme.mute,
        stroke: place.open ? (place.chosen ? colour : theme.axis) : 'transparent',
        open: place.open,
      };
    }),
  );
  const grouped = plan.y.length > 1;
  return [
    {
      data: { values },
      mark: { type: 'bar', cornerRadiusEnd: 2, strokeWidth: 1, ...(grouped ? {} : { width: { band: 0.6 } }) },
      encoding: {
        x,
        ...(grouped
          ? { xOffset: { field: 'column', sort: [...plan.y], scale: { paddingInner: 0.12, paddingOuter: 0.6 } } }
          : {}),
        y: { field: 'value', ...valueAxis(input, scale) },
        fill: { field: 'fill', type: 'nominal', scale: null },
        stroke: { field: 'stroke', type: 'nominal', scale: null },
        strokeDash: { condition: { test: 'datum.open', value: [3, 3] }, value: [1, 0] },
      },
    },
  ];
}

/**
 * The figure of the first measure over a selected column, with a halo of the ground it stands on; over a line's point
 * where that would lie in its way.
 */
function chosenFigure(input: ChartInput, plan: ComboPlan, x: Layer, scales: Scales): readonly Layer[] {
  const name = plan.y[0]!;
  const values = plan.places.flatMap((place, index) => {
    if (!place.chosen) return [];
    const value = freeHeight(input, plan, place, scales);
    return [{ at: String(index), mark: index, value, text: measureText(input, name, place.row[name]) }];
  });
  if (values.length === 0) return [];
  // Over the lines, so in a group of its own: the same scale again, without its axis.
  const y = { field: 'value', ...valueAxis(input, scales.left), axis: null };
  const encoding = { x, y, text: { field: 'text' } };
  const mark = { type: 'text', baseline: 'bottom', dy: -5, fontWeight: 600, fill: input.theme.text };
  const halo = {
    ...mark,
    fill: input.theme.selected,
    stroke: input.theme.selected,
    strokeWidth: 4,
    strokeJoin: 'round',
  };
  return [halo, mark].map((each) => ({ data: { values }, mark: each, encoding }));
}

/** Where the figure stands, in values of the left axis. */
function freeHeight(input: ChartInput, plan: ComboPlan, place: Place, { left, right }: Scales): number {
  const own = place.row[plan.y[0]!];
  const start = typeof own === 'number' ? Math.max(own, 0) : 0;
  // Height of the text and the ring in parts of the plot, which is about 40 pixels lower than the chart.
  const room = 26 / Math.max(40, input.height - 40);
  let at = start / left.domain[1];
  const points = plan.line
    .map((line) => place.row[line])
    .filter((value) => typeof value === 'number')
    .map((value) => value / right.domain[1])
    .sort((a, b) => a - b);
  for (const point of points) if (point > at - room / 4 && point < at + room) at = point + room / 5;
  return at * left.domain[1];
}

/** Lines rest at places without a value; the way into a period that is not over is dashed. */
function lineLayers(input: ChartInput, plan: ComboPlan, x: Layer, scale: ValueScale): readonly Layer[] {
  const y = { field: 'value', ...valueAxis(input, scale, { orient: 'right' }) };
  return plan.line.flatMap((name, index) => {
    const colour = seriesColour(input, plan.y.length + index);
    const points = plan.places.map((place, mark) => ({
      at: String(mark),
      mark,
      value: place.row[name] ?? null,
      chosen: place.chosen,
    }));
    const openAt = plan.places.findIndex((place) => place.open);
    const closed = openAt < 0 ? points : points.slice(0, openAt);
    const tail = openAt < 1 ? [] : points.slice(openAt - 1, openAt + 1);
    const stroke = {
      type: 'line',
      stroke: colour,
      strokeWidth: 2,
      strokeJoin: 'round',
      invalid: 'break-paths-show-domains',
    };
    return [
      { data: { values: closed }, mark: stroke, encoding: { x, y } },
      ...(tail.length === 0
        ? []
        : [{ data: { values: tail }, mark: { ...stroke, strokeDash: [3, 4] }, encoding: { x, y } }]),
      {
        data: { values: points.filter((point) => point.value !== null) },
        mark: { type: 'point', filled: false, fill: input.theme.surface, stroke: colour, strokeWidth: 2, opacity: 1 },
        encoding: { x, y, size: { condition: { test: 'datum.chosen', value: 64 }, value: 28 } },
      },
    ];
  });
}
