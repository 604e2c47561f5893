/** Lists on SQLite against hand-written Express and Knex: requests a second, look-ups, the row rule, p99. */
import { compare } from './helper/compare.js';
import { openSqliteContest } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { linesPair, listPair } from './helper/requests.js';
import { printHead } from './helper/table.js';

const contest = await openSqliteContest();
const judge = new Judge();
try {
  const { company } = contest;
  const cookies = company.sellers.slice(0, 20);
  printHead(`Lists, SQLite, ${company.orders} orders, salesperson with own rows, 8 connections`);
  judge.atLeast('list of 50, filter, sort, count', await compare(contest, listPair({ cookies })), 1);
  judge.atLeast('the same with 2 look-ups', await compare(contest, listPair({ cookies, names: true })), 0.9);
  const searching = listPair({ cookies, names: true, fresh: true });
  judge.atLeast('the same, a filter value new each time', await compare(contest, searching), 0.9);

  const sameServer = { ...contest, baseline: contest.ours };
  const own = listPair({ cookies: cookies.slice(0, 1), count: false, isFiltered: false }).ours;
  const all = listPair({ cookies: [company.reader], count: false, isFiltered: false }).ours;
  judge.cost('a row rule on a sorted list', await compare(sameServer, { baseline: all, ours: own }), 1.6);
  const { own: ownLines, all: allLines } = linesPair(company);
  judge.cost(
    'a row rule through the record that owns them',
    await compare(sameServer, { baseline: allLines, ours: ownLines }),
    1.6,
  );

  const crowded = { ...listPair({ cookies, names: true }), connections: 16, seconds: 3 };
  judge.tail('p99 at 16 connections, list with 2 look-ups', await compare(contest, crowded), 1.5);
} finally {
  await contest.close();
}
process.exitCode = judge.isGood ? 0 : 1;
