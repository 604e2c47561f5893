/** Series on each other: positive figures upwards from zero, negative ones downwards. */
import { add } from '../expression/decimal.js';
import type { AxisPlan } from './axis-plan.js';

export interface StackPart {
  readonly start: number;
  readonly end: number;
}

/** By series and place; `none` stands all on zero, `share` makes a place's parts a hundred percent. Null has no part, and nothing has no shares. */
export function stackPlan(
  plan: AxisPlan,
  stack: 'none' | 'sum' | 'share',
): readonly (readonly (StackPart | undefined)[])[] {
  const up = plan.places.map(() => 0);
  const down = plan.places.map(() => 0);
  const totals = plan.places.map((_, at) =>
    plan.series.reduce((all, series) => all + Math.abs(series.values[at] ?? 0), 0),
  );
  return plan.series.map(({ values }) =>
    values.map((value, at) => {
      // Nothing has no parts of a hundred percent.
      if (value === null || (stack === 'share' && totals[at] === 0)) return undefined;
      if (stack === 'none') return { start: 0, end: value };
      // A share is one of sizes, so that a hundred percent is never passed.
      const own = stack === 'share' ? Math.abs(value) / totals[at]! : value;
      const side = own < 0 ? down : up;
      const start = side[at]!;
      // Shares are fractions that need not be exact, sums are.
      side[at] = stack === 'share' ? Math.min(1, start + own) : add(start, own);
      return { start, end: side[at]! };
    }),
  );
}
