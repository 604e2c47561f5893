/** A person's own arrangement: by mouse, by keyboard, on a phone; it lasts, is theirs alone, and goes back to the published one. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, needsBrowser } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { settledBox } from '../helper/live-page.js';
import { openBoardSite, type BoardSite } from '../helper/board-site.js';

describe('browser/arrange', function () {
  this.timeout(60_000);
  let site: BoardSite;

  before(async function () {
    this.timeout(180_000);
    needsBrowser(this);
    site = await openBoardSite();
    for (const login of ['one', 'two', 'three', 'four'])
      await site.live.addUser({ login: `arrange.${login}`, roles: ['test_reader'] });
  });
  afterEach(async () => {
    const problems = site.browser.problems();
    await site.browser.reset();
    expect(problems).to.deep.equal([]);
  });
  after(() => site?.close());

  const begin = async (page: Page) => {
    await site.figure(page, 'Orders');
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    await page.locator('tr-arrange-editor .grid-stack-item').first().waitFor();
  };
  const save = async (page: Page) => {
    await page.getByRole('button', { name: 'Save arrangement' }).click();
    await page.locator('tr-arrange-editor').waitFor({ state: 'detached' });
  };
  const item = (page: Page, id: string) => page.locator(`.grid-stack-item[data-id=${id}]`);
  /** Column and row where a part stands on the page, from 1, and its size. */
  const place = (page: Page, id: string) =>
    page.locator(`.grid tr-widget-card[data-id=${id}]`).evaluate((card) => {
      const { gridColumnStart: x, gridRowStart: y, gridColumnEnd: w, gridRowEnd: h } = getComputedStyle(card);
      return [x, y, w.replace('span ', ''), h.replace('span ', '')].map(Number);
    });

  it('moves and sizes by keyboard, keeps it for this person alone, and goes back', async () => {
    const page = await site.open('', { as: 'arrange.one' });
    await begin(page);
    await item(page, 'k_sales').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByLabel('Sales: column 6, row 1, 4 wide, 2 high').waitFor();
    await item(page, 'c_place').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByLabel('By region: column 7, row 3, 6 wide, 6 high').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await save(page);
    expect(await place(page, 'k_sales')).to.deep.equal([6, 1, 4, 2]);
    await page.reload();
    await site.figure(page, 'Orders');
    expect(await place(page, 'k_sales')).to.deep.equal([6, 1, 4, 2]);
    const other = await site.open('', { as: 'arrange.two' });
    await site.figure(other, 'Orders');
    expect(await place(other, 'k_sales')).to.deep.equal([4, 1, 3, 2]);
    await begin(page);
    await page.getByRole('button', { name: 'Back to the published arrangement' }).click();
    await page.locator('tr-arrange-editor').waitFor({ state: 'detached' });
    expect(await place(page, 'k_sales')).to.deep.equal([4, 1, 3, 2]);
  });

  it('moves and sizes by a menu, with the mouse alone', async () => {
    const page = await site.open('', { as: 'arrange.two' });
    await begin(page);
    const choose = async (word: string) => {
      await page.getByRole('button', { name: 'Place and size of Sales' }).click();
      await page.getByRole('menuitem', { name: word, exact: true }).click();
    };
    await choose('Move right');
    await choose('Wider');
    await page.getByLabel('Sales: column 5, row 1, 4 wide, 2 high').waitFor();
    await choose('Taller');
    await page.getByLabel('Sales: column 5, row 1, 4 wide, 3 high').waitFor();
    await page.getByRole('button', { name: 'Place and size of Sales' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Place and size of Sales' }).click();
    await page.getByRole('menuitem', { name: /^Move up/ }).and(page.locator('[aria-disabled=true]')).waitFor(); // prettier-ignore
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('tr-arrange-editor').waitFor({ state: 'detached' });
  });

  it('hides a part and shows it again; Cancel changes nothing', async () => {
    const page = await site.open('', { as: 'arrange.two' });
    await begin(page);
    await item(page, 'k_orders').focus();
    await page.keyboard.press('Delete');
    await item(page, 'k_orders').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await site.card(page, 'Orders').waitFor();
    await begin(page);
    await page.getByRole('button', { name: 'Hide Orders' }).click();
    await save(page);
    await site.card(page, 'Orders').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    await page.getByRole('button', { name: 'Show Orders' }).click();
    await item(page, 'k_orders').waitFor();
    await save(page);
    await site.card(page, 'Orders').waitFor();
  });

  it('drags a part to another place and pulls it larger by mouse', async () => {
    const page = await site.open('', { as: 'arrange.three' });
    await begin(page);
    const drag = async (from: { x: number; y: number }, by: { x: number; y: number }) => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 6 });
      await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 });
      await page.mouse.up();
    };
    const box = await settledBox(item(page, 'k_sales'));
    await drag({ x: box.x + 60, y: box.y + 60 }, { x: box.width * 2, y: 0 });
    await page.getByLabel('Sales: column 10, row 1, 3 wide, 2 high').waitFor();
    const chart = await settledBox(item(page, 'c_place'));
    await drag({ x: chart.x + chart.width - 14, y: chart.y + chart.height - 14 }, { x: 0, y: 120 });
    await page.getByLabel('By region: column 7, row 3, 6 wide, 7 high').waitFor();
    await save(page);
    expect(await place(page, 'k_sales')).to.deep.equal([10, 1, 3, 2]);
  });

  it('orders and hides parts on a phone with up, down and eye', async () => {
    const page = await site.open('', { as: 'arrange.four', width: 390, height: 844, touch: true });
    await site.figure(page, 'Orders');
    const order = () =>
      page
        .locator('.grid tr-widget-card')
        .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset['id']));
    await becomes(order, ['c_time', 'k_orders', 'k_sales', 'c_place']);
    await page.locator('tr-dashboard-page').getByRole('button', { name: 'More', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Arrange', exact: true }).click();
    await page.getByRole('button', { name: 'Move By time down' }).click();
    await page.getByRole('button', { name: 'Hide Sales' }).click();
    expect(await axeFindings(page)).to.deep.equal([]);
    await save(page);
    await becomes(order, ['k_orders', 'c_time', 'c_place']);
  });
});
