/** Steps of a funnel and their drawing: names at the left, bars around a middle line, what passed on at the right. */
import type { ChartInput, ResultRow } from '../../../../metadata/contributions.js';
import type { Layer } from '../../../../metadata/chart/axis.js';
import {
  categoryText,
  keepsColour,
  measureText,
  needAdditive,
  needColumns,
  numberOf,
  seriesColour,
} from '../../../../metadata/chart/category.js';
import { mixColours, readableOn } from '../../../../metadata/chart/colour.js';
import { boxLayer, drawPixels, pixelChannels, textLayer } from '../../../../metadata/chart/pixels.js';
import { cutText, textWidth } from '../../../../metadata/chart/text-width.js';
import { percent } from '../../../../metadata/chart/theme.js';
import { say } from '../../../../metadata/chart/words.js';

interface FunnelOptions {
  readonly x: string;
  readonly y: readonly [string];
  readonly cumulative?: boolean;
  readonly leave?: readonly string[];
}
export const funnelOptionsOf = (input: ChartInput): FunnelOptions => input.options as unknown as FunnelOptions;

export interface Step {
  readonly row: ResultRow;
  readonly label: string;
  /** Bars have no length below zero. */
  readonly value: number;
  /** By the step before, and by the first; null for the first itself and after a step of nothing. */
  readonly passed: number | null;
  readonly ofFirst: number | null;
  /** Where the least passed on; none when nothing is lost. */
  readonly weakest: boolean;
}

export function stepsOf(input: ChartInput): readonly Step[] {
  const { x, y, cumulative, leave = [] } = funnelOptionsOf(input);
  needColumns(input, [x, y[0]]);
  if (cumulative) needAdditive(input, y[0]);
  const rows = input.rows.filter((row) => !leave.includes(String(row[x])));
  const standing = rows.map((row) => Math.max(0, numberOf(row[y[0]])));
  const values = cumulative ? comeThrough(standing) : standing;
  const by = (value: number, before: number | undefined) => (before ? value / before : null);
  const passed = values.map((value, index) => by(value, values[index - 1]));
  const least = Math.min(1, ...passed.filter((each) => each !== null));
  const weakest = least < 1 ? passed.indexOf(least) : -1;
  return rows.map((row, index) => ({
    row,
    label: categoryText(input, x, row),
    value: values[index]!,
    passed: passed[index] ?? null,
    ofFirst: index === 0 ? null : by(values[index]!, values[0]),
    weakest: index === weakest,
  }));
}

/** Sums from the end: all that stand in a step or behind it. */
function comeThrough(standing: readonly number[]): readonly number[] {
  let sum = 0;
  return standing.map((_, index) => (sum += standing.at(-1 - index)!)).reverse();
}

/** Columns of the drawing, in pixels. */
interface Columns {
  readonly barStart: number;
  readonly barEnd: number;
  readonly passed: number;
  readonly ofFirst: number | undefined;
  readonly rowHeight: number;
  readonly top: number;
}

function columnsOf(input: ChartInput, steps: readonly Step[]): Columns {
  const { width, height } = input;
  const longest = Math.max(0, ...steps.map((step) => textWidth(step.label, 12)));
  const barStart = Math.min(longest + 14, width * 0.34);
  const passedWidth =
    Math.max(textWidth(say(input.locale, 'passedOn')), textWidth(`▾ 100 % ${say(input.locale, 'weak')}`)) + 8;
  const firstWidth = width >= 400 ? textWidth(say(input.locale, 'ofFirst')) + 14 : 0;
  const barEnd = Math.max(barStart + 20, width - passedWidth - firstWidth - 10);
  const top = 4;
  const rowHeight = Math.min(56, (height - top) / Math.max(1, steps.length));
  return { barStart, barEnd, passed: barEnd + 10, ofFirst: firstWidth > 0 ? width - 2 : undefined, rowHeight, top };
}

export function drawFunnel(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x, y } = funnelOptionsOf(input);
  const { theme } = input;
  const steps = stepsOf(input);
  const columns = columnsOf(input, steps);
  const { barStart, barEnd, rowHeight, top } = columns;
  const middle = (barStart + barEnd) / 2;
  const longest = Math.max(0, ...steps.map((step) => step.value)) || 1;
  const barHeight = rowHeight * 0.72;
  const bars = steps.map((step, mark) => {
    const half = Math.max(1, ((barEnd - barStart) / 2) * (step.value / longest));
    const y1 = top + mark * rowHeight;
    const fill = keepsColour(input, step.row[x]) ? seriesColour(input, 0) : theme.mute;
    return { mark, x: middle - half, x2: middle + half, y: y1, y2: y1 + barHeight, fill };
  });
  const inside = steps.map((step, mark) => {
    const bar = bars[mark]!;
    const text = measureText(input, y[0], step.value);
    const fits = textWidth(text, 12) + 8 <= bar.x2 - bar.x;
    const fill = fits ? readableOn(bar.fill, [theme.text, theme.surface]) : theme.text;
    const at = fits ? middle : bar.x2 + 6 + textWidth(text, 12) / 2;
    return { x: at, y: bar.y + barHeight / 2, text, fill, mark };
  });
  const rows = steps.map((_, mark) => ({
    mark,
    x: 0,
    x2: input.width,
    y: top + mark * rowHeight,
    y2: top + (mark + 1) * rowHeight,
    fill: theme.surface,
  }));
  return drawPixels(input, [
    ...slopes(input, bars),
    ...(bars.length === 0 ? [] : [boxLayer(input, bars, { cornerRadius: 2 })]),
    ...textLayer(input, inside, { fontWeight: 600, fontSize: 12 }),
    ...texts(input, steps, columns),
    ...(rows.length === 0 ? [] : [boxLayer(input, rows, { fillOpacity: 0 })]),
  ]);
}

interface Bar {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

/** From each bar to the next, so that the loss is seen as a slope. */
function slopes(input: ChartInput, bars: readonly Bar[]): readonly Layer[] {
  const values = bars.slice(1).flatMap((next, index) => {
    const bar = bars[index]!;
    return [
      { slope: index, x: bar.x, x2: bar.x2, y: bar.y2 },
      { slope: index, x: next.x, x2: next.x2, y: next.y },
    ];
  });
  if (values.length === 0) return [];
  const { x, y } = pixelChannels(input);
  const fill = mixColours(input.theme.series[0]!, input.theme.surface, 0.16);
  return [
    {
      data: { values },
      mark: { type: 'area', orient: 'horizontal', fill },
      encoding: { x, x2: { field: 'x2' }, y, detail: { field: 'slope', type: 'nominal' } },
    },
  ];
}

function texts(
  input: ChartInput,
  steps: readonly Step[],
  { barStart, passed, ofFirst, rowHeight, top }: Columns,
): readonly Layer[] {
  const { theme, locale } = input;
  const y = (mark: number) => top + mark * rowHeight + rowHeight * 0.36;
  const names = steps.map((step, mark) => ({ x: 0, y: y(mark), text: cutText(step.label, barStart - 10, 12), mark }));
  const shares = steps.map((step, mark) => {
    const share = step.passed === null ? (mark === 0 ? say(locale, 'passedOn') : '–') : percent(step.passed, locale);
    const text = step.weakest ? `▾ ${share} ${say(locale, 'weak')}` : share;
    return { x: passed, y: y(mark), text, fill: step.weakest ? theme.bad : mark === 0 ? theme.axis : theme.soft, mark };
  });
  const firsts = steps.map((step, mark) => ({
    x: ofFirst ?? 0,
    y: y(mark),
    text: mark === 0 ? say(locale, 'ofFirst') : step.ofFirst === null ? '–' : percent(step.ofFirst, locale),
    fill: mark === 0 ? theme.axis : theme.soft,
    mark,
  }));
  return [
    ...textLayer(input, names, { align: 'left', fontSize: 12 }),
    ...textLayer(
      input,
      shares.filter((_, mark) => !steps[mark]!.weakest),
      { align: 'left', fontSize: 11.5 },
    ),
    ...textLayer(
      input,
      shares.filter((_, mark) => steps[mark]!.weakest),
      { align: 'left', fontSize: 11.5, fontWeight: 600 },
    ),
    ...(ofFirst === undefined ? [] : textLayer(input, firsts, { align: 'right', fontSize: 11.5 })),
  ];
}
