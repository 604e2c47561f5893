import { expect } from 'chai';
import fc from 'fast-check';
import { holdsWord, indexTokens, longestToken, mostTokens, queryWords } from '../../../metadata/search/tokens.js';
import { createFold } from '../../../metadata/text.js';

const fold = createFold((han) => han);
const tokens = (text: string) => [...indexTokens(text, fold)];
const words = (text: string) => queryWords(text, fold).map(({ token, prefix }) => `${token}${prefix ? '*' : ''}`);

describe('search/tokens', () => {
  it('folds words and takes them apart at everything that is no letter or digit', () => {
    expect(tokens("Søren's Café, Ｎｏ．12")).to.deep.equal(['soren', 's', 'cafe', 'no', '12']);
    expect(tokens('ann.lee@acme-corp.com')).to.deep.equal(['ann', 'lee', 'acme', 'corp', 'com']);
  });

  it('takes Han as single characters and pairs, and parts them from letters beside them', () => {
    expect(tokens('客户A1经理')).to.deep.equal(['客', '户', '客户', 'a1', '经', '理', '经理']);
    expect(words('客户经')).to.deep.equal(['客户', '户经']);
    expect(words('客')).to.deep.equal(['客']);
  });

  it('takes short runs of Han also as they are spelled, from each character on', () => {
    const readings: Readonly<Record<string, string>> = { 上: 'shang', 海: 'hai', 贸: 'mao', 易: 'yi' };
    const spelled = [...indexTokens('上海贸易 Ltd', fold, (han) => readings[han] ?? han)].filter((each) =>
      /^[a-z]/.test(each),
    );
    expect(spelled).to.deep.equal(['shanghaimaoyi', 'shmy', 'haimaoyi', 'hmy', 'maoyi', 'my', 'yi', 'ltd']);
    expect([...indexTokens('上谷', fold, (han) => readings[han] ?? han)]).to.deep.equal(['上', '谷', '上谷']);
    expect([...indexTokens('上'.repeat(13), fold, () => 'shang')]).to.deep.equal(['上', '上上']);
  });

  it('takes the last word of a query as a beginning, unless it is one letter', () => {
    expect(words('acme lo')).to.deep.equal(['acme', 'lo*']);
    expect(words('acme l')).to.deep.equal(['acme', 'l']);
    expect(words('lo lo')).to.deep.equal(['lo']);
    expect(words(' … ')).to.deep.equal([]);
  });

  it('keeps within the column and the number of tokens', () => {
    expect(tokens('x'.repeat(90))).to.deep.equal(['x'.repeat(longestToken)]);
    const many = Array.from({ length: mostTokens + 50 }, (_, n) => `w${n}`).join(' ');
    expect(tokens(many)).to.have.length(mostTokens);
  });

  const text = fc.string({ unit: fc.constantFrom(...'abÉß1 客户经理あカー㐀𠀀-.🙂'), maxLength: 30 });

  it('finds every text by itself and by each beginning of it that ends inside its last word', () => {
    fc.assert(
      fc.property(text, fc.nat(30), (whole, length) => {
        const held = indexTokens(whole, fold);
        const part = [...whole].slice(0, length).join('');
        // One letter asks for a whole word.
        const asked = queryWords(part, fold).filter((word) => word.prefix || [...word.token].length > 1);
        const last = asked.at(-1);
        for (const word of asked) {
          if (word !== last || word.prefix) expect(holdsWord(held, word), `${whole} | ${word.token}`).to.equal(true);
        }
        for (const word of queryWords(whole, fold)) expect(holdsWord(held, word)).to.equal(true);
      }),
    );
  });

  it('gives tokens that fold to themselves, never empty, never longer than the column', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (any) => {
        for (const token of indexTokens(any, fold)) {
          expect(token).to.not.equal('');
          expect([...token].length).to.be.at.most(longestToken);
          expect(fold(token)).to.equal(token);
        }
      }),
    );
  });
});
