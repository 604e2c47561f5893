/**
 * The drawing of columns and lines, from back to front: ground of the selected place, columns, lines with ring points, the
 * selected figure, and over all an unseen rectangle per place, so that the whole place can be pointed at and clicked.
 */
import type { ChartInput, ResultRow } from '../../../../metadata/contributions.js';
import { measureText, seriesColour } from '../../../../metadata/chart/category.js';
import { openPeriodLabel, periodLabel } from '../../../../metadata/chart/periods.js';
import { valueScale, type ValueScale } from '../../../../metadata/chart/scale.js';
import { frame } from '../../../../metadata/chart/theme.js';

/** One place of the x axis. */
interface Place {
  readonly row: ResultRow;
  readonly label: string;
  readonly chosen: boolean;
  readonly coloured: boolean;
  /** Its period is not over. */
  readonly open: boolean;
}
export interface ComboPlan {
  readonly x: string;
  readonly y: readonly string[];
  readonly line: readonly string[];
  readonly grain: string | undefined;
  readonly places: readonly Place[];
}
type Layer = Readonly<Record<string, unknown>>;

/** Pixels that a label of the x axis takes with its distance to the next. */
const labelWidth = 48;

export function drawCombo(input: ChartInput, plan: ComboPlan): Readonly<Record<string, unknown>> {
  const left = valueScale(measures(plan, plan.y));
  const x = axisX(input, plan);
  const columns = [...columnLayers(input, plan, x, left), ...chosenFigure(input, plan, x, left)];
  const lines = plan.line.length === 0 ? [] : lineLayers(input, plan, x);
  return {
    ...frame(input.theme, input.width, input.height),
    layer: [
      ...chosenGround(input, plan, x),
      { layer: columns },
      ...(lines.length === 0 ? [] : [{ layer: lines }]),
      {
        data: { values: plan.places.map((_, mark) => ({ mark, at: String(mark) })) },
        mark: { type: 'rect', fill: 'transparent', cursor: 'pointer' },
        encoding: { x },
      },
    ],
    resolve: { scale: { y: 'independent' } },
  };
}

const measures = ({ places }: ComboPlan, names: readonly string[]): readonly number[] =>
  places.flatMap(({ row }) => names.map((name) => row[name])).filter((value) => typeof value === 'number');

/** Labels thin out evenly where there is little room; a selected place always has its own. */
function axisX(input: ChartInput, plan: ComboPlan): Layer {
  const { places, grain, x } = plan;
  const room = Math.max(1, Math.floor((input.width - 88) / labelWidth));
  const every = Math.max(1, Math.ceil(places.length / room));
  const texts = places.map((place, index) => {
    if (index % every !== 0 && !place.chosen) return '';
    const start = String(place.row[x]);
    if (!grain) return place.label;
    return place.open && every === 1
      ? openPeriodLabel(start, grain, input.today ?? start, input.locale)
      : periodLabel(start, grain, input.locale, 'axis');
  });
  const chosen = `indexof(${JSON.stringify(places.flatMap((place, index) => (place.chosen ? [String(index)] : [])))}, datum.value) >= 0`;
  return {
    field: 'at',
    type: 'ordinal',
    sort: null,
    scale: { domain: places.map((_, index) => String(index)), padding: 0 },
    axis: {
      title: null,
      labelAngle: 0,
      labelOverlap: false,
      labelLimit: every === 1 ? Math.max(labelWidth, (input.width - 88) / Math.max(1, places.length)) : labelWidth * 2,
      labelExpr: `(${JSON.stringify(texts)})[toNumber(datum.value)]`,
      labelColor: { condition: { test: chosen, value: input.theme.text }, value: input.theme.axis },
      labelFontWeight: { condition: { test: chosen, value: 600 }, value: 400 },
    },
  };
}

function axisY(scale: ValueScale, orient: 'left' | 'right'): Layer {
  return {
    type: 'quantitative',
    scale: { domain: [...scale.domain], nice: false, zero: true },
    axis: {
      title: null,
      orient,
      values: [...scale.ticks],
      format: scale.format,
      // What SI calls giga, offices call a billion.
      labelExpr: "replace(datum.label, 'G', 'B')",
      grid: orient === 'left',
    },
  };
}

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
        y: { field: 'value', ...axisY(scale, 'left') },
        fill: { field: 'fill', type: 'nominal', scale: null },
        stroke: { field: 'stroke', type: 'nominal', scale: null },
        strokeDash: { condition: { test: 'datum.open', value: [3, 3] }, value: [1, 0] },
      },
    },
  ];
}

/** The figure of the first measure over a selected column, with a halo of the ground it stands on. */
function chosenFigure(input: ChartInput, plan: ComboPlan, x: Layer, scale: ValueScale): readonly Layer[] {
  const name = plan.y[0]!;
  const values = plan.places.flatMap((place, index) =>
    place.chosen
      ? [
          {
            at: String(index),
            mark: index,
            value: place.row[name] ?? 0,
            text: measureText(input, name, place.row[name]),
          },
        ]
      : [],
  );
  if (values.length === 0) return [];
  const encoding = { x, y: { field: 'value', ...axisY(scale, 'left') }, text: { field: 'text' } };
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

/** Lines rest at places without a value; the way into a period that is not over is dashed. */
function lineLayers(input: ChartInput, plan: ComboPlan, x: Layer): readonly Layer[] {
  const scale = valueScale(measures(plan, plan.line));
  const y = { field: 'value', ...axisY(scale, 'right') };
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
