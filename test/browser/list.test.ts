/** A list as a person uses it: views, filters, keys, the focus, changes of others, a phone, languages. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withFixturePages } from '../helper/fixture-page.js';
import { settledBox } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

describe('browser/list', function () {
  this.timeout(60_000);
  const pages = withFixturePages();
  const { open } = pages;

  const rows = (page: Page) => page.locator('tr-list-grid a.name:visible');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const chooses = (page: Page, words: string) => page.getByRole('checkbox', { name: words });
  const addressHas = (page: Page, text: string) =>
    page.waitForFunction((wanted) => decodeURIComponent(location.search).includes(wanted), text);
  /** Looks until the table shows just these names, in this order. */
  const shows = (page: Page, names: readonly string[]) =>
    becomes(() => rows(page).allTextContents(), names as string[]);

  it('shows rows, counts of the views and the sum, with no axe finding, light and dark', async () => {
    for (const dark of [false, true]) {
      const page = await open('/', { dark });
      await rows(page).first().waitFor();
      await page.getByText('Sum of Sales 12 mo').waitFor();
      await page.getByRole('link', { name: 'Key accounts 134' }).waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
    }
  });

  it('keeps view, filter, search and sort in the address, and the address restores them', async () => {
    const page = await open('/list/customer?view=customer_key');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Remove filter Level' }).click();
    await page.getByLabel('Find in this list').fill('tulip');
    await addressHas(page, 'find=tulip');
    const answered = page.waitForResponse(
      (answer) => answer.url().includes('/records/customer?') && answer.url().includes('sort=city'),
    );
    await page.getByRole('button', { name: 'City: sort' }).click();
    await addressHas(page, 'sort=city');
    const found = (await (await answered).json()) as { rows: { name: string }[] };
    const names = found.rows.map((row) => row.name);
    expect(names.filter((name) => !name.includes('Tulip'))).to.deep.equal([]);
    await shows(page, names);
    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await again.getByRole('button', { name: 'City: sorted ascending' }).waitFor();
    await shows(again, names);
  });

  it('adds a filter on a choice by the panel and tells when nothing matches, with a way back', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    await button(page, 'Type').click();
    await chooses(page, 'Lost').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await chooses(page, 'Lost').check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Type Lost' }).waitFor();
    await page.getByLabel('Find in this list').fill('nobody at all');
    await page.getByRole('heading', { name: 'No customers match the 2 filters' }).waitFor();
    await page.getByText('There are 240 without them.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows(page).first().waitFor();
  });

  it('tells empty, no right and failed apart; a failure can be tried again', async () => {
    pages.expectProblems(/503/);
    const page = await open('/list/campaign');
    await page.getByRole('heading', { name: 'No campaigns yet' }).waitFor();
    await page.goto(`${pages.server.url}/list/secret_thing`);
    await page.getByRole('heading', { name: 'You may not see secrets' }).waitFor();
    pages.server.state.fail = { path: /\/records\/order/, status: 503, code: 'TIMEOUT' };
    await page.goto(`${pages.server.url}/list/order`);
    await page.getByRole('heading', { name: 'The list could not be read' }).waitFor();
    await page.getByText('01JFIXTURE').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    pages.server.state.fail = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(page).first().waitFor();
  });

  it('works by keyboard: slash finds, arrows move, space selects, Ctrl+Enter opens', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    await hasFocus(page.getByRole('searchbox', { name: 'Find in this list' }));
    await page.keyboard.type('kobalt');
    await addressHas(page, 'find=kobalt');
    await rows(page).filter({ hasNotText: 'Kobalt' }).first().waitFor({ state: 'detached' });
    await rows(page).filter({ hasText: 'Kobalt' }).first().waitFor();
    await page.locator('tr-list-grid span.cell.t2:visible').first().click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByRole('toolbar', { name: 'With the selected rows' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/customer\//);
  });

  it('takes a change of another person without moving the scroll', async () => {
    const page = await open('/list/customer', { events: true });
    await rows(page).first().waitFor();
    const list = page.locator('tr-list-grid');
    const id = await list.evaluate((grid) => (grid as unknown as { rows: { id: string }[] }).rows[63]!.id);
    const table = list.locator('vaadin-grid');
    await table.evaluate((grid) => (grid as unknown as { scrollToIndex(index: number): void }).scrollToIndex(60));
    const row = list.locator(`a.name[href$="${id}"]:visible`);
    await row.waitFor();
    const place = await settledBox(row);
    const first = () =>
      table.evaluate((grid) => (grid as unknown as { _firstVisibleIndex: number })._firstVisibleIndex);
    const position = await first();
    pages.server.change('customer', id, { city: 'Changed elsewhere' });
    pages.server.event({ type: 'record', entity: 'customer', id });
    await page.getByText('Changed elsewhere').waitFor();
    expect(await first()).to.equal(position);
    expect(await settledBox(row)).to.deep.equal(place);
  });

  it('reads anew when the server says that events were lost', async () => {
    const page = await open('/list/customer', { events: true });
    await rows(page).first().waitFor();
    const [id = ''] = await rows(page).evaluateAll((links) =>
      links.map((link) => (link as HTMLAnchorElement).href.split('/').at(-1)!),
    );
    pages.server.change('customer', id, { city: 'Changed unheard' });
    pages.server.event({ type: 'resync' });
    await page.getByText('Changed unheard').waitFor();
  });

  it('gives the focus back to what opened a menu or panel, and never loses it', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    for (const name of ['Filter', 'Columns', 'Type', 'New record']) {
      const opener = button(page, name);
      await opener.focus();
      await page.keyboard.press('Enter');
      // What opens is loaded with its first opening: Escape is for it, not for the button.
      await opener.and(page.locator('[aria-expanded="true"]:not(:focus)')).waitFor();
      await page.keyboard.press('Escape');
      await hasFocus(opener);
    }
    // The menu of a row hangs at its last cell.
    await page.locator('tr-list-grid span.cell.t2:visible').first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('menuitem', { name: 'Open Ctrl+Enter' }));
    await page.keyboard.press('Escape');
    await hasFocus(page.getByRole('button', { name: /^Actions for/ }));
    await button(page, 'Type').focus();
    await page.keyboard.press('Enter');
    await hasFocus(chooses(page, 'Existing'));
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await addressHas(page, '"stage"');
    await hasFocus(page.getByRole('button', { name: /^Type Existing/ }));
    await page.keyboard.press('Tab');
    await hasFocus(button(page, 'Remove filter Type'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !decodeURIComponent(location.search).includes('"stage"'));
    await hasFocus(button(page, 'Filter'));
  });

  it('deletes with undo', async () => {
    const page = await open('/list/product');
    await rows(page).first().waitFor();
    await page.getByRole('checkbox', { name: 'Select Green tea' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('1 record deleted').first().waitFor();
    expect(pages.server.records['product']!.some((each) => each['name'] === 'Green tea')).to.equal(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('1 record restored').first().waitFor();
    expect(pages.server.records['product']!.some((each) => each['name'] === 'Green tea')).to.equal(true);
  });

  it('remembers chosen columns', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    const kept = page.waitForResponse((answer) => answer.url().includes('/api/list-settings/'));
    await page.getByRole('checkbox', { name: 'Phone' }).check();
    await page
      .getByRole('button', { name: 'Phone: sort' })
      .or(page.locator('tr-list-grid').getByText('Phone', { exact: true }))
      .first()
      .waitFor();
    await kept;
    await page.reload();
    await page.locator('tr-list-grid').getByText('Phone', { exact: true }).first().waitFor();
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
    await page.getByRole('button', { name: 'All customers' }).waitFor();
    await page.getByText('240').first().waitFor();
  });

  it('changes language, theme and density in place', async () => {
    const page = await open('/list/customer');
    await rows(page).first().waitFor();
    const choose = async (name: string) => {
      await page.locator('tr-sidebar .person').click();
      await page.getByRole('menuitemradio', { name }).click();
    };
    await choose('Dark');
    await page.waitForFunction(() => document.documentElement.style.colorScheme === 'dark');
    await choose('Dense');
    await page.waitForFunction(() => document.documentElement.dataset['density'] === 'dense');
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
  });

  it('loads the first list within its budget', async () => {
    const page = await pages.browser.page();
    const scripts: Promise<number>[] = [];
    const { gzipSync } = await import('node:zlib');
    page.on('response', (response) => {
      if (response.url().endsWith('.js'))
        scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    await page.goto(pages.server.url);
    await rows(page).first().waitFor();
    const sizes = await Promise.all(scripts);
    expect(sizes.reduce((sum, size) => sum + size, 0) / 1024, 'kilobytes of JavaScript').to.be.at.most(150);
    expect(sizes.length, 'script requests').to.be.within(1, 12);
  });
});
