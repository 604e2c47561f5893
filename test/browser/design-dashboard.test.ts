/**
 * Dashboards and their charts made as a person makes them, with the actions counted: from nothing to a dashboard with a
 * filter that finds its parts by itself, moved and sized by mouse and keys, a chart made of fields; published, and used by a
 * salesperson. One site and mostly one page for all of it.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import { axeFindings } from '../helper/browser.js';
import { countActions } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { settledBox, withLivePages } from '../helper/live-page.js';

describe('browser/design-dashboard', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  let sam: Browser;

  before(async () => {
    await pages.live.addUser({ login: 'sam', roles: ['salesperson'] });
    sam = await pages.live.signIn('sam');
    const [east, west] = [await pages.create('region', { name: 'East', code: 'E' }), await pages.create('region', { name: 'West', code: 'W' })]; // prettier-ignore
    const make = async (entity: string, values: object): Promise<string> => {
      const answer = await sam.post(`/api/records/${entity}?duplicates=allow`, values);
      expect(answer.status, answer.text).to.equal(201);
      return (answer.json as { id: string }).id;
    };
    const customer = await make('customer', { name: 'Acme', type: 'retail', region: east });
    for (const [region, day] of [[east, '2026-01-10'], [east, '2026-02-10'], [west, '2026-02-20']] as const) {
      await make('order', { customer, region, ordered_on: day, status: 'new' });
    }
  }); // prettier-ignore

  const part = (page: Page, name: string | RegExp): Locator => page.getByRole('option', { name });
  const entry = (page: Page, key: string): Locator => page.locator(`td-dashboard-palette [data-entry="${key}"]`);
  const stored = async (page: Page): Promise<DashboardDocument> => {
    await page.keyboard.press('Control+s');
    await page.getByText(/^Saved/).waitFor();
    return (await pages.admin.get('/api/documents/dashboard/my_orders')).json.document as DashboardDocument;
  };
  const placeOf = async (page: Page, id: string) => {
    const { x, y, w, h } = (await stored(page)).widgets.find((each) => each.id === id)!;
    return [x, y, w, h];
  };
  const design = async (options = {}): Promise<Page> => {
    const page = await pages.open('/design/dashboard/my_orders', options);
    await part(page, /^Orders, /).waitFor();
    return page;
  };

  it('a dashboard with one filter takes 7 from nothing, and the filter finds its parts by itself', async () => {
    const page = await pages.open('/design');
    const person = countActions(page);
    await person.click(page.getByRole('button', { name: 'New dashboard' }));
    await person.fill(page.getByLabel('Label', { exact: true }), 'My orders');
    await person.press('Enter');
    await page.getByText('Nothing stands here yet').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('td-dashboard-palette select').selectOption('order');
    await person.click(entry(page, 'chart:order'));
    await part(page, /^Orders, column 1, row 1/).waitFor();
    await person.click(entry(page, 'list:order'));
    await part(page, /^Orders, column 7, row 1/).waitFor();
    await person.click(page.getByRole('button', { name: 'Add filter' }));
    await person.click(page.getByRole('menuitem', { name: /^Region/ }));
    await page.getByRole('button', { name: 'Region 2 of 2' }).waitFor();
    // The list of entities is a choice of its own, made besides.
    expect(person.actions.length + 1).to.equal(8);
  });
});
