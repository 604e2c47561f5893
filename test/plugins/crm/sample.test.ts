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

  it('has about 22,000 rows of every entity of the CRM', () => {
    const count = company.tables.reduce((sum, table) => sum + table.rows.length, company.users.length);
    expect(count).to.be.within(18_000, 24_000);
    const entities = company.tables.map((table) => table.entity);
    const own = [...model.entities.keys()].filter((name) => name !== 'user');
    expect(entities).to.have.members(own);
    expect(company.tables.filter((table) => table.rows.length === 0)).to.deep.equal([]);
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
    for (const { key, values } of rowsOf(company, 'order').filter((row) => row.values['kind'] === 'sale')) {
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

  it('has orders that were called off: never sent, and nothing is owed for them', () => {
    const off = new Set(rowsOf(company, 'order').flatMap(({ key, values }) => (values['status'] === 'cancelled' ? [key] : []))); // prettier-ignore
    expect(off.size).to.be.greaterThan(20);
    for (const { key, values } of rowsOf(company, 'order'))
      if (off.has(key)) expect(values, key).not.to.have.property('shipped_on');
    for (const { key, values } of rowsOf(company, 'payment'))
      expect(values['status'] === 'cancelled', key).to.equal(off.has(refOf(values['order'])));
  });

  it('has returns: orders of their own that take away a part of what one was sold and sent', () => {
    const orders = new Map(rowsOf(company, 'order').map(({ key, values }) => [key, values]));
    const lines = new Map(rowsOf(company, 'order_line').map(({ key, values }) => [key, values]));
    const returns = [...orders].filter(([, values]) => values['kind'] === 'return');
    expect(returns.length).to.be.greaterThan(20);
    for (const [key, values] of returns) {
      const sale = orders.get(key.replace(':return', ''))!;
      expect(values['customer'], key).to.equal(sale['customer']);
      expect(String(values['ordered_on']) > String(sale['shipped_on']) && String(values['ordered_on']) <= today, key).to.equal(true); // prettier-ignore
      const [sold, back] = [lines.get(`${key.replace(':return', '')}:1`)!, lines.get(`${key}:1`)!];
      expect(back['product'], key).to.equal(sold['product']);
      expect(Number(back['quantity']), key).to.be.within(-Number(sold['quantity']), -1);
    }
    for (const [key, values] of lines)
      if (Number(values['quantity']) < 0) expect(orders.get(refOf(values['order']))!['kind'], key).to.equal('return');
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

  it('sells nothing before its launch, and new products climb', () => {
    const products = new Map(rowsOf(company, 'product').map(({ key, values }) => [key, String(values['launched_on'])]));
    const dates = new Map(rowsOf(company, 'order').map(({ key, values }) => [key, String(values['ordered_on'])]));
    const sold = { early: 0, later: 0 };
    for (const { key, values } of rowsOf(company, 'order_line')) {
      const launched = products.get(refOf(values['product']))!;
      const age = (Date.parse(dates.get(refOf(values['order']))!) - Date.parse(launched)) / 86_400_000;
      expect(age, key).to.be.at.least(0);
      if (launched < addDays(today, -340)) continue;
      if (age < 40) sold.early++;
      else if (age < 80) sold.later++;
    }
    expect([...products.values()].filter((date) => date > addDays(today, -340)).length).to.be.greaterThan(3);
    expect(sold.later).to.be.greaterThan(sold.early);
  });

  it('has networks that report every part of every month, and some that fall behind', () => {
    const reports = rowsOf(company, 'network_report');
    const reporting = rowsOf(company, 'network').filter(({ values }) => values['kind'] !== 'warehouse');
    expect(reports.length).to.equal(reporting.length * 12 * 4);
    const done = new Map<string, { planned: number; done: number }>();
    for (const { values } of reports) {
      const sum = done.get(refOf(values['network'])) ?? { planned: 0, done: 0 };
      done.set(refOf(values['network']), { planned: sum.planned + Number(values['planned']), done: sum.done + Number(values['done']) }); // prettier-ignore
      expect(String(values['month']) <= today && String(values['month']) > addDays(today, -370)).to.equal(true);
    }
    const rates = [...done.values()].map((each) => each.done / each.planned);
    expect(rates.filter((rate) => rate < 0.6).length).to.be.within(1, rates.length / 2);
    expect(rates.filter((rate) => rate > 0.8).length).to.be.greaterThan(rates.length / 3);
  });

  it('has campaigns with answers, none before they began, and leads that became opportunities', () => {
    const starts = new Map(rowsOf(company, 'campaign').map(({ key, values }) => [key, String(values['starts_on'])]));
    const answers: Record<string, number> = {};
    for (const { key, values } of rowsOf(company, 'campaign_member')) {
      answers[String(values['status'])] = (answers[String(values['status'])] ?? 0) + 1;
      if (values['contacted_on'] !== undefined)
        expect(String(values['contacted_on']) <= today && String(values['contacted_on']) >= starts.get(refOf(values['campaign']))!, key).to.equal(true); // prettier-ignore
      if (values['status'] === 'accepted') expect(values, key).to.include.keys('responded_on', 'value');
    }
    expect(answers).to.include.keys('planned', 'contacted', 'responded', 'accepted', 'declined');
    const converted = rowsOf(company, 'lead').filter(({ values }) => values['status'] === 'converted');
    expect(converted.length).to.be.greaterThan(50);
    for (const { key, values } of converted) expect(values, key).to.include.keys('opportunity', 'customer');
  });

  it('has payments that are due, paid and late, and requests solved in time and too late', () => {
    const states = new Set(rowsOf(company, 'payment').map(({ values }) => values['status']));
    expect([...states]).to.have.members(['due', 'paid', 'overdue', 'cancelled']);
    for (const { key, values } of rowsOf(company, 'payment')) {
      expect('paid_on' in values, key).to.equal(values['status'] === 'paid');
      if (values['status'] === 'due' || values['status'] === 'overdue') expect(String(values['due_on']) < today, key).to.equal(values['status'] === 'overdue'); // prettier-ignore
    }
    for (const { key, values } of rowsOf(company, 'service_request')) {
      const solved = values['status'] === 'resolved' || values['status'] === 'closed';
      expect('resolved_at' in values, key).to.equal(solved);
      if (solved) expect(values['sla_met'], key).to.equal(String(values['resolved_at']) <= String(values['due_at']));
    }
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
