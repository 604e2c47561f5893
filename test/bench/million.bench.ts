/**
 * A list over 1,000,000 records: the first page against hand-written Express and Knex, and what paging on costs far from the
 * start, by a cursor and by an offset. TRELLIS_BENCH_ORDERS states another number; TRELLIS_BENCH_ENGINE one engine.
 */
import { compare } from './helper/compare.js';
import { sellerCount } from './helper/company.js';
import { openMariadbContest, openSqliteContest, type OpenContest } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { openMariadb } from './helper/mariadb.js';
import { listPair } from './helper/requests.js';
import { milliseconds, printHead } from './helper/table.js';

const orders = Number(process.env['TRELLIS_BENCH_ORDERS'] ?? 1_000_000);
const copies = 32;
const size = { ordersEach: Math.ceil(orders / sellerCount / copies), copies };
const engine = process.env['TRELLIS_BENCH_ENGINE'];
const judge = new Judge();

interface Page {
  readonly rows: readonly unknown[];
  readonly total?: number;
  readonly next?: string;
}

/** Milliseconds of the best of three; a neighbour on the machine disturbs the others. */
async function timed(read: () => Promise<Page>): Promise<{ readonly ms: number; readonly page: Page }> {
  let best = Number.POSITIVE_INFINITY;
  let page: Page = { rows: [] };
  for (let n = 0; n < 3; n++) {
    const began = performance.now();
    page = await read();
    best = Math.min(best, performance.now() - began);
  }
  return { ms: best, page };
}

async function pages({ ours, company }: OpenContest): Promise<void> {
  const read = async (query: string): Promise<Page> => {
    const path = `/api/records/order?fields=number,status,ordered_on,total,customer&sort=-ordered_on&limit=100&${query}`;
    const answer = await fetch(`http://127.0.0.1:${ours.port}${path}`, { headers: { Cookie: company.reader } });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Page;
  };
  const first = await timed(() => read('count=true'));
  const figure = (what: string, ms: number, most: number) =>
    judge.figure({ what, ours: milliseconds(ms), budget: `<= ${milliseconds(most)}`, ok: ms <= most });
  figure(`first page of ${first.page.total}, counted`, first.ms, 1000);
  const far = Math.floor(orders * 0.8);
  const jump = await timed(() => read(`offset=${far}`));
  figure(`jump to row ${far}`, jump.ms, 3000);
  const next = await timed(() => read(`after=${encodeURIComponent(jump.page.next!)}`));
  figure('the page after that, by cursor', next.ms, Math.max(50, 3 * first.ms));
}

async function run(contest: OpenContest, name: string, least: number): Promise<void> {
  const cookies = contest.company.sellers.slice(0, 20);
  printHead(`Lists, ${name}, ${contest.company.orders} orders, salesperson with own rows, 8 connections`);
  judge.atLeast('list of 50, filter, sort, count', await compare(contest, listPair({ cookies })), least);
  judge.atLeast('the same with 2 look-ups', await compare(contest, listPair({ cookies, names: true })), 0.9);
  await pages(contest);
}

if (engine !== 'mariadb') {
  const contest = await openSqliteContest(undefined, size);
  try {
    await run(contest, 'SQLite', 1);
  } finally {
    await contest.close();
  }
}
const server = engine === 'sqlite' ? undefined : await openMariadb();
if (server) {
  const contest = await openMariadbContest(server.url, size);
  try {
    await run(contest, 'MariaDB', 0.9);
  } finally {
    await contest.close();
    await server.stop();
  }
}
process.exitCode = judge.isGood ? 0 : 1;
