import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const gallery = '/list/network?view=network_gallery';

describe('browser/gallery-view', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    const owner = (await admin.get('/api/session')).json.user.id as string;
    const rows = Array.from({ length: 90 }, (_, n) => ({
      body: {
        name: `Shop ${String(n).padStart(2, '0')}`,
        kind: n === 0 ? 'branch' : 'outlet',
        status: 'active',
        owner,
      },
    }));
    expect((await writeMany(live.site.system('test'), 'network', rows)).failed).to.deep.equal([]);
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (options = {}, path = gallery): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + path);
    await page.locator('tr-gallery li').first().waitFor();
    return page;
  };
  const cards = (page: Page) => page.locator('tr-gallery li');
  const title = (page: Page, name: string) => page.locator('tr-gallery').getByRole('link', { name, exact: true });
  const focused = (page: Page) => page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent?.trim();
  }); // prettier-ignore
  const done = () => expect(browser.problems()).to.deep.equal([]);

  it('shows cards with their words and values, and fetches more as one scrolls', async () => {
    const page = await open();
    expect(await cards(page).count()).to.equal(60);
    const first = cards(page).first();
    await first.getByText('Branch').waitFor();
    await first.getByText('Active').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('tr-gallery .scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await cards(page).nth(89).waitFor({ state: 'attached' });
    expect(await cards(page).count()).to.equal(90);
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
    done();
  });

  it('goes through the cards by arrows in two dimensions, shows one and opens it', async () => {
    const page = await open();
    const columns = await page.locator('tr-gallery ul').evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length); // prettier-ignore
    expect(columns).to.be.greaterThan(2);
    const name = (n: number) => `Shop ${String(n).padStart(2, '0')}`;
    await title(page, name(0)).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).to.equal(name(1));
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).to.equal(name(columns + 1));
    await page.keyboard.press('Home');
    expect(await focused(page)).to.equal(name(columns));
    await page.keyboard.press('Enter');
    const look = page.getByRole('region', { name: 'Quick view' });
    await look.getByRole('heading', { name: name(columns) }).waitFor();
    await look.getByRole('button', { name: 'Close' }).click();
    await look.waitFor({ state: 'detached' });
    expect(await focused(page)).to.equal(name(columns));
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/network\//);
    done();
  });

  it('shows a record by a click anywhere on its card, and follows the filter', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'in', value: ['Shop 03', 'Shop 04'] }));
    const page = await open({}, `${gallery}&filter=${filter}`);
    expect(await cards(page).count()).to.equal(2);
    await cards(page).last().locator('.face').click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Shop 04' }).waitFor();
    await page.goto(`${live.address}${gallery}&find=nothing-such`);
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
    done();
  });

  it('stands two by two on a phone and opens the page of a record', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    const [one, two] = [await cards(page).nth(0).boundingBox(), await cards(page).nth(1).boundingBox()];
    expect(one!.y).to.equal(two!.y);
    expect(await axeFindings(page)).to.deep.equal([]);
    await title(page, 'Shop 01').tap();
    await page.waitForURL(/\/record\/network\//);
    done();
  });
});
