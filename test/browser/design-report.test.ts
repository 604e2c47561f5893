/**
 * The sheet designer as a person uses it: reports made by drags and by keys with the actions counted, cells from a
 * spreadsheet, undo and redo; what the preview shows is what readers then see. One site and mostly one page for all of it.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { axeFindings } from '../helper/browser.js';
import { becomes, eventually } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';

const rows = [
  ['East', 'Ann', 'Pen', 10], ['East', 'Bob', 'Ink', 20], ['West', 'Cid', 'Pen', 30], ['East', 'Ann', 'Ink', 40], ['West', 'Cid', 'Ink', 50],
]; // prettier-ignore
const source = { type: 'rows', columns: ['region', 'rep', 'product', 'amt'], rows };

describe('browser/design-report', function () {
  this.timeout(60_000);
  const pages = withLivePages();

  /** A new report over the five rows, in the designer. */
  const design = async (name: string, options = {}): Promise<Page> => {
    const document = { kind: 'report', id: ulid(), name, schema: 1, label: name, datasets: [{ name: 'S', source }], sheet: { cells: {} } };
    const answer = await pages.admin.send('PUT', `/api/documents/report/${name}`, document, { 'If-Match': '"0"' });
    expect(answer.status).to.be.oneOf([200, 201]);
    const page = await pages.open(`/design/report/${name}`, options);
    await field(page, 'region').waitFor();
    return page;
  }; // prettier-ignore
  const field = (page: Page, name: string): Locator => page.locator(`td-report-palette [data-field="S.${name}"]`);
  const cell = (page: Page, address: string): Locator => page.locator(`td-sheet-grid [data-address="${address}"]`);
  const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Template of the report' });
  const sheetOf = (page: Page) => page.locator('td-report-preview tr-sheet');
  /** Rows of a sheet as a reader sees them. */
  const shown = (page: Page, at: Locator): Promise<string[]> =>
    at.locator('.row').evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll('.cell .text')].map((each) => each.textContent?.trim() ?? '').filter((text) => text !== '').join(' | '), // prettier-ignore
      ).filter((text) => text !== ''),
    ); // prettier-ignore
  const previews = (page: Page, lines: readonly string[]) => becomes(() => shown(page, sheetOf(page)), [...lines]);
  const tool = (page: Page, name: string) => page.locator('td-report-toolbar').getByRole('button', { name, exact: true }); // prettier-ignore
  /** The middle of a place of the template. */
  const middle = async (page: Page, row: number, column: number, along = 0.4): Promise<{ x: number; y: number }> => {
    const box = (await page.locator('td-sheet-grid .cells').boundingBox())!;
    return { x: box.x + 96 * (column + along), y: box.y + 26 * (row + 0.5) };
  };
  const drag = async (page: Page, from: Locator, row: number, column: number, along?: number): Promise<void> => {
    const to = await middle(page, row, column, along);
    await from.hover();
    await page.mouse.down();
    await page.mouse.move(to.x - 8, to.y - 4, { steps: 4 });
    await page.mouse.move(to.x, to.y);
    await page.locator('td-sheet-grid .drop').waitFor();
    await page.mouse.up();
  };
  const stored = async (page: Page, name: string): Promise<{ sheet: { cells: Record<string, unknown> } }> => {
    await page.keyboard.press('Control+s');
    await page.getByText(/^Saved/).waitFor();
    return ((await pages.admin.get(`/api/documents/report/${name}`)).json as { document: never }).document;
  };

  it('a grouped report with subtotal and total takes 6 actions, and readers see what the preview showed', async () => {
    const page = await design('made_grouped');
    for (const name of ['region', 'rep', 'amt']) await field(page, name).click();
    await page.getByRole('button', { name: 'Grouped', exact: true }).click();
    await tool(page, 'Subtotal').click();
    await tool(page, 'Subtotal').click();
    const lines = [
      'Region | Rep | Amt', 'East | Ann | 50.00', 'Bob | 20.00', 'Subtotal | 70.00',
      'West | Cid | 80.00', 'Subtotal | 80.00', 'Total | 150.00',
    ]; // prettier-ignore
    await previews(page, lines);
    expect(await axeFindings(page)).to.deep.equal([]);
    // The same cell's instances are tinted.
    await cell(page, 'C3').click();
    await becomes(() => sheetOf(page).locator('.cell.marked').allInnerTexts(), ['70.00', '80.00']);
    await page.locator('td-sheet-grid .name', { hasText: 'left parent' }).waitFor();

    await stored(page, 'made_grouped');
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, JSON.stringify(published.json)).to.equal(201);
    await page.goto(`${pages.live.address}/report/made_grouped`);
    await becomes(() => shown(page, page.locator('tr-sheet')), lines);
  });

  it('a cross-tab by drags, with totals at both ends; taken back and done again', async () => {
    const page = await design('made_cross');
    await drag(page, field(page, 'product'), 0, 1, 0.9);
    await drag(page, field(page, 'region'), 1, 0);
    await drag(page, field(page, 'amt'), 1, 1);
    await tool(page, 'Subtotal').click();
    await tool(page, 'Subtotal').click();
    const first = ['Region | Pen | Ink | Total', 'East | 10.00 | 60.00 | 70.00', 'West | 30.00 | 50.00 | 80.00', 'Total | 40.00 | 110.00 | 150.00'];
    await previews(page, first);
    const done = (await stored(page, 'made_cross')).sheet;
    await grid(page).focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press('Control+z');
    await page.getByText('Drag a field onto a cell').waitFor();
    expect((await stored(page, 'made_cross')).sheet.cells).to.deep.equal({});
    await grid(page).focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press('Control+y');
    await previews(page, first);
    expect((await stored(page, 'made_cross')).sheet).to.deep.equal(done);
  }); // prettier-ignore

  it('the same by keys alone: fields by Enter, formulas with completion, fill, merge', async () => {
    const page = await design('made_by_keys');
    await grid(page).focus();
    await page.keyboard.press('ArrowDown');
    for (const name of ['region', 'amt']) {
      await field(page, name).focus();
      await page.keyboard.press('Enter');
    }
    await previews(page, ['Region | Amt', 'East | 70.00', 'West | 80.00']);
    await grid(page).focus();
    await page.keyboard.type('=share(B');
    await page.getByRole('option', { name: /^B2/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await becomes(() => cell(page, 'C2').innerText(), '=share(B2)');
    await page.keyboard.press('ArrowUp');
    await tool(page, 'As a percentage').click();
    await previews(page, ['Region | Amt', 'East | 70.00 | 46.7%', 'West | 80.00 | 53.3%']);
    // What cannot be read is said and not taken over.
    await grid(page).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type(' +');
    await page.getByText('A value is missing after').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await becomes(() => cell(page, 'C2').innerText(), '=share(B2)');
    await grid(page).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Insert a row above' }).click();
    await becomes(() => cell(page, 'C3').innerText(), '=share(B3)');
    // A dataset over an entity is two steps.
    await page.getByRole('button', { name: 'Add dataset' }).click();
    await page.getByRole('menuitem', { name: 'Region', exact: true }).click();
    await page.locator('td-report-palette [data-field="R.name"]').waitFor();
  });

  it('takes a block from a spreadsheet with its values and merges', async () => {
    const page = await design('made_by_paste');
    const html = '<table><tr><td colspan=2 style="font-weight:700">Plan</td></tr><tr><td>North</td><td>1,234.50</td></tr></table>';
    await grid(page).focus();
    await grid(page).evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, html);
    await previews(page, ['Plan', 'North | 1,234.50']);
    expect((await stored(page, 'made_by_paste')).sheet.cells).to.deep.equal({
      A1: { text: 'Plan', span: [1, 2], style: 'bold' },
      A2: { text: 'North' },
      B2: { formula: '1234.5', format: '#,##0.00' },
    });
    // The handle fills, the edge of a head sizes, Ctrl+C and Ctrl+V copy, Ctrl+X moves.
    await cell(page, 'B2').click();
    const handle = (await page.locator('td-sheet-grid .handle').boundingBox())!;
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(handle.x, handle.y + 45, { steps: 4 });
    await page.mouse.up();
    await becomes(() => cell(page, 'B4').innerText(), '=1234.5');
    await cell(page, 'A2').click();
    await page.keyboard.press('Control+c');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+v');
    await becomes(() => cell(page, 'A3').innerText(), 'North');
    await page.keyboard.press('Control+x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+v');
    await becomes(() => cell(page, 'A4').innerText(), 'North');
    expect(await cell(page, 'A3').count()).to.equal(0);
    const edge = (await page.locator('td-sheet-grid .heads .edge').first().boundingBox())!;
    await page.mouse.move(edge.x + 3, edge.y + 8);
    await page.mouse.down();
    await page.mouse.move(edge.x + 43, edge.y + 8, { steps: 4 });
    await page.mouse.up();
    await becomes(async () => Math.round((await cell(page, 'A2').boundingBox())!.width), 136);
    // A mistake of the template names its cell, and the link goes there.
    pages.expectProblems(/422/);
    await cell(page, 'B2').click();
    await page.keyboard.type('=nothing(A9)');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await eventually(async () => ((await page.getByRole('button', { name: 'Go to B2' }).count()) > 0) || undefined, 'a way to the cell'); // prettier-ignore
    await cell(page, 'A2').click();
    await page.getByRole('button', { name: 'Go to B2' }).click();
    await page.locator('td-formula-bar .address', { hasText: 'B2' }).waitFor();
  }); // prettier-ignore
});
