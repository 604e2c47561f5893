/** Every chart on a dashboard in a real browser: drawn, read by keyboard and as a table, refused in its own place. */
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
import { chartDashboard } from '../helper/chart-dashboard.js';
import { chartFolders } from '../helper/charts.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const names = chartFolders.map((each) => each.name);

describe('browser/charts', function () {
  this.timeout(30_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;

  before(async function () {
    this.timeout(60_000);
    needsBrowser(this);
    const documents = [chartDashboard()];
    [live, browser] = await Promise.all([startLiveSite({ packages: [{ id: 'charts', documents }] }), launchBrowser()]);
    admin = await live.signIn('admin');
  });
  afterEach(async () => {
    const problems = browser.problems(/status of 404/);
    await browser.reset();
    expect(problems).to.deep.equal([]);
  });
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const card = (page: Page, name: string): Locator =>
    page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name, exact: true }) });
  /** Options of single parts are put in another's place on their way to the browser, as if they stood in the database. */
  const open = async (options: PageOptions = {}, forced: Readonly<Record<string, object>> = {}): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, admin);
    if (Object.keys(forced).length > 0) {
      await page.route('**/api/app*', async (route) => {
        const answer = await route.fetch();
        const body = JSON.stringify(await answer.json(), (_, value: unknown) => {
          const id = (value as { readonly id?: unknown } | null)?.id;
          const own = typeof id === 'string' && id.startsWith('w_') ? forced[id.slice(2)] : undefined;
          if (!own) return value;
          const widget = value as { readonly options: object };
          return { ...widget, options: { ...widget.options, ...own } };
        });
        await route.fulfill({ response: answer, body });
      });
    }
    await page.goto(`${live.address}/dashboard/charts_all`);
    await page.locator('tr-widget-card').first().waitFor();
    return page;
  };
  const allDrawn = async (page: Page) => {
    for (const name of names) {
      await card(page, name).scrollIntoViewIfNeeded();
      await card(page, name).locator('div.plot svg .mark-group').first().waitFor({ state: 'attached' });
    }
  };

  const looks: readonly (PageOptions & { readonly language: string })[] = [
    { width: 1440, height: 900, language: 'en' },
    { width: 390, height: 844, touch: true, language: 'zh-CN' },
  ];
  for (const look of looks) {
    it(`draws every chart at ${look.width} pixels in ${look.language}, light and dark, and axe finds nothing`, async () => {
      const page = await open(look);
      await allDrawn(page);
      expect(await page.locator('tr-vega-chart [role="alert"]').count()).to.equal(0);
      for (const name of names) {
        const label = await card(page, name).locator('div.plot').getAttribute('aria-label');
        expect(label, name).to.not.equal(null);
        expect(label!.length, name).to.be.greaterThan(name.length);
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await allDrawn(page);
        expect(await axeFindings(page)).to.deep.equal([]);
      }
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).to.be.at.most(0);
    });
  }

  it('draws again in the colours of the theme', async () => {
    const page = await open();
    const colour = () => card(page, 'funnel').locator('.mark-rect path').first().getAttribute('fill');
    await card(page, 'funnel').locator('.mark-rect path').first().waitFor({ state: 'attached' });
    const light = await colour();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectSoon(page, async () => (await colour()) !== light);
  });

  it('walks the marks by arrow keys and says their figures, also by name to a reader', async () => {
    const page = await open();
    const marks = card(page, 'funnel').getByRole('listbox');
    await marks.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const tip = card(page, 'funnel').locator('.tip');
    await tip.getByText('negotiation').waitFor();
    expect(await tip.textContent()).to.match(/44 % · ▾ weak/);
    const active = await marks.getAttribute('aria-activedescendant');
    const words = await card(page, 'funnel').locator(`#${active}`).textContent();
    expect(words).to.equal('negotiation: orders 19, passed on 44 % · ▾ weak, of first 22 %');
  });

  it('shows the tool tip of what is pointed at', async () => {
    const page = await open();
    await card(page, 'treemap').locator('.mark-rect path').last().hover({ force: true });
    await card(page, 'treemap').locator('.tip b').getByText('›').waitFor();
  });

  it('says under a map what is not on it, and draws the shapes that the server gave', async () => {
    const page = await open();
    const map = card(page, 'map');
    await map.locator('.notes').getByText('Not on this map: Singapore', { exact: false }).waitFor();
    expect(await map.locator('.mark-shape path').count()).to.be.greaterThan(150);
  });

  it('shows the rows of a chart as a table, and the chart again', async () => {
    const page = await open();
    await card(page, 'sunburst').getByRole('button', { name: 'More for sunburst' }).click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
    await card(page, 'sunburst').getByRole('cell', { name: 'Côte de Blaye' }).waitFor();
    expect(await card(page, 'sunburst').getByRole('row').count()).to.equal(17);
    await card(page, 'sunburst').getByRole('button', { name: 'More for sunburst' }).click();
    await page.getByRole('menuitem', { name: 'Show as picture' }).click();
    await card(page, 'sunburst').locator('div.plot svg').waitFor();
  });

  it('says in its own place why a chart cannot be drawn; the others stand', async () => {
    const page = await open({}, { column: { x: 'nowhere' }, map: { map: 'atlantis' } });
    const refused = (name: string) => card(page, name).getByRole('alert');
    await refused('column').getByText('The rows have no column nowhere.', { exact: false }).waitFor();
    await refused('map').getByText('There is no map atlantis.', { exact: false }).waitFor();
    await card(page, 'line').locator('div.plot svg').waitFor();
    expect(await card(page, 'column').getByRole('listbox').count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('runs nothing of a hostile specification that got into the database', async () => {
    const calculate = "event.view.setTimeout('document.title=`owned`')";
    const spec = { mark: 'bar', transform: [{ calculate, as: 'x' }], encoding: { x: { field: 'x', type: 'nominal' } } };
    const page = await open({}, { vega: { spec } });
    await card(page, 'vega').getByRole('alert').getByText('/transform/0/calculate', { exact: false }).waitFor();
    expect(await card(page, 'vega').locator('div.plot svg').count()).to.equal(0);
    expect(await page.title()).to.not.equal('owned');
  });

  it('loads no Vega and no shapes before there is a chart or a map', async () => {
    const page = await browser.page();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await signInByCookie(page, live.address, admin);
    await page.goto(`${live.address}/list/customer`);
    await page.locator('tr-list-page').waitFor();
    await page.waitForLoadState('networkidle');
    expect(loaded.filter((url) => /draw-chart|vega|map-shapes|chart-schemas|\/api\/maps/.test(url))).to.deep.equal([]);
  });
});

/** Waits until something holds that no event tells of. */
async function expectSoon(page: Page, holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await holds()) return;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  expect(await holds()).to.equal(true);
}
