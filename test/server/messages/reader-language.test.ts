import { expect } from 'chai';
import fc from 'fast-check';
import { languages } from '../../../metadata/value.js';
import { readerLanguage } from '../../../server/messages/reader-language.js';

describe('messages/reader-language', () => {
  for (const [reader, language] of [
    [{ own: 'es', acceptLanguage: 'zh-CN', site: 'en' }, 'es'],
    [{ acceptLanguage: 'zh-CN,en;q=0.8', site: 'es' }, 'zh-CN'],
    [{ acceptLanguage: 'de, zh-HK;q=0.4, es-MX;q=0.9' }, 'es'],
    [{ acceptLanguage: 'zh-Hant-TW' }, 'zh-TW'],
    [{ acceptLanguage: 'zh' }, 'zh-CN'],
    [{ acceptLanguage: 'es;q=0, de', site: 'zh-TW' }, 'zh-TW'],
    [{ acceptLanguage: '*', site: 'es' }, 'es'],
    [{ own: 'fr', site: 'de' }, 'en'],
    [{}, 'en'],
  ] as const) {
    it(`reads ${JSON.stringify(reader)} as ${language}`, () => {
      expect(readerLanguage(reader)).to.equal(language);
    });
  }

  it('gives one of ours for any header', () => {
    fc.assert(fc.property(fc.string(), (acceptLanguage) => languages.includes(readerLanguage({ acceptLanguage }))));
  });
});
