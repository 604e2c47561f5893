/**
 * Bars as widths of dark and light modules in turn, dark first: EAN-8, EAN-13, UPC-A (an EAN-13 that begins with 0) and Code
 * 128 in set B. Fields of bar codes and print templates draw them.
 */
import type { Digits } from './digits.js';

/** Left-hand patterns of the digits with odd parity, light first; right-hand ones are the same, dark first. */
const odd = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'];
const reversed = (pattern: string): string => [...pattern].reverse().join('');
/** Parity of the six left digits by the first digit of an EAN-13: e is even. */
const parities = ['oooooo', 'ooeoee', 'ooeeoe', 'ooeeeo', 'oeooee', 'oeeooe', 'oeeeoo', 'oeoeoe', 'oeoeeo', 'oeeoeo'];

function eanWidths(digits: string): string {
  const [left, right, parity] =
    digits.length === 8
      ? [digits.slice(0, 4), digits.slice(4), 'oooo']
      : [digits.slice(1, 7), digits.slice(7), parities[Number(digits[0])]!];
  const leftBars = [...left].map((digit, index) => {
    const pattern = odd[Number(digit)]!;
    return parity[index] === 'e' ? reversed(pattern) : pattern;
  });
  return `111${leftBars.join('')}11111${[...right].map((digit) => odd[Number(digit)]!).join('')}111`;
}

/** Code 128, values 0 to 105, six widths each; 106 ends with seven. */
const code128 =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const at128 = (value: number): string => code128.slice(value * 6, value * 6 + 6);

export function textWidths(text: string): string {
  const values = [104, ...[...text].map((sign) => sign.charCodeAt(0) - 32)];
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  return `${[...values, check].map(at128).join('')}2331112`;
}

/** Widths of the bars of a value that its type has accepted. */
export const barWidths = (value: string, format: Digits | 'free'): string =>
  format === 'free' ? textWidths(value) : eanWidths(format === 'upc' ? `0${value}` : value);
