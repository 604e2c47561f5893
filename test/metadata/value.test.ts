import { expect } from 'chai';
import fc from 'fast-check';
import { compareScalars, compareText, labelText } from '../../metadata/value.js';

describe('value', () => {
  it('orders text by code point, as the databases do, above U+FFFF too', () => {
    const bytes = (text: string) => Buffer.from(text, 'utf8');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).to.equal(Buffer.compare(bytes(a), bytes(b)));
      }),
    );
    expect(compareText('\u{1F600}', '\uFFFD')).to.be.greaterThan(0);
  });

  it('orders false before true before numbers before text', () => {
    const values = ['b', 2, true, 'a', -1, false];
    expect([...values].sort(compareScalars)).to.deep.equal([false, true, -1, 2, 'a', 'b']);
  });

  it('falls back from a language to English, then to any that is there', () => {
    expect(labelText({ en: 'Red', es: 'Rojo' }, 'es')).to.equal('Rojo');
    expect(labelText({ en: 'Red', es: 'Rojo' }, 'zh-CN')).to.equal('Red');
    expect(labelText({ es: 'Rojo' }, 'zh-CN')).to.equal('Rojo');
    expect(labelText('Red', 'es')).to.equal('Red');
    expect(labelText(undefined, 'es', 'name')).to.equal('name');
  });
});
