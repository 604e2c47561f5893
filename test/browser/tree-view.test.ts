import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const tree = '/list/area?view=area_tree';

describe('browser/tree-view', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    const add = async (name: string, parent: string | null) => {
      const made = await writeMany(live.site.system('test'), 'area', [
        { body: { name, code: name, level: 'country', parent } },
      ]);
      return made.ids[0]!;
    };
    const europe = await add('Europe', null);
    const north = await add('North', europe);
    await add('Sweden', north);
    await add('South', europe);
    await add('Asia', null);
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (options = {}, path = tree, client = admin): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, client);
    await page.goto(live.address + path);
    await page.locator('tr-tree .line').first().waitFor();
    return page;
  };
  const line = (page: Page, name: string) => page.locator('tr-tree .line').filter({ has: page.getByRole('link', { name, exact: true }) }); // prettier-ignore
  const names = (page: Page) => page.locator('tr-tree .name').allTextContents();
  const parentOf = async (name: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
    const { json } = await admin.get(`/api/records/area?fields=parent&filter=${filter}`);
    return (json.rows[0].parent?.label ?? null) as string | null;
  };
  const saved = (page: Page) =>
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.status() === 200);
  const done = () => expect(browser.problems()).to.deep.equal([]);

  it('fetches a branch when it is opened by an arrow, and goes through it', async () => {
    const page = await open();
    expect(await names(page)).to.deep.equal(['Asia', 'Europe']);
    await line(page, 'Europe').getByText('2 below').waitFor();
    await line(page, 'Europe').focus();
    await page.keyboard.press('ArrowRight');
    await line(page, 'South').waitFor();
    expect(await names(page)).to.deep.equal(['Asia', 'Europe', 'North', 'South']);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await line(page, 'Sweden').waitFor();
    expect(await line(page, 'Sweden').getAttribute('aria-level')).to.equal('3');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await line(page, 'Sweden').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'North' }).waitFor();
    done();
  });

  it('moves a record under another by its menu, never under itself, and takes it back', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Actions of Asia' }).click();
    expect(await page.getByRole('menuitem', { name: 'Asia' }).count()).to.equal(0);
    const sent = saved(page);
    await page.getByRole('menuitem', { name: 'Europe' }).click();
    await sent;
    await line(page, 'Europe').getByText('3 below').waitFor();
    expect(await line(page, 'Asia').getAttribute('aria-level')).to.equal('2');
    expect(await parentOf('Asia')).to.equal('Europe');
    const back = saved(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await back;
    await line(page, 'Europe').getByText('2 below').waitFor();
    expect(await parentOf('Asia')).to.equal(null);
    done();
  });

  it('asks when somebody else moved the record meanwhile, by the names of the places', async () => {
    const page = await browser.page();
    await page.route('**/api/events*', (route) => route.fulfill({ status: 204, body: '' }));
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + tree);
    await line(page, 'Asia').waitFor();
    await line(page, 'Europe').focus();
    await page.keyboard.press('ArrowRight');
    await line(page, 'South').waitFor();
    const rows = (await admin.get('/api/records/area?fields=name&limit=50')).json.rows as { id: string; name: string; version: number }[]; // prettier-ignore
    const of = (name: string) => rows.find((row) => row.name === name)!;
    const put = async (parent: string | null) => {
      const { version } = (await admin.get(`/api/records/area/${of('Asia').id}`)).json as { version: number };
      await admin.send('PATCH', `/api/records/area/${of('Asia').id}`, { parent }, { 'If-Match': `"${version}"` });
    };
    await put(of('Sweden').id);
    await page.getByRole('button', { name: 'Actions of Asia' }).click();
    await page.getByRole('menuitem', { name: 'South' }).click();
    await page.getByRole('radio', { name: /Theirs, Sweden$/ }).check();
    await page.getByRole('radio', { name: /Mine, South$/ }).waitFor();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await line(page, 'Asia').waitFor({ state: 'detached' });
    expect(await parentOf('Asia')).to.equal('Sweden');
    await put(null);
    expect(browser.problems(/409|events/)).to.deep.equal([]);
  });

  it('shows what fits a filter without branches', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'contains', value: 'Swed' }));
    const page = await open({}, `${tree}&filter=${filter}`);
    await page.getByText('Records that fit the filter, without their branches.').waitFor();
    expect(await names(page)).to.deep.equal(['Sweden']);
    done();
  });

  it('offers no move to whoever may not write, and says why', async () => {
    await live.addUser({ login: 'reader.tree', roles: ['salesperson'] });
    const page = await open({}, tree, await live.signIn('reader.tree'));
    await page.getByRole('button', { name: 'Actions of Asia' }).click();
    const item = page.getByRole('menuitem', { name: /^Europe/ });
    expect(await item.getAttribute('aria-disabled')).to.equal('true');
    await item.getByText('Your role may read these records but not change them.').waitFor();
    done();
  });

  it('opens branches by touch on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    await line(page, 'Europe').locator('.twist').tap();
    await line(page, 'North').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    done();
  });
});
