/** Cold start to the first answer with the database there, and memory idle and after load, on SQLite. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare, median, memoryOf } from './helper/compare.js';
import { buildForBench, prepareSqlite, startBaseline } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { Loader } from './helper/load.js';
import { createPair, getPair, listPair } from './helper/requests.js';
import { megabytes, milliseconds, printHead } from './helper/table.js';
import { startServer, type ServerProcess } from '../helper/server-process.js';

const rounds = 5;
const [built, { folder, company }] = await Promise.all([buildForBench(), prepareSqlite()]);
const startOurs = () => startServer(built, { url: `sqlite:${join(folder, 'trellis.db')}`, dataFolder: folder });
const startTheirs = () => startBaseline(built, `sqlite:${join(folder, 'baseline.db')}`);

/** Milliseconds from the start of the process to its first answer that asked the database. */
async function timeStart(start: () => Promise<ServerProcess>, path: string): Promise<number> {
  const began = performance.now();
  const server = await start();
  const answer = await fetch(`${server.address}${path}`);
  await answer.arrayBuffer();
  const ms = performance.now() - began;
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
  await server.kill();
  return ms;
}

const judge = new Judge();
try {
  printHead('Start and memory, SQLite, 100,000 orders');
  const times: Record<'ours' | 'baseline', number[]> = { ours: [], baseline: [] };
  for (let round = 0; round < rounds; round++) {
    times.baseline.push(await timeStart(startTheirs, '/ready'));
    times.ours.push(await timeStart(startOurs, '/api/ready'));
  }
  const [ours, baseline] = [median(times.ours), median(times.baseline)];
  judge.figure({
    what: 'cold start to first answer', baseline: milliseconds(baseline), ours: milliseconds(ours),
    ratio: ours / baseline, budget: '<= 2.00 x', ok: ours <= 2 * baseline,
  }); // prettier-ignore

  const server = await startOurs();
  const other = await startTheirs();
  await fetch(`${server.address}/api/ready`);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const idle = memoryOf(server.pid);
  judge.figure({
    what: 'memory idle', baseline: megabytes(memoryOf(other.pid)), ours: megabytes(idle), budget: '<= 110 MB',
    ok: idle <= 110,
  }); // prettier-ignore
  const contest = { ours: server, baseline: other, loader: new Loader(built.extra['loader']!) };
  const cookies = company.sellers;
  for (const pair of [listPair({ cookies, names: true }), getPair(company), createPair(company)]) {
    await compare(contest, { ...pair, connections: 16, rounds: 2, seconds: 3 });
  }
  const loaded = memoryOf(server.pid);
  judge.figure({
    what: 'memory after lists, records and creations', baseline: megabytes(memoryOf(other.pid)), ours: megabytes(loaded),
    budget: '<= 200 MB', ok: loaded <= 200,
  }); // prettier-ignore
  contest.loader.close();
  await server.stop();
  await other.kill();
} finally {
  rmSync(folder, { recursive: true, force: true });
  built.remove();
}
process.exitCode = judge.isGood ? 0 : 1;
