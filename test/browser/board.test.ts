/**
 * What a dashboard offers besides selecting: the query pane with trees and choices that follow each other, levels in place,
 * tabs, parts that show words, lists, links and sheets, files, full size, and where people begin.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page, Route } from 'playwright-core';
import { axeFindings, needsBrowser } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { settledBox } from '../helper/live-page.js';
import { boardPath, openBoardSite, type BoardSite } from '../helper/board-site.js';

describe('browser/board', function () {
  this.timeout(60_000);
  let site: BoardSite;
  /** Complaints of the browser that the running test expects. */
  let expected: RegExp | undefined;

  before(async function () {
    this.timeout(180_000);
    needsBrowser(this);
    site = await openBoardSite();
    await site.live.addUser({ login: 'board.reader', roles: ['test_reader'] });
    await site.live.addUser({ login: 'board.lister', roles: ['test_reader', 'test_lister'] });
  });
  afterEach(async () => {
    const problems = site.browser.problems(expected);
    expected = undefined;
    await site.browser.reset();
    expect(problems).to.deep.equal([]);
  });
  after(() => site?.close());

  const chip = (page: Page, name: RegExp) => page.locator('tr-query-chips').getByRole('button', { name }).first();
  const drawn = (page: Page, title: string) => site.card(page, title).locator('.plot svg').first().waitFor();
  const marks = (page: Page, title: string) => site.card(page, title).getByRole('listbox');
  const has = (page: Page, text: string) => page.waitForFunction((wanted) => location.search.includes(wanted), text);

  it('narrows by a period in words and by a place of a tree, from the address alone too', async () => {
    const page = await site.open();
    const all = await site.figure(page, 'Orders');
    await chip(page, /^Period/).click();
    await page.getByRole('radio', { name: 'Last 12 months' }).check();
    await has(page, 'period=lastMonths%3A12');
    await chip(page, /^Period Last 12 months/).waitFor();
    await page.keyboard.press('Escape');
    const year = await site.figure(page, 'Orders');
    expect(year).to.be.lessThan(all);
    await chip(page, /^Area/).click();
    await page.getByRole('option', { name: 'Europe', exact: true }).click();
    await has(page, 'area=');
    await chip(page, /^Area Europe/).waitFor();
    const europe = await site.figure(page, 'Orders');
    expect(europe).to.be.lessThan(year);
    const address = page.url().replace(site.live.address + boardPath, '');
    const again = await site.open(address, { as: 'cleo.marketing' });
    await chip(again, /^Area Europe/).waitFor();
    expect(await site.figure(again, 'Orders')).to.be.greaterThan(0);
  });

  it('remembers what was chosen for the person, on another device, until it is reset', async () => {
    const page = await site.open('', { as: 'board.reader' });
    const all = await site.figure(page, 'Orders');
    await chip(page, /^Status/).click();
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/parameters') && answer.status() === 204);
    await page.getByRole('option', { name: 'Shipped' }).click();
    await kept;
    const other = await site.open('', { as: 'board.reader', keep: true });
    await chip(other, /^Status Shipped/).waitFor();
    expect(await site.figure(other, 'Orders')).to.be.lessThan(all);
    const forgotten = other.waitForResponse((answer) => answer.url().endsWith('/parameters'));
    await other.getByRole('button', { name: 'Reset' }).click();
    await forgotten;
    await becomes(() => site.figure(other, 'Orders'), all);
  });

  it('offers only what fits the other parameters, and strikes what no longer does', async () => {
    const page = await site.open();
    await site.figure(page, 'Orders');
    await chip(page, /^Customers/).click();
    const list = page.getByRole('listbox', { name: 'Customers' });
    const name = (await list.getByRole('option').first().textContent())!.trim();
    // The picker takes the focus by itself once it is there.
    await page.locator('tr-option-list :focus').waitFor();
    await list.getByRole('option').first().press('Space');
    await has(page, 'customer=');
    await page.keyboard.press('Escape');
    await chip(page, new RegExp(`^Customers ${name.slice(0, 8)}`)).waitFor();
    await chip(page, /^Area/).click();
    const areas = page.getByRole('listbox', { name: 'Area' });
    await areas.getByRole('option').first().waitFor();
    const places = await areas.getByRole('option').allTextContents();
    let before: unknown;
    const lost = async (place: string): Promise<boolean> => {
      // What is said of the customer under this area, not under the one before it.
      const told = page.waitForResponse((answer) => {
        if (!answer.url().endsWith('/options')) return false;
        const { parameter, parameters } = answer.request().postDataJSON() as Asked;
        return parameter === 'customer' && parameters.area !== undefined && parameters.area !== before;
      });
      await areas.getByRole('option', { name: place.trim(), exact: true }).click();
      const answer = await told;
      before = (answer.request().postDataJSON() as Asked).parameters.area;
      const { chosen } = (await answer.json()) as { chosen: { available: boolean }[] };
      return chosen.some(({ available }) => !available);
    };
    let elsewhere = false;
    for (const place of places) if ((elsewhere = await lost(place))) break;
    expect(elsewhere, 'an area without this customer').to.equal(true);
    await page.keyboard.press('Escape');
    await chip(page, /no longer available/).waitFor();
    await chip(page, /^Customers/).click();
    expect(await list.locator('li.lost').textContent()).to.contain('no longer available');
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('goes from year to quarter to month by keyboard, back by crumbs, Backspace and Back; the list has the same orders', async () => {
    const page = await site.open('?period=2025-01-01..2025-12-31');
    await drawn(page, 'By time');
    const walk = async (steps: number) => {
      await marks(page, 'By time').focus();
      await page.keyboard.press('Home');
      for (let n = 0; n < steps; n++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
    };
    await walk(0);
    await has(page, '_drill=');
    const crumbs = site.card(page, 'By time').getByRole('navigation');
    await crumbs.getByText('2025', { exact: true }).waitFor();
    await marks(page, 'By time').getByRole('option', { name: /^Q2/ }).waitFor({ state: 'attached' });
    await walk(1);
    await crumbs.getByText('Q2 2025').waitFor();
    await marks(page, 'By time').getByRole('option', { name: /May/ }).waitFor({ state: 'attached' });
    const deep = page.url();
    await marks(page, 'By time').focus();
    await page.keyboard.press('Backspace');
    await crumbs.getByText('Q2 2025').waitFor({ state: 'detached' });
    await page.goBack();
    await crumbs.getByText('Q2 2025').waitFor();
    await marks(page, 'By time').getByRole('option', { name: /May/ }).waitFor({ state: 'attached' });
    expect(page.url()).to.equal(deep);
    await site.card(page, 'By time').getByRole('button', { name: 'More for By time' }).click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
    const may = site.card(page, 'By time').locator('tbody tr').nth(1);
    await may.getByRole('button').waitFor();
    expect(await may.locator('td').count()).to.be.greaterThan(1);
    await site.card(page, 'By time').locator('tbody button').nth(1).click();
    await page.waitForURL(/\/list\/order/);
    const filter = new URL(page.url()).searchParams.get('filter')!;
    expect(JSON.parse(filter)).to.deep.equal({
      and: [
        { field: 'ordered_on', op: 'between', value: ['2025-01-01', '2025-12-31'] },
        { field: 'ordered_on', op: 'between', value: ['2025-05-01', '2025-05-31'] },
      ],
    });
    const shown = await page
      .locator('tr-list-page')
      .getByText(/\d+ of/)
      .first()
      .textContent();
    const counted = await site.live.signIn('bo.manager');
    const answer = await counted.post('/api/dashboards/test_board/data', {
      widget: 'c_time',
      parameters: { period: '2025-01-01..2025-12-31' },
      drill: ['2025-01-01', '2025-04-01'],
    });
    const { rows } = (answer.json as { datasets: { times: { rows: { at: string; orders: number }[] } } }).datasets
      .times;
    expect(Number(shown!.split(' of')[0]!.replace(/\D/g, ''))).to.equal(
      rows.find((row) => row.at === '2025-05-01')!.orders,
    );
    await page.goBack();
    await crumbs.getByText('Q2 2025').waitFor();
    await crumbs.getByRole('button', { name: 'All years' }).click();
    await crumbs.waitFor({ state: 'detached' });
  });

  it('goes from a region to its customers and opens one', async () => {
    const page = await site.open();
    await drawn(page, 'By region');
    await marks(page, 'By region').focus();
    const region = (await marks(page, 'By region').getByRole('option').first().textContent())!.split(':')[0]!.trim();
    await page.keyboard.press('Enter');
    const crumbs = site.card(page, 'By region').getByRole('navigation');
    await crumbs.getByText(region).waitFor();
    await crumbs.getByRole('button', { name: 'All regions' }).waitFor();
    // The chart of the regions stays until that of the customers is drawn.
    const options = marks(page, 'By region').getByRole('option');
    await options
      .filter({ hasText: `${region}:` })
      .first()
      .waitFor({ state: 'detached' });
    await options.first().waitFor({ state: 'attached' });
    await marks(page, 'By region').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/record\/customer\//);
  });

  it('shows tabs by keyboard, words without HTML, a list with links, and places to go', async () => {
    const page = await site.open();
    await site.figure(page, 'Orders');
    await page.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    await has(page, '_tab=more');
    const text = site.card(page, 'How to read this');
    await text.getByRole('heading', { name: 'Hello' }).waitFor();
    expect(await text.getByText('<b>no html</b>').count()).to.equal(1);
    expect(await text.getByRole('link', { name: 'the manual' }).getAttribute('href')).to.equal(
      'https://example.com/manual',
    );
    expect(await text.getByRole('link').count()).to.equal(1);
    const links = site.card(page, 'Quick links');
    expect(await links.getByRole('link', { name: 'Map' }).getAttribute('rel')).to.contain('noopener');
    expect(await links.getByRole('link', { name: 'The area' }).count()).to.equal(0);
    await links.getByRole('link', { name: 'Only shipped' }).click();
    await has(page, 'status=shipped');
    await site.card(page, 'Newest orders').getByRole('link', { name: /^SO-/ }).first().click();
    await page.waitForURL(/\/record\/order\//);
  });

  it('lets an embedded sheet set the page, and the page narrow the sheet', async () => {
    const page = await site.open('?_tab=more');
    const sheet = site.card(page, 'Sheet');
    await sheet.getByRole('link', { name: 'North America' }).click();
    await has(page, 'area=');
    await page.locator('tr-selection-band').getByText('North America').first().waitFor();
    await sheet.getByRole('link', { name: 'Southern Europe' }).waitFor({ state: 'detached' });
    const total = await site.figure(page, 'Orders');
    await sheet.getByText(total.toLocaleString('en').replace(',', ''), { exact: true }).first().waitFor();
  });

  it('opens the query pane of a phone as a sheet from below, in which lists open and choose', async () => {
    const page = await site.open('', { width: 390, height: 844, touch: true });
    await site.figure(page, 'Orders');
    await page.getByRole('button', { name: 'Filters' }).tap();
    const field = page.getByRole('button', { name: /^Area/ });
    await field.tap();
    await page.getByRole('listbox', { name: 'Area' }).getByRole('option', { name: 'North America' }).tap();
    await has(page, 'area=');
    await page
      .getByRole('listbox', { name: 'Area' })
      .getByRole('option', { name: 'North America', selected: true })
      .waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await field.filter({ hasText: 'North America' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).tap();
    const below = await settledBox(page.locator('tr-widget-card').first());
    expect(below.width).to.be.lessThan(391);
  });

  it('runs a report from its sheet of fields on a phone, with several choices and a period in words', async () => {
    const page = await site.open('', { path: '/report/test_sheet', width: 390, height: 844, touch: true });
    await page.locator('tr-sheet').waitFor();
    await page.getByRole('button', { name: 'Parameters' }).tap();
    await page.getByRole('button', { name: /^Status/ }).tap();
    await page.getByRole('option', { name: 'Shipped' }).tap();
    await page.getByRole('option', { name: 'Done' }).tap();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Status Shipped, Done/ }).waitFor();
    await page.getByRole('button', { name: /^Period/ }).tap();
    await page.getByRole('radio', { name: 'This year' }).check();
    await page.keyboard.press('Escape');
    const ran = page.waitForResponse((answer) => answer.url().endsWith('/run'));
    await page.getByRole('button', { name: 'Run' }).tap();
    await page.waitForURL(/period=thisYear&status=shipped%2Cdone|status=shipped%2Cdone&period=thisYear/);
    expect((await ran).status()).to.equal(200);
    await page.locator('tr-sheet').waitFor();
  });

  it('gives the rows of a part as a file, and says why not to those who may not', async () => {
    const page = await site.open('?_tab=more');
    await site.card(page, 'Newest orders').getByRole('link', { name: /^SO-/ }).first().waitFor();
    const menu = async (on: Page) => {
      await site.card(on, 'Newest orders').getByRole('button', { name: 'More for Newest orders' }).click();
      return on.getByRole('menuitem', { name: /CSV/ });
    };
    const [download] = await Promise.all([page.waitForEvent('download'), (await menu(page)).click()]);
    expect(download.suggestedFilename()).to.equal('Newest orders.csv');
    expect(readFileSync(await download.path(), 'utf8')).to.match(/^\ufeffId,Number,Customer/);
    const other = await site.open('?_tab=more', { as: 'board.reader' });
    await site.card(other, 'Newest orders').getByRole('link', { name: /^SO-/ }).first().waitFor();
    expect(await (await menu(other)).getAttribute('aria-disabled')).to.equal('true');
  });

  it('opens a part in full size by its address; Esc closes it', async () => {
    const page = await site.open();
    await drawn(page, 'By region');
    await site.card(page, 'By region').getByRole('button', { name: 'More for By region' }).click();
    await page.getByRole('menuitem', { name: 'Open full size' }).click();
    const dialog = page.getByRole('dialog', { name: 'By region' });
    await dialog.waitFor();
    await page.locator('tr-full-size .plot svg').first().waitFor();
    expect(page.url()).to.contain('_full=c_place');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !location.search.includes('_full'));
  });

  it('lets no slow part hold the others, and asks again by itself when the server is busy', async () => {
    expected = /status of 429/;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let busy = 0;
    const answer = async (route: Route): Promise<void> => {
      const { widget } = route.request().postDataJSON() as { widget: string };
      if (widget === 'c_time') await held;
      if (widget === 'c_place' && busy++ === 0) {
        const error = { code: 'WORK_BUSY', message: 'Busy.', requestId: 'r' };
        return route.fulfill({ status: 429, headers: { 'Retry-After': '1' }, json: { error } });
      }
      return route.continue();
    };
    const page = await site.open('', { first: (each) => each.route('**/test_board/data', answer) });
    await site.figure(page, 'Orders');
    await drawn(page, 'By region');
    expect(busy).to.equal(2);
    await site.card(page, 'By time').locator('.bars').waitFor();
    release();
    await drawn(page, 'By time');
  });

  it('reads again after its seconds, but not while nobody sees it', async () => {
    const page = await site.open('', { first: (each) => each.clock.install() });
    await site.figure(page, 'Orders');
    await page.getByText('refreshed every minute').waitFor();
    let asked = 0;
    page.on('request', (request) => void (asked += request.url().endsWith('/data') ? 1 : 0));
    const hide = (state: string) =>
      page.evaluate(
        (value) => Object.defineProperty(document, 'visibilityState', { value, configurable: true }),
        state,
      );
    await hide('hidden');
    await page.clock.runFor(90_000);
    // What it had asked for would have been heard of before this.
    await page.evaluate(() => fetch('/api/session'));
    expect(asked).to.equal(0);
    await hide('visible');
    await Promise.all([page.waitForRequest(/\/data$/), page.clock.runFor(6000)]);
  });

  it('fills the screen and leaves it again', async () => {
    const page = await site.open();
    await site.figure(page, 'Orders');
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await page.getByRole('button', { name: 'Full screen', exact: true }).waitFor();
  });

  for (const [login, path] of [
    ['board.reader', boardPath],
    ['board.lister', '/list/order?view=order_open'],
  ] as const) {
    it(`lets ${login} begin at ${path}`, async () => {
      const page = await site.open('', { as: login, path: '/' });
      await page.waitForURL(site.live.address + path);
    });
  }

  for (const options of [
    {},
    { dark: true },
    { language: 'zh-CN' },
    { width: 390, height: 844, touch: true },
    { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' },
  ] as const) {
    it(`has no finding of axe on either tab: ${JSON.stringify(options)}`, async () => {
      const page = await site.open('', options);
      await page.locator('tr-vega-chart .plot svg').nth(1).waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await page.getByRole('tab').nth(1).click();
      await page.locator('tr-report-frame tr-sheet').waitFor();
      await page.locator('tr-markdown').waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
    });
  }
});

/** Body of a question for options. */
interface Asked {
  readonly parameter: string;
  readonly parameters: { readonly area?: unknown };
}
