/** Expected figures of the dashboards about customers: analysis, activity, areas and portrait. */
import {
  area, buyerCount, contacts, inArea, inDepartment, lines, month, orderCount, orders, period, pieces, stands,
  type Analysis, type Base,
} from './analyses-statements.js'; // prettier-ignore

const traits = (customer: string) => ({
  area: inArea(`${customer}.area`),
  level: `${customer}.level = :level`,
  type: `${customer}.type = :type`,
  country: `${customer}.country = :country`,
});
const customers: Base = {
  from: '{customer} c LEFT JOIN d_user u ON u.id = c.owner',
  follow: { ...traits('c'), department: inDepartment('u.department') },
};
const bought: Base = {
  from: `${orders} LEFT JOIN d_user u ON u.id = c.owner`,
  only: stands,
  follow: { ...period('o.ordered_on'), ...traits('c'), department: inDepartment('u.department') },
};
/** Customers with their city and the province or state above it. */
const placed: Base = {
  from: `${customers.from} LEFT JOIN d_area a ON a.id = c.area LEFT JOIN d_area s ON s.id = a.parent`,
  follow: customers.follow,
};
const count = 'COUNT(*) customers';
const spend = 'SUM({money o.total 4}) spend';
const buying = `${spend}, ${orderCount}, ${buyerCount}`;
const ordersIn = `(SELECT COUNT(*) FROM {order} o WHERE o.customer = c.id AND o.kind = 'sale' AND o.ordered_on BETWEEN :from AND :to AND ${stands})`; // prettier-ignore
const isNew = 'c.since BETWEEN :from AND :to';

export const customerAnalysis: Analysis = {
  dashboard: 'customer_analysis',
  datasets: {
    total: { of: customers, select: count },
    active: { of: customers, where: `${ordersIn} >= 1`, select: count },
    fresh: { of: customers, where: isNew, select: count },
    spend: { of: bought, select: buying },
    types: { of: customers, but: ['type'], groups: 1, select: `c.type type, ${count}` },
    levels: { of: customers, but: ['level'], groups: 1, select: `c.level level, ${count}` },
    course: { of: customers, where: isNew, groups: 1, select: `{month c.since} month, ${count}` },
    areas: { of: customers, groups: 1, top: 12, select: `c.area area, ${count}` },
    best: { of: bought, groups: 1, top: 10, select: `o.customer customer, ${spend}` },
  },
  narrow: { area: area('US'), level: 'B', type: 'existing', department: "SELECT id FROM d_department WHERE code = 'T-sales'" },
}; // prettier-ignore

const spoken: Base = {
  from: contacts,
  follow: {
    ...period('i.happened_at_l'),
    ...month('i.happened_at_l'),
    area: inArea('c.area'),
    channel: 'i.channel = :channel',
    country: 'c.country = :country',
  },
};
const talk = 'COUNT(*) contacts';
const talked = `${talk}, COUNT(DISTINCT i.customer) customers, SUM(i.minutes) minutes`;

export const customerActivity: Analysis = {
  dashboard: 'customer_activity',
  datasets: {
    total: { of: spoken, select: talked },
    course: { of: spoken, but: ['month'], groups: 1, select: `{month i.happened_at_l} month, ${talked}` },
    channels: { of: spoken, but: ['channel'], groups: 1, select: `i.channel channel, ${talk}` },
    purposes: { of: spoken, groups: 1, select: `i.purpose purpose, ${talk}` },
    countries: { of: spoken, but: ['country'], groups: 1, select: `c.country country, ${talk}, COUNT(DISTINCT i.customer) customers` },
    liveliest: { of: spoken, groups: 1, top: 10, select: `i.customer customer, ${talk}` },
  },
  narrow: { area: area('DE'), channel: 'call' },
}; // prettier-ignore

/** Those who bought in the period. */
const buys = `${ordersIn} >= 1`;

export const customerAreas: Analysis = {
  dashboard: 'customer_areas',
  datasets: {
    total: { of: customers, where: buys, select: `${count}, COUNT(DISTINCT c.country) countries, COUNT(DISTINCT c.area) areas` },
    spend: { of: bought, select: buying },
    countries: { of: customers, where: buys, but: ['country'], groups: 1, select: `c.country country, ${count}` },
    country_sales: { of: bought, but: ['country'], groups: 1, select: `c.country country, ${buyerCount}, ${spend}` },
    provinces: { of: placed, but: ['country'], where: "c.country = 'CN' AND a.parent IS NOT NULL AND " + buys, groups: 1, select: `s.code province, ${count}` },
    states: { of: placed, but: ['country'], where: "c.country = 'US' AND a.parent IS NOT NULL AND " + buys, groups: 1, select: `s.code state, ${count}` },
    areas: { of: customers, where: buys, groups: 1, top: 20, select: `c.area area, ${count}` },
    area_sales: { of: bought, groups: 1, top: 20, select: `c.area area, ${spend}` },
  },
  narrow: { level: 'A', country: 'DE' },
}; // prettier-ignore

const soldTo: Base = { from: lines, only: stands, follow: { ...period('o.ordered_on'), type: 'c.type = :type' } };
const spokenTo: Base = { from: contacts, follow: { ...period('i.happened_at_l'), type: 'c.type = :type' } };

export const customerPortrait: Analysis = {
  dashboard: 'customer_portrait',
  datasets: {
    total: { of: customers, select: count },
    spend: { of: bought, select: buying },
    course: { of: bought, groups: 1, select: `{month o.ordered_on} month, ${buying}` },
    again: { of: customers, where: `${ordersIn} >= 2`, select: count },
    regions: { of: customers, groups: 1, select: `c.region region, ${count}` },
    industries: { of: customers, where: 'c.industry IS NOT NULL', groups: 1, top: 5, select: `c.industry industry, ${count}` },
    sizes: {
      of: customers,
      where: 'c.employees IS NOT NULL',
      groups: 1,
      select: `CASE WHEN c.employees < 10 THEN '1–9' WHEN c.employees < 50 THEN '10–49' WHEN c.employees < 250 THEN '50–249'
        ELSE '250+' END size, ${count}, MIN(c.employees) least`,
    },
    categories: { of: soldTo, groups: 1, select: 'p.category category, SUM({amount l}) sales' },
    products: { of: soldTo, groups: 1, top: 10, select: `l.product product, ${pieces}, SUM({amount l}) sales` },
    called: { of: customers, where: `(SELECT COUNT(*) FROM {interaction} i WHERE i.customer = c.id AND i.happened_at_l BETWEEN :from AND :to) >= 1`, select: count },
    channels: { of: spokenTo, groups: 1, select: `i.channel channel, ${talk}` },
  },
  narrow: { type: 'existing' },
}; // prettier-ignore
