import { expect } from 'chai';
import fc from 'fast-check';
import { createFold, normaliseText } from '../../metadata/text.js';

describe('text', () => {
  const fold = createFold((han) => `<${han}>`);

  it('stores NFC without white space at the ends', () => {
    expect(normaliseText('  Cafe\u0301\u00a0\n')).to.equal('Café');
    expect(normaliseText('a  b')).to.equal('a  b');
  });

  const rows: readonly (readonly [string, string])[] = [
    ['ABC xyz', 'abc xyz'], ['Élan', 'elan'], ['Año NUEVO', 'ano nuevo'], ['Grüße', 'grusse'], ['İstanbul', 'istanbul'],
    ['Ærøskøbing', 'aeroskobing'], ['Łódź', 'lodz'], ['ΟΔΟΣ', 'οδοσ'], ['Ёлка', 'елка'], ['ＡＢＣ１２', 'abc12'],
    ['ﬀ', 'ff'], ['①', '1'], ['한국', '한국'], ['が', 'が'], ['か', 'か'], ['ｶﾞ', 'ガ'], ['हिन्दी', 'हिन्दी'], ['😀', '😀'], ['', ''],
    ['张三 Ltd', '<张三> ltd'], ['A中B文', 'a<中>b<文>'],
  ]; // prettier-ignore
  for (const [text, folded] of rows) it(`folds ${text} to ${folded}`, () => expect(fold(text)).to.equal(folded));

  it('gives equal results for equal looks', () => {
    expect(fold('e\u0301')).to.equal(fold('é'));
    expect(fold('E')).to.equal(fold('é'));
  });

  it('changes nothing the second time', () => {
    const plain = createFold((han) => han);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const once = plain(text);
        expect(plain(once)).to.equal(once);
        expect(plain(text.normalize('NFD'))).to.equal(once);
      }),
      { numRuns: 5000 },
    );
  });
});
