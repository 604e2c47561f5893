/**
 * The company that is measured: 50 salespeople with 100 customers and 2,000 orders each (100,000 orders), 30,000 order
 * lines, and one reader of everything. Every number follows from an index: two runs measure the same rows.
 */
import type { Entity } from '../../../metadata/model/model.js';
import { companionValues } from '../../../metadata/model/companions.js';
import type { Value } from '../../../metadata/value.js';
import type { Assembly } from '../../../server/assemble.js';
import type { Package } from '../../../server/releases/install.js';
import { addSignedIn } from '../../helper/prepared-site.js';

export interface Company {
  /** Cookies of the salespeople. */
  readonly sellers: readonly string[];
  /** Cookie of somebody with the same field rights and every row. */
  readonly reader: string;
  readonly orders: number;
}

export interface CompanySize {
  /** Orders of each of the 50 salespeople. */
  readonly ordersEach?: number;
  /** How many times all orders are there, at most 32: the database copies them, which is far faster than writing them. */
  readonly copies?: number;
  /** Orders that have lines, three each; 10,000 unless stated. */
  readonly lineOrders?: number;
}

export const sellerCount = 50;
export const customersEach = 100;
export const statuses = ['new', 'confirmed', 'shipped', 'invoiced', 'cancelled'] as const;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const kinds = {
  user: 'A',
  region: 'B',
  customer: 'C',
  contact: 'D',
  product: 'E',
  order: 'F',
  order_line: 'G',
} as const;

/** The id of the n-th row of an entity. */
export function idOf(kind: keyof typeof kinds, n: number): string {
  let digits = '';
  for (let rest = n; digits.length < 14; rest = Math.floor(rest / 32)) digits = alphabet[rest % 32]! + digits;
  return `01KAJ0QX00${kinds[kind]}0${digits}`;
}

/** A role with the salesperson's field rights and every row: what the row rule costs is the difference. */
export const benchPackage: Package = {
  id: 'bench',
  documents: [
    {
      kind: 'role',
      id: '01KAJ0QX00BENCH00000000001',
      name: 'bench_reader',
      schema: 1,
      label: 'Reader of everything',
      rights: ['report.run'],
      grants: ['customer', 'contact', 'order', 'order_line', 'product', 'region', 'user', 'department'].map(
        (entity) => ({
          entity,
          actions: { read: 'all' as const },
          ...(entity === 'product' ? { fields: { cost: 'hidden' as const } } : {}),
        }),
      ),
    },
  ],
};

/** Spreads numbers, so that no two fields of a row go hand in hand. */
const scatter = (n: number, most: number): number => (Math.imul(n + 1, 2_654_435_761) >>> 8) % most;

const at = '2026-01-02T08:00:00.000Z';
const day = (n: number): string => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);

export async function installCompany(
  site: Assembly,
  { ordersEach = 2000, copies = 1, lineOrders = 10_000 }: CompanySize = {},
): Promise<Company> {
  const sellers: string[] = [];
  for (let n = 0; n < sellerCount; n++) {
    sellers.push(await addSignedIn(site, { id: idOf('user', n), login: `seller${n}`, roles: ['salesperson'] }));
  }
  const reader = await addSignedIn(site, { id: idOf('user', 999), login: 'reader', roles: ['bench_reader'] });
  const customers = sellerCount * customersEach;
  const orders = sellerCount * ordersEach;
  const write = (name: string, count: number, row: (n: number) => Readonly<Record<string, Value>>) =>
    writeRows(site, site.releases.current().model.entities.get(name)!, count, row);
  await write('region', 10, (n) => ({ id: idOf('region', n), name: `Region ${n}`, code: `R${n}` }));
  await write('product', 77, (n) => ({
    id: idOf('product', n), name: `Product ${n}`, code: `P${n}`, list_price: 10 + n, cost: 5 + n, discontinued: false,
  })); // prettier-ignore
  await write('customer', customers, (n) => ({
    id: idOf('customer', n), name: `Customer ${(n * 7919) % customers}`, code: `C${n}`, type: 'customer', kind: 'company', level: 'a',
    region: idOf('region', n % 10), phone: `+49 30 ${100_000 + n}`, email: `office@customer${n}.example`,
    city: `City ${n % 200}`, country: 'DE', employees: n % 900, credit_limit: (n % 500) * 100, since: day(n % 700),
    owner: idOf('user', n % sellerCount),
  })); // prettier-ignore
  await write('contact', customers, (n) => ({
    id: idOf('contact', n),
    name: `Contact ${n}`,
    customer: idOf('customer', n),
    owner: idOf('user', n % sellerCount),
  }));
  await write('order', orders, (n) => ({
    id: idOf('order', n), number: `SO-${String(n).padStart(6, '0')}`, reference: `REF-${n}`,
    customer: idOf('customer', n % customers), contact: idOf('contact', n % customers), region: idOf('region', scatter(n * 7, 10)),
    kind: 'sale', status: statuses[scatter(n, 5)]!, ordered_on: day(scatter(n * 3, 1000)), required_on: day(scatter(n * 3, 1000) + 14),
    shipped_on: n % 3 === 0 ? null : day(scatter(n * 3, 1000) + 7), shipper: 'speedy', ship_name: `Customer ${n}`,
    ship_city: `City ${n % 200}`, ship_country: 'DE', lines_total: (n % 900) + 0.5, freight: (n % 40) + 0.25,
    total: (n % 900) + (n % 40) + 0.75, owner: idOf('user', n % sellerCount),
  })); // prettier-ignore
  await write('order_line', Math.min(orders, lineOrders) * 3, (n) => ({
    id: idOf('order_line', n), order: idOf('order', Math.floor(n / 3)), position: (n % 3) + 1,
    product: idOf('product', n % 77), quantity: (n % 9) + 1, unit_price: 10 + (n % 77), discount: 0,
    amount: ((n % 9) + 1) * (10 + (n % 77)),
  })); // prettier-ignore
  for (let copy = 1; copy < copies; copy++) await copyOrders(site, alphabet[copy]!);
  await analyse(site);
  return { sellers, reader, orders: orders * copies };
}

/** All orders of the first set once more, with ids and numbers of their own. */
async function copyOrders({ services: { database }, releases }: Assembly, mark: string): Promise<void> {
  const { quote } = database.dialect;
  const entity = releases.current().model.entities.get('order')!;
  const names = [
    ...new Set([...entity.fields.values()].flatMap((field) => field.columns.map((column) => column.name))),
  ];
  const changed: Readonly<Record<string, readonly [string, string]>> = {
    id: [idOf('order', 0).slice(0, 12), `${idOf('order', 0).slice(0, 11)}${mark}`],
    number: ['SO-', `SO${mark}-`],
    number_k: ['so-', `so${mark.toLowerCase()}-`],
    reference: ['REF-', `REF${mark}-`],
    reference_k: ['ref-', `ref${mark.toLowerCase()}-`],
  };
  const values = names.map((name) => (changed[name] ? `replace(${quote(name)}, ?, ?)` : quote(name)));
  const table = quote(entity.table);
  const bindings = names.flatMap((name) => changed[name] ?? []);
  const where = `${quote('id')} like '${idOf('order', 0).slice(0, 12)}%'`;
  const sql = `insert into ${table} (${names.map(quote).join(',')}) select ${values.join(',')} from ${table} where ${where}`;
  await database.write((transaction) => transaction.raw(sql, bindings));
}

/** As the server does when it stops. A full ANALYZE keeps samples, and SQLite then plans each statement at each run. */
async function analyse({ services: { database } }: Assembly): Promise<void> {
  const statements =
    database.engine === 'sqlite' ? ['pragma analysis_limit = 400', 'analyze'] : ['analyze table d_order, d_customer'];
  await database.write(async (transaction) => {
    for (const statement of statements) await transaction.raw(statement);
  });
}

/** Rows as the write pipeline would store them, companions included, 500 a statement. */
async function writeRows(
  site: Assembly,
  entity: Entity,
  count: number,
  row: (n: number) => Readonly<Record<string, Value>>,
): Promise<void> {
  const { database, fold } = site.services;
  const zone = site.releases.current().model.settings.timeZone;
  const stamps = {
    version: 1,
    created_at: at,
    created_by: idOf('user', 0),
    updated_at: at,
    updated_by: idOf('user', 0),
  };
  const encoded = (n: number): Record<string, unknown> => {
    const values: Readonly<Record<string, Value>> = { ...stamps, ...row(n) };
    const columns: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values)) {
      const field = entity.fields.get(name);
      if (!field) continue;
      const [column, ...others] = field.columns;
      columns[column!.name] = database.dialect.encode(column!, value);
      if (others.length === 0) continue;
      const companions = companionValues(field, value, { fold, zone });
      for (const other of others) columns[other.name] = database.dialect.encode(other, companions[other.name] ?? null);
    }
    return columns;
  };
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, i) => encoded(from + i));
    const names = Object.keys(rows[0]!);
    const place = `(${names.map(() => '?').join(',')})`;
    const list = names.map((name) => database.dialect.quote(name)).join(',');
    const sql = `insert into ${database.dialect.quote(entity.table)} (${list}) values ${rows.map(() => place).join(',')}`;
    const values = rows.flatMap((each) => names.map((name) => each[name] ?? null));
    await database.write((transaction) => transaction.raw(sql, values as string[]));
  }
}
