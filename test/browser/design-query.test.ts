/**
 * The dataset canvas as a person uses it (U19, U40): a query built from nothing without writing a formula, rows after each
 * step, published and used in a report; SQL with its mistakes and keys; who has no right to SQL. One site, mostly one page.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ulid } from 'ulid';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { withLivePages } from '../helper/live-page.js';

describe('browser/design-query', function () {
  this.timeout(90_000);
  const pages = withLivePages({ sample: true });

  const make = async (name: string, source: object, by: Browser = pages.admin): Promise<void> => {
    const answer = await by.send('PUT', `/api/documents/dataset/${name}`, { kind: 'dataset', id: ulid(), name, schema: 1, label: name, source }, { 'If-Match': '"0"' }); // prettier-ignore
    expect(answer.status, answer.text).to.be.oneOf([200, 201]);
  };
  const canvas = (page: Page) => page.locator('td-dataset-canvas');
  const tab = (page: Page, id: string) => page.locator(`td-step-row [data-step="${id}"]`);
  const step = async (page: Page, name: string): Promise<void> => {
    await page.locator('td-dataset-canvas #add').click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  const pick = async (page: Page, label: string, field: string): Promise<void> => {
    await canvas(page).getByRole('combobox', { name: label, exact: true }).fill(field);
    await page.getByRole('option', { name: new RegExp(`· ${field}$`) }).click();
  };
  /** Rows of the preview, once it is there. */
  const shown = (page: Page): Promise<string[]> =>
    page.locator('td-step-preview tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent!.trim()).join(' | '))); // prettier-ignore
  const heads = (page: Page): Promise<string[]> => page.locator('td-step-preview th small').allTextContents();
  const counted = (page: Page, id: string, text: RegExp) =>
    tab(page, id).locator('.count', { hasText: text }).waitFor();

  it('orders by month and region with their total, the first 5: built, seen at each step, published, used in a report', async () => {
    await make('made_query', { type: 'rows', columns: ['name'], rows: [['x']] });
    const page = await pages.open('/design/dataset/made_query');
    await canvas(page).getByRole('combobox', { name: 'Rows come from' }).selectOption({ label: 'Records' });
    await pick(page, 'Entity', 'order');
    await counted(page, 'source', /^[\d,]{3,} rows$/);
    const all = await tab(page, 'source').locator('.count').innerText();
    await step(page, 'Summarise');
    await pick(page, 'Add a group', 'ordered_on');
    await pick(page, 'Add a group', 'customer.region.name');
    await pick(page, 'Add a figure of a field', 'total');
    await page.getByRole('button', { name: /^Take Count out/ }).click();
    await becomes(() => heads(page), ['month', 'region', 'total_sum']);
    await step(page, 'Sort');
    await step(page, 'First rows');
    await page.getByLabel('Keep the first').fill('5');
    await page.getByLabel('Keep the first').press('Enter');
    await counted(page, 'limit', /^5 rows$/);
    await becomes(async () => (await shown(page)).length, 5);
    const top = await shown(page);
    // Each step shows its own rows: those of the source are untouched.
    expect(await tab(page, 'source').locator('.count').innerText()).to.equal(all);
    await tab(page, 'summary').click();
    await becomes(async () => (await shown(page)).length, 10);
    expect(await axeFindings(page)).to.deep.equal([]);

    // The row of steps by keys: along, off and on again, out and back by undo.
    await tab(page, 'summary').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'o']) await page.keyboard.press(key);
    await tab(page, 'limit').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /First rows switched off/ }).click();
    await counted(page, 'limit', /^5 rows$/);
    await tab(page, 'limit').click();
    await tab(page, 'limit').press('Delete');
    await tab(page, 'limit').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await tab(page, 'limit').click();
    await becomes(() => shown(page), top);
    // Those who may write SQL see what the database is asked.
    await page.getByRole('button', { name: 'SQL', exact: true }).click();
    await page.locator('td-step-preview pre', { hasText: /^select / }).waitFor();

    await page.keyboard.press('Control+s');
    // What stands there is what is published: the canvas may be quicker than the draft.
    const kept = async () => ((await pages.admin.get('/api/documents/dataset/made_query')).json as { document: { source: { query?: { limit?: number } } } }).document.source.query?.limit; // prettier-ignore
    await becomes(kept, 5);
    const report = { kind: 'report', id: ulid(), name: 'of_made_query', schema: 1, label: 'Top', datasets: [{ name: 'S', source: { type: 'dataset', name: 'made_query' } }], sheet: { columns: [{ width: 160 }, { width: 160 }], cells: { A1: { bind: { dataset: 'S', field: 'region', as: 'list' } }, B1: { bind: { dataset: 'S', field: 'total_sum', as: 'value' }, format: '#,##0.00' } } } }; // prettier-ignore
    expect((await pages.admin.send('PUT', '/api/documents/report/of_made_query', report, { 'If-Match': '"0"' })).status).to.be.oneOf([200, 201]); // prettier-ignore
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, published.text).to.equal(201);
    await page.goto(`${pages.live.address}/report/of_made_query`);
    const cells = () => page.locator('tr-sheet .row').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('.cell .text')].map((cell) => cell.textContent!.trim()).join(' | '))); // prettier-ignore
    await becomes(cells, top.map((line) => line.split(' | ').slice(1).join(' | '))); // prettier-ignore
  });

  it('SQL: names complete, a mistake is told at its place, parameters are declared and tried, Ctrl+Enter runs, Esc and Tab leave', async () => {
    await make('made_sql', { type: 'sql', sql: 'select ' });
    const page = await pages.open('/design/dataset/made_sql');
    const editor = canvas(page).getByRole('textbox', { name: 'SQL' });
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('select count(*) as n from produ');
    await page.getByRole('option', { name: /^product/ }).first().waitFor(); // prettier-ignore
    await page.keyboard.press('Escape');
    await page.getByText('Line 1, column 27: There is no entity “produ”').waitFor();
    await page.keyboard.type('ct where name <> :other');
    await page.keyboard.press('Escape');
    await page.getByText('There is no parameter “other”').waitFor();
    // Nothing traps the keyboard.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Declare the parameter other' }).press('Enter');
    await page.getByRole('textbox', { name: 'Try other with' }).fill('nothing');
    await page.getByRole('textbox', { name: 'Try other with' }).press('Enter');
    await tab(page, 'source').click();
    await editor.click();
    await page.keyboard.press('Control+Enter');
    await becomes(() => heads(page), ['n']);
    await becomes(async () => Number((await shown(page))[0]) > 0, true);
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('without the right no SQL is shown, and it is said why', async () => {
    const role = { kind: 'role', id: ulid(), name: 'plain_designer', schema: 1, label: 'Plain designer', grants: [{ entity: 'product', actions: { read: 'all' } }], rights: ['design'] }; // prettier-ignore
    expect((await pages.admin.send('PUT', '/api/documents/role/plain_designer', role, { 'If-Match': '"0"' })).status).to.be.oneOf([200, 201]); // prettier-ignore
    await make('shared_sql', { type: 'sql', sql: 'select count(*) as very_secret from product' });
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, published.text).to.equal(201);
    await pages.live.addUser({ login: 'plain.dan', roles: ['plain_designer'] });
    const dan = await pages.live.signIn('plain.dan');
    const page = await pages.open('/design/dataset/shared_sql', { as: dan, dark: true, language: 'zh-CN' });
    await page.getByText('SQL 仅对有权编写者显示').waitFor();
    expect(await page.locator('td-design').innerText()).not.to.contain('very_secret');
    expect(await page.getByRole('textbox', { name: 'SQL' }).count()).to.equal(0);
    expect(await page.getByRole('button', { name: 'SQL', exact: true }).count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
