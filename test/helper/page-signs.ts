/** Signs that a page gives of itself, to wait for before it is acted on or looked at. */
import type { Locator, Page } from 'playwright-core';
import { becomes } from './eventually.js';

/** Waits until this part has the focus: what is typed from now on is its own. */
export const hasFocus = (part: Locator): Promise<void> => part.and(part.page().locator(':focus')).waitFor();

/** Waits until a field holds this text. */
export const holds = (field: Locator, text: string): Promise<void> => becomes(() => field.inputValue(), text);

/** Waits until there are so many of them. */
export const hasCount = (parts: Locator, count: number): Promise<void> => becomes(() => parts.count(), count);

/** Waits until the mark of unsaved changes, which was there, has gone. */
export const saved = (page: Page): Promise<unknown> => page.waitForFunction(() => !document.title.startsWith('•'));

/** Goes to an address and waits until the page hears live events: one that is sent before would be lost. */
export async function openWithEvents(page: Page, url: string): Promise<void> {
  const stream = page.waitForResponse('**/api/events');
  await page.goto(url);
  await stream;
}

/** Presses a key until it is so, at most `most` times: a way by keyboard, as long as it may be. */
export async function reaches(page: Page, key: string, isThere: () => Promise<boolean>, most = 140): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await isThere()) return;
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  throw new Error(`${most} times ${key} do not lead there.`);
}
