import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../../metadata/value.js';
import { parseMessage } from '../../../runtime/ui/message.js';

const folder = join(import.meta.dirname, '../../../runtime/action/strings');
const dictionary = (language: string) =>
  JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Record<string, string>;
const english = dictionary('en');
const valuesOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

describe('action/strings', () => {
  for (const language of languages) {
    it(`has every text in ${language}, readable and with the same values`, () => {
      const own = dictionary(language);
      expect(Object.keys(own)).to.deep.equal(Object.keys(english));
      for (const [key, text] of Object.entries(own)) {
        expect(text, key).not.to.equal('');
        expect(() => parseMessage(text), key).not.to.throw();
        expect(valuesOf(text), key).to.deep.equal(valuesOf(english[key]!));
      }
    });
  }
});
