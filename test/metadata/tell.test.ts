import { expect } from 'chai';
import fc from 'fast-check';
import { languages } from '../../metadata/value.js';
import { listOf, say } from '../../metadata/words.js';
import { tell, type Catalogue } from '../../metadata/tell.js';

const es = (text: string) => ({ 'zh-CN': `简 ${text}`, 'zh-TW': `繁 ${text}`, es: text });
const catalogue: Catalogue = new Map([
  ['"{field}" must be {kind}.', es('«{field}» debe ser {kind}.')],
  ['a number', es('un número')],
  ['Sign in first.', es('Entre primero.')],
  ['{list}, {item}', es('{list}, {item}')],
  ['Same {fields}.', es('Igual: {fields}.')],
]);

describe('tell', () => {
  const label = { en: 'Phone', es: 'Teléfono' };

  it('puts labels and inner sentences in the language of the whole', () => {
    const words = say`"${{ field: label }}" must be ${{ kind: say`a number` }}.`;
    expect(words.message).to.equal('"Phone" must be a number.');
    expect(tell(catalogue, 'en', words)).to.equal('"Phone" must be a number.');
    expect(tell(catalogue, 'es', words)).to.equal('«Teléfono» debe ser un número.');
  });

  it('knows a sentence without parts by itself, and stays English where it knows none', () => {
    expect(tell(catalogue, 'es', { message: 'Sign in first.' })).to.equal('Entre primero.');
    expect(tell(catalogue, 'es', { message: 'Nobody knows this.' })).to.equal('Nobody knows this.');
    expect(tell(catalogue, 'es', say`Nobody knows ${{ field: label }}.`)).to.equal('Nobody knows Phone.');
  });

  it('says what somebody wrote into a document in its own languages', () => {
    expect(tell(catalogue, 'es', say`${{ rule: label }}`)).to.equal('Teléfono');
  });

  it('joins labels with commas', () => {
    const words = say`Same ${{ fields: listOf([label, { en: 'Name', es: 'Nombre' }]) }}.`;
    expect(words.message).to.equal('Same Phone, Name.');
    expect(tell(catalogue, 'es', words)).to.equal('Igual: Teléfono, Nombre.');
  });

  it('takes what callers wrote as text, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...languages), (text, language) => {
        const told = tell(catalogue, language, say`"${{ field: text }}" must be ${{ kind: '{field}' }}.`);
        expect(told).to.include(text).and.to.include('{field}');
      }),
    );
  });
});
