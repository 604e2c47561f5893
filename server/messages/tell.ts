/**
 * The one place where sentences are made in a reader's language: the sentence as it was written finds its translation,
 * and its parts are put into that, labels and inner sentences in the same language. What has no translation stays English.
 */
import { isWords } from '../../metadata/words.js';
import { labelText, type Language, type Part, type Words } from '../../metadata/value.js';

/** The other languages of one sentence. */
export type Translations = Readonly<Record<Exclude<Language, 'en'>, string>>;
/** Translations by the English sentence with the names of its parts in braces. */
export type Catalogue = ReadonlyMap<string, Translations>;

export function tell(catalogue: Catalogue, language: Language, { message, said }: Words): string {
  if (language === 'en') return message;
  const sentence = said?.sentence ?? message;
  // A sentence that is nothing but a part is one that somebody wrote into a document.
  const pattern = onlyPart.test(sentence) ? sentence : catalogue.get(sentence)?.[language];
  if (pattern === undefined) return message;
  const parts = said?.parts ?? {};
  return pattern.replace(hole, (whole, name: string) =>
    Object.hasOwn(parts, name) ? tellPart(catalogue, language, parts[name]!) : whole,
  );
}

const hole = /\{(\w+)\}/g;
const onlyPart = /^\{\w+\}$/;

function tellPart(catalogue: Catalogue, language: Language, part: Part): string {
  if (typeof part !== 'object') return String(part);
  return isWords(part) ? tell(catalogue, language, part) : labelText(part, language);
}

/** Tells the findings that stand under a path (`failed.problems`; lists are walked) of an answer; the rest is the same. */
export function tellFindings(value: unknown, path: readonly string[], told: (words: Words) => string): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map((item) => tellFindings(item, path, told));
  if (typeof value !== 'object' || value === null) return value;
  const [key, ...rest] = path;
  if (key !== undefined) {
    if (!Object.hasOwn(value, key)) return value;
    return { ...value, [key]: tellFindings((value as Record<string, unknown>)[key], rest, told) };
  }
  const { message, said, ...others } = value as Readonly<Record<string, unknown>> & Partial<Words>;
  return typeof message === 'string' ? { ...others, message: told({ message, said }) } : value;
}
