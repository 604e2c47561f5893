import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const map = '/list/customer?view=customer_map';

describe('browser/map-view', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    const owner = (await admin.get('/api/session')).json.user.id as string;
    const rows = [
      ['Adler', 'DE', 100, 'Berlin'],
      ['Berg', 'DE', 50, 'Hamburg'],
      ['Corso', 'ES', 900, 'Madrid'],
      ['Drift', null, 7, 'Nowhere'],
    ].map(([name, country, credit_limit, city]) => ({ body: { name, country, credit_limit, city, owner } }));
    expect((await writeMany(live.site.system('test'), 'customer', rows)).failed).to.deep.equal([]);
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (options = {}, path = map, client = admin): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, client);
    await page.goto(live.address + path);
    await page.locator('tr-map-mode tr-vega-chart svg').first().waitFor();
    return page;
  };
  const lines = (page: Page) => page.locator('tr-map-mode tbody tr').allInnerTexts();
  const names = (page: Page) => page.locator('tr-map-mode li a').allInnerTexts();
  const focused = (page: Page) => page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent?.trim() || at?.getAttribute('aria-label');
  }); // prettier-ignore
  const done = () => expect(browser.problems()).to.deep.equal([]);

  it('counts and adds up by country, names what has none, and colours by either figure', async () => {
    const page = await open();
    const cells = async () => (await lines(page)).map((line) => line.trim().split(/\s*\t\s*/));
    expect(await cells()).to.deep.equal([
      ['Germany', '2', 'USD 150.00'],
      ['Spain', '1', 'USD 900.00'],
      ['Without a place', '1', 'USD 7.00'],
    ]);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Credit limit', exact: true }).click();
    await page.locator('tr-map-mode tbody tr').first().getByText('Spain').waitFor();
    done();
  });

  it('shows the records of a place that is chosen on the map by keys, and Back shows all places', async () => {
    const page = await open();
    const marks = page.locator('tr-map-mode').getByRole('listbox');
    await marks.focus();
    await page.keyboard.press('Enter');
    await page.locator('tr-map-mode h2', { hasText: 'Germany' }).waitFor();
    await page.locator('tr-map-mode li').nth(1).waitFor();
    expect(await names(page)).to.deep.equal(['Adler', 'Berg']);
    expect(new URL(page.url()).searchParams.get('at')).to.equal('DE');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.goBack();
    await page.locator('tr-map-mode tbody').waitFor();
    await page.goForward();
    await page.locator('tr-map-mode li').nth(1).waitFor();
    await page.reload();
    await page.locator('tr-map-mode li').nth(1).waitFor();
    done();
  });

  it('goes from the table to the records and back by keys, and shows one beside the list', async () => {
    const page = await open();
    await page.locator('tr-map-mode .go').first().focus();
    await page.keyboard.press('End');
    expect(await focused(page)).to.equal('Without a place');
    await page.keyboard.press('Enter');
    await page.locator('tr-map-mode li').waitFor();
    expect(await names(page)).to.deep.equal(['Drift']);
    expect(await focused(page)).to.equal('All places');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Drift' }).waitFor();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('button', { name: 'Close' }).click();
    expect(await focused(page)).to.equal('Drift');
    await page.keyboard.press('Escape');
    await page.locator('tr-map-mode tbody').waitFor();
    expect(await focused(page)).to.equal('Without a place');
    done();
  });

  it('follows the filter of the list', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'city', op: 'eq', value: 'Madrid' }));
    const page = await open({}, `${map}&filter=${filter}`);
    expect((await lines(page)).length).to.equal(1);
    await page.goto(`${live.address}${map}&find=nothing-such`);
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
    done();
  });

  it('counts without the figure for whoever may not see it', async () => {
    await live.addUser({ login: 'blind.map', roles: ['marketing'] });
    const page = await open({}, map, await live.signIn('blind.map'));
    expect(await page.locator('tr-map-mode thead th').allInnerTexts()).to.deep.equal(['Place', 'Customers']);
    expect(await page.getByRole('button', { name: 'Credit limit', exact: true }).count()).to.equal(0);
    done();
  });

  it('stands above its places on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Spain' }).tap();
    await page.getByRole('link', { name: 'Corso' }).tap();
    await page.waitForURL(/\/record\/customer\//);
    done();
  });
});
