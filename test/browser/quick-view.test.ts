/** A record beside its list: the list stays as it is. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, launchBrowser, needsBrowser, webFolder, type TestBrowser } from '../helper/browser.js';
import { startFixtureServer, type FixtureServer } from '../helper/fixture-server.js';

describe('browser/quick-view', () => {
  let browser: TestBrowser;
  let server: FixtureServer;
  before(async function () {
    needsBrowser(this);
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    server = await startFixtureServer({ web: webFolder });
  });
  afterEach(async () => {
    await browser.reset();
    await server.close();
  });
  after(async () => browser?.close());

  const openList = async (): Promise<Page> => {
    const page = await browser.page();
    await page.goto(`${server.url}/list/customer?sort=-sales&find=a`);
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    return page;
  };
  /** Scrolls down and puts the focus on a row in the middle of the window; gives its name. */
  const goDown = async (page: Page): Promise<string> => {
    await page.locator('tr-list-grid a.name:visible').nth(2).click({ button: 'right' });
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const list = document.querySelector('tr-app')!.shadowRoot!.querySelector('tr-shell')!.shadowRoot!.querySelector('tr-list-page')!;
      const grid = list.shadowRoot!.querySelector('tr-list-grid')!;
      (grid.shadowRoot!.querySelector('vaadin-grid') as unknown as { scrollToIndex(index: number): void }).scrollToIndex(30);
      (grid as unknown as { focusRow(id: string): void; rows: { id: string }[] }).focusRow((grid as unknown as { rows: { id: string }[] }).rows[36]!.id);
    }); // prettier-ignore
    await page.waitForFunction(() => focusedRow() !== '');
    return page.evaluate(() => focusedRow());
  };
  /** How far the list is scrolled, its address, and the name in the row that has the focus. */
  const place = (page: Page) =>
    page.evaluate(() => {
      const list = document.querySelector('tr-app')!.shadowRoot!.querySelector('tr-shell')!.shadowRoot!.querySelector('tr-list-page')!;
      const grid = list.shadowRoot!.querySelector('tr-list-grid')!.shadowRoot!.querySelector('vaadin-grid')!;
      return { scroll: grid.shadowRoot!.querySelector('#table')!.scrollTop, href: location.href, row: focusedRow() };
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
    });
    return page;
  };

  it('goes to the next by arrow and closes to the same scroll, filter and row', async () => {
    const page = await prepare();
    await goDown(page);
    const before = await place(page);
    expect(before.scroll).to.be.greaterThan(500);
    await page.keyboard.press('Alt+Enter');
    const view = page.getByRole('region', { name: 'Quick view' });
    await view.getByLabel('City', { exact: true }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    const first = await view.getByRole('heading', { level: 1 }).innerText();
    await page.keyboard.press('ArrowDown');
    await view.getByRole('heading', { level: 1 }).filter({ hasNotText: first }).waitFor();
    await page.keyboard.press('ArrowUp');
    await view.getByRole('heading', { name: first }).waitFor();
    await page.keyboard.press('Escape');
    await view.waitFor({ state: 'detached' });
    await page.waitForFunction((row) => focusedRow() === row, before.row);
    expect(await place(page)).to.deep.equal(before);
    expect(browser.problems()).to.deep.equal([]);
  });

  it('edits in the same form: Enter goes in, Ctrl+S saves, the list shows it', async () => {
    const page = await prepare();
    await page.locator('tr-list-grid a.name:visible').nth(1).hover();
    await page
      .locator('.acts.on')
      .getByRole('button', { name: /^Quick view of/ })
      .click();
    const view = page.getByRole('region', { name: 'Quick view' });
    await view.getByLabel('City', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Renamed in passing');
    await page.keyboard.press('Control+s');
    await view.getByRole('heading', { name: 'Renamed in passing' }).waitFor();
    expect(server.records['customer']!.some((each) => each['name'] === 'Renamed in passing')).to.equal(true);
    expect(page.url()).to.contain('/list/customer');
  });

  it('asks before it goes on from unsaved changes', async () => {
    const page = await prepare();
    await page.locator('tr-list-grid a.name:visible').nth(1).hover();
    await page
      .locator('.acts.on')
      .getByRole('button', { name: /^Quick view of/ })
      .click();
    const view = page.getByRole('region', { name: 'Quick view' });
    await view.getByLabel('City', { exact: true }).fill('Linz');
    await view.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Stay here' }).click();
    expect(await view.getByLabel('City', { exact: true }).inputValue()).to.equal('Linz');
    await view.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Discard and leave' }).click();
    await view.waitFor({ state: 'detached' });
    expect(server.calls.some((call) => call.method === 'PATCH')).to.equal(false);
  });

  it('opens the whole record by Ctrl+Enter', async () => {
    const page = await prepare();
    await page.locator('tr-list-grid a.name:visible').nth(1).hover();
    await page
      .locator('.acts.on')
      .getByRole('button', { name: /^Quick view of/ })
      .click();
    await page.getByRole('region', { name: 'Quick view' }).getByLabel('City', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/customer\//);
  });
});

declare global {
  /** Put into the page by the suite. */
  var focusedRow: () => string;
}
