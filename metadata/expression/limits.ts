/** Sizes beyond which evaluation refuses (code BUDGET) instead of computing. */
import { say } from '../words.js';
import { ExpressionError } from './errors.js';

/** Steps of one evaluation when the context does not say. */
export const DEFAULT_STEPS = 100_000;
/** Characters of a text that an expression may build. */
export const MAX_TEXT = 200_000;
/** Characters of a built text that cost one step. */
export const TEXT_PER_STEP = 16;

/** Steps of a power: one with a fraction takes up to a millisecond, so that 100 of them are enough. */
export const POWER_STEPS = 1000;

/** To be asked before a text of that length is built, so that refusing costs nothing. */
export function refuseLongText(length: number): void {
  if (length <= MAX_TEXT) return;
  throw new ExpressionError(
    'BUDGET',
    say`The text would have ${{ length: Math.round(length) }} characters; at most ${{ most: MAX_TEXT }} are allowed.`,
  );
}
