/** Every chart on a dashboard in a real browser: drawn, read by keyboard and as a table, refused in its own place. */
import { expect } from 'chai';
import type { Locator, Page, Route } from 'playwright-core';
import { axeFindings, type PageOptions } from '../helper/browser.js';
import { chartContrast } from '../helper/chart-contrast.js';
import { chartDashboard } from '../helper/chart-dashboard.js';
import { chartFolders } from '../helper/charts.js';
import { eventually } from '../helper/eventually.js';
import { settledBox, withLivePages } from '../helper/live-page.js';
import { hasCount } from '../helper/page-signs.js';

const names = chartFolders.map((each) => each.name);

describe('browser/charts', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [{ id: 'charts', documents: [chartDashboard()] }] });

  const card = (page: Page, name: string): Locator =>
    page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name, exact: true }) });
  /** Options of single parts are put in another's place on their way to the browser, as if they stood in the database. */
  const forcing =
    (forced: Readonly<Record<string, object>>) =>
    async (route: Route): Promise<void> => {
      const answer = await route.fetch();
      const body = JSON.stringify(await answer.json(), (_, value: unknown) => {
        const id = (value as { readonly id?: unknown } | null)?.id;
        const own = typeof id === 'string' && id.startsWith('w_') ? forced[id.slice(2)] : undefined;
        if (!own) return value;
        const widget = value as { readonly options: object };
        return { ...widget, options: { ...widget.options, ...own } };
      });
      await route.fulfill({ response: answer, body });
    };
  const open = async (options: PageOptions = {}, forced: Readonly<Record<string, object>> = {}): Promise<Page> => {
    const page = await pages.open('/dashboard/charts_all', {
      ...options,
      first: (each) => (Object.keys(forced).length > 0 ? each.route('**/api/app*', forcing(forced)) : undefined),
    });
    await page.locator('tr-widget-card').first().waitFor();
    return page;
  };
  const allDrawn = async (page: Page) => {
    for (const name of names) {
      await card(page, name).scrollIntoViewIfNeeded();
      await card(page, name).locator('div.plot svg .mark-group').first().waitFor({ state: 'attached' });
    }
  };
  /** Does what changes all pictures, and waits until none of the earlier ones is left. */
  const drawsAgain = async (page: Page, act: () => Promise<void>): Promise<void> => {
    const pictures = page.locator('div.plot svg');
    await pictures.evaluateAll((all) => all.forEach((each) => each.setAttribute('data-before', '')));
    await act();
    await hasCount(page.locator('div.plot svg[data-before]'), 0);
  };

  const canBeRead = async (page: Page): Promise<void> => {
    const { count, weak } = await chartContrast(page);
    expect(count).to.be.greaterThan(100);
    expect(weak).to.deep.equal([]);
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
        const label = () => card(page, name).locator('div.plot').getAttribute('aria-label');
        const says = async () => ((await label()) ?? '').length > name.length || undefined;
        await eventually(says, `a sentence about ${name}`, 20_000);
      }
      expect(await axeFindings(page)).to.deep.equal([]);
      await canBeRead(page);
      await drawsAgain(page, () => page.emulateMedia({ colorScheme: 'dark' }));
      await allDrawn(page);
      expect(await axeFindings(page)).to.deep.equal([]);
      await canBeRead(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).to.be.at.most(0);
    });
  }

  it('draws again in the colours of the theme', async () => {
    const page = await open();
    const colour = () => card(page, 'funnel').locator('.mark-rect path').first().getAttribute('fill');
    await card(page, 'funnel').locator('.mark-rect path').first().waitFor({ state: 'attached' });
    const light = await colour();
    await drawsAgain(page, () => page.emulateMedia({ colorScheme: 'dark' }));
    expect(await colour()).to.not.equal(light);
  });

  it('walks the marks by arrow keys and says their figures, also by name to a reader', async () => {
    const page = await open();
    const marks = card(page, 'funnel').getByRole('listbox');
    await marks.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const tip = card(page, 'funnel').locator('.tip');
    await tip.getByText('negotiation').waitFor();
    await tip.getByText('44 % · ▾ weak').waitFor();
    const active = await marks.getAttribute('aria-activedescendant');
    const words = await card(page, 'funnel').locator(`#${active}`).textContent();
    expect(words).to.equal('negotiation: orders 19, passed on 44 % · ▾ weak, of first 22 %');
  });

  it('shows the tool tip of what is pointed at', async () => {
    const page = await open();
    const mark = card(page, 'treemap').locator('.mark-rect path').last();
    await mark.scrollIntoViewIfNeeded();
    await settledBox(mark);
    await mark.hover({ force: true });
    await card(page, 'treemap').locator('.tip b').getByText('›').waitFor();
  });

  it('says under a map what is not on it, and draws the shapes that the server gave', async () => {
    const page = await open();
    const map = card(page, 'map');
    await map.locator('.mark-shape path').first().waitFor({ state: 'attached' });
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
    pages.expectProblems(/404.*maps\/atlantis/);
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

  it('runs nothing of one on the page of a link either, for whoever opens it', async () => {
    const admin = await pages.live.signIn('admin');
    const link = (await admin.post('/api/links', { kind: 'dashboard', target: 'charts_all', hours: 1 })).json;
    const calculate = "event.view.setTimeout('document.title=`owned`')";
    const spec = { mark: 'bar', transform: [{ calculate, as: 'x' }], encoding: { x: { field: 'x', type: 'nominal' } } };
    const reaching = { mark: 'bar', data: { url: `${pages.live.address}/api/records/user?stolen` }, encoding: {} };
    const asked: string[] = [];
    const page = await pages.open(link.path, {
      first: async (each) => {
        each.on('request', (request) => asked.push(request.url()));
        await each.route(`**/api/shared/${link.token}`, forcing({ vega: { spec }, column: { chart: 'vega', spec: reaching } }));
      },
    });
    await card(page, 'vega').getByRole('alert').getByText('/transform/0/calculate', { exact: false }).waitFor();
    await card(page, 'column').getByRole('alert').getByText('/data', { exact: false }).waitFor();
    await card(page, 'line').locator('div.plot svg').waitFor();
    expect(await page.locator('tr-vega-chart svg').filter({ hasText: 'owned' }).count()).to.equal(0);
    expect([await page.title(), asked.filter((url) => url.includes('stolen'))]).to.deep.equal(['All charts', []]);
  }); // prettier-ignore

  it('loads no Vega and no shapes before there is a chart or a map', async () => {
    const loaded: string[] = [];
    const page = await pages.open('/list/customer', {
      first: (each) => each.on('request', (request) => loaded.push(request.url())),
    });
    await page.locator('tr-list-page').waitFor();
    await page.waitForLoadState('networkidle');
    expect(loaded.filter((url) => /draw-chart|vega|map-shapes|chart-schemas|\/api\/maps/.test(url))).to.deep.equal([]);
  });
});
