/** Rows of a sub-table with an order of their own, moved by keyboard, pointer and handle. */
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

describe('browser/row-order', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  let note: string;

  before(async function () {
    this.timeout(120_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite({ packages: [deskPackage] }), launchBrowser()]);
    admin = await live.signIn('admin');
  });
  beforeEach(async () => {
    const steps = ['One', 'Two', 'Three'].map((name) => ({ name }));
    const answer = await admin.post('/api/records/desk_note', { name: 'Plan', steps });
    expect(answer.status, answer.text).to.equal(201);
    note = (answer.json as { id: string }).id;
  });
  afterEach(() => browser?.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (options: PageOptions = {}): Promise<Page> => {
    const page = await browser.page(options);
    page.setDefaultTimeout(20_000);
    await signInByCookie(page, live.address, admin);
    await page.goto(`${live.address}/record/desk_note/${note}`);
    await page.locator('tr-sub-table tr.line').nth(2).waitFor();
    return page;
  };
  const shown = async (page: Page) =>
    (await page.locator('tr-sub-table td[data-column="0"]').allTextContents()).map((each) => each.trim());
  const stored = async () =>
    ((await admin.get(`/api/records/desk_note/${note}`)).json as { steps: { name: string }[] }).steps.map(
      (row) => row.name,
    );
  const save = async (page: Page) => {
    await page.keyboard.press('Control+s');
    await page.waitForFunction(() => !document.title.startsWith('•'));
  };

  it('moves a row by Alt and arrows; the focus goes with it, and the order is kept', async () => {
    const page = await open();
    await page.getByRole('gridcell', { name: 'Three' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await shown(page)).to.deep.equal(['Three', 'One', 'Two']);
    await page.keyboard.press('Alt+ArrowDown');
    expect(await shown(page)).to.deep.equal(['One', 'Three', 'Two']);
    await page.locator('tr-sub-table td:focus').filter({ hasText: 'Three' }).waitFor();
    await save(page);
    expect(await stored()).to.deep.equal(['One', 'Three', 'Two']);
    await page.reload();
    await page.locator('tr-sub-table tr.line').nth(2).waitFor();
    expect(await shown(page)).to.deep.equal(['One', 'Three', 'Two']);
    expect(browser.problems()).to.deep.equal([]);
  });

  it('moves a row by its handle, with the keyboard and by dragging', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Move row 1' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await shown(page)).to.deep.equal(['Two', 'One', 'Three']);
    const centre = async (name: string) => {
      const box = (await page.getByRole('button', { name }).boundingBox())!;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const [from, to] = [await centre('Move row 3'), await centre('Move row 1')];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.locator('tr-sub-table tr.above').waitFor();
    await page.mouse.up();
    expect(await shown(page)).to.deep.equal(['Three', 'Two', 'One']);
    await save(page);
    expect(await stored()).to.deep.equal(['Three', 'Two', 'One']);
    expect(browser.problems()).to.deep.equal([]);
  });

  for (const options of [
    {},
    { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' },
  ] as PageOptions[]) {
    it(`has no axe finding at ${options.width ?? 1440} pixels`, async () => {
      const page = await open(options);
      expect(await axeFindings(page)).to.deep.equal([]);
      if (process.env['SHOTS']) {
        await page.locator('tr-sub-table').scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${process.env['SHOTS']}/order-${options.width ?? 1440}.png` });
      }
      expect(browser.problems()).to.deep.equal([]);
    });
  }
});
