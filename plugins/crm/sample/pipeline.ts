/** Opportunities on their way through the stages, with values, dates and reasons, and the tasks that move them. */
import type { Product } from './catalogue.js';
import type { Customer } from './customers.js';
import type { Random } from './random.js';
import { atMost, daysBetween, earlier, later, moment, money, to, type SampleRow, type Table } from './rows.js';

const count = 1150;
/** Open stages in order with the chance of winning from there. */
const open = [
  ['prospecting', 0.1],
  ['engaging', 0.2],
  ['qualified', 0.35],
  ['proposal', 0.55],
  ['negotiation', 0.75],
] as const;
const reasons = [['price', 30], ['competitor', 24], ['timing', 15], ['no_budget', 12], ['no_fit', 9], ['no_answer', 8], ['other', 2]] as const; // prettier-ignore
const subjects = ['Spring range', 'Gift boxes', 'Listing of new products', 'Yearly agreement', 'Kitchen equipment', 'House brand', 'Weekly delivery', 'Tasting'] as const; // prettier-ignore

export interface Deal {
  readonly key: string;
  readonly product: Product;
  readonly customer: Customer;
  readonly stage: string;
  readonly closed: string | undefined;
  readonly engaged: string;
}

export function makePipeline(
  random: Random,
  today: string,
  customers: readonly Customer[],
  products: readonly Product[],
): { readonly tables: readonly Table[]; readonly deals: readonly Deal[] } {
  const rows: SampleRow[] = [];
  const deals = Array.from({ length: count }, (_, index) => makeDeal(random, today, index, customers, products, rows));
  const tables = [
    { entity: 'opportunity', rows },
    { entity: 'opportunity_stage', rows: rows.flatMap((row) => pastStages(row)) },
    { entity: 'task', rows: makeTasks(random, today, deals, customers) },
  ];
  return { tables, deals };
}

function makeDeal(
  random: Random,
  today: string,
  index: number,
  customers: readonly Customer[],
  products: readonly Product[],
  rows: SampleRow[],
): Deal {
  const age = random.integer(1, 540);
  const engaged = earlier(today, age);
  const days = random.integer(20, 260);
  const isOver = days <= age;
  // Only those who buy can have been won; prospects stay open or are lost.
  const customer = random.pick(customers);
  const mayWin = customer.buys !== undefined && customer.type !== 'lost';
  const outcome = !isOver ? undefined : mayWin && random.chance(0.52) ? 'won' : 'lost';
  const step = Math.min(open.length - 1, Math.floor((age / days) * open.length));
  const [stage, probability] = outcome === undefined ? open[step]! : [outcome, outcome === 'won' ? 1 : 0];
  const product = random.pick(products);
  const closed = outcome === undefined ? undefined : atMost(later(engaged, days), today);
  const key = `opportunity:${index + 1}`;
  rows.push({
    key,
    values: {
      name: `${random.pick(subjects)} ${engaged.slice(0, 4)}`,
      code: `O-${String(index + 1).padStart(4, '0')}`,
      customer: to(customer.key),
      ...(customer.contacts.length > 0 ? { contact: to(customer.contacts[0]!) } : {}),
      product: to(product.key),
      region: to(`region:${customer.country.region}`),
      owner: to(customer.owner),
      stage,
      amount: money(product.price * random.integer(4, customer.level === 'A' ? 240 : 90)),
      probability,
      expected_on: closed ?? later(engaged, days + random.integer(-5, 10)),
      engaged_on: engaged,
      ...(closed === undefined ? {} : { closed_on: closed }),
      stage_on: closed ?? later(engaged, Math.floor((days * step) / open.length)),
      ...(outcome === 'lost' ? lossOf(random, customers) : {}),
      lead_source: random.weighted([['referral', 3], ['fair', 2], ['web', 3], ['campaign', 2], ['phone', 1]]), // prettier-ignore
    },
  });
  return { key, customer, product, stage, closed, engaged };
}

/** How long stages take beside each other: offers wait longest. */
const shares = [3, 2, 3, 5, 4] as const;

/** The stages that a deal has behind it, from first contact to the day it came where it is; that one the platform keeps. */
function pastStages({ key, values }: SampleRow): readonly SampleRow[] {
  const [engaged, since] = [String(values['engaged_on']), String(values['stage_on'])];
  const place = open.findIndex(([stage]) => stage === values['stage']);
  const past = open.slice(0, place < 0 ? reached(key, values) : place);
  const whole = shares.slice(0, past.length).reduce<number>((sum, share) => sum + share, 0);
  const days = daysBetween(engaged, since);
  let behind = 0;
  return past.map(([stage], index) => {
    const from = later(engaged, Math.floor((days * behind) / whole));
    behind += shares[index]!;
    const until = later(engaged, Math.floor((days * behind) / whole));
    return {
      key: `${key}:${stage}`,
      values: { opportunity: to(key), stage, entered_on: from, left_on: until },
    };
  });
}

/** A deal that was won came through every stage; one that was lost fell out of any of them. */
function reached(key: string, { stage }: SampleRow['values']): number {
  return stage === 'won' ? open.length : 1 + (Number(key.split(':')[1]) % open.length);
}

/** Why it was lost, and to whom where that is known. */
function lossOf(random: Random, customers: readonly Customer[]): SampleRow['values'] {
  const reason = random.weighted(reasons);
  const rivals = customers.filter(({ type }) => type === 'competitor');
  if (reason !== 'competitor' || rivals.length === 0) return { loss_reason: reason };
  return { loss_reason: reason, competitor: to(random.pick(rivals).key) };
}

const about = ['Call back', 'Send samples', 'Send the offer', 'Visit', 'Ask for feedback', 'Check the credit limit', 'Prepare the meeting'] as const; // prettier-ignore

function makeTasks(random: Random, today: string, deals: readonly Deal[], customers: readonly Customer[]): SampleRow[] {
  const ofDeals = deals
    .filter(() => random.chance(0.62))
    .map((deal) => {
      const due = deal.closed ?? later(today, random.integer(-12, 25));
      const links = { customer: to(deal.customer.key), opportunity: to(deal.key) };
      return { due, links, owner: deal.customer.owner, over: deal.closed !== undefined };
    });
  const ofCustomers = customers
    .filter((customer) => customer.type !== 'lost' && random.chance(0.5))
    .map((customer) => {
      const due = later(today, random.integer(-60, 40));
      return {
        due,
        links: { customer: to(customer.key) },
        owner: customer.owner,
        over: due < today && random.chance(0.8),
      };
    });
  return [...ofDeals, ...ofCustomers].map(({ due, links, owner, over }, index): SampleRow => {
    const finished = atMost(later(due, random.integer(-2, 0)), earlier(today, 1));
    return {
      key: `task:${index + 1}`,
      values: {
        subject: random.pick(about),
        status: over ? random.weighted([['done', 92], ['dropped', 8]]) : random.weighted([['open', 75], ['doing', 25]]), // prettier-ignore
        priority: random.weighted([['normal', 62], ['high', 22], ['low', 16]]), // prettier-ignore
        due_on: due,
        ...(over ? { completed_at: moment(finished, random.integer(8, 17), random.integer(0, 59)) } : {}),
        ...links,
        owner: to(owner),
      },
    };
  });
}
