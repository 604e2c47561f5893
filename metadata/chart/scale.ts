/** Value axes with round steps. */
export interface ValueScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Below this a span counts as none: logarithms of the least numbers are not exact. */
const TINY = 1e-200;
const steps = [1, 2, 2.5, 5, 10];
/** Figures of the form 3 x 0.1 are brought back to their shortest text. */
const tidy = (value: number) => Number(value.toPrecision(12));
const isWhole = (value: number) => Number.isInteger(value);

/** The least round step that is at least `raw`; with `whole` without a fraction, for what is counted. */
function roundStep(raw: number, whole = false): number {
  const size = 10 ** Math.floor(Math.log10(raw));
  const round = [...steps, 20].map((step) => tidy(step * size));
  return round.find((step) => step >= raw - size * 1e-9 && (!whole || isWhole(step))) ?? 1;
}

/** Ticks from zero, or from below it, to the first that holds the highest value; at least `least` of them above zero. */
function ticksBy(step: number, lowest: number, highest: number, least: number): ValueScale {
  // Counted in whole steps, so that zero is exactly one of them.
  const first = Math.floor(tidy(lowest / step));
  const last = Math.max(Math.ceil(tidy(highest / step)), lowest < 0 ? 0 : least);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  return { domain: [ticks[0]!, ticks.at(-1)!], ticks };
}

/** A scale from zero (or below it) that holds all values, in so many steps; in whole ones where all values are whole. */
function scaleOf(values: readonly number[], intervals: number, least: number): ValueScale {
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const span = highest - lowest;
  const step = span > TINY ? roundStep(span / intervals, values.every(isWhole)) : 1;
  return ticksBy(step, lowest, highest, span > TINY ? least : intervals);
}

/** What of the axis stays empty, in parts of what is used. */
function waste({ domain: [from, to] }: ValueScale, values: readonly number[]): number {
  const span = Math.max(0, ...values) - Math.min(0, ...values);
  return span > TINY ? (to - from) / span - 1 : 0;
}

/** Numbers of steps to choose from, the most pleasant first. */
const choices = [5, 4, 6];

/** The scale in four to six steps (fewer, where few whole ones do) that leaves least of the height empty. */
export function valueScale(values: readonly number[]): ValueScale {
  const cost = (scale: ValueScale) => waste(scale, values) + Math.abs(scale.ticks.length - 6) * 0.04;
  return choices
    .map((count) => scaleOf(values, count, 1))
    .reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

/** Exactly so many steps, for magnitudes that have so many colours. */
export const evenScale = (values: readonly number[], intervals = 5): ValueScale =>
  scaleOf(values, intervals, intervals);

/** A left and a right axis whose grid lines fall together: as many steps on both, so many that least is empty. */
export function pairedScales(left: readonly number[], right: readonly number[]): readonly [ValueScale, ValueScale] {
  const pairs = choices.map((count) => [evenScale(left, count), evenScale(right, count)] as const);
  const cost = ([a, b]: readonly [ValueScale, ValueScale]) => waste(a, left) + waste(b, right);
  return pairs.reduce((best, each) => (cost(each) < cost(best) - 0.05 ? each : best));
}

/** A scale in round steps that holds all values and need not begin at zero: for points, whose place is not a length. */
export function openScale(values: readonly number[], intervals = 5): ValueScale {
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  if (values.length === 0 || lowest <= 0 || lowest < (highest - lowest) * 0.6) return valueScale(values);
  const span = highest - lowest;
  const step = span > TINY ? roundStep(span / intervals) : roundStep(highest / intervals);
  const first = Math.floor(tidy(lowest / step));
  const last = Math.max(Math.ceil(tidy(highest / step)), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  return { domain: [ticks[0]!, ticks.at(-1)!], ticks };
}
