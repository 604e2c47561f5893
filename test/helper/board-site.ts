/** The made-up company with the test board on it, and what every browser test of it does. */
import type { Locator, Page } from 'playwright-core';
import { boardPackage } from './board-package.js';
import { launchBrowser, signInByCookie, type PageOptions, type TestBrowser } from './browser.js';
import { startLiveSite, type LiveSite } from './live-site.js';

export interface BoardSite {
  readonly live: LiveSite;
  readonly browser: TestBrowser;
  /** A page of the board as this person, who begins without remembered parameters unless they are kept. */
  open(
    query?: string,
    options?: PageOptions & {
      readonly as?: string;
      readonly path?: string;
      readonly keep?: boolean;
      /** What is prepared before the page goes to its address: routes, a clock. */
      readonly first?: (page: Page) => unknown;
    },
  ): Promise<Page>;
  card(page: Page, title: string): Locator;
  figure(page: Page, title: string): Promise<number>;
  close(): Promise<void>;
}

export const boardPath = '/dashboard/test_board';

export async function openBoardSite(): Promise<BoardSite> {
  const [live, browser] = await Promise.all([
    startLiveSite({ sample: true, packages: [boardPackage] }),
    launchBrowser(),
  ]);
  await joinRegions(live);
  await warmUp(live);
  const card = (page: Page, title: string): Locator =>
    page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name: title, exact: true, level: 2 }) });
  return {
    live,
    browser,
    card,
    async open(query = '', { as = 'bo.manager', path = boardPath, keep = false, first, ...options } = {}) {
      const page = await browser.page(options);
      page.setDefaultTimeout(20_000);
      const client = await live.signIn(as);
      if (!keep) await client.send('PUT', '/api/personal/dashboard/test_board/parameters', { parameters: {} });
      await signInByCookie(page, live.address, client);
      await first?.(page);
      await page.goto(live.address + path + query);
      return page;
    },
    async figure(page, title) {
      const part = card(page, title);
      await part.and(page.locator('tr-widget-card:not([aria-busy])')).waitFor();
      return Number((await part.locator('.figure').textContent())!.replace(/[^\d.]/g, ''));
    },
    async close() {
      await browser.close();
      await live.close();
    },
  };
}

/** The work processes start with the first questions: no page should wait for that. */
async function warmUp(live: LiveSite): Promise<void> {
  const client = await live.signIn('admin');
  const ask = (widget: string) => client.post('/api/dashboards/test_board/data', { widget });
  await Promise.all(['k_orders', 'c_time', 'c_place'].map(ask));
}

/** Europe with its parts below it: the sample has no tree of regions. */
async function joinRegions(live: LiveSite): Promise<void> {
  const admin = await live.signIn('admin');
  const { id } = (await admin.post('/api/records/region', { name: 'Europe', code: 'EU' })).json as { id: string };
  const { rows } = (await admin.get('/api/records/region?fields=name&limit=50')).json as {
    rows: { id: string; version: number; name: string }[];
  };
  for (const region of rows.filter((each) => /\w+ Europe$/.test(each.name))) {
    const path = `/api/records/region/${region.id}`;
    const answer = await admin.send('PATCH', path, { parent: id }, { 'If-Match': `"${region.version}"` });
    if (answer.status !== 200) throw new Error(answer.text);
  }
}
