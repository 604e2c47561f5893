/**
 * Every screen with the made-up company, at one width, light and dark, in English and Chinese: axe finds nothing, nothing
 * runs out of the page, no text is cut without a way to read it, no key of a string is shown, nothing is left in English.
 * TRELLIS_SHOTS=<folder> keeps a picture of each. Two files call it, so that two processes share the work.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from './browser.js';
import type { Browser } from './http.js';
import { startLiveSite, type LiveSite } from './live-site.js';
import { cutTexts, shownTexts } from './page-texts.js';

const shots = process.env['TRELLIS_SHOTS'];
const readStrings = (language: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../runtime/ui/strings/${language}.json`), 'utf8')) as Readonly<
    Record<string, string>
  >;
const english = readStrings('en');
const chinese = readStrings('zh-CN');
/** Sentences of ours that read otherwise in Chinese. */
const untranslated = new Set(
  Object.entries(english).flatMap(([key, text]) => (chinese[key] === text || text.includes('{') ? [] : [text])),
);

interface Screen {
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

const screens: readonly Screen[] = [
  { name: 'sign-in', path: '/', ready: '#login', as: 'nobody' },
  { name: 'list', path: '/list/customer', ready: rows },
  { name: 'filtered', path: `/list/order?filter=${done}`, ready: rows },
  { name: 'board', path: '/list/opportunity?view=opportunity_board', ready: 'tr-board .card' },
  { name: 'calendar', path: '/list/task?view=task_calendar', ready: 'tr-calendar td:has(.tag)' },
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
      const run = page.getByRole('button', { name: /^(Run|查询)$/ });
      await run.or(page.locator('tr-sheet')).first().waitFor();
      if (await run.isVisible()) await run.click();
      await page.locator('tr-sheet [role="row"]').nth(4).waitFor();
    },
  },
  { name: 'notices', path: '/notices', ready: 'tr-notices-page fieldset' },
  { name: 'trash', path: '/trash/customer', ready: 'tr-trash-page tr-state' },
  { name: 'search', path: '/search?q=ber', ready: 'tr-search-page a.name' },
  { name: 'nothing here', path: '/list/nothing', ready: 'tr-state' },
  { name: 'design', path: '/design/entity/customer', ready: '.cm-content', phone: 'td-phone-page', as: 'admin' },
  { name: 'publish', path: '/design/publish', ready: 'td-publish-page', phone: 'td-phone-page', as: 'admin' },
];

export interface Size {
  readonly width: number;
  readonly height: number;
  readonly touch: boolean;
}

export function describeScreens({ width, height, touch }: Size): void {
  let live: LiveSite;
  let browser: TestBrowser;
  const clients: Partial<Record<string, Browser>> = {};
  const places: Record<string, string> = {};

  before(async function () {
    this.timeout(60_000);
    needsBrowser(this);
    if (shots) mkdirSync(shots, { recursive: true });
    [live, browser] = await Promise.all([startLiveSite({ sample: true }), launchBrowser()]);
    const ann = (clients['ann'] = await live.signIn('ann.sales'));
    clients['admin'] = await live.signIn('admin');
    const first = async (entity: string) =>
      (await ann.get(`/api/records/${entity}?limit=1&fields=id&sort=-id`)).json.rows[0].id as string;
    places['customer'] = await first('customer');
    places['order'] = await first('order');
    const today = live.site.system('test').evaluation.today();
    const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 3, 1));
    places['month'] = month.toISOString().slice(0, 10);
  });
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  for (const language of ['en', 'zh-CN']) {
    describe(language, () => {
      const pages: Partial<Record<string, Page>> = {};
      before(async () => {
        // The account's own language, for what the server writes: sheets, file names.
        for (const client of Object.values(clients)) {
          const answer = await client!.send('PUT', '/api/session/preferences', { language });
          expect(answer.status, answer.text).to.be.oneOf([200, 204]);
        }
      });
      after(() => browser?.reset());

      for (const screen of screens) {
        it(screen.name, async () => {
          const who = screen.as ?? 'ann';
          const page = (pages[who] ??= await browser.page({ width, height, touch, language }));
          if (clients[who]) await signInByCookie(page, live.address, clients[who]);
          await page.emulateMedia({ colorScheme: 'light' });
          await page.goto(live.address + screen.path.replace(/\{(\w+)\}/g, (_, name: string) => places[name]!));
          const ready = touch ? (screen.phone ?? screen.ready) : screen.ready;
          await page.locator(ready).first().waitFor();
          await screen.act?.(page);
          const found: string[] = [];
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await settle(page);
            if (shots) {
              const name = `${screen.name}-${width}-${language}-${colorScheme}.png`;
              await page.screenshot({ path: join(shots, name) });
            }
            // Dark differs by its colours only.
            const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
            found.push(...(await axeFindings(page, rules)).map((finding) => `${colorScheme}: ${finding}`));
          }
          found.push(...(await textProblems(page, language)), ...(await cutTexts(page)));
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (over > 0) found.push(`The page is ${over} pixels wider than the window.`);
          expect(found.join('\n')).to.equal('');
          expect(browser.problems(who === 'nobody' ? /401/ : undefined)).to.deep.equal([]);
        });
      }
    });
  }
}

async function textProblems(page: Page, language: string): Promise<string[]> {
  const texts = (await shownTexts(page)).map((text) => text.trim());
  const keys = texts.filter((text) => Object.hasOwn(english, text)).map((text) => `The key ${text} is shown.`);
  if (language === 'en') return keys;
  const left = texts.filter((text) => untranslated.has(text)).map((text) => `"${text}" is not translated.`);
  return [...keys, ...left];
}

/** Rows and charts come after the frame: nothing is busy and two frames were drawn. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const busy = (root: Document | ShadowRoot): boolean =>
      [...root.querySelectorAll('*')].some(
        (element) =>
          element.getAttribute('aria-busy') === 'true' || (element.shadowRoot !== null && busy(element.shadowRoot)),
      );
    return !busy(document);
  });
  await page.waitForTimeout(250);
}
