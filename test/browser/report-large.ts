/** Cases of the report reader: a sheet of thousands of rows, of which the screen reads those in sight. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { eventually } from '../helper/eventually.js';
import type { ReportSite } from './report-site.js';

const lines = '/report/test_lines';

export function largeCases({ pages, open, ready, go, enterSheet, active }: ReportSite): void {
  const waiting = (page: Page) => page.locator('tr-sheet .wait');
  /** Rows and headings of the sheet that stand in sight, as texts. */
  const rowCount = async (page: Page) => Number(await page.getByRole('grid').getAttribute('aria-rowcount'));

  it('reads of a large sheet the rows in sight, however fast it is scrolled, and leaves none waiting', async () => {
    const page = await open({}, '', lines);
    const asked: { from: number; bare?: boolean; after?: string }[] = [];
    page.on('request', (request) => {
      const body = request.url().endsWith('/run') ? (request.postDataJSON() as { page?: (typeof asked)[number] }) : {};
      if (body.page?.bare) asked.push(body.page);
    });
    await ready(page);
    const rows = await rowCount(page);
    expect(rows).to.be.greaterThan(4000);
    await enterSheet(page);
    await page.keyboard.press('Control+End');
    await page.locator('tr-sheet .total.num').last().waitFor();
    expect(Number((await active(page).getAttribute('data-row'))!)).to.equal(rows - 1);
    // The first row above the total has its own number: the page stands at its place in the whole.
    await go(page, 'ArrowUp', 'Home', 'ArrowRight');
    expect(await active(page).textContent()).to.include((rows - 2).toLocaleString('en'));
    await page.keyboard.press('Control+Home');
    await page.locator('tr-sheet .header').first().waitFor();
    for (let step = 0; step < 30; step++)
      await page.getByRole('grid').evaluate((grid, at) => grid.scrollTo(0, grid.scrollHeight * at), ((step * 37) % 100) / 100);
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2));
    await eventually(async () => (await waiting(page).count()) === 0 || undefined, 'no row to wait');
    expect(await page.locator('tr-sheet .row:not(.head)').count()).to.be.greaterThan(20);
    expect(asked.length, 'rows that were scrolled past').to.be.lessThan(25);
  }); // prettier-ignore

  it('keeps its place in a large sheet: by a link to a cell, by keys over rows that are not here, after a failure', async () => {
    pages.expectProblems(/503/);
    const page = await open({}, '?_cell=C2@A2:3333;', lines);
    const panel = page.locator('tr-explain-panel [role=dialog]');
    await panel.getByText('Made of 1 row').waitFor();
    expect(await active(page).getAttribute('data-row')).to.equal('3333');
    await page.keyboard.press('Escape');
    await page.route('**/run', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'BUSY', message: 'Too busy.', requestId: '01JTEST' } } }),
    );
    await page.keyboard.press('Control+Home');
    for (let step = 0; step < 30; step++) await page.keyboard.press('PageDown');
    await page.getByText('These rows could not be read. Too busy.').first().waitFor();
    await page.unroute('**/run');
    // A click of the mouse would scroll, and what is scrolled to is read anyway.
    await page.locator('tr-sheet .again').first().dispatchEvent('click');
    await eventually(async () => (await waiting(page).count()) === 0 || undefined, 'rows after a failure');
    await go(page, 'ArrowDown');
    await active(page).waitFor();
  });

  it('finds and copies all of a large sheet', async () => {
    const page = await open({}, '', lines);
    await ready(page);
    const rows = await rowCount(page);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await enterSheet(page);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page
      .getByRole('region', { name: 'Message' })
      .getByText(/cells copied/)
      .waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n').length).to.equal(rows);
    expect(copied.split('\n').every((line) => line.split('\t').length === 4)).to.equal(true);
    const again = await open({}, '', lines);
    await ready(again);
    await enterSheet(again);
    await again.keyboard.press('/');
    // Where the list ends, far from what has been read.
    const last = copied.split('\n').at(-2)!.split('\t')[1]!;
    await again.locator('#find').fill(last);
    await again.locator('tr-sheet .cell.found').waitFor();
    expect(await again.locator('tr-sheet .cell.found').getAttribute('data-row')).to.equal(String(rows - 2));
  });

  it('is read by pages behind a link, too: whoever has it scrolls to its end, and nothing is there to press', async () => {
    const made = await pages.admin.post('/api/links', { kind: 'report', target: 'test_lines', hours: 1 });
    expect(made.status, made.text).to.equal(201);
    const stranger = await pages.browser.page();
    const asked: string[] = [];
    stranger.on('request', (request) => request.url().includes('/rows') && asked.push(new URL(request.url()).search));
    await stranger.goto(`${pages.live.address}${(made.json as { path: string }).path}`);
    await stranger.locator('tr-sheet .cell').first().waitFor();
    const rows = await rowCount(stranger);
    expect(rows).to.be.greaterThan(4000);
    await stranger.getByRole('grid').focus();
    await stranger.keyboard.press('Control+End');
    await stranger.locator('tr-sheet .total.num').last().waitFor();
    await eventually(async () => (await waiting(stranger).count()) === 0 || undefined, 'no row to wait');
    expect(asked[0]).to.equal('?from=0&to=500&orAll=3000');
    expect(asked.slice(1).every((query) => /bare=true/.test(query)) && asked.length > 1, asked.join()).to.equal(true);
    expect(await stranger.locator('tr-sheet :is(a, .headmenu, .fold, .why)').count()).to.equal(0);
  });
}
