import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { Context } from '../../../server/context.js';
import { ApiError } from '../../../server/errors.js';
import { printReport, type ImportReport } from '../../../server/import/report.js';
import { importSets, runImportSet } from '../../../server/import/run-set.js';
import { runQuery } from '../../../server/records/query.js';
import { createSite, type TestSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { documents } from '../../plugins/crm/package.js';

const real = process.env['TRELLIS_DATA_SETS'] ?? fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-import-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The shipped CRM opportunities maps over a handful of rows. */
const small = {
  'crm_opportunities/sales_teams.csv':
    'sales_agent,manager,regional_office\nAnna Snell,Dina Brink,Central\nMoses Fra,Dina Brink,Central\nIdle Agent,Cara Los,East\n',
  'crm_opportunities/products.csv': 'product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n',
  'crm_opportunities/accounts.csv':
    'account,sector,year_established,revenue,employees,office_location,subsidiary_of\nBeta,technolgy,1990,10.5,12,United States,Alpha\nAlpha,retail,1980,100,50,Philipines,\n',
  'crm_opportunities/sales_pipeline.csv':
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n' +
    'D1,Anna Snell,GTXPro,Alpha,Won,2017-01-05,2017-03-01,4800\n' +
    'D2,Moses Fra,MG Special,,Prospecting,,,\n' +
    'D3,Moses Fra,MG Special,Beta,Lost,2017-02-05,2017-04-01,0\n' +
    'D4,Nobody Known,MG Special,Beta,Lost,2017-02-05,2017-04-01,0\n' +
    'D5,Moses Fra,MG Special,Beta,Lost,2017-02-30,2017-04-01,12.345\n',
};

const mapOf = (report: ImportReport, name: string) => report.maps.find((map) => map.map === name)!;
const total = async (site: TestSite, query: Query) => (await runQuery(site.system(), query)).rows[0]!;

eachDatabase('import/run-set', (fixture) => {
  let site: TestSite;
  let folder: string;
  let report: ImportReport;

  before(async function () {
    this.timeout(60_000);
    site = await createSite(fixture.database, { documents: documents as Document[] });
    folder = await folderOf(small);
    report = await runImportSet(site.system(), 'crm_opportunities', folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('runs the maps of the set in their order and counts what became of the rows', () => {
    expect(
      report.maps.map(({ map, created, updated, skipped, rejected }) => [map, created, updated, skipped, rejected]),
    ).to.deep.equal([
      ['crm_company', 1, 0, 2, 0],
      ['crm_offices', 2, 0, 1, 0],
      ['crm_managers', 2, 0, 1, 0],
      ['crm_agents', 3, 0, 0, 0],
      ['crm_series', 2, 0, 0, 0],
      ['crm_products', 2, 0, 0, 0],
      ['crm_accounts', 2, 0, 0, 0],
      ['crm_deals', 3, 0, 0, 2],
    ]);
  });

  it('resolves look-ups by key, those of the same file too', async () => {
    const { rows } = await runQuery(site.system(), {
      entity: 'opportunity',
      select: [{ path: 'code' }, { path: 'stage' }, { path: 'amount' }, { path: 'owner.name' }, { path: 'owner.manager.name' }, { path: 'customer.parent.name' }, { path: 'product.name' }],
      sort: [{ by: 'code' }],
    }); // prettier-ignore
    expect(
      rows.map((row) => [
        row['code'],
        row['stage'],
        row['amount'],
        row['owner_name'],
        row['owner_manager_name'],
        row['customer_parent_name'],
        row['product_name'],
      ]),
    ).to.deep.equal([
      ['D1', 'won', 4800, 'Anna Snell', 'Dina Brink', null, 'GTX Pro'],
      ['D2', 'prospecting', null, 'Moses Fra', 'Dina Brink', null, 'MG Special'],
      ['D3', 'lost', 0, 'Moses Fra', 'Dina Brink', 'Alpha', 'MG Special'],
    ]);
  });

  it('tells replaced values, empty look-ups, unknown codes, notes and agents without a deal', () => {
    const deals = mapOf(report, 'crm_deals');
    const told = deals.findings.map(({ code, path, from, count }) => [code, path, from, count]);
    expect(told).to.deep.include.members([
      ['REPLACED', 'product.code', 'CRM-GTXPro', 1],
      ['EMPTY', 'customer.code', undefined, 1],
      ['LOOKUP_MISSING', 'owner.code', 'CRM-nobody.known', 1],
      ['NOT_A_DATE', 'engaged_on', '2017-02-30', 1],
      ['TOO_MANY_DECIMALS', 'amount', '12.345', 1],
      ['UNUSED', 'owner.code', 'Idle Agent', 1],
    ]);
    expect(deals.rejects.map(({ line, problems }) => [line, problems.length])).to.deep.equal([
      [5, 1],
      [6, 2],
    ]);
    const text = printReport(report);
    expect(text).to.contain('open deal without an account (line 3)');
    expect(text).to.contain('"Philipines" is not one of the values of country. The field was left empty. (line 3)');
    expect(text).to.match(/crm_opportunities: 17 created, 0 updated, 4 skipped, 2 rejected\.\n$/);
  });

  it('run again changes nothing and makes nothing twice', async () => {
    const again = await runImportSet(site.system(), 'crm_opportunities', folder);
    expect(again.maps.reduce((sum, map) => sum + map.created, 0)).to.equal(0);
    const count = await total(site, { entity: 'opportunity', select: [{ aggregate: 'count', as: 'n' }] });
    expect(count['n']).to.equal(3);
    const { rows } = await runQuery(site.system(), { entity: 'customer', select: [{ path: 'name' }, { path: 'parent.name' }], sort: [{ by: 'name' }] }); // prettier-ignore
    expect(rows.map((row) => row['parent_name'])).to.deep.equal([null, 'Alpha']);
  });

  it('takes several rows of one record one after the other', async () => {
    const repeated = await folderOf({
      ...small,
      'crm_opportunities/accounts.csv':
        'account,sector,year_established,revenue,employees,office_location,subsidiary_of\nGamma,retail,1990,10.5,12,United States,\nGamma,retail,1991,10.5,13,United States,\nBeta,retail,1990,11,77,United States,\nBeta,retail,1990,11,78,United States,\n',
    });
    const again = await runImportSet(site.system(), 'crm_opportunities', repeated);
    await rm(repeated, { recursive: true, force: true });
    const { created, updated, rejected } = mapOf(again, 'crm_accounts');
    expect({ created, updated, rejected }).to.deep.equal({ created: 1, updated: 3, rejected: 0 });
    const { rows } = await runQuery(site.system(), {
      entity: 'customer',
      select: [{ path: 'name' }, { path: 'employees' }],
      where: { field: 'name', op: 'in', value: ['Beta', 'Gamma'] },
      sort: [{ by: 'name' }],
    });
    expect(rows.map((row) => [row['name'], row['employees']])).to.deep.equal([['Beta', 78], ['Gamma', 13]]); // prettier-ignore
  });

  it('reads the first rows of each file only, when it is told how many', async () => {
    const rowsOf = async (limit: number) => {
      const { maps } = await runImportSet(site.system(), 'crm_opportunities', folder, { limit });
      return Object.fromEntries(maps.map(({ map, rows, created, updated, rejected }) => [map, [rows, created, updated, rejected]])); // prettier-ignore
    };
    const two = await rowsOf(2);
    expect(two['crm_agents']).to.deep.equal([2, 0, 2, 0]);
    expect(two['crm_deals']).to.deep.equal([2, 0, 2, 0]);
    expect((await rowsOf(4))['crm_deals']).to.deep.equal([4, 0, 3, 1]);
    expect((await rowsOf(1000))['crm_deals']).to.deep.equal([5, 0, 3, 2]);
  });

  it('refuses an unknown set, and tells a missing file without stopping', async () => {
    expect(importSets(site.system())).to.have.members([
      'northwind', 'crm_opportunities', 'online_retail', 'churn', 'campaigns', 'service', 'areas',
    ]); // prettier-ignore
    const refused = await runImportSet(site.system(), 'nothing', folder).catch((error: unknown) => error);
    expect(refused).to.include({ status: 422, code: 'UNKNOWN_IMPORT_SET' });
    const missing = await runImportSet(site.system(), 'northwind', folder);
    expect(missing.maps.every((map) => map.problems[0]?.code === 'FILE_MISSING')).to.equal(true);
  });

  describe('by a person, with their rights (B11)', () => {
    const agent = (name: string, revenue: number) => `${name},retail,1990,${revenue},12,United States,\n`;
    const head = 'account,sector,year_established,revenue,employees,office_location,subsidiary_of\n';
    const files = (accounts: string) => ({ ...small, 'crm_opportunities/accounts.csv': head + accounts });
    const roleOf = (fields: Record<string, string>, grant: object = {}, name = 'importer') =>
      ({
        kind: 'role', id: '01ROLE00000000000000001MPR', name, schema: 1, rights: [],
        grants: [...new Set(documents.flatMap((each) => (each.kind === 'entity' ? [each.name] : [])))].map((entity) => ({
          entity, actions: { create: true, read: 'all', update: 'all', import: true }, ...(entity === 'customer' ? { fields, ...grant } : {}),
        })),
      }) as never; // prettier-ignore
    const revenueOf = async (name: string) => {
      const { rows } = await runQuery(site.system(), { entity: 'customer', select: [{ path: 'annual_revenue' }], where: { field: 'name', op: 'eq', value: name } }); // prettier-ignore
      return rows.map((row) => row['annual_revenue']);
    };
    const importAs = async (context: Context, accounts: string) => {
      const given = await folderOf(files(accounts));
      const report = await runImportSet(context, 'crm_opportunities', given);
      await rm(given, { recursive: true, force: true });
      return report;
    };

    it('refuses each row that has a value for a field that its reader may not write; the field stays as it was', async () => {
      const before = await revenueOf('Alpha');
      for (const access of ['read', 'mask', 'hidden']) {
        const person = site.as({ roles: ['importer'] }, [roleOf({ annual_revenue: access })]);
        const accounts = mapOf(await importAs(person, agent('Alpha', 999) + agent(`New ${access}`, 5)), 'crm_accounts');
        expect([accounts.rows, accounts.created, accounts.updated, accounts.rejected], access).to.deep.equal([2, 0, 0, 2]); // prettier-ignore
        for (const { problems } of accounts.rejects)
          expect(problems.map(({ path }) => path.replace(/^\//, '')), access).to.deep.equal(['annual_revenue']); // prettier-ignore
        expect(await revenueOf('Alpha'), access).to.deep.equal(before);
        expect(await revenueOf(`New ${access}`), access).to.deep.equal([]);
      }
    });

    it('ends with PERMISSION_CHANGED when the right to import, or the login, is lost half-way; the log has what was written', async () => {
      for (const [what, refusal] of [['right', undefined], ['login', new ApiError(403, 'PERMISSION_CHANGED', 'Gone.')]] as const) {
        const full = site.as({ roles: ['importer'] }, [roleOf({})]);
        const without = site.as({ roles: ['importer'] }, [roleOf({}, { actions: { create: true, read: 'all', update: 'all' } })]);
        let left = 1;
        // Of portions with accounts the first is read with every right.
        const person: Context = {
          ...full,
          asPerson: async () => {
            if (!isAccounts || left-- > 0) return full;
            if (refusal) throw refusal;
            return without;
          },
        };
        let isAccounts = false;
        const given = await folderOf(files(Array.from({ length: 700 }, (_, n) => agent(`${what} ${n}`, n)).join('')));
        const report = await runImportSet(person, 'crm_opportunities', given, { progress: (map) => (isAccounts = map === 'crm_accounts') });
        await rm(given, { recursive: true, force: true });
        const accounts = mapOf(report, 'crm_accounts');
        expect(accounts.problems.map(({ code }) => code), what).to.deep.equal(['PERMISSION_CHANGED']);
        expect([accounts.created, report.maps.at(-1)!.map], what).to.deep.equal([500, 'crm_accounts']);
        expect(await revenueOf(`${what} 499`)).to.have.length(1);
        expect(await revenueOf(`${what} 500`)).to.deep.equal([]);
        expect(printReport(report)).to.contain('500 created').and.contain('ended: ');
        const logged = (await fixture.database.read('sys_event').where({ type: 'records.imported' }).orderBy('id', 'desc').first('data')) as { data: string };
        expect(JSON.parse(logged.data).maps).to.deep.include({ map: 'crm_accounts', entity: 'customer', created: 500, updated: 0 });
      }
    }); // prettier-ignore
  });

  it('gives nobody more than the right to import', async () => {
    const salesperson = documents.find((document) => document.kind === 'role' && document.name === 'salesperson');
    const context = site.as({ roles: ['salesperson'] }, [salesperson as never]);
    const refused = await runImportSet(context, 'crm_opportunities', folder).catch((error: unknown) => error);
    expect(refused).to.include({ status: 403, code: 'IMPORT_FORBIDDEN' });
  });
});

describe('import/run-set, real files', function () {
  this.timeout(120_000);
  before(function () {
    if (!existsSync(join(real, 'northwind/orders.csv'))) this.skip();
  });

  eachDatabase('northwind', (fixture) => {
    it("sums to the check values through the product's own door", async () => {
      const site = await createSite(fixture.database, { documents: documents as Document[] });
      const report = await runImportSet(site.system(), 'northwind', real);
      expect(report.maps.filter((map) => map.rejected > 0 || map.problems.length > 0)).to.deep.equal([]);
      const lines = await total(site, { entity: 'order_line', select: [{ path: 'amount', aggregate: 'sum', as: 'sum' }, { aggregate: 'count', as: 'n' }] }); // prettier-ignore
      expect(lines).to.deep.equal({ sum: 1265793.0395, n: 2155 });
      const orders = await total(site, { entity: 'order', select: [{ path: 'total', aggregate: 'sum', as: 'sum' }, { path: 'freight', aggregate: 'sum', as: 'freight' }] }); // prettier-ignore
      expect(orders).to.deep.equal({ sum: 1330735.7295, freight: 64942.69 });
    });
  });

  eachDatabase('crm opportunities', (fixture) => {
    it('won 10,005,534, every deal in its stage', async () => {
      const site = await createSite(fixture.database, { documents: documents as Document[] });
      const report = await runImportSet(site.system(), 'crm_opportunities', real);
      expect(report.maps.filter((map) => map.rejected > 0 || map.problems.length > 0)).to.deep.equal([]);
      const { rows } = await runQuery(site.system(), {
        entity: 'opportunity',
        select: [{ path: 'stage' }, { aggregate: 'count', as: 'n' }, { path: 'amount', aggregate: 'sum', as: 'sum' }],
        sort: [{ by: 'stage' }],
      });
      expect(rows).to.deep.equal([
        { stage: 'engaging', n: 1589, sum: null },
        { stage: 'lost', n: 2473, sum: 0 },
        { stage: 'prospecting', n: 500, sum: null },
        { stage: 'won', n: 4238, sum: 10005534 },
      ]);
    });
  });
});
