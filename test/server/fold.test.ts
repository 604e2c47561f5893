import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '../../server/fold.js';

describe('fold', () => {
  for (const [text, expected] of [
    ['客户', 'kehu'],
    ['客戶', 'kehu'],
    ['绿色 Café №5', 'lvse cafe no5'],
    ['Señor ÅNGSTRÖM', 'senor angstrom'],
    ['ＡＢＣ', 'abc'],
  ] as const) {
    it(`${text} is ${expected}`, () => expect(fold(text)).to.equal(expected));
  }

  const text = fc.string({ unit: fc.constantFrom(...'银行重庆长行大夫乐曲单于ab é-1') });

  it('finds each part of a text in the whole', () => {
    fc.assert(
      fc.property(text, text, text, (before, part, after) => {
        expect(fold(before + part + after)).to.contain(fold(part));
      }),
    );
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        expect(fold(fold(any))).to.equal(fold(any));
      }),
    );
  });
});
