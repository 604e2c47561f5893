/** A ranking: place, name, horizontal bar and figure, the longest first. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType, ResultRow } from '../../../../metadata/contributions.js';
import {
  categoryText,
  isChosen,
  keepsColour,
  labelOf,
  measureLabel,
  measureText,
  needAdditive,
  needColumns,
  numberOf,
  seriesColour,
} from '../../../../metadata/chart/category.js';
import { commonOptions } from '../../../../metadata/chart/options.js';
import { sum } from '../../../../metadata/expression/decimal.js';
import type { Value } from '../../../../metadata/value.js';
import { say } from '../../../../metadata/chart/words.js';
import { textWidth } from '../../../../metadata/chart/text-width.js';
import { frame } from '../../../../metadata/chart/theme.js';

const options = Type.Object(
  {
    chart: Type.Literal('bar'),
    x: Type.String({ maxLength: 60 }),
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 1 }),
    /** Bars at most, 10 by default. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    /** The rest as one bar at the end; left out by default. */
    others: Type.Optional(Type.Boolean()),
    ...commonOptions,
  },
  { additionalProperties: false },
);

interface BarOptions {
  readonly x: string;
  readonly y: readonly [string];
  readonly limit?: number;
  readonly others?: boolean;
}
const read = (input: ChartInput) => input.options as unknown as BarOptions;

/** One bar; "Others" stands for the rest and has no row. */
interface Bar {
  readonly row: ResultRow | undefined;
  readonly label: string;
  readonly value: Value;
}

function ranked(input: ChartInput): readonly Bar[] {
  const { x, y: [y], limit = 10, others = false } = read(input); // prettier-ignore
  needColumns(input, [x, y]);
  const rows = [...input.rows].sort((a, b) => numberOf(b[y]) - numberOf(a[y]));
  const bars = rows.slice(0, limit).map((row) => ({ row, label: categoryText(input, x, row), value: row[y] ?? null }));
  const rest = rows.slice(limit);
  if (!others || rest.length === 0) return bars;
  needAdditive(input, y);
  const value = sum(rest.map((row) => numberOf(row[y])));
  return [...bars, { row: undefined, label: say(input.locale, 'others'), value }];
}

const fillOf = (input: ChartInput, { row }: Bar): string => {
  if (row === undefined) return input.selected.length > 0 ? input.theme.mute : input.theme.axis;
  return keepsColour(input, row[read(input).x]) ? seriesColour(input, 0) : input.theme.mute;
};

/** Pixels: a row at most, where names begin, the most that names take. */
const rowHeight = 26;
const nameStart = 24;
const mostName = 206;
/** Widths are estimated, and fonts differ. */
const SPARE = 1.12;

/** Names have the room they need, up to a little more than half; the figures at the end of the longest bar theirs. */
function columnsOf({ width }: ChartInput, names: readonly string[], figures: readonly string[]) {
  const widest = (texts: readonly string[], size: number) =>
    Math.max(0, ...texts.map((text) => textWidth(text, size))) * SPARE;
  const barStart = Math.round(Math.min(nameStart + Math.min(widest(names, 12), mostName) + 14, width * 0.56));
  return { barStart, barEnd: Math.max(barStart + 8, Math.floor(width - widest(figures, 12) - 8)) };
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { y } = read(input);
  const { theme, width } = input;
  const rows = ranked(input);
  const height = Math.min(input.height, rows.length * rowHeight) || rowHeight;
  const longest = Math.max(0, ...rows.map((bar) => numberOf(bar.value)));
  const values = rows.map((bar, mark) => ({
    mark,
    place: String(mark + 1),
    rank: bar.row === undefined ? '' : String(mark + 1),
    label: bar.label,
    value: Math.max(0, numberOf(bar.value)),
    text: measureText(input, y[0], bar.value),
    fill: fillOf(input, bar),
  }));
  const { barStart, barEnd } = columnsOf(
    input,
    values.map((each) => each.label),
    values.map((each) => each.text),
  );
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
    scale: { domain: [0, longest || 1], range: [barStart, barEnd], nice: false },
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
      text('rank', { value: 12 }, { align: 'right', fill: theme.axis }),
      text(
        'label',
        { value: nameStart },
        { align: 'left', fontSize: 12, limit: barStart - nameStart - 12, ellipsis: '…' },
      ),
      {
        mark: { type: 'bar', height: { band: 0.52 }, cornerRadius: 2 },
        encoding: { y: place, x: end, x2: { datum: 0 }, fill: { field: 'fill', type: 'nominal', scale: null } },
      },
      text('text', end, { align: 'left', dx: 6, fill: theme.soft, fontSize: 12 }),
      {
        mark: { type: 'rect', fill: theme.surface, fillOpacity: 0, cursor: 'pointer' },
        encoding: { y: place, x: { value: 0 }, x2: { value: width } },
      },
    ],
  };
}

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y } = read(input);
  return ranked(input).map((bar) => ({
    datum: bar.row ?? {},
    label: bar.label,
    figures: [{ label: measureLabel(input, y[0]), text: measureText(input, y[0], bar.value) }],
    selected: bar.row !== undefined && isChosen(input, bar.row[x]),
    ...(bar.row === undefined ? { gathered: true } : {}),
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
    const { x, y } = read(input);
    const all = marks(input);
    const [first] = all;
    const measure = labelOf(input, y[0]);
    if (!first) return say(input.locale, 'nothing', { measure });
    const { label, figures } = first;
    const value = figures[0]!.text;
    return say(input.locale, 'highest', { measure, x: labelOf(input, x), count: all.length, label, value });
  },
  marks,
};
