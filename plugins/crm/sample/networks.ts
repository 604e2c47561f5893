/**
 * Agents, branches, outlets and warehouses, what each was to do in a month and did, the stock they hold and the price lists
 * of the offices.
 */
import type { Product } from './catalogue.js';
import { areaKey } from './areas.js';
import { salespeopleOf } from './people.js';
import { countries, type Country } from './places.js';
import type { Random } from './random.js';
import { earlier, later, money, monthsBack, to, type SampleRow, type Table } from './rows.js';

const kinds = [
  ['warehouse', 3],
  ['branch', 5],
  ['online', 2],
  ['outlet', 27],
] as const;
/** What a network of middling size is to do in a month, by part of the work. */
const plans = { visits: 40, orders: 24, promotions: 6, training: 4 } as const;
const months = 12;

export interface Network {
  readonly key: string;
  readonly kind: string;
  readonly region: string;
}

export interface Networks {
  readonly tables: readonly Table[];
  readonly networks: readonly Network[];
}

export function makeNetworks(random: Random, today: string, products: readonly Product[]): Networks {
  const agents = Array.from({ length: 14 }, (_, index) => agentRow(random, today, index));
  const rows: SampleRow[] = [];
  const networks: Network[] = [];
  const reports: SampleRow[] = [];
  for (const [kind, count] of kinds) {
    for (let number = 1; number <= count; number++) {
      // Each office has one warehouse; the others lie where the customers are.
      const country =
        kind === 'warehouse' ? countries[[0, 1, 3][number - 1]!]! : random.weighted(countries.map((each) => [each, each.weight] as const)); // prettier-ignore
      const row = networkRow(random, today, { kind, number, country, agents });
      rows.push(row);
      networks.push({ key: row.key, kind, region: country.region });
      if (kind !== 'warehouse') reports.push(...reportRows(random, today, row));
    }
  }
  return {
    networks,
    tables: [
      { entity: 'agent', rows: agents },
      { entity: 'network', rows },
      { entity: 'network_report', rows: reports },
      { entity: 'stock', rows: stockRows(random, today, networks, products) },
      ...priceTables(today, products),
    ],
  };
}

function agentRow(random: Random, today: string, index: number): SampleRow {
  const country = countries[index % countries.length]!;
  const [city] = random.pick(country.cities);
  const code = `AG-${String(index + 1).padStart(2, '0')}`;
  const isPerson = random.chance(0.3);
  const from = earlier(today, random.integer(200, 1800));
  return {
    key: `agent:${index + 1}`,
    values: {
      name: isPerson ? country.person(random) : country.company(random, city),
      code,
      kind: isPerson ? 'person' : 'company',
      status: random.weighted([['active', 82], ['paused', 10], ['ended', 8]]), // prettier-ignore
      region: to(`region:${country.region}`),
      phone: country.phone(random),
      email: `agent${index + 1}@agents.example`,
      contract_from: from,
      contract_to: later(from, random.integer(4, 7) * 365),
      commission: random.integer(2, 9) / 100,
    },
  };
}

interface Plan {
  readonly kind: string;
  readonly number: number;
  readonly country: Country;
  readonly agents: readonly SampleRow[];
}

const words: Readonly<Record<string, string>> = {
  warehouse: 'Warehouse',
  branch: 'Branch',
  online: 'Online shop',
  outlet: 'Outlet',
};

function networkRow(random: Random, today: string, { kind, number, country, agents }: Plan): SampleRow {
  const [city, state] = random.pick(country.cities);
  const code = `${kind.slice(0, 2).toUpperCase()}-${String(number).padStart(2, '0')}`;
  const own = agents.filter((agent) => agent.values['region'] && isSame(agent.values['region'], country.region));
  return {
    key: `network:${code}`,
    values: {
      name: `${words[kind]} ${city} ${number}`,
      code,
      kind,
      status: kind === 'outlet' ? random.weighted([['active', 90], ['paused', 10]]) : 'active', // prettier-ignore
      region: to(`region:${country.region}`),
      area: to(areaKey(country, state, city)),
      ...(kind === 'outlet' ? { agent: to(random.pick(own).key) } : {}),
      owner: to(random.pick(salespeopleOf(country.office))),
      address: country.address(random),
      phone: country.phone(random),
      opened_on: earlier(today, random.integer(400, 3000)),
    },
  };
}

const isSame = (reference: unknown, region: string): boolean =>
  (reference as { readonly $ref: string }).$ref === `region:${region}`;

/** Some networks are busier than others, some fall behind their plan for good. */
function reportRows(random: Random, today: string, { key }: SampleRow): readonly SampleRow[] {
  const size = 0.5 + random.next();
  const zeal = random.weighted([[1, 60], [0.8, 25], [0.45, 15]]); // prettier-ignore
  return monthsBack(today, months).flatMap((month) =>
    Object.entries(plans).map(([part, plan]): SampleRow => {
      const planned = Math.max(1, Math.round(plan * size));
      const done = Math.round(planned * Math.min(1.2, zeal * (0.65 + random.next() * 0.55)));
      return {
        key: `report:${key}:${month}:${part}`,
        values: { network: to(key), month, part, planned, done },
      };
    }),
  );
}

function stockRows(random: Random, today: string, networks: readonly Network[], products: readonly Product[]) {
  const places = networks.filter(({ kind }) => kind === 'warehouse' || kind === 'online').slice(0, 4);
  return places.flatMap((place) =>
    products.map((product): SampleRow => {
      const quantity = random.chance(0.06) ? 0 : random.integer(5, 260);
      return {
        key: `stock:${product.code}:${place.key}`,
        values: {
          code: `${product.code} ${place.key.slice('network:'.length)}`,
          product: to(product.key),
          network: to(place.key),
          quantity,
          reserved: Math.min(quantity, random.chance(0.5) ? random.integer(0, 40) : 0),
          counted_on: earlier(today, random.integer(1, 45)),
        },
      };
    }),
  );
}

/** Holds for one customer only. */
export const specialPrices = 'prices:special';

/** The lists of the three offices, what the office adds to the catalogue or takes off; of the best customers, less from fifty on; and of one customer. */
function priceTables(today: string, products: readonly Product[]): readonly Table[] {
  const lists = [['WE', 'Europe', 1.02], ['NA', 'Americas', 1], ['EA', 'Asia', 0.96]] as const; // prettier-ignore
  const year = today.slice(0, 4);
  const rows = lists.map(([region, name]): SampleRow => {
    const values = { name: `${name} ${year}`, code: `PL-${region}`, region: to(`region:${region}`) };
    return { key: `prices:${region}`, values: { ...values, valid_from: `${year}-01-01`, active: true } };
  });
  const since = { valid_from: `${year}-01-01`, active: true };
  const others = [
    { key: 'prices:A', values: { name: `Key customers ${year}`, code: 'PL-A', level: 'A', ...since } },
    { key: specialPrices, values: { name: `Yearly agreement ${year}`, code: 'PL-YA', special: true, ...since } },
  ];
  const tiers = [['prices:A', 1, 0.95], ['prices:A', 50, 0.92], [specialPrices, 1, 0.9]] as const; // prettier-ignore
  const less = tiers.flatMap(([list, least, factor]) =>
    products.map(({ key, code, price }): SampleRow => {
      const values = { price_list: to(list), product: to(key), min_quantity: least };
      return { key: `price:${list}:${least}:${code}`, values: { ...values, price: money(price * factor) } };
    }),
  );
  const items = lists.flatMap(([region, , factor]) =>
    products.map(({ key, code, price }): SampleRow => {
      const values = { price_list: to(`prices:${region}`), product: to(key), min_quantity: 1 };
      return { key: `price:${region}:${code}`, values: { ...values, price: money(price * factor) } };
    }),
  );
  return [
    { entity: 'price_list', rows: [...rows, ...others] },
    { entity: 'price_item', rows: [...items, ...less] },
  ];
}
