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
  readonly anonymous?: boolean;
}

const screens: readonly Screen[] = [
  { name: 'sign-in', path: '/', ready: '#login', anonymous: true },
  { name: 'list', path: '/list/customer', ready: 'tr-list-grid a.name:visible, a.cardrow:visible' },
  { name: 'filtered', path: `/list/order?filter=${encodeURIComponent('{"field":"status","op":"eq","value":"done"}')}`, ready: 'tr-list-grid a.name:visible, a.cardrow:visible' },
  { name: 'record', path: '/record/customer/{customer}', ready: 'tr-form vaadin-text-field' },
  { name: 'record with lines', path: '/record/order/{order}', ready: 'tr-sub-table' },
  { name: 'new', path: '/new/opportunity', ready: 'tr-form vaadin-text-field' },
  { name: 'dashboard', path: '/dashboard/sales_overview?month={month}', ready: 'tr-vega-chart .walk >> nth=2' },
  { name: 'report', path: '/report/sales_by_region', ready: 'tr-report-page vaadin-button[theme~="primary"]',
    async act(page) {
      await page.locator('tr-report-page vaadin-button[theme~="primary"]').first().click();
      await page.locator('tr-sheet [role="row"]').nth(4).waitFor();
    },
  },
  { name: 'nothing here', path: '/list/nothing', ready: 'tr-state' },
]; // prettier-ignore

describe('browser/screens', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let client: Browser;
  const places: Record<string, string> = {};

  before(async function () {
    needsBrowser(this);
    if (shots) mkdirSync(shots, { recursive: true });
    [live, browser] = await Promise.all([startLiveSite({ sample: true }), launchBrowser()]);
    client = await live.signIn('ann.sales');
    const first = async (entity: string) =>
      (await client.get(`/api/records/${entity}?limit=1&fields=id&sort=-id`)).json.rows[0].id as string;
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

  for (const { width, height, touch } of [
    { width: 1440, height: 900, touch: false },
    { width: 390, height: 844, touch: true },
  ]) {
    for (const language of ['en', 'zh-CN']) {
      describe(`${width} pixels, ${language}`, () => {
        const pages: Partial<Record<'in' | 'out', Page>> = {};
        before(async () => {
          // The account's own language, for what the server writes: sheets, file names.
          const answer = await client.send('PUT', '/api/session/preferences', { language });
          expect(answer.status, answer.text).to.be.oneOf([200, 204]);
        });
        after(() => browser?.reset());

        for (const screen of screens) {
          it(screen.name, async () => {
            const key = screen.anonymous ? 'out' : 'in';
            const page = (pages[key] ??= await browser.page({ width, height, touch, language }));
            if (key === 'in') await signInByCookie(page, live.address, client);
            await page.emulateMedia({ colorScheme: 'light' });
            await page.goto(live.address + screen.path.replace(/\{(\w+)\}/g, (_, name: string) => places[name]!));
            await page.locator(screen.ready).first().waitFor();
            await screen.act?.(page);
            const found: string[] = [];
            for (const colorScheme of ['light', 'dark'] as const) {
              await page.emulateMedia({ colorScheme });
              await settle(page);
              if (shots)
                await page.screenshot({ path: join(shots, `${screen.name}-${width}-${language}-${colorScheme}.png`) });
              found.push(...(await axeFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
            }
            found.push(...(await textProblems(page, language)), ...(await cutTexts(page)));
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (over > 0) found.push(`The page is ${over} pixels wider than the window.`);
            expect(found.join('\n')).to.equal('');
            expect(browser.problems(screen.anonymous ? /401/ : undefined)).to.deep.equal([]);
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
});

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
