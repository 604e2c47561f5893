/** A key figure as a chart, for places that draw charts only: the figure, how it moved, and its course as a small line. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { columnOf, isChosen, labelOf, measureText, needColumns, unitOf } from '../../../../metadata/chart/category.js';
import { mixColours } from '../../../../metadata/chart/colour.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { periodLabel } from '../../../../metadata/chart/periods.js';
import { drawPixels, pixelChannels, textLayer } from '../../../../metadata/chart/pixels.js';
import { textWidth } from '../../../../metadata/chart/text-width.js';
import { percent } from '../../../../metadata/chart/theme.js';
import { closed } from '../../../../metadata/schema/common.js';
import { courseOf, figureOf, type Course } from '../../widgets/kpi/shared.js';

const options = closed({
  chart: Type.Literal('kpi'),
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  /** The figure is `y` divided by this column. */
  divide: Type.Optional(columnOption),
  /** A column of periods: the figure is that of the chosen one, else of the last that is over. Without it, of the first row. */
  x: Type.Optional(columnOption),
  /** A fall is good news: costs, open requests. */
  lessIsBetter: Type.Optional(Type.Boolean()),
  ...commonOptions,
});

interface KpiOptions {
  readonly y: readonly [string];
  readonly divide?: string;
  readonly x?: string;
  readonly lessIsBetter?: boolean;
}
const read = (input: ChartInput) => input.options as unknown as KpiOptions;

interface Reading {
  readonly value: number | null;
  readonly course: Course | undefined;
  readonly grain: string;
  /** `Jul: +5.5 %`, empty without a course. */
  readonly change: string;
  readonly tone: 'good' | 'bad' | 'soft';
}

function readKpi(input: ChartInput): Reading {
  const { y, divide, x, lessIsBetter = false } = read(input);
  needColumns(input, [y[0], divide, x]);
  if (x === undefined) {
    return { value: figureOf(input.rows[0], y[0], divide), course: undefined, grain: '', change: '', tone: 'soft' };
  }
  const { columns, rows, selected } = input;
  const course = courseOf({
    columns,
    rows,
    x,
    value: y[0],
    divide,
    chosen: selected[0],
    today: input.today ?? '9999-12-31',
  });
  const grain = columnOf(input, x)?.grain ?? '';
  const value = course.points[course.chosen ?? course.points.length - 1]?.value ?? null;
  const { change } = course;
  if (!change) return { value, course, grain, change: '', tone: 'soft' };
  const direction = Math.sign(change.difference);
  const name = (start: string) => periodLabel(start, grain, input.locale, 'axis');
  const moved =
    change.ratio === null
      ? measureText(input, y[0], change.difference)
      : percent(change.ratio, input.locale, Math.abs(change.ratio) < 1 ? 1 : 0);
  return {
    value,
    course,
    grain,
    change: `${direction > 0 ? '▴ +' : direction < 0 ? '▾ ' : ''}${moved} · ${name(change.before)} → ${name(change.period)}`,
    tone: direction === 0 ? 'soft' : direction > 0 !== lessIsBetter ? 'good' : 'bad',
  };
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { y } = read(input);
  const { theme, width, height } = input;
  const reading = readKpi(input);
  const text = measureText(input, y[0], reading.value);
  const unit = unitOf(input, y[0]) ?? '';
  const size = Math.max(14, Math.min(26, (width * 0.9) / textWidth(`${text} ${unit}`, 1)));
  const points = reading.course?.points ?? [];
  const line = points.length > 1 && height >= 90;
  const middle = line ? size * 0.7 : height / 2 - (reading.change ? 10 : 0);
  return drawPixels(input, [
    ...textLayer(input, [{ x: 0, y: middle, text, mark: 0 }], { align: 'left', fontSize: size, fontWeight: 600 }),
    ...textLayer(input, [{ x: textWidth(text, size) * 1.08 + 8, y: middle + size * 0.16, text: unit }], {
      align: 'left',
      fontSize: 13,
      fill: theme.axis,
    }),
    ...textLayer(input, [{ x: 0, y: middle + size * 0.5 + 14, text: reading.change }], {
      align: 'left',
      fontSize: 12,
      fill: theme[reading.tone],
    }),
    ...(line ? sparkLayers(input, reading, middle + size * 0.5 + 32) : []),
  ]);
}

function sparkLayers(input: ChartInput, { course }: Reading, top: number) {
  const { theme } = input;
  const points = course!.points;
  const values = points.map((point) => point.value ?? 0);
  const low = Math.min(0, ...values);
  const span = Math.max(...values) - low || 1;
  const bottom = input.height - 4;
  const placed = values.map((value, mark) => ({
    x: 3 + (mark * (input.width - 6)) / Math.max(1, points.length - 1),
    y: bottom - ((value - low) / span) * Math.max(8, bottom - top),
    y2: bottom,
    mark,
  }));
  const { x, y } = pixelChannels(input);
  const at = course!.chosen === undefined ? [] : [placed[course!.chosen]!];
  const data = { values: placed };
  return [
    {
      data,
      mark: { type: 'area', fill: mixColours(theme.series[0]!, theme.surface, 0.1) },
      encoding: { x, y, y2: { field: 'y2' } },
    },
    {
      data,
      mark: { type: 'line', stroke: theme.series[0], strokeWidth: 1.75, strokeJoin: 'round' },
      encoding: { x, y },
    },
    {
      data,
      mark: {
        type: 'point',
        filled: true,
        fill: theme.surface,
        fillOpacity: 0,
        strokeWidth: 0,
        size: 160,
        opacity: 1,
        cursor: 'pointer',
      },
      encoding: { x, y },
    },
    {
      data: { values: at },
      mark: { type: 'circle', fill: theme.series[0], stroke: theme.surface, strokeWidth: 1.5, size: 50, opacity: 1 },
      encoding: { x, y },
    },
  ];
}

function marks(input: ChartInput): readonly ChartMark[] {
  const { y, x } = read(input);
  const { value, course, grain } = readKpi(input);
  const label = labelOf(input, y[0]);
  if (!course || x === undefined) {
    return [
      {
        datum: input.rows[0] ?? {},
        label,
        selected: false,
        figures: [{ label, text: measureText(input, y[0], value) }],
      },
    ];
  }
  return course.points.map((point) => ({
    datum: input.rows.find((row) => row[x] === point.start) ?? { [x]: point.start },
    label: grain ? periodLabel(point.start, grain, input.locale, 'full') : point.start,
    selected: isChosen(input, point.start),
    figures: [{ label, text: measureText(input, y[0], point.value) }],
  }));
}

export const definition: ChartType = {
  id: 'kpi',
  label: { en: 'Key figure', 'zh-CN': '关键指标', 'zh-TW': '關鍵指標', es: 'Cifra clave' },
  icon: 'hash',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe(input) {
    const { y } = read(input);
    const { value, change } = readKpi(input);
    const unit = unitOf(input, y[0]);
    return `${labelOf(input, y[0])}: ${measureText(input, y[0], value)}${unit ? ` ${unit}` : ''}${change ? `, ${change}` : ''}`;
  },
  marks,
};
