/**
 * A person's actions on a page, counted: a click, a key chord or a field that is filled is one each. Looking and waiting
 * are none. What is done past this wrapper is not counted, so that a task does everything through it.
 *
 *     const person = countActions(page);
 *     await person.press('Control+k');
 *     await person.type('quokka');          // into what has the focus
 *     await person.click(page.getByRole('option').first());
 *     expect(person.actions).to.deep.equal(['press Control+k', 'type', 'click']);
 */
import type { Locator, Page } from 'playwright-core';
import { settledBox } from './live-page.js';
import { hasFocus } from './page-signs.js';

export interface Person {
  readonly page: Page;
  /** What was done, in order. */
  readonly actions: readonly string[];
  press(chord: string): Promise<void>;
  click(part: Locator): Promise<void>;
  /** With the other button. */
  contextClick(part: Locator): Promise<void>;
  /** Fills the field that has the focus, or the one that comes with the first letter. */
  type(text: string, coming?: Locator): Promise<void>;
  /** Fills a field that the person points at. */
  fill(part: Locator, text: string): Promise<void>;
  /** Chooses in a list of the browser's own. */
  choose(part: Locator, value: string): Promise<void>;
  /** Takes hold of a part and lets it go at a point of another, from its corner; at its middle unless said. */
  drag(part: Locator, onto: Locator, at?: { readonly x: number; readonly y: number }): Promise<void>;
  /** Browser's Back, a key chord as well. */
  back(): Promise<void>;
}

export function countActions(page: Page): Person {
  const actions: string[] = [];
  return {
    page,
    actions,
    async press(chord) {
      actions.push(`press ${chord}`);
      await page.keyboard.press(chord);
    },
    async click(part) {
      actions.push('click');
      await part.click();
    },
    async contextClick(part) {
      actions.push('click');
      await part.click({ button: 'right' });
    },
    async type(text, coming) {
      actions.push('fill');
      const typed = coming ? text.slice(1) : text;
      if (coming) {
        await page.keyboard.press(text[0]!);
        await hasFocus(coming);
      }
      await page.keyboard.type(typed);
    },
    async fill(part, text) {
      actions.push('fill');
      await part.fill(text);
    },
    async choose(part, value) {
      actions.push('fill');
      await part.selectOption(value);
    },
    async drag(part, onto, at) {
      actions.push('drag');
      const from = await settledBox(part);
      const to = await settledBox(onto);
      const end = { x: to.x + (at?.x ?? to.width / 2), y: to.y + (at?.y ?? to.height / 2) };
      await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(end.x - 8, end.y - 8, { steps: 4 });
      await page.mouse.move(end.x, end.y, { steps: 2 });
      await page.mouse.up();
    },
    async back() {
      actions.push('back');
      await page.goBack();
    },
  };
}
