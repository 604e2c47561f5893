/** The one rule for averages, in memory and over SQL: exact sum, exact count, rounded once, the same on every engine. */
import { Decimal } from 'decimal.js';

/** Digits after the point that an average keeps. */
export const averageDigits = 10;

const Wide = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/**
 * `sum / count`, rounded half away from zero to 10 digits after the point, then to the 15 digits a JSON number holds.
 * The sum may be text, as SQL answers it when it is long. Null of no rows.
 */
export function roundAverage(sum: number | string | null, count: number): number | null {
  if (sum === null || count === 0) return null;
  const rounded = new Wide(sum).div(count).toDecimalPlaces(averageDigits).toSignificantDigits(15).toNumber();
  return rounded === 0 ? 0 : rounded;
}
