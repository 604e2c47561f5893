/** Rows of a sub-table with an order of their own, moved by keyboard, pointer and handle. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { deskPackage } from '../helper/desk-package.js';
import { becomes } from '../helper/eventually.js';
import { centreOf, looks, saveForm, textsOf, withLivePages } from '../helper/live-page.js';

describe('browser/row-order', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [deskPackage] });
  let note = '';

  beforeEach(async () => {
    note = await pages.create('desk_note', {
      name: 'Plan',
      steps: ['One', 'Two', 'Three'].map((name) => ({ name })),
    });
  });

  const path = () => `/record/desk_note/${note}`;
  const rows = (page: Page) => page.locator('tr-sub-table tr.line');
  const open = async (): Promise<Page> => {
    const page = await pages.open(path());
    await rows(page).nth(2).waitFor();
    return page;
  };
  const shows = (page: Page, wanted: readonly string[]) =>
    becomes(() => textsOf(page.locator('tr-sub-table td[data-column="0"]')), [...wanted]);
  const stored = async () => ((await pages.stored('desk_note', note))['steps'] as { name: string }[]).map((row) => row.name); // prettier-ignore

  it('moves a row by Alt and arrows; the focus goes with it, and the order is kept', async () => {
    const page = await open();
    await page.getByRole('gridcell', { name: 'Three' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await shows(page, ['Three', 'One', 'Two']);
    await page.keyboard.press('Alt+ArrowDown');
    await shows(page, ['One', 'Three', 'Two']);
    await page.locator('tr-sub-table td:focus').filter({ hasText: 'Three' }).waitFor();
    await saveForm(page);
    expect(await stored()).to.deep.equal(['One', 'Three', 'Two']);
    await page.reload();
    await shows(page, ['One', 'Three', 'Two']);
  });

  it('shows the whole number of each row, from 100 on too', async () => {
    note = await pages.create('desk_note', { name: 'Long', steps: Array.from({ length: 100 }, (_, at) => ({ name: `Step ${at}` })) }); // prettier-ignore
    const page = await pages.open(path());
    await rows(page).nth(99).waitFor();
    const cut = await page
      .locator('tr-sub-table td.place')
      .evaluateAll((cells) =>
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent?.trim()),
      );
    expect(cut).to.deep.equal([]);
  });

  it('moves a row by its handle, with the keyboard and by dragging', async () => {
    const page = await open();
    const handle = (row: number) => page.getByRole('button', { name: `Move row ${row}` });
    await handle(1).focus();
    await page.keyboard.press('ArrowDown');
    await shows(page, ['Two', 'One', 'Three']);
    await handle(2).and(page.locator(':focus')).waitFor();
    const [from, to] = [await centreOf(handle(3)), await centreOf(handle(1))];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.locator('tr-sub-table tr.above').waitFor();
    await page.mouse.up();
    await shows(page, ['Three', 'Two', 'One']);
    await saveForm(page);
    expect(await stored()).to.deep.equal(['Three', 'Two', 'One']);
  });

  it('moves a row by the menu of its handle, with the mouse alone', async () => {
    const page = await open();
    const choose = async (row: number, item: string) => {
      await page.getByRole('button', { name: `Move row ${row}` }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
    };
    await choose(1, 'Move down');
    await shows(page, ['Two', 'One', 'Three']);
    await page.getByRole('button', { name: 'Move row 2' }).and(page.locator(':focus')).waitFor();
    await choose(3, 'Move to the top');
    await shows(page, ['Three', 'Two', 'One']);
    await page.getByRole('button', { name: 'Move row 1' }).click();
    await page.getByRole('menuitem', { name: /^Move up/ }).and(page.locator('[aria-disabled=true]')).waitFor(); // prettier-ignore
  });

  it('goes to the first field with an error, in a row of the table too', async () => {
    const page = await open();
    await page.getByRole('gridcell', { name: 'Two' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.locator('tr-sub-table tr:nth-child(3) td:focus').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').first().waitFor();
    await page.locator('tr-sub-table td[data-column="0"]:focus').and(page.locator('tr:nth-child(2) td')).waitFor(); // prettier-ignore
  });

  looks(pages, 'order', {
    paths: () => [path()],
    async ready(page) {
      await rows(page).nth(2).waitFor();
      await page.locator('tr-sub-table').scrollIntoViewIfNeeded();
    },
  });
});
