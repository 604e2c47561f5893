/** Places of figures among all, as scores. */

/**
 * A score of 1 to `parts` for each figure, the largest figures the highest: 1 + ⌊parts × smaller ÷ all⌋, where `smaller`
 * counts the figures below it. Equal figures have one score, so that parts are of equal size only where no figure
 * repeats over a border. Null has no score and is not counted.
 */
export function quantileScores(values: readonly (number | null)[], parts: number): readonly (number | null)[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const smaller = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!smaller.has(value)) smaller.set(value, index);
  });
  return values.map((value) => (value === null ? null : 1 + Math.floor((parts * smaller.get(value)!) / sorted.length)));
}

/** How many of the bounds (ascending) a figure reaches: 0 below the first. */
export function reached(value: number, bounds: readonly number[]): number {
  const index = bounds.findIndex((bound) => value < bound);
  return index < 0 ? bounds.length : index;
}

export const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The middle of figures, of an even count the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

export const isRising = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > values[index - 1]!);
