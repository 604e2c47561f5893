/** Points of a scatter chart and their drawing: two value axes named in words, larger points behind smaller ones. */
import type { ChartInput, ResultRow } from '../../../../metadata/contributions.js';
import { valueAxis, type Layer } from '../../../../metadata/chart/axis.js';
import { referenceName } from '../../../../metadata/chart/axis-frame.js';
import { middleOf } from '../../../../metadata/chart/axis-plan.js';
import {
  categoryText,
  keepsColour,
  measureLabel,
  measureText,
  needColumns,
  numberOf,
  seriesColour,
} from '../../../../metadata/chart/category.js';
import { ownColour } from '../../../../metadata/chart/pixels.js';
import { openScale } from '../../../../metadata/chart/scale.js';
import { frame } from '../../../../metadata/chart/theme.js';
import { say } from '../../../../metadata/chart/words.js';
import type { Label, Value } from '../../../../metadata/value.js';

interface ScatterOptions {
  readonly name: string;
  readonly x: string;
  readonly y: readonly [string];
  readonly size?: string;
  readonly series?: string;
  readonly reference?: readonly { readonly at: number | 'average' | 'median'; readonly label?: Label }[];
}
export const scatterOptionsOf = (input: ChartInput): ScatterOptions => input.options as unknown as ScatterOptions;

export interface Point {
  readonly row: ResultRow;
  readonly label: string;
  readonly series: string;
  readonly colour: string;
}
const MOST_SERIES = 8;
const hasPlace = ({ x, y }: ScatterOptions, row: ResultRow): boolean =>
  typeof row[x] === 'number' && typeof row[y[0]] === 'number';

/** Rows with both figures. */
export function pointsOf(input: ChartInput): readonly Point[] {
  const chosen = scatterOptionsOf(input);
  const { name, x, y, size, series } = chosen;
  needColumns(input, [name, x, y[0], size, series]);
  const rows = input.rows.filter((row) => hasPlace(chosen, row));
  const values = series === undefined ? [] : [...new Set(rows.map((row) => row[series] ?? null))];
  const own = values.length > MOST_SERIES ? values.slice(0, MOST_SERIES - 1) : values;
  const place = new Map<Value, number>(own.map((value, index) => [value, index]));
  return rows.map((row) => {
    const index = series === undefined ? 0 : place.get(row[series] ?? null);
    return {
      row,
      label: categoryText(input, name, row),
      series:
        series === undefined
          ? ''
          : index === undefined
            ? say(input.locale, 'others')
            : categoryText(input, series, row),
      colour: index === undefined ? input.theme.axis : seriesColour(input, index),
    };
  });
}

/** Names of rows that lack a figure. */
export function lostRows(input: ChartInput): readonly string[] {
  const chosen = scatterOptionsOf(input);
  return input.rows.filter((row) => !hasPlace(chosen, row)).map((row) => categoryText(input, chosen.name, row));
}

/** Areas of points in pixels, least and most. */
const AREA = [40, 900] as const;

export function drawScatter(input: ChartInput): Readonly<Record<string, unknown>> {
  const { name, x, y, size } = scatterOptionsOf(input);
  const { theme } = input;
  const points = pointsOf(input);
  const along = openScale(
    points.map(({ row }) => numberOf(row[x])),
    Math.max(3, Math.min(7, Math.floor(input.width / 90))),
  );
  const up = openScale(points.map(({ row }) => numberOf(row[y[0]])));
  const sizes = points.map(({ row }) => (size === undefined ? 0 : Math.max(0, numberOf(row[size]))));
  const largest = Math.max(...sizes, 0) || 1;
  const values = points
    .map(({ row, colour }, mark) => ({
      mark,
      along: row[x],
      value: row[y[0]],
      area: size === undefined ? 64 : AREA[0] + (AREA[1] - AREA[0]) * (sizes[mark]! / largest),
      fill: keepsColour(input, row[name]) ? colour : theme.mute,
    }))
    .sort((a, b) => b.area - a.area);
  const title = (text: string) => ({ title: text, titleColor: theme.axis, titleFontSize: 11, titleFontWeight: 400 });
  const axisX = valueAxis(input, along, { orient: 'bottom' });
  const axisY = valueAxis(input, up);
  const encodingX = {
    field: 'along',
    ...axisX,
    axis: { ...(axisX['axis'] as Layer), ...title(measureLabel(input, x)) },
  };
  const encodingY = {
    field: 'value',
    ...axisY,
    axis: {
      ...(axisY['axis'] as Layer),
      ...title(measureLabel(input, y[0])),
      titleAngle: 0,
      titleAlign: 'left',
      titleAnchor: 'end',
      titleX: 0,
      titleY: -10,
      titleBaseline: 'bottom',
    },
  };
  return {
    ...frame(theme, input.width, input.height),
    padding: { left: 0, top: 20, right: 14, bottom: 3 },
    layer: [
      ...referenceLayers(
        input,
        encodingY,
        values.map((each) => numberOf(each.value)),
      ),
      {
        data: { values },
        mark: {
          type: 'circle',
          fillOpacity: 0.78,
          stroke: theme.surface,
          strokeWidth: 1,
          opacity: 1,
          cursor: 'pointer',
        },
        encoding: {
          x: encodingX,
          y: encodingY,
          size: { field: 'area', type: 'quantitative', scale: null },
          fill: ownColour('fill'),
        },
      },
    ],
  };
}

function referenceLayers(input: ChartInput, y: Layer, values: readonly number[]): readonly Layer[] {
  const { y: [measure], reference = [] } = scatterOptionsOf(input); // prettier-ignore
  const { theme } = input;
  const [lowest, highest] = (y['scale'] as { readonly domain: readonly [number, number] }).domain;
  return reference.flatMap(({ at, label }) => {
    const value = typeof at === 'number' ? at : middleOf(values, at);
    if (value === null || value < lowest || value > highest) return [];
    const text = `${referenceName(input, at, label)} ${measureText(input, measure, value)}`.trim();
    const data = { values: [{ value, text }] };
    const look = { type: 'text', align: 'right', baseline: 'bottom', dx: -4, dy: -3, fill: theme.soft };
    return [
      { data, mark: { type: 'rule', stroke: theme.axis, strokeDash: [4, 3] }, encoding: { y } },
      { data, mark: look, encoding: { y, x: { value: 'width' }, text: { field: 'text' } } },
    ];
  });
}
