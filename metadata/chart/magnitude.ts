/** Five steps of magnitude for areas and cells whose colour is the figure. */
import type { ChartInput, LegendEntry } from '../contributions.js';
import { measureText } from './category.js';
import { evenScale } from './scale.js';

/** Upper ends of the steps, round where the figures begin at zero. */
export function magnitudeSteps(values: readonly number[]): readonly number[] {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values) || 1;
  if (lowest === 0) return evenScale(values).ticks.slice(1);
  return [1, 2, 3, 4, 5].map((step) => lowest + ((highest - lowest) * step) / 5);
}

/** The step of a figure, from 0 to 4. */
export function stepOf(steps: readonly number[], value: number): number {
  const found = steps.findIndex((end) => value <= end);
  return found < 0 ? steps.length - 1 : found;
}

/** What the colours stand for: up to how much. */
export function magnitudeLegend(input: ChartInput, measure: string, steps: readonly number[]): readonly LegendEntry[] {
  return steps.map((end, index) => ({
    label: `≤ ${measureText(input, measure, end)}`,
    colour: input.theme.heat[index]!,
    shape: 'block',
  }));
}
