import { expect } from 'chai';
import { messages as pluginSentences } from '../../../plugins/index/server.js';
import { ownSentences } from '../../../server/messages/messages.js';
import type { Translations } from '../../../server/messages/tell.js';
import { sentencesOf } from '../../helper/sentences.js';

/** What people meet who work with records, lists, dashboards and their account. */
const told = [
  'server/access', 'server/activity', 'server/errors.ts', 'server/http', 'server/import/read-csv.ts',
  'server/import/run-map.ts', 'server/import/write-rows.ts', 'server/jobs', 'server/personal', 'server/records',
  'server/reports', 'server/search', 'server/views', 'server/work',
  'metadata/query', 'metadata/import', 'metadata/document/issue.ts', 'plugins/core/fields',
]; // prettier-ignore

/** Inside these, what designers and whoever runs the site read; still English. */
const english =
  /^(server\/access\/common-passwords|server\/reports\/run-report|metadata\/import\/plan|server\/import\/(read-csv|decode-text)|plugins\/core\/fields\/(lookup|lookups|children|rollUp)\/schema|plugins\/core\/fields\/dictionary-check)\.ts$/;

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
