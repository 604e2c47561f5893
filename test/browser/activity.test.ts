/** Comments, people, tasks, notices and the trash as persons use them, on the whole product. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { activityPackage } from '../helper/activity-package.js';
import { axeFindings } from '../helper/browser.js';
import { draftKept } from '../helper/drafts.js';
import type { Browser } from '../helper/http.js';
import { changed, withLivePages, type OpenOptions } from '../helper/live-page.js';
import { hasCount, hasFocus, holds } from '../helper/page-signs.js';

describe('browser/activity', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [activityPackage()] });
  let ann: Browser;
  let lea: Browser;
  before(async () => {
    const { live } = pages;
    await live.addUser({ login: 'ann', roles: ['act_agent'], name: 'Ann Ortega' });
    await live.addUser({ login: 'ben', roles: ['act_agent'], name: 'Ben Weber' });
    await live.addUser({ login: 'lea', roles: ['act_lead'], name: 'Lea Chen' });
    [ann, lea] = await Promise.all([live.signIn('ann'), live.signIn('lea')]);
  });

  const ticket = async (title: string, more: object = {}) => {
    const { status, json, text } = await ann.post('/api/records/act_ticket', { title, place: 'Hall', ...more });
    expect(status, text).to.equal(201);
    return { id: json.id as string, path: `/record/act_ticket/${json.id}`, api: `/api/records/act_ticket/${json.id}` };
  };
  const say = async (api: string, text: string): Promise<string> => {
    const { status, json, text: answer } = await ann.post(`${api}/comments`, { text });
    expect(status, answer).to.equal(201);
    return json.id as string;
  };
  /** Opens a ticket and waits until the page hears what others do. */
  const openTicket = async (as: Browser, path: string, options: OpenOptions = {}): Promise<Page> => {
    let hears: Promise<unknown> | undefined;
    const page = await pages.open(path, {
      as,
      ...options,
      first: (each) => {
        hears = each.waitForResponse('**/api/events');
        return options.first?.(each);
      },
    });
    await hears;
    await page.getByLabel('Place', { exact: true }).waitFor();
    return page;
  };
  const write = (page: Page) => page.locator('.write').getByRole('textbox', { name: 'Write a comment' });
  /** What the page asks for by itself every ten seconds is left out: it learns of others by events alone. */
  const withoutBeats = (page: Page): Promise<unknown> =>
    page.addInitScript(() => {
      const every = window.setInterval.bind(window) as (work: TimerHandler, ms?: number) => number;
      window.setInterval = ((work: TimerHandler, ms?: number) => (ms === 10_000 ? 0 : every(work, ms))) as never;
    });
  const clean = async (page: Page) => expect(await axeFindings(page)).to.deep.equal([]);

  it('mentions by keyboard alone, greys who may not see the record, and shows the comment to others at once', async () => {
    const { path } = await ticket('Lamp');
    const other = await openTicket(lea, path);
    const field = other.getByLabel('Place', { exact: true });
    await field.focus();
    await other.keyboard.press('Home');
    await other.keyboard.press('ArrowRight');

    const page = await openTicket(ann, path);
    await write(page).focus();
    await page.keyboard.type('Look @we');
    const option = page.getByRole('option', { name: /Ben Weber/ });
    await option.waitFor();
    expect(await option.getAttribute('aria-disabled')).to.equal('true');
    expect(await option.textContent()).to.contain('may not see this record');
    await clean(page);
    await page.keyboard.press('Enter');
    expect(await write(page).inputValue()).to.equal('Look @we');
    for (let key = 0; key < 2; key += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('lea');
    await page.getByRole('option', { name: /Lea Chen/ }).waitFor();
    await hasCount(page.getByRole('option'), 1);
    await page.keyboard.press('Enter');
    await holds(write(page), 'Look @Lea Chen ');
    await page.keyboard.type('**here**');
    await page.keyboard.press('Control+Enter');
    await page.locator('.card strong', { hasText: 'here' }).waitFor();
    await page.locator('.follow[aria-pressed="true"]').waitFor();
    await holds(write(page), '');
    expect(page.url()).to.contain(path);

    await other.locator('.card .mention.me', { hasText: '@Lea Chen' }).waitFor();
    await other.keyboard.type('X');
    await holds(field, 'HXall');
  });

  it('answers, changes and deletes one’s own, and shows what was said before', async () => {
    const { path } = await ticket('Edits');
    const page = await openTicket(ann, path);
    await write(page).fill('First');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.card', { hasText: 'First' }).waitFor();
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('textbox', { name: 'Write an answer' }).fill('Reply');
    await page.keyboard.press('Control+Enter');
    await page.locator('.replies .card', { hasText: 'Reply' }).waitFor();
    await page.getByRole('button', { name: /More for the comment “First”/ }).click();
    await page.getByRole('menuitem', { name: 'Change the comment' }).click();
    await page.getByRole('textbox', { name: 'Change the comment' }).fill('Second');
    await page.keyboard.press('Control+Enter');
    await page.locator('.card', { hasText: 'Second' }).waitFor();
    await page.getByRole('button', { name: 'changed', exact: true }).click();
    const earlier = page.getByRole('dialog', { name: 'Earlier texts' });
    await earlier.waitFor();
    await page.locator('.earlier p', { hasText: 'First' }).waitFor();
    await clean(page);
    await page.keyboard.press('Escape');
    await earlier.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /More for the comment “Second”/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog', { name: 'Delete this comment?' }).waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('This comment was deleted.').waitFor();
    await page.locator('.replies .card', { hasText: 'Reply' }).waitFor();
    await page.getByRole('button', { name: 'Changes', exact: true }).click();
    await page.getByText('This comment was deleted.').waitFor({ state: 'detached' });
    await page.locator('tr-timeline').getByText('created the record').waitFor();
  });

  it('finds a half-written comment again after the tab was killed', async () => {
    const { path } = await ticket('Killed');
    const page = await openTicket(ann, path);
    await write(page).fill('Half a sent');
    await draftKept(page, / comment$/);
    const other = await pages.browser.sibling(page);
    await page.close({ runBeforeUnload: false });
    await other.goto(pages.live.address + path);
    await other.getByLabel('Place', { exact: true }).waitFor();
    await holds(write(other), 'Half a sent');
  });

  it('follows, is told at once, goes to the place, and marks as read', async () => {
    const { path, api } = await ticket('Followed');
    const page = await openTicket(lea, path);
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.locator('[aria-pressed="true"].follow').waitFor();
    await lea.post('/api/notices/read', {});
    await page.getByRole('button', { name: 'Notices', exact: true }).waitFor();
    const comment = await say(api, 'News for **all**');
    await page.getByRole('button', { name: 'Notices, 1 unread' }).waitFor();
    await page.goto(`${pages.live.address}/list/act_ticket`);
    await page.getByRole('button', { name: 'Notices, 1 unread' }).click();
    const notice = page.getByRole('link', { name: /Ann Ortega commented on Followed.*News for all/ });
    await notice.waitFor();
    await clean(page);
    await notice.click();
    await page.waitForURL(new RegExp(`${path}\\?comment=${comment}`));
    await page.locator('.said.called', { hasText: 'News for' }).waitFor();
    await page.getByRole('button', { name: 'Notices', exact: true }).waitFor();
    expect((await lea.get('/api/notices/count')).json).to.deep.equal({ unread: 0 });
  });

  it('keeps what one wants to be told of, on a phone too', async () => {
    const page = await pages.open('/list/act_ticket', { as: lea, width: 390, height: 844, touch: true });
    const kept = async (act: () => Promise<void>): Promise<void> => {
      const answered = page.waitForResponse(
        (answer) => answer.url().endsWith('/api/notices/settings') && answer.request().method() === 'PUT',
      );
      await act();
      expect((await answered).ok()).to.equal(true);
    };
    await page.getByRole('button', { name: 'More' }).tap();
    await page.getByRole('menuitem', { name: /^Notices/ }).tap();
    const box = page.getByRole('checkbox', { name: 'a record I follow is changed' });
    await kept(() => box.tap());
    await kept(() => page.getByRole('checkbox', { name: 'Do not disturb me at certain times' }).tap());
    await page.getByLabel('From').waitFor();
    await clean(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
    await page.reload();
    await page.getByLabel('From').waitFor();
    expect(await box.isChecked()).to.equal(false);
    expect((await lea.get('/api/notices/settings')).json).to.deep.equal({
      kinds: { changed: false },
      quiet: { from: '19:00', to: '07:00' },
    });
    await lea.send('PUT', '/api/notices/settings', {});
  });

  it('adds tasks by their subject, checks them off, and marks what is late', async () => {
    const { id, path } = await ticket('Tasks');
    const late = await ann.post('/api/records/act_task', { subject: 'Long ago', due: '2020-01-01', ticket: id });
    expect(late.status, late.text).to.equal(201);
    const page = await openTicket(ann, path);
    await page.locator('tr-activities .tag.red', { hasText: /days late/ }).waitFor();
    await page.getByRole('button', { name: 'Task', exact: true }).click();
    await hasFocus(page.locator('tr-activities input.new'));
    for (const subject of ['Call', 'Write']) {
      await page.keyboard.type(subject);
      await page.keyboard.press('Enter');
      await page.getByRole('checkbox', { name: `Done: ${subject}` }).waitFor();
    }
    await page.keyboard.press('Escape');
    await changed(page, () => page.getByRole('checkbox', { name: 'Done: Call' }).check());
    await page.locator('tr-activities li.done', { hasText: 'Call' }).waitFor();
    await clean(page);
    const filter = encodeURIComponent(JSON.stringify({ field: 'ticket', op: 'eq', value: id }));
    const { rows } = (await ann.get(`/api/records/act_task?filter=${filter}&fields=subject,done`)).json;
    const stored = (rows as { subject: string; done: boolean | null }[]).map((row) => [row.subject, row.done === true]);
    expect(stored).to.have.deep.members([['Long ago', false], ['Call', true], ['Write', false]]); // prettier-ignore
  });

  it('says at once who else looks and who edits', async () => {
    const { path } = await ticket('Together');
    const page = await openTicket(ann, path, { first: withoutBeats });
    const other = await openTicket(lea, path);
    await page.locator('.others', { hasText: 'Lea Chen is viewing' }).waitFor();
    await other.getByLabel('Place', { exact: true }).fill('Cellar');
    await page.locator('.others', { hasText: 'Lea Chen is editing' }).waitFor();
    await clean(page);
    await other.close({ runBeforeUnload: false });
    await page.locator('.others').waitFor({ state: 'detached' });
  });

  it('brings back many from the trash, and takes out for good after the number was typed', async () => {
    const made = [];
    for (const name of ['Gone A', 'Gone B', 'Gone C']) made.push(await ticket(name, { parts: [{ name: 'p' }] }));
    for (const { api } of made) await ann.send('DELETE', api, undefined, { 'If-Match': '"1"' });
    const page = await pages.open('/list/act_ticket', { as: lea });
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('heading', { name: 'Deleted tickets' }).waitFor();
    await page.getByRole('row', { name: /Gone A.*Ann Ortega/ }).waitFor();
    await clean(page);
    for (const name of ['Gone A', 'Gone B']) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
    await page.getByRole('button', { name: 'Bring back', exact: true }).first().click();
    await page.locator('tr-toasts').getByText('2 records restored').waitFor();
    await page.locator('tr-toasts').getByRole('button', { name: 'Close' }).click();
    for (const { api } of made.slice(0, 2)) expect((await ann.get(`${api}?fields=parts`)).json.parts).to.have.length(1);
    await page.getByRole('checkbox', { name: /Gone C/ }).check();
    await page.getByRole('button', { name: 'Delete for good' }).first().click();
    await page.getByRole('dialog', { name: 'Delete 2 records for good?' }).waitFor();
    await clean(page);
    const sure = page.locator('tr-dialog').getByRole('button', { name: 'Delete for good' });
    const number = page.getByLabel('Type 2 to confirm');
    await number.fill('1');
    expect(await sure.isDisabled()).to.equal(true);
    await number.fill('2');
    await sure.click();
    await page.locator('tr-toasts').getByText('2 records were deleted for good').waitFor();
    expect((await lea.post(`${made[2]!.api}/restore`)).status).to.equal(404);
  });

  it('shows the timeline as a tab on a phone, with the box at its foot', async () => {
    const { path, api } = await ticket('Phone');
    await say(api, 'Here already');
    const page = await openTicket(ann, path, { width: 390, height: 844, touch: true });
    await page.getByRole('tab', { name: 'Timeline' }).tap();
    await page.locator('.card', { hasText: 'Here already' }).waitFor();
    await write(page).fill('From the train');
    await page.getByRole('button', { name: 'Send' }).tap();
    await page.locator('.card', { hasText: 'From the train' }).waitFor();
    await clean(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
  });
});
