import { expect } from 'chai';
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import type { Model } from '../../../../metadata/model/model.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { patternOf, sequenceName, writeAutonumber } from '../../../../plugins/core/fields/autonumber/shared.js';
import { definition as boolean } from '../../../../plugins/core/fields/boolean/schema.js';
import { definition as choice } from '../../../../plugins/core/fields/choice/schema.js';
import { definition as email } from '../../../../plugins/core/fields/email/schema.js';
import { definition as formula } from '../../../../plugins/core/fields/formula/schema.js';
import { definition as longText } from '../../../../plugins/core/fields/longText/schema.js';
import { definition as lookup } from '../../../../plugins/core/fields/lookup/schema.js';
import { definition as phone } from '../../../../plugins/core/fields/phone/schema.js';
import { definition as text } from '../../../../plugins/core/fields/text/schema.js';
import { definition as url } from '../../../../plugins/core/fields/url/schema.js';

const field = (options: Record<string, unknown> = {}): FieldDocument => ({ id: 'f', name: 'f', type: 'x', options });
const context: TextContext = {
  locale: 'en',
  timeZone: 'UTC',
  currency: 'USD',
  choice: (dictionary, code) => (dictionary === 'level' && code === 'a' ? 'Best' : undefined),
  codeOf: (dictionary, label) => (dictionary === 'level' && label === 'Best' ? 'a' : undefined),
};
const codeOf = (parsed: Parsed): string | undefined => ('code' in parsed ? parsed.code : undefined);
const accepts = (type: FieldType, inputs: readonly string[]) => {
  for (const input of inputs) expect(type.parse(input, field()), input).to.deep.equal({ value: input });
};
const refuses = (type: FieldType, inputs: readonly string[], code: string) => {
  for (const input of inputs) expect(codeOf(type.parse(input, field())), JSON.stringify(input)).to.equal(code);
};

describe('fields: text', () => {
  it('keeps text as NFC without blanks around it, and empty text is no value', () => {
    expect(text.parse('  Lule\u0061\u030a ', field())).to.deep.equal({ value: 'Luleå' });
    expect(text.parse(' \u3000 ', field())).to.deep.equal({ value: null });
  });

  it('counts characters, not UTF-16 units', () => {
    expect(text.parse('😀😀', field({ length: 2 }))).to.deep.equal({ value: '😀😀' });
    expect(codeOf(text.parse('😀😀😀', field({ length: 2 })))).to.equal('TOO_LONG');
  });

  it('refuses line ends and control characters in one line, keeps line ends in long text', () => {
    refuses(text, ['a\r\nBcc: b', 'a\u0000b', 'a\u0085b', 'a\u2028b', '\ud800x'], 'CONTROL_CHARACTER');
    expect(longText.parse('a\r\nb\rc\td', field())).to.deep.equal({ value: 'a\nb\nc\td' });
    refuses(longText, ['a\u0000b', 'a\u001bb'], 'CONTROL_CHARACTER');
  });
});

describe('fields: addresses', () => {
  it('takes web and mail addresses and nothing that runs', () => {
    accepts(url, [
      'https://example.com',
      'http://例え.example/路?q=1#x',
      'HTTPS://a.example:8080/',
      'mailto:a@b.example?subject=x',
    ]);
    const bad = [
      'javascript:alert(1)',
      ' data:text/html,x',
      'ftp://a.example',
      '//a.example',
      'https://',
      'https://a b',
    ];
    const tricks = ['https://user:pw@a.example', 'https://a.example\\@b.example', 'https:a.example', 'https://"><x'];
    refuses(url, [...bad, ...tricks], 'NOT_AN_ADDRESS');
    refuses(url, ['java\tscript:alert(1)'], 'CONTROL_CHARACTER');
  });

  it('takes mail addresses as they are', () => {
    accepts(email, ['ann@example.com', 'a.b+c@sub.example.co', '王@例子.example']);
    refuses(email, ['ann', 'a@b', 'a@@b.example', 'a b@c.example', 'a@b..example', '<a@b.example>'], 'NOT_AN_EMAIL');
  });

  it('takes phone numbers as people write them', () => {
    accepts(phone, ['(5) 555-4729', '030-0074321', '(02) 201 24 67', '+86 10 8888 8888', '555-1234 x12', '981-443655']);
    refuses(phone, ['call me', '12', '555;drop', '1-800-FLOWERS'], 'NOT_A_PHONE');
    expect(phone.parseText!('（０２）１２３４', field(), context)).to.deep.equal({ value: '(02)1234' });
  });
});

describe('fields: words', () => {
  it('reads yes and no in four languages', () => {
    for (const word of ['Yes', 'TRUE', '1', 'Sí', 'si', '是', '對', 'verdadero'])
      expect(boolean.parseText!(word, field(), context), word).to.deep.equal({ value: true });
    for (const word of ['no', 'False', '0', '否', '錯', '０'])
      expect(boolean.parseText!(word, field(), context), word).to.deep.equal({ value: false });
    expect(codeOf(boolean.parseText!('maybe', field(), context))).to.equal('NOT_YES_OR_NO');
    expect(codeOf(boolean.parse(1, field()))).to.equal('WRONG_TYPE');
  });

  it('reads a choice by code or label and refuses others', () => {
    const level = field({ dictionary: 'level' });
    expect(choice.parseText!('a', level, context)).to.deep.equal({ value: 'a' });
    expect(choice.parseText!(' Best ', level, context)).to.deep.equal({ value: 'a' });
    expect(codeOf(choice.parseText!('Worst', level, context))).to.equal('NOT_A_CHOICE');
    expect(choice.format('gone', level, context)).to.equal('gone');
  });
});

describe('fields: relations and formulas', () => {
  const model = { entities: new Map(), dictionaries: new Map() } as unknown as Model;

  it('a part is deleted with its whole and may not say otherwise', () => {
    expect(lookup.onDelete!(field({ target: 'order', owns: true }))).to.equal('cascade');
    expect(lookup.onDelete!(field({ target: 'order' }))).to.equal('restrict');
    const entities = new Map([['order', { name: 'order', fields: new Map() }]]);
    const known = { ...model, entities } as unknown as Model;
    const codes = (options: Record<string, unknown>) => lookup.check!(field(options), known).map((found) => found.code);
    expect(codes({ target: 'order', owns: true, onDelete: 'setNull' })).to.deep.equal(['OWNED_NOT_CASCADED']);
    expect(codes({ target: 'order', inverse: { field: 'lines' } })).to.deep.equal(['UNKNOWN_INVERSE']);
    expect(codes({ target: 'nowhere' })).to.deep.equal(['UNKNOWN_ENTITY']);
    expect(codes({ target: 'order' })).to.deep.equal([]);
  });

  it('a choice names its missing dictionary', () => {
    expect(choice.check!(field({ dictionary: 'gone' }), model)[0]).to.include({ code: 'UNKNOWN_DICTIONARY' });
  });

  it('rounds what a formula gives to its column, half up, and only there', () => {
    const amount = field({ expression: 'a', result: 'decimal', scale: 2, stored: true });
    expect(formula.parse(1.005, amount)).to.deep.equal({ value: 1.01 });
    expect(formula.parse(-1.005, amount)).to.deep.equal({ value: -1.01 });
    expect(formula.parse(2.5, field({ expression: 'a', result: 'number' }))).to.deep.equal({ value: 3 });
    expect(formula.columns(field({ expression: 'a', result: 'decimal' }))).to.deep.equal([]);
    expect(formula.columns(amount)).to.deep.equal([
      { name: 'f', type: 'decimal', role: 'value', precision: 15, scale: 2 },
    ]);
    expect(formula.formula!(amount)).to.deep.equal({ expression: 'a', stored: true });
  });

  it('writes what a formula gives as an amount or a share where it is one', () => {
    const context = { locale: 'en', timeZone: 'UTC', currency: 'EUR' } as Parameters<typeof formula.format>[2];
    const made = (more: object) => field({ expression: 'a', result: 'decimal', scale: 4, ...more });
    expect(formula.format(1234.5, made({}), context)).to.equal('1,234.5');
    expect(formula.format(1234.5, made({ money: true }), context)).to.match(/^EUR\s1,234\.50$/);
    expect(formula.format(0.8125, made({ percent: true }), context)).to.equal('81.25%');
    expect([made({}), made({ percent: true })].map((each) => formula.isFraction!(each))).to.deep.equal([false, true]);
  });

  it('writes automatic numbers by their pattern and counts by year where it has one', () => {
    expect(writeAutonumber('SO-{year}-{0000}', '2026', 42)).to.equal('SO-2026-0042');
    expect(writeAutonumber('{000}', '2026', 12345)).to.equal('12345');
    const yearly = field({ pattern: 'SO-{year}-{0000}' });
    expect(sequenceName('order', yearly, '2026')).to.equal('order.f.2026');
    expect(sequenceName('order', field(), '2026')).to.equal('order.f');
    expect(patternOf(field())).to.equal('{00000}');
  });
});
