/** What the canvas of the site's settings changes. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import type { Home } from '../../metadata/schema/app.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';

export const settingKeys = ['language', 'timeZone', 'currency', 'menu', 'theme'] as const;
export type SettingKey = (typeof settingKeys)[number];

/** Empty goes out of the document, where it may be absent: the usual holds then. */
export const setSetting = (document: unknown, key: SettingKey, value: string): Operation =>
  setOperation(document, [key], value === '' && (key === 'menu' || key === 'theme') ? undefined : value);

/** A place to begin as a choice says it, `dashboard sales`, `list customer`; empty: that of the menu. */
export const homeText = (document: unknown): string => {
  const home = isObject(document) ? document['home'] : undefined;
  if (!isObject(home)) return '';
  return home['type'] === 'list' ? `list ${String(home['entity'])}` : `dashboard ${String(home['name'])}`;
};

/** The same list keeps the view that it opens with. */
export function setHome(document: unknown, text: string): Operation {
  if (text === homeText(document)) return { op: 'group', operations: [] };
  const [type, name = ''] = text.split(' ');
  const home: Home | undefined =
    text === '' ? undefined : type === 'list' ? { type, entity: name } : { type: 'dashboard', name };
  return setOperation(document, ['home'], home);
}

/** Codes of currencies that the browser can write, those of the site's languages' countries first. */
export const currencies: readonly string[] = [
  ...['EUR', 'USD', 'CNY', 'TWD', 'GBP', 'CHF', 'JPY', 'MXN'],
  ...Intl.supportedValuesOf('currency'),
].filter((code, index, all) => all.indexOf(code) === index);
