/**
 * The sheet reader in a real browser: frozen heads, keys, explain, export, parameters, print, phone. Long, because a site with
 * these reports costs as much to open as ten of its tests, and all of them share one.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, type PageOptions } from '../helper/browser.js';
import { becomes, eventually } from '../helper/eventually.js';
import { catchMails } from '../helper/mail-catcher.js';
import { settledBox, withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';
import { sheetPackage } from '../helper/sheet-package.js';

const path = '/report/sales_by_region';
const catcher = await catchMails();

describe('browser/report', function () {
  this.timeout(60_000);
  const pages = withLivePages({
    sample: true,
    packages: [sheetPackage],
    environment: { TRELLIS_MAIL_URL: catcher.url, TRELLIS_MAIL_FROM: 'crm@trellis.example' },
  });
  after(() => catcher.close());

  const open = async (options: PageOptions = {}, query = '', at = path): Promise<Page> =>
    pages.open(at + query, { as: await pages.live.signIn('bo.manager'), ...options });
  const ready = (page: Page) => page.locator('tr-sheet .cell').first().waitFor();
  /** Does what runs the report again, until its rows are there. */
  const reruns = async (page: Page, act: () => Promise<void>): Promise<void> => {
    const answered = page.waitForResponse((answer) => answer.url().endsWith('/run'));
    await act();
    await answered;
    await page.locator('.sheet:not([aria-busy])').waitFor();
    await ready(page);
  };
  /** Goes to another cell by a key. */
  const go = async (page: Page, ...keys: readonly string[]): Promise<void> => {
    const grid = page.getByRole('grid');
    for (const key of keys) {
      const before = await grid.getAttribute('aria-activedescendant');
      await page.keyboard.press(key);
      await grid.and(page.locator(`:not([aria-activedescendant="${before}"])`)).waitFor();
    }
  };
  const enterSheet = async (page: Page): Promise<void> => {
    await page.getByRole('grid').focus();
    await active(page).waitFor();
  };
  const active = (page: Page) => page.locator('tr-sheet .cell.active');

  it('runs by itself with its defaults and draws only what is seen', async () => {
    const page = await open();
    await ready(page);
    await page
      .locator('.strip')
      .getByText(/rows read in/)
      .waitFor();
    const sheet = page.getByRole('grid');
    const all = Number(await sheet.getAttribute('aria-rowcount'));
    expect(all).to.be.greaterThan(100);
    expect(await sheet.getByRole('row').count()).to.be.lessThan(80);
    // Its section of the menu is open and in sight; another one stays as it was left.
    const section = (name: string) => page.locator('tr-sidebar details').filter({ has: page.getByText(name, { exact: true }) }); // prettier-ignore
    const entry = section('Sales').getByRole('link', { name: 'Sales by region', exact: true });
    const [box, foot] = [await settledBox(entry), await settledBox(page.locator('tr-sidebar .person'))];
    expect(box.y + box.height).to.be.at.most(foot.y);
    await section('Customer models').locator('summary').focus();
    await page.keyboard.press('Enter');
    await section('Customer models').getByRole('link').first().waitFor();
    await page.reload();
    await ready(page);
    await section('Customer models').getByRole('link').first().waitFor();
    expect(await section('Customers').getAttribute('open')).to.equal(null);
  });

  it('keeps heads and labels in sight, the group label at the top of its rows', async () => {
    const page = await open();
    await ready(page);
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 1300));
    await page.locator('tr-sheet[down]').waitFor();
    const grid = await settledBox(page.getByRole('grid'));
    const head = await settledBox(page.getByRole('columnheader', { name: 'Customer' }));
    expect(head.y).to.be.within(grid.y, grid.y + 60);
    const label = await settledBox(page.locator('tr-sheet .cell.frozen.tall .text').first());
    expect(label.y).to.be.within(head.y + head.height - 2, head.y + head.height + 12);
  });

  it('is walked with one tab stop; Enter explains beside the cell, Esc returns to it', async () => {
    const page = await open();
    await ready(page);
    await enterSheet(page);
    await page.keyboard.press('Control+Home');
    await go(page, 'ArrowDown', 'ArrowDown', 'End', 'ArrowLeft');
    const text = (await active(page).textContent())!.trim();
    expect(text).to.match(/^[\d,]+\.\d\d$/);
    await page.keyboard.press('Enter');
    const panel = page.locator('tr-explain-panel [role=dialog]');
    await panel.getByText('Sum of').waitFor();
    expect((await panel.locator('.value').textContent())!.trim()).to.equal(text);
    const [cell, box] = [await settledBox(active(page)), await settledBox(panel)];
    expect(box.x >= cell.x + cell.width || box.x + box.width <= cell.x, 'beside, not over').to.equal(true);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await hasFocus(page.getByRole('grid'));
    await go(page, 'Control+End');
    expect(await active(page).textContent()).to.include('100.0%');
  });

  it('explains a total by the rows behind it, and they add up', async () => {
    const page = await open();
    await ready(page);
    await enterSheet(page);
    await go(page, 'Control+End', 'ArrowLeft');
    await page.keyboard.press('Enter');
    const panel = page.locator('tr-explain-panel [role=dialog]');
    const made = await panel.getByText(/^\s*Made of/).textContent();
    const read = await page
      .getByText(/rows read in/)
      .first()
      .textContent();
    expect(made!.replace(/\D+(\d[\d,]*).*/s, '$1')).to.equal(read!.replace(/\D*(\d[\d,]*).*/s, '$1'));
  });

  it('follows the link of a name to its record', async () => {
    const page = await open();
    await ready(page);
    const link = page.locator('tr-sheet a').first();
    const name = (await link.textContent())!.trim();
    await link.click();
    await page.getByRole('heading', { name }).first().waitFor();
    await page.goBack();
    await ready(page);
  });

  it('runs with what the query pane says when Run is pressed, and the address keeps it', async () => {
    const page = await open();
    await ready(page);
    const total = async () => {
      await enterSheet(page);
      await go(page, 'Control+End', 'ArrowLeft');
      return (await active(page).textContent())!.trim();
    };
    const before = await total();
    await page.getByRole('button', { name: /^Region/ }).click();
    await page.getByRole('option', { name: 'North America', exact: true }).click();
    await page.getByText('Changed; not run yet').waitFor();
    await page.keyboard.press('Escape');
    expect(page.url()).to.not.include('region=');
    const remembered = () => page.waitForResponse((answer) => answer.url().endsWith('/parameters'));
    const kept = remembered();
    await reruns(page, () => page.getByRole('button', { name: 'Run' }).click());
    expect(page.url()).to.include('region=');
    await page.getByText('Changed; not run yet').waitFor({ state: 'detached' });
    const after = await total();
    expect(after).to.not.equal(before);
    await kept;
    await page.reload();
    await ready(page);
    expect(await total()).to.equal(after);
    const forgotten = remembered();
    await reruns(page, () => page.getByRole('button', { name: 'Reset' }).click());
    expect(new URL(page.url()).search).to.equal('');
    expect(await total()).to.equal(before);
    await forgotten;
  });

  const head = (page: Page, name: string) => page.locator('tr-sheet').getByRole('columnheader', { name });
  const cellsOf = (page: Page, row: number) => page.locator(`tr-sheet .cell[data-row="${row}"]`);

  it('is sorted and filtered at its heads: said by chips and the address, totals right, taken away again', async () => {
    const page = await open();
    await ready(page);
    const first = async () => (await cellsOf(page, 2).allTextContents()).map((text) => text.trim());
    const plain = await first();
    await reruns(page, () => head(page, 'Net sales').click());
    await reruns(page, () => head(page, 'Net sales').click());
    await head(page, 'Net sales').and(page.locator('[aria-sort=descending]')).waitFor();
    expect(new URL(page.url()).searchParams.get('_sort')).to.equal('-E3');
    expect((await first())[0]).to.equal('North America');
    await head(page, 'Region').hover();
    await page.getByRole('button', { name: 'Sort and filter Region' }).click();
    await page.getByText('Filter…').click();
    await page.getByRole('checkbox', { name: 'East Asia' }).check();
    await reruns(page, () => page.getByRole('button', { name: 'Apply' }).click());
    await page.locator('.chip').getByText('Region: East Asia').waitFor();
    expect((await first())[0]).to.equal('East Asia');
    await enterSheet(page);
    await go(page, 'Control+End', 'ArrowLeft');
    const total = (await active(page).textContent())!.trim();
    await page.keyboard.press('Enter');
    const panel = page.locator('tr-explain-panel [role=dialog]');
    await panel.getByText('filtered on the sheet').waitFor();
    await panel.getByRole('button', { name: 'by Region' }).click();
    await panel.locator('.parts .num').waitFor();
    expect((await panel.locator('.parts .num').allTextContents()).map((text) => text.trim())).to.deep.equal([total]);
    await panel.locator('.parts button').click();
    await panel.getByText('Region is East Asia').waitFor();
    await panel.getByRole('button', { name: 'Back' }).click();
    await panel.locator('.parts').waitFor();
    await page.keyboard.press('Escape');
    const asked = page.waitForRequest((request) => request.url().endsWith('/run'));
    await reruns(page, () => page.getByRole('button', { name: /^Take away: Region/ }).click());
    expect((await asked).postDataJSON()).to.deep.include({ sort: [{ cell: 'E3', descending: true }] });
    await reruns(page, () => page.getByRole('button', { name: /^Take away: Net sales/ }).click());
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
    await cellsOf(page, 2).first().waitFor();
    expect(await first()).to.deep.equal(plain);
    expect(new URL(page.url()).search).to.equal('');
  });

  it('folds to a level and by key, on the screen only; copies what is seen', async () => {
    const page = await open();
    await ready(page);
    const rows = () => page.locator('tr-sheet .row').count();
    await page.getByRole('button', { name: 'Show 1 level' }).click();
    await page.getByRole('button', { name: /^Expand East Asia/ }).waitFor();
    const few = await rows();
    expect(few).to.be.lessThan(12);
    await enterSheet(page);
    await page.keyboard.press('Control+Home');
    await go(page, 'ArrowDown', 'ArrowDown');
    await page.keyboard.press('+');
    await page.getByRole('button', { name: 'Collapse East Asia' }).waitFor();
    expect(await rows()).to.be.greaterThan(few);
    await page.keyboard.press('-');
    await page.getByRole('button', { name: /^Expand East Asia/ }).waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('Control+c');
    await page
      .getByText(/cells copied/)
      .first()
      .waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).to.match(/^East Asia\tSubtotal\t\t[\d,]+\t"?[\d,.]+"?\t[\d.]+%$/);
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('opens the cell that a link names, and leaves the address clean when it is closed', async () => {
    const page = await open({}, '?_cell=E3%40A3%3A1%2CB3%3A1%2CC3%3A1%3B');
    const panel = page.locator('tr-explain-panel [role=dialog]');
    await panel.getByText('Sum of').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => location.search === '');
  });

  it('draws a chart over a cross-tab; a click on it narrows the sheet, a cell leads on with the filter and the way back', async () => {
    const page = await open({}, '?period=thisYear', '/report/test_cross');
    await ready(page);
    const chart = page.locator('tr-report-chart');
    await chart.locator('svg').first().waitFor();
    const before = await page.locator('.strip .meta').textContent();
    await chart.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await reruns(page, () => page.keyboard.press('Enter'));
    await page
      .locator('.chip')
      .getByText(/^Month/)
      .waitFor();
    expect(await page.locator('.strip .meta').textContent()).to.not.equal(before);
    expect(await axeFindings(page)).to.deep.equal([]);
    await enterSheet(page);
    await page.keyboard.press('Control+Home');
    await go(page, 'ArrowDown', 'ArrowDown', 'End', 'ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Open Sales by region' }).click();
    await page.getByRole('heading', { name: 'Sales by region', exact: true }).first().waitFor();
    await ready(page);
    expect(new URL(page.url()).searchParams.get('period')).to.equal('thisYear');
    await page.getByRole('link', { name: /^Sales by region and quarter \(/ }).click();
    await page
      .locator('.chip')
      .getByText(/^Month/)
      .waitFor();
  });

  const ask = '/report/test_ask';
  const pane = (page: Page) => page.getByRole('form', { name: 'Parameters' });
  const field = (page: Page, name: string) => pane(page).getByRole('button', { name: new RegExp(`^${name}`) });
  /** Opens a field's list and picks by name; the list of several stays open. */
  const pick = async (page: Page, name: string, ...options: readonly string[]): Promise<void> => {
    await field(page, name).click();
    for (const option of options) await page.getByRole('option', { name: option, exact: true }).click();
    await page.keyboard.press('Escape');
  };

  it('asks for what is needed, narrows one list by another, is remembered, and its address runs the same elsewhere', async () => {
    const page = await open({}, '', ask);
    let runs = 0;
    page.on('request', (request) => void (runs += request.url().endsWith('/run') ? 1 : 0));
    await page.getByRole('heading', { name: 'The report has not run yet' }).waitFor();
    await pane(page).getByRole('button', { name: 'Run' }).click();
    await hasFocus(field(page, 'Country'));
    await pane(page).getByText('Country must be filled in.').waitFor();
    expect(runs, 'nothing is run').to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    await pick(page, 'Country', 'Germany');
    await field(page, 'City').click();
    const offered = async () => (await page.getByRole('option').allTextContents()).map((text) => text.trim());
    await page.getByRole('option').first().waitFor();
    const german = await offered();
    await page.getByRole('option').nth(0).click();
    await page.getByRole('option').nth(1).click();
    await page.keyboard.press('Escape');
    await field(page, 'City').getByText(german[0]!).waitFor();
    // Another country: what is no longer offered is taken away, and the list is another.
    await pick(page, 'Country', 'Spain');
    await field(page, 'City').getByText(german[0]!).waitFor({ state: 'detached' });
    await field(page, 'City').click();
    await page.getByRole('option').first().waitFor();
    const french = await offered();
    expect(french.some((city) => german.includes(city))).to.equal(false);
    await page.getByRole('option').nth(0).click();
    await page.keyboard.press('Escape');
    await pane(page).getByLabel('At least').fill('1');
    await page.keyboard.press('Tab');
    await reruns(page, () => pane(page).getByRole('button', { name: 'Run' }).click());
    expect(runs).to.equal(1);
    const rowsOf = async (of: Page) =>
      (await of.locator('tr-sheet .cell').allTextContents()).map((text) => text.trim());
    const query = new URL(page.url()).searchParams;
    expect([query.get('country'), query.get('city'), query.get('least')]).to.deep.equal(['ES', encodeURIComponent(french[0]!), '1']); // prettier-ignore
    const seen = await rowsOf(page);
    const other = await pages.open(ask + new URL(page.url()).search);
    await ready(other);
    expect(await rowsOf(other)).to.deep.equal(seen);
    // The next time, on another device.
    const later = await open({}, '', ask);
    await ready(later);
    expect(new URL(later.url()).search).to.equal(new URL(page.url()).search);
    expect(await rowsOf(later)).to.deep.equal(seen);
    // Reset: the defaults; what is needed has none.
    await later.getByRole('button', { name: 'Reset' }).click();
    await later.getByRole('heading', { name: 'The report has not run yet' }).waitFor();
    expect(new URL(later.url()).search).to.equal('');
  });

  it('offers a tree, a look-up, days and ranges; on a phone as a sheet', async () => {
    const page = await open({ width: 390, height: 844, touch: true }, '?country=DE', ask);
    await ready(page);
    const sheet = () => page.getByRole('button', { name: 'Parameters' }).click();
    await sheet();
    await pick(page, 'Region', 'Western Europe');
    await field(page, 'Period').click();
    await page.getByText('This year', { exact: true }).click();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).to.equal(true);
    expect(await axeFindings(page)).to.deep.equal([]);
    await pane(page).getByLabel('Customer since').fill('2001-01-01');
    // On a phone the calendar lies above everything: it is answered first.
    const today = page.getByRole('button', { name: 'Today' });
    await today.waitFor();
    await page.locator('vaadin-month-calendar:focus-within').first().waitFor();
    await page.keyboard.press('Enter');
    await today.waitFor({ state: 'hidden' });
    const asked = page.waitForRequest((request) => request.url().endsWith('/run'));
    await pane(page).getByRole('button', { name: 'Run' }).click();
    const { parameters } = (await asked).postDataJSON() as { parameters: Record<string, unknown> };
    expect(Object.keys(parameters).sort()).to.deep.equal(['country', 'period', 'region', 'since']);
    expect(parameters).to.deep.include({ country: 'DE', period: 'thisYear', since: '2001-01-01' });
  });

  it('goes down in a chart by keyboard to the very orders behind a bar, as many; back keeps where it was', async () => {
    const page = await open({}, '?country=DE', ask);
    await ready(page);
    const chart = page.locator('tr-report-chart').first();
    const crumbs = chart.getByRole('navigation');
    const marks = chart.getByRole('listbox');
    let runs = 0;
    page.on('request', (request) => void (runs += request.url().endsWith('/run') ? 1 : 0));
    const down = async (): Promise<void> => {
      await marks.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
    };
    await marks
      .getByRole('option', { name: /^20\d\d/ })
      .first()
      .waitFor({ state: 'attached' });
    await down();
    await marks.getByRole('option', { name: /^Q\d/ }).first().waitFor({ state: 'attached' });
    await down();
    const month = marks.getByRole('option').first();
    await crumbs.getByText(/^Q\d 20\d\d$/).waitFor();
    await marks.getByRole('option', { name: /^Q\d/ }).first().waitFor({ state: 'detached' });
    expect(await axeFindings(page)).to.deep.equal([]);
    const deep = page.url();
    await marks.focus();
    await page.keyboard.press('Backspace');
    await crumbs.getByText(/^Q\d 20\d\d$/).waitFor({ state: 'detached' });
    await page.goBack();
    await crumbs.getByText(/^Q\d 20\d\d$/).waitFor();
    expect(page.url()).to.equal(deep);
    expect(runs, 'levels need no new run').to.equal(0);
    const count = Number(/[\d,]+$/.exec((await month.getAttribute('aria-label')) ?? (await month.textContent())!.trim())![0].replaceAll(',', '')); // prettier-ignore
    await marks.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/list\/order/);
    const shown = (await page.locator('tr-list-page').getByText(/[\d,]+ of/).first().textContent())!; // prettier-ignore
    expect(Number(shown.split(' of')[0]!.replace(/\D/g, '')), shown).to.equal(count);
    await page.goBack();
    await ready(page);
    await crumbs.getByText(/^Q\d 20\d\d$/).waitFor();
    // In a cell: over the rows of its group, by itself.
    const own = page.locator('tr-sheet tr-report-chart').first();
    await own.getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    await own.getByRole('navigation').waitFor();
    expect(await page.locator('tr-sheet tr-report-chart').nth(1).getByRole('navigation').count()).to.equal(0);
    await own.getByRole('button', { name: 'All years' }).click();
    await own.getByRole('navigation').waitFor({ state: 'detached' });
  });

  it('names the cells that a formula reads, each a way there, and says why one failed', async () => {
    const page = await open({}, '?country=DE', ask);
    await ready(page);
    await page.getByRole('button', { name: /levels?$/ }).count();
    await cellsOf(page, 1).nth(2).click();
    const panel = page.locator('tr-explain-panel [role=dialog]');
    await panel.getByText('B2 / B3').waitFor();
    await panel.getByText('Reads 2 cells').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    const read = panel.locator('.reads a');
    expect(await read.locator('code').allTextContents()).to.deep.equal(['B2', 'B3']);
    const total = (await read.nth(1).locator('.num').textContent())!;
    await read.nth(1).click();
    await panel.getByText('Sum of').waitFor();
    expect((await active(page).textContent())!.trim()).to.equal(total);
    expect(new URL(page.url()).searchParams.get('_cell')).to.match(/^B3@/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await hasFocus(page.getByRole('grid'));
    await go(page, 'ArrowRight');
    await page.keyboard.press('Enter');
    await panel.getByRole('alert').waitFor();
    await panel.getByText('B2 + 1').waitFor();
  });

  it('says how long it runs and stops when it is told to', async () => {
    const page = await open();
    await ready(page);
    let aborted = false;
    page.on('requestfailed', (request) => (aborted ||= request.url().endsWith('/run')));
    await page.route('**/run', () => undefined);
    await page.reload();
    await page.getByText(/s so far/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'The report was stopped' }).waitFor();
    await eventually(async () => aborted || undefined, 'the request to end');
    await page.unroute('**/run');
    await page.getByRole('button', { name: 'Try again' }).click();
    await ready(page);
  });

  it('gives the file of just these parameters, with what was chosen; an error keeps the choices', async () => {
    pages.expectProblems(/503/);
    const page = await open({}, '?period=2026-01-01..2026-03-31');
    await ready(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog', { name: 'Export “Sales by region”' }).waitFor();
    const dialog = page.locator('tr-export-dialog');
    await hasFocus(dialog.getByRole('radio', { name: /^PDF/ }));
    await page.keyboard.press('ArrowDown');
    expect(await dialog.getByRole('radio', { name: /^Excel/ }).isChecked()).to.equal(true);
    await dialog.getByLabel('Title').fill('First quarter');
    await dialog.getByRole('checkbox', { name: 'Written findings' }).check();
    await dialog.getByRole('checkbox', { name: 'Keep formulas' }).check();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.route('**/export', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'BUSY', message: 'Too busy.' } } }),
    );
    await dialog.getByRole('button', { name: 'Export' }).click();
    await dialog.getByRole('alert').getByText('The file could not be made. Too busy.').waitFor();
    await page.unroute('**/export');
    const asked = page.waitForRequest((request) => request.url().endsWith('/export'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect((await asked).postDataJSON()).to.deep.equal({
      format: 'xlsx',
      parameters: { period: '2026-01-01..2026-03-31' },
      title: 'First quarter',
      summary: true,
      liveFormulas: true,
    });
    expect(download.suggestedFilename()).to.equal('First quarter.xlsx');
    await dialog.waitFor({ state: 'detached' });
  });

  it('follows a long export and ends it when it is cancelled', async () => {
    const page = await open();
    await ready(page);
    const job = '01KAJ0QX00T2N8C9SEPKXKVM01';
    await page.route('**/export', (route) => route.fulfill({ status: 202, json: { job } }));
    await page.route(`**/jobs/${job}`, (route) =>
      route.request().method() === 'DELETE'
        ? route.fulfill({ status: 204 })
        : route.fulfill({ json: { state: 'running', done: 1, total: 4, error: null } }),
    );
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.locator('tr-export-dialog');
    await dialog.getByRole('button', { name: 'Export' }).click();
    await dialog.locator('progress[max="4"]').waitFor();
    const ended = page.waitForRequest((request) => request.method() === 'DELETE');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await ended;
    await dialog.locator('progress').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is scheduled in four steps with the parameters that are set, and shared by a link that needs no session', async () => {
    const page = await open({}, '?period=2020-01-01..2099-12-31');
    await ready(page);
    const send = () => page.getByRole('button', { name: 'Send and share' }).click();
    await send();
    await page.getByRole('menuitem', { name: /^Schedule by mail/ }).click();
    const dialog = page.locator('tr-schedule-dialog');
    await dialog.getByLabel('Title').fill('');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByText('A title is needed.').waitFor();
    // Days are read as everywhere in the product, whatever the language of the browser.
    const from = dialog.getByLabel('From');
    const typeDay = async (day: string): Promise<void> => {
      await from.fill(day);
      await page.locator('vaadin-date-picker[opened]').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('vaadin-date-picker[opened]').waitFor({ state: 'detached' });
    };
    await typeDay('soon');
    await dialog.locator('#starts vaadin-date-picker[invalid]').waitFor();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByLabel('Title').waitFor();
    await typeDay('2027-02-01');
    await dialog.locator('#starts vaadin-date-picker:not([invalid])').waitFor();
    await dialog.getByLabel('Title').fill('Each Monday');
    // By keys from here: Enter in a field goes on.
    await page.keyboard.press('Enter');
    await dialog.getByText('2020', { exact: false }).first().waitFor();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.locator('ol.next li').nth(4).waitFor();
    expect(await dialog.locator('.says').textContent()).to.equal('Every Monday at 08:00');
    const times = dialog.locator('ol.next li');
    expect(await times.first().textContent())
      .to.contain('2027')
      .and.not.contain('for you');
    await dialog.getByLabel('Time zone').fill('Pacific/Auckland');
    await page.keyboard.press('Tab');
    await times.filter({ hasText: 'for you' }).nth(4).waitFor();
    await dialog.getByLabel('Time', { exact: true }).fill('9');
    await page.keyboard.press('Enter');
    expect(await axeFindings(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Save and send me a test' }).click();
    await page.getByText('A test is on its way to you').first().waitFor();
    const manager = await pages.live.signIn('bo.manager');
    const [made] = (await manager.get('/api/schedules')).json.schedules;
    expect(made.body).to.deep.include({ title: 'Each Monday', cron: '0 9 * * 1', zone: 'Pacific/Auckland', starts: '2027-02-01', formats: ['pdf'], parameters: { period: '2020-01-01..2099-12-31' } }); // prettier-ignore
    await eventually(() => Promise.resolve(catcher.mails[0]), 'the mail of the test');
    expect(catcher.mails.map(({ subject, files }) => [subject, ...files.map(({ name }) => name)])).to.deep.equal([['Each Monday', 'Each Monday.pdf']]); // prettier-ignore
    const list = await pages.open('/schedules', { as: manager, width: 360, height: 740, touch: true });
    await list.getByRole('button', { name: 'Actions: Each Monday' }).click();
    await list.getByRole('menuitem', { name: 'Run log' }).click();
    const log = list.locator('tr-run-log-dialog');
    await eventually(async () => {
      if (await log.getByText('Sent', { exact: true }).isVisible()) return true;
      await log.getByRole('button', { name: 'Refresh' }).click();
      return undefined;
    }, 'the log to say that it was sent');
    await log.getByText('Test', { exact: true }).waitFor();
    expect(await axeFindings(list)).to.deep.equal([]);
    await list.keyboard.press('Escape');
    await log.waitFor({ state: 'detached' });
    await list.getByRole('button', { name: 'Actions: Each Monday' }).click();
    await list.getByRole('menuitem', { name: 'Edit schedule' }).click();
    for (const step of ['1', '2', '3', '4']) {
      await list.getByRole('button', { name: `${step}. ` }).click();
      const wide = () => list.evaluate(() => document.documentElement.scrollWidth);
      expect(await wide(), `step ${step}`).to.be.at.most(360);
    }
    await list.keyboard.press('Escape');
    await send();
    await page.getByRole('menuitem', { name: /^Share by link/ }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const address = await page.getByLabel('Link', { exact: true }).inputValue();
    const stranger = await pages.browser.page();
    await stranger.goto(address);
    await stranger.locator('tr-sheet .cell').first().waitFor();
    expect(await axeFindings(stranger)).to.deep.equal([]);
    expect(await stranger.context().cookies()).to.deep.equal([]);
  });

  it('says what others send of it, and is left: from its own menu with a way back, and from the page of what is received', async () => {
    const manager = await pages.live.signIn('bo.manager');
    const me = (await manager.get('/api/session')).json.user.id as string;
    const made = await pages.admin.post('/api/schedules', { title: 'Board figures', kind: 'report', target: 'sales_by_region', parameters: { period: 'thisYear' }, formats: ['pdf'], cron: '0 8 * * 1', zone: 'Europe/Madrid', recipients: [{ user: me }] });
    expect(made.status, made.text).to.equal(201);
    const received = async () => ((await manager.get('/api/schedules/received')).json.received as { title: string }[]).map(({ title }) => title);
    const page = await open();
    await ready(page);
    await page.getByRole('button', { name: 'Send and share' }).click();
    await page.getByRole('menuitem', { name: 'Stop receiving “Board figures”' }).click();
    await page.getByText('You no longer receive “Board figures”').first().waitFor();
    expect(await received()).to.deep.equal([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await becomes(received, ['Board figures']);
    const list = await pages.open('/schedules?tab=received', { as: manager, width: 360, height: 740, touch: true });
    const row = list.getByRole('row').filter({ hasText: 'Board figures' });
    await row.getByText('Administrator').waitFor();
    expect(await axeFindings(list)).to.deep.equal([]);
    expect(await list.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(360);
    await row.getByRole('button', { name: 'Stop receiving “Board figures”' }).click();
    await list.getByRole('heading', { name: 'Nobody sends you anything' }).waitFor();
    const owners = await pages.open('/schedules');
    await owners.getByRole('button', { name: 'Board figures', exact: true }).click();
    await owners.getByRole('button', { name: '4. ' }).click();
    await owners.locator('tr-schedule-dialog').getByText('No longer wants it').waitFor();
  }); // prettier-ignore

  it('says that nothing matches, and what failed with its request', async () => {
    pages.expectProblems(/503/);
    const page = await open({}, '?period=1990-01-01..1990-01-02');
    await page.getByRole('heading', { name: 'The report has no rows' }).waitFor();
    await page.route('**/run', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'BUSY', message: 'Too busy.', requestId: '01JTEST' } } }),
    );
    await page.reload();
    await page.getByText('Too busy. Request 01JTEST.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.unroute('**/run');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'The report has no rows' }).waitFor();
  });

  it('prints every row and no chrome, by the paper of the sheet: heads again, breaks, pages counted', async () => {
    const page = await open({}, '?period=thisYear', '/report/test_cross');
    await ready(page);
    await page.locator('tr-report-chart svg').first().waitFor();
    const regions = (await page.locator('tr-sheet .cell.frozen.tall .text').allTextContents()).map((text) => text.trim()).slice(2); // prettier-ignore
    // Ctrl+P is heard, so that charts are drawn before the browser prints.
    await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', '')));
    await page.keyboard.press('Control+p');
    await page.locator('[data-printed]').waitFor({ state: 'attached' });
    const sheet = page.getByRole('grid');
    expect(await sheet.getByRole('row').count()).to.equal(Number(await sheet.getAttribute('aria-rowcount')));
    const file = join(mkdtempSync(join(tmpdir(), 'trellis-print-')), 'sheet.pdf');
    await page.pdf({ path: file, preferCSSPageSize: true });
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    expect(info, 'Letter, lying').to.match(/Page size:\s+792 x 612/);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const paper = text.split('\f').filter((each) => each.trim() !== '');
    rmSync(dirname(file), { recursive: true });
    expect(paper.length, 'each region begins a page').to.be.at.least(regions.length);
    for (const [index, each] of paper.entries()) {
      expect(each).to.match(/^\s*Sales by region and quarter/);
      expect(each.trimEnd().endsWith(`Page ${index + 1} of ${paper.length}`), each).to.equal(true);
      expect(each).to.match(/Region\s+Country|Country/);
      for (const chrome of ['Tasks', 'Run', 'Find', 'Export', '100%']) expect(each).to.not.include(chrome);
    }
    const begins = paper.filter((each) => regions.some((region) => each.includes(region)));
    expect(begins.length).to.equal(paper.length);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.locator('tr-sheet .canvas').waitFor();
  });

  for (const options of [
    {},
    { dark: true },
    { language: 'zh-TW' },
    { width: 390, height: 844, touch: true },
  ] as const) {
    it(`has no finding of axe: ${JSON.stringify(options)}`, async () => {
      const page = await open(options);
      await ready(page);
      expect(await axeFindings(page)).to.deep.equal([]);
    });
  }

  it('scrolls sideways on a phone only inside its frame, the first column staying', async () => {
    const page = await open({ width: 360, height: 640, touch: true });
    await ready(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).to.equal(true);
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(300, 400));
    await page.locator('tr-sheet[down][along]').waitFor();
    const label = await settledBox(page.locator('tr-sheet .cell.frozen').first());
    expect(label.x).to.be.within(-1, 2);
    expect(await page.locator('tr-sheet .cell.num').first().isVisible()).to.equal(true);
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
    await page.locator('tr-sheet:not([down])').waitFor();
    await cellsOf(page, 2).first().click();
    const card = page.locator('tr-row-card .card');
    await card.getByText('Net sales').waitFor();
    await card.getByRole('button').first().click();
    await page.locator('tr-explain-panel [role=dialog]').getByText('Sum of').waitFor();
  });
});
