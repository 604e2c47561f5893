import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { languages } from '../../metadata/value.js';
import { formatMessage, parseMessage } from '../../runtime/ui/message.js';
import { allStrings, firstStrings, importedBy, importedLater, laterStrings, type Strings } from '../helper/strings.js';

const root = join(import.meta.dirname, '../..');
/** Keys that no page knows beforehand whether it will say them. */
const always = /^(common|error|signIn|password)\./;

/** Keys that a source names, whole or by their beginning. */
function keysOf(path: string, known: Strings): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const whole = [...text.matchAll(/['"`]([a-zA-Z]+\.[\w.]+)['"`]/g)].map(([, key]) => key!);
  const begun = [...text.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/g)].map(([, beginning]) => beginning!);
  const completed = Object.keys(known).filter((key) => begun.some((beginning) => key.startsWith(beginning)));
  return [...whole.filter((key) => known[key] !== undefined), ...completed];
}

type Parts = ReturnType<typeof parseMessage>;

/** Variables of a message: those of plurals, which a language without plurals may leave out, and the others. */
function variables(parts: Parts): { plain: Set<string>; all: Set<string> } {
  const found = { plain: new Set<string>(), all: new Set<string>() };
  for (const part of parts) {
    if (typeof part === 'string' || part.name === '#') continue;
    found.all.add(part.name);
    if (!part.forms) found.plain.add(part.name);
    for (const inner of Object.values(part.forms ?? {})) {
      const below = variables(inner);
      for (const name of below.all) found.all.add(name);
      for (const name of below.plain) found.plain.add(name);
    }
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

describe('runtime/strings', () => {
  const english = allStrings('en');

  for (const language of languages) {
    it(`has the same keys and placeholders in ${language}`, () => {
      const strings = allStrings(language);
      expect(Object.keys(firstStrings(language))).to.deep.equal(Object.keys(firstStrings('en')));
      expect(Object.keys(strings)).to.deep.equal(Object.keys(english));
      for (const [key, text] of Object.entries(strings)) {
        expect(text.trim(), key).not.to.equal('');
        const here = variables(parseMessage(text)).all;
        const there = variables(parseMessage(english[key]!));
        expect(
          [...here].filter((name) => !there.all.has(name)),
          `${key} asks for unknown values`,
        ).to.deep.equal([]);
        expect(
          [...there.plain].filter((name) => !here.has(name)),
          `${key} leaves values out`,
        ).to.deep.equal([]);
      }
    });
  }

  it('knows every key that the sources ask for', () => {
    const asked = [...sources(join(root, 'runtime')), ...sources(join(root, 'plugins/core/fields'))].flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1]!),
    );
    expect(asked.length).to.be.greaterThan(100);
    expect(asked.filter((key) => english[key] === undefined)).to.deep.equal([]);
  });

  it('loads first what the first pages say, and nothing else; what comes later waits for the rest', () => {
    const later = laterStrings('en');
    const first = new Set([...importedBy('runtime/main.ts'), ...importedBy('runtime/workplace.ts')]);
    const said = new Set([...first].flatMap((path) => keysOf(path, english)));
    expect(
      Object.keys(later).filter((key) => said.has(key)),
      'belongs into strings/',
    ).to.deep.equal([]);
    expect(
      Object.keys(firstStrings('en')).filter((key) => !said.has(key) && !always.test(key)),
      'belongs into strings/later/',
    ).to.deep.equal([]);

    // Views of plugins are given out by registries.ts, which waits for the texts.
    const all = ['runtime', 'designer'].flatMap((folder) => sources(join(root, folder)));
    const entries = new Set(all.flatMap(importedLater).filter((path) => !first.has(path)));
    expect(entries.size).to.be.greaterThan(40);
    const hasty = [...entries].filter((entry) => {
      const closure = [...importedBy(entry)];
      return (
        !closure.includes(join(root, 'runtime/ui/later-strings.ts')) &&
        closure.some((path) => !first.has(path) && keysOf(path, later).length > 0)
      );
    });
    expect(hasty, 'does not import runtime/ui/later-strings.js').to.deep.equal([]);
  });

  it('chooses plural forms by language', () => {
    const say = (text: string, count: number, locale: string) =>
      formatMessage(text, { count }, new Intl.PluralRules(locale), String);
    const text = '{count, plural, =0 {none} one {# row} other {# rows}} left';
    expect(say(text, 0, 'en')).to.equal('none left');
    expect(say(text, 1, 'en')).to.equal('1 row left');
    expect(say(text, 5, 'en')).to.equal('5 rows left');
    expect(say(text, 1, 'zh-CN')).to.equal('1 rows left');
  });

  it('refuses a plural without other', () => {
    expect(() => parseMessage('{n, plural, one {a}}')).to.throw('other');
  });
});
