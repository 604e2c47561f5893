import { expect } from 'chai';
import fc from 'fast-check';
import { normalise } from '../../../metadata/duplicates/normalise.js';
import { normalisers, type Normaliser } from '../../../metadata/schema/rule.js';

/** Texts that mean the same, and what they are read as. */
const table: readonly (readonly [Normaliser, string | null, readonly string[]])[] = [
  ['exact', 'Acme', ['Acme']],
  ['text', 'mullerludenscheidt', ['Müller-Lüdenscheidt', ' MULLER LUDENSCHEIDT ', 'Ｍｕｌｌｅｒ・Lüdenscheidt']],
  ['text', 'oneilsandsons', ["O'Neil's & Sons", 'ONEILS and SONS', 'O’Neils ＆ Sons']],
  ['text', null, ['', '  ', '—', '…']],
  ['text', '上海远景', ['上海 远景', '上海・远景', '上海（远景）']],
  ['company', 'acme', ['ACME Co., Ltd.', 'Acme Ltd', 'acme inc.', 'ACME GmbH & Co. KG', 'Acme S.A. de C.V.', 'The Acme Company', 'Acme, S. A.', 'ＡＣＭＥ　ＬＬＣ', 'PT Acme Tbk']],
  ['company', 'grosshandelnordlicht', ['Großhandel Nordlicht AG', 'GROSSHANDEL NORDLICHT oHG']],
  ['company', '上海远景贸易', ['上海远景贸易有限公司', '上海远景贸易股份有限公司', '上海远景贸易', '上海远景贸易（有限责任公司）']],
  ['company', '山田商店', ['株式会社山田商店', '山田商店株式会社', '㈱山田商店', '(株) 山田商店']],
  ['company', '삼성전자', ['삼성전자 주식회사', '(주)삼성전자']],
  ['company', 'limited', ['Limited', 'LIMITED']],
  ['company', 'sanofi', ['Sanofi S.A.', 'SANOFI']],
  ['person', 'doe john', ['John Doe', 'DOE, John', 'Dr. John Doe', 'Mr John  Doe']],
  ['person', '王小明', ['王小明', '王 小明', '王小明先生']],
  ['person', 'garcia jose', ['José García', 'Sr. García, José']],
  ['email', 'ann@example.com', ['Ann@Example.com', ' ann+news@example.com ', 'ａｎｎ@example.com']],
  ['email', null, ['nobody', '@example.com', 'ann@']],
  ['phone', '49 301234567', ['+49 30 1234567', '+49 (0)30 123 45 67', '0049-30-1234567', '＋４９ ３０ １２３４５６７', '+49 30 1234567 x12']],
  ['phone', ' 301234567', ['030 1234567', '(030) 123-4567', '030/1234567 ext. 3']],
  ['phone', '1 5555550123', ['+1 (555) 555-0123', '1-555-555-0123']],
  ['phone', ' 5555550123', ['(555) 555-0123']],
  ['phone', '86 13800138000', ['+86 138 0013 8000', '0086 13800138000']],
  ['phone', ' 13800138000', ['138 0013 8000']],
  ['phone', '852 23456789', ['+852 2345 6789']],
  ['phone', ' 110', ['110']],
  ['domain', 'acme.example', ['https://www.acme.example/en?x=1', 'acme.example', 'HTTP://ACME.example:8080', 'info@acme.example', 'mailto:a@acme.example', 'www2.acme.example.']],
  ['domain', 'shop.acme.example', ['https://shop.acme.example']],
  ['domain', null, ['ann@gmail.com', 'https://www.facebook.com/acme', 'localhost', 'https://qq.com']],
]; // prettier-ignore

describe('duplicates/normalise', () => {
  for (const [by, read, texts] of table) {
    it(`reads as ${by}: ${texts[0]} is ${read ?? 'nothing'}`, () => {
      expect(texts.map((text) => normalise(text, by))).to.deep.equal(texts.map(() => read));
    });
  }

  it('has nothing to compare of an empty value, and tells values of other types apart', () => {
    for (const by of normalisers) {
      for (const empty of [null, undefined, '', []]) expect(normalise(empty, by)).to.equal(null);
    }
    expect([normalise(1, 'exact'), normalise(false, 'exact'), normalise('1', 'exact')]).to.deep.equal(['1', 'false', '1']); // prettier-ignore
  });

  it('reads any text to something or to nothing, the same again once it was read', () => {
    const steady = ['text', 'company', 'person', 'email'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...normalisers), fc.string({ unit: 'grapheme' }), (by, text) => {
        const read = normalise(text, by);
        expect(read).to.not.equal('');
        if (read !== null && by === 'text') expect(normalise(read, by)).to.equal(read);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...steady), fc.string({ unit: 'grapheme' }), (by, text) => {
        const wide = text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
        expect(normalise(wide, by), 'full width').to.equal(normalise(text, by));
        expect(normalise(text.normalize('NFD'), by), 'accents apart').to.equal(normalise(text.normalize('NFC'), by));
      }),
    );
  });

  it('reads a number the same whatever stands between its digits', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', '/', '  '), { minLength: 12, maxLength: 12 });
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom('+49', '0'), digits, gaps, (prefix, number, between) => {
        const spaced = prefix + number.map((digit, i) => `${between[i]}${digit}`).join('');
        expect(normalise(spaced, 'phone')).to.equal(normalise(prefix + number.join(''), 'phone'));
      }),
    );
  });
});
