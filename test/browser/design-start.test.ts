/** How an application begins: from a workbook with its rows, from a few fields, from a template. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

/** Thirty machines; the price of one is no figure, the day of another is none. */
async function workbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Machines');
  sheet.addRow(['Machine list']);
  sheet.addRow(['No.', 'Name', 'Status', 'Price', 'Bought', 'Customer']);
  for (let i = 1; i <= 30; i++) {
    const price = i === 7 ? 'on request' : 100 + i * 1.5;
    const bought = i === 9 ? 'soon' : new Date(Date.UTC(2026, i % 12, 1 + (i % 27)));
    sheet.addRow([`M-${i}`, `Machine ${i}`, ['Open', 'In repair', 'Sold'][i % 3], price, bought, ['Alfreds', 'Berglunds'][i % 2]]); // prettier-ignore
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('browser/design-start', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  let page: Page;
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const records = async (entity: string): Promise<number> => ((await pages.admin.get(`/api/records/${entity}?limit=200`)).json.rows as object[]).length; // prettier-ignore
  const drafts = async (): Promise<readonly string[]> => ((await pages.admin.get('/api/documents')).json.documents as { kind: string; name: string; draft: boolean }[]).filter(({ draft }) => draft).map(({ kind, name }) => `${kind}/${name}`).sort(); // prettier-ignore
  const publish = async (): Promise<void> => {
    await button('Look at the changes and publish').first().click();
    await button(/^Publish release/).click();
  };

  it('makes an application of a workbook, brings its rows in, tells the two that do not fit, and takes all of it back', async () => {
    for (const name of ['Alfreds', 'Berglunds']) await pages.create('customer', { name });
    page = await pages.open('/design/start');
    await page.getByRole('link', { name: /From an Excel or CSV file/ }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'machines.xlsx', mimeType: 'application/octet-stream', buffer: await workbook() }); // prettier-ignore
    await page.getByText('30 rows, 6 columns').waitFor();
    const as = (name: string) => page.getByRole('combobox', { name: `${name}: taken as`, exact: true }).locator('option:checked'); // prettier-ignore
    await becomes(() => as('Price').textContent(), 'Money (29 of 30)');
    await page.getByText('row 9: “on request”').waitFor();
    expect(await as('Status').textContent()).to.equal('Choice (30 of 30)');
    expect(await as('Bought').textContent()).to.equal('Date (29 of 30)');
    expect(await as('Customer').textContent()).to.equal('Look-up to Customer (2 of 2 found)');
    expect(await axeFindings(page)).to.deep.equal([]);

    await button('Make the application').click();
    await page.getByRole('heading', { name: 'Machine is made' }).waitFor();
    expect(await drafts()).to.deep.equal(['dictionary/machine_status', 'entity/machine', 'form/machine_form', 'menu/main', 'view/machine_all', 'view/machine_board']); // prettier-ignore
    await page.getByText('30 rows wait: publish Machines first.').waitFor();
    await publish();

    await button('Bring in 30 rows').click();
    await page.getByText('28 rows are in Machines.').waitFor();
    const told = page.getByRole('group', { name: 'Rows that were not taken' }).getByRole('row');
    expect((await told.allTextContents()).slice(1).map((text) => text.replace(/\s+/g, ' ').trim())).to.deep.equal([
      '9PriceThis is no number. Write it like 1,234.56.',
      '11BoughtThis is no date. Write it like 31 Dec 2026 or 2026-12-31.',
    ]);
    expect(await axeFindings(page)).to.deep.equal([]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Take 2 rows out as a file' }).click()]); // prettier-ignore
    expect(download.suggestedFilename()).to.equal('machines - not taken.csv');
    expect(await records('machine')).to.equal(28);

    // What was taken out, mended: the price is a figure now, the day one of the calendar.
    const mended = readFileSync(await download.path(), 'utf8')
      .replace('on request', '110')
      .replace('soon', '2026-05-05');
    await page.locator('td-waiting-rows input[type=file]').setInputFiles({ name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) }); // prettier-ignore
    const second = page.getByRole('region', { name: 'Rows of mended.csv' });
    await second.getByText('2 rows are in Machines. Nothing was left out.').waitFor();
    expect(await records('machine')).to.equal(30);
    await second.getByRole('button', { name: 'Undo the import' }).click();
    await second.getByText('The import was undone').waitFor();
    await second.getByRole('button', { name: 'Forget mended.csv; records stay' }).click();
    await second.waitFor({ state: 'detached' });

    await button('Undo the import').click();
    await page.getByText('28 records taken back').first().waitFor();
    expect(await records('machine')).to.equal(0);
    await page.getByText('The import was undone').waitFor();
  });

  it('makes an application of a few fields by keys alone, and one Undo takes all of it back', async () => {
    page = await pages.open('/design/start/fields');
    await hasFocus(page.getByRole('textbox', { name: 'Label', exact: true }));
    await page.keyboard.type('Inspection');
    await page.getByRole('textbox', { name: 'Label of field 2' }).focus();
    await page.keyboard.type('Inspected on');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Amount');
    await page.keyboard.press('Enter');
    await page.keyboard.type('E-mail');
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('textbox', { name: 'Label of field 5' }));
    const type = (number: number) => page.getByRole('combobox', { name: `Type of field ${number}` }).inputValue();
    expect([await type(2), await type(3), await type(4)]).to.deep.equal(['date', 'money', 'email']);
    expect(await axeFindings(page)).to.deep.equal([]);
    await button('Make the application').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Inspection is made' }).waitFor();
    expect(await drafts()).to.include('entity/inspection');
    await page.getByText('2 of 4 done').waitFor({ state: 'detached' });
    await button('Undo').click();
    await becomes(drafts, []);
  });

  it('applies a template, that there is nothing to apply the second time, and watches the first steps', async () => {
    page = await pages.open('/design/start/templates');
    await page.getByRole('link', { name: /Asset register/ }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('link', { name: /Asset register/ }).click();
    await button('Apply the template').click();
    await page.getByRole('heading', { name: 'Asset is made' }).waitFor();
    await page.getByText('4 rows wait: publish Asset register first.').waitFor();
    await page.goto(`${pages.live.address}/design/start/template/assets`);
    await page.getByText('All of this template is there already').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);

    await page.goto(`${pages.live.address}/design/start`);
    await publish();
    await button('Bring in 4 rows').click();
    await page.getByText('4 rows are in Asset register. Nothing was left out.').waitFor();
    await page.getByText('3 of 4 done').waitFor();
    await button('Hide these steps').click();
    await button('Show the first steps').click();
    await page.getByText('3 of 4 done').waitFor();
  });
});
