/** How texts of a file are read: dictionaries by code or by label in any language, blanks and case aside. */
import type { TextContext } from '../contributions.js';
import type { Model } from '../model/model.js';
import { labelText } from '../value.js';

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The context of one run; labels are indexed per dictionary when the first choice asks. A label of two codes is neither. */
export function createTextContext(model: Model, locale: string): TextContext {
  const byLabel = new Map<string, ReadonlyMap<string, string | undefined>>();
  const index = (name: string): ReadonlyMap<string, string | undefined> => {
    const codes = new Map<string, string | undefined>();
    for (const value of model.dictionaries.get(name)?.values.values() ?? []) {
      const texts = typeof value.label === 'string' ? [value.label] : Object.values(value.label);
      for (const text of new Set([...texts, value.code].map(fold))) {
        codes.set(text, codes.has(text) && codes.get(text) !== value.code ? undefined : value.code);
      }
    }
    return codes;
  };
  return {
    locale,
    timeZone: model.settings.timeZone,
    currency: model.settings.currency,
    choice(dictionary, code) {
      const value = model.dictionaries.get(dictionary)?.values.get(code);
      return value && labelText(value.label, locale, code);
    },
    codeOf(dictionary, label) {
      const codes = byLabel.get(dictionary) ?? index(dictionary);
      byLabel.set(dictionary, codes);
      return codes.get(fold(label));
    },
  };
}
