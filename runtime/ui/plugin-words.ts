/**
 * Words of a plugin's own, from the `strings.json` of its folder and loaded with its view: messages in every language by
 * key, with values and plurals as in the dictionaries of the interface.
 */
import type { Language } from '../../metadata/value.js';
import type { FieldHost } from '../host/field-views.js';
import { formatMessage, type StringValues } from './message.js';

export type PluginStrings = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Says a message in the language of the host. */
export type Say<K> = (host: Pick<FieldHost, 'language' | 'formats'>, key: K, values?: StringValues) => string;

export function pluginWords<const T extends PluginStrings>(strings: T): Say<keyof T> {
  const rules = new Map<Language, Intl.PluralRules>();
  return ({ language, formats }, key, values = {}) => {
    const plural = rules.get(language) ?? new Intl.PluralRules(language);
    rules.set(language, plural);
    return formatMessage(strings[key]![language], values, plural, (value) => formats.number(value));
  };
}
