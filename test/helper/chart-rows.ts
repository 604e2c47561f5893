/** Rows for chart examples: made up without chance, by the columns that an example names. */
import type { ChartInput, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Value } from '../../metadata/value.js';

type Data = Pick<ChartInput, 'columns' | 'rows'>;

const known: Readonly<Record<string, ResultColumn>> = {
  month: { name: 'month', type: 'date', label: 'Ordered on', grain: 'month' },
  amt: { name: 'amt', type: 'number', label: 'Amount', scale: 2, currency: 'USD' },
  before: { name: 'before', type: 'number', label: 'Amount last year', scale: 2, currency: 'USD' },
  plan: { name: 'plan', type: 'number', label: 'Plan', scale: 2, currency: 'USD' },
  orders: { name: 'orders', type: 'number', label: 'Orders', scale: 0 },
  margin: { name: 'margin', type: 'number', label: 'Margin', scale: 2, currency: 'USD' },
  region: { name: 'region', type: 'id', label: 'Region', target: 'region' },
  customer: { name: 'customer', type: 'id', label: 'Customer', target: 'customer' },
  product: { name: 'product', type: 'id', label: 'Product', target: 'product' },
  category: { name: 'category', type: 'text', label: 'Category', dictionary: 'category' },
  stage: { name: 'stage', type: 'text', label: 'Stage', dictionary: 'stage' },
  country: { name: 'country', type: 'text', label: 'Country' },
  campaign: { name: 'campaign', type: 'text', label: 'Campaign' },
  channel: { name: 'channel', type: 'text', label: 'Channel' },
  starts_on: { name: 'starts_on', type: 'date', label: 'Starts on' },
  ends_on: { name: 'ends_on', type: 'date', label: 'Ends on' },
};
const columns = (...names: readonly string[]): readonly ResultColumn[] => names.map((name) => known[name]!);
const month = (index: number) => `2026-${String(index + 1).padStart(2, '0')}-01`;
const wave = (index: number, seed: number) => ((index * 7 + seed * 13) % 11) / 11;

/** Eleven months without June. */
const months = Array.from({ length: 11 }, (_, index) => index).filter((index) => index !== 5);

const regions = ['Western Europe', 'North America', 'South America', 'Northern Europe'];
const named = (name: string, id: string, label: string): ResultRow => ({ [name]: id, [`${name}_label`]: label });

function monthly(): Data {
  const rows = months.map((index) => ({
    month: month(index),
    amt: 20_000 + index * 9_000.5,
    before: 18_000 + index * 6_500 + wave(index, 3) * 14_000,
    orders: 20 + ((index * 7) % 30),
  }));
  return { columns: columns('month', 'amt', 'before', 'orders'), rows };
}

function monthlyByRegion(): Data {
  const rows = months.flatMap((index) =>
    regions.map((region, at) => ({
      month: month(index),
      ...named('region', `r${at}`, region),
      amt: Math.round((60_000 / (at + 1)) * (0.55 + wave(index, at) * 0.6 + index * 0.04)),
    })),
  );
  return { columns: columns('month', 'region', 'amt'), rows };
}

/** Ten named categories with falling amounts, one of them without an amount. */
function categories(name: string): Data {
  const rows = Array.from({ length: 10 }, (_, index) => ({
    ...named(name, `id${index}`, `Region "${index}" — 地区`),
    amt: index === 9 ? null : 9000.4 - index * 800,
  }));
  return { columns: [{ name, type: 'id', label: 'Region', target: name }, known['amt']!], rows };
}

function customers(): Data {
  const names = ['QUICK-Stop', 'Ernst Handel', 'Save-a-lot Markets', 'Hungry Owl All-Night Grocers', 'Königlich Essen', 'Bon app’', 'Hanari Carnes', 'Godos Cocina Típica', '上海贸易有限公司', 'Queen Cozinha', 'Frankenversand', 'Piccolo und mehr']; // prettier-ignore
  const rows = names.map((label, index) => ({
    ...named('customer', `c${index}`, label),
    ...named('region', `r${index % 4}`, regions[index % 4]!),
    orders: 8 + Math.round(wave(index, 2) * 40),
    amt: 4_000 + Math.round(wave(index, 2) * 90_000 + wave(index, 5) * 30_000),
    margin: 500 + Math.round(wave(index, 7) * 20_000),
  }));
  return { columns: columns('customer', 'region', 'orders', 'amt', 'margin'), rows };
}

function products(): Data {
  const groups: Readonly<Record<string, readonly string[]>> = {
    Beverages: ['Côte de Blaye', 'Chai', 'Ipoh Coffee', 'Steeleye Stout'],
    'Dairy products': ['Raclette Courdavault', 'Camembert Pierrot', 'Mozzarella di Giovanni'],
    Confections: ['Tarte au sucre', 'Schoggi Schokolade', 'Pavlova'],
    'Meat and poultry': ['Thüringer Rostbratwurst', 'Alice Mutton'],
    Seafood: ['Carnarvon Tigers', 'Ikura'],
    谷物: ['Gnocchi di nonna Alice', 'Wimmers gute Semmelknödel'],
  };
  const rows = Object.entries(groups).flatMap(([category, list], at) =>
    list.map((label, index) => ({
      category: `g${at}`,
      category_label: category,
      ...named('product', `p${at}${index}`, label),
      amt: Math.round(90_000 / (at + 1.4) / (index + 1)),
    })),
  );
  return { columns: columns('category', 'product', 'amt'), rows };
}

function stages(): Data {
  const counts = { Prospecting: 88, Qualified: 61, Proposal: 43, Negotiation: 19, Won: 16 };
  const rows = Object.entries(counts).map(([label, orders]) => ({
    stage: label.toLowerCase(),
    stage_label: label,
    orders,
  }));
  return { columns: columns('stage', 'orders'), rows };
}

function countries(): Data {
  const amounts = { US: 245_000, DE: 230_000, AT: 128_000, BR: 106_000, FR: 81_000, GB: 58_000, VE: 56_000, SE: 54_000, CA: 50_000, IE: 49_000, MX: 23_000, CN: 72_500, ES: 17_900, AU: 12_000, SG: 4_200, '': 310 }; // prettier-ignore
  const rows = Object.entries(amounts).map(([country, amt]): ResultRow => ({ country: country || null, amt }));
  return { columns: columns('country', 'amt'), rows };
}

function campaigns(): Data {
  const list: readonly (readonly [string, string, string, string | null])[] = [
    ['Spring catalogue', 'Mail', '2026-02-16', '2026-04-10'],
    ['Fancy Food Show', 'Fair', '2026-06-28', '2026-06-30'],
    ['Newsletter 2026', 'Mail', '2026-01-12', null],
    ['Summer tasting', 'Event', '2026-07-06', '2026-08-21'],
    ['网络推广', 'Online', '2026-03-02', '2026-09-30'],
    ['Partner bonus', 'Online', '2026-09-01', '2026-12-18'],
    ['Christmas hampers', 'Mail', '2026-10-19', '2026-12-20'],
  ];
  const rows = list.map(([campaign, channel, starts_on, ends_on]) => ({ campaign, channel, starts_on, ends_on }));
  return { columns: columns('campaign', 'channel', 'starts_on', 'ends_on'), rows };
}

const whole: Data = { columns: columns('amt', 'plan'), rows: [{ amt: 99_415, plan: 110_000 }] };

/** The first set of rows that has all columns an example names. */
export function rowsFor(options: Readonly<Record<string, unknown>>): Data {
  const named_ = ['x', 'y', 'series', 'row', 'levels', 'name', 'from', 'to', 'size', 'compare', 'line'].flatMap(
    (key) => options[key] ?? [],
  ) as string[];
  const x = typeof options['x'] === 'string' ? options['x'] : 'category';
  const sets = [whole, monthly(), monthlyByRegion(), customers(), products(), stages(), countries(), campaigns()];
  const has = (data: Data, name: string) => data.columns.some((column) => column.name === name);
  const isRanking = options['chart'] === 'bar' || options['chart'] === 'pie';
  const found = isRanking ? undefined : sets.find((data) => named_.every((name) => has(data, name)));
  return found ?? categories(x);
}

const square = (x: number, y: number): Value => [[x, y], [x, y + 10], [x + 10, y + 10], [x + 10, y], [x, y]] as unknown as Value; // prettier-ignore

/** A map of four square countries, one of which is in no rows. */
export const squareMap = {
  type: 'FeatureCollection',
  features: ['US', 'DE', 'CN', 'NZ'].map((code, index) => ({
    type: 'Feature',
    id: code,
    properties: { name: code },
    geometry: { type: 'Polygon', coordinates: [square(index * 15, 0)] },
  })),
};
