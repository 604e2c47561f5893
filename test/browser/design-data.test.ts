/** Canvases of documents about data: segments, sharing rules, rules about duplicates, connections, import maps. One site. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ulid } from 'ulid';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

describe('browser/design-data', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  const named = (kind: string, name: string) => async (): Promise<object> =>
    (await pages.admin.get(`/api/documents/${kind}/${name}`)).json.document as object;
  const undo = async (page: Page, times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await page.getByRole('button', { name: /^Undo/ }).click();
    await page.keyboard.press('Control+s');
  };
  const draft = async (document: { readonly kind: string; readonly name: string }): Promise<void> => {
    const answer = await pages.admin.send('PUT', `/api/documents/${document.kind}/${document.name}`, document, { 'If-Match': '"0"' }); // prettier-ignore
    expect(answer.status, answer.text).to.be.oneOf([200, 201]);
  };

  before(async () => {
    await pages.create('customer', { code: 'D1', name: 'Acme Trading Ltd', type: 'existing', level: 'A', city: 'Ulm' });
    await pages.create('customer', { code: 'D2', name: 'ACME Trade Inc.', type: 'existing', level: 'A', city: 'Ulm' });
    await pages.create('customer', { code: 'D3', name: 'Zeta GmbH', type: 'existing', level: 'B', city: 'Bonn' });
  });

  it('shows who is in a segment now as its condition is written, and lists over a segment that is a draft', async () => {
    const segment = { kind: 'segment', id: ulid(), name: 'level_a', schema: 1, label: 'Level A only', entity: 'customer', filter: { field: 'level', op: 'eq', value: 'A' } }; // prettier-ignore
    await draft(segment);
    const page = await pages.open('/design/segment/level_a');
    const canvas = page.locator('td-segment-canvas');
    const rows = canvas.locator('td-sample-rows tbody tr');
    await canvas.getByText('Customers: 2 meet this now').waitFor();
    await becomes(() => rows.locator('th').allTextContents(), ['Acme Trading Ltd', 'ACME Trade Inc.']);
    await canvas.getByText('Nothing else uses this.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await canvas.locator('td-filter-input').getByRole('button').nth(1).click();
    await canvas.getByText('Customers: 3 meet this now').waitFor();
    await page.keyboard.press('Control+z');
    await canvas.getByText('Customers: 2 meet this now').waitFor();
    await page.keyboard.press('Control+s');
    await becomes(named('segment', 'level_a'), segment);
    // A view that is a draft as well: the list on its canvas is that of the segment, which no release has.
    const view = { kind: 'view', id: ulid(), name: 'customer_level_a', schema: 1, label: 'Of level A', entity: 'customer', mode: 'table', columns: [{ path: 'name' }], filter: { segment: 'level_a' } }; // prettier-ignore
    await draft(view);
    await page.goto(`${pages.live.address}/design/view/customer_level_a`);
    await page.locator('td-view-canvas td-filter-input').getByText('in segment Level A only').waitFor();
    await page.locator('td-view-canvas').getByText('Acme Trading Ltd').waitFor();
    expect(await page.locator('td-view-canvas').getByText('Zeta GmbH').count()).to.equal(0);
  });

  it('says whom a rule shares with in words, adds by keys, and tells what one person sees', async () => {
    const page = await pages.open('/design/sharing/key_customers');
    const stored = named('sharing', 'key_customers');
    const original = await stored();
    const canvas = page.locator('td-sharing-canvas');
    const says = (text: RegExp) => canvas.locator('.says').filter({ hasText: text }).waitFor();
    await says(/^Customers where Level A are seen by Salesperson\.$/);
    await canvas.getByText('Customers: 2 meet this now').waitFor();
    await canvas.getByLabel('Add a role').selectOption({ label: 'Service staff' });
    await hasFocus(canvas.getByLabel('Add a role'));
    await canvas.getByRole('button', { name: 'See and change' }).press('Enter');
    await says(/^Customers where Level A are seen and changed by Salesperson and Service staff\.$/);
    await canvas.getByRole('button', { name: 'Take Salesperson out' }).press('Delete');
    await canvas.getByLabel('In effect').check();
    await says(/ by Service staff\.$/);
    await page.keyboard.press('Control+s');
    const { active: _active, ...rest } = original as Record<string, unknown>;
    await becomes(stored, { ...rest, to: { roles: ['service'] }, level: 'update' });
    const check = canvas.locator('td-person-check');
    const pick = async (name: string, text: string): Promise<void> => {
      await check.getByRole('combobox', { name, exact: true }).fill(text);
      await page.locator('vaadin-combo-box-item').filter({ visible: true }).first().click();
    };
    await pick('Person', 'adm');
    await pick('Customer', 'Zeta');
    await check.getByText(/ may change this /).waitFor();
    await canvas.getByText('your draft counts once it is published').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await undo(page, 4);
    await becomes(stored, original);
  });

  it('tries a rule about duplicates as it is written, and says why it holds for two records or does not', async () => {
    const page = await pages.open('/design/rule/customer_duplicates', { dark: true, language: 'zh-CN' });
    const stored = named('rule', 'customer_duplicates');
    const original = (await stored()) as { readonly match: readonly object[] };
    const canvas = page.locator('td-rule-canvas');
    const trial = canvas.locator('td-rule-trial');
    await trial.getByText('在全部 3 条中，没有被视为相同的记录').waitFor();
    await canvas.getByLabel('名称需要的相似度').nth(1).selectOption({ label: '相似度 60%' });
    await trial.getByText('在全部 3 条中，有 1 对被视为相同').waitFor();
    await trial.getByRole('button', { name: /Acme Trading Ltd.*依据方式 2/ }).or(trial.getByRole('button', { name: /ACME Trade Inc.*依据方式 2/ })).first().click(); // prettier-ignore
    await trial.getByText('规则成立：视为相同。').waitFor();
    await trial.getByRole('rowheader', { name: '方式 2：成立' }).waitFor();
    await canvas.getByRole('button', { name: '添加另一种方式' }).click();
    await page.keyboard.press('Control+s');
    await becomes(async () => ((await stored()) as typeof original).match.length, original.match.length + 1);
    await canvas.getByLabel('名称需要的相似度').nth(1).selectOption({ label: '相似度 95%' });
    await trial.getByText('规则不成立：视为不同记录。').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+s');
    await becomes(stored, original);
  });

  it('tests a connection as it is written, in the words of every failure, and names no variable but its own', async () => {
    const connection = { kind: 'connection', id: ulid(), name: 'warehouse', schema: 1, label: 'Warehouse', type: 'sqlite', database: 'nothing.db' }; // prettier-ignore
    await draft(connection);
    const page = await pages.open('/design/connection/warehouse');
    const canvas = page.locator('td-connection-canvas');
    pages.expectProblems(/422/);
    await canvas.getByRole('button', { name: 'Test connection' }).click();
    await canvas.getByText('The database of this connection cannot be read.').waitFor();
    await canvas.getByText('Is the file in the folder').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await canvas.getByRole('button', { name: 'Server (MySQL, MariaDB)' }).click();
    await canvas.getByText('A connection to a server needs "host".').waitFor();
    expect(await canvas.getByRole('button', { name: 'Test connection' }).isDisabled()).to.equal(true);
    await canvas.getByLabel('Host').fill('127.0.0.1');
    await canvas.getByLabel('User').fill('reader');
    await canvas.getByLabel('Where the password is').selectOption({ label: 'In a variable of the server' });
    await canvas.getByLabel('Variable').fill('path');
    await canvas.getByLabel('Variable').press('Tab');
    await page.keyboard.press('Control+s');
    await becomes(named('connection', 'warehouse'), { ...connection, type: 'mysql', database: 'nothing', port: 3306, host: '127.0.0.1', user: 'reader', secret: { environment: 'TRELLIS_CONNECTION_PATH' } }); // prettier-ignore
    await undo(page, 5);
    await becomes(named('connection', 'warehouse'), connection);
  });

  it('shows the rows of a sample as they would become, takes columns by their names, and says what is refused', async () => {
    const page = await pages.open('/design/import_map/northwind_customers');
    const stored = named('import_map', 'northwind_customers');
    const original = (await stored()) as { readonly columns: readonly object[] };
    const canvas = page.locator('td-import-map-canvas');
    const lines = ['CustomerID,CompanyName,Address,City,Region,PostalCode,Country,Phone,Fax,Website', 'C1,"Futter, Kiste ",Obere Str. 57,Berlin,,12209,Germany,030,,futter.example', 'C2,Blondel,Kleber,Paris,,67000,Atlantis,88,,', 'C3,short']; // prettier-ignore
    await canvas.locator('input[type=file]').setInputFiles({ name: 'part.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }); // prettier-ignore
    await canvas.getByText('part.csv: 10 columns, 2 rows read').waitFor();
    await canvas.getByText('1 column of the sample goes nowhere: Website').waitFor();
    await canvas.getByText('1 line has more or fewer cells than heads, the first is line 4').waitFor();
    const trial = canvas.locator('td-import-trial');
    await trial.getByRole('cell', { name: 'Futter, Kiste', exact: true }).waitFor();
    await trial.getByText('Blanks at either end were cut off.').waitFor();
    expect(await trial.locator('td.wrong').count()).to.be.greaterThan(0);
    await canvas.getByRole('button', { name: 'Add 1 more that is named like a field' }).press('Enter');
    await trial.getByRole('columnheader', { name: /^Website/ }).waitFor();
    await page.keyboard.press('Control+s');
    await becomes(stored, { ...original, columns: [...original.columns, { path: 'website', column: 'Website' }] });
    expect(await axeFindings(page)).to.deep.equal([]);
    await undo(page, 1);
    await becomes(stored, original);
  });

  it('says what conditions and formulas of an entity come to for a record', async () => {
    const page = await pages.open('/design/entity/customer');
    await page.locator('td-sample-choice').getByRole('combobox', { name: 'Conditions for' }).waitFor();
    const inspector = page.locator('td-inspector');
    await page.locator('td-entity-canvas [data-field]').filter({ hasText: /^\s*City/ }).click(); // prettier-ignore
    await inspector.getByRole('heading', { name: /^City/ }).waitFor();
    const condition = inspector.locator('td-condition-input').first();
    await condition.getByRole('button', { name: 'If', exact: true }).click();
    await condition.getByRole('textbox').click();
    await page.keyboard.type('level = "B"');
    await condition.getByText(/^For .+: (shown|hidden)$/).waitFor();
    const said = async () => (await condition.getByRole('status').innerText()).replace(/^For .+: /, '');
    const chosen = page.locator('td-sample-choice').getByRole('combobox');
    const pick = async (name: string): Promise<void> => {
      await chosen.fill(name);
      await page.locator('vaadin-combo-box-item').filter({ hasText: name }).filter({ visible: true }).first().click(); // prettier-ignore
    };
    await pick('Zeta');
    await becomes(said, 'shown');
    await pick('Acme');
    await becomes(said, 'hidden');
    await undo(page, 1);
    // A formula says what it gives for the same record.
    const anew = await pages.open('/design/entity/customer');
    const name = anew
      .locator('td-inspector td-expression-input')
      .filter({ has: anew.getByRole('textbox', { name: 'Named by' }) });
    const gives = await name.getByText(/^For .+: .+/).innerText();
    expect(gives).to.match(/^For (.+): \1$/);
  });

  it('designs a chart of a report with wells, by keys too, and leaves the rows of the sheet alone', async () => {
    const page = await pages.open('/design/report/top_customers');
    interface Report { readonly datasets: readonly { readonly name: string }[]; readonly charts: readonly { readonly chart: string; readonly y: readonly string[] }[] } // prettier-ignore
    const stored = named('report', 'top_customers') as () => Promise<Report>;
    const original = await stored();
    const entry = page
      .locator('td-report-canvas .charts')
      .getByRole('button', { name: 'Net sales of the ten largest' });
    await entry.press('Enter');
    const canvas = page.locator('td-report-chart');
    await hasFocus(canvas.getByRole('button', { name: 'Back to the sheet' }));
    await page.locator('td-chart-fields').getByRole('button', { name: 'Quantity', exact: true }).press('Enter');
    await canvas.getByRole('region', { name: 'Figures' }).getByText('Quantity').waitFor();
    await canvas.getByRole('radio', { name: 'Columns', exact: true }).click();
    await page.keyboard.press('Control+s');
    await becomes(async () => (await stored()).charts.map(({ chart, y }) => [chart, y]), [['column', ['quantity']]]); // prettier-ignore
    expect((await stored()).datasets[0]).to.deep.equal(original.datasets[0]);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await canvas.getByRole('radio', { name: 'Ranking' }).press('Escape');
    await hasFocus(entry);
    await page.keyboard.press('Control+s');
    await becomes(stored, original);
  });
});
