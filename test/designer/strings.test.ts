import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../metadata/schema/kinds.js';
import { languages } from '../../metadata/value.js';
import { parseMessage } from '../../runtime/ui/message.js';

const dictionary = (language: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../designer/strings/${language}.json`), 'utf8')) as Record<
    string,
    string
  >;
const english = dictionary('en');
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

describe('designer/strings', () => {
  for (const language of languages) {
    it(`has every text in ${language}, readable and with the same values`, () => {
      const own = dictionary(language);
      expect(Object.keys(own)).to.deep.equal(Object.keys(english));
      for (const [key, text] of Object.entries(own)) {
        expect(text, key).not.to.equal('');
        expect(() => parseMessage(text), key).not.to.throw();
        const values = placeholders(text);
        expect(placeholders(english[key]!), key).to.include.members(values);
      }
    });
  }

  it('names keys and choices in every language', () => {
    const names = JSON.parse(readFileSync(join(import.meta.dirname, '../../designer/strings/names.json'), 'utf8')) as Record<string, object>;
    for (const [key, words] of Object.entries(names)) {
      expect(key).to.match(/^(name|choice)\../);
      expect(Object.keys(words), key).to.deep.equal([...languages]);
      expect(Object.values(words), key).not.to.include('');
    }
  }); // prettier-ignore

  it('names every kind of document', () => {
    for (const kind of kinds) expect(english).to.include.keys(`kind.${kind}`, `kinds.${kind}`);
  });
});
