/** A ranking: horizontal bars with place, name and figure, the longest first. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { categoryText, isSelected, labelOf, numberOf } from '../../../../metadata/chart/category.js';
import { figure, frame } from '../../../../metadata/chart/theme.js';

const options = Type.Object(
  {
    chart: Type.Literal('bar'),
    x: Type.String({ maxLength: 60 }),
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 1 }),
    /** Bars at most, 10 by default. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  },
  { additionalProperties: false },
);

interface BarOptions {
  readonly x: string;
  readonly y: readonly [string];
  readonly limit?: number;
}
const read = (input: ChartInput) => input.options as unknown as BarOptions;

function ranked(input: ChartInput) {
  const { x, y, limit = 10 } = read(input);
  return [...input.rows]
    .sort((a, b) => numberOf(b[y[0]]) - numberOf(a[y[0]]))
    .slice(0, limit)
    .map((row, index) => ({
      [x]: row[x] ?? null,
      place: index + 1,
      label: categoryText(input, x, row),
      value: numberOf(row[y[0]]),
      text: figure(row[y[0]], input.locale),
      selected: isSelected(input, row[x]),
    }));
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x } = read(input);
  const rows = ranked(input);
  const names = Object.fromEntries(rows.map((row) => [String(row.place), row.label]));
  const place = {
    field: 'place',
    type: 'ordinal',
    sort: null,
    axis: {
      title: null,
      domain: false,
      labelAlign: 'left',
      labelPadding: Math.min(190, Math.round(input.width * 0.42)),
      labelLimit: Math.min(180, Math.round(input.width * 0.4)),
      labelFontSize: 12,
      labelColor: input.theme.text,
      labelExpr: `datum.value + '   ' + (${JSON.stringify(names)})[datum.value]`,
    },
    scale: { paddingInner: 0.5, paddingOuter: 0.25 },
  };
  const longest = Math.max(0, ...rows.map((row) => row.value));
  const scale = { domain: [0, longest * 1.28 || 1] };
  return {
    ...frame(input.theme, input.width, input.height),
    data: { values: rows },
    encoding: { y: place, x: { field: 'value', type: 'quantitative', axis: null, scale } },
    layer: [
      {
        mark: { type: 'bar', cursor: 'pointer' },
        encoding: {
          color: {
            condition: { test: 'datum.selected', value: input.theme.series[0] ?? input.theme.text },
            value: input.theme.mute,
          },
          tooltip: [
            { field: 'label', title: labelOf(input, x) },
            { field: 'text', title: labelOf(input, read(input).y[0]) },
          ],
        },
      },
      {
        mark: { type: 'text', align: 'left', dx: 8, fontSize: 12, fill: input.theme.text },
        encoding: { text: { field: 'text' } },
      },
    ],
  };
}

export const definition: ChartType = {
  id: 'bar',
  label: { en: 'Ranking', 'zh-CN': '排名条形图', 'zh-TW': '排名橫條圖', es: 'Clasificación' },
  icon: 'chart-bar',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe(input) {
    const [first] = ranked(input);
    const name = labelOf(input, read(input).y[0]);
    return first ? `${name}: ${first.label} ${first.text}` : name;
  },
};
