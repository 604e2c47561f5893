/** What every case of the report reader does: opens a report as a manager, waits for its rows, walks its sheet. */
import type { Page } from 'playwright-core';
import type { PageOptions } from '../helper/browser.js';
import type { LivePages } from '../helper/live-page.js';

export const salesByRegion = '/report/sales_by_region';

export type ReportSite = ReturnType<typeof reportSite>;

export function reportSite(pages: LivePages) {
  const open = async (options: PageOptions = {}, query = '', at = salesByRegion): Promise<Page> =>
    pages.open(at + query, { as: await pages.live.signIn('bo.manager'), ...options });
  const ready = (page: Page) => page.locator('tr-sheet .cell').first().waitFor();
  const active = (page: Page) => page.locator('tr-sheet .cell.active');
  return {
    pages,
    open,
    ready,
    active,
    head: (page: Page, name: string) => page.locator('tr-sheet').getByRole('columnheader', { name }),
    cellsOf: (page: Page, row: number) => page.locator(`tr-sheet .cell[data-row="${row}"]`),
    /** Does what runs the report again, until its rows are there. */
    async reruns(page: Page, act: () => Promise<void>): Promise<void> {
      const answered = page.waitForResponse((answer) => answer.url().endsWith('/run'));
      await act();
      await answered;
      await page.locator('.sheet:not([aria-busy])').waitFor();
      await ready(page);
    },
    /** Goes to another cell by a key. */
    async go(page: Page, ...keys: readonly string[]): Promise<void> {
      const grid = page.getByRole('grid');
      for (const key of keys) {
        const before = await grid.getAttribute('aria-activedescendant');
        await page.keyboard.press(key);
        await grid.and(page.locator(`:not([aria-activedescendant="${before}"])`)).waitFor();
      }
    },
    async enterSheet(page: Page): Promise<void> {
      await page.getByRole('grid').focus();
      await active(page).waitFor();
    },
  };
}
