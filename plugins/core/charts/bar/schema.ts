/** A ranking: place, name, horizontal bar and figure, the longest first. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType, ResultRow } from '../../../../metadata/contributions.js';
import {
  categoryText,
  isChosen,
  keepsColour,
  labelOf,
  labelsOption,
  unitsOption,
  measureLabel,
  measureText,
  numberOf,
  seriesColour,
} from '../../../../metadata/chart/category.js';
import { frame } from '../../../../metadata/chart/theme.js';

const options = Type.Object(
  {
    chart: Type.Literal('bar'),
    x: Type.String({ maxLength: 60 }),
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 1 }),
    /** Bars at most, 10 by default. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    labels: labelsOption,
    units: unitsOption,
  },
  { additionalProperties: false },
);

interface BarOptions {
  readonly x: string;
  readonly y: readonly [string];
  readonly limit?: number;
}
const read = (input: ChartInput) => input.options as unknown as BarOptions;

function ranked(input: ChartInput): readonly ResultRow[] {
  const { y, limit = 10 } = read(input);
  return [...input.rows].sort((a, b) => numberOf(b[y[0]]) - numberOf(a[y[0]])).slice(0, limit);
}

/** Pixels: a row at most, the figures at the end, where names begin. */
const rowHeight = 26;
const figureWidth = 64;
const nameStart = 24;

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x, y } = read(input);
  const { theme, width } = input;
  const rows = ranked(input);
  const height = Math.min(input.height, rows.length * rowHeight) || rowHeight;
  const barStart = Math.round(Math.min(206, width * 0.46));
  const longest = Math.max(0, ...rows.map((row) => numberOf(row[y[0]])));
  const values = rows.map((row, mark) => ({
    mark,
    place: String(mark + 1),
    label: categoryText(input, x, row),
    value: Math.max(0, numberOf(row[y[0]])),
    text: measureText(input, y[0], row[y[0]]),
    fill: keepsColour(input, row[x]) ? seriesColour(input, 0) : theme.mute,
  }));
  const place = {
    field: 'place',
    type: 'ordinal',
    sort: null,
    axis: null,
    scale: { domain: values.map((each) => each.place), range: [0, height], padding: 0 },
  };
  const end = {
    field: 'value',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, longest || 1], range: [barStart, Math.max(barStart + 8, width - figureWidth)], nice: false },
  };
  const text = (field: string, at: unknown, look: Readonly<Record<string, unknown>>) => ({
    mark: { type: 'text', baseline: 'middle', ...look },
    encoding: { y: place, x: at, text: { field } },
  });
  return {
    ...frame(theme, width, height),
    autosize: 'none',
    data: { values },
    layer: [
      text('place', { value: 12 }, { align: 'right', fill: theme.axis }),
      text(
        'label',
        { value: nameStart },
        { align: 'left', fontSize: 12, limit: barStart - nameStart - 12, ellipsis: '…' },
      ),
      {
        mark: { type: 'bar', height: { band: 0.52 }, cornerRadius: 2 },
        encoding: { y: place, x: end, x2: { datum: 0 }, fill: { field: 'fill', type: 'nominal', scale: null } },
      },
      text('text', end, { align: 'left', dx: 6, fill: theme.soft, fontSize: 11.5 }),
      {
        mark: { type: 'rect', fill: theme.surface, fillOpacity: 0, cursor: 'pointer' },
        encoding: { y: place, x: { value: 0 }, x2: { value: width } },
      },
    ],
  };
}

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y } = read(input);
  return ranked(input).map((row) => ({
    datum: row,
    label: categoryText(input, x, row),
    figures: [{ label: measureLabel(input, y[0]), text: measureText(input, y[0], row[y[0]]) }],
    selected: isChosen(input, row[x]),
  }));
}

export const definition: ChartType = {
  id: 'bar',
  label: { en: 'Ranking', 'zh-CN': '排名条形图', 'zh-TW': '排名橫條圖', es: 'Clasificación' },
  icon: 'chart-bar',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe(input) {
    const [first] = marks(input);
    const name = labelOf(input, read(input).y[0]);
    return first ? `${name}: ${first.label} ${first.figures[0]!.text}` : name;
  },
  marks,
};
