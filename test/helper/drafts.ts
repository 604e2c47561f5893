/** What a page keeps of unsaved forms and comments in its IndexedDB. */
import type { Page } from 'playwright-core';
import { eventually } from './eventually.js';

/** `<user> <entity> <record>`, where a new record is `new`. */
export const draftKeys = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const request = indexedDB.open('trellis', 1);
        request.onsuccess = () => {
          const keys = request.result.transaction('drafts').objectStore('drafts').getAllKeys();
          keys.onsuccess = () => resolve(keys.result.map(String));
        };
      }),
  );

/** The fields of a draft whose key looks like this; undefined where there is none. */
export const draftValues = async (page: Page, key: RegExp): Promise<Record<string, unknown> | undefined> => {
  const found = (await draftKeys(page)).find((each) => key.test(each));
  if (found === undefined) return undefined;
  return page.evaluate(
    (name) =>
      new Promise<Record<string, unknown> | undefined>((resolve) => {
        const request = indexedDB.open('trellis', 1);
        request.onsuccess = () => {
          const draft = request.result.transaction('drafts').objectStore('drafts').get(name);
          draft.onsuccess = () => resolve((draft.result as { values: Record<string, unknown> } | undefined)?.values);
        };
      }),
    found,
  );
};

/** Waits for a draft whose key looks like this. */
export const draftKept = (page: Page, key: RegExp): Promise<unknown> =>
  eventually(async () => (await draftKeys(page)).some((each) => key.test(each)) || undefined, `a draft like ${key}`);
