/**
 * A page whose words are others than they were written: the program's own English and the labels of documents. Two fifths
 * longer they are as translations may be.
 */
import type { Page, Route } from 'playwright-core';
import { languages } from '../../metadata/value.js';

type Change = (text: string) => string;

const filler = 'and somewhat more than that '.repeat(40);

/** `Delete` becomes `Delete and`; what stands in braces stays as it is. */
export function lengthen(text: string): string {
  const length = text.replace(/\{.*\}/s, 'number').length;
  return `${text} ${filler.slice(0, Math.ceil(length * 0.4)).trim()}`;
}

/** To be called before the page is opened. */
export async function reword(page: Page, change: Change): Promise<void> {
  await page.route(/\/assets\/c\/en-[^/]*\.js$/, async (route) => {
    const source = (await bodyOf(route)).replace(/^import"[^"]*";/, '').replace(/\/\/# source.*/, '');
    const strings = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
      default: Readonly<Record<string, string>>;
    };
    const others = Object.fromEntries(Object.entries(strings.default).map(([key, text]) => [key, change(text)]));
    await route.fulfill({ contentType: 'text/javascript', body: `export default ${JSON.stringify(others)};` });
  });
  await page.route(/\/api\/app$/, (route) => answerChanged(route, (body) => changeLabels(body, change)));
}

async function answerChanged(route: Route, changed: (body: unknown) => unknown): Promise<void> {
  const response = await route.fetch();
  const isJson = /json/.test(response.headers()['content-type'] ?? '');
  if (!isJson || !response.ok()) return route.fulfill({ response });
  return route.fulfill({ response, json: changed(await response.json()) });
}

const bodyOf = async (route: Route): Promise<string> => (await route.fetch()).text();

const isLabel = (value: object): value is Record<string, string> => {
  const keys = Object.keys(value);
  return keys.includes('en') && keys.includes('zh-CN') && keys.every((key) => (languages as readonly string[]).includes(key));
}; // prettier-ignore

function changeLabels(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((each) => changeLabels(each, change));
  if (typeof value !== 'object' || value === null) return value;
  if (isLabel(value)) return { ...value, en: change(value['en']!) };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, changeLabels(each, change)]));
}
