/**
 * What leaves the product, in a real browser: a list exported as it stands, the print views of a list and of a record, and
 * what somebody without the right is told. Rows and rights are scenario/exports' job.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Download, Page } from 'playwright-core';
import { axeFindings, type PageOptions } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { withLivePages } from '../helper/live-page.js';
import { cutTexts } from '../helper/page-texts.js';

const looks: readonly PageOptions[] = [
  {},
  { dark: true, language: 'zh-CN' },
  { width: 390, height: 844, touch: true },
  { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' },
];

describe('browser/output', function () {
  this.timeout(60_000);
  const pages = withLivePages({ sample: true });
  let ann: Browser;
  let order: string;

  before(async () => {
    ann = await pages.live.signIn('ann.sales');
    order = (await ann.get('/api/records/order?limit=1')).json.rows[0].id;
  });

  const open = (path: string, look: PageOptions = {}): Promise<Page> => pages.open(path, { as: ann, ...look });
  const viewMenu = async (page: Page) => {
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    await page.getByRole('button', { name: 'This view' }).click();
    return page.getByRole('menu');
  };
  const exported = async (page: Page, item: string): Promise<Download> => {
    const menu = await viewMenu(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      menu.getByRole('menuitem', { name: item }).click(),
    ]);
    return download;
  };
  const filter = encodeURIComponent('{"field":"country","op":"eq","value":"DE"}');
  const heads = (page: Page) => page.locator('tr-list-grid .head .clip').allInnerTexts();

  it('exports the list as it is filtered and shown, to a workbook and to text', async () => {
    const page = await open(`/list/customer?filter=${filter}&sort=-name`);
    const shown = (await ann.get(`/api/records/customer?filter=${filter}&sort=-name&limit=200&count=true`)).json as {
      total: number;
      rows: { name: string }[];
    };
    const book = await exported(page, 'Export to Excel');
    expect(book.suggestedFilename()).to.equal('Customers.xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(await book.path());
    const sheet = workbook.worksheets[0]!;
    expect(sheet.rowCount).to.equal(shown.total + 1);
    const names = [2, 3, 4].map((row) => sheet.getRow(row).getCell(1).value);
    expect(names).to.deep.equal(shown.rows.slice(0, 3).map((row) => row.name));
    const head = (sheet.getRow(1).values as string[]).slice(1);
    expect(head).to.deep.equal((await heads(page)).map((text) => text.trim()));
    expect(head.slice(0, 2)).to.deep.equal(['Name', 'City']);
    await page.getByText('The file is ready').first().waitFor();

    const text = await exported(page, 'Export as CSV');
    const rows = parse(readFileSync(await text.path()), { bom: true, record_delimiter: '\r\n' }) as string[][];
    expect(rows[0]).to.deep.equal(head);
    expect(rows).to.have.length(shown.total + 1);
  });

  it('says why somebody may not export or print', async () => {
    const page = await open('/list/user');
    const menu = await viewMenu(page);
    for (const name of ['Export to Excel', 'Export as CSV', 'Print the list']) {
      const item = menu.getByRole('menuitem', { name });
      expect(await item.getAttribute('aria-disabled'), name).to.equal('true');
      expect(await item.innerText(), name).to.contain('Your roles do not let you');
    }
    await page.goto(`${pages.live.address}/print/list/user`);
    await page.getByText('Your roles do not let you print these records.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.goto(`${pages.live.address}/print/list/nothing`);
    await page.getByText('There is nothing here to print').waitFor();
  });

  it('prints a list: its rows without chrome, pages numbered, and goes back to it', async () => {
    const page = await open(`/list/customer?filter=${filter}`);
    const menu = await viewMenu(page);
    await menu.getByRole('menuitem', { name: 'Print the list' }).click();
    await page.waitForURL(/\/print\/list\/customer/);
    const paper = page.locator('tr-print-page article');
    await paper.getByRole('heading', { name: /^Customers/ }).waitFor();
    const { total } = (await ann.get(`/api/records/customer?filter=${filter}&count=true`)).json as { total: number };
    expect(await paper.locator('tbody tr').count()).to.equal(total);
    await paper
      .locator('header')
      .getByText(/Country.*Germany/)
      .waitFor();
    const numbered = () =>
      page.evaluate(() =>
        document.adoptedStyleSheets.some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes('@page'))),
      );
    expect(await numbered()).to.equal(true);
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).to.equal(false);
    expect(await page.locator('tr-sidebar').count()).to.equal(0);
    expect(await paper.isVisible()).to.equal(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Back' }).click();
    await page.waitForURL(/\/list\/customer\?/);
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    expect(await numbered()).to.equal(false);
  });

  it('prints a record with its key facts, fields and lines', async () => {
    const page = await open(`/record/order/${order}`);
    await page.locator('tr-form').first().waitFor();
    await page.getByRole('button', { name: 'More' }).first().click();
    await page.getByRole('menuitem', { name: 'Print', exact: true }).click();
    await page.waitForURL(/\/print\/record\/order/);
    const paper = page.locator('tr-print-page article');
    await paper.locator('h1').waitFor();
    const record = (await ann.get(`/api/records/order/${order}`)).json as {
      number: string;
      customer: { label: string };
      lines: { product: { label: string } }[];
    };
    expect(await paper.locator('h1').innerText()).to.equal(record.number);
    const lines = await paper.locator('table').first().locator('tbody tr').allInnerTexts();
    expect(lines).to.have.length(record.lines.length);
    record.lines.forEach((line, index) => expect(lines[index]).to.contain(line.product.label));
    expect(await paper.locator('.facts').innerText()).to.contain(record.customer.label);
  });

  it('prints every line of a long record', async () => {
    const { customer, lines } = (await ann.get(`/api/records/order/${order}`)).json as {
      customer: { id: string };
      lines: { product: { id: string } }[];
    };
    const line = { product: lines[0]!.product.id, quantity: 1, unit_price: 2 };
    const body = { customer: customer.id, ordered_on: '2026-01-02', lines: Array.from({ length: 130 }, () => line) };
    const made = await ann.post('/api/records/order', body);
    expect(made.status, made.text).to.equal(201);
    const page = await open(`/print/record/order/${made.json.id}`);
    await page.locator('tr-print-page article h1').waitFor();
    expect(await page.locator('article table').first().locator('tbody tr').count()).to.equal(130);
  });

  for (const look of looks) {
    it(`is whole and has no finding of axe: ${JSON.stringify(look)}`, async () => {
      for (const path of [`/print/record/order/${order}`, '/print/list/opportunity']) {
        const page = await open(path, look);
        await page.locator('tr-print-page article h1').waitFor();
        expect(await axeFindings(page), path).to.deep.equal([]);
        expect(await cutTexts(page), path).to.deep.equal([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over, `${path}: pixels wider than the window`).to.be.at.most(0);
      }
    });
  }
});
