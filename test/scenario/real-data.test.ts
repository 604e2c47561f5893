/**
 * The real data sets through the product: import by the maps that ship, every quirk told, no cell changed in silence,
 * and the same sums on the dashboard, in the sheet, in its export and in a query.
 */
import { join } from 'node:path';
import { expect } from 'chai';
import type { Finding } from '../../metadata/import/findings.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import { labelText } from '../../metadata/value.js';
import type { ImportReport, MapReport } from '../../server/import/report.js';
import { runImportSet } from '../../server/import/run-set.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { needsRealData, realData } from '../helper/real-data.js';
import { silentChanges, type Row } from '../helper/silent-changes.js';
import { readCsv, readWorkbook, shownGrid } from '../helper/workbook.js';
import { wonDashboard, wonReport } from './won-deals.js';

/** One quirk of ../shared/data/README.md, and the finding that must tell it: of a map, with this count. */
interface Quirk {
  readonly says: string;
  readonly map: string;
  readonly count: number;
  matches(finding: Finding): boolean;
}

const note = (text: string) => (finding: Finding) =>
  finding.code === 'NOTE' && labelText(finding.label!, 'en').startsWith(text);
const unused = (name: string) => (finding: Finding) => finding.code === 'UNUSED' && finding.from === name;
const replaced = (from: string, to: string) => (finding: Finding) =>
  finding.code === 'REPLACED' && finding.from === from && finding.to === to;
const unread = (from: string) => (finding: Finding) => finding.code !== 'NOTE' && finding.from === from;

const northwindQuirks: readonly Quirk[] = [
  { says: '21 orders never shipped', map: 'northwind_orders', count: 21, matches: note('never shipped') },
  { says: 'FISSA without orders', map: 'northwind_orders', count: 1, matches: unused('FISSA Fabrica Inter. Salchichas S.A.') },
  { says: 'PARIS without orders', map: 'northwind_orders', count: 1, matches: unused('Paris spécialités') },
  { says: 'accents of customers', map: 'northwind_customers', count: 37, matches: note('accents') },
  { says: 'accents of contacts', map: 'northwind_contacts', count: 12, matches: note('accents') },
  { says: 'accents of suppliers', map: 'northwind_suppliers', count: 8, matches: note('accents') },
  { says: 'accents of products', map: 'northwind_products', count: 16, matches: note('accents') },
  { says: 'accents of orders', map: 'northwind_orders', count: 338, matches: note('accents') },
  { says: 'PostalCode keeps leading zeros', map: 'northwind_customers', count: 18, matches: note('postal code begins with zero') },
  { says: 'PostalCode of suppliers', map: 'northwind_suppliers', count: 2, matches: note('postal code begins with zero') },
  { says: 'PostalCode of orders', map: 'northwind_orders', count: 151, matches: note('postal code begins with zero') },
  { says: 'TerritoryID keeps leading zeros', map: 'northwind_territories', count: 12, matches: note('code begins with zero') },
  { says: 'unit price at sale differs from list price', map: 'northwind_order_lines', count: 658, matches: note('unit price differs') },
  { says: 'multi-word fields with commas', map: 'northwind_customers', count: 24, matches: note('address with a comma') },
  { says: 'commas of suppliers', map: 'northwind_suppliers', count: 6, matches: note('address with a comma') },
  { says: 'commas of orders', map: 'northwind_orders', count: 176, matches: note('address with a comma') },
  { says: 'commas of categories', map: 'northwind_categories', count: 4, matches: note('description with a comma') },
  { says: 'employees.Notes has long quoted text', map: 'northwind_employees', count: 4, matches: note('notes with quotation marks') },
]; // prettier-ignore

const opportunityQuirks: readonly Quirk[] = [
  { says: '`GTXPro` for `GTX Pro`', map: 'crm_deals', count: 1480, matches: replaced('CRM-GTXPro', 'CRM-GTX Pro') },
  { says: '`technolgy` misspelt', map: 'crm_accounts', count: 12, matches: note('sector misspelt technolgy') },
  { says: '`technolgy` is no industry', map: 'crm_accounts', count: 12, matches: unread('technolgy') },
  { says: '`Philipines` misspelt', map: 'crm_accounts', count: 1, matches: note('country misspelt Philipines') },
  { says: '`Philipines` is no country', map: 'crm_accounts', count: 1, matches: unread('Philipines') },
  { says: '1,425 open deals without account', map: 'crm_deals', count: 1425, matches: note('open deal without an account') },
  { says: '500 prospecting deals without engage_date', map: 'crm_deals', count: 500, matches: note('prospecting without an engage date') },
  ...['Mei-Mei Johns', 'Elizabeth Anderson', 'Natalya Ivanova', 'Carol Thompson', 'Carl Lin'].map((name) => ({
    says: `agent without a deal: ${name}`, map: 'crm_deals', count: 1, matches: unused(name),
  })),
]; // prettier-ignore

/** How a record of a map is found again: its key in the file, and the same key in the record. */
const keys: Readonly<Record<string, { file(row: Row): string; readonly record: readonly string[] }>> = {
  northwind_employees: { file: (row) => `NW-${row['EmployeeID']}`, record: ['code'] },
  northwind_regions: { file: (row) => `NW-${row['RegionID']}`, record: ['code'] },
  northwind_territories: { file: (row) => `NW-${row['TerritoryID']}`, record: ['code'] },
  northwind_categories: { file: (row) => `NW-${row['CategoryID']}`, record: ['code'] },
  northwind_suppliers: { file: (row) => `NW-${row['SupplierID']}`, record: ['code'] },
  northwind_products: { file: (row) => `NW-${row['ProductID']}`, record: ['code'] },
  northwind_customers: { file: (row) => row['CustomerID']!, record: ['code'] },
  northwind_contacts: { file: (row) => row['CustomerID']!, record: ['customer.code'] },
  northwind_orders: { file: (row) => row['OrderID']!, record: ['reference'] },
  northwind_order_lines: { file: (row) => `${row['OrderID']} NW-${row['ProductID']}`, record: ['order.reference', 'product.code'] },
  crm_agents: { file: (row) => `CRM-${row['sales_agent']!.toLowerCase().replaceAll(' ', '.')}`, record: ['code'] },
  crm_products: { file: (row) => `CRM-${row['product']}`, record: ['code'] },
  crm_accounts: { file: (row) => `CRM-${row['account']}`, record: ['code'] },
  crm_deals: { file: (row) => row['opportunity_id']!, record: ['code'] },
}; // prettier-ignore

eachDatabase('scenario/real-data', (fixture) => {
  describe('imported', function () {
    this.timeout(180_000);
    let live: LiveSite;
    let admin: Browser;
    const reports = new Map<string, ImportReport>();

    before(async function () {
      needsRealData(this, 'northwind', 'crm_opportunities');
      live = await startLiveSite({ url: await fixture.freshUrl() });
      for (const set of ['northwind', 'crm_opportunities']) {
        reports.set(set, await runImportSet(live.site.system('import'), set, realData));
      }
      admin = await live.signIn('admin');
    });
    after(() => live?.close());

    const mapOf = (name: string): MapReport =>
      [...reports.values()].flatMap((report) => report.maps).find((each) => each.map === name)!;
    const ask = async (path: string, body: unknown) => {
      const answer = await admin.post(path, body);
      expect(answer.status, answer.text).to.equal(200);
      return answer.json;
    };

    it('takes every row', () => {
      for (const { maps } of reports.values()) {
        expect(maps.filter((map) => map.rejected > 0 || map.problems.length > 0)).to.deep.equal([]);
      }
    });

    for (const quirk of [...northwindQuirks, ...opportunityQuirks]) {
      it(`tells: ${quirk.says} (${quirk.count})`, () => {
        const told = mapOf(quirk.map).findings.filter((finding) => quirk.matches(finding));
        expect(
          told.map(({ count }) => count),
          JSON.stringify(mapOf(quirk.map).findings),
        ).to.deep.equal([quirk.count]);
      });
    }

    for (const name of Object.keys(keys)) {
      it(`changes no cell of ${name} in silence`, async () => {
        const map: ImportMapDocument = live.site.releases.current().model.find('import_map', name)!;
        const rows = await readCsv(join(realData, map.file!));
        const report = mapOf(name);
        expect(await silentChanges({ live, report, rows, key: keys[name]! })).to.deep.equal([]);
        expect(rows.length).to.equal(report.rows);
      });
    }

    it('has the net revenue of Northwind on the dashboard, in the sheet, in the export and in a query', async () => {
      const parameters = { period: '1996-07-01..1998-05-31' };
      const { datasets } = await ask('/api/dashboards/sales_overview/data', { widget: 'k_sales', parameters });
      expect(datasets.total.rows).to.deep.equal([
        { sales: 1265793.0395, sold: 1265793.0395, orders: 830, customers: 89 },
      ]);
      const months = datasets.course.rows as { month: string; sales: number }[];
      expect(months).to.have.length(23);
      expect(sum(months.map((month) => month.sales))).to.equal(1265793.04);
      const { rows } = await ask('/api/query', {
        entity: 'order_line',
        select: [
          { path: 'amount', aggregate: 'sum', as: 'net' },
          { path: 'quantity', aggregate: 'sum', as: 'pieces' },
        ],
      });
      expect(rows).to.deep.equal([{ net: 1265793.0395, pieces: 51317 }]);
      await expectSheet('sales_by_region', parameters, '1,265,793.04');
    });

    it('has the won value on a dashboard, in a sheet and in its export that are made on the site, and in a query', async () => {
      for (const document of [wonDashboard, wonReport]) {
        const { kind, name } = document;
        const kept = await admin.send('PUT', `/api/documents/${kind}/${name}`, document, { 'If-Match': '"0"' });
        expect(kept.status, kept.text).to.equal(200);
        expect(kept.json.problems, kept.text).to.deep.equal([]);
      }
      const published = await admin.post('/api/releases', { note: 'Won deals' });
      expect(published.status, published.text).to.equal(201);
      const { datasets } = await ask('/api/dashboards/won_deals/data', { widget: 'k_won' });
      expect(datasets.total.rows).to.deep.equal([{ won: 10005534, deals: 4238 }]);
      const bars = await ask('/api/dashboards/won_deals/data', { widget: 'c_product' });
      expect(sum((bars.datasets.products.rows as { won: number }[]).map((row) => row.won))).to.equal(10005534);
      const { rows } = await ask('/api/query', {
        entity: 'opportunity',
        select: [
          { path: 'stage' },
          { path: 'amount', aggregate: 'sum', as: 'value' },
          { aggregate: 'count', as: 'deals' },
        ],
      });
      expect(rows.find((row: { stage: string }) => row.stage === 'won')).to.include({ value: 10005534, deals: 4238 });
      await expectSheet('won_by_manager', {}, '10,005,534');
    });

    /** The sheet's last row holds the sum, and the exported workbook shows the same cells as the grid. */
    async function expectSheet(report: string, parameters: object, total: string): Promise<void> {
      const grid = await ask(`/api/reports/${report}/run`, { parameters });
      const lastRow = Math.max(...grid.cells.map((cell: { row: number }) => cell.row));
      const last = grid.cells.filter((cell: { row: number }) => cell.row === lastRow);
      expect(last.map((cell: { text: string }) => cell.text)).to.include(total);
      const response = await fetch(`${live.address}/api/reports/${report}/export`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: admin.cookie! },
        body: JSON.stringify({ format: 'xlsx', parameters }),
      });
      expect(response.status).to.equal(200);
      const shown = await readWorkbook(await response.arrayBuffer());
      expect(shown).to.have.deep.members(shownGrid(grid.cells));
      expect(shown.length).to.be.greaterThan(20);
    }
  });
});

const sum = (numbers: readonly number[]): number => Math.round(numbers.reduce((a, b) => a + b, 0) * 100) / 100;
