/**
 * The designer's own dictionary, loaded with it and not before; messages as in runtime/ui/i18n. `key.<kind>.<key>` and
 * `key.<key>` say what the keys of documents mean.
 */
import { tell, type Catalogue, type Translations } from '../../metadata/tell.js';
import type { Language, Words as Sentence } from '../../metadata/value.js';
import type { I18n, StringValues } from '../../runtime/ui/i18n.js';
import { formatMessage } from '../../runtime/ui/message.js';

type English = typeof import('../strings/en.json', { with: { type: 'json' } });
export type WordKey = Extract<keyof English, string>;
type Dictionary = Readonly<Record<string, string>>;

const load: Readonly<Record<Language, () => Promise<{ default: Dictionary }>>> = {
  en: () => import('../strings/en.json', { with: { type: 'json' } }),
  'zh-CN': () => import('../strings/zh-CN.json', { with: { type: 'json' } }),
  'zh-TW': () => import('../strings/zh-TW.json', { with: { type: 'json' } }),
  es: () => import('../strings/es.json', { with: { type: 'json' } }),
};

/** What the checks of documents, and of rows that are tried, say in other languages than English. */
const sentences: readonly (() => Promise<{ default: Readonly<Record<string, Translations>> }>)[] = [
  () => import('../../metadata/sentences/shapes.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/datasets.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/charts.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/transforms.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/imports.json', { with: { type: 'json' } }),
];

/** What keys and choices of documents are called: `name.<key>`, `choice.<key>.<value>`; all languages in one file. */
const loadNames = () => import('../strings/names.json', { with: { type: 'json' } });
type Names = Readonly<Record<string, Readonly<Record<Language, string>>>>;

export class Words {
  #strings: Dictionary = {};
  #names: Names = {};
  #sentences: Catalogue | undefined;
  #language: Language | undefined;
  #rules = new Intl.PluralRules('en');

  constructor(private readonly i18n: I18n) {}

  /** Loads the dictionary of the interface's language when it is another one than held; true when it was. */
  async follow(): Promise<boolean> {
    const { language } = this.i18n;
    if (language === this.#language) return false;
    const [{ default: strings }, { default: names }, told] = await Promise.all([
      load[language](),
      loadNames(),
      language === 'en' ? this.#sentences : (this.#sentences ?? loadSentences()),
    ]);
    this.#sentences = told;
    this.#strings = strings;
    this.#names = names;
    this.#language = language;
    this.#rules = new Intl.PluralRules(language);
    return true;
  }

  text(key: WordKey, values: StringValues = {}): string {
    const message = this.#strings[key];
    if (message === undefined) return key;
    return formatMessage(message, values, this.#rules, (value) => this.i18n.formats.number(value));
  }

  /** A finding of the checks in the interface's language. */
  tell(words: Sentence): string {
    return tell(this.#sentences ?? new Map(), this.#language ?? 'en', words);
  }

  /** The text of a key that may not exist. */
  find(key: string, values: StringValues = {}): string | undefined {
    if (this.#strings[key] !== undefined) return this.text(key as WordKey, values);
    return Object.hasOwn(this.#names, key) ? this.#names[key]![this.#language ?? 'en'] : undefined;
  }

  /** What a key of a document means, the most exact text first. */
  describe(key: string, parent: string | undefined, kind: string): string | undefined {
    const tries = [`key.${parent}.${key}`, `key.${kind}.${key}`, `key.${key}`];
    for (const each of parent === undefined ? tries.slice(1) : tries) {
      const text = this.find(each);
      if (text !== undefined) return text;
    }
    return undefined;
  }
}

async function loadSentences(): Promise<Catalogue> {
  const files = await Promise.all(sentences.map((source) => source()));
  return new Map(files.flatMap((file) => Object.entries(file.default)));
}
