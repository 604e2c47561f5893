/** Expected figures of the home pages of a salesperson, a manager, marketing and service. */
import { lines, orderCount, stands, type Analysis } from './analyses-statements.js';

const count = 'COUNT(*) customers';
const lineDates = { of: { from: lines, only: stands, follow: {} } };
const thisMonth = (column: string) => `SUBSTR(${column}, 1, 7) = SUBSTR(:today, 1, 7)`;
const year = (column: string) => `${column} BETWEEN :from AND :today`;
const open = "d.stage IN ('prospecting', 'engaging', 'qualified', 'proposal', 'negotiation')";
/** Expected this month, or earlier and still open. */
const closing = `${open} AND SUBSTR(d.expected_on, 1, 7) <= SUBSTR(:today, 1, 7)`;
const dealsBy =
  'COUNT(*) deals, SUM({money d.amount 2}) amount, SUM({money d.probability 2}) * 1.0 / COUNT(d.probability) probability';
const from = (text: string) => ({ of: { from: text, follow: {} } });
const mine = (alias: string) => `${alias}.owner = :me`;
const undone = "t.status IN ('open', 'doing')";
const target = 'SUM({money g.amount 2}) target';
const sales = 'SUM({amount l}) sales';

export const homeSales: Analysis = {
  dashboard: 'home_sales',
  datasets: {
    open_tasks: { ...from('{task} t'), where: `${mine('t')} AND ${undone}`, select: 'COUNT(*) tasks' },
    late_tasks: { ...from('{task} t'), where: `${mine('t')} AND ${undone} AND t.due_on < :today`, select: 'COUNT(*) tasks' },
    month_sales: { ...lineDates, where: `${mine('o')} AND ${thisMonth('o.ordered_on')}`, select: sales },
    stages: { ...from('{opportunity} d'), where: `${mine('d')} AND ${open}`, groups: 1, select: `d.stage stage, ${dealsBy}` },
    course: { ...lineDates, where: `${mine('o')} AND ${year('o.ordered_on')}`, groups: 1, select: `{month o.ordered_on} month, ${sales}, ${orderCount}` },
    targets: { ...from('{sales_target} g'), where: `${mine('g')} AND ${year('g.month')}`, groups: 1, select: `{month g.month} month, ${target}` },
    closing: { ...from('{opportunity} d'), where: `${mine('d')} AND ${closing}`, select: 'COUNT(*) deals, SUM({money d.amount 2}) amount' },
    requests: { ...from('{service_request} s'), where: `${mine('s')} AND s.status NOT IN ('resolved', 'closed')`, groups: 1, select: 's.priority priority, COUNT(*) requests' },
  },
  narrow: {},
}; // prettier-ignore

export const homeManager: Analysis = {
  dashboard: 'home_manager',
  datasets: {
    month_sales: { ...lineDates, where: thisMonth('o.ordered_on'), select: sales },
    pipeline: { ...from('{opportunity} d'), where: open, select: 'COUNT(*) deals, SUM({money d.amount 2} * COALESCE({money d.probability 2}, 0)) weighted' },
    closing: { ...from('{opportunity} d'), where: closing, select: 'COUNT(*) deals, SUM({money d.amount 2}) amount' },
    month_targets: { ...from('{sales_target} g'), where: year('g.month'), groups: 1, select: `{month g.month} month, ${target}` },
    unpaid: { ...from('{payment} y LEFT JOIN {order} o ON o.id = y.`order`'), where: `y.status IN ('due', 'overdue') AND y.due_on < :today AND ${stands}`, select: 'COUNT(*) payments, SUM({money y.amount 2}) amount' },
    course: { ...lineDates, where: year('o.ordered_on'), groups: 1, select: `{month o.ordered_on} month, ${sales}, ${orderCount}` },
    people: { ...lineDates, where: thisMonth('o.ordered_on'), groups: 1, select: `o.owner owner, ${sales}` },
    targets: { ...from('{sales_target} g'), where: thisMonth('g.month'), groups: 1, select: `g.owner owner, ${target}` },
    open_deals: { ...from('{opportunity} d'), where: open, groups: 1, select: 'd.owner owner, COUNT(*) deals, SUM({money d.amount 2}) amount' },
    stages: { ...from('{opportunity} d'), where: open, groups: 1, select: `d.stage stage, ${dealsBy}` },
    late: { ...from('{task} t'), where: `${undone} AND t.due_on < :today`, groups: 1, select: 't.owner owner, COUNT(*) tasks' },
  },
  narrow: {},
}; // prettier-ignore

const joined = 'COUNT(*) members';
export const homeMarketing: Analysis = {
  dashboard: 'home_marketing',
  datasets: {
    running: { ...from('{campaign} k'), where: "k.stage IN ('preparing', 'running')", select: 'COUNT(*) campaigns, SUM({money k.budget 2}) budget, SUM({money k.cost 2}) cost' },
    answers: { ...from('{campaign_member} m'), where: "m.status = 'accepted'", select: joined },
    new_leads: { ...from('{lead} e'), where: thisMonth('e.received_on'), select: 'COUNT(*) leads' },
    campaigns: { ...from('{campaign} k'), where: "k.stage <> 'planned'", groups: 1, top: 8, select: 'k.name campaign, SUM({money k.cost 2}) cost, SUM({money k.budget 2}) budget' },
    segments: { ...from('{customer} c'), groups: 1, select: `c.type type, ${count}` },
    responses: { ...from('{campaign_member} m'), groups: 1, select: `m.status status, ${joined}` },
    channels: { ...from('{campaign_member} m'), where: "m.status = 'accepted'", groups: 1, select: `m.channel channel, ${joined}, SUM({money m.value 2}) amount` },
    sources: { ...from('{lead} e'), groups: 1, select: 'e.source source, COUNT(*) leads' },
    course: { ...from('{lead} e'), where: year('e.received_on'), groups: 1, select: '{month e.received_on} month, COUNT(*) leads' },
  },
  narrow: {},
}; // prettier-ignore

const asked = '{service_request} s LEFT JOIN d_user u ON u.id = s.owner';
const unsolved = "s.status NOT IN ('resolved', 'closed')";
/** Of the reader's department and of those below it. */
const ours = `u.department IN (WITH RECURSIVE below(id) AS (SELECT department FROM d_user WHERE id = :me
  UNION SELECT d.id FROM d_department d JOIN below b ON d.parent = b.id) SELECT id FROM below)`;
const rated = 's.satisfaction IS NOT NULL AND s.closed_at_l >= :quarter';
const counted = 'COUNT(*) requests';

export const homeService: Analysis = {
  dashboard: 'home_service',
  datasets: {
    my_open: { ...from(asked), where: `${mine('s')} AND ${unsolved}`, select: counted },
    my_late: { ...from(asked), where: `${mine('s')} AND ${unsolved} AND s.due_at_l < :today`, select: counted },
    untaken: { ...from(asked), where: `${ours} AND s.status = 'new'`, select: counted },
    satisfaction: { ...from(asked), where: `${ours} AND ${rated}`, select: `${counted}, SUM(s.satisfaction) * 1.0 / COUNT(*) satisfaction` },
    people: { ...from(asked), where: `${ours} AND ${unsolved}`, groups: 1, select: `s.owner owner, ${counted}` },
    kinds: { ...from(asked), where: `${ours} AND ${unsolved}`, groups: 1, select: `s.kind kind, ${counted}` },
    course: { ...from(asked), where: `${ours} AND ${year('s.opened_at_l')}`, groups: 1, select: `{month s.opened_at_l} month, ${counted}, SUM(s.sla_met) in_time` },
  },
  narrow: {},
}; // prettier-ignore
