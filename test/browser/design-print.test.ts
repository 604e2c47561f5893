/**
 * Print templates as a person makes them: a quote to print begun from nothing, its actions counted, pieces put in by click,
 * drag and keys, mistakes at their place, the page in millimetres; printed by a salesperson. One site, mostly one page.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { countActions } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';

describe('browser/design-print', function () {
  this.timeout(90_000);
  const pages = withLivePages({ sample: true });

  const draft = async (name: string): Promise<Record<string, unknown>> =>
    ((await pages.admin.get(`/api/documents/print_template/${name}`)).json as { document: Record<string, unknown> }).document; // prettier-ignore
  const picture = (page: Page) => page.locator('td-print-canvas .pages:not(.old)[aria-busy=false] img').first();
  /** The words of the first page, as they stand in its picture. */
  const printed = async (page: Page): Promise<string> => {
    const source = (await picture(page).count()) > 0 ? await picture(page).getAttribute('src') : '';
    const svg = decodeURIComponent((source ?? '').replace(/^[^,]*,/, ''));
    return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(' ');
  };
  const shows = (page: Page, words: RegExp) => becomes(async () => words.test(await printed(page)), true);
  const text = (page: Page) => page.locator('td-template-input .cm-content');
  const entry = (page: Page, name: string) => page.locator('td-print-palette').getByRole('button', { name, exact: true }).first(); // prettier-ignore

  it('a quote to print: begun from nothing in 6, seen on a real record', async () => {
    const page = await pages.open('/design');
    const person = countActions(page);
    await person.click(page.getByRole('button', { name: 'New: Print template' }));
    await person.fill(page.getByLabel('Label', { exact: true }), 'Quote to print');
    await person.click(page.getByRole('button', { name: /About the entity/ }));
    await person.click(page.getByRole('option', { name: 'Quote', exact: true }));
    await person.click(page.getByRole('button', { name: 'Create draft' }));
    await person.click(page.locator('[data-starter=rows]'));
    await shows(page, /Quote QU-\d+ .*Product .*Amount/);
    expect(person.actions, person.actions.join()).to.have.length.at.most(6);
    expect(await axeFindings(page)).to.deep.equal([]);
    // What the next one opens is on the server.
    await page.keyboard.press('Control+s');
    await becomes(async () => (await pages.admin.get('/api/documents/print_template/quote_to_print')).text.includes('sum lines.amount'), true); // prettier-ignore
  });

  it('puts fields, tables and page numbers in by click, drag and keys, and takes them back', async () => {
    const page = await pages.open('/design/print_template/quote_to_print');
    await shows(page, /QU-\d+/);
    const before = await text(page).innerText();
    await text(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Insert');
    await page.locator('td-print-palette input[type=search]').fill('status');
    await entry(page, 'Status').press('Enter');
    await becomes(async () => (await text(page).innerText()).includes('{{status}}'), true);
    await page.locator('td-print-palette input[type=search]').fill('');
    // Dragged to the first line: to where it is let go.
    await text(page).press('Control+Home');
    const person = countActions(page);
    await person.drag(entry(page, 'Payment terms'), page.locator('td-template-input .cm-line').first(), { x: 2, y: 8 });
    await becomes(async () => (await text(page).innerText()).startsWith('{{payment_terms}}'), true);
    await entry(page, 'Page number').click();
    await page.locator('[data-part=footer][aria-pressed=true]').waitFor();
    await shows(page, /1 \/ 1/);
    for (let n = 0; n < 3; n++) await page.getByRole('button', { name: /^Undo/ }).click();
    await page.locator('[data-part=body]').click();
    await becomes(() => text(page).innerText(), before);
    for (let n = 0; n < 3; n++) await page.getByRole('button', { name: /^Redo/ }).click();
    await becomes(async () => (await text(page).innerText()).startsWith('{{payment_terms}}'), true);
  });

  it('completes names, says a mistake at its line, and draws codes', async () => {
    const page = await pages.open('/design/print_template/quote_to_print');
    await shows(page, /QU-\d+/);
    await text(page).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('{{customer.ci');
    await page.getByRole('option', { name: /^city/ }).click();
    await page.keyboard.type('}}');
    await becomes(async () => (await text(page).innerText()).startsWith('{{customer.city}}'), true);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('{{nothing_here}}');
    const mistake = page.getByRole('list', { name: 'Mistakes' }).getByRole('button').first();
    await mistake.filter({ hasText: /Line 1, column \d+: There is no field "nothing_here"/ }).waitFor();
    await page.locator('td-template-input .cm-lintRange-error').first().waitFor();
    await mistake.click();
    await page.keyboard.press('Control+z');
    await mistake.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('{{barcode number}}');
    await becomes(
      async () => decodeURIComponent((await picture(page).getAttribute('src')) ?? '').includes('<path'),
      true,
    );
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('{{barcode number "ean8"}}');
    pages.expectProblems(/422/);
    await page.locator('td-print-canvas [role=alert]', { hasText: /"barcode" cannot draw "QU-/ }).waitFor();
    await page.keyboard.press('Control+z');
    await page.locator('td-print-canvas [role=alert]').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await becomes(async () => JSON.stringify(await draft('quote_to_print')).includes('ean8'), false);
  });

  it('sets the page in millimetres, drawn to scale, and shows many records on labels', async () => {
    const page = await pages.open('/design/print_template/contact_labels_3x8');
    await page.locator('[data-part=page]').click();
    const columns = page.locator('td-print-canvas').getByLabel('Columns', { exact: true });
    const drawn = () => page.locator('td-print-canvas .paper .place').count();
    await becomes(drawn, 24);
    await columns.fill('2');
    await columns.press('Tab');
    await becomes(drawn, 16);
    await page.locator('td-print-canvas img').nth(1).waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await becomes(drawn, 24);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PDF', exact: true }).click();
    expect((await downloading).suggestedFilename()).to.match(/\.pdf$/);
  });

  it('is published, and a manager prints a quote with it and keeps it with the record', async () => {
    expect(JSON.stringify(await draft('quote_to_print'))).to.include('sum lines.amount');
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, published.text).to.equal(201);
    const bo = await pages.live.signIn('bo.manager');
    const { rows } = (await bo.get('/api/records/quote?fields=id&limit=1')).json as { rows: { id: string }[] };
    const page = await pages.open(`/record/quote/${rows[0]!.id}`, { as: bo });
    await page.getByRole('button', { name: /^More/ }).first().click();
    await page.getByRole('menuitem', { name: 'Print by template…' }).click();
    const dialog = page.locator('tr-print-dialog');
    await dialog.getByRole('radio', { name: /Quote to print/ }).check();
    await dialog.getByRole('combobox').selectOption('zh-CN');
    await dialog.locator('.pages img').first().waitFor();
    expect(await dialog.getByRole('checkbox').isChecked()).to.equal(true);
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    expect((await downloading).suggestedFilename()).to.match(/^QU-\d+\.pdf$/);
    const files = async () => ((await bo.get(`/api/print/files?entity=quote&record=${rows[0]!.id}`)).json as { files: unknown[] }).files.length; // prettier-ignore
    await becomes(files, 1);
    // Its record tells it at once, with the way to the file.
    const link = page.locator('tr-timeline').getByRole('link', { name: /^QU-\d+\.pdf$/ });
    expect(await link.getAttribute('href')).to.match(/^\/api\/print\/files\/[0-9A-Z]{26}$/);
  });
});
