/** The shipped maps over the real files: every check value of the data's description, through the pure core alone. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { compileExpression } from '../../../metadata/expression/compile.js';
import { sum } from '../../../metadata/expression/decimal.js';
import type { SourceRow } from '../../../metadata/import/row.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { documents, registries } from '../../plugins/crm/package.js';
import { evaluation, MemoryRun, type MapResult } from './memory-run.js';

const folder = process.env['TRELLIS_DATA_SETS'] ?? fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const model = compileModel(documents, registries);

function readFile(file: string): { heads: readonly string[]; rows: readonly SourceRow[] } {
  const [heads = [], ...records] = parse(readFileSync(`${folder}/${file}`), { bom: true }) as string[][];
  const rows = records.map((record, index) => ({
    line: index + 2,
    cells: Object.fromEntries(heads.map((head, column) => [head, record[column] ?? ''])),
  }));
  return { heads, rows };
}

function runSet(name: string): { run: MemoryRun; results: ReadonlyMap<string, MapResult> } {
  const run = new MemoryRun(model);
  const maps = model.list('import_map').filter((map) => map.set === name);
  const ordered = [...maps].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const results = ordered.map((map) => {
    const { heads, rows } = readFile(map.file!);
    return [map.name, run.run(map, heads, rows)] as const;
  });
  return { run, results: new Map(results) };
}

const noteCount = (result: MapResult | undefined, label: string): number =>
  result?.findings.find((finding) => typeof finding.label === 'object' && finding.label.en === label)?.count ?? 0;
const found = (result: MapResult | undefined, code: string, path?: string) =>
  (result?.findings ?? []).filter((finding) => finding.code === code && (path === undefined || finding.path === path));

describe('import/real files', function () {
  before(function () {
    if (!existsSync(`${folder}/northwind/orders.csv`)) this.skip();
  });

  describe('northwind', () => {
    let run: MemoryRun;
    let results: ReadonlyMap<string, MapResult>;
    before(() => ({ run, results } = runSet('northwind')));

    it('takes every row', () => {
      const counts = Object.fromEntries([...run.records].map(([entity, rows]) => [entity, rows.length]));
      expect([...results.values()].map((result) => result.refused).every((refused) => refused === 0)).to.equal(true);
      expect(counts).to.deep.equal({
        category: 8, contact: 91, customer: 91, department: 3, order: 830, order_line: 2155, product: 77, region: 63,
        supplier: 29, user: 9,
      }); // prettier-ignore
    });

    it('sums to 1,265,793.04 by the formula of the order line, exactly', () => {
      const { expression } = model.entities.get('order_line')!.fields.get('amount')!.formula!;
      const amount = compileExpression(expression, {
        functions: registries.function,
        field: (path) => model.entities.get('order_line')!.fields.get(path[0]!)?.valueType,
      });
      const amounts = run.rowsOf('order_line').map((line) => {
        const value = amount.evaluate({ context: evaluation, field: (path) => line[path[0]!] ?? null }) as number;
        expect(
          model.entities
            .get('order_line')!
            .fields.get('amount')!
            .type.parse(value, model.entities.get('order_line')!.fields.get('amount')!.document),
        ).to.deep.equal({ value });
        return value;
      });
      expect(sum(amounts)).to.equal(1265793.0395);
      expect(sum(run.rowsOf('order').map((order) => order['freight'] as number))).to.equal(64942.69);
    });

    it('gives employees their department and manager, of the same file', () => {
      const users = run.rowsOf('user');
      const by = (name: string) => users.find((user) => user['name'] === name)!;
      expect(by('Robert King')['manager']).to.equal(by('Steven Buchanan').id);
      expect(by('Steven Buchanan')['manager']).to.equal(by('Andrew Fuller').id);
      expect(by('Andrew Fuller')['manager']).to.equal(null);
      const departments = run.rowsOf('department');
      expect(departments.find(({ id }) => id === by('Anne Dodsworth')['department'])!['name']).to.equal('Northwind UK');
    });

    it('tells what is odd in them', () => {
      expect(noteCount(results.get('northwind_orders'), 'never shipped')).to.equal(21);
      expect(noteCount(results.get('northwind_order_lines'), 'unit price differs from the list price')).to.equal(658);
      expect(noteCount(results.get('northwind_customers'), 'postal code begins with zero, kept as text')).to.equal(18);
      expect(noteCount(results.get('northwind_employees'), 'reports to nobody')).to.equal(1);
      const unused = found(results.get('northwind_orders'), 'UNUSED').map((finding) => finding.from);
      expect(unused).to.have.members(['FISSA Fabrica Inter. Salchichas S.A.', 'Paris spécialités']);
      const [usa] = found(results.get('northwind_customers'), 'REPLACED', 'country').filter((f) => f.from === 'USA');
      expect(usa).to.include({ to: 'US', count: 13 });
      expect(results.get('northwind_employees')!.ignored).to.include.members(['Notes', 'BirthDate']);
    });

    it('keeps leading zeros and accents', () => {
      const berlin = run.rowsOf('customer').find((customer) => customer['code'] === 'ALFKI')!;
      expect(berlin).to.include({ postal_code: '12209', city: 'Berlin', country: 'DE' });
      expect(run.rowsOf('customer').find((customer) => customer['code'] === 'ANATR')).to.include({
        postal_code: '05021',
        address: 'Avda. de la Constitución 2222',
      });
    });
  });

  describe('crm opportunities', () => {
    let run: MemoryRun;
    let results: ReadonlyMap<string, MapResult>;
    before(() => ({ run, results } = runSet('crm_opportunities')));

    it('takes every row, with stages as codes', () => {
      expect([...results.values()].every((result) => result.refused === 0)).to.equal(true);
      const stages: Record<string, number> = {};
      for (const { stage } of run.rowsOf('opportunity')) stages[String(stage)] = (stages[String(stage)] ?? 0) + 1;
      expect(stages).to.deep.equal({ won: 4238, lost: 2473, engaging: 1589, prospecting: 500 });
      expect(run.rowsOf('customer')).to.have.length(85);
      expect(run.rowsOf('user')).to.have.length(41);
    });

    it('won 10,005,534', () => {
      const won = run.rowsOf('opportunity').filter((deal) => deal['stage'] === 'won');
      expect(sum(won.map((deal) => deal['amount'] as number))).to.equal(10005534);
    });

    it('tells what is odd in them and keeps what was misspelt', () => {
      const deals = results.get('crm_deals');
      expect(noteCount(deals, 'open deal without an account')).to.equal(1425);
      expect(noteCount(deals, 'prospecting without an engage date')).to.equal(500);
      expect(found(deals, 'REPLACED')[0]).to.include({ from: 'CRM-GTXPro', to: 'CRM-GTX Pro', count: 1480 });
      expect(found(deals, 'UNUSED').map((finding) => finding.from)).to.have.members([
        'Carl Lin', 'Carol Thompson', 'Elizabeth Anderson', 'Mei-Mei Johns', 'Natalya Ivanova',
      ]); // prettier-ignore
      const accounts = results.get('crm_accounts');
      expect(noteCount(accounts, 'sector misspelt technolgy, kept as supplied')).to.equal(12);
      expect(noteCount(accounts, 'country misspelt Philipines, kept as supplied')).to.equal(1);
      const empty = found(accounts, 'NOT_A_CHOICE').map((finding) => [finding.path, finding.from, finding.count]);
      expect(empty).to.have.deep.members([
        ['industry', 'technolgy', 12],
        ['country', 'Philipines', 1],
        ['country', 'Korea', 1],
      ]);
      const acme = run.rowsOf('customer').find((customer) => customer['name'] === 'Acme Corporation')!;
      expect(acme).to.include({ industry: null, sector: 'technolgy', country: 'US', location: 'United States' });
    });

    it('puts subsidiaries under accounts of the same file', () => {
      const accounts = run.rowsOf('customer');
      const parents = accounts.filter((account) => account['parent'] !== null);
      expect(parents).to.have.length(15);
      for (const { parent } of parents) expect(accounts.some((account) => account.id === parent)).to.equal(true);
    });
  });
});
