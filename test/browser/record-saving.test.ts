/** Saving a record: its ways by mouse and by keys, what the server refuses, and that nothing typed is lost by any answer. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { withFixturePages } from '../helper/fixture-page.js';
import { saveForm, unsaved, written } from '../helper/live-page.js';
import { hasFocus, holds, reaches, saved } from '../helper/page-signs.js';

describe('browser/record-saving', function () {
  this.timeout(60_000);
  const pages = withFixturePages();
  const { open } = pages;

  const customer = () => pages.server.records['customer']![3]!;
  const city = (page: Page): Locator => page.getByLabel('City', { exact: true });
  const openCustomer = async () => {
    const page = await open(`/record/customer/${customer().id}`);
    await city(page).waitFor();
    return page;
  };

  it('says in place what the server refuses, and goes to the first', async () => {
    pages.expectProblems(/422/);
    const page = await openCustomer();
    const problem = (path: string, message: string) => ({ path, code: 'NOT_UNIQUE', message });
    await page.route('**/api/records/customer/*', (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback();
      // In another order than the form's.
      const details = [problem('/city', 'No such city.'), problem('/name', 'Another record has this value already.')];
      return route.fulfill({
        status: 422,
        json: { error: { code: 'INVALID', message: 'No.', details, requestId: 'r' } },
      });
    });
    await page.getByLabel('Name').fill('refused');
    await city(page).fill('Nowhere');
    await page.keyboard.press('Control+s');
    const invalid = page.locator('vaadin-text-field[invalid]');
    await invalid.getByText('Another record has this value already.').waitFor();
    await invalid.getByText('No such city.').waitFor();
    await hasFocus(page.getByLabel('Name'));
    const summary = page.getByRole('alert').filter({ hasText: 'must be put right' });
    await summary.getByRole('link', { name: /No such city/ }).click();
    await hasFocus(city(page));
    expect(await page.getByLabel('Name').inputValue()).to.equal('refused');
  });

  it('holds what was typed, whatever the server answers', async () => {
    pages.expectProblems(/status of [45]/);
    const page = await openCustomer();
    await city(page).fill('Linz');
    await unsaved(page);
    for (const status of [400, 403, 404, 405, 409, 413, 415, 422, 428, 429, 500, 503]) {
      const message = `Refused by ${status}.`;
      const answer = { status, json: { error: { code: 'ANY', message, requestId: 'r-1' } } };
      await page.route('**/api/records/customer/*', (route) =>
        route.request().method() === 'PATCH' ? route.fulfill(answer) : route.fallback(),
      );
      await page.keyboard.press('Control+s');
      const said = page.getByRole('alert').filter({ hasText: message });
      await said.waitFor();
      expect(await city(page).inputValue(), String(status)).to.equal('Linz');
      await page.unroute('**/api/records/customer/*');
    }
    await saveForm(page);
    expect(customer()['city']).to.equal('Linz');
  });

  it('changes the language in place: what is typed, the place and the focus are as they were', async () => {
    const page = await openCustomer();
    await city(page).fill('Linz');
    await unsaved(page);
    const loads: string[] = [];
    page.on('framenavigated', (frame) => void loads.push(frame.url()));
    for (const [language, label] of [['简体中文', '城市'], ['繁體中文', '城市'], ['Español', 'Ciudad'], ['English', 'City']] as const) {
      await page.locator('tr-sidebar .person').click();
      await page.getByRole('menuitemradio', { name: language }).click();
      await holds(page.getByLabel(label, { exact: true }), 'Linz');
      await page.waitForFunction(() => document.title.startsWith('•'));
      await hasFocus(page.locator('tr-sidebar .person'));
    }
    expect(loads).to.deep.equal([]);
    await saveForm(page);
    expect(customer()['city']).to.equal('Linz');
  }); // prettier-ignore

  it('saves and goes on to a new one, saves and closes, each by the menu; a double click makes one record', async () => {
    const page = await open('/new/customer');
    await page.getByLabel('Name').fill('First');
    await page.getByRole('button', { name: 'More ways to save' }).click();
    const saveAndNew = page.getByRole('menuitem', { name: /Save and new/ });
    await saveAndNew.waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await written(page, () => saveAndNew.click());
    await holds(page.getByLabel('Name'), '');
    expect(new URL(page.url()).pathname).to.equal('/new/customer');
    await page.getByLabel('Name').fill('Second');
    await page.getByRole('button', { name: 'Save', exact: true }).dblclick();
    await page.waitForURL(/\/record\/customer\//);
    // The form of the new record has made way for that of the one that is there now.
    await page.locator('tr-timeline').waitFor();
    await city(page).fill('Graz');
    await page.getByRole('button', { name: 'More ways to save' }).click();
    await page.getByRole('menuitem', { name: /Save and close/ }).click();
    await page.waitForURL(/\/list\/customer/);
    const posts = pages.server.calls.filter(
      ({ method, path }) => method === 'POST' && path === '/api/records/customer',
    );
    expect(posts.map(({ body }) => (body as { name: string }).name)).to.deep.equal(['First', 'Second']);
    expect(pages.server.records['customer']!.slice(0, 3).map((each) => each['name'])).to.deep.equal([
      'Second',
      'First',
      'Maple Foods 1',
    ]);
    expect(pages.server.records['customer']![0]!['city']).to.equal('Graz');
  });

  it('copies and discards by the menu: by keys and by mouse', async () => {
    const page = await openCustomer();
    const before = await city(page).inputValue();
    const more = page.getByRole('button', { name: 'More ways to save' });
    const dirty = async (): Promise<void> => {
      await city(page).fill('Graz');
      await unsaved(page);
    };
    const byKeys = async (name: string): Promise<void> => {
      await more.focus();
      await page.keyboard.press('Enter');
      const item = page.getByRole('menuitem', { name });
      await reaches(page, 'ArrowDown', () => item.and(page.locator(':focus')).isVisible());
      await page.keyboard.press('Enter');
    };
    await dirty();
    await byKeys('Discard changes');
    await holds(city(page), before);
    await dirty();
    await more.click();
    await page.getByRole('menuitem', { name: 'Discard changes' }).click();
    await holds(city(page), before);
    await saved(page);
    await dirty();
    const { id } = customer();
    await byKeys('Save as copy');
    await page.waitForURL((url) => /\/record\/customer\//.test(url.pathname) && !url.pathname.endsWith(id));
    await holds(city(page), 'Graz');
    expect(pages.server.records['customer']!.find((each) => each.id === id)!['city']).to.equal(before);
  });
});
