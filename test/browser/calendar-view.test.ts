import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, startOfGrain } from '../../metadata/time.js';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const calendar = '/list/task?view=task_calendar';

describe('browser/calendar-view', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  let owner = '';
  /** The Monday of the second week that the month shows, and the Tuesday after it. */
  let monday = '';
  let tuesday = '';
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    owner = (await admin.get('/api/session')).json.user.id as string;
    const today = live.site.system('test').evaluation.today();
    monday = addDays(startOfGrain(startOfGrain(today, 'month', 'UTC'), 'week', 'UTC'), 7);
    tuesday = addDays(monday, 1);
  });
  beforeEach(async () => {
    const held = (await admin.get('/api/records/task?limit=200')).json.rows as { id: string; version: number }[];
    for (const { id, version } of held) {
      await admin.send('DELETE', `/api/records/task/${id}`, undefined, { 'If-Match': `"${version}"` });
    }
    await add([['Call', monday], ['Far away', addDays(monday, 200)]]); // prettier-ignore
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const add = async (tasks: readonly (readonly [string, string])[]) => {
    const rows = tasks.map(([subject, due_on]) => ({ body: { subject, due_on, owner, priority: 'high' } }));
    expect((await writeMany(live.site.system('test'), 'task', rows)).failed).to.deep.equal([]);
  };
  const open = async (options = {}, client = admin): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, client);
    await page.goto(live.address + calendar);
    await page.locator('tr-calendar td:has(.tag)').first().waitFor();
    return page;
  };
  const entry = (page: Page, day: string, name: string) =>
    page.locator(`tr-calendar td[data-day="${day}"] .entry`).filter({ hasText: name });
  const dayOf = async (name: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'subject', op: 'eq', value: name }));
    return (await admin.get(`/api/records/task?fields=due_on&filter=${filter}`)).json.rows[0].due_on as string;
  };
  const saved = (page: Page) =>
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.status() === 200);
  const done = (expected?: RegExp) => expect(browser.problems(expected)).to.deep.equal([]);

  it('fetches the days shown and no others, and shows an entry beside the list', async () => {
    const page = await browser.page();
    await signInByCookie(page, live.address, admin);
    const asked = page.waitForRequest((request) => request.url().includes('/records/task?'));
    await page.goto(live.address + calendar);
    expect(decodeURIComponent((await asked).url())).to.contain('"field":"due_on","op":"lte"');
    await entry(page, monday, 'Call').waitFor();
    expect(await page.getByText('Far away').count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    await entry(page, monday, 'Call').click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Call' }).waitFor();
    done();
  });

  it('goes to other months and to the week', async () => {
    const page = await open();
    const title = page.locator('tr-calendar h2');
    const first = await title.innerText();
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await title.filter({ hasNotText: first }).waitFor();
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await title.filter({ hasText: first }).waitFor();
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    await page.locator('table.week').waitFor();
    expect(await page.locator('tr-calendar td').count()).to.equal(7);
    expect(await axeFindings(page)).to.deep.equal([]);
    done();
  });

  it('keeps month, week and day in the address: Back goes to the month before, a record and back too', async () => {
    const page = await open();
    const title = page.locator('tr-calendar h2');
    const first = await title.innerText();
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await title.filter({ hasNotText: first }).waitFor();
    const second = await title.innerText();
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    await page.locator('table.week').waitFor();
    await page.waitForURL(/at=week%3A/);
    const week = await title.innerText();
    await page.reload();
    await title.filter({ hasText: week }).waitFor();
    await page.goBack();
    await title.filter({ hasText: second }).waitFor();
    await page.goBack();
    await title.filter({ hasText: first }).waitFor();
    await page.goForward();
    await title.filter({ hasText: second }).waitFor();
    // Other conditions leave the month as it is.
    await page.getByRole('searchbox').fill('Call');
    await page.waitForURL(/find=Call.*at=|at=.*find=Call/);
    expect(await title.innerText()).to.equal(second);
    done();
  });

  it('asks when somebody else moved the entry meanwhile', async () => {
    const page = await browser.page();
    await page.route('**/api/events*', (route) => route.fulfill({ status: 204, body: '' }));
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + calendar);
    await entry(page, monday, 'Call').waitFor();
    const [row] = (await admin.get('/api/records/task?fields=subject&filter=' + encodeURIComponent('{"field":"subject","op":"eq","value":"Call"}'))).json.rows as { id: string; version: number }[]; // prettier-ignore
    const there = addDays(monday, 3);
    await admin.send('PATCH', `/api/records/task/${row!.id}`, { due_on: there }, { 'If-Match': `"${row!.version}"` });
    await entry(page, monday, 'Call').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByRole('dialog', { name: 'Someone else saved in the meantime' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Somebody else changed this').first().waitFor();
    await entry(page, there, 'Call').waitFor();
    await entry(page, there, 'Call').focus();
    expect(await dayOf('Call')).to.equal(there);
    done(/409|events/);
  });

  it('writes the day that an entry is dragged to, and takes it back', async () => {
    const page = await open();
    const from = (await entry(page, monday, 'Call').boundingBox())!;
    const to = (await page.locator(`td[data-day="${tuesday}"]`).boundingBox())!;
    const sent = saved(page);
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y + 60, { steps: 6 });
    await page.locator('td.over').waitFor();
    await page.mouse.up();
    await sent;
    await entry(page, tuesday, 'Call').waitFor();
    expect(await dayOf('Call')).to.equal(tuesday);
    const back = saved(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await back;
    await entry(page, monday, 'Call').waitFor();
    expect(await dayOf('Call')).to.equal(monday);
    done();
  });

  it('moves by keys alone: to the day, into it, Ctrl and an arrow', async () => {
    const page = await open();
    await page.locator('tr-calendar td[tabindex="0"]').focus();
    const at = () =>
      page.evaluate(() => {
        let found = document.activeElement;
        while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
        return found instanceof HTMLElement ? { day: found.dataset['day'], id: found.dataset['id'] } : {};
      });
    const start = (await at()).day!;
    const target = addDays(start, start === monday ? 1 : -1);
    await page.keyboard.press(start === monday ? 'ArrowRight' : 'ArrowLeft');
    await page.locator(`td[data-day="${target}"][tabindex="0"]`).waitFor();
    await page.locator(`td[data-day="${monday}"]`).focus();
    await page.keyboard.press('Enter');
    expect((await at()).id).to.be.a('string');
    const sent = saved(page);
    await page.keyboard.press('Control+ArrowDown');
    await sent;
    await entry(page, addDays(monday, 7), 'Call').waitFor();
    expect(await dayOf('Call')).to.equal(addDays(monday, 7));
    await page.keyboard.press('Escape');
    expect((await at()).day).to.equal(addDays(monday, 7));
    done();
  });

  it('puts a refused entry back and says why', async () => {
    const page = await open();
    await page.route('**/api/records/task/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await entry(page, monday, 'Call').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByText('“Call” stays on its day:').first().waitFor();
    await entry(page, monday, 'Call').waitFor();
    expect(await dayOf('Call')).to.equal(monday);
    done(/ERR_FAILED/);
  });

  it('says how many more a day holds, and lists them', async () => {
    await add(['One', 'Two', 'Three', 'Four'].map((name) => [name, tuesday] as const));
    const page = await open();
    await page.locator(`td[data-day="${tuesday}"]`).getByRole('button', { name: '2 more' }).click();
    await page.getByRole('menuitem', { name: 'Four' }).click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Four' }).waitFor();
    done();
  });

  it('lists the chosen day on a phone and moves by a menu', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    await page.locator(`td[data-day="${monday}"]`).tap();
    await page.locator('.list').getByRole('link', { name: 'Call' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('.list').getByRole('button', { name: 'Move “Call”' }).tap();
    const sent = saved(page);
    await page.getByRole('menuitem', { name: 'A day later' }).tap();
    await sent;
    await page.locator('.list').getByRole('heading').filter({ hasText: String(Number(tuesday.slice(8))) }).waitFor(); // prettier-ignore
    expect(await dayOf('Call')).to.equal(tuesday);
    done();
  });
});
