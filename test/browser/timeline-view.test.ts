/** A list as bars on an axis of time, as a person works with it: by mouse, by keys and by finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, addMonths, startOfGrain } from '../../metadata/time.js';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { changed, settledBox, withLivePages, type OpenOptions } from '../helper/live-page.js';

const timeline = '/list/campaign?view=campaign_timeline';

describe('browser/timeline-view', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let owner = '';
  /** The first of this month. */
  let month = '';
  /** Of the campaign `Spring`. */
  let spring = '';
  before(async () => {
    owner = (await pages.admin.get('/api/session')).json.user.id as string;
    month = startOfGrain(pages.live.site.system('test').evaluation.today(), 'month', 'UTC');
  });
  beforeEach(async () => {
    await pages.clear('campaign');
    const rows = [
      ['Spring', 'planned', month, addDays(month, 60)],
      ['Autumn', 'running', addMonths(month, -1), addDays(month, 20)],
      ['Far away', 'planned', addMonths(month, 30), addMonths(month, 31)],
      ['Some day', 'planned', null, null],
    ].map(([name, stage, starts_on, ends_on]) => ({ body: { name, stage, starts_on, ends_on, owner } }));
    const made = await writeMany(pages.live.site.system('test'), 'campaign', rows as never);
    expect(made.failed).to.deep.equal([]);
    spring = String(made.ids[0]);
  });

  const piece = (page: Page, name: string) => page.locator('tr-timeline-mode .piece').and(page.getByRole('button', { name: new RegExp(`^${name}, `) })); // prettier-ignore
  const open = async (options: OpenOptions = {}, path = timeline): Promise<Page> => {
    const page = await pages.open(path, options);
    await page.locator('tr-timeline-mode .piece').first().waitFor();
    return page;
  };
  const springDates = async () => {
    const row = await pages.stored('campaign', spring);
    return [row['starts_on'], row['ends_on']] as readonly [string, string];
  };
  /** What is done is told of before the bars are fetched again: then all stands still. */
  const told = async (page: Page, words: string) => {
    await page.getByText(words).first().waitFor();
    await page.locator('tr-timeline-mode .chart[aria-busy="false"]').waitFor();
  };

  it('fetches what is on the axis, in lanes, names what has no date, and shows a record beside it', async () => {
    const asked: string[] = [];
    const page = await pages.open(timeline, {
      first: (each) => each.on('request', (request) => asked.push(decodeURIComponent(request.url()))),
    });
    await piece(page, 'Spring').waitFor();
    const rows = asked.filter((url) => url.includes('/records/campaign?'));
    expect(rows).not.to.deep.equal([]);
    for (const url of rows) expect(url).to.contain('"field":"starts_on","op":"lte"');
    expect(await piece(page, 'Far away').count()).to.equal(0);
    await page.locator('.lines .today').waitFor({ state: 'attached' });
    expect(await page.locator('tr-timeline-mode .lane').count()).to.equal(2);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: '1 without a date' }).click();
    await page.getByRole('menuitem', { name: 'Some day' }).click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Some day' }).waitFor();
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
    await page.goto(`${pages.live.address}${timeline}&at=week:1990-01-01`);
    await page.getByText('Nothing between').waitFor();
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await piece(page, 'Spring').waitFor();
  });

  it('moves by arrows, pulls the end by Shift, sends several steps as one change and takes it back', async () => {
    // The keys come within one pause, however slow the machine: the clock of the page stands meanwhile.
    const page = await open({ first: (each) => each.clock.install() });
    const sent: unknown[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.postDataJSON()));
    await piece(page, 'Spring').focus();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await changed(page, () => page.clock.resume());
    const dates = [addMonths(month, 2), addMonths(addDays(addMonths(month, 2), 60), 1)];
    expect(sent).to.deep.equal([{ starts_on: dates[0], ends_on: dates[1] }]);
    expect(await springDates()).to.deep.equal(dates);
    await told(page, '“Spring” is now');
    await changed(page, () => page.getByRole('button', { name: 'Undo' }).click());
    expect(await springDates()).to.deep.equal([month, addDays(month, 60)]);
    await told(page, 'Change taken back');
    await piece(page, 'Spring').focus();
    await page.keyboard.press('End');
    await piece(page, 'Autumn').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Autumn' }).waitFor();
  });

  it('writes the days that a bar, or its end, is dragged by', async () => {
    const page = await open();
    const drag = async (x: number, y: number, by: number) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by, y, { steps: 5 });
      await changed(page, () => page.mouse.up());
    };
    const box = await settledBox(piece(page, 'Spring'));
    await drag(box.x + 20, box.y + 12, 120);
    const [start, end] = await springDates();
    expect(start > addDays(month, 20) && start < addDays(month, 70)).to.equal(true);
    expect(end).to.equal(addDays(start, 60));
    await told(page, '“Spring” is now');
    const next = await settledBox(piece(page, 'Spring'));
    await drag(next.x + next.width - 1, next.y + 12, 60);
    const [same, later] = await springDates();
    expect([same, later > end]).to.deep.equal([start, true]);
  });

  it('puts a refused bar back and says why', async () => {
    pages.expectProblems(/422/);
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
  });

  it('says that the records could not be fetched, and tries again', async () => {
    pages.expectProblems(/500/);
    const page = await pages.open(timeline, {
      first: (each) =>
        each.route('**/api/records/campaign?*', (route) =>
          route.fulfill({ status: 500, json: { error: { code: 'INTERNAL', message: 'Oh.', requestId: 'r' } } }),
        ),
    });
    const again = page.getByRole('button', { name: 'Try again' }).first();
    await again.waitFor();
    await page.unroute('**/api/records/campaign?*');
    await again.click();
    await piece(page, 'Spring').waitFor();
  });

  it('is read only for whoever may not write the dates', async () => {
    await pages.live.addUser({ login: 'reader.timeline', roles: ['sales_manager'] });
    const page = await open({ as: await pages.live.signIn('reader.timeline') });
    await page.getByText('Bars cannot be moved. Your role may read these records but not change them.').waitFor();
    await piece(page, 'Spring').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Your role may read these records but not change them.', { exact: true }).first().waitFor();
    expect((await springDates())[0]).to.equal(month);
  });

  it('has a row for each record where no lanes are asked for, with other words on its bars', async () => {
    const look = { columns: [{ path: 'name' }], mode: 'timeline', options: { from: 'starts_on', to: 'ends_on', label: 'stage', show: 'quarter' } }; // prettier-ignore
    const body = { entity: 'campaign', name: 'Rows', scope: 'personal', look };
    const { id } = (await pages.admin.post('/api/views', body)).json as { id: string };
    const page = await open({}, `/list/campaign?view=${id}`);
    await page.getByRole('listitem').filter({ hasText: 'Autumn' }).getByText('Running').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Spring', exact: true }).click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Spring' }).waitFor();
  });

  it('moves by the menu of a bar on a desk, with the mouse alone', async () => {
    const page = await open();
    await piece(page, 'Spring').click({ button: 'right' });
    await changed(page, () => page.getByRole('menuitem', { name: 'Later by one unit' }).click());
    expect((await springDates())[0]).to.equal(addMonths(month, 1));
  });

  it('moves by a menu on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    expect(await axeFindings(page)).to.deep.equal([]);
    await piece(page, 'Spring').tap();
    await changed(page, () => page.getByRole('menuitem', { name: 'Later by one unit' }).tap());
    expect((await springDates())[0]).to.equal(addMonths(month, 1));
  });
});
