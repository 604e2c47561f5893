/**
 * A browser on the server with canned answers, a new server for each test; between tests every page is closed, and what the
 * browser complained of fails the test that caused it. The whole product behind the pages: live-page.ts.
 *
 *     const pages = withFixturePages();
 *     it('…', async () => {
 *       const page = await pages.open('/list/customer');
 *       pages.server.change('customer', id, { city: 'Linz' });
 *     });
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { launchBrowser, needsBrowser, webFolder, type PageOptions, type TestBrowser } from './browser.js';
import { startFixtureServer, type FixtureServer } from './fixture-server.js';
import { openWithEvents } from './page-signs.js';

export interface FixturePages {
  readonly server: FixtureServer;
  readonly browser: TestBrowser;
  /** A page at this path; with `events` it hears them already. */
  open(path: string, options?: PageOptions & { readonly events?: boolean }): Promise<Page>;
  /** Complaints of the browser that the running test expects, such as /422/. */
  expectProblems(pattern: RegExp): void;
}

/** For the body of a `describe`. */
export function withFixturePages({ signedIn = true }: { readonly signedIn?: boolean } = {}): FixturePages {
  let server: FixtureServer;
  let browser: TestBrowser;
  let expected: RegExp | undefined;

  before(async function () {
    this.timeout(60_000);
    needsBrowser(this);
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    server = await startFixtureServer({ web: webFolder, signedIn });
  });
  afterEach(async () => {
    const problems = browser?.problems(expected) ?? [];
    expected = undefined;
    await browser?.reset();
    await server?.close();
    expect(problems).to.deep.equal([]);
  });
  after(() => browser?.close());

  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    async open(path, { events = false, ...options } = {}) {
      const page = await browser.page(options);
      page.setDefaultTimeout(20_000);
      if (events) await openWithEvents(page, server.url + path);
      else await page.goto(server.url + path);
      return page;
    },
    expectProblems(pattern) {
      expected = pattern;
    },
  };
}
