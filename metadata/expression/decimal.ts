/**
 * Exact decimal arithmetic over JSON numbers: a number means its shortest decimal text, so 0.1 + 0.2 is 0.3. Results
 * are rounded once, half away from zero, to at most 15 significant digits, which every double carries unharmed.
 *
 * Most figures of a business have few decimals: they are computed as scaled whole numbers, which doubles hold exactly
 * up to 15 digits. The rest goes through decimal.js, some fifty times slower.
 */
import { Decimal } from 'decimal.js';
import { ExpressionError } from './errors.js';

/** The largest whole number of 15 digits. */
const LARGEST = 999_999_999_999_999;
const DIGITS = 15;
/** Decimals tried for the fast way; two such scales together still are an exact power of ten. */
const FAST_SCALE = 6;
const TENS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** Wide enough for the sum or product of any two doubles, so that these are exact before the one rounding. */
const Exact = Decimal.clone({ precision: 700, rounding: Decimal.ROUND_HALF_UP });
/** For what has no end: quotients, roots, powers. */
const Wide = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

const ten = (power: number): number => TENS[power] as number;
const small = (value: number): boolean => value <= LARGEST && value >= -LARGEST;

/** Decimals of a number when it is a whole number of at most 15 digits at that scale, else -1. */
function scaleOf(value: number): number {
  for (let scale = 0; scale <= FAST_SCALE; scale++) {
    const whole = Math.round(value * ten(scale));
    if (!small(whole)) return -1;
    if (whole / ten(scale) === value) return scale;
  }
  return -1;
}

function finish(result: Decimal): number {
  const value = result.toSignificantDigits(DIGITS).toNumber();
  if (!Number.isFinite(value)) throw new ExpressionError('RANGE', 'The result is too large for a number.');
  return value === 0 ? 0 : value;
}

/** Rounds to 15 significant digits: what arithmetic does to its results. */
export function normalise(value: number): number {
  return scaleOf(value) >= 0 ? (value === 0 ? 0 : value) : finish(new Exact(value));
}

export function add(a: number, b: number): number {
  const left = scaleOf(a);
  const right = left < 0 ? -1 : scaleOf(b);
  if (right >= 0) {
    const scale = ten(Math.max(left, right));
    const x = Math.round(a * scale);
    const y = Math.round(b * scale);
    if (small(x) && small(y) && small(x + y)) return (x + y) / scale || 0;
  }
  return finish(new Exact(a).plus(b));
}

export function subtract(a: number, b: number): number {
  return add(a, -b);
}

export function multiply(a: number, b: number): number {
  const left = scaleOf(a);
  const right = left < 0 ? -1 : scaleOf(b);
  if (right >= 0) {
    const product = Math.round(a * ten(left)) * Math.round(b * ten(right));
    if (small(product)) return product / ten(left + right) || 0;
  }
  return finish(new Exact(a).times(b));
}

/** Null when the divisor is 0. */
export function divide(a: number, b: number): number | null {
  if (b === 0) return null;
  if (Number.isInteger(a) && Number.isInteger(b) && small(a) && small(b) && a % b === 0) return a / b || 0;
  return finish(new Wide(a).div(b));
}

/** What is left of a whole-number division; it has the sign of the dividend, as in SQL. Null when the divisor is 0. */
export function remainder(a: number, b: number): number | null {
  if (b === 0) return null;
  if (Number.isInteger(a) && Number.isInteger(b) && small(a) && small(b)) return a % b || 0;
  return finish(new Exact(a).mod(b));
}

/** Null where there is no number: a fractional power of a negative base, a negative power of 0. */
export function power(base: number, exponent: number): number | null {
  if (base === 0 && exponent < 0) return null;
  if (base < 0 && !Number.isInteger(exponent)) return null;
  if (exponent >= 0 && exponent <= 50 && Number.isInteger(exponent) && Number.isInteger(base)) {
    let product = 1;
    for (let i = 0; i < exponent && small(product); i++) product *= base;
    if (small(product)) return product || 0;
  }
  return finish(new Wide(base).pow(exponent));
}

/** Null for a negative number. */
export function squareRoot(value: number): number | null {
  return value < 0 ? null : finish(new Wide(value).sqrt());
}

const modes = {
  half: Decimal.ROUND_HALF_UP,
  down: Decimal.ROUND_FLOOR,
  up: Decimal.ROUND_CEIL,
} as const;

/**
 * To a number of decimals (negative: tens, hundreds …), by default half away from zero: 2.5 is 3, -2.5 is -3, and
 * 1.005 at 2 decimals is 1.01.
 */
export function round(value: number, digits = 0, mode: keyof typeof modes = 'half'): number {
  const decimals = Math.max(-400, Math.min(400, Math.trunc(digits)));
  const scale = scaleOf(value);
  if (scale >= 0 && decimals >= scale) return value || 0;
  const exact = new Exact(value);
  const rounded =
    decimals >= 0
      ? exact.toDecimalPlaces(decimals, modes[mode])
      : exact.toNearest(new Exact(10).pow(-decimals), modes[mode]);
  return finish(rounded);
}

/** Negative, 0 or positive. Doubles are ordered like their shortest decimal texts. */
export function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The number in full, without an exponent: `1e21` is `1000000000000000000000`. */
export function plainText(value: number): string {
  const text = String(value);
  return text.includes('e') ? new Exact(value).toFixed() : text;
}

/** Adds many numbers with one rounding at the end, so that their order does not matter. */
export class DecimalSum {
  #whole = 0;
  #scale = 0;
  #rest: Decimal | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#count++;
    const scale = scaleOf(value);
    if (scale > this.#scale) this.#rescale(scale);
    const whole = Math.round(value * ten(this.#scale));
    if (scale < 0 || !small(whole)) return this.#spill(new Exact(value));
    if (small(this.#whole + whole)) {
      this.#whole += whole;
      return;
    }
    this.#spill(new Exact(this.#whole).div(ten(this.#scale)));
    this.#whole = whole;
  }

  /** Null when nothing was added. */
  total(): number | null {
    if (this.#count === 0) return null;
    return this.#rest === undefined ? this.#whole / ten(this.#scale) || 0 : finish(this.#exact());
  }

  /** Null when nothing was added. */
  average(): number | null {
    return this.#count === 0 ? null : finish(new Wide(this.#exact()).div(this.#count));
  }

  #exact(): Decimal {
    return new Exact(this.#whole).div(ten(this.#scale)).plus(this.#rest ?? 0);
  }

  #rescale(scale: number): void {
    const moved = this.#whole * ten(scale - this.#scale);
    if (!small(moved)) this.#spill(new Exact(this.#whole).div(ten(this.#scale)));
    this.#whole = small(moved) ? moved : 0;
    this.#scale = scale;
  }

  #spill(value: Decimal): void {
    this.#rest = this.#rest === undefined ? value : this.#rest.plus(value);
  }
}

/** The exact sum, rounded once; null of nothing. */
export function sum(values: Iterable<number>): number | null {
  const total = new DecimalSum();
  for (const value of values) total.add(value);
  return total.total();
}

/** The exact mean, rounded once; null of nothing. */
export function average(values: Iterable<number>): number | null {
  const total = new DecimalSum();
  for (const value of values) total.add(value);
  return total.average();
}
