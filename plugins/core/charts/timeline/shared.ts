/** Lines and bars of a timeline: days to pixels, a calendar above, today as a line. */
import type { ChartInput, ResultRow } from '../../../../metadata/contributions.js';
import { categoryText, isChosen, keepsColour, needColumns, seriesColour } from '../../../../metadata/chart/category.js';
import { endOfPeriod, isWithin, nextPeriod, periodLabel } from '../../../../metadata/chart/periods.js';
import {
  boxLayer,
  drawPixels,
  ownColour,
  pixelChannels,
  ruleLayer,
  textLayer,
} from '../../../../metadata/chart/pixels.js';
import { cutText, textWidth } from '../../../../metadata/chart/text-width.js';
import { say } from '../../../../metadata/chart/words.js';
import type { Grain } from '../../../../metadata/schema/query.js';
import type { Value } from '../../../../metadata/value.js';

interface TimelineOptions {
  readonly x: string;
  readonly from: string;
  readonly to: string;
  readonly series?: string;
}
export const timelineOptionsOf = (input: ChartInput): TimelineOptions => input.options as unknown as TimelineOptions;

export interface Bar {
  readonly row: ResultRow;
  readonly label: string;
  readonly series: string;
  readonly colour: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
  /** Without an end. */
  readonly open: boolean;
}
export interface TimelinePlan {
  readonly lines: readonly { readonly label: string; readonly value: Value }[];
  readonly bars: readonly Bar[];
  /** First and last day. */
  readonly start: string;
  readonly end: string;
  readonly hidden: readonly string[];
  readonly undated: readonly string[];
}

const HEAD = 22;
const LEAST = 16;
const MOST_SERIES = 8;
const dayOf = (value: Value | undefined): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : undefined;

export function planTimeline(input: ChartInput): TimelinePlan {
  const { x, from, to, series } = timelineOptionsOf(input);
  needColumns(input, [x, from, to, series]);
  const dated = input.rows.filter((row) => dayOf(row[from]) !== undefined);
  const undated = input.rows.filter((row) => dayOf(row[from]) === undefined).map((row) => categoryText(input, x, row));
  const names = new Map<Value, string>();
  for (const row of dated) if (!names.has(row[x] ?? null)) names.set(row[x] ?? null, categoryText(input, x, row));
  const room = input.height === 0 ? names.size : Math.max(1, Math.floor((input.height - HEAD) / LEAST));
  const kept = [...names].slice(0, room);
  const place = new Map(kept.map(([value], index) => [value, index]));
  const colours = series === undefined ? [] : [...new Set(dated.map((row) => row[series] ?? null))];
  const own = colours.length > MOST_SERIES ? colours.slice(0, MOST_SERIES - 1) : colours;
  const latest =
    dated
      .flatMap((row) => [dayOf(row[from])!, dayOf(row[to]) ?? ''])
      .sort()
      .at(-1) ?? '';
  const bars = dated.flatMap((row): Bar[] => {
    const line = place.get(row[x] ?? null);
    if (line === undefined) return [];
    const start = dayOf(row[from])!;
    const stated = dayOf(row[to]);
    const rest = input.today !== undefined && input.today > start ? input.today : latest;
    const at = series === undefined ? 0 : own.indexOf(row[series] ?? null);
    return [
      {
        row,
        line,
        label: categoryText(input, x, row),
        series: series === undefined ? '' : at < 0 ? say(input.locale, 'others') : categoryText(input, series, row),
        colour: at < 0 ? input.theme.axis : seriesColour(input, at),
        from: start,
        to: stated === undefined || stated < start ? (stated === undefined ? rest : start) : stated,
        open: stated === undefined,
      },
    ];
  });
  const days = bars.flatMap((bar) => [bar.from, bar.to]).sort();
  const lines = kept.map(([value, label]) => ({ value, label }));
  return {
    lines,
    bars,
    start: days[0] ?? '',
    end: days.at(-1) ?? '',
    hidden: [...names].slice(room).map(([, label]) => label),
    undated,
  };
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Starts of periods in the span, in the finest grain whose labels fit. */
function calendar(input: ChartInput, { start, end }: TimelinePlan, room: number) {
  const days = dayNumber(end) - dayNumber(start) + 1;
  const widths: readonly (readonly [Grain, number])[] = [['day', 1], ['week', 7], ['month', 30.4], ['quarter', 91.3], ['year', 365.2]]; // prettier-ignore
  const [grain] = widths.find(([, length]) => (days / length) * 46 <= room) ?? widths.at(-1)!;
  const ticks: { at: string; label: string }[] = [];
  const first = periodStart(start, grain);
  for (let at = first; at <= end && ticks.length < 400; at = nextPeriod(at, grain)) {
    if (at >= start) ticks.push({ at, label: periodLabel(at, grain, input.locale, 'axis') });
  }
  const every = Math.max(1, Math.ceil((ticks.length * 46) / Math.max(46, room)));
  return ticks.filter((_, index) => index % every === 0);
}

/** The period that a day lies in; weeks begin on Monday. */
function periodStart(day: string, grain: Grain): string {
  if (grain === 'day') return day;
  if (grain === 'year') return `${day.slice(0, 4)}-01-01`;
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  let at = grain === 'quarter' ? `${day.slice(0, 4)}-01-01` : mondayOf(day);
  while (!isWithin(day, at, grain)) at = nextPeriod(at, grain);
  return at;
}

function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return new Date((dayNumber(day) - weekday) * 86_400_000).toISOString().slice(0, 10);
}

export function drawTimeline(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x } = timelineOptionsOf(input);
  const { theme } = input;
  const plan = planTimeline(input);
  if (plan.bars.length === 0) return drawPixels(input, []);
  const longest = Math.max(0, ...plan.lines.map((line) => textWidth(line.label, 12)));
  const left = Math.min(longest * 1.08 + 14, input.width * 0.42);
  const width = input.width - left - 8;
  const height = Math.min(34, (input.height - HEAD) / plan.lines.length);
  const [from, until] = [dayNumber(plan.start), dayNumber(plan.end) + 1];
  const at = (day: string, after = 0) => left + ((dayNumber(day) + after - from) / (until - from)) * width;
  const top = (line: number) => HEAD + line * height;
  const bottom = top(plan.lines.length);
  const ticks = calendar(input, plan, width);
  const bars = plan.bars.map((bar, mark) => {
    const fill = keepsColour(input, bar.row[x]) ? bar.colour : theme.mute;
    return {
      mark,
      x: at(bar.from),
      x2: Math.max(at(bar.to, 1), at(bar.from) + 3),
      y: top(bar.line) + height * 0.2,
      y2: top(bar.line) + height * 0.8,
      fill: bar.open ? theme.surface : fill,
      stroke: fill,
    };
  });
  const isToday = input.today !== undefined && input.today >= plan.start && input.today <= endOfPeriod(plan.end, 'day');
  const { x: channelX, y: channelY } = pixelChannels(input);
  const box = (values: readonly object[], look: object) => ({
    data: { values },
    mark: { type: 'rect', cornerRadius: 3, cursor: 'pointer', ...look },
    encoding: {
      x: channelX,
      x2: { field: 'x2' },
      y: channelY,
      y2: { field: 'y2' },
      fill: ownColour('fill'),
      stroke: ownColour('stroke'),
    },
  });
  const chosen = plan.lines.flatMap((line, index) =>
    isChosen(input, line.value)
      ? [{ x: 0, x2: input.width, y: top(index), y2: top(index + 1), fill: theme.selected }]
      : [],
  );
  return drawPixels(input, [
    ...(chosen.length === 0 ? [] : [boxLayer(input, chosen, { cornerRadius: 4 })]),
    ...ruleLayer(
      input,
      ticks.map((tick) => ({ x: at(tick.at), x2: at(tick.at), y: HEAD - 2, y2: bottom })),
      { stroke: theme.grid },
    ),
    ...textLayer(
      input,
      ticks.map((tick) => ({
        x: at(tick.at),
        y: 9,
        text: at(tick.at) + textWidth(tick.label) > input.width ? '' : tick.label,
      })),
      { align: 'left', fill: theme.axis },
    ),
    ...textLayer(
      input,
      plan.lines.map((line, index) => ({ x: 0, y: top(index) + height / 2, text: cutText(line.label, left - 12, 12) })),
      { align: 'left', fontSize: 12 },
    ),
    ...(isToday
      ? ruleLayer(input, [{ x: at(input.today!), x2: at(input.today!), y: HEAD - 2, y2: bottom }], {
          stroke: theme.text,
          strokeDash: [3, 3],
        })
      : []),
    box(
      bars.filter((_, mark) => !plan.bars[mark]!.open),
      { strokeWidth: 0 },
    ),
    box(
      bars.filter((_, mark) => plan.bars[mark]!.open),
      { strokeWidth: 1.5, strokeDash: [4, 3] },
    ),
  ]);
}
