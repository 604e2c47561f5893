/** Lists on SQLite against hand-written Express and Knex: requests a second, look-ups, the row rule, p99. */
import { compare, type Comparison } from './helper/compare.js';
import { openSqliteContest } from './helper/contest.js';
import { listPair } from './helper/requests.js';
import { milliseconds, perSecond, printHead, printRow } from './helper/table.js';

async function run(): Promise<boolean> {
  const contest = await openSqliteContest();
  const { company } = contest;
  const cookies = company.sellers.slice(0, 20);
  let isGood = true;
  const judge = (what: string, { baseline, ours }: Comparison, least: number): void => {
    const ratio = ours.perSecond / baseline.perSecond;
    const ok = ratio >= least;
    isGood &&= ok;
    printRow({
      what, ratio, ok, baseline: perSecond(baseline.perSecond), ours: perSecond(ours.perSecond),
      budget: `>= ${least.toFixed(2)} x`, note: `cpu ${Math.round(baseline.cpu)} : ${Math.round(ours.cpu)} µs`,
    }); // prettier-ignore
  };
  try {
    printHead(`Lists, SQLite, ${company.orders} orders, salesperson with own rows, 8 connections`);
    judge('list of 50, filter, sort, count', await compare(contest, listPair({ cookies })), 1);
    judge('the same with 2 look-ups', await compare(contest, listPair({ cookies, names: true })), 0.9);
    judge(
      'the same, 2 look-ups, filter value new each time',
      await compare(contest, listPair({ cookies, names: true, fresh: true })),
      0.9,
    );
    const all = listPair({ cookies: [company.reader], count: false }).ours;
    const own = listPair({ cookies: [company.sellers[0]!], count: false }).ours;
    const rule = await compare({ ...contest, baseline: contest.ours }, { baseline: all, ours: own });
    const cost = rule.baseline.perSecond / rule.ours.perSecond;
    printRow({
      what: 'what a row rule costs (all rows : own rows)', baseline: perSecond(rule.baseline.perSecond),
      ours: perSecond(rule.ours.perSecond), ratio: cost, budget: '<= 1.60 x', ok: cost <= 1.6,
      note: `cpu ${Math.round(rule.baseline.cpu)} : ${Math.round(rule.ours.cpu)} µs`,
    }); // prettier-ignore
    const tail = await compare(contest, { ...listPair({ cookies, names: true }), connections: 16, seconds: 3 });
    const worst = tail.ours.p99 / tail.baseline.p99;
    printRow({
      what: 'p99 at 16 connections, list with 2 look-ups', baseline: milliseconds(tail.baseline.p99),
      ours: milliseconds(tail.ours.p99), ratio: worst, budget: '<= 1.50 x', ok: worst <= 1.5,
    }); // prettier-ignore
    return isGood && cost <= 1.6 && worst <= 1.5;
  } finally {
    await contest.close();
  }
}

process.exitCode = (await run()) ? 0 : 1;
