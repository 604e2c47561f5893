/** A list counted by place on a map, as a person works with it: on the map, in the table beside it, by keys and by finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { textsOf, withLivePages, type OpenOptions } from '../helper/live-page.js';

const map = '/list/customer?view=customer_map';

describe('browser/map-view', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  before(async () => {
    const owner = (await pages.admin.get('/api/session')).json.user.id as string;
    const rows = [
      ['Adler', 'DE', 100, 'Berlin'],
      ['Berg', 'DE', 50, 'Hamburg'],
      ['Corso', 'ES', 900, 'Madrid'],
      ['Drift', null, 7, 'Nowhere'],
    ].map(([name, country, credit_limit, city]) => ({ body: { name, country, credit_limit, city, owner } }));
    expect((await writeMany(pages.live.site.system('test'), 'customer', rows)).failed).to.deep.equal([]);
  });

  const open = async (options: OpenOptions = {}, path = map): Promise<Page> => {
    const page = await pages.open(path, options);
    await page.locator('tr-map-mode tr-vega-chart svg').first().waitFor();
    return page;
  };
  const lines = (page: Page) => page.locator('tr-map-mode tbody tr');
  const shows = (page: Page, names: readonly string[]) =>
    becomes(() => textsOf(page.locator('tr-map-mode li a')), [...names]);
  const focused = (page: Page) => page.locator(':focus');
  const place = (page: Page, name: string) => page.locator('tr-map-mode .go').filter({ hasText: name });
  const look = (page: Page) => page.getByRole('region', { name: 'Quick view' });

  it('counts and adds up by country, names what has none, and colours by either figure', async () => {
    const page = await open();
    const cells = async () => (await lines(page).allInnerTexts()).map((line) => line.trim().split(/\s*\t\s*/));
    await becomes(cells, [
      ['Germany', '2', '150.00'],
      ['Spain', '1', '900.00'],
      ['Without a place', '1', '7.00'],
    ]);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Credit limit', exact: true }).click();
    await lines(page).first().getByText('Spain').waitFor();
  });

  it('shows the records of a place that is chosen on the map by keys, and Back shows all places', async () => {
    const page = await open();
    const marks = page.locator('tr-map-mode').getByRole('listbox');
    await marks.focus();
    await page.keyboard.press('Enter');
    await page.locator('tr-map-mode h2', { hasText: 'Germany' }).waitFor();
    await shows(page, ['Adler', 'Berg']);
    expect(new URL(page.url()).searchParams.get('at')).to.equal('DE');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.goBack();
    await page.locator('tr-map-mode tbody').waitFor();
    await page.goForward();
    await shows(page, ['Adler', 'Berg']);
    await page.reload();
    await page.locator('tr-map-mode li').nth(1).waitFor();
  });

  it('goes from the table to the records and back by keys, and shows one beside the list', async () => {
    const page = await open();
    await page.locator('tr-map-mode .go').first().focus();
    await page.keyboard.press('End');
    await place(page, 'Without a place').and(focused(page)).waitFor();
    await page.keyboard.press('Enter');
    await shows(page, ['Drift']);
    await page.getByRole('button', { name: 'All places' }).and(focused(page)).waitFor();
    await page.keyboard.press('Tab');
    const drift = page.locator('tr-map-mode li a').filter({ hasText: 'Drift' }).and(focused(page));
    await drift.waitFor();
    await page.keyboard.press('Enter');
    await look(page).getByRole('heading', { name: 'Drift' }).waitFor();
    await look(page).getByRole('button', { name: 'Close' }).click();
    await drift.waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr-map-mode tbody').waitFor();
    await place(page, 'Without a place').and(focused(page)).waitFor();
  });

  it('follows the filter of the list', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'city', op: 'eq', value: 'Madrid' }));
    const page = await open({}, `${map}&filter=${filter}`);
    await becomes(() => lines(page).count(), 1);
    await page.goto(`${pages.live.address}${map}&find=nothing-such`);
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
  });

  it('counts without the figure for whoever may not see it', async () => {
    await pages.live.addUser({ login: 'blind.map', roles: ['marketing'] });
    const page = await open({ as: await pages.live.signIn('blind.map') });
    await becomes(() => textsOf(page.locator('tr-map-mode thead th')), ['Place', 'Customers']);
    expect(await page.getByRole('button', { name: 'Credit limit', exact: true }).count()).to.equal(0);
  });

  it('stands above its places on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Spain' }).tap();
    await page.getByRole('link', { name: 'Corso' }).tap();
    await page.waitForURL(/\/record\/customer\//);
  });
});
