import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, launchBrowser, needsBrowser, webFolder, type TestBrowser } from '../helper/browser.js';
import { startFixtureServer, type FixtureServer } from '../helper/fixture-server.js';

describe('browser/list', () => {
  let browser: TestBrowser;
  let server: FixtureServer;
  before(async function () {
    needsBrowser(this);
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    server = await startFixtureServer({ web: webFolder });
  });
  afterEach(async () => {
    await browser.reset();
    await server.close();
  });
  after(async () => browser?.close());

  const open = async (path: string, options = {}): Promise<Page> => {
    const page = await browser.page(options);
    await page.goto(server.url + path);
    return page;
  };
  const rows = (page: Page) => page.locator('tr-list-grid a.name:visible');
  /** Name of what has the focus, through all shadow roots; empty when it is lost. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at === document.body ? '' : (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
    });
  const done = async (page: Page, expected?: RegExp) => {
    expect(browser.problems(expected)).to.deep.equal([]);
    await page.context().close();
  };

  it('shows rows, counts of the views and the sum, with no axe finding, light and dark', async () => {
    for (const dark of [false, true]) {
      const page = await open('/', { dark });
      await rows(page).first().waitFor();
      await page.getByText('Sum of Sales 12 mo').waitFor();
      await page.getByRole('link', { name: 'Key accounts 134' }).waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await done(page);
    }
  });

  it('keeps view, filter, search and sort in the address, and the address restores them', async () => {
    const page = await open('/list/customer?view=customer_key');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Remove filter Level' }).click();
    await page.getByLabel('Find in this list').fill('tulip');
    await page.waitForFunction(() => location.search.includes('find=tulip'));
    await page.getByRole('button', { name: 'City: sort' }).click();
    await page.waitForFunction(() => location.search.includes('sort=city'));
    await page.waitForTimeout(400);
    await rows(page).filter({ hasText: 'Tulip' }).first().waitFor();
    const before = await rows(page).allTextContents();
    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await rows(again).first().waitFor();
    await again.getByRole('button', { name: 'City: sorted ascending' }).waitFor();
    expect(before.every((name) => name.includes('Tulip'))).to.equal(true);
    expect(await rows(again).allTextContents()).to.deep.equal(before);
    await again.context().close();
    await done(page);
  });

  it('adds a filter on a choice by the panel and tells when nothing matches, with a way back', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Type', exact: true }).click();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('checkbox', { name: 'Lost' }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Type Lost' }).waitFor();
    await page.getByLabel('Find in this list').fill('nobody at all');
    await page.getByRole('heading', { name: 'No customers match the 2 filters' }).waitFor();
    await page.getByText('There are 240 without them.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows(page).first().waitFor();
    await done(page);
  });

  it('tells empty, no right and failed apart; a failure can be tried again', async () => {
    const page = await open('/list/campaign');
    await page.getByRole('heading', { name: 'No campaigns yet' }).waitFor();
    await page.goto(`${server.url}/list/secret_thing`);
    await page.getByRole('heading', { name: 'You may not see secrets' }).waitFor();
    server.state.fail = { path: /\/records\/order/, status: 503, code: 'TIMEOUT' };
    await page.goto(`${server.url}/list/order`);
    await page.getByRole('heading', { name: 'The list could not be read' }).waitFor();
    await page.getByText('01JFIXTURE').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    server.state.fail = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(page).first().waitFor();
    await done(page, /503/);
  });

  it('works by keyboard: slash finds, arrows move, space selects, Ctrl+Enter opens', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('kobalt');
    await page.waitForFunction(() => location.search.includes('find=kobalt'));
    await rows(page).filter({ hasText: 'Kobalt' }).first().waitFor();
    await page.locator('tr-list-grid span.cell.t2:visible').first().click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByRole('toolbar', { name: 'With the selected rows' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/customer\//);
    await done(page);
  });

  it('takes a change of another person within two seconds without moving the scroll', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    const table = page.locator('tr-list-grid vaadin-grid');
    await table.evaluate((grid) => (grid as unknown as { scrollToIndex(index: number): void }).scrollToIndex(60));
    await page.waitForTimeout(300);
    const first = () =>
      table.evaluate((grid) => (grid as unknown as { _firstVisibleIndex: number })._firstVisibleIndex);
    const position = await first();
    const shown = await rows(page).evaluateAll((links) =>
      links
        .filter((link) => link.getBoundingClientRect().top > 250 && link.getBoundingClientRect().top < 700)
        .map((link) => (link as HTMLAnchorElement).href.split('/').at(-1)!),
    );
    server.change('customer', shown[2]!, { city: 'Changed elsewhere' });
    server.event({ type: 'record', entity: 'customer', id: shown[2]! });
    await page.getByText('Changed elsewhere').waitFor({ timeout: 2000 });
    expect(await first()).to.equal(position);
    await done(page);
  });

  it('reads anew when the server says that events were lost', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    const [id = ''] = await rows(page).evaluateAll((links) =>
      links.map((link) => (link as HTMLAnchorElement).href.split('/').at(-1)!),
    );
    server.change('customer', id, { city: 'Changed unheard' });
    server.event({ type: 'resync' });
    await page.getByText('Changed unheard').waitFor({ timeout: 2000 });
    await done(page);
  });

  it('gives the focus back to what opened a menu or panel, and never loses it', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    for (const name of ['Filter', 'Columns', 'Type', 'New record']) {
      const opener = page.getByRole('button', { name, exact: true });
      await opener.focus();
      await page.keyboard.press('Enter');
      // What opens is loaded with its first opening: Escape is for it, not for the button.
      for (let tries = 0; tries < 100 && (await focused(page)).includes(name); tries++) await page.waitForTimeout(20);
      await page.keyboard.press('Escape');
      await page.waitForTimeout(100);
      expect(await focused(page), name).to.contain(name);
    }
    // The menu of a row hangs at its last cell.
    await page.locator('tr-list-grid span.cell.t2:visible').first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Open Ctrl+Enter' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
    expect(await focused(page)).to.contain('Actions for');
    await page.getByRole('button', { name: 'Type', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Existing' }).waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('filter='));
    await page.waitForTimeout(200);
    expect(await focused(page)).to.contain('Type');
    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('Remove filter Type');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !location.search.includes('"type"'));
    await page.waitForTimeout(200);
    expect(await focused(page)).to.contain('Filter');
    await done(page);
  });

  it('deletes with undo', async () => {
    const page = await open('/list/product');
    await rows(page).first().waitFor();
    await page.getByRole('checkbox', { name: 'Select Green tea' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('1 record deleted').first().waitFor();
    expect(server.records['product']!.some((each) => each['name'] === 'Green tea')).to.equal(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('1 record restored').first().waitFor();
    expect(server.records['product']!.some((each) => each['name'] === 'Green tea')).to.equal(true);
    await done(page);
  });

  it('remembers chosen columns', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Phone' }).check();
    await page
      .getByRole('button', { name: 'Phone: sort' })
      .or(page.locator('tr-list-grid').getByText('Phone', { exact: true }))
      .first()
      .waitFor();
    await page.reload();
    await page.locator('tr-list-grid').getByText('Phone', { exact: true }).first().waitFor();
    await done(page);
  });

  it('is cards on a phone, without sideways scroll, targets large enough', async () => {
    const page = await open('/list/customer?view=customer_key', { width: 360, height: 640, touch: true });
    await page.locator('a.cardrow').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(360);
    const small = await page.evaluate(() => {
      const found: string[] = [];
      const visit = (root: Document | ShadowRoot) => {
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) visit(element.shadowRoot);
          if (!element.matches('button, a[href], select, input')) continue;
          const { width, height } = element.getBoundingClientRect();
          if (width > 0 && height > 0 && !element.closest('.sr, .skip') && (width < 24 || height < 24))
            found.push(element.outerHTML.slice(0, 90));
        }
      };
      visit(document);
      return found;
    });
    expect(small).to.deep.equal([]);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Key accounts' }).click();
    await page.getByRole('menuitemradio', { name: 'All customers' }).click();
    await page.getByText('240').first().waitFor();
    await done(page);
  });

  it('changes language, theme and density in place', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    const choose = async (name: string) => {
      await page.locator('tr-sidebar .person').click();
      await page.getByRole('menuitemradio', { name }).click();
    };
    await choose('Dark');
    expect(await page.evaluate(() => document.documentElement.style.colorScheme)).to.equal('dark');
    await choose('Dense');
    expect(await page.evaluate(() => document.documentElement.dataset['density'])).to.equal('dense');
    for (const [language, title] of [
      ['简体中文', '客户'],
      ['繁體中文', '客戶'],
      ['Español', 'Clientes'],
    ] as const) {
      await choose(language);
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      const raw = await page.evaluate(() => {
        const texts: string[] = [];
        const visit = (node: Node) => {
          if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
          if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
          if (!(node instanceof HTMLStyleElement)) node.childNodes.forEach(visit);
        };
        visit(document.body);
        return texts.filter((text) =>
          /^\s*(list|shell|record|filter|common|person|operator|aggregate)\.[a-zA-Z.]+\s*$/.test(text),
        );
      });
      expect(raw).to.deep.equal([]);
    }
    await done(page);
  });

  it('loads the first list within its budget', async () => {
    const page = await browser.page();
    const scripts: Promise<number>[] = [];
    const { gzipSync } = await import('node:zlib');
    page.on('response', (response) => {
      if (response.url().endsWith('.js'))
        scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    await page.goto(server.url);
    await rows(page).first().waitFor();
    const sizes = await Promise.all(scripts);
    expect(sizes.reduce((sum, size) => sum + size, 0) / 1024, 'kilobytes of JavaScript').to.be.at.most(150);
    expect(sizes.length, 'script requests').to.be.at.most(12);
    await done(page);
  });
});
