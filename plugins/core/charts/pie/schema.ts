/** Shares of a whole as a ring with the total in its middle; after seven parts the rest is one part, "Others". */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType, ResultRow } from '../../../../metadata/contributions.js';
import {
  categoryText,
  isChosen,
  keepsColour,
  labelOf,
  unitOf,
  measureLabel,
  measureText,
  needAdditive,
  needColumns,
  numberOf,
  seriesColour,
} from '../../../../metadata/chart/category.js';
import { commonOptions } from '../../../../metadata/chart/options.js';
import { frame, percent, shortFigure } from '../../../../metadata/chart/theme.js';
import { sum } from '../../../../metadata/expression/decimal.js';
import { say } from '../../../../metadata/chart/words.js';

const options = Type.Object(
  {
    chart: Type.Literal('pie'),
    /** The column whose values are the parts. */
    x: Type.String({ maxLength: 60 }),
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 1 }),
    /** Parts before the rest is gathered, 7 by default. */
    parts: Type.Optional(Type.Integer({ minimum: 2, maximum: 7 })),
    ...commonOptions,
  },
  { additionalProperties: false },
);

interface PieOptions {
  readonly x: string;
  readonly y: readonly [string];
  readonly parts?: number;
}
const read = (input: ChartInput) => input.options as unknown as PieOptions;

/** One part of the ring, largest first. `row` is absent for the gathered rest. */
interface Part {
  readonly row: ResultRow | undefined;
  readonly label: string;
  readonly value: number;
  readonly share: number;
}

/** Parts have an area, so only positive figures are drawn. */
function partsOf(input: ChartInput): readonly Part[] {
  const { x, y, parts = 7 } = read(input);
  needColumns(input, [x, y[0]]);
  const sorted = [...input.rows]
    .filter((row) => numberOf(row[y[0]]) > 0)
    .sort((a, b) => numberOf(b[y[0]]) - numberOf(a[y[0]]));
  const shown = sorted.length > parts + 1 ? sorted.slice(0, parts) : sorted;
  const total = sum(sorted.map((row) => numberOf(row[y[0]]))) ?? 0;
  const listed: Part[] = shown.map((row) => {
    const value = numberOf(row[y[0]]);
    return { row, label: categoryText(input, x, row), value, share: value / total };
  });
  const rest = sum(sorted.slice(shown.length).map((row) => numberOf(row[y[0]]))) ?? 0;
  if (rest === 0) return listed;
  needAdditive(input, y[0]);
  return [...listed, { row: undefined, label: say(input.locale, 'others'), value: rest, share: rest / total }];
}

const isMute = (input: ChartInput, part: Part): boolean =>
  part.row === undefined ? input.selected.length > 0 : !keepsColour(input, part.row[read(input).x]);

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { y } = read(input);
  const parts = partsOf(input);
  const total = sum(parts.map((each) => each.value)) ?? 0;
  const radius = Math.max(30, Math.min(input.width, input.height) / 2 - 2);
  const unit = unitOf(input, y[0]);
  const middle = (text: string, look: Readonly<Record<string, unknown>>) => ({
    data: { values: [{ text }] },
    mark: { type: 'text', ...look },
    encoding: { text: { field: 'text' } },
  });
  return {
    ...frame(input.theme, input.width, input.height),
    layer: [
      {
        data: {
          values: parts.map((part, mark) => ({
            mark,
            value: part.value,
            fill: isMute(input, part) ? input.theme.mute : seriesColour(input, mark),
          })),
        },
        mark: {
          type: 'arc',
          innerRadius: radius * 0.68,
          outerRadius: radius,
          stroke: input.theme.surface,
          strokeWidth: 2,
          cursor: 'pointer',
        },
        encoding: {
          theta: { field: 'value', type: 'quantitative', stack: true, scale: { domain: [0, total || 1] } },
          order: { field: 'mark', type: 'quantitative' },
          fill: { field: 'fill', type: 'nominal', scale: null },
        },
      },
      middle(shortFigure(total, input.locale), {
        fontSize: Math.round(Math.min(20, radius * 0.3)),
        fontWeight: 600,
        dy: unit ? -8 : 0,
      }),
      ...(unit ? [middle(unit, { fill: input.theme.axis, dy: 12 })] : []),
    ],
  };
}

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y } = read(input);
  return partsOf(input).map((part, index) => ({
    datum: part.row ?? {},
    label: part.label,
    figures: [{ label: measureLabel(input, y[0]), text: measureText(input, y[0], part.value) }],
    selected: part.row !== undefined && isChosen(input, part.row[x]),
    colour: isMute(input, part) ? input.theme.mute : seriesColour(input, index),
    share: part.share,
    ...(part.row === undefined ? { gathered: true } : {}),
  }));
}

export const definition: ChartType = {
  id: 'pie',
  label: { en: 'Ring', 'zh-CN': '环形图', 'zh-TW': '環形圖', es: 'Anillo' },
  icon: 'chart-pie',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe(input) {
    const { x, y } = read(input);
    const parts = partsOf(input);
    const [largest] = parts;
    const measure = labelOf(input, y[0]);
    if (!largest) return say(input.locale, 'nothing', { measure });
    const value = percent(largest.share, input.locale);
    return say(input.locale, 'highest', {
      measure,
      x: labelOf(input, x),
      count: parts.length,
      label: largest.label,
      value,
    });
  },
  marks,
  listed: true,
};
