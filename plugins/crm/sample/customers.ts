/** Customers with their contacts: who they are, since when, and how their buying goes (growing, steady, fading, gone). */
import { salespeopleOf } from './people.js';
import { areaKey } from './areas.js';
import { specialPrices } from './networks.js';
import { countries, type Country } from './places.js';
import type { Random } from './random.js';
import { earlier, money, to, type SampleRow, type Table } from './rows.js';

/** What a customer's buying will look like; orders.ts follows it. */
export interface Customer {
  readonly key: string;
  readonly name: string;
  readonly country: Country;
  readonly owner: string;
  readonly level: 'A' | 'B' | 'C';
  readonly type: string;
  /** Days before today of the first and of the last possible order; undefined for those who never bought. */
  readonly buys?: { readonly from: number; readonly until: number; readonly everyDays: number };
  readonly contacts: readonly string[];
  readonly address: Readonly<Record<string, string>>;
  readonly terms: string;
}

const count = 340;
/** Codes of GB/T 4754: food, wholesale, retail, hotels, catering, business services, education, entertainment. */
const industries = [['C14', 12], ['F51', 22], ['F52', 26], ['H61', 12], ['H62', 16], ['L72', 4], ['P82', 4], ['R89', 4]] as const; // prettier-ignore
/** Days between two orders. */
const everyDays = { A: 33, B: 80, C: 160 } as const;
/** Orders go back thirty months. */
const longest = 900;

export function makeCustomers(
  random: Random,
  today: string,
): { readonly tables: readonly Table[]; readonly customers: readonly Customer[] } {
  const names = new Set<string>();
  const rows: SampleRow[] = [];
  const contacts: SampleRow[] = [];
  const customers = Array.from({ length: count }, (_, index): Customer => {
    const country = random.weighted(countries.map((each) => [each, each.weight] as const));
    const [city, state, postal] = random.pick(country.cities);
    const key = `customer:${index + 1}`;
    const code = `C-${String(index + 1).padStart(4, '0')}`;
    const type = random.weighted([['existing', 61], ['at_risk', 8], ['lost', 9], ['prospect', 9], ['target', 4], ['potential', 4], ['partner', 2], ['competitor', 2], ['blacklist', 1]]); // prettier-ignore
    const level = random.weighted([['A', 12], ['B', 28], ['C', 60]] as const); // prettier-ignore
    const buys = buyingOf(random, type, level);
    const owner = random.pick(salespeopleOf(country.office));
    const terms = random.weighted([['net30', 60], ['net15', 12], ['net60', 14], ['prepaid', 9], ['net90', 5]]); // prettier-ignore
    const address = {
      address: country.address(random),
      city,
      ...(state === '' ? {} : { state }),
      postal_code: postal,
      country: country.code,
    };
    const name = freshName(random, country, city, names);
    const domain = `c${String(index + 1).padStart(4, '0')}.example`;
    rows.push({
      key,
      values: {
        name,
        code,
        type,
        ...(buys ? { level } : {}),
        industry: random.weighted(industries),
        region: to(`region:${country.region}`),
        area: to(areaKey(country, state, city)),
        owner: to(owner),
        phone: country.phone(random),
        email: `info@${domain}`,
        website: `https://www.${domain}`,
        ...address,
        ...(buys ? { points: random.integer(0, level === 'A' ? 9000 : 1500) } : {}),
        risk: random.weighted([['low', 70], ['medium', 23], ['high', type === 'blacklist' || type === 'at_risk' ? 60 : 7]]),
        ...(type === 'lost' && buys
          ? { lost_on: earlier(today, Math.max(1, buys.until - 120)), loss_reason: random.weighted([['price', 30], ['competitor', 28], ['no_fit', 14], ['no_budget', 12], ['other', 16]]) }
          : {}),
        year_established: Number(today.slice(0, 4)) - random.integer(2, 90),
        employees: random.integer(2, level === 'A' ? 900 : 120),
        payment_terms: terms,
        ...(type === 'existing' && index % 60 === 7 ? { price_list: to(specialPrices) } : {}),
        credit_limit: money(random.integer(1, level === 'A' ? 60 : 15) * 1000),
        lead_source: random.weighted([['referral', 30], ['fair', 22], ['web', 26], ['campaign', 12], ['phone', 7], ['partner', 3]]), // prettier-ignore
        ...(buys
          ? { since: earlier(today, buys.from < longest - 25 ? buys.from : random.integer(longest, 4000)) }
          : {}),
      },
    }); // prettier-ignore
    const keys = makeContacts(random, country, key, domain, contacts);
    return { key, name, country, owner, level, type, ...(buys ? { buys } : {}), contacts: keys, address, terms };
  });
  return {
    tables: [
      { entity: 'customer', rows },
      { entity: 'contact', rows: contacts },
    ],
    customers,
  };
}

/** Existing customers buy until now, those at risk stopped months ago, lost ones before the last half year. */
function buyingOf(random: Random, type: string, level: Customer['level']): Customer['buys'] {
  const pause = { existing: [0, 0], at_risk: [95, 175], lost: [200, 420], partner: [0, 0] }[type];
  if (!pause) return undefined;
  const until = random.integer(pause[0]!, pause[1]!);
  // Half of them bought before the orders that are kept begin.
  const from = random.chance(0.5) ? longest - random.integer(0, 25) : Math.max(until + 20, random.integer(12, longest));
  return { from, until, everyDays: everyDays[level] * (0.7 + random.next() * 0.7) };
}

/** Every customer has a name of its own; a taken one gets its city. */
function freshName(random: Random, country: Country, city: string, names: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const made = country.company(random, city);
    const name = attempt < 4 ? made : `${made} ${city} ${attempt - 3}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

function makeContacts(random: Random, country: Country, customer: string, domain: string, rows: SampleRow[]): string[] {
  const titles = ['Purchasing Manager', 'Owner', 'Head Chef', 'Accounting', 'Store Manager'] as const;
  return Array.from({ length: random.weighted([[1, 50], [2, 35], [3, 15]]) }, (_, index) => {
    const key = `contact:${customer.slice('customer:'.length)}-${index + 1}`;
    rows.push({
      key,
      values: {
        name: country.person(random),
        customer: to(customer),
        title: random.pick(titles),
        main: index === 0,
        email: `contact${index + 1}@${domain}`,
        phone: country.phone(random),
        ...(random.chance(0.4) ? { mobile: country.phone(random) } : {}),
        ...(random.chance(0.2) ? { habits: random.pick(['Prefers calls before ten', 'Football', 'Hiking', '书法', '茶道', 'Cocina vasca', 'Chess']) } : {}),
      },
    });
    return key;
  }); // prettier-ignore
}
