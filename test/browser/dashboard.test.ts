/**
 * The dashboard of the made-up company in a real browser: selecting, the way back, the rows behind, parts that fail alone,
 * keyboard, phone, languages and themes. Figures are those of the server; here they must agree with each other.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import {
  axeFindings,
  launchBrowser,
  needsBrowser,
  signInByCookie,
  type PageOptions,
  type TestBrowser,
} from '../helper/browser.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const path = '/dashboard/sales_overview';

describe('browser/dashboard', function () {
  this.timeout(20_000);
  let live: LiveSite;
  let browser: TestBrowser;

  before(async function () {
    this.timeout(60_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite({ sample: true }), launchBrowser()]);
    // The work processes start with the first questions: no page should wait for that.
    const admin = await live.signIn('admin');
    const ask = (widget: string) => admin.post('/api/dashboards/sales_overview/data', { widget });
    await Promise.all(['k_sales', 'c_month'].map(ask));
  });
  afterEach(async () => {
    const problems = browser.problems(/status of (403|404|500|503)/);
    await browser.reset();
    expect(problems).to.deep.equal([]);
  });
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const card = (page: Page, title: string): Locator =>
    page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const drawn = (page: Page) => card(page, 'Sales and orders by month').locator('.plot svg').first().waitFor();
  /** Every part has its rows. */
  const settled = async (page: Page) => {
    await page.waitForTimeout(60);
    await page.locator('tr-widget-card[aria-busy]').first().waitFor({ state: 'detached' });
  };
  const open = async (options: PageOptions = {}, query = ''): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, await live.signIn('bo.manager'));
    await page.goto(live.address + path + query);
    return page;
  };
  const figure = async (page: Page, title: string): Promise<string> =>
    (await card(page, title).locator('.figure').textContent())!.trim();
  /** The months of the chart, by keyboard: the third from the left. */
  const chooseThird = async (page: Page) => {
    const marks = card(page, 'Sales and orders by month').getByRole('listbox');
    await marks.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('month='));
  };

  it('selects by keyboard, every part follows, and the link leads to just those orders; Back returns', async () => {
    const page = await open();
    await drawn(page);
    const all = await figure(page, 'Orders');
    await chooseThird(page);
    const link = page.getByRole('link', { name: /^See [\d,]+ orders$/ });
    await link.waitFor();
    const count = (await link.textContent())!.replace(/\D/g, '');
    await settled(page);
    expect((await figure(page, 'Orders')).replace(/\D/g, '')).to.equal(count);
    const address = page.url();
    await link.click();
    await page.locator('tr-list-page').getByText(`${count} of`, { exact: false }).first().waitFor();
    await page.goBack();
    await drawn(page);
    expect(page.url()).to.equal(address);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.waitForFunction(() => !location.search.includes('month='));
    await settled(page);
    expect(await figure(page, 'Orders')).to.equal(all);
  });

  it('reads only the parts again that a selection concerns', async () => {
    const page = await open();
    await drawn(page);
    await settled(page);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/data')) asked.push((request.postDataJSON() as { widget: string }).widget);
    });
    await card(page, 'Sales by region').locator('button.part').first().click();
    await page.waitForFunction(() => location.search.includes('region='));
    await settled(page);
    expect(asked).to.not.include('c_region');
    expect(asked).to.include.members(['k_sales', 'c_month', 'c_customers', 'c_products']);
  });

  it('shows a selection in four ways: edge, muted marks, band, markers', async () => {
    const page = await open();
    await drawn(page);
    const part = card(page, 'Sales by region').locator('button.part').nth(1);
    const name = (await part.locator('.clip').textContent())!;
    await part.click();
    await page.locator('tr-selection-band').getByText(name).first().waitFor();
    expect(await card(page, 'Sales by region').getAttribute('origin')).to.equal('');
    expect(await part.getAttribute('aria-pressed')).to.equal('true');
    expect(await card(page, 'Sales by region').locator('.marker').count()).to.equal(0);
    await card(page, 'Top 10 customers').getByText(`Filtered by ${name}`).waitFor({ state: 'attached' });
    await part.click();
    await page.locator('tr-selection-band').waitFor({ state: 'detached' });
  });

  it('opens the record behind a bar', async () => {
    const page = await open();
    await drawn(page);
    const bars = card(page, 'Top 10 customers').getByRole('listbox');
    await bars.focus();
    const name = (await bars.getByRole('option').first().textContent())!.split(':')[0]!.trim();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name }).first().waitFor();
    expect(page.url()).to.match(/\/record\/customer\//);
  });

  it('shows the same picture from its address, and remembers what was chosen in the query pane', async () => {
    const page = await open();
    await drawn(page);
    await page.getByRole('button', { name: /^Region/ }).click();
    await page.locator('tr-query-chips vaadin-combo-box[focused]').waitFor();
    await page.keyboard.type('North America');
    await page.locator('vaadin-combo-box-item:visible').filter({ hasText: 'North America' }).click();
    await page.waitForFunction(() => location.search.includes('region='));
    await page.keyboard.press('Escape');
    await card(page, 'Sales').locator('.figure').waitFor();
    await settled(page);
    const sales = await figure(page, 'Sales');
    await page.goto(live.address + path);
    await page.getByRole('button', { name: /Region North America/ }).waitFor();
    await drawn(page);
    await settled(page);
    expect(await figure(page, 'Sales')).to.equal(sales);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForFunction(() => location.search === '');
  });

  it('fails, refuses and is empty part by part, and each tries again by itself', async () => {
    const page = await browser.page();
    await signInByCookie(page, live.address, await live.signIn('bo.manager'));
    let broken = true;
    await page.route('**/data', async (route) => {
      const { widget } = route.request().postDataJSON() as { widget: string };
      const error = (status: number, code: string) =>
        route.fulfill({ status, json: { error: { code, message: 'No.', requestId: '01J0000000000000000000TEST' } } });
      if (widget === 'c_month' && broken) return error(503, 'WORK_BUSY');
      if (widget === 'c_region') return error(403, 'FIELD_FORBIDDEN');
      if (widget === 'c_customers')
        return route.fulfill({ json: { datasets: { customers: { columns: [], rows: [] } }, parameters: {} } });
      return route.continue();
    });
    await page.goto(live.address + path);
    await card(page, 'Sales and orders by month').getByText('WORK_BUSY').waitFor();
    await card(page, 'Sales and orders by month').getByText('01J0000000000000000000TEST').waitFor();
    await card(page, 'Sales by region').getByText('No access').waitFor();
    await card(page, 'Top 10 customers').getByText('No rows').waitFor();
    await card(page, 'Top 10 products').locator('.plot svg').first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    broken = false;
    await card(page, 'Sales and orders by month').getByRole('button', { name: 'Try again' }).click();
    await drawn(page);
  });

  it('shows every chart as a table whose rows choose', async () => {
    const page = await open();
    await drawn(page);
    const months = card(page, 'Sales and orders by month');
    await months.getByRole('button', { name: 'More for Sales and orders by month' }).click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
    const first = months.getByRole('row').nth(2).getByRole('button');
    const name = (await first.textContent())!.trim();
    await first.click();
    await page.locator('tr-selection-band').getByText(name).first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  for (const options of [
    {},
    { dark: true },
    { language: 'zh-CN' },
    { width: 390, height: 844, touch: true },
  ] as const) {
    it(`has no finding of axe with a selection: ${JSON.stringify(options)}`, async () => {
      const page = await open(options);
      await page.locator('tr-vega-chart .plot svg').first().waitFor();
      await page.locator('button.part').first().click();
      await page.locator('tr-selection-band').waitFor();
      await settled(page);
      expect(await axeFindings(page)).to.deep.equal([]);
    });
  }

  it('fits a phone without scrolling sideways, and its filters come as a sheet', async () => {
    const page = await open({ width: 360, height: 640, touch: true });
    await drawn(page);
    const wide = await page.evaluate(() => {
      const deep = (root: Document | ShadowRoot): Element[] =>
        [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? deep(each.shadowRoot) : [])]);
      return deep(document)
        .filter(
          (each) => each.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(each).position !== 'fixed',
        )
        .filter((each) => !each.closest('.sr, svg') && each.getClientRects().length > 0)
        .map((each) => `${each.localName}.${each.className}`)
        .slice(0, 5);
    });
    expect(wide).to.deep.equal([]);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('button', { name: 'Done' }).waitFor();
  });
});
