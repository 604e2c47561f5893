/**
 * A working day in the real product with the made-up company: a salesperson sees her own customers only, finds, edits
 * and saves; her manager changes the same field; the dashboard follows a month and leads to the records; the sheet is
 * exported. Every number is compared with SQL written here by hand.
 */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { password } from '../helper/http.js';
import { centreOf, saveForm, settledBox, textsOf } from '../helper/live-page.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { saved } from '../helper/page-signs.js';
import { readWorkbook, type ShownCell } from '../helper/workbook.js';

const ann = "(SELECT id FROM d_user WHERE login = 'ann.sales')";

describe('browser/acceptance', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let page: Page;
  /** Complaints of the browser that the running test expects. */
  let expected: RegExp | undefined;

  before(async function () {
    this.timeout(180_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite({ sample: true }), launchBrowser()]);
    // Tall enough for the whole sheet: it draws only the rows that are seen.
    page = await browser.page({ height: 2400 });
    page.setDefaultTimeout(20_000);
  });
  after(async () => {
    await browser?.close();
    await live?.close();
  });
  afterEach(() => {
    const problems = browser.problems(expected);
    expected = undefined;
    expect(problems).to.deep.equal([]);
  });

  const sql = async (text: string, ...bindings: string[]) =>
    (await live.site.services.database.read.raw(text, bindings)) as Readonly<Record<string, number | string>>[];
  const count = async (text: string, ...bindings: string[]): Promise<number> =>
    Number((await sql(`SELECT COUNT(*) AS n FROM ${text}`, ...bindings))[0]!['n']);
  const rowNames = (on: Page) => on.locator('tr-list-grid a.name:visible');
  const headCount = (text: string) => page.locator('tr-list-page').getByText(text, { exact: true }).first().waitFor();
  const card = (title: string) =>
    page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  /** A tile keeps its number until the next one is there: waits for this one. */
  const expectFigure = (title: string, text: string) =>
    card(title).locator('.figure').filter({ hasText: new RegExp(`^\\s*${text.replaceAll('.', '\\.')}\\s*(USD)?\\s*$`) }).waitFor(); // prettier-ignore
  const grouped = (value: number, digits = 0) =>
    new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

  it('signs in and lists her own customers only', async () => {
    expected = /401/;
    await page.goto(live.address);
    await page.locator('#login').fill('ann.sales');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Customers', exact: true }).click();
    await rowNames(page).first().waitFor();
    const own = await count(`d_customer WHERE owner = ${ann} AND deleted_at IS NULL`);
    const all = await count('d_customer WHERE deleted_at IS NULL');
    expect(own).to.be.within(20, all - 100);
    await headCount(String(own));
    await rowNames(page).nth(20).waitFor();
    const owned = await sql(`SELECT name FROM d_customer WHERE owner = ${ann} AND deleted_at IS NULL`);
    const names = new Set(owned.map((row) => row['name']));
    const shown = await rowNames(page).allTextContents();
    expect(shown.length).to.be.greaterThan(20);
    expect(shown.filter((name) => !names.has(name.trim()))).to.deep.equal([]);
  });

  it('does not open the customer of somebody else', async () => {
    expected = /404/;
    const [other] = await sql(`SELECT id FROM d_customer WHERE owner <> ${ann} LIMIT 1`);
    await page.goto(`${live.address}/record/customer/${other!['id']}`);
    await page.getByRole('heading', { name: 'This record is not here' }).waitFor();
  });

  it('filters, opens, edits, saves, and the history has the line', async () => {
    await page.goto(`${live.address}/list/customer`);
    await rowNames(page).first().waitFor();
    await page.getByRole('button', { name: 'Type', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Prospect' }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    const own = `d_customer WHERE owner = ${ann} AND deleted_at IS NULL`;
    await headCount(`${await count(`${own} AND type = 'prospect'`)} of ${await count(own)}`);
    await settledBox(rowNames(page).first());
    const name = (await rowNames(page).first().textContent())!.trim();
    await rowNames(page).first().click();
    await page.getByRole('heading', { name }).waitFor();
    const city = page.getByLabel('City', { exact: true });
    const before = await city.inputValue();
    await city.fill('Linz');
    await page.getByText(`Changed, not saved. Was ${before}.`).waitFor();
    await page.keyboard.press('Control+s');
    const entry = page.locator('tr-timeline li').first();
    await entry.getByText('Linz').waitFor();
    expect((await entry.textContent())!.replace(/\s+/g, ' ')).to.match(
      new RegExp(`Ann Hartwell.*City ${before}.*Linz`),
    );
    const id = page.url().split('/').at(-1)!.split('?')[0]!;
    expect(await sql('SELECT name, city, version FROM d_customer WHERE id = ?', id)).to.deep.equal([
      Object.assign(Object.create(null), { name, city: 'Linz', version: 2 }),
    ]);
  });

  it('offers mine, theirs and the original when a second browser saved the same field', async () => {
    expected = /409|412/;
    const [record] = await sql(`SELECT id, city, phone FROM d_customer WHERE owner = ${ann} AND city IS NOT NULL AND phone IS NOT NULL ORDER BY id LIMIT 1`); // prettier-ignore
    const path = `${live.address}/record/customer/${record!['id']}`;
    await page.goto(path);
    await page.getByLabel('City', { exact: true }).fill('Mine');
    const other = await browser.page();
    other.setDefaultTimeout(20_000);
    await signInByCookie(other, live.address, await live.signIn('ines.manager'));
    await other.goto(path);
    // Her language is Spanish: labels differ, values do not.
    await other.getByLabel('Ciudad', { exact: true }).fill('Theirs');
    await other.getByLabel('Teléfono', { exact: true }).fill('+34 900 000 000');
    await saveForm(other);
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog', { name: 'Someone else saved in the meantime' }).waitFor();
    // The table is slotted into the dialog, so it is looked for on the page.
    const table = page.locator('tr-conflict-dialog');
    expect(await table.getByRole('columnheader').allTextContents()).to.deep.equal([
      'Field',
      'Before',
      'Theirs',
      'Mine',
    ]);
    const cells = await table.getByRole('row', { name: /City/ }).locator('th, td').allTextContents();
    expect(cells.map((text) => text.trim())).to.deep.equal(['City', record!['city'], 'Theirs', 'Mine']);
    expect(await table.getByRole('row').count(), 'the phone was merged').to.equal(2);
    expect((await axeFindings(page)).join('\n')).to.equal('');
    await table.getByRole('radio', { name: 'City: Mine, Mine' }).check();
    await table.getByRole('button', { name: 'Save my choice' }).click();
    await saved(page);
    const [stored] = await sql('SELECT city, phone FROM d_customer WHERE id = ?', String(record!['id']));
    expect({ ...stored }).to.deep.equal({ city: 'Mine', phone: '+34 900 000 000' });
    await other.context().close();
  });

  describe('sales overview', () => {
    const sales = `FROM d_order_line AS l JOIN d_order AS o ON o.id = l."order"
      WHERE o.owner = ${ann} AND o.deleted_at IS NULL AND l.deleted_at IS NULL AND o.status <> 'cancelled' AND o.ordered_on BETWEEN ? AND ?`;
    const totals = async (from: string, to: string) => {
      const [row] = await sql(
        `SELECT SUM(l.quantity * l.unit_price * (100 - l.discount)) / 10000.0 AS sales,
          SUM(CASE WHEN o.kind = 'sale' THEN l.quantity * l.unit_price * (100 - l.discount) END) / 10000.0 AS sold,
          COUNT(DISTINCT CASE WHEN o.kind = 'sale' THEN o.id END) AS orders,
          COUNT(DISTINCT CASE WHEN o.kind = 'sale' THEN o.customer END) AS customers ${sales}`,
        from,
        to,
      );
      return row as { sales: number; sold: number; orders: number; customers: number };
    };
    const expectFigures = async ({ sales: sum, sold, orders, customers }: Awaited<ReturnType<typeof totals>>) => {
      await expectFigure('Net sales', grouped(sum));
      await expectFigure('Orders', grouped(orders));
      await expectFigure('Average order', grouped(sold / orders));
      await expectFigure('Active customers', grouped(customers));
    };
    let month: { from: string; to: string; title: string };

    before(() => {
      const today = live.site.system('test').evaluation.today();
      const start = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 3, 1));
      const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0));
      const title = start.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
      month = { from: start.toISOString().slice(0, 10), to: end.toISOString().slice(0, 10), title };
    });

    it('shows the sums of the year', async () => {
      const today = live.site.system('test').evaluation.today();
      const start = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 12, 1));
      await page.goto(`${live.address}/dashboard/sales_overview`);
      await page.locator('tr-vega-chart .walk').first().waitFor();
      await page.locator('.figure').first().waitFor();
      await expectFigures(await totals(start.toISOString().slice(0, 10), today));
    });

    it('follows a month that is clicked, in every other part', async () => {
      const chart = card('Sales and orders by month');
      // Eleven whole months and the present one: the month before last is the tenth bar.
      const bar = chart.locator('.plot svg .mark-rect path[d^="M"]').nth(9);
      const { x, y } = await centreOf(bar);
      await page.mouse.click(x, y);
      await page.locator('tr-selection-band').getByText(month.title).first().waitFor();
      const { orders } = await totals(month.from, month.to);
      await page.getByRole('link', { name: `See ${orders} orders` }).waitFor();
      await expectFigures(await totals(month.from, month.to));
      const [top] = await sql(
        `SELECT (SELECT name FROM d_customer WHERE id = o.customer) AS name,
          SUM(l.quantity * l.unit_price * (100 - l.discount)) / 10000.0 AS sales ${sales}
          GROUP BY o.customer ORDER BY sales DESC LIMIT 1`,
        month.from,
        month.to,
      );
      const best = `${top!['name']}: Net sales, USD ${grouped(Number(top!['sales']))}`;
      await card('Top 10 customers')
        .getByRole('option')
        .first()
        .filter({ hasText: best })
        .waitFor({ state: 'attached' });
      expect((await axeFindings(page)).join('\n')).to.equal('');
    });

    it('leads to the records behind it: as many, the same total', async () => {
      const { orders } = await totals(month.from, month.to);
      await page.getByRole('link', { name: `See ${orders} orders` }).click();
      await rowNames(page).first().waitFor();
      const where = `WHERE owner = ${ann} AND deleted_at IS NULL AND status <> 'cancelled' AND kind = 'sale' AND ordered_on BETWEEN ? AND ?`;
      const found = await sql(`SELECT number FROM d_order ${where}`, month.from, month.to);
      expect(found).to.have.length(orders);
      const numbers = found.map((row) => String(row['number']));
      await becomes(async () => (await textsOf(rowNames(page))).sort(), numbers.sort());
      const [sum] = await sql(`SELECT SUM(total) / 10000.0 AS total FROM d_order ${where}`, month.from, month.to);
      await page
        .getByText(grouped(Number(sum!['total']), 2))
        .first()
        .waitFor();
    });

    it('comes back to the same selection', async () => {
      await page.goBack();
      await page.locator('tr-selection-band').getByText(month.title).first().waitFor();
      await expectFigures(await totals(month.from, month.to));
    });
  });

  describe('sales by region', () => {
    let screen: readonly ShownCell[];

    it('runs, and its total is that of a hand-written statement', async () => {
      await page.goto(`${live.address}/report/sales_by_region`);
      // It has run with its defaults; Run reads fresh rows.
      await page.locator('tr-sheet [role="row"]').nth(5).waitFor();
      const ran = page.waitForResponse((answer) => answer.url().endsWith('/run'));
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await ran;
      await page.locator('.sheet:not([aria-busy])').waitFor();
      screen = await readSheet(page);
      const today = live.site.system('test').evaluation.today();
      const start = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 12, 1));
      const [row] = await sql(
        `SELECT SUM(l.quantity * l.unit_price * (100 - l.discount)) / 10000.0 AS sales
          FROM d_order_line AS l JOIN d_order AS o ON o.id = l."order"
          WHERE o.owner = ${ann} AND l.deleted_at IS NULL AND o.deleted_at IS NULL AND o.status <> 'cancelled' AND o.ordered_on BETWEEN ? AND ?`,
        start.toISOString().slice(0, 10),
        today,
      );
      const lastRow = Math.max(...screen.map(([at]) => at));
      const last = screen.filter(([at]) => at === lastRow).map(([, , , , text]) => text);
      expect(last).to.include.members(['Total', grouped(Number(row!['sales']), 2), '100.0%']);
      expect((await axeFindings(page)).join('\n')).to.equal('');
    });

    it('is exported as a workbook that another library reads as the screen shows it', async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const dialog = page.locator('tr-export-dialog');
      await dialog.getByRole('radio', { name: /^Excel/ }).check();
      const downloading = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Export' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).to.equal('Sales by region.xlsx');
      const bytes = await readFile(await download.path());
      const workbook = await readWorkbook(new Uint8Array(bytes).buffer);
      expect(workbook).to.have.deep.members(screen);
      expect(screen.length).to.be.greaterThan(100);
    });
  });
});

/** Cells of the sheet on the page, by place, spans and text. */
async function readSheet(page: Page): Promise<readonly ShownCell[]> {
  return page
    .locator('tr-sheet [role="row"] > [data-row]')
    .evaluateAll((cells) =>
      cells.map((cell): [number, number, number, number, string] => [
        Number((cell as HTMLElement).dataset['row']),
        Number((cell as HTMLElement).dataset['column']),
        Number(cell.getAttribute('aria-rowspan') ?? 1),
        Number(cell.getAttribute('aria-colspan') ?? 1),
        (cell.textContent ?? '').trim(),
      ]),
    );
}
