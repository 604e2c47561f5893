/** Whom the company spoke with, what customers asked for, how customers belong together and what they signed. */
import type { Customer } from './customers.js';
import type { Product } from './catalogue.js';
import type { Deal } from './pipeline.js';
import { serviceStaff } from './people.js';
import type { Random } from './random.js';
import { daysBetween, earlier, later, moment, to, type SampleRow, type Table } from './rows.js';

const requestCount = 420;
/** Contacts in fifteen months, by level. */
const contactsOf = { A: 11, B: 6, C: 3 } as const;
/** Hours in which a request is to be solved. */
const hours: Readonly<Record<string, number>> = { p1: 8, p2: 24, p3: 72, p4: 168 };

interface Company {
  readonly customers: readonly Customer[];
  readonly deals: readonly Deal[];
  readonly products: readonly Product[];
}

export function makeService(random: Random, today: string, company: Company): readonly Table[] {
  const buyers = company.customers.filter(({ buys }) => buys !== undefined);
  const requests = requestRows(random, today, buyers, company.products);
  return [
    { entity: 'service_request', rows: requests },
    { entity: 'service_event', rows: requests.flatMap(eventRows) },
    { entity: 'interaction', rows: interactionRows(random, today, company) },
    { entity: 'customer_relation', rows: relationRows(random, today, company.customers) },
    { entity: 'contract', rows: contractRows(random, today, buyers) },
  ];
}

const subjects: Readonly<Record<string, readonly string[]>> = {
  enquiry: ['When will the order arrive?', 'Which sizes are there?', 'Question about an invoice'],
  complaint: ['Boxes were damaged', 'Wrong goods delivered', 'Late delivery', 'Invoice is wrong'],
  incident: ['The order page does not open', 'Label cannot be scanned'],
  installation: ['Set up the coffee station', 'Place the shelf display'],
  maintenance: ['Yearly check of the coffee station'],
  return: ['Send back what is left of the season', 'Return of damaged jars'],
};

const technical: ReadonlySet<string> = new Set(['incident', 'installation', 'maintenance', 'return']);

function requestRows(random: Random, today: string, buyers: readonly Customer[], products: readonly Product[]) {
  return Array.from({ length: requestCount }, (_, index): SampleRow => {
    const customer = random.pick(buyers);
    const kind = random.weighted([['enquiry', 38], ['complaint', 24], ['incident', 12], ['return', 12], ['installation', 7], ['maintenance', 7]]); // prettier-ignore
    const priority = random.weighted([['p1', 5], ['p2', 20], ['p3', 50], ['p4', 25]]); // prettier-ignore
    // The last days have more of them, so that everyone has some to answer.
    const day = earlier(today, random.chance(0.14) ? random.integer(1, 6) : random.integer(1, 400));
    const hour = random.integer(8, 15);
    const opened = moment(day, hour, random.integer(0, 59));
    const due = plusHours(opened, hours[priority]!);
    const solved = plusHours(opened, Math.max(1, Math.round(hours[priority]! * (0.1 + random.next() * 1.15))));
    const isSolved = solved.slice(0, 10) < today;
    const isClosed = isSolved && later(solved.slice(0, 10), 5) < today;
    const status = isClosed ? 'closed' : isSolved ? 'resolved' : random.weighted([['new', 30], ['assigned', 25], ['active', 30], ['waiting', 15]]); // prettier-ignore
    return {
      key: `request:${index + 1}`,
      values: {
        subject: random.pick(subjects[kind]!),
        kind,
        priority,
        status,
        customer: to(customer.key),
        contact: to(random.pick(customer.contacts)),
        ...(random.chance(0.4) ? { product: to(random.pick(products).key) } : {}),
        channel: random.weighted([['call', 40], ['email', 35], ['web', 15], ['message', 10]]),
        opened_at: opened,
        due_at: due,
        ...(isSolved ? { resolved_at: solved, sla_met: solved <= due } : {}),
        ...(isClosed ? { closed_at: `${later(solved.slice(0, 10), 3)}${solved.slice(10)}` } : {}),
        ...(isClosed && random.chance(0.6) ? { satisfaction: random.weighted([[5, 36], [4, 34], [3, 16], [2, 8], [1, 6]]) } : {}),
        reassigned: random.weighted([[0, 70], [1, 20], [2, 10]]),
        reopened: random.weighted([[0, 92], [1, 8]]),
        // What has to be put right is the service department's; what is asked or complained of, the account manager's.
        owner: to(technical.has(kind) ? serviceStaff[index % serviceStaff.length]! : customer.owner),
      },
    };
  }); // prettier-ignore
}

/** That it came in, and that it was solved. */
function eventRows({ key, values }: SampleRow): readonly SampleRow[] {
  const event = (position: number, more: SampleRow['values']): SampleRow => ({
    key: `${key}:${position}`,
    values: { request: to(key), position, ...more },
  });
  const first = event(0, { status: 'new', changed_at: values['opened_at'], sla_met: true });
  if (values['resolved_at'] === undefined) return [first];
  return [first, event(1, { status: 'resolved', changed_at: values['resolved_at'], sla_met: values['sla_met'] })];
}

const plusHours = (instant: string, count: number): string =>
  new Date(Date.parse(instant) + count * 3_600_000).toISOString();

const about: Readonly<Record<string, string>> = {
  sales: 'Presented the new range',
  follow_up: 'Asked about the offer',
  enquiry: 'Asked for prices',
  service: 'Looked after the display',
  complaint: 'Spoke about a complaint',
  satisfaction: 'Asked how satisfied they are',
};

function interactionRows(random: Random, today: string, { customers, deals }: Company): readonly SampleRow[] {
  const dealsOf = new Map<Customer, Deal[]>();
  for (const deal of deals) dealsOf.set(deal.customer, [...(dealsOf.get(deal.customer) ?? []), deal]);
  return customers
    .filter(({ type }) => type !== 'competitor' && type !== 'blacklist')
    .flatMap((customer) => {
      const quiet = customer.type === 'lost' || customer.type === 'prospect' ? 0.4 : 1;
      const count = Math.round(contactsOf[customer.level] * quiet * (0.5 + random.next()));
      return Array.from({ length: count }, (_, index): SampleRow => {
        const day = earlier(today, random.integer(customer.type === 'lost' ? 120 : 1, 450));
        const purpose = random.weighted([['sales', 32], ['follow_up', 24], ['enquiry', 16], ['service', 14], ['complaint', 6], ['satisfaction', 8]]); // prettier-ignore
        const channel = random.weighted([['call', 38], ['email', 24], ['visit', 20], ['message', 8], ['meeting', 7], ['event', 3]]); // prettier-ignore
        const open = (dealsOf.get(customer) ?? []).find((deal) => deal.engaged <= day && (deal.closed ?? today) >= day);
        return {
          key: `interaction:${customer.key}:${index}`,
          values: {
            subject: about[purpose],
            channel,
            purpose,
            happened_at: moment(day, random.integer(8, 16), random.integer(0, 59)),
            minutes: channel === 'visit' ? random.integer(30, 120) : random.integer(3, 35),
            customer: to(customer.key),
            contact: to(random.pick(customer.contacts)),
            ...(open ? { opportunity: to(open.key) } : {}),
            incoming: purpose === 'enquiry' || purpose === 'complaint',
            outcome: random.weighted([['positive', 45], ['neutral', 33], ['negative', 10], ['no_answer', 12]]),
            owner: to(customer.owner),
          },
        };
      });
    }); // prettier-ignore
}

function relationRows(random: Random, today: string, customers: readonly Customer[]): readonly SampleRow[] {
  return Array.from({ length: 48 }, (_, index): SampleRow => {
    const [one, other] = [customers[index * 3]!, customers[index * 3 + 1 + random.integer(0, 40)]!];
    const kind = random.weighted([['group', 30], ['referred', 25], ['supplies', 20], ['partner', 15], ['competitor', 10]]); // prettier-ignore
    const values = { customer: to(one.key), other: to(other.key), kind };
    return { key: `relation:${index + 1}`, values: { ...values, since: earlier(today, random.integer(90, 2400)) } };
  });
}

function contractRows(random: Random, today: string, buyers: readonly Customer[]): readonly SampleRow[] {
  return buyers
    .filter(({ level }) => random.chance(level === 'A' ? 0.9 : 0.25))
    .map((customer, index): SampleRow => {
      const code = `K-${String(index + 1).padStart(4, '0')}`;
      const starts = earlier(today, random.integer(20, 700));
      const years = random.integer(1, 2);
      const ends = later(starts, years * 365);
      const months = Math.floor(Math.max(0, daysBetween(starts, ends < today ? ends : today)) / 30.4);
      const fee = random.integer(4, 60) * 5;
      const status = ends < today ? 'ended' : ends < later(today, 60) ? 'ending' : 'active';
      const term = { kind: years === 1 ? 'one_year' : 'two_years', status, starts_on: starts, ends_on: ends, months };
      const money = { monthly_fee: fee, total_fee: fee * months, method: 'transfer', paperless: random.chance(0.7) };
      const services = random.pick(['Coffee station', 'Shelf display', 'Coffee station and maintenance']);
      return { key: `contract:${code}`, values: { code, customer: to(customer.key), ...term, ...money, services } };
    });
}
