/** Linked records, options that follow other fields, trees and roll-ups, as a person works with them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { dealerPackage } from '../helper/dealers.js';
import { becomes } from '../helper/eventually.js';
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

  looks(pages, 'relations', {
    paths: () => [`/record/shop_dealer/${dealer}`, '/list/shop_dealer'],
    ready: (page) => page.getByText('Northwind').first().waitFor(),
  });
});
