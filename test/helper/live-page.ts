/**
 * The whole product and a browser for a suite, begun before its tests and ended after them; between tests every page is
 * closed, and what the browser complained of fails the test that caused it.
 *
 *     const pages = withLivePages({ packages: [deskPackage] });
 *     it('…', async () => {
 *       const page = await pages.open('/list/desk_note');      // signed in as admin
 *       await pages.admin.get('/api/records/desk_note');       // what the server says, as the same person
 *     });
 */
import { expect } from 'chai';
import type { Locator, Page, Response } from 'playwright-core';
import {
  axeFindings,
  launchBrowser,
  needsBrowser,
  signInByCookie,
  type PageOptions,
  type TestBrowser,
} from './browser.js';
import type { Browser } from './http.js';
import { startLiveSite, type LiveOptions, type LiveSite } from './live-site.js';

export interface OpenOptions extends PageOptions {
  /** Who is signed in; else the administrator. */
  readonly as?: Browser;
  /** What is prepared before the page goes to its address: routes, a clock, listeners. */
  readonly first?: (page: Page) => unknown;
}

export interface LivePages {
  readonly live: LiveSite;
  readonly browser: TestBrowser;
  /** An HTTP client of the administrator. */
  readonly admin: Browser;
  /** A page at this path. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Creates a record and gives its id. */
  create(entity: string, values: Readonly<Record<string, unknown>>): Promise<string>;
  /** The record as the server has it. */
  stored(entity: string, id: string): Promise<Record<string, unknown>>;
  /** Changes a record as somebody elsewhere would. */
  change(entity: string, id: string, values: Readonly<Record<string, unknown>>): Promise<void>;
  /** Deletes the records of an entity, 200 at most, for a test that begins with its own. */
  clear(entity: string): Promise<void>;
  /** Complaints of the browser that the running test expects, such as /422/. */
  expectProblems(pattern: RegExp): void;
}

/** For the body of a `describe`. */
export function withLivePages(options: LiveOptions = {}): LivePages {
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  let expected: RegExp | undefined;

  before(async function () {
    this.timeout(120_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(options), launchBrowser()]);
    admin = await live.signIn('admin');
  });
  afterEach(async () => {
    const problems = browser?.problems(expected) ?? [];
    expected = undefined;
    await browser?.reset();
    expect(problems).to.deep.equal([]);
  });
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  return {
    get live() {
      return live;
    },
    get browser() {
      return browser;
    },
    get admin() {
      return admin;
    },
    async open(path, { as = admin, first, ...pageOptions } = {}) {
      const page = await browser.page(pageOptions);
      page.setDefaultTimeout(20_000);
      await signInByCookie(page, live.address, as);
      await first?.(page);
      await page.goto(live.address + path);
      return page;
    },
    async create(entity, values) {
      const answer = await admin.post(`/api/records/${entity}?duplicates=allow`, values);
      expect(answer.status, answer.text).to.equal(201);
      return (answer.json as { id: string }).id;
    },
    async stored(entity, id) {
      const answer = await admin.get(`/api/records/${entity}/${id}`);
      expect(answer.status, answer.text).to.equal(200);
      return answer.json as Record<string, unknown>;
    },
    async change(entity, id, values) {
      const { version } = await this.stored(entity, id);
      const answer = await admin.send('PATCH', `/api/records/${entity}/${id}?duplicates=allow`, values, {
        'if-match': `"${version}"`,
      });
      expect(answer.status, answer.text).to.equal(200);
    },
    async clear(entity) {
      const { json } = await admin.get(`/api/records/${entity}?limit=200`);
      for (const { id, version } of json.rows as { id: string; version: number }[]) {
        const answer = await admin.send('DELETE', `/api/records/${entity}/${id}`, undefined, { 'if-match': `"${version}"` }); // prettier-ignore
        expect(answer.status, answer.text).to.equal(204);
      }
    },
    expectProblems(pattern) {
      expected = pattern;
    },
  };
}

/** Does something that writes records, and waits for the server's answer to it. That somebody is there is no record, nor what is like it. */
export async function written(page: Page, act: () => Promise<unknown>): Promise<Response> {
  const answered = page.waitForResponse(
    (answer) => /\/api\/records\/(?!.*\/(?:presence|duplicates)$)/.test(answer.url()) && ['POST', 'PATCH', 'PUT', 'DELETE'].includes(answer.request().method()),
  ); // prettier-ignore
  await act();
  return answered;
}

/** The same, for a change that the server takes. */
export async function changed(page: Page, act: () => Promise<unknown>): Promise<void> {
  const answer = await written(page, act);
  expect([answer.request().method(), answer.status()]).to.deep.equal(['PATCH', 200]);
}

/** Before a page is opened: it hears nothing of what is changed elsewhere. The browser complains of `events`. */
export const withoutNews = (page: Page) =>
  page.route('**/api/events*', (route) => route.fulfill({ status: 204, body: '' }));

/**
 * To another address as a link of the page leads there, by way of a quiet page: the application stays, its screen is made
 * anew. A page that is elsewhere, asks something or holds unsaved changes is loaded.
 */
export async function leadTo(page: Page, address: string): Promise<void> {
  const quiet = '/notices';
  const target = new URL(address);
  const isFree = await page.evaluate((origin) => {
    const isIn = (root: ParentNode): boolean =>
      root.querySelector('dialog[open], [role="dialog"]:not([hidden])') !== null ||
      [...root.querySelectorAll('*')].some((each) => each.shadowRoot !== null && isIn(each.shadowRoot));
    const isProduct = location.origin === origin && document.querySelector('tr-app') !== null;
    return isProduct && !document.title.startsWith('•') && !isIn(document);
  }, target.origin);
  if (!isFree || target.pathname === quiet) return void (await page.goto(address));
  await follow(page, quiet);
  await page.locator('tr-notices-page').waitFor();
  await follow(page, target.pathname + target.search);
}

/** A link of the page that leads there, pressed. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

/** Waits for the mark of unsaved changes. */
export const unsaved = (page: Page) => page.waitForFunction(() => document.title.startsWith('•'));

/** Saves a changed form by keyboard, and waits until it is saved: the mark of unsaved changes was there, and has gone. */
export async function saveForm(page: Page): Promise<void> {
  await unsaved(page);
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => !document.title.startsWith('•'));
}

/** The middle of a part once it no longer moves, in pixels of the window, for the mouse. */
export async function centreOf(part: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const { x, y, width, height } = await settledBox(part);
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where a part is once it no longer moves: the same in three frames that follow each other. */
export async function settledBox(
  part: Locator,
): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  return part.evaluate(
    (element) =>
      new Promise<{ x: number; y: number; width: number; height: number }>((resolve) => {
        let last = '';
        let same = 0;
        const look = (): void => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const now = JSON.stringify([x, y, width, height]);
          same = now === last ? same + 1 : 0;
          last = now;
          if (same >= 2) resolve({ x, y, width, height });
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** What the parts of a page say, without the white space around it. */
export const textsOf = async (parts: Locator): Promise<string[]> =>
  (await parts.allTextContents()).map((text) => text.trim());

/** A desk, and a phone in the dark in another script. */
const windows: readonly PageOptions[] = [{}, { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' }];

/**
 * For the body of a `describe`: tests that axe finds nothing on some pages, on a desk and on a phone. The paths are asked
 * for when the tests run; `ready` waits until a page is there. With a folder in SHOTS, pictures are left in it.
 */
export function looks(
  pages: LivePages,
  name: string,
  { paths, ready }: { readonly paths: () => readonly string[]; readonly ready: (page: Page) => Promise<unknown> },
): void {
  for (const options of windows) {
    const width = options.width ?? 1440;
    it(`has no axe finding at ${width} pixels`, async () => {
      for (const path of paths()) {
        const page = await pages.open(path, options);
        await ready(page);
        expect(await axeFindings(page)).to.deep.equal([]);
        const folder = process.env['SHOTS'];
        if (folder) await page.screenshot({ path: `${folder}/${name}-${path.split('/')[1]}-${width}.png` });
        await page.context().close();
      }
    });
  }
}
