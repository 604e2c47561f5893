/**
 * How long a person waits for a page, measured in the page itself: from the event of a key or a click (its own time, so
 * that what the page does before its listeners run counts) to the frame after the one in which a sign holds.
 *
 *     const ms = await feel(page, () => page.keyboard.press('Enter'), (look) => look.one('tr-x')?.hidden === false);
 */
import type { Page } from 'playwright-core';

/** What a sign may ask of the page. Functions run in the page and see nothing of the bench but `given`. */
export interface Look {
  /** The first element that matches, through all shadow roots; a selector itself does not reach from one root into another. */
  one(selector: string): Element | undefined;
  all(selector: string): readonly Element[];
}

/** `begun` first, where what is waited for holds already before the act: it must have ended once. */
export interface Sign<T> {
  readonly begun?: (look: Look, given: T) => boolean;
  readonly there: (look: Look, given: T) => boolean;
  readonly given?: T;
}

const longestMs = 60_000;

/** Put into each page before its own scripts. */
const looking = `globalThis.__look = (() => {
  const find = (root, selector, found, most) => {
    for (const each of root.querySelectorAll('*')) {
      if (found.length >= most) return found;
      if (each.matches(selector)) found.push(each);
      if (each.shadowRoot) find(each.shadowRoot, selector, found, most);
    }
    return found;
  };
  return {
    one: (selector) => find(document, selector, [], 1)[0],
    all: (selector) => find(document, selector, [], Infinity),
  };
})();`;

export async function prepareFeeling(page: Page): Promise<void> {
  await page.addInitScript(looking);
}

/** Milliseconds from the first key or click of `act` until the sign. Rejects when it never comes. */
export async function feel<T>(page: Page, act: () => Promise<unknown>, sign: Sign<T>): Promise<number> {
  const steps = [sign.begun, sign.there].filter((each) => each !== undefined);
  // As text: the page's own security policy forbids it to make functions.
  await page.evaluate(`globalThis.__watch = new Promise((resolve, reject) => {
    const steps = [${steps.join(',')}];
    const given = ${JSON.stringify(sign.given ?? null)};
    const start = (event) => {
      for (const type of ['keydown', 'pointerdown']) removeEventListener(type, start, true);
      const since = () => performance.now() - event.timeStamp;
      let step = 0;
      const frame = () => {
        if (steps[step](globalThis.__look, given)) step++;
        // Seen in this frame, painted by the next.
        if (step === steps.length) requestAnimationFrame(() => resolve(since()));
        else if (since() > ${longestMs}) reject(new Error('Step ' + step + ' never came: ' + steps[step]));
        else requestAnimationFrame(frame);
      };
      frame();
    };
    for (const type of ['keydown', 'pointerdown']) addEventListener(type, start, true);
  }); globalThis.__watch.catch(() => undefined); undefined`);
  await act();
  return page.evaluate<number>('globalThis.__watch');
}

/** Milliseconds from the start of a navigation to the frame after the sign; the page says it of itself. */
export async function feelOpening(page: Page, address: string, there: (look: Look) => boolean): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  return page.evaluate<number>(`new Promise((resolve) => {
    const isThere = ${there.toString()};
    const frame = () => {
      if (isThere(globalThis.__look)) requestAnimationFrame(() => resolve(performance.now()));
      else requestAnimationFrame(frame);
    };
    frame();
  })`);
}
