/**
 * The one place where sentences are made in a reader's language: the sentence as it was written finds its translation,
 * and its parts are put into that, labels and inner sentences in the same language. What has no translation stays English.
 * Translations of what the browser says by itself as well stand in sentences/.
 */
import { labelText, type Language, type Part, type Words } from './value.js';
import { isWords } from './words.js';

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
