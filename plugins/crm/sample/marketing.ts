/** Campaigns in stages with plan and outcome, whom they reached, and the leads that came from them and elsewhere. */
import { areaKey } from './areas.js';
import type { Customer } from './customers.js';
import type { Deal } from './pipeline.js';
import { salespeopleOf } from './people.js';
import { countries } from './places.js';
import type { Random } from './random.js';
import { atMost, earlier, later, money, to, type SampleRow, type Table } from './rows.js';

const plans: readonly (readonly [name: string, channel: string, brand: string, days: number])[] = [
  ['Spring Catalogue', 'catalogue', 'HB', 690], ['Summer Drinks', 'email', 'TG', 610], ['Autumn Fair', 'fair', 'HB', 520],
  ['Winter Boxes', 'post', 'HB', 430], ['New Year Tea', 'social', 'LS', 375], ['Kitchen Week', 'web', 'TK', 320],
  ['Easter Sweets', 'email', 'HB', 250], ['Fresh Start Launch', 'social', 'TF', 205], ['Summer Grill', 'email', 'TG', 150],
  ['Mid-Autumn', 'store', 'LS', 85], ['Autumn Tasting', 'fair', 'TG', 55], ['Winter Boxes', 'post', 'HB', 20],
  ['Kitchen Gifts', 'phone', 'TK', -12], ['New Year Tea', 'social', 'LS', -45],
]; // prettier-ignore
const steps = ['planned', 'preparing', 'running', 'evaluating'] as const;
/** How long a campaign runs. */
const length = 48;
const leadCount = 320;

interface Campaign {
  readonly row: SampleRow;
  readonly starts: string;
  readonly ends: string;
}

export function makeMarketing(
  random: Random,
  today: string,
  { customers, deals }: { readonly customers: readonly Customer[]; readonly deals: readonly Deal[] },
): readonly Table[] {
  const campaigns = plans.map((plan, index) => makeCampaign(random, today, plan, index));
  const running = campaigns.filter(({ starts }) => starts <= today);
  return [
    { entity: 'campaign', rows: campaigns.map(({ row }) => row) },
    { entity: 'campaign_step', rows: campaigns.flatMap((campaign) => stepRows(random, today, campaign)) },
    { entity: 'campaign_member', rows: running.flatMap((each) => memberRows(random, today, each, customers)) },
    { entity: 'lead', rows: leadRows(random, today, running, deals) },
  ];
}

function makeCampaign(random: Random, today: string, plan: (typeof plans)[number], index: number): Campaign {
  const [name, channel, brand, days] = plan;
  const starts = earlier(today, days);
  const ends = later(starts, length);
  const stage = starts > later(today, 20) ? 'planned' : starts > today ? 'preparing' : ends > today ? 'running' : later(ends, 30) > today ? 'evaluating' : 'closed'; // prettier-ignore
  const budget = random.integer(8, 60) * 500;
  const code = `CA-${String(index + 1).padStart(3, '0')}`;
  const share = stage === 'planned' ? 0 : stage === 'preparing' ? 0.15 : stage === 'running' ? 0.6 : 1;
  const values = {
    name: `${name} ${starts.slice(0, 4)}`,
    code,
    stage,
    channel,
    brand: to(`brand:${brand}`),
    starts_on: starts,
    ends_on: ends,
    budget,
    cost: money(budget * share * (0.8 + random.next() * 0.4)),
    target: random.integer(15, 60),
    owner: to(random.pick(['user:cleo.marketing', 'user:nico.marketing'])),
  };
  return { row: { key: `campaign:${code}`, values }, starts, ends };
}

function stepRows(random: Random, today: string, { row, starts }: Campaign): readonly SampleRow[] {
  const part = Math.round(Number(row.values['budget']) / steps.length);
  return steps.map((stage, index): SampleRow => {
    const from = later(starts, (index - 1) * 14);
    const target = random.integer(10, 50);
    const isOver = later(from, 13) < today;
    const done = isOver ? { reached: Math.round(target * (0.5 + random.next() * 0.7)), cost: money(part * (0.8 + random.next() * 0.4)) } : {}; // prettier-ignore
    const values = { campaign: to(row.key), position: index + 1, stage, starts_on: from, ends_on: later(from, 13) };
    return { key: `${row.key}:${stage}`, values: { ...values, target, budget: part, ...done } };
  });
}

function memberRows(random: Random, today: string, campaign: Campaign, customers: readonly Customer[]) {
  const { row, starts } = campaign;
  return customers
    .filter(({ type }) => type !== 'competitor' && type !== 'blacklist' && random.chance(0.23))
    .map((customer): SampleRow => {
      const contacted = later(starts, random.integer(0, length));
      const isOut = contacted <= today;
      const status = isOut ? random.weighted([['contacted', 58], ['responded', 14], ['accepted', customer.level === 'A' ? 22 : 12], ['declined', 14]]) : 'planned'; // prettier-ignore
      const answered = status === 'contacted' || !isOut ? {} : { responded_on: atMost(later(contacted, random.integer(0, 12)), today) }; // prettier-ignore
      const code = `${String(row.values['code'])}-${customer.key.slice('customer:'.length).padStart(4, '0')}`;
      const values = { code, campaign: to(row.key), customer: to(customer.key), contact: to(customer.contacts[0]!) };
      const value = status === 'accepted' ? { value: random.integer(2, 90) * 50 } : {};
      return {
        key: `member:${code}`,
        values: { ...values, channel: row.values['channel'], status, contacts: isOut ? random.integer(1, 3) : 0, ...(isOut ? { contacted_on: contacted } : {}), ...answered, ...value },
      }; // prettier-ignore
    });
}

/** A converted lead became one of the opportunities; the others are on their way or were given up. */
function leadRows(random: Random, today: string, campaigns: readonly Campaign[], deals: readonly Deal[]): SampleRow[] {
  const late = deals.filter(({ engaged }) => engaged > earlier(today, 360));
  return Array.from({ length: leadCount }, (_, index): SampleRow => {
    const code = `L-${String(index + 1).padStart(4, '0')}`;
    const deal = random.chance(0.3) ? late[(index * 7) % late.length] : undefined;
    const country = deal?.customer.country ?? random.weighted(countries.map((each) => [each, each.weight] as const));
    const [city, state] = random.pick(country.cities);
    const received = deal ? earlier(deal.engaged, random.integer(2, 30)) : earlier(today, random.integer(0, 380));
    const status = deal ? 'converted' : received < earlier(today, 90) ? random.weighted([['disqualified', 70], ['working', 30]]) : random.weighted([['new', 35], ['working', 35], ['qualified', 20], ['disqualified', 10]]); // prettier-ignore
    const source = random.weighted([['web', 30], ['fair', 20], ['campaign', 25], ['referral', 17], ['phone', 8]]); // prettier-ignore
    const near = campaigns.filter(({ starts, ends }) => starts <= received && received <= later(ends, 30));
    const isOpen = status !== 'converted' && status !== 'disqualified';
    return {
      key: `lead:${code}`,
      values: {
        name: deal?.customer.name ?? country.company(random, city), code, contact_name: country.person(random), phone: country.phone(random),
        email: `info@l${code.slice(2)}.example`, country: country.code, area: to(areaKey(country, state, city)),
        region: to(`region:${country.region}`), industry: random.pick(['C14', 'F51', 'F52', 'H61', 'H62']), source, status,
        ...(source === 'campaign' && near.length > 0 ? { campaign: to(random.pick(near).row.key) } : {}),
        rating: random.weighted([['hot', 20], ['warm', 45], ['cold', deal ? 0 : 35]]), estimate: random.integer(4, 160) * 250, received_on: received,
        ...(isOpen ? { next_on: later(today, random.integer(-6, 21)) } : {}),
        ...(deal ? { converted_on: deal.engaged, customer: to(deal.customer.key), contact: to(deal.customer.contacts[0]!), opportunity: to(deal.key) } : {}),
        ...(status === 'disqualified' ? { reason: random.pick(['No budget', 'Too small', 'No answer', 'Wrong market']) } : {}),
        owner: to(deal?.customer.owner ?? random.pick(salespeopleOf(country.office))),
      },
    }; // prettier-ignore
  });
}
