/** Shares of a whole as a ring with the total in its middle; after seven parts the rest is one part, "Others". */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType, ResultRow } from '../../../../metadata/contributions.js';
import { categoryText, isSelected, labelOf, numberOf } from '../../../../metadata/chart/category.js';
import { figure, frame, shortFigure } from '../../../../metadata/chart/theme.js';
import { sum } from '../../../../metadata/expression/decimal.js';

const options = Type.Object(
  {
    chart: Type.Literal('pie'),
    /** The column whose values are the parts. */
    x: Type.String({ maxLength: 60 }),
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 1 }),
    /** Parts before the rest is gathered, 7 by default. */
    parts: Type.Optional(Type.Integer({ minimum: 2, maximum: 7 })),
  },
  { additionalProperties: false },
);

interface PieOptions {
  readonly x: string;
  readonly y: readonly [string];
  readonly parts?: number;
}
const read = (input: ChartInput) => input.options as unknown as PieOptions;
const others: Readonly<Record<string, string>> = { 'zh-CN': '其他', 'zh-TW': '其他', es: 'Otros' };

/** One part of the ring, largest first; also what the legend beside it lists. */
export interface Part {
  readonly key: ResultRow[string];
  readonly label: string;
  readonly value: number;
  readonly share: number;
  readonly colour: string;
  readonly selected: boolean;
}

export function partsOf(input: ChartInput): readonly Part[] {
  const { x, y, parts = 7 } = read(input);
  const sorted = [...input.rows]
    .filter((row) => numberOf(row[y[0]]) > 0)
    .sort((a, b) => numberOf(b[y[0]]) - numberOf(a[y[0]]));
  const shown = sorted.length > parts + 1 ? sorted.slice(0, parts) : sorted;
  const total = sum(sorted.map((row) => numberOf(row[y[0]]))) ?? 0;
  const part = (key: Part['key'], label: string, value: number, index: number, selected: boolean): Part => ({
    key,
    label,
    value,
    share: total === 0 ? 0 : value / total,
    colour: input.theme.series[index % input.theme.series.length] ?? input.theme.text,
    selected,
  });
  const listed = shown.map((row, index) =>
    part(row[x] ?? null, categoryText(input, x, row), numberOf(row[y[0]]), index, isSelected(input, row[x])),
  );
  const rest = sorted.slice(shown.length);
  if (rest.length === 0) return listed;
  const value = sum(rest.map((row) => numberOf(row[y[0]]))) ?? 0;
  return [...listed, part(undefined as never, others[input.locale] ?? 'Others', value, 7, input.selected.length === 0)];
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x } = read(input);
  const parts = partsOf(input);
  const total = sum(parts.map((each) => each.value)) ?? 0;
  const radius = Math.max(40, Math.min(input.width, input.height) / 2 - 4);
  return {
    ...frame(input.theme, input.width, input.height),
    data: {
      values: parts.map((each, index) => ({
        [x]: each.key ?? null,
        label: each.label,
        value: each.value,
        text: figure(each.value, input.locale),
        index,
        rest: each.key === undefined,
        fill: each.selected ? each.colour : input.theme.mute,
      })),
    },
    layer: [
      {
        mark: {
          type: 'arc',
          innerRadius: radius * 0.68,
          outerRadius: radius,
          stroke: input.theme.surface,
          strokeWidth: 2,
          cursor: 'pointer',
        },
        encoding: {
          theta: { field: 'value', type: 'quantitative', stack: true },
          order: { field: 'index', type: 'quantitative' },
          color: { field: 'fill', type: 'nominal', scale: null },
          tooltip: [
            { field: 'label', title: labelOf(input, x) },
            { field: 'text', title: labelOf(input, read(input).y[0]) },
          ],
        },
      },
      {
        data: { values: [{ text: shortFigure(total, input.locale) }] },
        mark: { type: 'text', fontSize: 20, fontWeight: 600, fill: input.theme.text },
        encoding: { text: { field: 'text' } },
      },
    ],
  };
}

export const definition: ChartType = {
  id: 'pie',
  label: { en: 'Ring', 'zh-CN': '环形图', 'zh-TW': '環形圖', es: 'Anillo' },
  icon: 'chart-pie',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe(input) {
    const [largest] = partsOf(input);
    const name = labelOf(input, read(input).y[0]);
    if (!largest) return name;
    const share = new Intl.NumberFormat(input.locale, { style: 'percent' }).format(largest.share);
    return `${name}: ${partsOf(input).length} × ${labelOf(input, read(input).x)}, max ${largest.label} ${share}`;
  },
};
