/** Cells of a report that are typed into: by keyboard, pasted, undone, saved; two at once; leaving; a phone. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { GridAnswer } from '../../server/reports/run-report.js';
import type { GridInputs } from '../../server/reports/write-back.js';
import { axeFindings, type PageOptions } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { compose, listedKeys } from '../helper/listed-keys.js';
import { withLivePages } from '../helper/live-page.js';
import { password } from '../helper/http.js';
import { hasCount, hasFocus } from '../helper/page-signs.js';
import { typedPackage } from '../helper/typed-package.js';

type Run = GridAnswer & { readonly inputs: GridInputs };

describe('browser/write-back', function () {
  this.timeout(60_000);
  const pages = withLivePages({ sample: true, packages: [typedPackage] });

  /** Regions and people down, months from the third column on; the fifth row is the first total. */
  const open = async (options: PageOptions = {}, login = 'bo.manager'): Promise<Page> => {
    const page = await pages.open('/report/target_entry', { as: await pages.live.signIn(login), ...options });
    await page
      .locator(login === 'bo.manager' ? 'tr-sheet .cell.open' : 'tr-sheet .cell')
      .first()
      .waitFor();
    return page;
  };
  const cell = (page: Page, row: number, column: number): Locator =>
    page.locator(`tr-sheet .cell[data-row="${row}"][data-column="${column}"]`);
  const shows = (page: Page, row: number, column: number, text: string) =>
    becomes(async () => (await cell(page, row, column).textContent())!.trim(), text);
  const isAt = (page: Page, row: number, column: number) =>
    cell(page, row, column).and(page.locator('.active')).waitFor();
  const editor = (page: Page) => page.locator('tr-cell-editor input');
  const bar = (page: Page, text: string) => page.locator('tr-input-bar').getByText(text, { exact: true }).waitFor();
  /** From the first cell of the sheet: the mouse is never used. */
  const walkTo = async (page: Page, row: number, column: number): Promise<void> => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+Home');
    for (let at = 0; at < column; at++) await page.keyboard.press('ArrowRight');
    for (let at = 0; at < row; at++) await page.keyboard.press('ArrowDown');
    await isAt(page, row, column);
  };
  const saving = (page: Page) => page.waitForResponse((answer) => answer.url().endsWith('/write'));
  const saved = async (page: Page, count: string): Promise<void> => {
    await page.getByRole('region', { name: 'Message' }).getByText(`${count} saved`).waitFor();
    await page.waitForFunction(() => !document.title.startsWith('•'));
  };
  /** Writes into open cells as somebody elsewhere, found by row and column. */
  const writes = async (as: Browser, ...values: readonly (readonly [number, number, number])[]): Promise<void> => {
    const { cells, inputs } = (await as.post('/api/reports/target_entry/run', {})).json as Run;
    const changes = values.map(([row, column, value]) => {
      const { source, at, value: was } = cells.find((each) => each.row === row && each.column === column)!;
      return { source, at, value, was, mark: inputs[source]!.marks[inputs[source]!.places.indexOf(at!)] };
    });
    const answer = await as.post('/api/reports/target_entry/write', { changes });
    expect(answer.status, answer.text).to.equal(200);
  };
  const paste = (page: Page, text: string) =>
    page.locator('tr-sheet .scroll').evaluate((grid, given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', given);
      grid.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
      );
    }, text);

  it('takes what is typed by keyboard alone, saves it as one, and shows it after a reload', async () => {
    const page = await open();
    await walkTo(page, 1, 2);
    await page.keyboard.type('12500');
    await page.keyboard.press('Tab');
    await isAt(page, 1, 3);
    await page.keyboard.type('13000');
    await page.keyboard.press('Enter');
    await isAt(page, 2, 3);
    await bar(page, '2 changes');
    await page.keyboard.press('F2');
    await hasFocus(editor(page));
    await page.keyboard.type('9');
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'detached' });
    const before = (await cell(page, 2, 3).textContent())!.trim();
    await page.keyboard.type(before.replace(',', ''));
    await page.keyboard.press('Shift+Enter');
    await isAt(page, 1, 3);
    await bar(page, '2 changes');
    expect(await cell(page, 2, 3).getAttribute('aria-readonly')).to.equal('false');
    expect(await cell(page, 4, 3).getAttribute('aria-readonly')).to.equal('true');
    expect(await axeFindings(page)).to.deep.equal([]);

    await page.keyboard.press('Alt+Enter');
    const panel = page.locator('tr-explain-panel [role=dialog]');
    await panel.getByText('Sum of').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await hasFocus(page.getByRole('grid'));

    const sent: string[] = [];
    page.on('request', (request) => request.url().endsWith('/write') && sent.push(request.url()));
    await page.keyboard.press('Control+s');
    await page.keyboard.press('Control+s');
    await saved(page, '2 changes');
    expect(sent).to.have.length(1);
    await isAt(page, 1, 3);
    await hasFocus(page.getByRole('grid'));
    await shows(page, 1, 2, '12,500');
    await page.reload();
    await shows(page, 1, 2, '12,500');
    await shows(page, 1, 3, '13,000');
    expect(await page.locator('tr-sheet .changed').count()).to.equal(0);
    expect(await listedKeys(page)).to.include({ 'Undo and redo': 'Ctrl+Z Ctrl+Y', 'Empty the selected cells': 'Delete' }); // prettier-ignore
  });

  it('pastes a range, says what was left out or not read, and takes it back as one', async () => {
    const page = await open();
    await cell(page, 2, 2).click();
    await isAt(page, 2, 2);
    const before = await cell(page, 2, 2).textContent();
    await paste(page, '100\t200\t300\r\n110\t21o\t310\r\n120\t220\t320\r\n');
    await page.getByText('6 values pasted. 3 of 9 values were left out: those cells take nothing. 1 cannot be read and is framed.').waitFor(); // prettier-ignore
    await bar(page, '6 changes');
    await shows(page, 3, 4, '310');
    await shows(page, 3, 3, '21o');
    await page.keyboard.press('Control+z');
    await hasCount(page.locator('tr-sheet .changed'), 0);
    expect(await cell(page, 2, 2).textContent()).to.equal(before);
    await page.keyboard.press('Control+y');
    await bar(page, '6 changes');

    // What cannot be read is not sent: the focus goes there.
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await isAt(page, 3, 3);
    expect(await cell(page, 3, 3).getAttribute('aria-invalid')).to.equal('true');
    await page.locator('tr-sheet .note').waitFor();
    // Nor is what the server refuses: its words stand at the cell.
    await page.keyboard.type('210');
    await page.keyboard.press('Tab');
    await isAt(page, 3, 4);
    await page.keyboard.press('Delete');
    pages.expectProblems(/422/);
    const answered = saving(page);
    await page.keyboard.press('Control+s');
    expect((await answered).status()).to.equal(422);
    await isAt(page, 3, 4);
    await page.locator('tr-sheet .note').getByText('must be filled in').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.type('310');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+s');
    await saved(page, '6 changes');
    await shows(page, 3, 3, '210');
  });

  it('asks whose value shall stand when somebody was faster, cell by cell', async () => {
    const page = await open();
    const other = await pages.live.signIn('bo.manager');
    await walkTo(page, 6, 2);
    for (const text of ['1000', '2000', '3000']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await bar(page, '3 changes');
    await writes(other, [6, 2, 555], [6, 3, 666]);
    pages.expectProblems(/409/);
    await page.keyboard.press('Control+s');
    const dialog = page.locator('tr-input-conflict');
    await dialog.getByText('Someone changed 2 cells that you typed over.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await dialog.getByRole('radio', { name: /2026-02: Theirs, 666/ }).check();
    await dialog.getByRole('button', { name: 'Save my choice' }).click();
    await saved(page, '2 changes');
    await shows(page, 6, 2, '1,000');
    await shows(page, 6, 3, '666');
    await shows(page, 6, 4, '3,000');

    // Without a line what was typed stays, and is sent when it is back.
    pages.expectProblems(/409|ERR_INTERNET_DISCONNECTED/);
    await page.keyboard.type('4000');
    await page.keyboard.press('Tab');
    await page.context().setOffline(true);
    await page.keyboard.press('Control+s');
    await page.locator('tr-input-bar').getByText('Not saved yet').waitFor();
    await page.context().setOffline(false);
    await saved(page, '1 change');
    await shows(page, 6, 5, '4,000');
  });

  it('asks before what is typed would be lost: another page, Run, closing the tab', async () => {
    const page = await open();
    await cell(page, 1, 5).dblclick();
    await hasFocus(editor(page));
    const cdp = await page.context().newCDPSession(page);
    await compose(cdp, '5');
    await page.keyboard.press('Enter');
    await hasFocus(editor(page));
    await cdp.send('Input.insertText', { text: '77' });
    await page.keyboard.press('Enter');
    await bar(page, '1 change');
    const question = page.locator('tr-dialog', { hasText: 'is not saved yet' });
    await page.getByRole('link', { name: 'Customers', exact: true }).click();
    await question.getByRole('button', { name: 'Stay here' }).click();
    await question.waitFor({ state: 'detached' });
    await shows(page, 1, 5, '77');
    // Whoever closes the tab is asked, and finds what was typed again.
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.accept();
      }),
    );
    await page.reload();
    expect(await asked).to.equal('beforeunload');
    await page.getByRole('region', { name: 'Message' }).getByText('1 change that was not saved is back.').waitFor();
    await shows(page, 1, 5, '77');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await question.getByRole('button', { name: 'Discard and leave' }).click();
    await hasCount(page.locator('tr-sheet .changed'), 0);
    await page.getByRole('link', { name: 'Customers', exact: true }).click();
    await page.waitForURL(/\/list\/customer/);
  });

  it('saves more than one request takes in parts, after signing in again in place, and loses nothing', async () => {
    pages.expectProblems(/401/);
    const page = await pages.open('/report/test_wide');
    await page.locator('tr-sheet .cell.open').first().waitFor();
    await cell(page, 1, 2).click();
    await isAt(page, 1, 2);
    const people = await page.locator('tr-sheet .cell.open[data-column="2"]').count();
    const values = Array.from({ length: people }, (_, row) => Array.from({ length: 72 }, (_, column) => 1000 + 72 * row + column)); // prettier-ignore
    await paste(page, values.map((row) => row.join('\t')).join('\n'));
    const all = people * 72;
    expect(all).to.be.within(501, 1000);
    await bar(page, `${all} changes`);
    await page.context().clearCookies();
    await page.keyboard.press('Control+s');
    await page.getByText(`There are ${all} changes, and at most 500 are saved at once.`).waitFor();
    await page.getByRole('button', { name: 'Save the first 500' }).click();
    await page.getByText('Your session has ended. What you typed is still here.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await bar(page, `${all - 500} changes`);
    await shows(page, people, 3, (1000 + 72 * (people - 1) + 1).toLocaleString('en'));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await saved(page, `${all - 500} changes`);
    await page.reload();
    await shows(page, people, 3, (1000 + 72 * (people - 1) + 1).toLocaleString('en'));
  });

  it('takes days, look-ups and choices by what they are called; says where rows have moved and what has no place any more', async () => {
    pages.expectProblems(/409/);
    const plan = (name: string) => pages.create('opportunity', { name, stage: 'prospecting', amount: 100, expected_on: '2031-02-03' }); // prettier-ignore
    const [first, second, third] = [await plan('Plan A'), await plan('Plan B'), await plan('Plan C')];
    const page = await pages.open('/report/test_kinds', { width: 360, height: 740 });
    await cell(page, 1, 1).waitFor();
    await cell(page, 1, 1).click();
    await isAt(page, 1, 1);
    await paste(page, '2031-05-06\tTea Pot\tNegotiation\t777');
    await bar(page, '4 changes');
    await page.keyboard.press('Control+s');
    await saved(page, '4 changes');
    await shows(page, 1, 2, 'Tea Pot');
    // What is there has a name to its editor, too, and is typed over.
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowRight');
    await isAt(page, 1, 2);
    await page.keyboard.press('F2');
    await becomes(() => editor(page).inputValue(), 'Tea Pot');
    await page.keyboard.press('Escape');
    await paste(page, 'Jasmine Tea\tProposal');
    await bar(page, '2 changes');
    const { product } = await pages.stored('opportunity', second);
    expect(product ?? null).to.equal(null);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await paste(page, 'Tea Pot');
    await bar(page, '3 changes');
    // Somebody takes a row out and renames another: places are others, and one value has none.
    await pages.change('opportunity', second, { name: 'Plan D' });
    await pages.change('opportunity', third, { name: 'Other' });
    const answered = saving(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect((await answered).status()).to.equal(409);
    // The others are saved without it; it is told, by the name of its cell, until it is dropped.
    await saved(page, '2 changes');
    await shows(page, 1, 2, 'Jasmine Tea');
    const stranded = page.locator('tr-input-bar .stranded');
    await stranded.getByText(/1 value no longer has a place in this report: Tea Pot \(Plan C, .+\)/).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, 'nothing sideways').to.equal(0);
    await page.reload();
    await stranded.getByText(/Tea Pot/).waitFor();
    // Where its record is in the report again, so is what was typed.
    await pages.change('opportunity', third, { name: 'Plan C' });
    await page.reload();
    await bar(page, '1 change');
    await pages.change('opportunity', third, { name: 'Other' });
    await page.reload();
    await stranded.getByRole('button', { name: 'Drop it' }).click();
    await hasCount(stranded, 0);
    // What others have chosen is told by its name.
    await page.getByRole('grid').focus();
    await cell(page, 1, 2).click();
    await isAt(page, 1, 2);
    await paste(page, 'Tea Pot');
    await bar(page, '1 change');
    const { rows } = (await pages.admin.get('/api/records/product?fields=name&limit=200')).json as { rows: { id: string; name: string }[] };
    await pages.change('opportunity', first, { product: rows.find(({ name }) => name === 'Tea Collection')!.id });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('tr-input-conflict').getByRole('radio', { name: /Theirs, Tea Collection/ }).waitFor();
    await page.locator('tr-input-conflict').getByRole('button', { name: 'Save my choice' }).click();
    await saved(page, '1 change');
    await shows(page, 1, 2, 'Tea Pot');
    await shows(page, 1, 3, 'Proposal');
  }); // prettier-ignore

  it('shows no open cell to who may only read', async () => {
    const page = await open({}, 'ann.sales');
    await page.locator('.strip').getByText(/rows read in/).waitFor(); // prettier-ignore
    expect(await page.locator('tr-sheet .cell.open, tr-input-bar').count()).to.equal(0);
    expect(await page.getByRole('grid').getAttribute('aria-label')).to.include('Enter explains');
  });

  it('is typed into with a finger, in the dark and in another script', async () => {
    const page = await open({ width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' });
    await cell(page, 8, 2).tap();
    await hasFocus(editor(page));
    expect(await editor(page).getAttribute('inputmode')).to.equal('decimal');
    // The next open cell below: the month says which people have a target, so not always the same.
    const below = await page.locator('tr-sheet .cell.open[data-column="2"]').evaluateAll((all) => Math.min(...all.map((each) => Number((each as HTMLElement).dataset['row'])).filter((row) => row > 8))); // prettier-ignore
    const whose = (await cell(page, below, 1).textContent())!.trim();
    await page.keyboard.type('4200');
    await page.keyboard.press('Enter');
    await page.locator('tr-cell-editor').getByText(whose).waitFor();
    await hasFocus(editor(page));
    await page.keyboard.press('Escape');
    await isAt(page, below, 2);
    await bar(page, '1 处更改');
    expect(await axeFindings(page)).to.deep.equal([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, 'nothing sideways').to.equal(0);
    await page.getByRole('button', { name: '保存', exact: true }).tap();
    await page.getByText('已保存 1 处更改').first().waitFor();
    await shows(page, 8, 2, '4,200');
  });
});
