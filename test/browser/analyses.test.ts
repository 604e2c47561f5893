/**
 * The analyses and home pages that ship, in a real browser: every part of every dashboard has its rows, on a wide screen and
 * on a phone, light and dark, in English and Chinese; nothing is cut, axe finds nothing. Figures are scenario/analyses' job.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, type PageOptions } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { withLivePages } from '../helper/live-page.js';
import { cutTexts } from '../helper/page-texts.js';

const dashboards = {
  'bo.manager': [
    'home_manager', 'network_activity', 'own_brands', 'customer_analysis', 'new_products', 'customer_activity', 'customer_areas',
    'customer_ranking', 'sales_funnel', 'customer_portrait',
  ],
  'ann.sales': ['home_sales'],
  'cleo.marketing': ['home_marketing'],
} as const; // prettier-ignore
const looks: readonly PageOptions[] = [
  { height: 1500 },
  { width: 390, height: 3200, touch: true, dark: true, language: 'zh-CN' },
];

describe('browser/analyses', function () {
  this.timeout(60_000);
  const pages = withLivePages({ sample: true });
  const clients = new Map<string, Browser>();

  before(async () => {
    for (const login of Object.keys(dashboards)) clients.set(login, await pages.live.signIn(login));
  });

  const open = (login: string, path: string, look: PageOptions = {}): Promise<Page> =>
    pages.open(path, { as: clients.get(login)!, ...look });
  /** Every part has asked and has its answer drawn. */
  const settled = async (page: Page, parts?: number) => {
    await page.locator('tr-widget-card').first().waitFor();
    await page.waitForFunction(
      (count) => {
        const parts = (root: ParentNode): Element[] =>
          [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? parts(each.shadowRoot) : [])]);
        const all = parts(document);
        const charts = all.filter((each) => each.localName === 'tr-vega-chart');
        const cards = all.filter((each) => each.localName === 'tr-widget-card').length;
        return (
          (count === undefined || cards === count) &&
          all.every((each) => each.getAttribute('aria-busy') !== 'true') &&
          charts.every((each) => each.shadowRoot?.querySelector('svg') ?? each.querySelector('svg'))
        );
      },
      parts,
      { timeout: 40_000 },
    );
  };

  for (const [login, names] of Object.entries(dashboards)) {
    for (const name of names) {
      for (const look of looks) {
        it(`${name} is whole and has no finding of axe: ${login} ${JSON.stringify(look)}`, async () => {
          const { widgets, tabs } = pages.live.site.releases.current().model.find('dashboard', name)!;
          const page = await open(login, `/dashboard/${name}`, look);
          for (const tab of tabs ?? [undefined]) {
            if (tab && tab !== tabs![0]) await page.goto(`${pages.live.address}/dashboard/${name}?_tab=${tab.id}`);
            const shown = widgets.filter((widget) => widget.tab === undefined || widget.tab === tab?.id);
            await settled(page, shown.length);
            const charts = shown.filter((widget) => widget.type === 'chart').length;
            expect(await page.locator('tr-vega-chart').count(), 'charts with rows').to.equal(charts);
            expect(await axeFindings(page)).to.deep.equal([]);
            expect(await cutTexts(page)).to.deep.equal([]);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect(over, 'pixels wider than the window').to.be.at.most(0);
          }
        });
      }
    }
  }

  it('opens on the day of the salesperson, whose stage leads to just those opportunities', async () => {
    const page = await open('ann.sales', '/');
    await page.getByRole('heading', { name: 'My day' }).first().waitFor();
    await settled(page);
    const card = page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name: 'My open opportunities' }) });
    const stages = card.getByRole('listbox');
    await stages.focus();
    await page.keyboard.press('Home');
    const count = /Opportunities[^\d]*(\d+)/.exec((await stages.getByRole('option').first().textContent())!)![1]!;
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/list\/opportunity/);
    await page.locator('tr-list-page').getByText(new RegExp(`^${count} of `)).first().waitFor();
  }); // prettier-ignore

  it('leads from a tile to just the rows of its figure, by keyboard', async () => {
    const page = await open('ann.sales', '/dashboard/home_sales');
    await settled(page);
    const tile = page.getByRole('button', { name: /^My open tasks: [\d,]+$/ });
    const count = (await tile.locator('.figure').textContent())!.trim();
    await tile.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/list\/task/);
    await page.locator('tr-list-page').getByText(new RegExp(`^${count} of `)).first().waitFor();
  }); // prettier-ignore

  it('follows a month of network activity, and the link leads to just those reports', async () => {
    const page = await open('bo.manager', '/dashboard/network_activity');
    await settled(page);
    const months = page
      .locator('tr-widget-card')
      .filter({ has: page.getByRole('heading', { name: 'Planned and done by month' }) })
      .getByRole('listbox');
    await months.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('month='));
    const link = page.getByRole('link', { name: /^See [\d,]+ network reports$/ });
    await link.waitFor();
    const count = (await link.textContent())!.replace(/\D/g, '');
    await link.click();
    await page.locator('tr-list-page').getByText(`${count} of`, { exact: false }).first().waitFor();
  });
});
