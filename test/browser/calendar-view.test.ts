/** A list as a calendar, as a person works with it: by mouse, by keys and by finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, startOfGrain } from '../../metadata/time.js';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { changed, settledBox, withLivePages, withoutNews, type OpenOptions } from '../helper/live-page.js';

const calendar = '/list/task?view=task_calendar';

describe('browser/calendar-view', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let owner = '';
  /** Of the task `Call`. */
  let call = '';
  /** The Monday of the second week that the month shows, and the Tuesday after it. */
  let monday = '';
  let tuesday = '';
  before(async () => {
    owner = (await pages.admin.get('/api/session')).json.user.id as string;
    const today = pages.live.site.system('test').evaluation.today();
    monday = addDays(startOfGrain(startOfGrain(today, 'month', 'UTC'), 'week', 'UTC'), 7);
    tuesday = addDays(monday, 1);
  });
  beforeEach(async () => {
    await pages.clear('task');
    [call = ''] = await add([['Call', monday], ['Far away', addDays(monday, 200)]]); // prettier-ignore
  });

  const add = async (tasks: readonly (readonly [string, string])[]) => {
    const rows = tasks.map(([subject, due_on]) => ({ body: { subject, due_on, owner, priority: 'high' } }));
    const made = await writeMany(pages.live.site.system('test'), 'task', rows);
    expect(made.failed).to.deep.equal([]);
    return made.ids.map(String);
  };
  const open = async (options: OpenOptions = {}): Promise<Page> => {
    const page = await pages.open(calendar, options);
    await page.locator('tr-calendar td:has(.tag)').first().waitFor();
    return page;
  };
  const day = (page: Page, date: string) => page.locator(`tr-calendar td[data-day="${date}"]`);
  const entry = (page: Page, date: string, name: string) => day(page, date).locator('.entry').filter({ hasText: name });
  const callDay = async () => (await pages.stored('task', call))['due_on'];
  /** A move is told of before the days are fetched again: then all stands still. */
  const moved = async (page: Page) => {
    await page.getByText('“Call” moved to').first().waitFor();
    await page.locator('tr-calendar table[aria-busy="false"]').waitFor();
  };

  it('fetches the days shown and no others, and shows an entry beside the list', async () => {
    const asked: string[] = [];
    const page = await pages.open(calendar, {
      first: (each) => each.on('request', (request) => asked.push(decodeURIComponent(request.url()))),
    });
    await entry(page, monday, 'Call').waitFor();
    const rows = asked.filter((url) => url.includes('/records/task?'));
    expect(rows).not.to.deep.equal([]);
    for (const url of rows) expect(url).to.contain('"field":"due_on","op":"lte"');
    expect(await page.getByText('Far away').count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    await entry(page, monday, 'Call').click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Call' }).waitFor();
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
    await page.locator('tr-calendar table[aria-busy="false"]').waitFor();
    expect(await title.innerText()).to.equal(second);
  });

  it('asks when somebody else moved the entry meanwhile', async () => {
    pages.expectProblems(/409|events/);
    const page = await open({ first: withoutNews });
    const there = addDays(monday, 3);
    await pages.change('task', call, { due_on: there });
    await entry(page, monday, 'Call').focus();
    await page.keyboard.press('Control+ArrowRight');
    const dialog = page.getByRole('dialog', { name: 'Someone else saved in the meantime' });
    await dialog.waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Somebody else changed this').first().waitFor();
    await entry(page, there, 'Call').waitFor();
    await entry(page, there, 'Call').focus();
    expect(await callDay()).to.equal(there);
  });

  it('writes the day that an entry is dragged to, and takes it back', async () => {
    const page = await open();
    const from = await settledBox(entry(page, monday, 'Call'));
    const to = await settledBox(day(page, tuesday));
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y + 60, { steps: 6 });
    await page.locator('td.over').waitFor();
    await changed(page, () => page.mouse.up());
    await entry(page, tuesday, 'Call').waitFor();
    expect(await callDay()).to.equal(tuesday);
    await moved(page);
    await changed(page, () => page.getByRole('button', { name: 'Undo' }).click());
    await entry(page, monday, 'Call').waitFor();
    expect(await callDay()).to.equal(monday);
  });

  it('moves by keys alone: to the day, into it, Ctrl and an arrow', async () => {
    const page = await open();
    const focused = page.locator(':focus');
    const stop = page.locator('tr-calendar td[tabindex="0"]');
    await stop.focus();
    const start = (await stop.getAttribute('data-day'))!;
    // From the first day of a month the day before is in another month.
    const isForward = start === monday || start.endsWith('-01');
    const target = addDays(start, isForward ? 1 : -1);
    await page.keyboard.press(isForward ? 'ArrowRight' : 'ArrowLeft');
    await day(page, target).and(stop).and(focused).waitFor();
    await day(page, monday).focus();
    await page.keyboard.press('Enter');
    await entry(page, monday, 'Call').and(focused).waitFor();
    await changed(page, () => page.keyboard.press('Control+ArrowDown'));
    await moved(page);
    await entry(page, addDays(monday, 7), 'Call').and(focused).waitFor();
    expect(await callDay()).to.equal(addDays(monday, 7));
    await page.keyboard.press('Escape');
    await day(page, addDays(monday, 7)).and(focused).waitFor();
  });

  it('puts a refused entry back and says why', async () => {
    pages.expectProblems(/ERR_FAILED/);
    const page = await open();
    await page.route('**/api/records/task/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await entry(page, monday, 'Call').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByText('“Call” stays on its day:').first().waitFor();
    await entry(page, monday, 'Call').waitFor();
    expect(await callDay()).to.equal(monday);
  });

  it('moves by the menu of an entry on a desk, with the mouse alone', async () => {
    const page = await open();
    for (const [item, from, to] of [['A day later', monday, tuesday], ['A day earlier', tuesday, monday]] as const) {
      await entry(page, from, 'Call').click({ button: 'right' });
      await changed(page, () => page.getByRole('menuitem', { name: item }).click());
      await entry(page, to, 'Call').waitFor();
      await moved(page);
      expect(await callDay()).to.equal(to);
    }
  }); // prettier-ignore

  it('says how many more a day holds, and lists them', async () => {
    await add(['One', 'Two', 'Three', 'Four'].map((name) => [name, tuesday] as const));
    const page = await open();
    await day(page, tuesday).getByRole('button', { name: '2 more' }).click();
    await page.getByRole('menuitem', { name: 'Four' }).click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'Four' }).waitFor();
  });

  it('makes a record on free space of a day, by Enter on it, and by Shift+Enter beside others', async () => {
    const page = await open();
    const dialog = page.locator('tr-quick-create').getByRole('dialog');
    const make = async (subject: string, act: () => Promise<void>, due: string) => {
      await act();
      await dialog.waitFor();
      await page.getByRole('textbox', { name: 'Subject' }).fill(subject);
      const answered = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().includes('/records/task')); // prettier-ignore
      await page.keyboard.press('Control+Enter');
      await answered;
      await dialog.waitFor({ state: 'hidden' });
      await entry(page, due, subject).waitFor();
    };
    await make('By mouse', () => day(page, tuesday).click({ position: { x: 60, y: 80 } }), tuesday);
    const empty = addDays(tuesday, 1);
    await day(page, empty).focus();
    await make('By Enter', () => page.keyboard.press('Enter'), empty);
    await day(page, empty).focus();
    await make('Beside it', () => page.keyboard.press('Shift+Enter'), empty);
    // An entry is looked at, and nothing is made.
    await entry(page, empty, 'By Enter').click();
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'By Enter' }).waitFor();
    expect(await dialog.count()).to.equal(0);
  });

  it('shows one day, and goes on from day to day', async () => {
    const page = await open();
    await day(page, monday).focus();
    await page.getByRole('button', { name: 'Day', exact: true }).click();
    await page.locator('table.day').waitFor();
    await page.waitForURL(/at=day%3A/);
    const shown = page.locator('tr-calendar td');
    expect(await shown.count()).to.equal(1);
    const start = (await shown.getAttribute('data-day'))!;
    await shown.focus();
    await page.keyboard.press('ArrowRight');
    await day(page, addDays(start, 1)).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('PageUp');
    await day(page, start).and(page.locator(':focus')).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('lists the day on a phone, chooses another in the month and moves by a menu', async () => {
    const page = await pages.open(calendar, { width: 390, height: 844, touch: true });
    await page.locator('.list').waitFor();
    // The one day is named by the bar, and not again by its list.
    expect(await page.locator('tr-calendar').getByRole('heading').count()).to.equal(1);
    expect(await page.locator('tr-calendar table').isVisible()).to.equal(false);
    expect(await axeFindings(page)).to.deep.equal([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
    expect((await settledBox(page.getByRole('button', { name: 'Day', exact: true }))).x).to.be.below(340);
    await page.getByRole('button', { name: 'Month', exact: true }).tap();
    await page.locator('tr-calendar td:has(.tag)').first().waitFor();
    await day(page, monday).tap();
    await page.locator('.list').getByRole('link', { name: 'Call' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('.list').getByRole('button', { name: 'Move “Call”' }).tap();
    await changed(page, () => page.getByRole('menuitem', { name: 'A day later' }).tap());
    await page.locator('.list').getByRole('heading').filter({ hasText: String(Number(tuesday.slice(8))) }).waitFor(); // prettier-ignore
    expect(await callDay()).to.equal(tuesday);
  });
});
