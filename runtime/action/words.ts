/** The texts of the dialog of actions, loaded with it and not before. */
import type { Language } from '../../metadata/value.js';
import type { I18n, StringValues } from '../ui/i18n.js';
import { formatMessage } from '../ui/message.js';

type English = typeof import('./strings/en.json', { with: { type: 'json' } });
export type ActionKey = Extract<keyof English, string>;

const load: Readonly<Record<Language, () => Promise<{ default: Readonly<Record<string, string>> }>>> = {
  en: () => import('./strings/en.json', { with: { type: 'json' } }),
  'zh-CN': () => import('./strings/zh-CN.json', { with: { type: 'json' } }),
  'zh-TW': () => import('./strings/zh-TW.json', { with: { type: 'json' } }),
  es: () => import('./strings/es.json', { with: { type: 'json' } }),
};

export type ActionWords = (key: ActionKey, values?: StringValues) => string;

/** The texts in the language that is in use now. */
export async function actionWords(i18n: I18n): Promise<ActionWords> {
  const { language } = i18n;
  const { default: strings } = await load[language]();
  const rules = new Intl.PluralRules(language);
  return (key, values = {}) =>
    formatMessage((strings as Record<string, string>)[key] ?? key, values, rules, (value) =>
      i18n.formats.number(value),
    );
}
