import { expect } from 'chai';
import { createFormats } from '../../../runtime/ui/formats.js';
import { pluginWords } from '../../../runtime/ui/plugin-words.js';

const say = pluginWords({
  left: {
    en: '{count, plural, one {# place} other {# places}} of {name}',
    'zh-CN': '{name}的 {count} 个地点',
    'zh-TW': '{name}的 {count} 個地點',
    es: '{count, plural, one {# lugar} other {# lugares}} de {name}',
  },
});

describe('ui/plugin-words', () => {
  it('says a message in the language of the host, with its plurals and its figures', () => {
    const inLanguage = (language: 'en' | 'zh-CN' | 'es', count: number) =>
      say({ language, formats: createFormats(language) }, 'left', { count, name: 'X' });
    expect(inLanguage('en', 1)).to.equal('1 place of X');
    expect(inLanguage('en', 1200)).to.equal('1,200 places of X');
    expect(inLanguage('zh-CN', 2)).to.equal('X的 2 个地点');
    expect(inLanguage('es', 2)).to.equal('2 lugares de X');
  });
});
