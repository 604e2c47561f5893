import { expect } from 'chai';
import { messages as pluginSentences } from '../../../plugins/index/server.js';
import { ownSentences } from '../../../server/messages/messages.js';
import type { Translations } from '../../../metadata/tell.js';
import { sentencesOf } from '../../helper/sentences.js';

/** What people meet, whoever works with records and whoever shapes the application. */
const told = [
  'server/access', 'server/activity', 'server/database', 'server/errors.ts', 'server/http', 'server/import', 'server/jobs', 'server/maps',
  'server/links', 'server/mail', 'server/personal', 'server/print', 'server/records', 'server/releases', 'server/reports', 'server/schedules', 'server/search', 'server/start', 'server/views', 'server/work',
  'metadata/access', 'metadata/chart/raw', 'metadata/dataset', 'metadata/document', 'metadata/duplicates', 'metadata/expression', 'metadata/flow', 'metadata/import',
  'metadata/model', 'metadata/print', 'metadata/query', 'metadata/rules', 'metadata/sheet', 'metadata/theme', 'metadata/transforms',
  'plugins/core/charts', 'plugins/core/fields', 'plugins/core/functions', 'plugins/core/transforms', 'plugins/core/views', 'plugins/core/widgets',
]; // prettier-ignore

/** Variables named `words` that hold none: a list of words, where the words of a bar stand, a type of column. */
const english =
  /^(server\/access\/common-passwords|server\/database\/migrations\/.*|plugins\/core\/views\/timeline\/lanes)\.ts$/;

const holes = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

describe('messages/sentences', () => {
  const spoken = new Map<string, string>();
  const files: Readonly<Record<string, Translations>>[] = [];
  before(async function () {
    this.timeout(30_000);
    for (const path of told) for (const { sentence, file } of sentencesOf(path)) spoken.set(sentence, file);
    for (const source of [...ownSentences, ...pluginSentences]) files.push((await source()).default);
  });
  const entries = () => files.flatMap((file) => Object.entries(file));

  it('has a translation for each sentence', () => {
    const known = new Set(entries().map(([sentence]) => sentence));
    const missing = [...spoken].filter(
      ([sentence, file]) => !known.has(sentence) && !english.test(file) && !/^\{\w+\}$/.test(sentence),
    );
    expect(spoken.size).to.be.greaterThan(300);
    expect(missing.map(([sentence, file]) => `${file}: ${sentence}`)).to.deep.equal([]);
  });

  it('leaves out no place where something is said to people', () => {
    const isTold = (file: string) => told.some((place) => file === place || file.startsWith(`${place}/`));
    const others = ['server', 'metadata', 'plugins'].flatMap((root) => sentencesOf(root).filter(({ file }) => !isTold(file)));
    // The rule by which sentences are put together is none.
    expect(others.filter(({ file }) => file !== 'metadata/words.ts').map(({ sentence, file }) => `${file}: ${sentence}`)).to.deep.equal([]);
  }); // prettier-ignore

  it('has none that nobody says', () => {
    const unused = entries().filter(([sentence]) => !spoken.has(sentence));
    expect(unused.map(([sentence]) => sentence)).to.deep.equal([]);
  });

  it('says the same parts in each language', () => {
    for (const [sentence, translations] of entries()) {
      expect(Object.keys(translations), sentence).to.have.members(['zh-CN', 'zh-TW', 'es']);
      for (const text of Object.values(translations)) {
        expect(text.trim(), sentence).to.not.equal('');
        expect(holes(text), `${sentence} / ${text}`).to.deep.equal(holes(sentence));
      }
    }
  });

  it('means one thing by a sentence, wherever it stands', () => {
    const seen = new Map<string, Translations>();
    for (const [sentence, translations] of entries()) {
      if (seen.has(sentence)) expect(translations, sentence).to.deep.equal(seen.get(sentence));
      seen.set(sentence, translations);
    }
  });
});
