/**
 * The dashboard of the made-up company in a real browser: selecting, the way back, the rows behind, parts that fail alone,
 * keyboard, phone, languages and themes. Figures are those of the server; here they must agree with each other.
 */
import { expect } from 'chai';
import type { Locator, Page, Route } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages, type OpenOptions } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

const path = '/dashboard/sales_overview';

describe('browser/dashboard', function () {
  this.timeout(60_000);
  const pages = withLivePages({ sample: true });

  before(async () => {
    // The work processes start with the first questions: no page should wait for that.
    const ask = (widget: string) => pages.admin.post('/api/dashboards/sales_overview/data', { widget });
    await Promise.all(['k_sales', 'c_month'].map(ask));
  });

  const card = (page: Page, title: string): Locator =>
    page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const drawn = (page: Page) => card(page, 'Sales and orders by month').locator('.plot svg').first().waitFor();
  /** Every part has its rows; to be asked once the page shows what the address says. */
  const settled = (page: Page) => page.locator('tr-widget-card[aria-busy]').first().waitFor({ state: 'detached' });
  const open = async (options: OpenOptions = {}): Promise<Page> =>
    pages.open(path, { as: await pages.live.signIn('bo.manager'), ...options });
  /** Does what changes the query pane, until the server has remembered it for the person. */
  const remembered = async (page: Page, act: () => Promise<void>): Promise<void> => {
    const answered = page.waitForResponse((answer) => answer.url().endsWith('/parameters'));
    await act();
    await answered;
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
    await settled(page);
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
    await becomes(() => figure(page, 'Orders'), all);
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
    const others = ['k_sales', 'c_month', 'c_customers', 'c_products'];
    await becomes(async () => others.filter((widget) => !asked.includes(widget)), []);
    await settled(page);
    expect(asked).to.not.include('c_region');
  });

  it('shows a selection in four ways: edge, muted marks, band, markers', async () => {
    const page = await open();
    await drawn(page);
    const part = card(page, 'Sales by region').locator('button.part').nth(1);
    const name = (await part.locator('.clip').textContent())!;
    await part.click();
    await page.locator('tr-selection-band').getByText(name).first().waitFor();
    await card(page, 'Sales by region').and(page.locator('[origin]')).waitFor();
    await part.and(page.locator('[aria-pressed="true"]')).waitFor();
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
    await page.waitForURL(/\/record\/customer\//);
    await page.getByRole('heading', { name }).first().waitFor();
  });

  it('shows the same picture from its address, and remembers what was chosen in the query pane', async () => {
    const page = await open();
    await drawn(page);
    await page.getByRole('button', { name: /^Region/ }).click();
    const item = page.getByRole('option', { name: 'North America', exact: true });
    await remembered(page, () => item.click());
    await page.waitForFunction(() => location.search.includes('region='));
    await page.getByRole('button', { name: /Region North America/ }).waitFor();
    await page.keyboard.press('Escape');
    await card(page, 'Net sales').locator('.figure').waitFor();
    await settled(page);
    const sales = await figure(page, 'Net sales');
    await page.goto(pages.live.address + path);
    await page.getByRole('button', { name: /Region North America/ }).waitFor();
    await drawn(page);
    await settled(page);
    expect(await figure(page, 'Net sales')).to.equal(sales);
    await remembered(page, () => page.getByRole('button', { name: 'Reset' }).click());
    await page.waitForFunction(() => location.search === '');
  });

  it('fails, refuses and is empty part by part, and each tries again by itself', async () => {
    pages.expectProblems(/status of (403|503)/);
    let broken = true;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const answer = async (route: Route): Promise<void> => {
      const { widget } = route.request().postDataJSON() as { widget: string };
      const error = (status: number, code: string) =>
        route.fulfill({ status, json: { error: { code, message: 'No.', requestId: '01J0000000000000000000TEST' } } });
      if (widget === 'c_month' && broken) return error(503, 'WORK_BUSY');
      if (widget === 'k_sales') await held;
      if (widget === 'c_region') return error(403, 'FIELD_FORBIDDEN');
      if (widget === 'c_customers')
        return route.fulfill({ json: { datasets: { customers: { columns: [], rows: [] } }, parameters: {} } });
      return route.continue();
    };
    const page = await open({ first: (each) => each.route('**/data', answer) });
    await card(page, 'Sales and orders by month').getByText('WORK_BUSY').waitFor();
    await card(page, 'Sales and orders by month').getByText('01J0000000000000000000TEST').waitFor();
    await card(page, 'Sales by region').getByText('No access').waitFor();
    await card(page, 'Top 10 customers').getByText('No rows').waitFor();
    await card(page, 'Top 10 products').locator('.plot svg').first().waitFor();
    expect(await card(page, 'Net sales').locator('.figure').count(), 'no other part waits for a slow one').to.equal(0);
    release();
    await card(page, 'Net sales').locator('.figure').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    broken = false;
    await card(page, 'Sales and orders by month').getByRole('button', { name: 'Try again' }).click();
    await drawn(page);
    // Where nothing is, the filters are one step away, and the focus comes back from them.
    const filters = card(page, 'Top 10 customers').getByRole('button', { name: 'Filters' });
    await filters.click();
    await page.getByRole('dialog', { name: 'Filters' }).waitFor();
    await page.keyboard.press('Escape');
    await hasFocus(filters);
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
    await settled(page);
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
