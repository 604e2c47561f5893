/** Value axes with round steps: five intervals, so that the grid lines of a left and a right axis fall together. */
export interface ValueScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Below this a span counts as none: logarithms of the least numbers are not exact. */
const TINY = 1e-200;
const steps = [1, 2, 2.5, 5, 10];
/** Figures of the form 3 x 0.1 are brought back to their shortest text. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** The least round step that is at least `raw`. */
function roundStep(raw: number): number {
  const size = 10 ** Math.floor(Math.log10(raw));
  return tidy((steps.find((step) => step * size >= raw - size * 1e-9) ?? 10) * size);
}

/** A scale from zero (or below it) that holds all values. Without values, or with zeros only, it ends at `intervals`. */
export function valueScale(values: readonly number[], intervals = 5): ValueScale {
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const span = highest - lowest;
  const step = span > TINY ? roundStep(span / intervals) : 1;
  // Counted in whole steps, so that zero is exactly one of them.
  const first = Math.floor(tidy(lowest / step));
  const last = Math.max(Math.ceil(tidy(highest / step)), lowest < 0 ? 0 : intervals);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  const [from, to] = [ticks[0]!, ticks.at(-1)!];
  return { domain: [from, to], ticks };
}

/** A scale in round steps that holds all values and need not begin at zero: for points, whose place is not a length. */
export function openScale(values: readonly number[], intervals = 5): ValueScale {
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  if (values.length === 0 || lowest <= 0 || lowest < (highest - lowest) * 0.6) return valueScale(values, intervals);
  const span = highest - lowest;
  const step = span > TINY ? roundStep(span / intervals) : roundStep(highest / intervals);
  const first = Math.floor(tidy(lowest / step));
  const last = Math.max(Math.ceil(tidy(highest / step)), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  return { domain: [ticks[0]!, ticks.at(-1)!], ticks };
}
