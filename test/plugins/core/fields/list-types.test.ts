import { expect } from 'chai';
import type { Parsed, TextContext } from '../../../../metadata/contributions.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { definition as choices } from '../../../../plugins/core/fields/choices/schema.js';
import { definition as tags } from '../../../../plugins/core/fields/tags/schema.js';

const field = (options: Record<string, unknown> = {}): FieldDocument => ({ id: 'f', name: 'f', type: 'x', options });
const labels = new Map([['a', 'Air, clean'], ['b', 'Water'], ['c', '客户、伙伴']]); // prettier-ignore
const context: TextContext = {
  locale: 'en',
  timeZone: 'UTC',
  currency: 'USD',
  choice: (_dictionary, code) => labels.get(code),
  codeOf: (_dictionary, label) => [...labels].find(([, text]) => text === label)?.[0],
};
const codeOf = (parsed: Parsed | undefined) => (parsed && 'code' in parsed ? parsed.code : undefined);

describe('fields: lists', () => {
  it('keep no doubles, are sorted by code point, and none of them is no value', () => {
    expect(choices.parse(['b', 'a', 'b'], field())).to.deep.equal({ value: ['a', 'b'] });
    expect(choices.parse([], field())).to.deep.equal({ value: null });
    expect(tags.parse([' new ', 'e\u0301t\u00e9', '', 'New', '😀', '\uffee'], field())).to.deep.equal({
      value: ['New', 'new', 'été', '\uffee', '😀'],
    });
  });

  it('refuse more and longer items than they hold', () => {
    expect(codeOf(choices.parse(['a', 'b'], field({ most: 1 })))).to.equal('TOO_MANY');
    const many = Array.from({ length: 31 }, (_, index) => `t${index}`);
    expect(codeOf(tags.parse(many, field()))).to.equal('TOO_MANY');
    expect(tags.parse(many.slice(1), field())).to.have.property('value');
    expect(codeOf(tags.parse(['x'.repeat(41)], field()))).to.equal('TOO_LONG');
    expect(tags.parse(['x'.repeat(40)], field())).to.have.property('value');
    expect(codeOf(tags.parse(['a,b'], field()))).to.equal('TAG_WITH_COMMA');
    expect(codeOf(tags.parse([1], field()))).to.equal('WRONG_TYPE');
    expect(codeOf(tags.parse('a', field()))).to.equal('WRONG_TYPE');
  });

  it('read codes and labels, those with commas in them too', () => {
    const read = (text: string) => choices.parseText!(text, field({ dictionary: 'd' }), context);
    expect(read('b, a')).to.deep.equal({ value: ['a', 'b'] });
    expect(read('Air, clean')).to.deep.equal({ value: ['a'] });
    expect(read('Water; Air, clean')).to.deep.equal({ value: ['a', 'b'] });
    expect(read('客户、伙伴；Water')).to.deep.equal({ value: ['b', 'c'] });
    expect(codeOf(read('Water, Fire'))).to.equal('NOT_A_CHOICE');
    for (const value of [['a'], ['a', 'b'], ['b', 'c']]) {
      expect(read(choices.format(value, field({ dictionary: 'd' }), context))).to.deep.equal({ value });
    }
    expect(tags.parseText!('one，two; three、four', field(), context)).to.deep.equal({
      value: ['four', 'one', 'three', 'two'],
    });
  });
});
