/** Linked records, options that follow other fields, trees and roll-ups, as a person works with them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { dealerPackage } from '../helper/dealers.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { hasCount, hasFocus, holds } from '../helper/page-signs.js';
import { looks, saveForm, textsOf, unsaved, withLivePages, written } from '../helper/live-page.js';

describe('browser/relations', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [dealerPackage] });
  const depots: Record<string, string> = {};
  let dealer = '';

  before(async () => {
    for (const [name, country] of [
      ['Munich', 'de'],
      ['Kassel', 'de'],
      ['Paris', 'fr'],
      ['Lyon', 'fr'],
    ] as const)
      depots[name] = await pages.create('shop_depot', { name, country });
  });
  beforeEach(async () => {
    await pages.clear('shop_sale');
    await pages.clear('shop_dealer');
    dealer = await pages.create('shop_dealer', {
      name: 'Northwind',
      country: 'de',
      region: 'hesse',
      depots: [depots['Munich']],
    });
  });

  const chips = (page: Page) => page.locator('tr-reference-list li');
  const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true });
  const stored = () => pages.stored('shop_dealer', dealer);
  const names = (value: unknown) => (value as { label: string }[]).map((each) => each.label);

  it('adds and takes away linked records by keyboard and pointer, and offers only what fits', async () => {
    const page = await pages.open(`/record/shop_dealer/${dealer}`);
    await chips(page).getByText('Munich').waitFor();
    const box = page.locator('tr-reference-list vaadin-combo-box input');
    await box.click();
    await becomes(() => textsOf(page.getByRole('option')), ['Kassel', 'Munich']);
    await page.keyboard.type('kass');
    await option(page, 'Munich').waitFor({ state: 'hidden' });
    await option(page, 'Kassel').waitFor();
    await page.keyboard.press('ArrowDown');
    await option(page, 'Kassel').and(page.locator('[focused]')).waitFor();
    await page.keyboard.press('Enter');
    await chips(page).getByText('Kassel').waitFor();
    await page.keyboard.press('Escape');
    await option(page, 'Kassel').waitFor({ state: 'hidden' });
    await saveForm(page);
    expect(names((await stored())['depots'])).to.deep.equal(['Munich', 'Kassel']);
    expect((await stored())['count']).to.equal(2);
    await page.getByRole('button', { name: 'Remove Munich' }).focus();
    await page.keyboard.press('Delete');
    await chips(page).getByText('Munich').waitFor({ state: 'detached' });
    await saveForm(page);
    expect(names((await stored())['depots'])).to.deep.equal(['Kassel']);
    const line = page.locator('tr-timeline .change').filter({ hasText: 'removed' }).first();
    await line.getByText('Munich').waitFor();
  });

  it('keeps what no longer fits and says so, before and after asking the server', async () => {
    pages.expectProblems(/422/);
    const page = await pages.open(`/record/shop_dealer/${dealer}`);
    const country = page.locator('vaadin-select').filter({ hasText: 'Country' });
    await country.click();
    await option(page, 'France').click();
    await unsaved(page);
    await page.keyboard.press('Control+s');
    await page.getByText('Region: this does not fit the other fields.').first().waitFor();
    const region = page.locator('vaadin-select').filter({ hasText: 'Region' });
    await region.click();
    const offered = async () => (await textsOf(page.getByRole('option'))).filter((each) => each !== '–');
    await becomes(offered, ['Hesse', 'Alsace']);
    await option(page, 'Alsace').click();
    await region.getByRole('button', { name: 'Alsace' }).waitFor();
    const refused = await written(page, () => page.keyboard.press('Control+s'));
    expect(refused.status()).to.equal(422);
    await page
      .getByText('The value of "Depots" does not fit the other fields of the record', { exact: false })
      .first()
      .waitFor();
    await becomes(() => textsOf(chips(page).locator('a')), ['Munich']);
    expect((await stored())['country']).to.equal('de');
  });

  it('shows links from the other side, and lists them', async () => {
    const page = await pages.open(`/record/shop_depot/${depots['Munich']}`);
    await page.getByRole('link', { name: 'Northwind' }).first().waitFor();
    await page.goto(`${pages.live.address}/list/shop_dealer`);
    await page.locator('tr-list-grid').getByText('Munich').waitFor();
  });

  it('shows the newest related records first, and looks at one without leaving the record', async () => {
    const sale = async (sold_on: string) =>
      String((await pages.stored('shop_sale', await pages.create('shop_sale', { dealer, sold_on })))['number']);
    const [old, newest, middle] = [await sale('2026-01-05'), await sale('2026-03-05'), await sale('2026-02-05')];
    const page = await pages.open(`/record/shop_dealer/${dealer}`);
    const links = page.locator('tr-related-list a[data-row]');
    await becomes(() => textsOf(links), [newest, middle, old]);
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    await hasFocus(links.nth(1));
    await page.keyboard.press('Space');
    const drawer = page.getByRole('dialog', { name: 'Quick view' });
    await drawer.getByText('2 of 3').waitFor();
    await drawer.locator('tr-record-page').getByText(middle!).first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowUp');
    await drawer.getByText('1 of 3').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    // Where it was opened, however far one went.
    await hasFocus(links.nth(1));
    expect(new URL(page.url()).pathname).to.equal(`/record/shop_dealer/${dealer}`);
    await page.locator('tr-related-list tbody tr').nth(2).locator('td').nth(1).click();
    await drawer.getByText('3 of 3').waitFor();
    await page.keyboard.press('Escape');
    await hasFocus(links.nth(2));
  });

  it('makes a record from a look-up by keyboard alone, named as typed', async () => {
    const page = await pages.open('/new/shop_sale');
    const box = page.getByRole('combobox', { name: 'Dealer' });
    await hasFocus(box);
    await page.keyboard.type('Southwind');
    await option(page, 'Create “Southwind” …').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.locator('tr-quick-create');
    const name = dialog.getByLabel('Name');
    await holds(name, 'Southwind');
    await hasFocus(name);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(box);
    // Left as it was: nothing was typed in the dialog. The second time something is.
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Southwind');
    await option(page, 'Create “Southwind” …').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await hasFocus(name);
    await page.keyboard.type(' Ltd');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stay here' }).click();
    await holds(name, 'Southwind Ltd');
    const answer = await written(page, () => page.keyboard.press('Control+Enter'));
    expect(answer.status()).to.equal(201);
    await holds(box, 'Southwind Ltd');
    await hasFocus(box);
    expect(await answer.json()).to.deep.include({ name: 'Southwind Ltd' });
  });

  it('makes a related record without leaving the page, says there what is missing, and goes on in the full form', async () => {
    const page = await pages.open(`/record/shop_dealer/${dealer}`);
    const adder = page.getByRole('link', { name: 'New sale' });
    await adder.click();
    const dialog = page.locator('tr-quick-create');
    await holds(dialog.getByRole('combobox', { name: 'Dealer' }), 'Northwind');
    const day = dialog.getByRole('combobox', { name: 'Sold on' });
    await day.fill('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Sold on must be filled in.').first().waitFor();
    await day.fill('2026-04-05');
    // Enter closes the calendar; the form is saved by the next keys.
    await page.keyboard.press('Enter');
    await holds(day, '5 Apr 2026');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await hasCount(page.locator('tr-related-list a[data-row]'), 1);
    await hasFocus(adder);
    await page.keyboard.press('Enter');
    await day.fill('2026-04-06');
    await page.keyboard.press('Enter');
    await holds(day, '6 Apr 2026');
    await dialog.locator('.full').click();
    await page.waitForURL(/\/new\/shop_sale/);
    await dialog.waitFor({ state: 'detached' });
    await holds(page.getByRole('combobox', { name: 'Dealer' }), 'Northwind');
    await holds(page.getByRole('combobox', { name: 'Sold on' }), '6 Apr 2026');
  });

  it('fills in what products say: an order of two lines with only the products chosen', async () => {
    for (const [name, list_price] of [
      ['Chai', 18],
      ['Chang', 19],
      ['Tofu', 23.25],
    ] as const)
      await pages.create('shop_ware', { name, list_price });
    const asked: string[] = [];
    const page = await pages.open(`/new/shop_sale?dealer=${dealer}`, {
      first: (each) =>
        each.on('request', (request) => {
          if (/shop_ware\?.*list_price/.test(request.url())) asked.push(request.url());
        }),
    });
    await page.getByRole('button', { name: 'Country Germany' }).waitFor();
    const cell = (row: number, name: string) => page.getByRole('grid').getByRole('row').nth(row).getByText(name);
    const choose = async (row: number, name: string) => {
      const box = page.getByRole('combobox', { name: `Ware, row ${row}` });
      await hasFocus(box);
      await page.keyboard.type(name);
      await hasCount(page.getByRole('option'), 1);
      await option(page, name).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await holds(box, name);
    };
    for (const [row, name, price] of [
      [1, 'Chai', '18.00'],
      [2, 'Tofu', '23.25'],
    ] as const) {
      await page.getByRole('button', { name: 'Add line', exact: true }).click();
      await choose(row, name);
      await cell(row, price).first().waitFor();
    }
    await page.locator('dl.totals').getByText('41.25').waitFor();
    // Another product, another price; then her own price stays.
    await page.keyboard.press('Control+a');
    await choose(2, 'Chang');
    await cell(2, '19.00').first().waitFor();
    await page.locator('dl.totals').getByText('37').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await hasFocus(page.getByRole('textbox', { name: 'Unit price, row 2' }));
    await page.keyboard.type('17');
    await page.keyboard.press('Enter');
    await page.locator('td[data-row="1"][data-column="0"]').click();
    await hasFocus(page.getByRole('combobox', { name: 'Ware, row 2' }));
    await page.keyboard.press('Control+a');
    await choose(2, 'Tofu');
    await page.keyboard.press('Tab');
    await page.locator('dl.totals').getByText('35').waitFor();
    expect(asked).to.have.length(3);
    const answer = await written(page, () => page.keyboard.press('Control+s'));
    expect(answer.status()).to.equal(201);
    const { lines, total } = (await answer.json()) as { lines: { price: number; quantity: number }[]; total: number };
    expect(lines.map(({ price, quantity }) => [price, quantity])).to.deep.equal([
      [18, 1],
      [17, 1],
    ]);
    expect(total).to.equal(35);
  });

  looks(pages, 'relations', {
    paths: () => [`/record/shop_dealer/${dealer}`, '/list/shop_dealer'],
    ready: (page) => page.getByText('Northwind').first().waitFor(),
  });
});
