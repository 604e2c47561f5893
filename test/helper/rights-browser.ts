/**
 * The site of rights in a browser: one of each for a suite, emptied after each test, which fails for complaints of the
 * browser that it did not expect.
 *
 *     const at = withRightsBrowser({ documents });
 *     const page = await at.enter('ann', '/list/customer');
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { launchBrowser, needsBrowser, signInByCookie, type PageOptions, type TestBrowser } from './browser.js';
import { hasFocus, openWithEvents } from './page-signs.js';
import { openRightsSite, type Login, type RightsSite, type RightsSiteOptions } from './rights-site.js';

export interface RightsBrowser {
  readonly site: RightsSite;
  readonly browser: TestBrowser;
  /** Complaints of the browser that the running test expects. */
  expectProblems(pattern: RegExp): void;
  /** A page of somebody who has just signed in, once it hears of events. */
  enter(login: Login, path: string, options?: PageOptions): Promise<Page>;
}

/** Called within `describe`. */
export function withRightsBrowser(options: RightsSiteOptions = {}): RightsBrowser {
  let browser: TestBrowser;
  let site: RightsSite;
  let expected: RegExp | undefined;
  before(async function () {
    this.timeout(180_000);
    needsBrowser(this);
    site = await openRightsSite(options);
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const problems = browser.problems(expected);
    expected = undefined;
    await browser.reset();
    expect(problems).to.deep.equal([]);
  });
  after(async () => {
    await browser?.close();
    await site?.live.close();
  });
  return {
    get site() {
      return site;
    },
    get browser() {
      return browser;
    },
    expectProblems: (pattern) => void (expected = pattern),
    async enter(login, path, pageOptions = {}) {
      const page = await browser.page(pageOptions);
      page.setDefaultTimeout(20_000);
      await signInByCookie(page, site.live.address, await site.live.signIn(login));
      await openWithEvents(page, site.live.address + path);
      return page;
    },
  };
}

/** Chooses in a combo box by what it shows. */
export async function choose(page: Page, label: string, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.click();
  await hasFocus(box);
  await page.keyboard.type(text);
  await page.locator('vaadin-combo-box-item:visible').filter({ hasText: text }).click();
}

/** With a folder in SHOTS, a picture is left in it. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
