/** Linked records, options that follow other fields, trees and roll-ups, as a person works with them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  axeFindings,
  launchBrowser,
  needsBrowser,
  signInByCookie,
  type PageOptions,
  type TestBrowser,
} from '../helper/browser.js';
import { dealerPackage } from '../helper/dealers.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

describe('browser/relations', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  const depots: Record<string, string> = {};
  let dealer: string;

  before(async function () {
    this.timeout(120_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite({ packages: [dealerPackage] }), launchBrowser()]);
    admin = await live.signIn('admin');
    const create = async (entity: string, body: object): Promise<string> => {
      const answer = await admin.post(`/api/records/shop_${entity}`, body);
      expect(answer.status, answer.text).to.equal(201);
      return (answer.json as { id: string }).id;
    };
    for (const [name, country] of [
      ['Munich', 'de'],
      ['Kassel', 'de'],
      ['Paris', 'fr'],
      ['Lyon', 'fr'],
    ] as const)
      depots[name] = await create('depot', { name, country });
    dealer = await create('dealer', { name: 'Northwind', country: 'de', region: 'hesse', depots: [depots['Munich']] });
  });
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (path: string, options: PageOptions = {}): Promise<Page> => {
    const page = await browser.page(options);
    page.setDefaultTimeout(20_000);
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + path);
    return page;
  };
  const chips = (page: Page) => page.locator('tr-reference-list li');
  const saved = (page: Page) => page.waitForFunction(() => !document.title.startsWith('•'));
  const stored = async () => (await admin.get(`/api/records/shop_dealer/${dealer}`)).json as Record<string, unknown>;
  const names = (value: unknown) => (value as { label: string }[]).map((each) => each.label);

  it('adds and takes away linked records by keyboard and pointer, and offers only what fits', async () => {
    const page = await open(`/record/shop_dealer/${dealer}`);
    await chips(page).getByText('Munich').waitFor();
    const box = page.locator('tr-reference-list vaadin-combo-box input');
    await box.click();
    await page.getByRole('option', { name: 'Kassel' }).waitFor();
    expect(await page.getByRole('option', { name: 'Paris' }).count()).to.equal(0);
    await page.keyboard.type('kass');
    await page.getByRole('option', { name: 'Munich' }).waitFor({ state: 'detached' });
    await page.getByRole('option', { name: 'Kassel' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await chips(page).getByText('Kassel').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+s');
    await saved(page);
    expect(names((await stored())['depots'])).to.deep.equal(['Munich', 'Kassel']);
    expect((await stored())['count']).to.equal(2);
    await page.getByRole('button', { name: 'Remove Munich' }).focus();
    await page.keyboard.press('Delete');
    await chips(page).getByText('Munich').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await saved(page);
    expect(names((await stored())['depots'])).to.deep.equal(['Kassel']);
    const line = page.locator('tr-timeline .change').filter({ hasText: 'removed' }).first();
    await line.getByText('Munich').waitFor();
    expect(browser.problems()).to.deep.equal([]);
    await browser.reset();
  });

  it('keeps what no longer fits and says so, before and after asking the server', async () => {
    const page = await open(`/record/shop_dealer/${dealer}`);
    const country = page.locator('vaadin-select').filter({ hasText: 'Country' });
    await country.click();
    await page.getByRole('option', { name: 'France' }).click();
    await page.keyboard.press('Control+s');
    await page.getByText('Region: this does not fit the other fields.').first().waitFor();
    const region = page.locator('vaadin-select').filter({ hasText: 'Region' });
    await region.click();
    const offered = await page.getByRole('option').allTextContents();
    expect(offered.map((each) => each.trim()).filter((each) => each !== '–')).to.deep.equal(['Hesse', 'Alsace']);
    await page.getByRole('option', { name: 'Alsace' }).click();
    await page.keyboard.press('Control+s');
    await page
      .getByText('The value of "Depots" does not fit the other fields of the record', { exact: false })
      .first()
      .waitFor();
    expect(await chips(page).getByText('Kassel').count()).to.equal(1);
    expect((await stored())['country']).to.equal('de');
    expect(browser.problems(/422/)).to.deep.equal([]);
    await browser.reset();
  });

  it('shows links from the other side, and lists them', async () => {
    const page = await open(`/record/shop_depot/${depots['Kassel']}`);
    await page.getByRole('link', { name: 'Northwind' }).first().waitFor();
    await page.goto(`${live.address}/list/shop_dealer`);
    await page.locator('tr-list-grid').getByText('Kassel').waitFor();
    expect(browser.problems()).to.deep.equal([]);
    await browser.reset();
  });

  for (const options of [
    {},
    { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' },
  ] as PageOptions[]) {
    it(`has no axe finding at ${options.width ?? 1440} pixels`, async () => {
      for (const path of [`/record/shop_dealer/${dealer}`, '/list/shop_dealer']) {
        const page = await open(path, options);
        await page.getByText('Northwind').first().waitFor();
        expect(await axeFindings(page)).to.deep.equal([]);
        await page.context().close();
      }
      expect(browser.problems()).to.deep.equal([]);
    });
  }
});
