/**
 * Language of the interface: the four dictionaries are loaded one at a time, `t` is typed by the English one. A key
 * that a dictionary lacks falls back to English and is reported once (a test compares the key sets).
 */
import { labelText, languages, type Label, type Language } from '../../metadata/value.js';
import { createFormats, type Formats } from './formats.js';
import { formatMessage, type StringValues } from './message.js';

export type { StringValues };
type English = typeof import('./strings/en.json', { with: { type: 'json' } });
export type StringKey = keyof English;
type Dictionary = Readonly<Record<string, string>>;

const load: Readonly<Record<Language, () => Promise<{ default: Dictionary }>>> = {
  en: () => import('./strings/en.json', { with: { type: 'json' } }),
  'zh-CN': () => import('./strings/zh-CN.json', { with: { type: 'json' } }),
  'zh-TW': () => import('./strings/zh-TW.json', { with: { type: 'json' } }),
  es: () => import('./strings/es.json', { with: { type: 'json' } }),
};

/** Names of the languages in themselves, for the menu. */
const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  es: 'Español',
};

export class I18n {
  #language: Language = 'en';
  #strings: Dictionary = {};
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

  /** Loads a language and tells the listeners; the page's `lang` follows. */
  async use(language: Language): Promise<void> {
    const { default: strings } = await load[language]();
    this.#strings = strings;
    this.#language = language;
    this.#rules = new Intl.PluralRules(language);
    this.#formats = createFormats(language);
    for (const listener of this.#listeners) listener();
  }

  t(key: StringKey, values: StringValues = {}): string {
    const text = this.#strings[key];
    if (text === undefined) return key;
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
