import { expect } from 'chai';
import fc from 'fast-check';
import { compileModel } from '../../../metadata/model/compile.js';
import { addDays } from '../../../metadata/time.js';
import { makeCompany } from '../../../plugins/crm/sample/company.js';
import { createRandom } from '../../../plugins/crm/sample/random.js';
import type { SampleData } from '../../../server/api.js';
import { documents, registries } from './package.js';

const model = compileModel(documents, registries);
const today = '2026-11-21';
const company = makeCompany(1, today);

type Values = Readonly<Record<string, unknown>>;
const rowsOf = (data: SampleData, entity: string) => data.tables.find((table) => table.entity === entity)!.rows;
const isReference = (value: unknown): value is { readonly $ref: string } =>
  typeof value === 'object' && value !== null && '$ref' in value;
const refOf = (value: unknown): string => (value as { $ref: string }).$ref;

/** Everything that is wrong with the rows of one entity by the shipped documents: types, codes, references, keys. */
function faultsOf(data: SampleData): readonly string[] {
  const keys = new Map<string, string>();
  const all: { entity: string; key: string; values: Values }[] = [
    ...data.users.map((user) => ({ entity: 'user', key: user.key, values: user.record })),
    ...data.tables.flatMap((table) =>
      table.rows.map((row) => ({ entity: table.entity, key: row.key, values: row.values })),
    ),
  ];
  const faults: string[] = [];
  const unique = new Set<string>();
  for (const { entity, key } of all) {
    if (keys.has(key)) faults.push(`${key} twice`);
    keys.set(key, entity);
  }
  for (const { entity, key, values } of all) {
    const { fields } = model.entities.get(entity)!;
    for (const [name, value] of Object.entries(values)) {
      const field = fields.get(name);
      if (!field || (field.computed && name !== 'owner')) faults.push(`${key}.${name} cannot be written`);
      else if (isReference(value)) {
        if (keys.get(value.$ref) !== field.target) faults.push(`${key}.${name} points to ${value.$ref}`);
      } else {
        const parsed = field.type.parse(value, field.document);
        if (!('value' in parsed) || parsed.value !== value) faults.push(`${key}.${name} ${JSON.stringify(parsed)}`);
        if (field.dictionary !== undefined && !model.dictionaries.get(field.dictionary)!.values.has(String(value)))
          faults.push(`${key}.${name} has no code ${String(value)}`);
      }
      const mark = `${entity}.${name} ${String(value)}`;
      if (field?.document.unique && unique.has(mark)) faults.push(`${mark} twice`);
      if (field?.document.unique) unique.add(mark);
    }
    for (const field of fields.values()) {
      if (field.document.required && field.document.default === undefined && (values[field.name] ?? null) === null)
        faults.push(`${key} lacks ${field.name}`);
    }
  }
  return faults;
}

describe('crm/sample', () => {
  it('is the same company for the same seed and day, and another for another seed', () => {
    expect(makeCompany(1, today)).to.deep.equal(company);
    expect(makeCompany(2, today)).not.to.deep.equal(company);
  });

  it('has about 12,000 rows of every entity of the CRM', () => {
    const count = company.tables.reduce((sum, table) => sum + table.rows.length, company.users.length);
    expect(count).to.be.within(11_000, 13_500);
    const entities = company.tables.map((table) => table.entity);
    expect(entities).to.have.members([
      'department', 'region', 'category', 'supplier', 'product', 'customer', 'contact', 'order', 'order_line', 'opportunity', 'task',
    ]); // prettier-ignore
  });

  it('fits the documents, whatever the seed and the day', () => {
    expect(faultsOf(company)).to.deep.equal([]);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 3000 }), (seed, days) => {
        expect(faultsOf(makeCompany(seed, addDays('2024-01-01', days)))).to.deep.equal([]);
      }),
      { numRuns: 4 },
    );
  });

  it('has nothing in the future that has happened, and nothing sent before it was ordered', () => {
    for (const { key, values } of rowsOf(company, 'order')) {
      const [ordered, required, shipped] = [values['ordered_on'], values['required_on'], values['shipped_on']].map(
        String,
      );
      expect(ordered! <= today && required! > ordered!, key).to.equal(true);
      if (values['shipped_on'] !== undefined) expect(shipped! > ordered! && shipped! <= today, key).to.equal(true);
      if (values['status'] === 'done' || values['status'] === 'shipped')
        expect(values, key).to.have.property('shipped_on');
    }
    for (const { key, values } of rowsOf(company, 'opportunity')) {
      const closed = values['stage'] === 'won' || values['stage'] === 'lost';
      expect('closed_on' in values, key).to.equal(closed);
      if (closed)
        expect(
          String(values['closed_on']) <= today && String(values['closed_on']) >= String(values['engaged_on']),
          key,
        ).to.equal(true);
      expect('loss_reason' in values, key).to.equal(values['stage'] === 'lost');
    }
    for (const { key, values } of rowsOf(company, 'task')) {
      expect('completed_at' in values, key).to.equal(values['status'] === 'done' || values['status'] === 'dropped');
    }
  });

  it('has customers who come again, fade and are gone, and prospects who never bought', () => {
    const last = new Map<string, string>();
    const count = new Map<string, number>();
    for (const { values } of rowsOf(company, 'order')) {
      const customer = refOf(values['customer']);
      count.set(customer, (count.get(customer) ?? 0) + 1);
      if (String(values['ordered_on']) > (last.get(customer) ?? '')) last.set(customer, String(values['ordered_on']));
    }
    const types: Record<string, number> = {};
    for (const { key, values } of rowsOf(company, 'customer')) {
      const type = String(values['type']);
      types[type] = (types[type] ?? 0) + 1;
      if (type === 'lost') expect((last.get(key) ?? '') <= addDays(today, -200), key).to.equal(true);
      if (type === 'prospect' || type === 'target') expect(last.has(key), key).to.equal(false);
    }
    expect([...count.values()].filter((orders) => orders >= 3).length).to.be.greaterThan(100);
    for (const type of ['existing', 'at_risk', 'lost', 'prospect']) expect(types[type], type).to.be.greaterThan(10);
  });

  it('has seasons, lines on every order, and five scripts of names', () => {
    const months = new Map<string, number>();
    for (const { values } of rowsOf(company, 'order')) {
      const month = String(values['ordered_on']).slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + 1);
    }
    const mean = (...names: string[]) => names.reduce((sum, name) => sum + (months.get(name) ?? 0), 0) / names.length;
    expect(mean('2025-11', '2025-12')).to.be.greaterThan(mean('2026-02', '2026-08') * 1.1);
    const withLines = new Set(rowsOf(company, 'order_line').map(({ values }) => refOf(values['order'])));
    expect(withLines.size).to.equal(rowsOf(company, 'order').length);
    const countries = new Set(rowsOf(company, 'customer').map(({ values }) => values['country']));
    expect([...countries]).to.have.members(['US', 'DE', 'ES', 'CN', 'TW']);
    const names = rowsOf(company, 'customer')
      .map(({ values }) => String(values['name']))
      .join(' ');
    for (const script of [/ö|ü|ß/, /ñ|ó/, /贸易/, /貿易/, /Inc\./]) expect(names).to.match(script);
  });

  it('has the logins of the demo in a tree of departments, owners in their own office', () => {
    expect(company.users.map((user) => user.login)).to.include.members(['ann.sales', 'bo.manager', 'cleo.marketing']);
    const departments = rowsOf(company, 'department');
    expect(departments.filter(({ values }) => !('parent' in values)).map(({ key }) => key)).to.deep.equal([
      'department:company',
    ]);
    const officeOf = new Map(company.users.map((user) => [user.key, refOf(user.record['department'])]));
    for (const { values } of rowsOf(company, 'customer')) {
      const offices: Record<string, string> = { US: 'americas', DE: 'europe', ES: 'europe', CN: 'asia', TW: 'asia' };
      expect(officeOf.get(refOf(values['owner']))).to.equal(`department:${offices[String(values['country'])]}`);
    }
  });
});

describe('crm/sample/random', () => {
  it('stays within its bounds and weighs', () => {
    const random = createRandom(7);
    const drawn = Array.from({ length: 2000 }, () => random.integer(2, 4));
    expect([...new Set(drawn)].sort()).to.deep.equal([2, 3, 4]);
    const heavy = Array.from({ length: 2000 }, () => random.weighted([['a', 9], ['b', 1]] as const)).filter((each) => each === 'a'); // prettier-ignore
    expect(heavy.length).to.be.within(1700, 1900);
  });
});
