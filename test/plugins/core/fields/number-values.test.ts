import { expect } from 'chai';
import fc from 'fast-check';
import type { TextContext } from '../../../../metadata/contributions.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { languages } from '../../../../metadata/value.js';
import { definition as decimal } from '../../../../plugins/core/fields/decimal/schema.js';
import { definition as integer } from '../../../../plugins/core/fields/integer/schema.js';
import { definition as money } from '../../../../plugins/core/fields/money/schema.js';
import { digitsOf, plainNumber, shiftPoint } from '../../../../plugins/core/fields/number-values.js';
import { definition as percent } from '../../../../plugins/core/fields/percent/schema.js';

const field = (type: string, options: Record<string, unknown> = {}): FieldDocument => ({
  id: 'f',
  name: 'f',
  type,
  options,
});
const context = (locale: string): TextContext => ({
  locale,
  timeZone: 'UTC',
  currency: 'USD',
  choice: () => undefined,
});

describe('fields/number-values', () => {
  it('counts the digits of the shortest text', () => {
    expect(digitsOf(0)).to.deep.equal({ whole: 0, fraction: 0 });
    expect(digitsOf(0.05)).to.deep.equal({ whole: 0, fraction: 2 });
    expect(digitsOf(-1234.5)).to.deep.equal({ whole: 4, fraction: 1 });
    expect(digitsOf(1e-7)).to.deep.equal({ whole: 0, fraction: 7 });
    expect(digitsOf(1.5e-7)).to.deep.equal({ whole: 0, fraction: 8 });
    expect(digitsOf(1e21)).to.deep.equal({ whole: 22, fraction: 0 });
    expect(digitsOf(1.25e22)).to.deep.equal({ whole: 23, fraction: 0 });
  });

  it('reads the locale and nothing else', () => {
    const table: readonly [string, string, string | undefined][] = [
      ['en', '1,234.56', '1234.56'],
      ['es', '1.234,56', '1234.56'],
      ['en', '1.234,56', undefined],
      ['es', '1,234.56', undefined],
      ['en', '1,23', undefined],
      ['es', '1.5', undefined],
      ['zh-CN', '１２３４．５', '1234.5'],
      ['zh-TW', '１，２３４', '1234'],
      ['en', '\u22125', '-5'],
      ['en', '1 234 567', '1234567'],
      ['es', '1\u00a0234,5', '1234.5'],
      ['en', '.5', '0.5'],
      ['en', '007', '7'],
      ['en', '1e3', undefined],
      ['en', '12abc', undefined],
      ['en', '', undefined],
      ['en', '--1', undefined],
      ['en', '1,2345', undefined],
      ['en', '1.2.3', undefined],
    ];
    for (const [locale, text, expected] of table)
      expect(plainNumber(text, locale), `${locale} ${text}`).to.equal(expected);
  });

  it('moves the point of a percentage without arithmetic', () => {
    expect(shiftPoint('12.5', 2)).to.equal('0.125');
    expect(shiftPoint('-7', 2)).to.equal('-0.07');
    expect(shiftPoint('1234', 2)).to.equal('12.34');
    expect(percent.parseText!('7 %', field('percent'), context('es'))).to.deep.equal({ value: 0.07 });
    expect(percent.parseText!('0.07', field('percent'), context('en'))).to.deep.equal({ value: 0.07 });
  });

  it('refuses digits that would be lost instead of rounding', () => {
    const code = (input: number, options = {}) =>
      (decimal.parse(input, field('decimal', options)) as { code: string }).code;
    expect(code(0.005)).to.equal('TOO_MANY_DECIMALS');
    expect(code(0.1 + 0.2)).to.equal('TOO_MANY_DECIMALS');
    expect(code(12345678901234, { scale: 2 })).to.equal('TOO_MANY_DIGITS');
    expect(code(5, { min: 6 })).to.equal('TOO_SMALL');
    expect(code(7, { max: 6 })).to.equal('TOO_LARGE');
    expect(integer.parse(1.5, field('integer'))).to.have.property('code', 'TOO_MANY_DECIMALS');
    expect(integer.parse('1', field('integer'))).to.have.property('code', 'WRONG_TYPE');
    const long = integer.parseText!('9007199254740993', field('integer'), context('en'));
    expect(long).to.have.property('code', 'TOO_MANY_DIGITS');
    const cents = money.parseText!('1.005', field('money'), context('en'));
    expect(cents).to.have.property('code', 'TOO_MANY_DECIMALS');
  });

  it('knows no negative zero, and trailing zeros are no digits', () => {
    expect(Object.is((decimal.parse(-0, field('decimal')) as { value: number }).value, 0)).to.equal(true);
    expect(decimal.parseText!('2.500', field('decimal'), context('en'))).to.deep.equal({ value: 2.5 });
    expect(decimal.parseText!('-0.00', field('decimal'), context('en'))).to.deep.equal({ value: 0 });
  });

  it('takes the site currency as code or sign, and no other', () => {
    const read = (text: string, locale = 'en') => money.parseText!(text, field('money'), context(locale));
    for (const text of ['USD 5,476.64', '$5,476.64', '5,476.64 USD', 'US$5476.64', '-$5,476.64', '$-5,476.64'])
      expect(read(text), text).to.deep.equal({ value: text.includes('-') ? -5476.64 : 5476.64 });
    expect(read('5.476,64 US$', 'es')).to.deep.equal({ value: 5476.64 });
    expect(read('€5.00')).to.have.property('code', 'OTHER_CURRENCY');
    expect(read('EUR 5.00')).to.have.property('code', 'OTHER_CURRENCY');
    expect(read('$')).to.have.property('code', 'NOT_A_NUMBER');
  });

  it('reads back every number it writes, in every language', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), fc.constantFrom(...languages), (scaled, locale) => {
        const value = Number(`${scaled}e-4`);
        for (const type of [decimal, money, percent]) {
          const document = field(type.id, { scale: 4 });
          const text = type.format(value, document, context(locale));
          expect(type.parseText!(text, document, context(locale)), text).to.deep.equal({
            value: value === 0 ? 0 : value,
          });
        }
      }),
      { numRuns: 150 },
    );
  });
});
