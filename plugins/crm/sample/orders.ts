/** Orders with their lines over thirty months: seasons, growth, repeat customers, discounts by level, late deliveries. */
import type { Product } from './catalogue.js';
import type { Customer } from './customers.js';
import type { Random } from './random.js';
import { atMost, earlier, later, money, to, type SampleRow, type Table } from './rows.js';

/** How busy a month is against the average, January first. */
const season = [0.86, 0.8, 0.95, 0.97, 1.02, 1.0, 0.9, 0.78, 1.04, 1.12, 1.34, 1.3] as const;
const monthOf = (date: string): number => Number(date.slice(5, 7));

export function makeOrders(
  random: Random,
  today: string,
  customers: readonly Customer[],
  products: readonly Product[],
): readonly Table[] {
  const drafts = customers.flatMap((customer) =>
    orderDates(random, today, customer).map((date) => ({ customer, date })),
  );
  drafts.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const lines: SampleRow[] = [];
  const orders = drafts.map(({ customer, date }, index): SampleRow => {
    const key = `order:${index + 1}`;
    makeLines(random, { key, date, today }, customer, products, lines);
    return { key, values: orderValues(random, today, date, customer) };
  });
  return [
    { entity: 'order', rows: orders },
    { entity: 'order_line', rows: lines },
  ];
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
): void {
  const { key, date, today } = order;
  const month = monthOf(date);
  const weights = products.map((product) => [product, product.season.includes(month) ? 3 : 2] as const);
  const taken = new Set<string>();
  const wanted = random.weighted([[1, 18], [2, 26], [3, 26], [4, 18], [5, 8], [6, 4]]); // prettier-ignore
  while (taken.size < wanted) {
    const product = random.weighted(weights);
    if (taken.has(product.key)) continue;
    taken.add(product.key);
    const [least, most] = quantities[level];
    rows.push({
      key: `${key}:${taken.size}`,
      values: {
        order: to(key),
        position: taken.size,
        product: to(product.key),
        quantity: random.integer(least, most),
        unit_price: priceThen(product, date, today),
        discount: random.weighted<number>(discounts[level]),
      },
    });
  }
}
