/**
 * The texts of a document that people read in their own language: where its schema allows one text for each language. They
 * stay where they are; here they are found, read and put back. Pure.
 */
import { itemKeyOf, type ItemPath, type Step } from '../../metadata/document/items.js';
import { languages, type Language } from '../../metadata/value.js';
import { isObject, openUp, stepInto, type SchemaNode } from '../json/schema-walk.js';

/** One text for all languages, or one for each that has one. */
export type Text = string | Readonly<Partial<Record<Language, string>>>;

export interface TextPlace {
  /** Items by their keys: the same place when others come, go or change their order. */
  readonly path: ItemPath;
  /** Keys and positions as they are now. */
  readonly keys: readonly (string | number)[];
  readonly text: Text;
  /** Characters in one language; undefined where the schema sets no limit. */
  readonly most: number | undefined;
}

/** All texts of a document, in its own order. */
export function textsOf(root: SchemaNode, document: unknown): readonly TextPlace[] {
  const found: TextPlace[] = [];
  visit([root], document, [], []);
  return found;

  function visit(nodes: readonly SchemaNode[], value: unknown, path: ItemPath, keys: TextPlace['keys']): void {
    if (isText(value)) {
      const own = textSchema(nodes);
      if (own) found.push({ path, keys, text: value, most: own.most });
      if (own || typeof value === 'string') return;
    }
    if (!Array.isArray(value) && !isObject(value)) return;
    const opened = nodes.flatMap((node) => openUp(node, value));
    const go = (key: string | number, step: Step, item: unknown) => {
      const inner = opened.flatMap((node) => stepInto(node, key));
      if (inner.length > 0) visit(inner, item, [...path, step], [...keys, key]);
    };
    if (!Array.isArray(value)) {
      for (const [key, item] of Object.entries(value)) go(key, key, item);
      return;
    }
    const name = itemKeyOf(value);
    value.forEach((item: unknown, index) =>
      go(index, name !== undefined && isObject(item) ? { [name]: item[name] as string } : index, item),
    );
  }
}

const isLanguage = (key: string): key is Language => (languages as readonly string[]).includes(key);

/** Looks like a text; whether it is one the schema says. */
function isText(value: unknown): value is Text {
  if (typeof value === 'string') return true;
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key, each]) => isLanguage(key) && typeof each === 'string');
}

function textSchema(nodes: readonly SchemaNode[]): { readonly most: number | undefined } | undefined {
  for (const { schema } of nodes.flatMap((node) => openUp(node, undefined))) {
    const properties = schema['properties'];
    if (!isObject(properties) || !languages.every((each) => Object.hasOwn(properties, each))) continue;
    const { en } = properties;
    const most = isObject(en) ? en['maxLength'] : undefined;
    return { most: typeof most === 'number' ? most : undefined };
  }
  return undefined;
}

/** What stands there in a language itself, without what stands in for it; `source` is the language of plain texts. */
export const textIn = (text: Text, language: Language, source: Language): string =>
  typeof text === 'string' ? (language === source ? text : '') : (text[language] ?? '');

/** The language that a translator begins from: the wished one, else English, else the first that has words. */
export function sourceOf(text: Text, source: Language): Language {
  if (typeof text === 'string' || text[source]) return source;
  return [...(['en'] as const), ...languages].find((each) => text[each]) ?? source;
}

/**
 * The text with other words in one language, empty ones taken out. A plain text stays plain while only its own language
 * is changed. Undefined when no word would be left.
 */
export function withText(text: Text, language: Language, words: string, source: Language): Text | undefined {
  if (typeof text === 'string') {
    if (language === source) return words === '' ? undefined : words;
    return words === '' ? text : inOrder({ [source]: text, [language]: words });
  }
  const next = inOrder({ ...text, [language]: words });
  return Object.keys(next).length === 0 ? undefined : next;
}

const inOrder = (text: Readonly<Partial<Record<Language, string>>>): Text =>
  Object.fromEntries(languages.flatMap((each) => (text[each] ? [[each, text[each]]] : [])));

/** Figures, signs, markup and formulas alone say the same in every language. */
export const needsWords = (words: string): boolean => /\p{L}/u.test(words.replace(/\{+[^{}]*\}+|<[^<>]*>/g, ''));

/** Languages that have no words of their own here, though there is something to say. */
export function missingIn(text: Text, source: Language): readonly Language[] {
  if (!needsWords(textIn(text, sourceOf(text, source), source))) return [];
  return languages.filter((each) => textIn(text, each, source) === '');
}
