import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, addMonths, startOfGrain } from '../../metadata/time.js';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const timeline = '/list/campaign?view=campaign_timeline';

describe('browser/timeline-view', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  let owner = '';
  /** The first of this month. */
  let month = '';
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    owner = (await admin.get('/api/session')).json.user.id as string;
    month = startOfGrain(live.site.system('test').evaluation.today(), 'month', 'UTC');
  });
  beforeEach(async () => {
    const held = (await admin.get('/api/records/campaign?limit=200')).json.rows as { id: string; version: number }[];
    for (const { id, version } of held) {
      await admin.send('DELETE', `/api/records/campaign/${id}`, undefined, { 'If-Match': `"${version}"` });
    }
    const rows = [
      ['Spring', 'planned', month, addDays(month, 60)],
      ['Autumn', 'running', addMonths(month, -1), addDays(month, 20)],
      ['Far away', 'planned', addMonths(month, 30), addMonths(month, 31)],
      ['Some day', 'planned', null, null],
    ].map(([name, stage, starts_on, ends_on]) => ({ body: { name, stage, starts_on, ends_on, owner } }));
    const made = await writeMany(live.site.system('test'), 'campaign', rows as never);
    expect(made.failed).to.deep.equal([]);
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const piece = (page: Page, name: string) => page.locator('tr-timeline-mode .piece').and(page.getByRole('button', { name: new RegExp(`^${name}, `) })); // prettier-ignore
  const open = async (options = {}, client = admin, path = timeline): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, client);
    await page.goto(live.address + path);
    await page.locator('tr-timeline-mode .piece').first().waitFor();
    return page;
  };
  const datesOf = async (name: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
    const [row] = (await admin.get(`/api/records/campaign?fields=starts_on,ends_on&filter=${filter}`)).json.rows;
    return [row.starts_on, row.ends_on] as readonly [string, string];
  };
  const saved = (page: Page) =>
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.status() === 200);
  const done = (expected?: RegExp) => expect(browser.problems(expected)).to.deep.equal([]);

  it('fetches what is on the axis, in lanes, names what has no date, and shows a record beside it', async () => {
    const page = await browser.page();
    await signInByCookie(page, live.address, admin);
    const asked = page.waitForRequest((request) => request.url().includes('/records/campaign?'));
    await page.goto(live.address + timeline);
    expect(decodeURIComponent((await asked).url())).to.contain('"field":"starts_on","op":"lte"');
    await piece(page, 'Spring').waitFor();
    expect(await piece(page, 'Far away').count()).to.equal(0);
    await page.locator('.lines .today').waitFor({ state: 'attached' });
    expect(await page.locator('tr-timeline-mode .lane').count()).to.equal(2);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: '1 without a date' }).click();
    await page.getByRole('menuitem', { name: 'Some day' }).click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Some day' }).waitFor();
    done();
  });

  it('goes to other times and units by the address, and Back returns', async () => {
    const page = await open();
    const title = page.locator('tr-timeline-mode h2');
    const first = await title.innerText();
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await title.filter({ hasNotText: first }).waitFor();
    const second = await title.innerText();
    await page.getByRole('button', { name: 'Quarter', exact: true }).click();
    await page.waitForURL(/at=quarter%3A/);
    await title.filter({ hasNotText: second }).waitFor();
    await page.goBack();
    await title.filter({ hasText: second }).waitFor();
    await page.goBack();
    await title.filter({ hasText: first }).waitFor();
    await page.goto(`${live.address}${timeline}&at=week:1990-01-01`);
    await page.getByText('Nothing between').waitFor();
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await piece(page, 'Spring').waitFor();
    done();
  });

  it('moves by arrows, pulls the end by Shift, sends several steps as one change and takes it back', async () => {
    const page = await open();
    await piece(page, 'Spring').focus();
    const sent = saved(page);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await sent;
    const start = addMonths(month, 2);
    expect(await datesOf('Spring')).to.deep.equal([start, addMonths(addDays(start, 60), 1)]);
    const back = saved(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await back;
    expect(await datesOf('Spring')).to.deep.equal([month, addDays(month, 60)]);
    await piece(page, 'Spring').focus();
    await page.keyboard.press('End');
    const focused = () => page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label');
    }); // prettier-ignore
    expect(await focused()).to.match(/^Autumn, /);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Autumn' }).waitFor();
    done();
  });

  it('writes the days that a bar, or its end, is dragged by', async () => {
    const page = await open();
    const drag = async (x: number, y: number, by: number) => {
      const sent = saved(page);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by, y, { steps: 5 });
      await page.mouse.up();
      await sent;
    };
    const box = (await piece(page, 'Spring').boundingBox())!;
    await drag(box.x + 20, box.y + 12, 120);
    const [start, end] = await datesOf('Spring');
    expect(start > addDays(month, 20) && start < addDays(month, 70)).to.equal(true);
    expect(end).to.equal(addDays(start, 60));
    const next = (await piece(page, 'Spring').boundingBox())!;
    await drag(next.x + next.width - 1, next.y + 12, 60);
    const [same, later] = await datesOf('Spring');
    expect([same, later > end]).to.deep.equal([start, true]);
    done();
  });

  it('puts a refused bar back and says why', async () => {
    const page = await open();
    await page.route('**/api/records/campaign/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 422,
            json: { error: { code: 'INVALID', message: 'No.', details: [{ path: '/starts_on', code: 'RULE', message: 'Ask Bo first.' }], requestId: 'r' } },
          })
        : route.continue(),
    ); // prettier-ignore
    const before = await piece(page, 'Autumn').getAttribute('aria-label');
    await piece(page, 'Autumn').focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('“Autumn” stays where it was: Ask Bo first.').first().waitFor();
    await page.getByRole('button', { name: before!, exact: true }).waitFor();
    done(/422/);
  });

  it('says that the records could not be fetched, and tries again', async () => {
    const page = await browser.page();
    await signInByCookie(page, live.address, admin);
    await page.route('**/api/records/campaign?*', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'INTERNAL', message: 'Oh.', requestId: 'r' } } }),
    );
    await page.goto(live.address + timeline);
    const again = page.getByRole('button', { name: 'Try again' }).first();
    await again.waitFor();
    await page.unroute('**/api/records/campaign?*');
    await again.click();
    await piece(page, 'Spring').waitFor();
    done(/500/);
  });

  it('is read only for whoever may not write the dates', async () => {
    await live.addUser({ login: 'reader.timeline', roles: ['sales_manager'] });
    const page = await open({}, await live.signIn('reader.timeline'));
    await page.getByText('Bars cannot be moved. Your role may read these records but not change them.').waitFor();
    await piece(page, 'Spring').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Your role may read these records but not change them.', { exact: true }).first().waitFor();
    expect((await datesOf('Spring'))[0]).to.equal(month);
    done();
  });

  it('has a row for each record where no lanes are asked for, with other words on its bars', async () => {
    const look = { columns: [{ path: 'name' }], mode: 'timeline', options: { from: 'starts_on', to: 'ends_on', label: 'stage', show: 'quarter' } }; // prettier-ignore
    const body = { entity: 'campaign', name: 'Rows', scope: 'personal', look };
    const { id } = (await admin.post('/api/views', body)).json as { id: string };
    const page = await open({}, admin, `/list/campaign?view=${id}`);
    await page.getByRole('listitem').filter({ hasText: 'Autumn' }).getByText('Running').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Spring', exact: true }).click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Spring' }).waitFor();
    done();
  });

  it('moves by a menu on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    expect(await axeFindings(page)).to.deep.equal([]);
    await piece(page, 'Spring').tap();
    const sent = saved(page);
    await page.getByRole('menuitem', { name: 'Later by one unit' }).tap();
    await sent;
    expect((await datesOf('Spring'))[0]).to.equal(addMonths(month, 1));
    done();
  });
});
