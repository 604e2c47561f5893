import { expect } from 'chai';
import fc from 'fast-check';
import { excerptOf, marksOf } from '../../../metadata/search/excerpt.js';
import { queryWords } from '../../../metadata/search/tokens.js';
import { createFold } from '../../../metadata/text.js';

const fold = createFold((han) => han);
const marked = (text: string, query: string) =>
  marksOf(text, queryWords(query, fold), fold).map(([from, to]) => text.slice(from, to));

describe('search/excerpt', () => {
  it('marks the letters that were typed, in the text as it is written', () => {
    expect(marked('Café Crème, Crêperie', 'cafe cre')).to.deep.equal(['Café', 'Crè', 'Crê']);
    expect(marked('Straße 12', 'strasse 12')).to.deep.equal(['Straße', '12']);
  });

  it('joins pairs that touch', () => {
    expect(marked('上海远景贸易', '远景贸易')).to.deep.equal(['远景贸易']);
    expect(marked('上海远景贸易上海', '上海 贸')).to.deep.equal(['上海', '贸', '上海']);
  });

  it('marks the characters that were spelled', () => {
    const readings: Readonly<Record<string, string>> = { 上: 'shang', 海: 'hai', 贸: 'mao', 易: 'yi' };
    const spelled = (query: string) =>
      marksOf('上海贸易 Ltd', queryWords(query, fold), fold, (han) => readings[han] ?? han).map(([from, to]) =>
        '上海贸易 Ltd'.slice(from, to),
      );
    expect(spelled('maoyi')).to.deep.equal(['贸易']);
    expect(spelled('shangh')).to.deep.equal(['上海']);
    expect(spelled('hm')).to.deep.equal(['海贸']);
    expect(spelled('hmy ltd')).to.deep.equal(['海贸易', 'Ltd']);
    expect(spelled('zz')).to.deep.equal([]);
  });

  it('cuts a long text around the first mark', () => {
    const text = `${'before '.repeat(40)}needle ${'after '.repeat(60)}`;
    const excerpt = excerptOf(text, queryWords('needle', fold), fold)!;
    expect(excerpt.text.length).to.be.at.most(162);
    expect(excerpt.text).to.match(/^….*…$/);
    expect(excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to))).to.deep.equal(['needle']);
  });

  it('is nothing where no word is', () => {
    expect(excerptOf('Acme', queryWords('other', fold), fold)).to.equal(undefined);
  });

  it('gives marks in order, apart from each other and inside the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abÉ客户 𠀀ﬁ🙂'), maxLength: 250 });
    fc.assert(
      fc.property(text, text, (whole, query) => {
        const excerpt = excerptOf(whole, queryWords(query, fold), fold);
        let before = -1;
        for (const [from, to] of excerpt?.marks ?? []) {
          expect(from).to.be.greaterThan(before);
          expect(to).to.be.greaterThan(from);
          expect(to).to.be.at.most(excerpt!.text.length);
          before = to;
        }
        expect(excerpt?.text ?? '', 'no half of a character').to.not.match(/\p{Surrogate}/u);
      }),
    );
  });
});
