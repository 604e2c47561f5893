/**
 * A real browser for screens: Chromium once per file, a fresh context per page. Every console error, page error and CSP
 * violation is kept and fails the test that asks for `problems`. Without Chromium the suite is skipped (a failure with CI).
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { axeExceptions } from './axe-exceptions.js';
import { findChromium } from './chromium.mjs';

export const webFolder = resolve(process.env['TRELLIS_WEB_DIR'] ?? join(import.meta.dirname, '../../dist/web'));
const executablePath = findChromium() ?? '/usr/bin/chromium';

/** Pages of tests live for seconds: compiling their functions better takes more processor time than it gives back. */
const flags = ['--no-sandbox', '--js-flags=--no-opt --no-maglev'];

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly language?: string;
  readonly touch?: boolean;
  /** IANA name; the machine's own unless stated. */
  readonly zone?: string;
}

export interface TestBrowser {
  page(options?: PageOptions): Promise<Page>;
  /** A second page in the same context: shares storage and cookies. */
  sibling(page: Page): Promise<Page>;
  /** What went wrong in any page since the last call; expected lines are those that match. */
  problems(expected?: RegExp): string[];
  /** Closes all pages and forgets their problems: after each test. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Skips the suite when there is no browser or no build, saying so. */
export function needsBrowser(context: { skip(): void }, folder = webFolder): void {
  const missing = !existsSync(executablePath) ? 'Chromium' : !existsSync(join(folder, 'index.html')) ? 'the build' : '';
  if (missing === '') return;
  if (process.env['CI'] === 'true') throw new Error(`${missing} is missing; browser tests cannot run.`);
  console.log(`      (${missing} is missing: skipped)`);
  context.skip();
}

export async function launchBrowser(): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  const found: string[] = [];
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') found.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => found.push(`${error.name}: ${error.message}`));
  };
  return {
    async page(options = {}) {
      const context: BrowserContext = await browser.newContext({
        viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
        colorScheme: options.dark ? 'dark' : 'light',
        locale: options.language ?? 'en',
        ...(options.zone ? { timezoneId: options.zone } : {}),
        hasTouch: options.touch ?? false,
        isMobile: options.touch ?? false,
        reducedMotion: 'reduce',
      });
      // tsx names functions through a helper that the page does not have.
      await context.addInitScript('globalThis.__name = (f) => f');
      if (options.language) {
        await context.addInitScript((language) => localStorage.setItem('trellis.language', language), options.language);
      }
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      watch(page);
      return page;
    },
    async sibling(page) {
      const other = await page.context().newPage();
      watch(other);
      return other;
    },
    problems(expected) {
      return found.splice(0).filter((each) => !(expected?.test(each) ?? false));
    },
    async reset() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      found.length = 0;
    },
    close: () => browser.close(),
  };
}

/** Gives the page the session of an HTTP client, so that a suite about something else need not sign in on screen. */
export async function signInByCookie(
  page: Page,
  address: string,
  client: { cookie: string | undefined },
): Promise<void> {
  const [name, value] = (client.cookie ?? '').split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Lax' }]);
}

let axeSource: string | undefined;

/**
 * Findings of axe on the whole page, of all rules or those named, without the known ones inside Vaadin. What still loads is
 * drawn faint on purpose, so that it waits for that first; a page that stays busy is looked at as it is.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const busy = page.locator('[aria-busy]:not([aria-busy="false"])').first();
  await busy.waitFor({ state: 'detached', timeout: 3000 }).catch(() => undefined);
  axeSource ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Looked at again, a page has it already.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async (only) => {
      const { axe } = globalThis as unknown as {
        axe: {
          run(options: object): Promise<{
            violations: { id: string; nodes: { target: unknown; html: string; failureSummary?: string }[] }[];
          }>;
        };
      };
      // Targets of 24 pixels belong to WCAG 2.2; axe looks at them only where asked. Sheets and media are read ahead for
      // rules that are not among ours, and of what passes nothing is kept.
      const rules = only ? { runOnly: only } : { rules: { 'target-size': { enabled: true } } };
      return (await axe.run({ ...rules, preload: false, resultTypes: ['violations'] })).violations;
    },
    rules as string[] | undefined,
  );
  // What is half behind the edge of a list that scrolls has its size when it is scrolled to.
  const isScrolledAway = (id: string, summary = '') => id === 'target-size' && summary.includes('partially obscured');
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(
        (node) =>
          !isScrolledAway(id, node.failureSummary) &&
          !axeExceptions.some(
            (exception) => exception.rule === id && exception.target.test(JSON.stringify(node.target)),
          ),
      )
      .map(
        (node) =>
          `${id}: ${JSON.stringify(node.target)} ${node.html.slice(0, 160)} ${(node.failureSummary ?? '').slice(0, 200)}`,
      ),
  );
}
