/** Expected figures of the dashboards about networks, brands, new products, rankings and the funnel. */
import {
  area,
  buyerCount,
  inArea,
  inRegion,
  lines,
  month,
  ofSales,
  orderCount,
  period,
  pieces,
  region,
  stands,
  user,
  type Analysis,
  type Base,
} from './analyses-statements.js';

const reports: Base = {
  from: '{network_report} r LEFT JOIN {network} n ON n.id = r.network',
  follow: {
    ...period('r.month'),
    ...month('r.month'),
    owner: 'n.owner = :owner',
    network: 'r.network = :network',
    agent: 'n.agent = :agent',
    part: 'r.part = :part',
  },
};
const work = 'SUM(r.planned) planned, SUM(r.done) done';

export const networkActivity: Analysis = {
  dashboard: 'network_activity',
  datasets: {
    total: { of: reports, select: `${work}, COUNT(DISTINCT r.network) networks` },
    course: { of: reports, but: ['month'], groups: 1, select: `{month r.month} month, ${work}, COUNT(DISTINCT r.network) networks` },
    parts: { of: reports, but: ['part'], groups: 1, select: `r.part part, ${work}` },
    networks: { of: reports, but: ['network'], groups: 1, top: 10, select: `r.network network, ${work}` },
    agents: { of: reports, but: ['agent'], groups: 1, where: 'n.agent IS NOT NULL', select: 'n.agent agent, SUM(r.done) done' },
    managers: { of: reports, but: ['owner'], groups: 1, select: `n.owner owner, ${work}` },
  },
  narrow: { agent: "SELECT n.agent FROM d_network n WHERE n.code = 'OU-01'", part: 'visits' },
}; // prettier-ignore

const sold: Base = {
  from: lines,
  only: stands,
  follow: {
    ...period('o.ordered_on'),
    ...month('o.ordered_on'),
    owner: 'o.owner = :owner',
    region: inRegion('o.region'),
    brand: 'p.brand = :brand',
    product: 'l.product = :product',
    area: inArea('c.area'),
  },
};
const sales = 'SUM({amount l}) sales';
const figures = `${sales}, ${pieces}, ${orderCount}, ${buyerCount}`;
const own = 'b.own = 1';

const ordered = `${sales}, ${orderCount}`;
const averaged = `${ordered}, SUM(${ofSales('{amount l}')}) sold, ${buyerCount}`;

export const salesOverview: Analysis = {
  dashboard: 'sales_overview',
  datasets: {
    total: { of: sold, select: averaged },
    course: { of: sold, but: ['month'], groups: 1, select: `{month o.ordered_on} month, ${averaged}` },
    regions: { of: sold, but: ['region'], groups: 1, select: `o.region region, ${sales}` },
    customers: { of: sold, groups: 1, top: 10, select: `o.customer customer, ${sales}` },
    products: { of: sold, groups: 1, top: 10, select: `l.product product, ${sales}` },
    times: { of: sold, groups: 1, select: `{year o.ordered_on} at, ${ordered}` },
    places: { of: sold, groups: 1, select: `o.region place, ${ordered}` },
  },
  narrow: { region: region('WE'), owner: user('ann.sales') },
}; // prettier-ignore

export const ownBrands: Analysis = {
  dashboard: 'own_brands',
  datasets: {
    total: { of: sold, where: own, select: figures },
    everything: { of: sold, but: ['brand'], select: sales },
    course: { of: sold, where: own, but: ['month'], groups: 1, select: `{month o.ordered_on} month, ${figures}` },
    brands: { of: sold, where: own, but: ['brand'], groups: 1, select: `p.brand brand, ${sales}` },
    products: { of: sold, where: own, groups: 1, top: 10, select: `l.product product, ${sales}` },
    regions: { of: sold, where: own, but: ['region'], groups: 1, select: `o.region region, ${sales}` },
    managers: { of: sold, where: own, but: ['owner'], groups: 1, select: `o.owner owner, ${sales}` },
  },
  narrow: { region: region('WE'), brand: "SELECT id FROM d_brand WHERE code = 'HB'" },
};

const fresh = 'p.launched_on >= :from';
const novel = `${sales}, ${pieces}, COUNT(DISTINCT ${ofSales('l.product')}) products, ${buyerCount}`;
const catalogue: Base = { from: '{product} p', follow: { brand: 'p.brand = :brand' } };

export const newProducts: Analysis = {
  dashboard: 'new_products',
  datasets: {
    total: { of: sold, where: fresh, select: novel },
    course: { of: sold, where: fresh, but: ['month'], groups: 1, select: `{month o.ordered_on} month, ${novel}` },
    products: { of: sold, where: fresh, but: ['product'], groups: 1, select: `l.product product, ${sales}` },
    areas: { of: sold, where: fresh, groups: 1, select: `c.country country, ${sales}` },
    buyers: { of: sold, where: fresh, groups: 1, top: 10, select: `o.customer customer, ${sales}` },
    launches: {
      of: catalogue,
      where: 'p.launched_on BETWEEN :from AND :to',
      groups: 1,
      select: '{month p.launched_on} month, COUNT(*) launches',
    },
  },
  narrow: { area: area('DE') },
};

const ranked = `${sales}, ${orderCount}, ${buyerCount}, COUNT(DISTINCT ${ofSales('p.supplier')}) suppliers`;

export const customerRanking: Analysis = {
  dashboard: 'customer_ranking',
  datasets: {
    total: { of: sold, select: ranked },
    course: { of: sold, but: ['month'], groups: 1, select: `{month o.ordered_on} month, ${ranked}` },
    customers: { of: sold, groups: 1, top: 10, select: `o.customer customer, ${sales}` },
    suppliers: { of: sold, groups: 1, top: 10, select: `p.supplier supplier, ${sales}` },
    products: { of: sold, groups: 1, top: 10, select: `l.product product, ${sales}` },
  },
  narrow: { area: area('ES') },
};

const deals: Base = {
  from: '{opportunity} d',
  follow: { ...period('d.engaged_on'), ...month('d.engaged_on'), owner: 'd.owner = :owner', stage: 'd.stage = :stage' },
};
const won = "SUM(CASE WHEN d.stage = 'won' THEN 1 ELSE 0 END) won, COUNT(d.closed_on) closed";
const weight =
  'SUM(COALESCE({money d.amount 2}, 0) * COALESCE({money d.probability 2}, 0)) weighted, SUM({money d.amount 2}) amount';
const days = 'SUM(d.days) * 1.0 / COUNT(d.days) days';

export const salesFunnel: Analysis = {
  dashboard: 'sales_funnel',
  datasets: {
    total: { of: deals, select: `COUNT(*) deals, ${won}, ${weight}, ${days}` },
    stages: {
      of: deals,
      but: ['stage'],
      groups: 1,
      select: `d.stage stage, COUNT(*) deals, SUM({money d.amount 2}) amount, ${days},
        SUM({money d.probability 2}) * 1.0 / COUNT(d.probability) probability`,
    },
    course: { of: deals, but: ['month'], groups: 1, select: `{month d.engaged_on} month, COUNT(*) deals, ${won}, ${weight}` },
    reasons: { of: deals, but: ['stage'], where: "d.stage = 'lost'", groups: 1, select: 'd.loss_reason reason, COUNT(*) deals' },
    people: { of: deals, but: ['owner'], groups: 1, select: `d.owner owner, ${won}` },
    rivals: {
      of: deals,
      but: ['stage'],
      // One that may not be seen counts as none.
      where: "d.stage = 'lost' AND d.competitor IN (SELECT id FROM {customer} AS known)",
      groups: 1,
      top: 10,
      select: 'd.competitor competitor, COUNT(*) deals',
    },
  },
  narrow: { owner: user('ann.sales'), stage: 'lost' },
}; // prettier-ignore
