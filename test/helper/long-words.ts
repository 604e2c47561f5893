/**
 * A page whose English is two fifths longer, as translations may be: the program's own words and the labels of documents.
 * Translators have no say in how much room there is; a screen that has none left shows it here first.
 */
import type { Page, Route } from 'playwright-core';
import { languages } from '../../metadata/value.js';

const filler = 'and somewhat more than that '.repeat(40);

/** `Delete` becomes `Delete and`; what stands in braces stays as it is. */
export function lengthen(text: string): string {
  const length = text.replace(/\{.*\}/s, 'number').length;
  return `${text} ${filler.slice(0, Math.ceil(length * 0.4)).trim()}`;
}

const isLabel = (value: object): value is Record<string, string> => {
  const keys = Object.keys(value);
  return keys.includes('en') && keys.includes('zh-CN') && keys.every((key) => (languages as readonly string[]).includes(key));
}; // prettier-ignore

function lengthenLabels(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lengthenLabels);
  if (typeof value !== 'object' || value === null) return value;
  if (isLabel(value)) return { ...value, en: lengthen(value['en']!) };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, lengthenLabels(each)]));
}

/** To be called before the page is opened. */
export async function useLongWords(page: Page): Promise<void> {
  await page.route(/\/assets\/c\/en-[^/]*\.js$/, async (route) => {
    const source = (await bodyOf(route)).replace(/^import"[^"]*";/, '').replace(/\/\/# source.*/, '');
    const strings = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
      default: Readonly<Record<string, string>>;
    };
    const longer = Object.fromEntries(Object.entries(strings.default).map(([key, text]) => [key, lengthen(text)]));
    await route.fulfill({ contentType: 'text/javascript', body: `export default ${JSON.stringify(longer)};` });
  });
  await page.route(/\/api\/app$/, async (route) => {
    const body = JSON.stringify(lengthenLabels(JSON.parse(await bodyOf(route))));
    await route.fulfill({ contentType: 'application/json', body });
  });
}

const bodyOf = async (route: Route): Promise<string> => (await route.fetch()).text();
