/** The slow and obvious arithmetic that decimal.ts is compared with: whole numbers of any length, rounded at the end. */

interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

/** The decimal that the shortest text of a number says. */
export function exactOf(value: number): Exact {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Half away from zero to 15 significant digits. */
export function toNumber({ digits, scale }: Exact): number {
  const size = digits < 0n ? -digits : digits;
  const dropped = size.toString().length - 15;
  if (dropped <= 0) return Number(`${digits}e${-scale}`) + 0;
  const unit = 10n ** BigInt(dropped);
  const rounded = (size + unit / 2n) / unit;
  return Number(`${digits < 0n ? '-' : ''}${rounded}e${dropped - scale}`) + 0;
}

function together(a: number, b: number): readonly [bigint, bigint, number] {
  const [x, y] = [exactOf(a), exactOf(b)];
  const scale = Math.max(x.scale, y.scale);
  return [x.digits * 10n ** BigInt(scale - x.scale), y.digits * 10n ** BigInt(scale - y.scale), scale];
}

export function exactSum(values: readonly number[]): number {
  const parts = values.map(exactOf);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  return toNumber({
    digits: parts.reduce((sum, part) => sum + part.digits * 10n ** BigInt(scale - part.scale), 0n),
    scale,
  });
}

export function exactAdd(a: number, b: number): number {
  const [x, y, scale] = together(a, b);
  return toNumber({ digits: x + y, scale });
}

export function exactMultiply(a: number, b: number): number {
  const [x, y] = [exactOf(a), exactOf(b)];
  return toNumber({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

export function exactDivide(a: number, b: number): number | null {
  const [x, y] = together(a, b);
  return y === 0n ? null : toNumber({ digits: (x * 10n ** 60n) / y, scale: 60 });
}

export function exactRemainder(a: number, b: number): number | null {
  const [x, y, scale] = together(a, b);
  return y === 0n ? null : toNumber({ digits: x % y, scale });
}
