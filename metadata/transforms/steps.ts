/** Whole steps below a figure, exact in decimals. */
import { divide, round } from '../expression/decimal.js';

/** ⌊value ÷ step⌋; 0.3 ÷ 0.1 is 3. */
export function floorDivision(value: number, step: number): number {
  return round(divide(value, step)!, 0, 'down');
}
