/** Every screen of the product with the made-up company on it, for suites that look at all of them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { launchBrowser, signInByCookie, type TestBrowser } from './browser.js';
import type { Browser } from './http.js';
import { leadTo } from './live-page.js';
import { startLiveSite, type LiveSite } from './live-site.js';
import { hasCount } from './page-signs.js';

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Found once the screen is whole. */
  readonly ready: string;
  act?(page: Page): Promise<void>;
  /** Who looks at it: a salesperson unless stated. */
  readonly as?: 'nobody' | 'admin';
  /** Instead of `ready` on a phone. */
  readonly phone?: string;
}

const rows = 'tr-list-grid a.name:visible, a.cardrow:visible';
const done = encodeURIComponent('{"field":"status","op":"eq","value":"done"}');

export const screens: readonly Screen[] = [
  { name: 'sign-in', path: '/', ready: '#login', as: 'nobody' },
  { name: 'list', path: '/list/customer', ready: rows },
  { name: 'filtered', path: `/list/order?filter=${done}`, ready: rows },
  { name: 'board', path: '/list/opportunity?view=opportunity_board', ready: 'tr-board .card' },
  {
    name: 'calendar',
    path: '/list/task?view=task_calendar',
    ready: 'tr-calendar td:has(.tag)',
    phone: 'tr-calendar .list',
  },
  { name: 'tree', path: '/list/area?view=area_tree', ready: 'tr-tree .line' },
  { name: 'timeline', path: '/list/campaign?view=campaign_timeline', ready: 'tr-timeline-mode .piece' },
  { name: 'gallery', path: '/list/network?view=network_gallery', ready: 'tr-gallery li' },
  { name: 'map', path: '/list/customer?view=customer_map', ready: 'tr-map-mode tr-vega-chart svg' },
  { name: 'place', path: '/list/customer?view=customer_map&at=DE', ready: 'tr-map-mode li' },
  { name: 'record', path: '/record/customer/{customer}', ready: 'tr-form vaadin-text-field' },
  { name: 'record with lines', path: '/record/order/{order}', ready: 'tr-sub-table' },
  { name: 'new', path: '/new/opportunity', ready: 'tr-form vaadin-text-field' },
  { name: 'dashboard', path: '/dashboard/sales_overview', ready: 'tr-vega-chart .walk >> nth=2' },
  { name: 'selected', path: '/dashboard/sales_overview?month={month}', ready: 'tr-selection-band a.behind' },
  {
    name: 'report',
    path: '/report/sales_by_region',
    ready: 'tr-report-page',
    async act(page) {
      // On a phone the parameters are behind a button, and the sheet is read at once.
      const run = page.getByRole('button', { name: /^(Run|查询)/ });
      await run.or(page.locator('tr-sheet')).first().waitFor();
      if (await run.isVisible()) await run.click();
      await page.locator('tr-sheet [role="row"]').nth(4).waitFor();
    },
  },
  { name: 'notices', path: '/notices', ready: 'tr-notices-page fieldset' },
  {
    name: 'schedule',
    path: '/schedules',
    ready: 'tr-schedules-page #new',
    async act(page) {
      await page.locator('tr-schedules-page #new').click();
      await page.locator('tr-schedule-dialog dialog[open] #title').waitFor();
    },
  },
  { name: 'trash', path: '/trash/customer', ready: 'tr-trash-page tr-state' },
  { name: 'search', path: '/search?q=ber', ready: 'tr-search-page a.name' },
  { name: 'nothing here', path: '/list/nothing', ready: 'tr-state' },
  {
    name: 'design',
    path: '/design/entity/customer',
    ready: 'td-entity-canvas table',
    phone: 'td-phone-page',
    as: 'admin',
  },
  { name: 'publish', path: '/design/publish', ready: 'td-publish-page', phone: 'td-phone-page', as: 'admin' },
];

/** Screens with suites of their own, looked at here only with longer words. */
export const otherScreens: readonly Screen[] = [
  { name: 'users', path: '/admin/users', ready: 'tr-users-page tbody tr', as: 'admin' },
  { name: 'log', path: '/admin/log', ready: 'tr-log-page tbody tr', as: 'admin' },
  { name: 'duplicates', path: '/duplicates/customer', ready: 'tr-duplicates-page .groups li, tr-duplicates-page tr-state', as: 'admin' },
]; // prettier-ignore

export interface ScreenSite {
  readonly live: LiveSite;
  readonly browser: TestBrowser;
  /** The account's own language too, for what the server writes: sheets, file names. */
  speak(language: string): Promise<void>;
  /** Opens a screen in a page as whoever looks at it, and waits until it is whole. */
  open(page: Page, screen: Screen, touch: boolean): Promise<void>;
  /** The same by a link of the page, where it holds the product already. */
  lead(page: Page, screen: Screen, touch: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openScreenSite(): Promise<ScreenSite> {
  const [live, browser] = await Promise.all([startLiveSite({ sample: true }), launchBrowser()]);
  const ann = await live.signIn('ann.sales');
  const clients: Readonly<Record<string, Browser>> = { ann, admin: await live.signIn('admin') };
  const places = await placesOf(live, ann);
  const arrive = async (page: Page, screen: Screen, touch: boolean, go: (address: string) => Promise<unknown>) => {
    page.setDefaultTimeout(20_000);
    const client = clients[screen.as ?? 'ann'];
    if (client) await signInByCookie(page, live.address, client);
    await go(live.address + screen.path.replace(/\{(\w+)\}/g, (_, name: string) => places[name]!));
    const ready = touch ? (screen.phone ?? screen.ready) : screen.ready;
    await page.locator(ready).first().waitFor();
    await screen.act?.(page);
    await settle(page);
  };
  return {
    live,
    browser,
    async speak(language) {
      for (const client of Object.values(clients)) {
        const answer = await client.send('PUT', '/api/session/preferences', { language });
        expect(answer.status, answer.text).to.be.oneOf([200, 204]);
      }
    },
    open: (page, screen, touch) => arrive(page, screen, touch, (address) => page.goto(address)),
    lead: (page, screen, touch) => arrive(page, screen, touch, (address) => leadTo(page, address)),
    async close() {
      await browser.close();
      await live.close();
    },
  };
}

/** What stands in braces in the paths. */
async function placesOf(live: LiveSite, ann: Browser): Promise<Readonly<Record<string, string>>> {
  const first = async (entity: string) =>
    (await ann.get(`/api/records/${entity}?limit=1&fields=id&sort=-id`)).json.rows[0].id as string;
  const today = live.site.system('test').evaluation.today();
  const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 3, 1));
  return {
    customer: await first('customer'),
    order: await first('order'),
    month: month.toISOString().slice(0, 10),
  };
}

/** Changes to the other colours; charts are drawn anew for them. */
export async function darken(page: Page): Promise<void> {
  const charts = page.locator('tr-vega-chart .plot svg');
  await charts.evaluateAll((all) => all.forEach((each) => each.setAttribute('data-before', '')));
  await page.emulateMedia({ colorScheme: 'dark' });
  await hasCount(page.locator('tr-vega-chart .plot svg[data-before]'), 0);
}

/** Frames in a row that bring nothing new. */
const quietFrames = 15;

/**
 * Rows and charts come after the frame: nothing is busy, and many frames in a row brought nothing new. A page is looked
 * through when something in it has changed, and once more at the end, for a shadow root comes without a sign.
 */
export function settle(page: Page): Promise<void> {
  return page.evaluate(
    (quiet) =>
      new Promise<void>((resolve) => {
        let before: readonly Element[] = [];
        let same = 0;
        let isChanged = true;
        const watch = new MutationObserver(() => void (isChanged = true));
        const collect = (root: Document | ShadowRoot, into: Element[]): Element[] => {
          watch.observe(root, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
          for (const each of root.querySelectorAll('*')) {
            into.push(each);
            if (each.shadowRoot) collect(each.shadowRoot, into);
          }
          return into;
        };
        const isQuiet = (): boolean => {
          isChanged = false;
          const now = collect(document, []);
          const isSame = now.length === before.length && now.every((each, index) => each === before[index]);
          before = now;
          return isSame && !now.some((each) => each.getAttribute('aria-busy') === 'true');
        };
        const look = (): void => {
          same = (isChanged || same === quiet - 1) && !isQuiet() ? 0 : same + 1;
          if (same < quiet) return void requestAnimationFrame(look);
          watch.disconnect();
          resolve();
        };
        look();
      }),
    quietFrames,
  );
}
