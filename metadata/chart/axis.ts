/** Axes of charts with places: a time or category axis below, value axes at the sides, their labels in the reader's way. */
import type { ChartInput } from '../contributions.js';
import { openPeriodLabel, periodLabel } from './periods.js';
import type { ValueScale } from './scale.js';
import { textWidth, wrapText } from './text-width.js';
import { percent, tickTexts } from './theme.js';

export type Layer = Readonly<Record<string, unknown>>;

/** What the axis must know of a place. */
export interface AxisPlace {
  /** Start of the period, where the axis has a grain. */
  readonly start: string;
  readonly label: string;
  readonly chosen: boolean;
  /** Its period is not over. */
  readonly open: boolean;
}

/** Pixels that the label of a period takes with its distance to the next. */
const periodWidth = 42;

interface AxisOptions {
  readonly grain: string | undefined;
  /** Pixels beside the plot, for value axes. */
  readonly beside: number;
}

/** Labels thin out evenly where there is little room, in such a way that the selected place has its own. */
export function placeAxis(input: ChartInput, places: readonly AxisPlace[], { grain, beside }: AxisOptions): Layer {
  const plot = Math.max(1, input.width - beside);
  const slot = plot / Math.max(1, places.length);
  const every = Math.max(1, Math.ceil(places.length / Math.max(1, Math.floor(plot / labelRoom(places, grain)))));
  const first =
    Math.max(
      0,
      places.findIndex((place) => place.chosen),
    ) % every;
  const staggered = !grain && every === 1 && mustStagger(places, slot);
  const texts = places.map((place, index) => {
    if (index % every !== first && !place.chosen) return '';
    if (staggered) return index % 2 === 0 ? [place.label] : [' ', place.label];
    if (!grain) return wrapText(place.label, slot * every - 6);
    const open = openPeriodLabel(place.start, grain, input.today ?? place.start, input.locale);
    const isOpen = place.open && every === 1 && textWidth(open) <= slot + 8;
    return isOpen ? open : periodLabel(place.start, grain, input.locale, 'axis');
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
      labelLimit: grain ? 72 : Math.max(periodWidth, slot * (staggered ? 2 : every)) + 2,
      labelExpr: `(${JSON.stringify(texts)})[toNumber(datum.value)]`,
      labelColor: { condition: { test: chosen, value: input.theme.text }, value: input.theme.axis },
      labelFontWeight: { condition: { test: chosen, value: 600 }, value: 400 },
    },
  };
}

/** Names that would be cut in their own place stand in two rows by turns, where each then has room for all of it. */
function mustStagger(places: readonly AxisPlace[], slot: number): boolean {
  if (places.length < 3) return false;
  const isCut = places.some(({ label }) =>
    wrapText(label, slot - 6)
      .join('')
      .includes('…'),
  );
  return isCut && places.every(({ label }) => textWidth(label) <= slot * 2 - 10);
}

/** Names may break into two lines, so less than the longest is enough; figures and dates are never cut. */
function labelRoom(places: readonly AxisPlace[], grain: string | undefined): number {
  if (grain) return periodWidth;
  const longest = Math.max(0, ...places.map((place) => textWidth(place.label)));
  const areFigures = places.every((place) => /^[\d\s.,:/–−-]*$/.test(place.label));
  return Math.max(24, areFigures ? longest + 10 : Math.min(46, longest + 8));
}

/** A value axis with the scale's own ticks, written as the reader's language shortens figures. */
export function valueAxis(
  input: ChartInput,
  scale: ValueScale,
  { orient = 'left', share = false }: { readonly orient?: 'left' | 'right' | 'bottom'; readonly share?: boolean } = {},
): Layer {
  const texts = share ? scale.ticks.map((tick) => percent(tick, input.locale)) : tickTexts(scale.ticks, input.locale);
  return {
    type: 'quantitative',
    scale: { domain: [...scale.domain], nice: false, zero: false },
    axis: {
      title: null,
      orient,
      values: [...scale.ticks],
      labelExpr: `(${JSON.stringify(texts)})[indexof(${JSON.stringify(scale.ticks)}, datum.value)]`,
      labelFlush: false,
      grid: orient !== 'right',
    },
  };
}
