/** Ctrl+K: records, pages, new ones and actions by the keyboard alone; `?`: the keys of the page. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { createRecord } from '../../server/records/create.js';
import { axeFindings } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { settledBox, withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

describe('browser/palette', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let ann: Browser;
  let customer: string;
  before(async () => {
    const { live } = pages;
    const owner = await live.addUser({ login: 'ann', roles: ['salesperson'] });
    const other = await live.addUser({ login: 'bob', roles: ['salesperson'] });
    const make = async (name: string, by: string) =>
      (await createRecord(live.site.system('test'), 'customer', { name, owner: by, city: 'Zagreb' })).id;
    customer = await make('Quokka Trading', owner);
    await make('远景贸易有限公司', owner);
    await make('Quokka of somebody else', other);
    ann = await live.signIn('ann');
  });

  const open = async (path = '/list/customer', by = ann, options = {}): Promise<Page> => {
    const page = await pages.open(path, { as: by, ...options });
    await page.locator('main h1').first().waitFor();
    return page;
  };
  const palette = async (page: Page): Promise<Locator> => {
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: 'Search and commands' });
    await hasFocus(dialog.getByRole('combobox'));
    return dialog;
  };

  it('opens a record by three letters and Enter, and lists it among those opened last', async () => {
    const page = await open();
    await palette(page);
    const told = page.waitForResponse(
      (answer) => answer.url().endsWith('/api/recent') && answer.request().method() === 'POST',
    );
    // Enter before the answer waits for it.
    await page.keyboard.type('quo');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/record/customer/${customer}`);
    await told;
    const dialog = await palette(page);
    const recent = dialog.getByRole('group', { name: 'Opened last' }).getByRole('option');
    await recent.filter({ hasText: 'Quokka Trading' }).waitFor();
    expect(await recent.allInnerTexts()).to.have.length(1);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('finds a Chinese word of two characters, marks it, and leaves Enter to an input method that composes', async () => {
    const page = await open();
    const dialog = await palette(page);
    const box = dialog.getByRole('combobox');
    await box.fill('贸易');
    const option = dialog.getByRole('option', { name: /远景贸易有限公司/ });
    await option.waitFor();
    expect(await option.locator('mark').first().innerText()).to.equal('贸易');
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true });
    expect(await dialog.isVisible()).to.equal(true);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/record/customer/*');
  });

  it('offers only what the person may see and do', async () => {
    const page = await open();
    const dialog = await palette(page);
    const options = dialog.getByRole('option');
    await dialog.getByRole('combobox').fill('quokka');
    await dialog.getByRole('option', { name: /Quokka Trading/ }).waitFor();
    expect(await options.filter({ hasText: 'somebody else' }).count()).to.equal(0);
    await dialog.getByRole('combobox').fill('desig');
    await dialog.getByRole('status').filter({ hasText: 'Nothing found' }).waitFor();
    expect(await options.count()).to.equal(0);
    await page.keyboard.press('Escape');
    const admin = await open('/list/customer', pages.admin);
    const theirs = await palette(admin);
    await theirs.getByRole('combobox').fill('desig');
    await theirs.getByRole('option', { name: 'Design' }).waitFor();
  });

  it('goes to pages, begins new records and does actions', async () => {
    const page = await open();
    let dialog = await palette(page);
    await dialog.getByRole('combobox').fill('new customer');
    await dialog.getByRole('option', { name: 'New customer', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/new/customer');
    await page.goto(`${pages.live.address}/list/customer`);
    await page.locator('main h1').first().waitFor();
    dialog = await palette(page);
    await dialog.getByRole('combobox').fill('theme dark');
    await dialog.getByRole('option', { name: /Dark/ }).click();
    await page.waitForFunction(
      () =>
        document.documentElement.style.colorScheme === 'dark' ||
        getComputedStyle(document.documentElement).colorScheme === 'dark',
    );
    await dialog.waitFor({ state: 'hidden' });
  });

  it('leads to the page of all results', async () => {
    const page = await open();
    const dialog = await palette(page);
    await dialog.getByRole('combobox').fill('zagreb');
    await dialog.getByRole('option', { name: /All results/ }).click();
    await page.waitForURL('**/search?q=zagreb');
    await page.getByRole('link', { name: 'Quokka Trading' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('searchbox').fill('nothing like it');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing found').waitFor();
  });

  it('says when the search fails, and still has the pages', async () => {
    pages.expectProblems(/500/);
    const page = await open();
    await page.route('**/api/search?*', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'INTERNAL', message: 'No.', requestId: 'r' } } }),
    );
    const dialog = await palette(page);
    await dialog.getByRole('combobox').fill('custom');
    await dialog.getByText('Records could not be searched').waitFor();
    await dialog.getByRole('option', { name: 'Customers', exact: true }).waitFor();
  });

  it('lists the keys of the page by "?", and no key works while somebody types', async () => {
    const page = await open();
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.waitFor();
    await page.getByText('Find in this list').waitFor();
    expect(await page.getByText('Save and close').count()).to.equal(0);
    // Both of everywhere are pressed here; those of the pages are the matter of keys.test.ts.
    const everywhere = await page.locator('tr-shortcut-list section[aria-label="Everywhere"] dl > div').allInnerTexts();
    expect(everywhere.map((line) => line.split(/\s+/).join(' '))).to.deep.equal(['Search and commands Ctrl K', 'Keyboard shortcuts ?']); // prettier-ignore
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    const find = page.getByRole('searchbox', { name: 'Find in this list' });
    await hasFocus(find);
    await page.keyboard.type('what?');
    expect(await find.inputValue()).to.equal('what?');
    // The list of keys would have come before the list was searched.
    await page.waitForFunction(() => location.search.includes('find=what'));
    expect(await list.isVisible()).to.equal(false);
    await page.goto(`${pages.live.address}/record/customer/${customer}`);
    await page.locator('tr-form').first().waitFor();
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.getByText('Save and close').waitFor();
    expect(await page.getByText('Find in this list').count()).to.equal(0);
  });

  it('lists the keys of dashboards, reports and the designer, and they work', async () => {
    const listed = async (page: Page, text: string): Promise<void> => {
      await page.locator('main').focus();
      await page.keyboard.press('?');
      await page.getByText(text).waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });
    };
    const system = pages.live.site.system('test');
    const { id: product } = await createRecord(system, 'product', { name: 'Tea', list_price: 10, cost: 4 });
    await createRecord(system, 'order', { customer, lines: [{ product, quantity: 2 }] });
    const report = await open('/report/sales_by_region', pages.admin);
    await report.getByRole('grid').waitFor();
    await listed(report, 'Explain the cell');
    const grid = report.getByRole('grid');
    await grid.focus();
    const active = () => grid.getAttribute('aria-activedescendant');
    const leaves = (cell: string | null) =>
      grid.and(report.locator(`:not([aria-activedescendant="${cell}"])`)).waitFor();
    const first = await active();
    await report.keyboard.press('Control+End');
    await leaves(first);
    const end = await active();
    await report.keyboard.press('ArrowUp');
    await leaves(end);
    await report.keyboard.press('Control+Home');
    await grid.and(report.locator(`[aria-activedescendant="${first}"]`)).waitFor();
    await report.context().close();

    const designer = await open('/design/entity/region?as=text', pages.admin);
    await designer.locator('td-json-editor .cm-content').waitFor();
    await listed(designer, 'Suggest what fits here, in the editor');
    const links = designer.locator('td-document-tree .list a');
    await links.first().focus();
    await designer.keyboard.press('ArrowDown');
    await hasFocus(links.nth(1));
    await designer.keyboard.press('Control+s');
    await designer.context().close();
  });

  it('fills the screen of a phone, opened from the menu of its bar', async () => {
    const page = await open('/list/customer', ann, { width: 390, height: 844, touch: true });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Search and commands' }).click();
    const dialog = page.getByRole('dialog', { name: 'Search and commands' });
    await dialog.getByRole('option').first().waitFor();
    expect(await settledBox(dialog)).to.deep.equal({ x: 0, y: 0, width: 390, height: 844 });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });
});
