/** One record on SQLite against hand-written Express and Knex: reading, creating, changing, with history and outbox. */
import { compare } from './helper/compare.js';
import { openSqliteContest } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { createPair, getPair, updatePair } from './helper/requests.js';
import { printHead } from './helper/table.js';

const contest = await openSqliteContest();
const judge = new Judge();
try {
  const { company } = contest;
  printHead('Records, SQLite, customer of 35 fields, own rows, synchronous FULL, 8 connections');
  judge.atLeast('get one', await compare(contest, getPair(company)), 0.8);
  judge.atLeast('create, history, outbox', await compare(contest, createPair(company)), 0.7);
  judge.atLeast('  the same duties by hand', await compare(contest, createPair(company, { isWhole: true })), 0.7);
  judge.atLeast('update, history, outbox', await compare(contest, updatePair(company)), 0.7);
  judge.atLeast('  the same duties by hand', await compare(contest, updatePair(company, { isWhole: true })), 0.7);
} finally {
  await contest.close();
}
process.exitCode = judge.isGood ? 0 : 1;
