/** A record beside its list: the list stays as it is. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { withFixturePages } from '../helper/fixture-page.js';
import { settledBox } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

describe('browser/quick-view', function () {
  this.timeout(60_000);
  const pages = withFixturePages();

  const rows = (page: Page): Locator => page.locator('tr-list-grid a.name:visible');
  const focusedCell = (page: Page): Locator => page.locator('tr-list-grid td:focus');
  const openList = async (): Promise<Page> => {
    const page = await pages.open('/list/customer?sort=-sales&find=a', { events: true });
    await rows(page).first().waitFor();
    return page;
  };
  /** Scrolls down and puts the focus on a row in the middle of the window. */
  const goDown = async (page: Page): Promise<void> => {
    await rows(page).nth(2).click({ button: 'right' });
    const menu = page.getByRole('menu');
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await focusedCell(page).waitFor();
    await page.evaluate(() => {
      const list = document.querySelector('tr-app')!.shadowRoot!.querySelector('tr-shell')!.shadowRoot!.querySelector('tr-list-page')!;
      const grid = list.shadowRoot!.querySelector('tr-list-grid')!;
      (grid.shadowRoot!.querySelector('vaadin-grid') as unknown as { scrollToIndex(index: number): void }).scrollToIndex(30);
      (grid as unknown as { focusRow(id: string): void; rows: { id: string }[] }).focusRow((grid as unknown as { rows: { id: string }[] }).rows[36]!.id);
    }); // prettier-ignore
    // Counted from 1, with the head.
    await page.waitForFunction(() => focusedRow() === '38');
    await settledBox(focusedCell(page));
  };
  /** How far the list is scrolled, its address, and row and column of the cell that has the focus. */
  const place = (page: Page) =>
    page.evaluate(() => {
      const list = document.querySelector('tr-app')!.shadowRoot!.querySelector('tr-shell')!.shadowRoot!.querySelector('tr-list-page')!;
      const grid = list.shadowRoot!.querySelector('tr-list-grid')!.shadowRoot!.querySelector('vaadin-grid')!;
      return { scroll: grid.shadowRoot!.querySelector('#table')!.scrollTop, href: location.href, row: focusedRow(), column: focusedColumn() };
    }); // prettier-ignore

  const prepare = async (): Promise<Page> => {
    const page = await openList();
    await page.evaluate(() => {
      (globalThis as unknown as { focusedRow: () => string }).focusedRow = () => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const row = at?.closest('tr');
        const index = Number(row?.getAttribute('aria-rowindex') ?? 0);
        return at?.localName === 'td' && index > 0 ? String(index) : '';
      };
      (globalThis as unknown as { focusedColumn: () => number }).focusedColumn = () => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return [...(at?.parentElement?.children ?? [])].indexOf(at!);
      };
    });
    return page;
  };

  /** The record is there, and the panel has the keys. */
  const shown = async (page: Page): Promise<Locator> => {
    const view = page.getByRole('region', { name: 'Quick view' });
    await view.getByLabel('City', { exact: true }).waitFor();
    await hasFocus(view);
    return view;
  };
  /** Opens the second row by its eye. */
  const look = async (page: Page): Promise<Locator> => {
    await settledBox(rows(page).nth(1));
    await rows(page).nth(1).hover();
    await page
      .locator('.acts.on')
      .getByRole('button', { name: /^Quick view of/ })
      .click();
    return shown(page);
  };

  it('goes to the next by arrow and closes to the same scroll, filter and row', async () => {
    const page = await prepare();
    await goDown(page);
    // Not the column that comes first.
    for (const column of [2, 3]) {
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction((at) => focusedColumn() === at, column);
    }
    const before = await place(page);
    expect(before.scroll).to.be.greaterThan(500);
    await page.keyboard.press('Alt+Enter');
    const view = await shown(page);
    expect(await axeFindings(page)).to.deep.equal([]);
    const first = await view.getByRole('heading', { level: 1 }).innerText();
    await page.keyboard.press('ArrowDown');
    await view.getByRole('heading', { level: 1 }).filter({ hasNotText: first }).waitFor();
    await page.keyboard.press('ArrowUp');
    await view.getByRole('heading', { name: first, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await view.waitFor({ state: 'detached' });
    await page.waitForFunction((row) => focusedRow() === row, before.row);
    await settledBox(focusedCell(page));
    expect(await place(page)).to.deep.equal(before);

    // However far one goes, the list is found as it was left.
    await page.keyboard.press('Alt+Enter');
    await shown(page);
    let last = first;
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('ArrowDown');
      await view.getByRole('heading', { level: 1 }).filter({ hasNotText: last }).waitFor();
      last = await view.getByRole('heading', { level: 1 }).innerText();
    }
    await page.keyboard.press('Escape');
    await view.waitFor({ state: 'detached' });
    await page.waitForFunction((row) => focusedRow() === row, before.row);
    await settledBox(focusedCell(page));
    expect(await place(page)).to.deep.equal(before);
  });

  it('edits in the same form: Enter goes in, Ctrl+S saves, the list shows it', async () => {
    const page = await prepare();
    const view = await look(page);
    await page.keyboard.press('Enter');
    await hasFocus(view.getByLabel('Name'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Renamed in passing');
    await page.keyboard.press('Control+s');
    await view.getByRole('heading', { name: 'Renamed in passing' }).waitFor();
    const renamed = pages.server.records['customer']!.find((each) => each['name'] === 'Renamed in passing');
    pages.server.event({ type: 'record', entity: 'customer', id: renamed!.id });
    await rows(page).filter({ hasText: 'Renamed in passing' }).waitFor();
    expect(page.url()).to.contain('/list/customer');
  });

  it('asks before it goes on from unsaved changes', async () => {
    const page = await prepare();
    const view = await look(page);
    await view.getByLabel('City', { exact: true }).fill('Linz');
    await view.getByRole('button', { name: 'Next' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.waitFor();
    await page.getByRole('button', { name: 'Stay here' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await view.getByLabel('City', { exact: true }).inputValue()).to.equal('Linz');
    await view.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Discard and leave' }).click();
    await view.waitFor({ state: 'detached' });
    expect(pages.server.calls.some((call) => call.method === 'PATCH')).to.equal(false);
  });

  it('opens the whole record by Ctrl+Enter', async () => {
    const page = await prepare();
    await look(page);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/customer\//);
  });
});

declare global {
  /** Put into the page by the suite. */
  var focusedRow: () => string;
  var focusedColumn: () => number;
}
