/** What stands around opportunities and orders: quotes with their lines, payments, and the targets of the salespeople. */
import type { Order } from './orders.js';
import type { Deal } from './pipeline.js';
import type { Random } from './random.js';
import { atMost, daysBetween, earlier, later, money, monthsBack, to, type SampleRow, type Table } from './rows.js';

/** Payments are kept for the last eight months of orders. */
const paidDays = 240;
const targetMonths = 15;
/** Days that the terms give. */
const terms: Readonly<Record<string, number>> = { prepaid: 0, net15: 15, net30: 30, net60: 60, net90: 90 };

export function makeSelling(
  random: Random,
  today: string,
  { deals, orders }: { readonly deals: readonly Deal[]; readonly orders: readonly Order[] },
): readonly Table[] {
  const quotes = makeQuotes(random, today, deals);
  return [
    { entity: 'quote', rows: quotes.rows },
    { entity: 'quote_line', rows: quotes.lines },
    { entity: 'payment', rows: paymentRows(random, today, orders) },
    { entity: 'sales_target', rows: targetRows(random, today, orders) },
  ];
}

const quoted: Readonly<Record<string, number>> = { proposal: 1, negotiation: 1, won: 0.32, lost: 0.16 };
const outcomes: Readonly<Record<string, string>> = { won: 'accepted', lost: 'declined' };

function makeQuotes(random: Random, today: string, deals: readonly Deal[]) {
  const lines: SampleRow[] = [];
  const chosen = deals.filter(({ stage }) => random.chance(quoted[stage] ?? 0));
  const rows = chosen.map(({ key, customer, product, stage, closed, engaged }): SampleRow => {
    const quote = `quote:${key}`;
    const last = closed ?? today;
    const on = earlier(last, Math.min(daysBetween(engaged, last), random.integer(4, 40)));
    const until = later(on, 30);
    const status = outcomes[stage] ?? (until < today ? 'expired' : random.chance(0.75) ? 'sent' : 'draft');
    const values = { product: to(product.key), unit_price: product.price };
    const count = random.integer(1, 3);
    for (let position = 1; position <= count; position++) {
      const line = { quote: to(quote), position, ...values, quantity: random.integer(2, 60) };
      lines.push({ key: `${quote}:${position}`, values: { ...line, discount: random.pick([0, 0, 0.05, 0.1]) } });
    }
    return {
      key: quote,
      values: {
        customer: to(customer.key),
        contact: to(customer.contacts[0]!),
        opportunity: to(key),
        owner: to(customer.owner),
        status,
        quoted_on: on,
        valid_until: until,
        payment_terms: customer.terms,
      },
    };
  });
  return { rows, lines };
}

function paymentRows(random: Random, today: string, orders: readonly Order[]): readonly SampleRow[] {
  return orders
    .filter(({ date }) => date >= earlier(today, paidDays))
    .map(({ key, date, customer, amount, cancelled }): SampleRow => {
      const due = later(date, terms[customer.terms] ?? 30);
      const late = random.weighted([[0, 70], [random.integer(1, 12), 20], [random.integer(13, 60), 10]]); // prettier-ignore
      const paid = later(due, late - random.integer(0, 3));
      const isPaid = !cancelled && paid <= today && !(customer.type === 'at_risk' && random.chance(0.4));
      const code = `P-${key.slice('order:'.length).padStart(5, '0')}`;
      return {
        key: `payment:${code}`,
        values: {
          code,
          order: to(key),
          amount,
          due_on: due,
          status: cancelled ? 'cancelled' : isPaid ? 'paid' : due < today ? 'overdue' : 'due',
          ...(isPaid ? { paid_on: atMost(paid < date ? date : paid, today) } : {}),
          method: random.weighted([['transfer', 70], ['direct_debit', 20], ['card', 10]]),
        },
      };
    }); // prettier-ignore
}

/** A target lies a little above or below what was sold; those of the months to come follow the last year. */
function targetRows(random: Random, today: string, orders: readonly Order[]): readonly SampleRow[] {
  const sold = new Map<string, number>();
  for (const { date, customer, amount } of orders) {
    const key = `${customer.owner} ${date.slice(0, 7)}`;
    sold.set(key, (sold.get(key) ?? 0) + amount);
  }
  const regions = new Map(orders.map(({ customer }) => [customer.owner, customer.country.region]));
  const past = monthsBack(today, targetMonths);
  const months = [...past, ...monthsBack(later(past.at(-1)!, 100), 3)].filter((month, at, all) => all.indexOf(month) === at); // prettier-ignore
  return [...regions].flatMap(([owner, region]) =>
    months.map((month): SampleRow => {
      const yearBefore = `${Number(month.slice(0, 4)) - 1}${month.slice(4, 7)}`;
      const isOver = month.slice(0, 7) < today.slice(0, 7);
      const base = (isOver ? sold.get(`${owner} ${month.slice(0, 7)}`) : sold.get(`${owner} ${yearBefore}`)) ?? 20_000;
      const amount = Math.max(5000, Math.round((base * (0.85 + random.next() * 0.35)) / 500) * 500);
      const code = `${month.slice(0, 7)} ${owner.slice('user:'.length)}`;
      const values = { code, month, amount: money(amount), owner: to(owner), region: to(`region:${region}`) };
      return { key: `target:${code}`, values };
    }),
  );
}
