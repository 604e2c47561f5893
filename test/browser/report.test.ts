/**
 * The sheet reader in a real browser: frozen heads, keys, explain, phone. Cases of large sheets, of the query pane and
 * of files stand beside it (report-*.ts): a site with these reports costs as much to open as ten of its tests, and all share one.
 */
import { expect } from 'chai';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { eventually } from '../helper/eventually.js';
import { catchMails } from '../helper/mail-catcher.js';
import { settledBox, withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';
import { sheetPackage } from '../helper/sheet-package.js';
import { fileCases } from './report-files.js';
import { largeCases } from './report-large.js';
import { parameterCases } from './report-parameters.js';
import { reportSite } from './report-site.js';

const catcher = await catchMails();

describe('browser/report', function () {
  this.timeout(60_000);
  const pages = withLivePages({
    sample: true,
    packages: [sheetPackage],
    environment: { TRELLIS_MAIL_URL: catcher.url, TRELLIS_MAIL_FROM: 'crm@trellis.example' },
  });
  after(() => catcher.close());

  const site = reportSite(pages);
  const { open, ready, reruns, go, enterSheet, active, head, cellsOf } = site;

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
    await becomes(first, plain);
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
    // The month before the running one, which may have begun today.
    await page.keyboard.press('End');
    if (new Date().getUTCMonth() > 0) await page.keyboard.press('ArrowLeft');
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

  largeCases(site);

  parameterCases(site);

  it('names the cells that a formula reads, each a way there, and says why one failed', async () => {
    const page = await open({}, '?country=DE', '/report/test_ask');
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

  fileCases(site, catcher);

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
