/** One record page as a person uses it, desktop and phone. Longer than most: its cases share one page of canned answers. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { axeFindings, type PageOptions } from '../helper/browser.js';
import { draftKept } from '../helper/drafts.js';
import { becomes } from '../helper/eventually.js';
import { withFixturePages } from '../helper/fixture-page.js';
import { saveForm, unsaved } from '../helper/live-page.js';
import { hasCount, hasFocus, holds, saved } from '../helper/page-signs.js';

describe('browser/record', function () {
  this.timeout(60_000);
  const pages = withFixturePages();
  const { open } = pages;

  const customer = () => pages.server.records['customer']![3]!;
  const order = () => pages.server.records['order']![2]!;
  const city = (page: Page): Locator => page.getByLabel('City', { exact: true });
  const openCustomer = async (options: PageOptions & { readonly events?: boolean } = {}) => {
    const page = await open(`/record/customer/${customer().id}`, options);
    await city(page).waitFor();
    return page;
  };
  const writes = () =>
    pages.server.calls.filter(
      ({ method, path }) =>
        method === 'PATCH' || (method === 'POST' && path.startsWith('/api/records') && !path.endsWith('/presence')),
    );

  it('shows the record by its form and has no axe finding, light, dark and in Chinese', async () => {
    for (const options of [{}, { dark: true, language: 'zh-CN' }]) {
      const page = await open(`/record/order/${order().id}`, options);
      await page.getByRole('grid').waitFor();
      await page
        .getByText(/30 days net/)
        .first()
        .waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await page.context().close();
    }
  });

  it('saves changed fields only, with the version it saw, by Ctrl+S', async () => {
    const page = await openCustomer();
    const { version } = customer();
    await city(page).fill('Linz');
    await page.getByText('Changed, not saved. Was Genève, Switzerland.').waitFor();
    await page.getByText('1 change not saved').waitFor();
    await saveForm(page);
    expect(writes()).to.have.length(1);
    expect(writes()[0]!.body).to.deep.equal({ city: 'Linz' });
    expect(customer().version).to.equal(version + 1);
    await page.locator('tr-timeline').getByText('Linz').waitFor();
  });

  it('reads numbers in the form of the language', async () => {
    for (const [language, label, typed, wrong] of [
      ['es', 'Flete', '1.234,56', '1.23'],
      ['en', 'Freight', '1,234.56', 'abc'],
    ] as const) {
      const page = await open(`/record/order/${order().id}`, { language });
      const field = page.getByLabel(label, { exact: true });
      await field.fill(wrong);
      await page.locator('vaadin-text-field[invalid]').first().waitFor();
      await field.fill(typed);
      await saveForm(page);
      expect(order()['freight']).to.equal(1234.56);
      await field.blur();
      expect(await field.inputValue()).to.equal(typed);
      order()['freight'] = 1;
      await page.context().close();
    }
  });

  it('names what is missing in a summary with links and beside the field, and creates after that', async () => {
    const page = await open('/new/customer');
    await page.getByLabel('Name').waitFor();
    await page.keyboard.press('Control+s');
    const summary = page.getByRole('alert').filter({ hasText: 'One thing must be put right' });
    await summary.waitFor();
    await hasFocus(page.getByLabel('Name'));
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByLabel('City', { exact: true }).focus();
    await summary.getByRole('link', { name: 'Name must be filled in.' }).click();
    await hasFocus(page.getByLabel('Name'));
    await page.keyboard.type('Fresh Foods');
    await page.keyboard.press('Control+s');
    await page.waitForURL(/\/record\/customer\//);
    await page.getByRole('heading', { name: 'Fresh Foods' }).waitFor();
    expect(pages.server.records['customer']![0]!['name']).to.equal('Fresh Foods');
    expect(writes()).to.have.length(1);
  });

  it('mirrors the rules: a field appears, is required, and a broken rule is told in its own words', async () => {
    const page = await open(`/record/order/${order().id}`);
    await page.getByRole('grid').waitFor();
    expect(await page.getByLabel('Reason').count()).to.equal(0);
    await page
      .getByRole('button', { name: 'State' })
      .or(page.locator('vaadin-select-value-button').first())
      .first()
      .click();
    await page.getByRole('option', { name: 'Lost' }).click();
    await page.getByLabel('Reason').waitFor();
    const required = page.getByLabel('Required by', { exact: true });
    await required.fill('1 Jan 2020');
    // The calendar opens with the typing and closes with Enter.
    await page.locator('vaadin-date-picker[opened]').waitFor();
    await required.press('Enter');
    await page.locator('vaadin-date-picker[opened]').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').getByRole('link', { name: 'Reason must be filled in.' }).waitFor();
    await page.getByRole('alert').getByText('The required day is before the order day.').waitFor();
    expect(writes()).to.deep.equal([]);
  });

  it('shows masked and read-only fields as such and never sends them', async () => {
    const page = await openCustomer();
    await page.getByText('Masked for your role').waitFor();
    expect(await page.getByLabel('Credit limit').getByRole('textbox').count()).to.equal(0);
    expect(await page.getByRole('group', { name: 'Sales 12 mo' }).textContent()).to.contain('91,625.22');
  });

  it('asks before leaving with changes, by link and by back, and keeps them when told to stay', async () => {
    const page = await open('/list/customer');
    await page.locator('tr-list-grid a.name:visible').first().click();
    await page.waitForURL(/\/record\/customer\//);
    await city(page).fill('Linz');
    await page.getByRole('link', { name: 'Orders', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Stay here' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).to.contain('/record/customer/');
    await page.goBack();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForURL(/\/record\/customer\//);
    expect(await city(page).inputValue()).to.equal('Linz');
    await page.goBack();
    await page.getByRole('button', { name: 'Discard and leave' }).click();
    await page.waitForURL(/\/list\/customer/);
    expect(writes()).to.deep.equal([]);
  });

  it('finds unsaved changes again after the tab was killed', async () => {
    const page = await openCustomer();
    await city(page).fill('Linz');
    await draftKept(page, new RegExp(customer().id));
    const other = await pages.browser.sibling(page);
    await page.close({ runBeforeUnload: false });
    await other.goto(`${pages.server.url}/record/customer/${customer().id}`);
    await other.getByText('were not saved; they are in the form again', { exact: false }).waitFor();
    await holds(city(other), 'Linz');
    await other.getByRole('button', { name: 'Discard them' }).click();
    await holds(city(other), 'Genève, Switzerland');
  });

  it('asks for each clashing field when somebody saved in the meantime, and merges the rest', async () => {
    pages.expectProblems(/409/);
    const page = await openCustomer();
    await city(page).fill('Mine');
    await page.getByLabel('Contact').fill('My contact');
    pages.server.change('customer', customer().id, { city: 'Theirs', phone: '+1 555' });
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Someone else saved in the meantime' });
    await dialog.waitFor();
    expect(await page.getByRole('row', { name: /City/ }).textContent()).to.match(/Genève, Switzerland.*Theirs.*Mine/s);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await hasFocus(page.getByLabel('Contact'));
    await page.keyboard.press('Control+s');
    await dialog.waitFor();
    await page.getByRole('radio', { name: 'City: Theirs, Theirs' }).check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await saved(page);
    expect(customer()).to.include({ city: 'Theirs', contact: 'My contact', phone: '+1 555' });
    await holds(city(page), 'Theirs');
  });

  it('takes the change of another person at once when nothing was edited, and tells of it when something was', async () => {
    const page = await openCustomer({ events: true });
    pages.server.change('customer', customer().id, { city: 'Elsewhere' });
    pages.server.event({ type: 'record', entity: 'customer', id: customer().id });
    await page.getByRole('group', { name: 'Sales 12 mo' }).waitFor();
    await page.locator('tr-timeline').getByText('Elsewhere').waitFor();
    await holds(city(page), 'Elsewhere');
    await page.getByLabel('Contact').fill('Me');
    pages.server.change('customer', customer().id, { city: 'Further' });
    pages.server.event({ type: 'record', entity: 'customer', id: customer().id });
    await page.getByText('Bo Manager changed this record').waitFor();
    await page.getByRole('button', { name: 'Show the new values' }).click();
    await holds(city(page), 'Further');
    expect(await page.getByLabel('Contact').inputValue()).to.equal('Me');
  });

  it('edits rows of a sub-table by keyboard alone: new row, cells, computed amount, save', async () => {
    const page = await open(`/record/order/${order().id}`);
    const grid = page.getByRole('grid');
    await grid.waitFor();
    const count = (order()['lines'] as unknown[]).length;
    await page.getByRole('button', { name: 'Add order line', exact: true }).focus();
    await page.keyboard.press('Enter');
    const product = page.getByRole('combobox', { name: `Product, row ${count + 1}` });
    await hasFocus(product);
    await page.keyboard.type('Olive');
    await page.getByRole('option', { name: 'Olive oil' }).waitFor();
    await hasCount(page.getByRole('option'), 2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await holds(product, 'Olive oil');
    await page.keyboard.press('Tab');
    await hasFocus(page.getByRole('textbox', { name: `Quantity, row ${count + 1}` }));
    await page.keyboard.type('3');
    await page.keyboard.press('Tab');
    await hasFocus(page.getByRole('textbox', { name: `Unit price, row ${count + 1}` }));
    await page.keyboard.type('2.50');
    await page.keyboard.press('Enter');
    await grid
      .getByRole('row')
      .nth(count + 1)
      .getByText('7.50')
      .waitFor();
    await saveForm(page);
    const lines = order()['lines'] as { product: { label: string }; quantity: number; price: number; amount: number }[];
    expect(lines).to.have.length(count + 1);
    expect(lines.at(-1)).to.deep.include({ quantity: 3, price: 2.5, amount: 7.5 });
    expect(lines.at(-1)!.product.label).to.equal('Olive oil');
  });

  it('restores a cell on Escape and removes a row with undo', async () => {
    const page = await open(`/record/order/${order().id}`);
    const grid = page.getByRole('grid');
    await grid.waitFor();
    const cell = grid.getByRole('row').nth(1).locator('td').nth(2);
    const before = await cell.textContent();
    await cell.click();
    const quantity = page.getByRole('textbox', { name: 'Quantity, row 1' });
    await hasFocus(quantity);
    await quantity.fill('99');
    await page.keyboard.press('Escape');
    await becomes(() => cell.textContent(), before);
    const rows = grid.getByRole('row');
    const count = await rows.count();
    await rows.nth(1).hover();
    await page.getByRole('button', { name: 'Delete row 1' }).click();
    await hasCount(rows, count - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await hasCount(rows, count);
  });

  it('deletes and brings back by undo', async () => {
    // The page says that it leaves a record that is gone.
    pages.expectProblems(/404.*presence/);
    const page = await openCustomer();
    const { id } = customer();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.waitForURL(/\/list\/customer/);
    expect(pages.server.records['customer']!.some((each) => each.id === id)).to.equal(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(new RegExp(id));
    await city(page).waitFor();
  });

  it('goes to previous and next of the list and shows related records', async () => {
    const page = await open('/list/customer?sort=-sales');
    await page.locator('tr-list-grid a.name:visible').nth(1).click();
    await page.waitForURL(/\/record\/customer\//);
    const place = async () => Number(/(\d+) of 240/.exec(await page.getByText(/\d+ of 240/).innerText())![1]);
    const before = await place();
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText(`${before + 1} of 240`).waitFor();
    await page.getByRole('link', { name: 'Previous' }).click();
    await page.getByText(`${before} of 240`).waitFor();
    await page.getByRole('tab', { name: 'Orders' }).click();
    await page.getByRole('heading', { name: /^Orders/ }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('goes from the list to a saved record and back without a mouse, and never loses the focus', async () => {
    const page = await open('/list/customer');
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    const focused = () =>
      page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at === document.body || !at ? 'lost' : `${at.localName} ${at.getAttribute('aria-label') ?? ''}`.trim();
      });
    const tabTo = async (wanted: RegExp) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        const at = await focused();
        expect(at, `after ${step} steps to ${wanted}`).not.to.equal('lost');
        if (wanted.test(at)) return;
      }
      throw new Error(`Tab does not lead to ${wanted}.`);
    };
    // Find, then a filter through its panel.
    await page.keyboard.press('/');
    await hasFocus(page.getByRole('searchbox', { name: 'Find in this list' }));
    await page.keyboard.type('a');
    await page.waitForFunction(() => location.search.includes('find=a'));
    const count = page.getByText(/^\d+ of 240$/).first();
    const found = await count.textContent();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Type', exact: true }).focus();
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('checkbox', { name: 'Existing' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('filter='));
    await hasFocus(page.getByRole('button', { name: 'Type Existing' }));
    // The rows are others by now: a cell that had the focus would lose it.
    await becomes(async () => (await count.textContent()) !== found, true);
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    // The table is one tab stop for its head and one for its rows; arrows move, Ctrl+Enter opens.
    await tabTo(/^th/);
    await tabTo(/^td/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/customer\//);
    const id = page.url().split('/').at(-1)!;
    await city(page).waitFor();
    await hasFocus(page.locator('main'));
    await city(page).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Linz');
    await saveForm(page);
    expect(await focused()).to.match(/^input/);
    expect(pages.server.records['customer']!.find((each) => each.id === id)!['city']).to.equal('Linz');
    // Back: the list is as it was left, the focus on the row that was open.
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/list\/customer\?/);
    await page.locator('tr-list-grid td:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(new RegExp(id));
  });

  it('puts the focus into the first field of a new record, and does not ask before leaving it untouched', async () => {
    const page = await open('/new/customer');
    await hasFocus(page.getByLabel('Name'));
    await page.keyboard.type('Fresh');
    expect(await page.getByLabel('Name').inputValue()).to.equal('Fresh');
    await page.getByLabel('Name').fill('');
    await page.getByRole('link', { name: 'Orders', exact: true }).first().click();
    await page.waitForURL(/\/list\/order/);
  });

  it('reads anew when the server says that events were lost', async () => {
    const page = await openCustomer({ events: true });
    pages.server.change('customer', customer().id, { city: 'Unheard' });
    pages.server.event({ type: 'resync' });
    await page.locator('tr-timeline').getByText('Unheard').waitFor();
    await holds(city(page), 'Unheard');
  });

  it('tells a record that is not there from one that could not be read', async () => {
    pages.expectProblems(/404|503/);
    const page = await open('/record/customer/01J00000000000000000099999');
    await page.getByRole('heading', { name: 'This record is not here' }).waitFor();
    pages.server.state.fail = { path: /\/records\/customer\//, status: 503, code: 'TIMEOUT' };
    await page.goto(`${pages.server.url}/record/customer/${customer().id}`);
    await page.getByRole('heading', { name: 'The record could not be read' }).waitFor();
    pages.server.state.fail = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await city(page).waitFor();
  });

  it('fits a phone without sideways scroll and saves there', async () => {
    const page = await openCustomer({ width: 360, height: 640, touch: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(360);
    expect(await axeFindings(page)).to.deep.equal([]);
    await city(page).fill('Linz');
    await unsaved(page);
    await page.getByRole('button', { name: 'Save', exact: true }).tap();
    await saved(page);
    expect(customer()['city']).to.equal('Linz');
  });
});
