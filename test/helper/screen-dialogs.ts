/** What opens above the screens of screen-list.ts: menus, panels, dialogs, each with the way to it by mouse or by touch. */
import type { Page } from 'playwright-core';
import type { Screen } from './screen-list.js';

export interface Opening {
  readonly name: string;
  /** Absent on one of the two sizes: it is not there. */
  readonly on?: 'desk' | 'phone';
  /** Its names begin with English words: these may be longer. */
  open(page: Page, touch: boolean): Promise<void>;
  /** Found once it is open; a dialog unless stated. */
  readonly there?: string;
}

/** Openings of one screen, one after another. */
export interface ScreenOpenings {
  readonly screen: Screen;
  readonly openings: readonly Opening[];
}

const menu = '[role="menu"]:visible';
const item = async (page: Page, words: RegExp): Promise<void> => {
  const found = page.locator(menu).getByRole('menuitem', { name: words }).first();
  await found.click();
};
const views = (page: Page, touch: boolean) =>
  page.locator(touch ? 'tr-list-page .phonehead .title' : 'tr-list-page .tabs .ib[aria-haspopup="menu"]').click();
const filter = (page: Page) => page.locator('tr-filter-bar #add').click();
const more = (page: Page) => page.locator('tr-record-page .head [aria-haspopup="menu"], tr-record-page [aria-haspopup="menu"].ib').first().click(); // prettier-ignore
const choose = async (page: Page, most: number): Promise<void> => {
  for (let n = 1; n <= most; n++) await page.locator('tr-list-grid').getByRole('checkbox').nth(n).check();
};

const list: ScreenOpenings = {
  screen: {
    name: 'list',
    path: `/list/customer?view=customer_all&filter=${encodeURIComponent('{"field":"name","op":"isNotNull"}')}`,
    ready: 'tr-list-grid a.name:visible, a.cardrow:visible',
    as: 'admin',
  },
  openings: [
    { name: 'menu of views', open: views, there: menu },
    {
      name: 'save view',
      async open(page, touch) {
        await views(page, touch);
        await item(page, /^Save as a new view/);
      },
    },
    {
      name: 'save segment',
      async open(page, touch) {
        await views(page, touch);
        await item(page, /^Save as segment/);
      },
    },
    {
      name: 'segments',
      async open(page, touch) {
        await views(page, touch);
        await item(page, /^Segments/);
      },
    },
    { name: 'filter', open: filter },
    {
      name: 'filter builder',
      async open(page) {
        await filter(page);
        await page.getByRole('button', { name: /^Combine conditions/ }).click();
        await page.locator('tr-filter-builder').waitFor({ state: 'attached' });
      },
    },
    { name: 'order', open: (page) => page.locator('tr-filter-bar .right [aria-haspopup="menu"]').click(), there: menu },
    {
      name: 'groups',
      on: 'desk',
      open: (page) => page.locator('tr-filter-bar .right [aria-haspopup="dialog"]').nth(0).click(),
    },
    {
      name: 'columns',
      on: 'desk',
      open: (page) => page.locator('tr-filter-bar .right [aria-haspopup="dialog"]').nth(1).click(),
    },
    {
      name: 'menu of a row',
      on: 'desk',
      open: (page) => page.locator('tr-list-grid tr[aria-rowindex="4"] td').nth(2).click({ button: 'right' }),
      there: menu,
    },
    { name: 'search and commands', open: (page) => page.keyboard.press('Control+k') },
    {
      name: 'keys',
      on: 'desk',
      async open(page) {
        // A sign typed into a cell is its new value.
        await page.locator('main').focus();
        await page.keyboard.press('?');
      },
    },
    {
      name: 'edit many',
      on: 'desk',
      async open(page) {
        await choose(page, 2);
        await page.getByRole('button', { name: /^Edit fields/ }).click();
      },
    },
    {
      name: 'merge',
      on: 'desk',
      async open(page) {
        await choose(page, 2);
        await page.getByRole('button', { name: /^Merge/ }).click();
      },
    },
  ],
};

const record: ScreenOpenings = {
  screen: { name: 'record', path: '/record/customer/{customer}', ready: 'tr-form vaadin-text-field', as: 'admin' },
  openings: [
    { name: 'menu of a record', open: more, there: menu },
    {
      name: 'share',
      async open(page) {
        await more(page);
        await item(page, /^Share/);
      },
    },
    {
      name: 'who may see this',
      async open(page) {
        await more(page);
        await item(page, /^Who may see this/);
      },
    },
  ],
};

export const screenOpenings: readonly ScreenOpenings[] = [list, record];
