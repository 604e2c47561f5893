/** Cases of the report reader: its query pane, and a chart that goes down in place. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { hasFocus } from '../helper/page-signs.js';
import type { ReportSite } from './report-site.js';

export function parameterCases({ pages, open, ready, reruns }: ReportSite): void {
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
}
