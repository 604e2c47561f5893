/**
 * What people do all day, as somebody new would do it, with the actions counted: a click, a key chord, a field filled are
 * one each. The figures are promises of the product; an action more is a failure.
 */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { countActions, type Person } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { changed, unsaved, withLivePages, written } from '../helper/live-page.js';
import { hasFocus, reaches, saved } from '../helper/page-signs.js';

describe('browser/tasks', function () {
  this.timeout(60_000);
  const pages = withLivePages({ sample: true });
  let ann: Browser;
  before(async () => {
    ann = await pages.live.signIn('ann.sales');
  });

  const list = 'tr-list-grid a.name:visible';
  const begin = async (path: string, ready: string, as = ann): Promise<Person> => {
    const page = await pages.open(path, { as });
    await page.locator(ready).first().waitFor();
    return countActions(page);
  };
  const customer = async (): Promise<{ readonly id: string; readonly name: string }> =>
    (await ann.get('/api/records/customer?limit=1&fields=id,name&sort=-id')).json.rows[0];

  it('finds a record in 3', async () => {
    const { id, name } = await customer();
    const person = await begin('/list/order', list);
    const { page } = person;
    await person.press('Control+k');
    await hasFocus(page.getByRole('combobox', { name: 'Search and commands' }));
    await person.type(name);
    await page.getByRole('option', { name: new RegExp(name.slice(0, 12)) }).first().waitFor(); // prettier-ignore
    await person.press('Enter');
    await page.waitForURL(`**/record/customer/${id}`);
    expect(person.actions.length).to.be.at.most(3);
  });

  it('creates a record in 2 and its required fields', async () => {
    const person = await begin('/list/customer', list);
    const { page } = person;
    await person.click(page.getByRole('button', { name: 'New customer' }));
    await hasFocus(page.getByRole('textbox', { name: 'Name' }));
    // The other required ones have a value to begin with.
    await person.type('Harbour Lights Provisions');
    await written(page, () => person.press('Control+Enter'));
    await page.waitForURL('**/list/customer*');
    expect(person.actions.length).to.be.at.most(1 + 2);
    const filter = encodeURIComponent('{"field":"name","op":"eq","value":"Harbour Lights Provisions"}');
    const { json } = await ann.get(`/api/records/customer?fields=name,type,kind&filter=${filter}`);
    expect(json.rows[0]).to.include({ type: 'prospect', kind: 'company' });
  });

  it('changes one value in a list in 3, and takes it back by Ctrl+Z', async () => {
    const person = await begin('/list/customer?view=customer_mine&sort=name', list);
    const { page } = person;
    const cell = page.locator('tr-list-grid tr[aria-rowindex="4"] td').nth(2);
    const path = (await cell.evaluate((each) => (each as unknown as Cell)._column.dataset['path']))!;
    const id = await page.locator('tr-list-grid').evaluate((grid) => (grid as unknown as Rows).rows[2]!.id);
    const value = async () => (await pages.stored('customer', id))[path];
    const before = await value();
    await person.click(cell);
    await person.type('Elsewhere', page.locator('tr-cell-editor input'));
    await changed(page, () => person.press('Enter'));
    expect(person.actions.length).to.be.at.most(3);
    expect(await value()).to.equal('Elsewhere');
    await page.locator('tr-list-grid td:focus').waitFor();
    await changed(page, () => page.keyboard.press('Control+z'));
    await becomes(value, before);
  });

  it('settles a conflict by one choice for each clashing field, and saving', async () => {
    pages.expectProblems(/409/);
    const { id } = await customer();
    await pages.change('customer', id, { city: 'Aarhus', notes: 'Calls on Mondays', website: 'https://one.example' });
    const person = await begin(`/record/customer/${id}`, 'tr-form vaadin-text-field');
    const { page } = person;
    await page.getByLabel('City', { exact: true }).fill('Mine');
    await page.getByLabel('Website', { exact: true }).fill('https://mine.example');
    await unsaved(page);
    await pages.change('customer', id, { city: 'Theirs', website: 'https://theirs.example', phone: '+45 1234 5678' });
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Someone else saved in the meantime' });
    await dialog.waitFor();
    const clashing = await page.getByRole('radio', { name: /: Mine, / }).count();
    await person.click(page.getByRole('radio', { name: /^City: Theirs/ }));
    await person.click(page.getByRole('radio', { name: /^Website: Mine/ }));
    await person.click(page.getByRole('button', { name: 'Save my choice' }));
    await saved(page);
    expect(clashing).to.equal(2);
    expect(person.actions.length).to.be.at.most(clashing + 1);
    const wanted = { city: 'Theirs', website: 'https://mine.example', phone: '+45 1234 5678' };
    await becomes(async () => {
      const { city, website, phone } = await pages.stored('customer', id);
      return { city, website, phone };
    }, wanted);
  });

  it('filters and keeps it as a view in 5', async () => {
    const person = await begin('/list/customer?view=customer_all', list);
    const { page } = person;
    await person.click(page.getByRole('button', { name: 'Type', exact: true }));
    const first = page.locator('tr-filter-panel input[type=checkbox]').first();
    await person.click(first);
    // The list follows at once.
    await page.waitForURL(/filter=/);
    await person.click(page.getByRole('button', { name: 'Save view' }));
    await hasFocus(page.getByLabel('Name', { exact: true }));
    await person.type('Worth a visit');
    await person.press('Enter');
    await page.getByRole('link', { name: /^Worth a visit/ }).and(page.locator('[aria-current=page]')).waitFor(); // prettier-ignore
    expect(person.actions.length).to.be.at.most(5);
    const { views } = (await ann.get('/api/views')).json as { views: { name: string; look: { filter?: unknown } }[] };
    expect(views.find(({ name }) => name === 'Worth a visit')?.look.filter).not.to.equal(undefined);
  });

  it('exports what it sees in 2', async () => {
    const person = await begin('/list/customer?view=customer_all', list, await pages.live.signIn('bo.manager'));
    const { page } = person;
    await person.click(page.getByRole('button', { name: 'This view' }));
    const file = page.waitForEvent('download');
    await person.click(page.getByRole('menuitem', { name: 'Export to Excel' }));
    const bytes = await readFile(await (await file).path());
    expect(person.actions.length).to.be.at.most(2);
    expect(bytes.subarray(0, 2).toString()).to.equal('PK');
  });

  it('runs a report and sees the rows behind a figure in 4; Back keeps the parameters', async () => {
    const person = await begin('/list/customer', list, await pages.live.signIn('bo.manager'));
    const { page } = person;
    const figure = (on: Page) => on.locator('tr-sheet .cell.num').first();
    await person.click(page.getByRole('navigation').getByRole('link', { name: 'Sales by region' }).first());
    await figure(page).waitFor();
    await person.click(figure(page));
    const panel = page.locator('tr-explain-panel');
    await panel.getByText(/^\s*Made of/).waitFor();
    await panel.locator('table tbody tr').first().waitFor();
    expect(person.actions.length).to.be.at.most(4);

    const address = `${pages.live.address}/report/sales_by_region?from=2026-01-01&to=2026-03-31`;
    await page.goto(address);
    await figure(page).waitFor();
    await page.locator('tr-sheet a').first().click();
    await page.waitForURL(/\/record\//);
    await page.goBack();
    await figure(page).waitFor();
    expect(page.url()).to.equal(address);
  });

  describe('by keyboard alone', () => {
    const bo = () => pages.live.signIn('bo.manager');
    const tabTo = (page: Page, part: Locator) => reaches(page, 'Tab', () => part.and(page.locator(':focus')).isVisible()); // prettier-ignore
    const presses = async (page: Page, part: Locator): Promise<void> => {
      await tabTo(page, part);
      await page.keyboard.press('Enter');
    };

    it('creates a record', async () => {
      const { page } = await begin('/list/customer', list);
      await presses(page, page.getByRole('button', { name: 'New customer' }));
      await hasFocus(page.getByRole('textbox', { name: 'Name' }));
      await page.keyboard.type('Lighthouse Chandlers');
      await written(page, () => page.keyboard.press('Control+Enter'));
      await page.waitForURL('**/list/customer*');
    });

    it('settles a conflict', async () => {
      pages.expectProblems(/409/);
      const { id } = await customer();
      await pages.change('customer', id, { city: 'Bergen' });
      const { page } = await begin(`/record/customer/${id}`, 'tr-form vaadin-text-field');
      await tabTo(page, page.getByLabel('City', { exact: true }));
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Mine');
      await unsaved(page);
      await pages.change('customer', id, { city: 'Theirs' });
      await page.keyboard.press('Control+s');
      await page.getByRole('dialog', { name: 'Someone else saved in the meantime' }).waitFor();
      await tabTo(page, page.getByRole('radio', { name: /^City: Mine/ }));
      await page.keyboard.press('ArrowLeft');
      await hasFocus(page.getByRole('radio', { name: /^City: Theirs/, checked: true }));
      await presses(page, page.getByRole('button', { name: 'Save my choice' }));
      await saved(page);
      await becomes(async () => (await pages.stored('customer', id))['city'], 'Theirs');
    });

    it('filters, keeps it as a view, and exports what it sees', async () => {
      const { page } = await begin('/list/customer?view=customer_all', list, await bo());
      await presses(page, page.getByRole('button', { name: 'Type', exact: true }));
      await page.locator('tr-filter-panel input[type=checkbox]:focus').waitFor();
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.waitForURL(/filter=/);
      await presses(page, page.getByRole('button', { name: 'Save view' }));
      await hasFocus(page.getByLabel('Name', { exact: true }));
      await page.keyboard.type('By keys');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: /^By keys/ }).and(page.locator('[aria-current=page]')).waitFor(); // prettier-ignore
      await presses(page, page.getByRole('button', { name: 'This view' }));
      const item = page.getByRole('menuitem', { name: 'Export to Excel' });
      await reaches(page, 'ArrowDown', () => item.and(page.locator(':focus')).isVisible());
      const file = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      expect((await file).suggestedFilename()).to.match(/\.xlsx$/);
    });

    it('runs a report and sees the rows behind a figure', async () => {
      const { page } = await begin('/list/customer', list, await bo());
      await page.keyboard.press('Control+k');
      await hasFocus(page.getByRole('combobox', { name: 'Search and commands' }));
      await page.keyboard.type('sales by reg');
      await page.getByRole('option', { name: /Sales by region/ }).first().waitFor(); // prettier-ignore
      await page.keyboard.press('Enter');
      await page.locator('tr-sheet .cell.num').first().waitFor();
      await tabTo(page, page.getByRole('grid'));
      await page.keyboard.press('Control+End');
      await page.locator('tr-sheet .cell.active', { hasText: '%' }).waitFor();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      const panel = page.locator('tr-explain-panel');
      await panel.locator('table tbody tr').first().waitFor();
      await page.keyboard.press('Escape');
      await hasFocus(page.getByRole('grid'));
    });
  });
});

interface Rows {
  readonly rows: readonly { readonly id: string }[];
}
interface Cell {
  readonly _column: HTMLElement;
}
