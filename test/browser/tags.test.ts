/** Tags in the head of a record and in a list, as a person works with them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  axeFindings,
  launchBrowser,
  needsBrowser,
  signInByCookie,
  type PageOptions,
  type TestBrowser,
} from '../helper/browser.js';
import { deskPackage } from '../helper/desk-package.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

describe('browser/tags', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  const ids: string[] = [];

  before(async function () {
    this.timeout(120_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite({ packages: [deskPackage] }), launchBrowser()]);
    admin = await live.signIn('admin');
    for (const body of [
      { name: 'First', tags: ['vip', 'fair'] },
      { name: 'Second', tags: ['vip'] },
      { name: 'Third' },
    ]) {
      const answer = await admin.post('/api/records/desk_note', body);
      expect(answer.status, answer.text).to.equal(201);
      ids.push((answer.json as { id: string }).id);
    }
  });
  afterEach(() => browser?.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (path: string, options: PageOptions = {}): Promise<Page> => {
    const page = await browser.page(options);
    page.setDefaultTimeout(20_000);
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + path);
    return page;
  };
  const saved = (page: Page) => page.waitForFunction(() => !document.title.startsWith('•'));
  const stored = async (index: number) =>
    ((await admin.get(`/api/records/desk_note/${ids[index]}`)).json as { tags: string[] | null }).tags;

  it('adds and takes away words by keyboard, offers those in use, and saves them with the record', async () => {
    const page = await open(`/record/desk_note/${ids[2]}`);
    const head = page.locator('.tagline');
    const input = head.getByRole('combobox', { name: 'Tags' });
    await head.locator('input').focus();
    await head.locator('option[value="vip"]').waitFor({ state: 'attached' });
    const offered = await head.locator('option').evaluateAll((options) => options.map((each) => (each as HTMLOptionElement).value)); // prettier-ignore
    expect(offered).to.deep.equal(['vip', 'fair']);
    expect(await input.count()).to.equal(1);
    await page.keyboard.type('vip');
    await page.keyboard.press('Enter');
    await head.getByText('vip', { exact: true }).waitFor();
    await page.keyboard.type('new,');
    await head.getByText('new', { exact: true }).waitFor();
    await page.keyboard.press('Control+s');
    await saved(page);
    expect(await stored(2)).to.deep.equal(['new', 'vip']);
    await page.locator('tr-timeline .change').filter({ hasText: 'Tags' }).first().waitFor();
    await head.locator('input').focus();
    await page.keyboard.press('Backspace');
    await head.getByText('vip', { exact: true }).waitFor({ state: 'detached' });
    await head.getByRole('button', { name: 'Remove new' }).click();
    await page.keyboard.press('Control+s');
    await saved(page);
    expect(await stored(2)).to.equal(null);
    expect(browser.problems()).to.deep.equal([]);
  });

  it('shows them in the list, filters by them and changes them there', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'tags', op: 'in', value: ['fair'] }));
    const page = await open('/list/desk_note');
    const cell = page.locator('tr-list-grid .tags').filter({ hasText: 'fair' });
    await cell.waitFor();
    const found = (await admin.get(`/api/records/desk_note?fields=name&filter=${filter}`)).json as { rows: { name: string }[] }; // prettier-ignore
    expect(found.rows.map((row) => row.name)).to.deep.equal(['First']);
    await cell.dblclick();
    const box = page.locator('tr-list-grid tr-words-box input');
    await box.waitFor();
    await box.fill('later');
    await page.keyboard.press('Enter');
    const changed = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.keyboard.press('Enter');
    expect((await changed).status()).to.equal(200);
    await page.locator('tr-list-grid .tags').filter({ hasText: 'later' }).waitFor();
    expect(browser.problems()).to.deep.equal([]);
  });

  for (const options of [
    {},
    { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' },
  ] as PageOptions[]) {
    it(`has no axe finding at ${options.width ?? 1440} pixels`, async () => {
      const page = await open(`/record/desk_note/${ids[1]}`, options);
      await page.locator('.tagline').getByText('vip').waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      if (process.env['SHOTS'])
        await page.screenshot({ path: `${process.env['SHOTS']}/tags-${options.width ?? 1440}.png` });
      expect(browser.problems()).to.deep.equal([]);
    });
  }
});
