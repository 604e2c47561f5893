/** What an administrator does without writing text: walks the parts of a document, changes their properties, takes it back. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { entriesIn, findRow } from '../../designer/menu/gestures.js';
import type { MenuDocument } from '../../metadata/schema/app.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

interface Map {
  readonly columns: readonly { readonly path: string }[];
  readonly notes: readonly { readonly label: unknown; readonly if: string }[];
}

describe('browser/design-parts', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let page: Page;

  const stored = async (): Promise<Map> =>
    (await pages.admin.get('/api/documents/import_map/northwind_categories')).json.document as Map;
  const paths = async () => (await stored()).columns.map(({ path }) => path);
  const note = async () => (await stored()).notes[0];
  const part = (name: RegExp) => page.getByRole('treeitem', { name });
  const inspector = () => page.locator('td-inspector');

  beforeEach(async () => {
    page = await pages.open('/design/import_map/northwind_categories');
    await part(/^Name name/).waitFor();
  });

  it('walks the parts by keys, goes into their properties and back', async () => {
    await part(/^Northwind: categories/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await hasFocus(part(/^Code code/));
    await page.keyboard.press('Enter');
    await inspector().getByRole('heading', { name: /^Code/ }).waitFor();
    await page.locator('td-inspector input:focus').waitFor();
    await inspector().getByRole('button', { name: 'Northwind: categories', exact: true }).click();
    await inspector().getByRole('textbox', { name: 'File', exact: true }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('changes a label and a rule; a draft is saved by itself; each is taken back as one', async () => {
    const original = await note();
    await part(/^description with a comma/).click();
    await inspector().getByRole('textbox', { name: 'Label', exact: true }).fill('Commas');
    await part(/^Commas/).waitFor();
    await inspector().getByRole('textbox', { name: 'If', exact: true }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('row.Description <>');
    await inspector().getByRole('paragraph').filter({ hasText: 'A value is missing after "<>".' }).waitFor();
    await page.keyboard.type(' null');
    await becomes(async () => (await note())?.if, 'row.Description <> null');
    const changed = await note();

    await page.keyboard.press('Control+z');
    await becomes(async () => (await note())?.if, original!.if);
    await page.getByRole('button', { name: /^Undo: Label/ }).click();
    await part(/^description with a comma/).waitFor();
    for (let i = 0; i < 2; i++) await page.keyboard.press('Control+y');
    await becomes(note, changed);
    for (let i = 0; i < 2; i++) await page.keyboard.press('Control+z');
    await becomes(note, original);
  });

  it('moves and removes a part by keys, and is the same as text', async () => {
    const before = await paths();
    await part(/^Name name/).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await becomes(async () => (await paths()).indexOf('name'), before.indexOf('name') + 1);
    await hasFocus(part(/^Name name/));
    await page.keyboard.press('Delete');
    await becomes(async () => (await paths()).includes('name'), false);
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByRole('textbox', { name: /^Text of/ }).waitFor();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await becomes(paths, before);
    await page.getByRole('button', { name: 'Design', exact: true }).click();
    await part(/^Name name/).waitFor();
  });

  it('gives rights cell by cell with keys and menus, what is needed with it, and goes back', async () => {
    page = await pages.open('/design/role/salesperson');
    const cell = (name: RegExp) => page.getByRole('button', { name });
    const granted = async () => {
      const { grants } = (await pages.admin.get('/api/documents/role/salesperson')).json.document as { grants: { entity: string; actions: object }[] }; // prettier-ignore
      return grants.find(({ entity }) => entity === 'area')?.actions;
    };
    const original = await granted();
    await cell(/^Area, Delete: –/).click();
    await page.getByRole('menuitemradio', { name: 'Of the department', exact: true }).click();
    await cell(/^Area, Delete: Department/).waitFor();
    await hasFocus(cell(/^Area, Delete/));
    await page.keyboard.press('Home');
    await page.keyboard.press('n');
    await cell(/^Area, Read: –/).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('o');
    await cell(/^Area, Read: Own/).waitFor();
    await becomes(granted, { read: 'own', update: 'own' });
    expect(await axeFindings(page)).to.deep.equal([]);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await becomes(granted, original);
  });

  it('takes many values of a sheet at once, says what it leaves out, moves and retires values', async () => {
    page = await pages.open('/design/dictionary/customer_level');
    const codes = async () => ((await pages.admin.get('/api/documents/dictionary/customer_level')).json.document as { values: { code: string; active?: boolean }[] }).values; // prettier-ignore
    const original = await codes();
    const first = page.getByRole('treeitem').first();
    await first.focus();
    await first.evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'code\tlabel\nplatinum\tPlatinum\nplatinum\tAgain\ndiamond\tDiamond');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
    }); // prettier-ignore
    const dialog = page.locator('td-bulk-dialog');
    await dialog.getByText('2 new, 0 changed, 1 line left out.').waitFor();
    await dialog.getByText('Line 3: the code stands in the text twice.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Take 2 values' }).click();
    await page.getByRole('treeitem', { name: 'Diamond diamond' }).waitFor();
    await page.getByRole('treeitem').first().focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Alt+ArrowDown');
    await becomes(async () => (await codes()).map(({ code }) => code), [original[1]!.code, original[0]!.code, ...original.slice(2).map(({ code }) => code), 'platinum', 'diamond']); // prettier-ignore
    expect((await codes())[1]).to.deep.include({ code: original[0]!.code, active: false });
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await becomes(codes, original);
  });

  it('designs a list on its own table: columns by drop and keys, its filter in words, another mode', async function () {
    this.timeout(120_000);
    page = await pages.open('/design/view/customer_no_order');
    const view = async () => (await pages.admin.get('/api/documents/view/customer_no_order')).json.document as ViewDocument; // prettier-ignore
    const columns = async () => (await view()).columns.map(({ path }) => path);
    const original = await view();
    const canvas = page.locator('td-view-canvas');
    const head = (name: RegExp) => canvas.locator('tr-list-grid').getByRole('button', { name });
    await head(/Level/).waitFor();
    await page.locator('td-view-palette').getByRole('button', { name: 'City', exact: true }).dragTo(head(/Level/));
    await becomes(async () => (await columns()).indexOf('level') - (await columns()).indexOf('city'), 1);
    await head(/Level/).click();
    await page.keyboard.press('Alt+ArrowLeft');
    await becomes(async () => (await columns()).indexOf('city') - (await columns()).indexOf('level'), 1);
    await canvas.getByRole('button', { name: 'Group', exact: true }).click();
    await becomes(async () => (await view()).group, [{ path: 'level' }]);

    await canvas.getByRole('button', { name: /^Shows: Type Existing, At risk and has no orders/ }).click();
    await canvas.getByRole('checkbox', { name: 'Lost' }).check();
    await canvas.getByRole('button', { name: /^Shows: Type Existing, At risk, Lost and has no/ }).waitFor();
    await canvas.getByRole('button', { name: 'As text (JSON)' }).click();
    await canvas.getByRole('textbox', { name: 'Shows' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);

    await canvas.getByRole('button', { name: 'Board', exact: true }).click();
    await becomes(async () => (await view()).options, { by: 'type' });
    await canvas.locator('tr-list-mode').getByText('At risk').first().waitFor();
    await canvas.getByRole('button', { name: 'Board', exact: true }).focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z');
    await becomes(view, original);
  });

  it('orders a menu by keys, adds what is found by its name, and shows it as a role sees it', async function () {
    this.timeout(120_000);
    page = await pages.open('/design/menu/main');
    const menu = async () => (await pages.admin.get('/api/documents/menu/main')).json.document as MenuDocument;
    const original = await menu();
    const canvas = page.locator('td-menu-canvas');
    const sidebar = canvas.locator('tr-sidebar');
    const entry = (name: RegExp) => canvas.getByRole('treeitem', { name });
    await entry(/^Customers, List/).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await hasFocus(entry(/^Customers, List/));
    await page.keyboard.press('Insert');
    await page.keyboard.type('Campaign steps');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await becomes(async () => entriesIn(findRow(await menu(), 'g_sales')?.entry).slice(0, 3).map(({ id }) => id), ['m_contact', 'm_customer', 'm_campaign_step']); // prettier-ignore
    await sidebar.getByText('Campaign steps').waitFor({ state: 'attached' });
    await canvas.getByRole('combobox', { name: 'As seen by' }).selectOption('salesperson');
    await sidebar.getByText('Service today').waitFor({ state: 'detached' });
    expect(await axeFindings(page)).to.deep.equal([]);
    await entry(/^Campaign steps, List/).focus();
    await page.keyboard.press('Delete');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await becomes(menu, original);
  });

  it('sets when a job runs by choices, says it in words with the next times, and what is no pattern', async () => {
    page = await pages.open('/design/job/cleanup');
    const job = async () => (await pages.admin.get('/api/documents/job/cleanup')).json.document as object;
    const original = await job();
    const canvas = page.locator('td-job-canvas');
    const next = canvas.getByRole('list', { name: 'Next times' }).getByRole('listitem');
    await becomes(() => next.count(), 5);
    await canvas.getByLabel('Repeat').selectOption({ label: 'Every few minutes' });
    await canvas.getByRole('status').filter({ hasText: 'Every 15 minutes' }).waitFor();
    await canvas.getByLabel('Repeat').selectOption({ label: 'Every week' });
    await canvas.getByLabel('Time zone').fill('Europe/Berlin');
    await canvas.getByLabel('Time zone').press('Tab');
    await canvas
      .getByRole('status')
      .filter({ hasText: /Monday.*03:00 · Europe\/Berlin/ })
      .waitFor();
    await canvas.getByLabel('Switched on').uncheck();
    await page.keyboard.press('Control+s');
    await becomes(job, { ...original, cron: '0 3 * * 1', zone: 'Europe/Berlin', active: false });
    expect(await axeFindings(page)).to.deep.equal([]);
    pages.expectProblems(/422/);
    await canvas.getByLabel('Repeat').selectOption({ label: 'By a pattern (cron)' });
    await canvas.getByLabel('Pattern').fill('61 3 * * 1');
    await canvas.getByLabel('Pattern').press('Tab');
    await canvas.getByRole('alert').waitFor();
    for (let i = 0; i < 5; i++) await page.getByRole('button', { name: /^Undo/ }).click();
    await becomes(() => next.count(), 5);
    await page.keyboard.press('Control+s');
    await becomes(job, original);
  });

  it('says how figures are written in each language, takes no zone that is none, and where people begin', async () => {
    page = await pages.open('/design/settings/site');
    const site = async () => (await pages.admin.get('/api/documents/settings/site')).json.document as object;
    const original = await site();
    const canvas = page.locator('td-settings-canvas');
    await canvas.getByLabel('Currency').fill('eur');
    await canvas.getByLabel('Currency').press('Tab');
    await canvas.getByRole('cell', { name: 'EUR −98.765,40' }).waitFor();
    await canvas.getByLabel('Time zone').fill('Europe/Nowhere');
    await canvas.getByLabel('Time zone').press('Tab');
    await canvas.getByText('There is no such time zone').waitFor();
    await canvas.getByLabel('Time zone').fill('Europe/Berlin');
    await canvas.getByLabel('Time zone').press('Tab');
    await canvas
      .getByRole('cell', { name: /18:05$/ })
      .first()
      .waitFor();
    await canvas.getByLabel('First page').selectOption('list customer');
    await page.keyboard.press('Control+s');
    await becomes(site, { ...original, currency: 'EUR', timeZone: 'Europe/Berlin', home: { type: 'list', entity: 'customer' } }); // prettier-ignore
    expect(await axeFindings(page)).to.deep.equal([]);
    for (let i = 0; i < 4; i++) await page.getByRole('button', { name: /^Undo/ }).click();
    await page.keyboard.press('Control+s');
    await becomes(site, original);
  });
});
