/**
 * Codes for paper against what is published: the check words of the tutorial's HELLO WORLD (1-M), the example of ISO/IEC
 * 18004 in level M, capacities of level M. That whole squares are read by foreign readers was seen with jsQR 1.4.0, for
 * texts of 1 to 666 bytes, versions 1 to 20, and with zbar 0.23 (bars too); here they are read back by a way of their own.
 */
import { expect } from 'chai';
import { drawCode, type CodeType } from '../../../metadata/print/codes/draw-code.js';
import { dataOf, qrModules, remainder } from '../../../metadata/print/codes/qr.js';

type Square = readonly (readonly boolean[])[];

/** Format bits beside the upper left corner, the highest first. */
const formatOf = (square: Square): string =>
  [[0, 8], [1, 8], [2, 8], [3, 8], [4, 8], [5, 8], [7, 8], [8, 8], [8, 7], [8, 5], [8, 4], [8, 3], [8, 2], [8, 1], [8, 0]]
    .map(([x, y]) => (square[y!]![x!] ? '1' : '0'))
    .join(''); // prettier-ignore
/** Of level M by mask, as the standard lists them (Annex C). */
const formats = ['101010000010010', '101000100100101', '101111001111100', '101101101001011', '100010111111001', '100000011001110', '100111110010111', '100101010100000']; // prettier-ignore

const conditions: readonly ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0, (i) => i % 2 === 0, (_i, j) => j % 3 === 0, (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0, (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0, (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]; // prettier-ignore

/** The first words of a version 1 square, walked as the standard draws it. */
function wordsOf(square: Square): readonly number[] {
  const mask = formats.indexOf(formatOf(square));
  const isData = (x: number, y: number) => x !== 6 && y !== 6 && !(x < 9 && y < 9) && !(x > 12 && y < 9) && !(x < 9 && y > 12); // prettier-ignore
  const bits: string[] = [];
  const columns = [20, 18, 16, 14, 12, 10, 8, 5, 3, 1];
  columns.forEach((right, turn) => {
    for (let step = 0; step < 21; step++) {
      const y = turn % 2 === 0 ? 20 - step : step;
      for (const x of [right, right - 1]) if (isData(x, y)) bits.push(square[y]![x] !== conditions[mask]!(y, x) ? '1' : '0'); // prettier-ignore
    }
  });
  return bits
    .join('')
    .match(/.{8}/g)!
    .map((each) => parseInt(each, 2));
}

describe('print/codes', () => {
  it('reckons check words as published', () => {
    const hello = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(remainder(hello, 10)).to.deep.equal([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
    const example = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
    expect(remainder(example, 10)).to.deep.equal([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
  });

  it('draws a square whose format and words are those of the text', () => {
    for (const text of ['A', 'Tea 7', '茶-1', 'abcdefghijklmn']) {
      const square = qrModules(text)!;
      expect(square).to.have.length(21);
      expect(formats).to.include(formatOf(square));
      const data = dataOf(new TextEncoder().encode(text), 1);
      expect(wordsOf(square)).to.deep.equal([...data, ...remainder(data, 10)]);
    }
  });

  it('says that letters beyond the plain ones are UTF-8, for readers guess otherwise', () => {
    const bits = (text: string) => dataOf(new TextEncoder().encode(text), 1).map((word) => word.toString(2).padStart(8, '0')).join(''); // prettier-ignore
    // Interpretation 26 (0111, 26), bytes (0100), their number.
    expect(bits('é').slice(0, 24)).to.equal('0111' + '00011010' + '0100' + '00000010');
    expect(bits('e').slice(0, 12)).to.equal('0100' + '00000001');
  });

  it('takes as many bytes as level M has room for, by version', () => {
    for (const [bytes, version] of [[14, 1], [26, 2], [106, 6], [122, 7], [180, 9], [213, 10], [450, 16], [666, 20]] as const) {
      expect(qrModules('x'.repeat(bytes))!.length, `${bytes}`).to.equal(version * 4 + 17);
      const next = qrModules('x'.repeat(bytes + 1));
      expect(next && next.length > version * 4 + 17, `${bytes + 1}`).to.equal(version === 20 ? undefined : true);
    }
  }); // prettier-ignore

  const refused: readonly (readonly [CodeType, string, RegExp])[] = [
    ['ean13', '4006381333932', /last digit/],
    ['ean13', '400638133393', /13 digits/],
    ['ean8', 'tea', /8 digits/],
    ['upc', '0360002914521', /12 digits/],
    ['code128', '茶', /plain letters/],
    ['code128', 'x'.repeat(81), /80 characters/],
    ['qr', 'x'.repeat(667), /666 bytes/],
  ];
  for (const [type, value, words] of refused) {
    it(`says what ${type} cannot draw: ${value.slice(0, 14)}`, () => {
      const drawn = drawCode(type, value);
      expect('refused' in drawn && drawn.refused.message).to.match(words);
    });
  }

  it('leaves the blank around that readers ask for', () => {
    for (const [type, value, blank] of [['ean13', '4006381333931', 10], ['code128', 'AB-1', 10], ['qr', 'AB-1', 4]] as const) {
      const drawn = drawCode(type, value);
      if ('refused' in drawn) throw new Error(drawn.refused.message);
      expect(Math.min(...drawn.dark.map(([x]) => x))).to.equal(blank);
      expect(Math.max(...drawn.dark.map(([x, , width]) => x + width))).to.equal(drawn.columns - blank);
    }
  }); // prettier-ignore
});
