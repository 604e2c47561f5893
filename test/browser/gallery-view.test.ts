/** A list as cards in a grid, as a person works with it: by scrolling, by keys and by finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { settledBox, withLivePages, type OpenOptions } from '../helper/live-page.js';

const gallery = '/list/network?view=network_gallery';
const shop = (n: number) => `Shop ${String(n).padStart(2, '0')}`;

describe('browser/gallery-view', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  before(async () => {
    const owner = (await pages.admin.get('/api/session')).json.user.id as string;
    const rows = Array.from({ length: 90 }, (_, n) => ({
      body: { name: shop(n), kind: n === 0 ? 'branch' : 'outlet', status: 'active', owner },
    }));
    expect((await writeMany(pages.live.site.system('test'), 'network', rows)).failed).to.deep.equal([]);
  });

  const open = async (options: OpenOptions = {}, path = gallery): Promise<Page> => {
    const page = await pages.open(path, options);
    await cards(page).first().waitFor();
    return page;
  };
  const cards = (page: Page) => page.locator('tr-gallery li');
  const title = (page: Page, name: string) => page.locator('tr-gallery').getByRole('link', { name, exact: true });
  const stands = (page: Page, name: string) => title(page, name).and(page.locator(':focus')).waitFor();

  it('shows cards with their words and values, and fetches more as one scrolls', async () => {
    const page = await open();
    await becomes(() => cards(page).count(), 60);
    const first = cards(page).first();
    await first.getByText('Branch').waitFor();
    await first.getByText('Active').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('tr-gallery .scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await becomes(() => cards(page).count(), 90);
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  });

  it('goes through the cards by arrows in two dimensions, shows one and opens it', async () => {
    const page = await open();
    const grid = page.locator('tr-gallery ul');
    await settledBox(grid);
    const columns = await grid.evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length);
    expect(columns).to.be.greaterThan(2);
    await title(page, shop(0)).focus();
    await page.keyboard.press('ArrowRight');
    await stands(page, shop(1));
    await page.keyboard.press('ArrowDown');
    await stands(page, shop(columns + 1));
    await page.keyboard.press('Home');
    await stands(page, shop(columns));
    await page.keyboard.press('Enter');
    const look = page.getByRole('region', { name: 'Quick view' });
    await look.getByRole('heading', { name: shop(columns) }).waitFor();
    await look.getByRole('button', { name: 'Close' }).click();
    await look.waitFor({ state: 'detached' });
    await stands(page, shop(columns));
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/network\//);
  });

  it('shows a record by a click anywhere on its card, and follows the filter', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'in', value: ['Shop 03', 'Shop 04'] }));
    const page = await open({}, `${gallery}&filter=${filter}`);
    await becomes(() => cards(page).count(), 2);
    await cards(page).last().locator('.face').click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Shop 04' }).waitFor();
    await page.goto(`${pages.live.address}${gallery}&find=nothing-such`);
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
  });

  it('stands two by two on a phone and opens the page of a record', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    await settledBox(page.locator('tr-gallery ul'));
    const [one, two, three] = await Promise.all([0, 1, 2].map((n) => settledBox(cards(page).nth(n))));
    expect(one!.y).to.equal(two!.y);
    expect(three!.x).to.equal(one!.x);
    expect(await axeFindings(page)).to.deep.equal([]);
    await title(page, 'Shop 01').tap();
    await page.waitForURL(/\/record\/network\//);
  });
});
