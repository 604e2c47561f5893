/** Lists and records on MariaDB against hand-written Express and Knex there; durability is off for both. */
import { compare } from './helper/compare.js';
import { openMariadbContest } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { openMariadb } from './helper/mariadb.js';
import { createPair, getPair, listPair, updatePair } from './helper/requests.js';
import { printHead } from './helper/table.js';

const server = await openMariadb();
if (server) {
  const contest = await openMariadbContest(server.url, { ordersEach: 500 });
  const judge = new Judge();
  try {
    const { company } = contest;
    const cookies = company.sellers.slice(0, 20);
    printHead(`MariaDB, ${company.orders} orders, salesperson with own rows, 8 connections`);
    judge.atLeast('list of 50, filter, sort, count', await compare(contest, listPair({ cookies })), 0.9);
    judge.atLeast('the same with 2 look-ups', await compare(contest, listPair({ cookies, names: true })), 0.9);
    judge.atLeast('get one', await compare(contest, getPair(company)), 0.8);
    judge.atLeast('create, history, outbox', await compare(contest, createPair(company)), 0.7);
    judge.atLeast('  the same duties by hand', await compare(contest, createPair(company, { isWhole: true })), 0.7);
    judge.atLeast('update, history, outbox', await compare(contest, updatePair(company)), 0.7);
    judge.atLeast('  the same duties by hand', await compare(contest, updatePair(company, { isWhole: true })), 0.7);
    const crowded = { ...listPair({ cookies, names: true }), connections: 16, seconds: 3 };
    judge.tail('p99 at 16 connections, list with 2 look-ups', await compare(contest, crowded), 1.5);
  } finally {
    await contest.close();
    await server.stop();
  }
  process.exitCode = judge.isGood ? 0 : 1;
}
