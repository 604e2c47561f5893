/**
 * Language of the interface: of the four dictionaries one is loaded at a time, `t` is typed by the English one (a test
 * compares the key sets). What the first pages say stands in `strings/`, all else in `strings/later/`: parts that are
 * loaded when first needed import later-strings.js and so wait for their texts.
 */
import { labelText, languages, type Label, type Language } from '../../metadata/value.js';
import { createFormats, type Formats } from './formats.js';
import { formatMessage, type StringValues } from './message.js';

export type { StringValues };
type English = typeof import('./strings/en.json', { with: { type: 'json' } });
type LaterEnglish = typeof import('./strings/later/en.json', { with: { type: 'json' } });
export type StringKey = keyof English | keyof LaterEnglish;
/** What stands behind a prefix: `Under<'move'>` is `up`, `down` …. */
export type Under<Prefix extends string, Key = StringKey> = Key extends `${Prefix}.${infer Rest}` ? Rest : never;
type Dictionary = Readonly<Record<string, string>>;

type Load = Readonly<Record<Language, () => Promise<{ default: Dictionary }>>>;
const load: Load = {
  en: () => import('./strings/en.json', { with: { type: 'json' } }),
  'zh-CN': () => import('./strings/zh-CN.json', { with: { type: 'json' } }),
  'zh-TW': () => import('./strings/zh-TW.json', { with: { type: 'json' } }),
  es: () => import('./strings/es.json', { with: { type: 'json' } }),
};
const loadLater: Load = {
  en: () => import('./strings/later/en.json', { with: { type: 'json' } }),
  'zh-CN': () => import('./strings/later/zh-CN.json', { with: { type: 'json' } }),
  'zh-TW': () => import('./strings/later/zh-TW.json', { with: { type: 'json' } }),
  es: () => import('./strings/later/es.json', { with: { type: 'json' } }),
};

/** Names of the languages in themselves, for the menu. */
const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  es: 'Español',
};

/** The one of this page, and whether a part that is loaded later has come. */
const page: { i18n?: I18n; wantsAll: boolean } = { wantsAll: false };

/** Resolves when the later texts are there, or could not be loaded: they are asked for again where one is missed. */
export async function allStrings(): Promise<void> {
  page.wantsAll = true;
  await page.i18n?.complete();
}

export class I18n {
  #language: Language = 'en';
  #strings: Dictionary = {};
  #isComplete = false;
  #completing: Promise<void> | undefined;
  #rules = new Intl.PluralRules('en');
  #formats: Formats = createFormats('en');
  #listeners = new Set<() => void>();
  /** Each language in itself. */
  readonly names = languageNames;

  get language(): Language {
    return this.#language;
  }
  get formats(): Formats {
    return this.#formats;
  }

  constructor() {
    page.i18n = this;
  }

  /** Loads a language and tells the listeners; the page's `lang` follows. */
  async use(language: Language): Promise<void> {
    const [first, later] = await Promise.all([load[language](), page.wantsAll ? loadLater[language]() : undefined]);
    this.#strings = { ...first.default, ...later?.default };
    this.#isComplete = later !== undefined;
    this.#language = language;
    this.#rules = new Intl.PluralRules(language);
    this.#formats = createFormats(language);
    for (const listener of this.#listeners) listener();
  }

  /** Loads the later texts of the language in use. */
  complete(): Promise<void> {
    if (this.#isComplete) return Promise.resolve();
    return (this.#completing ??= this.#complete().finally(() => (this.#completing = undefined)));
  }

  async #complete(): Promise<void> {
    const language = this.#language;
    try {
      const { default: later } = await loadLater[language]();
      // Another language came in the meantime, with its own.
      if (language !== this.#language) return;
      this.#strings = { ...this.#strings, ...later };
      this.#isComplete = true;
      for (const listener of this.#listeners) listener();
    } catch (error) {
      console.warn('The texts of a part of the page could not be loaded.', error);
    }
  }

  t(key: StringKey, values: StringValues = {}): string {
    const text = this.#strings[key];
    if (text === undefined) {
      if (page.wantsAll) void this.complete();
      return key;
    }
    return formatMessage(text, values, this.#rules, (value) => this.#formats.number(value));
  }

  /** True when the key exists: error codes have texts, but not all of them. */
  has(key: string): key is StringKey {
    return this.#strings[key] !== undefined;
  }

  /** A document's label in the current language. */
  label(label: Label | undefined, fallback = ''): string {
    return labelText(label, this.#language, fallback);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The person's wish, else the browser's first language that we have, else English. */
export function chooseLanguage(wish: string | null | undefined, preferred: readonly string[]): Language {
  for (const each of [wish ?? '', ...preferred]) {
    const exact = languages.find((language) => language.toLowerCase() === each.toLowerCase());
    if (exact) return exact;
    if (/^zh\b.*(hant|tw|hk|mo)/i.test(each)) return 'zh-TW';
    if (/^zh\b/i.test(each)) return 'zh-CN';
    const base = languages.find((language) => language === each.slice(0, 2).toLowerCase());
    if (base) return base;
  }
  return 'en';
}
