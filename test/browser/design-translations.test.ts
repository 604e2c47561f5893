/** The texts of all documents in one table: typed, pasted, written out for a translator and brought back, published. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';

interface Heads {
  readonly documents: readonly { readonly kind: string; readonly name: string; readonly draft: boolean }[];
}

describe('browser/design-translations', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  let page: Page;
  const open = async (): Promise<void> => {
    page = await pages.open('/design/translations');
    await page.getByRole('grid', { name: 'Translations' }).waitFor();
  };
  /** Cell of the language in a column, of the line that stands so many below the heads. */
  const cell = (row: number, column: number): Locator => page.locator(`#c${row}-${column} .words`);
  const search = (words: string) => page.getByRole('searchbox', { name: 'Search in all texts' }).fill(words);
  const shows = (words: string) => becomes(() => page.locator('.foot [role=status]').textContent(), words);
  const all = async (): Promise<string> => (await page.locator('.foot [role=status]').textContent())!.replace(/^.* of /, ''); // prettier-ignore
  const label = async (kind: string, name: string): Promise<unknown> => ((await pages.admin.get(`/api/documents/${kind}/${name}`)).json.document as { label: unknown }).label; // prettier-ignore
  const drafts = async (): Promise<readonly string[]> => ((await pages.admin.get('/api/documents')).json as unknown as Heads).documents.filter(({ draft }) => draft).map(({ kind, name }) => `${kind}/${name}`).sort(); // prettier-ignore
  const paste = (text: string) => page.getByRole('grid').evaluate((grid, words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text); // prettier-ignore

  it('is typed into by keys alone, warns, and takes back to no draft at all', async () => {
    await open();
    expect(await axeFindings(page)).to.deep.equal([]);
    await search('view/customer_all#label');
    await shows(`1 of ${await all()}`);
    const before = await label('view', 'customer_all');
    const spanish = await cell(0, 3).textContent();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' Todos {nadie}');
    await page.keyboard.press('Enter');
    await becomes(() => cell(0, 3).textContent(), ' Todos {nadie}');
    await page.locator('.foot').getByText('{nadie} is not in the source.').waitFor();
    await page.locator('.foot').getByText('It begins or ends with blanks.').waitFor();
    await becomes(drafts, ['view/customer_all']);
    expect(await label('view', 'customer_all')).to.include({ es: ' Todos {nadie}' });

    await page.keyboard.press('F2');
    await page.keyboard.type(' y más');
    await page.keyboard.press('Escape');
    expect(await cell(0, 3).textContent()).to.equal(' Todos {nadie}');
    await page.keyboard.press('Control+z');
    await becomes(() => cell(0, 3).textContent(), spanish);
    await becomes(drafts, []);
    expect(await label('view', 'customer_all')).to.deep.equal(before);
    await page.keyboard.press('Control+y');
    await becomes(() => cell(0, 3).textContent(), ' Todos {nadie}');
    await page.keyboard.press('Control+z');
    await becomes(drafts, []);
  });

  it('takes a block of a spreadsheet, says what it does not take, and undoes it as one', async () => {
    await open();
    await page.getByRole('combobox', { name: 'Kind of document' }).selectOption('view');
    await page.getByRole('combobox', { name: 'Module' }).selectOption('customer');
    const before = [await cell(0, 2).textContent(), await cell(0, 3).textContent(), await cell(1, 3).textContent()];
    await cell(0, 2).click();
    await paste(`甲\tUno\t beyond\r\n"乙\n丙"\t${'x'.repeat(401)}\r\n`);
    await becomes(() => cell(1, 2).textContent(), '乙\n丙');
    expect(await cell(0, 3).textContent()).to.equal('Uno');
    expect(await cell(1, 3).textContent()).to.equal(before[2]);
    await page.getByText('3 texts were changed. 1 not taken: It is longer than the place takes. 1 cell had no place.').first().waitFor(); // prettier-ignore
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+z');
    await becomes(() => cell(0, 2).textContent(), before[0]);
    expect(await cell(0, 3).textContent()).to.equal(before[1]);
    await becomes(drafts, []);
  });

  it('goes to a translator and back as a workbook: changed, told what is not taken, published, shown in Spanish', async () => {
    await open();
    await search('/customer#');
    const written = async (format: 'Excel' | 'CSV') => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: format, exact: true }).click()]); // prettier-ignore
      return readFileSync(await file.path());
    };
    const text = (await written('CSV')).toString('utf8');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await written('Excel')).buffer as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    expect(text.split('\r\n')).to.have.length.at.least(sheet.rowCount);
    const heads = (sheet.getRow(1).values as string[]).slice(1);
    expect(heads).to.deep.equal([
      'Address',
      'Where',
      'English [en]',
      '简体中文 [zh-CN]',
      '繁體中文 [zh-TW]',
      'Español [es]',
    ]);
    const rows = new Map(Array.from({ length: sheet.rowCount - 1 }, (_, i) => [String(sheet.getCell(i + 2, 1).value), sheet.getRow(i + 2)])); // prettier-ignore
    rows.get('entity/customer#plural')!.getCell(6).value = 'Compradores';
    sheet.addRow(['entity/nobody#label', '', 'Nobody', '', '', 'Nadie']);
    const input = page.locator('td-translations-page input[type=file]');
    const bring = async () => input.setInputFiles({ name: 'back.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await book.xlsx.writeBuffer()) }); // prettier-ignore
    await bring();
    await page.getByText('1 text will be changed.').waitFor();
    await page.getByText('There is no text of this address (any more).').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Change 1 text' }).click();
    await becomes(drafts, ['entity/customer']);
    expect((await pages.admin.get('/api/documents/entity/customer')).json.document).to.nested.include({ 'plural.es': 'Compradores' }); // prettier-ignore
    await bring();
    await page.getByText('0 texts will be changed.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Publish 1 …' }).click();
    await page.getByRole('button', { name: /^Publish release/ }).click();
    await becomes(drafts, []);
    await pages.admin.send('PUT', '/api/session/preferences', { language: 'es' });
    await page.goto(`${pages.live.address}/list/customer`);
    await page.getByText('Compradores').first().waitFor();
    await pages.admin.send('PUT', '/api/session/preferences', { language: 'en' });
  });

  it('shows what is missing and keeps a line that was filled until something else is asked for; calm in the dark', async () => {
    await open();
    const whole = await all();
    await page.getByRole('button', { name: /^English/ }).click();
    await search('entity/customer#plural');
    await shows(`1 of ${whole}`);
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Delete');
    await becomes(() => cell(0, 2).textContent(), '');
    await page.getByRole('combobox', { name: 'Which texts' }).selectOption('missing');
    await shows(`1 of ${whole}`);
    await page.locator('#c0-2').dblclick();
    await page.keyboard.type('Clientes');
    await page.keyboard.press('Tab');
    await becomes(() => cell(0, 2).textContent(), 'Clientes');
    await shows(`1 of ${whole}`);
    await search('entity/customer#plur');
    await page.getByText('No such texts').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Show all texts' }).click();
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
