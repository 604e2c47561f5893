/**
 * Rounding of a number as it is written: half away from zero on its shortest decimal text, so 1.005 at 2 decimals is 1.01.
 * Gives what `round` of expression/decimal.ts gives, without its arithmetic: screens that only show numbers need no more.
 */

/** Digits that every double carries unharmed. */
const mostDigits = 15;

/** To `decimals` (0 or more) after the point, and to 15 significant digits. Throws nothing; NaN and infinity stay. */
export function roundHalfAway(value: number, decimals: number): number {
  if (!Number.isFinite(value) || value === 0) return value === 0 ? 0 : value;
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  // The number is 0.digits times ten to the power of `point`.
  const first = { digits, point: Number(exponent) + 1 };
  const cut = keep(first, first.point + Math.trunc(decimals));
  const { digits: kept, point } = keep(cut, mostDigits);
  if (kept === '') return 0;
  return Number(`${value < 0 ? '-' : ''}0.${kept}e${point}`);
}

interface Written {
  readonly digits: string;
  readonly point: number;
}

/** The first `count` digits, the last one rounded by what follows. */
function keep({ digits, point }: Written, count: number): Written {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point };
  const up = digits[count]! >= '5';
  const kept = digits.slice(0, count);
  if (!up) return { digits: kept.replace(/0+$/, ''), point };
  const nines = /9*$/.exec(kept)![0].length;
  const head = kept.slice(0, kept.length - nines);
  if (head === '') return { digits: '1', point: point + 1 };
  return { digits: `${head.slice(0, -1)}${Number(head.at(-1)) + 1}`, point };
}
