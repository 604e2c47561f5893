import { expect } from 'chai';
import fc from 'fast-check';
import type { TextContext } from '../../../metadata/contributions.js';
import { canConvert, carryOver, convertValue, type TypedField } from '../../../metadata/model/convert-value.js';
import type { Value } from '../../../metadata/value.js';
import { testRegistries } from '../../designer/registries.js';

const { field: types } = testRegistries();
const as = (type: string, options: Record<string, unknown> = {}): TypedField => ({ type: types.get(type), document: { id: 'f', name: 'x', type, options } }); // prettier-ignore
const labels: Readonly<Record<string, string>> = { o: 'Open', d: 'Done' };
const context = (locale = 'en'): TextContext => ({
  locale,
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  choice: (_dictionary, code) => labels[code],
  codeOf: (_dictionary, label) => Object.keys(labels).find((code) => labels[code] === label),
});
const status = as('choice', { dictionary: 'status' });

describe('metadata/model/convert-value', () => {
  const cases: readonly [string, Value, TypedField, TypedField, Value | { code: string }][] = [
    ['text to a number as people write it', '1,234.5', as('text'), as('decimal'), 1234.5],
    ['text that is no number', 'about 5', as('text'), as('decimal'), { code: 'NOT_A_NUMBER' }],
    ['more digits than there is place for', 1.2345, as('decimal', { scale: 4 }), as('decimal', { scale: 2 }), { code: 'TOO_MANY_DECIMALS' }],
    ['a number to text, plain', 1234.5, as('decimal'), as('text'), '1234.5'],
    ['a share to text, as it is read again', 0.125, as('percent', { scale: 4 }), as('text'), '0.125'],
    ['longer text than is allowed', 'abcdef', as('text'), as('text', { length: 5 }), { code: 'TOO_LONG' }],
    ['several lines to one', 'a\nb', as('longText'), as('text'), { code: 'CONTROL_CHARACTER' }],
    ['a label to its code', 'Open', as('text'), status, 'o'],
    ['what is no choice', 'Shut', as('text'), status, { code: 'NOT_A_CHOICE' }],
    ['a code to its label', 'd', status, as('text'), 'Done'],
    ['text to yes or no', 'sí', as('text'), as('boolean'), true],
    ['one to yes', 1, as('integer'), as('boolean'), true],
    ['two to neither', 2, as('integer'), as('boolean'), { code: 'NO_CONVERSION' }],
    ['no to nought', false, as('boolean'), as('integer'), 0],
    ['a moment to its day on the clocks of the site', '2026-11-30T23:30:00.000Z', as('datetime'), as('date'), '2026-12-01'],
    ['a day to its midnight there', '2026-12-01', as('date'), as('datetime'), '2026-11-30T23:00:00.000Z'],
    ['a moment to text', '2026-11-30T07:30:00.000Z', as('datetime'), as('text'), '2026-11-30 08:30'],
    ['text to a day', '31 Dec 2026', as('text'), as('date'), '2026-12-31'],
    ['nothing to nothing', null, as('text'), as('date'), null],
  ]; // prettier-ignore
  for (const [what, value, from, to, expected] of cases) {
    it(`carries ${what}`, () => {
      const parsed = convertValue(value, from, to, context());
      if (expected !== null && typeof expected === 'object' && 'code' in expected) expect(parsed).to.include(expected);
      else expect(parsed).to.deep.equal({ value: expected });
    });
  }

  it('reads text as the site writes it, so that what was a number is one again', () => {
    const numbers = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100);
    fc.assert(
      fc.property(numbers, fc.constantFrom('en', 'es', 'zh-CN'), (number, locale) => {
        const text = convertValue(number, as('decimal'), as('text'), context(locale));
        expect(convertValue((text as { value: Value }).value, as('text'), as('decimal'), context(locale))).to.deep.equal({ value: number === 0 ? 0 : number }); // prettier-ignore
      }),
    );
  });

  it('knows what cannot be carried over', () => {
    const pairs = [['text', 'lookup'], ['secret', 'text'], ['tags', 'text'], ['formula', 'text'], ['integer', 'date'], ['autonumber', 'text'], ['address', 'text']]; // prettier-ignore
    for (const [from, to] of pairs) {
      expect(canConvert(as(from!, { target: 'x', expression: '1' }), as(to!, { target: 'x' })), `${from} to ${to}`).to.equal(false); // prettier-ignore
    }
    expect(canConvert(as('text'), as('decimal'))).to.equal(true);
  });

  it('keeps what a column held that still says the same, and takes what was changed since', () => {
    const back = (from: Value, to: Value) => carryOver({ from, to }, as('decimal'), as('text'), context());
    expect(back(7, '007')).to.equal('007');
    expect(back(null, 'about 5')).to.equal('about 5');
    expect(back(8, '007')).to.equal('8');
    expect(back(null, '007')).to.equal(null);
    expect(back(3, 'about 5')).to.equal('3');
  });
});
