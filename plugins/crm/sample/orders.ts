/** Orders with their lines over thirty months: seasons, growth, repeat customers, discounts by level, late deliveries, returns. */
import type { Product } from './catalogue.js';
import type { Customer } from './customers.js';
import type { Network } from './networks.js';
import type { Random } from './random.js';
import { atMost, daysBetween, earlier, later, money, to, type SampleRow, type Table } from './rows.js';

export interface Order {
  readonly key: string;
  readonly date: string;
  readonly customer: Customer;
  /** What was ordered, freight not counted. */
  readonly amount: number;
  readonly cancelled: boolean;
}

/** One order in forty is called off before it is sent. */
const isCancelled = (index: number): boolean => index % 40 === 17;

export interface Selling {
  readonly customers: readonly Customer[];
  readonly products: readonly Product[];
  readonly networks: readonly Network[];
}

/** How busy a month is against the average, January first. */
const season = [0.82, 0.72, 0.95, 0.97, 1.02, 1.0, 0.88, 0.68, 1.04, 1.16, 1.55, 1.5] as const;
const monthOf = (date: string): number => Number(date.slice(5, 7));

export function makeOrders(
  random: Random,
  today: string,
  { customers, products, networks }: Selling,
): { readonly tables: readonly Table[]; readonly orders: readonly Order[] } {
  const drafts = customers.flatMap((customer) =>
    orderDates(random, today, customer).map((date) => ({ customer, date })),
  );
  drafts.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const lines: SampleRow[] = [];
  const orders: Order[] = [];
  const rows = drafts.map(({ customer, date }, index): SampleRow => {
    const key = `order:${index + 1}`;
    const amount = makeLines(random, { key, date, today }, customer, products, lines);
    const cancelled = isCancelled(index);
    orders.push({ key, date, customer, amount, cancelled });
    const near = networks.filter(({ kind, region }) => kind !== 'warehouse' && region === customer.country.region);
    const network = near.length > 0 && random.chance(0.6) ? { network: to(random.pick(near).key) } : {};
    const { shipped_on: shipped, ...values } = orderValues(random, today, date, customer);
    const end = cancelled ? { status: 'cancelled' } : shipped === undefined ? {} : { shipped_on: shipped };
    return { key, values: { ...values, ...end, kind: 'sale', ...network } };
  });
  const returned = makeReturns(rows, lines, today);
  const tables = [
    { entity: 'order', rows: [...rows, ...returned.orders] },
    { entity: 'order_line', rows: [...lines, ...returned.lines] },
  ];
  return { tables, orders };
}

/** One order in thirty-one comes back in part, twelve days after it was sent. */
const isReturned = (index: number): boolean => index % 31 === 12;

/** Half of the first line, at the price and discount that it was sold at: an order of its own that takes away. */
function makeReturns(orders: readonly SampleRow[], lines: readonly SampleRow[], today: string) {
  const sent = orders.filter(({ values }, index) => isReturned(index) && values['shipped_on'] !== undefined);
  const back = sent.filter(({ values }) => later(String(values['shipped_on']), 12) <= today);
  const firsts = new Map(lines.filter(({ values }) => values['position'] === 1).map((line) => [line.key, line.values]));
  return {
    orders: back.map(({ key, values }): SampleRow => {
      const { customer, contact, region, owner, payment_terms, network } = values;
      const day = later(String(values['shipped_on']), 12);
      const same = { customer, region, owner, payment_terms, ...(contact ? { contact } : {}), ...(network ? { network } : {}) }; // prettier-ignore
      return { key: `${key}:return`, values: { ...same, kind: 'return', status: 'done', ordered_on: day, freight: 0 } };
    }),
    lines: back.map(({ key }): SampleRow => {
      const line = firsts.get(`${key}:1`)!;
      const quantity = -Math.ceil(Number(line['quantity']) / 2);
      return { key: `${key}:return:1`, values: { ...line, order: to(`${key}:return`), quantity } };
    }),
  };
}

/** From the first day on, a pause of about `everyDays`, shorter in busy months and a little shorter every year. */
function orderDates(random: Random, today: string, { buys }: Customer): readonly string[] {
  if (!buys) return [];
  const dates: string[] = [];
  // The first order lies somewhere in the first pause; else all that bought before would begin on one day.
  let age = buys.from - random.integer(0, Math.min(Math.round(buys.everyDays), buys.from - buys.until));
  while (age >= buys.until) {
    const date = earlier(today, age);
    dates.push(date);
    const growth = 1 + (900 - age) / 3600;
    const pause = buys.everyDays / (season[monthOf(date) - 1]! * growth);
    age -= Math.max(1, Math.round(pause * (0.5 + random.next())));
  }
  return dates;
}

function orderValues(random: Random, today: string, date: string, customer: Customer): SampleRow['values'] {
  const required = later(date, random.integer(10, 30));
  const shipping = later(date, random.chance(0.06) ? random.integer(31, 38) : random.integer(2, 9));
  const shipped = shipping <= today;
  const old = later(shipping, 14) <= today;
  const { address, city, state, postal_code: postal, country } = customer.address;
  return {
    customer: to(customer.key),
    ...(customer.contacts.length > 0 ? { contact: to(random.pick(customer.contacts)) } : {}),
    region: to(`region:${customer.country.region}`),
    owner: to(customer.owner),
    status: old ? 'done' : shipped ? 'shipped' : later(date, 2) <= today ? 'confirmed' : 'new',
    ordered_on: date,
    required_on: required,
    ...(shipped ? { shipped_on: atMost(shipping, today) } : {}),
    shipper: random.weighted([['speedy_express', 40], ['united_package', 35], ['federal_shipping', 15], ['own_fleet', 10]]), // prettier-ignore
    payment_terms: customer.terms,
    freight: random.integer(800, 22_000) / 100,
    ship_address: address,
    ship_city: city,
    ...(state === undefined ? {} : { ship_state: state }),
    ship_postal_code: postal,
    ship_country: country,
  };
}

/** Prices rise by four in a hundred every New Year: what was sold two years ago was cheaper than the list says today. */
function priceThen({ price }: Product, date: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(date.slice(0, 4));
  return money(price / 1.04 ** years);
}

/** Nothing is sold before its launch; then it climbs for four months to more than what has been there for long. */
function demandOf({ launched, season }: Product, date: string): number {
  const usual = season.includes(monthOf(date)) ? 3 : 2;
  const age = daysBetween(launched, date);
  if (age < 0) return 0;
  return age > 360 ? usual : usual * Math.min(1.8, 0.3 + age / 80);
}

const quantities = { A: [4, 40], B: [2, 20], C: [1, 10] } as const;
const discounts = {
  A: [[0, 40], [0.05, 30], [0.1, 20], [0.15, 10]],
  B: [[0, 65], [0.05, 25], [0.1, 10]],
  C: [[0, 88], [0.05, 12]],
} as const; // prettier-ignore

function makeLines(
  random: Random,
  order: { readonly key: string; readonly date: string; readonly today: string },
  { level }: Customer,
  products: readonly Product[],
  rows: SampleRow[],
): number {
  const { key, date, today } = order;
  const weights = products.map((product) => [product, demandOf(product, date)] as const);
  let amount = 0;
  const taken = new Set<string>();
  const wanted = random.weighted([[1, 18], [2, 26], [3, 26], [4, 18], [5, 8], [6, 4]]); // prettier-ignore
  while (taken.size < wanted) {
    const product = random.weighted(weights);
    if (taken.has(product.key)) continue;
    taken.add(product.key);
    const [least, most] = quantities[level];
    const quantity = random.integer(least, most);
    const price = priceThen(product, date, today);
    const discount = random.weighted<number>(discounts[level]);
    amount += quantity * price * (1 - discount);
    rows.push({
      key: `${key}:${taken.size}`,
      values: {
        order: to(key),
        position: taken.size,
        product: to(product.key),
        quantity,
        unit_price: price,
        discount,
      },
    });
  }
  return money(amount);
}
