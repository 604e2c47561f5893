/** No-op jobs a second through the embedded dispatcher on SQLite at full durability, from the first claim to the last row. */
import { Type } from '@sinclair/typebox';
import { join } from 'node:path';
import type { JobType } from '../../metadata/contributions.js';
import { createRegistry } from '../../metadata/registry.js';
import { systemClock } from '../../server/clock.js';
import type { Context } from '../../server/context.js';
import { openDatabase } from '../../server/database/open.js';
import { createIds } from '../../server/ids.js';
import { createEmbeddedJobs } from '../../server/jobs/embedded.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';
import { quietLog } from '../helper/databases.js';
import { temporaryFolder } from '../helper/prepared-site.js';
import { median } from './helper/compare.js';
import { Judge } from './helper/judge.js';
import { perSecond, printHead } from './helper/table.js';

const count = 2000;
const rounds = 5;
const database = await openDatabase({ url: `sqlite:${join(temporaryFolder('jobs'), 'trellis.db')}`, log: quietLog() });
const types = createRegistry<JobType>('job');
types.add({ id: 'nothing', label: 'Nothing', icon: 'job', payload: Type.Object({}) });
const newId = createIds(systemClock);

/** Jobs a second of one round; every job must have run, once. */
async function runRound(): Promise<number> {
  let runs = 0;
  const jobs = createEmbeddedJobs({
    database, types, newId,
    clock: systemClock,
    log: quietLog(),
    events: { publish: () => undefined, subscribe: () => () => undefined },
    servers: [{ id: 'nothing', run: async () => void runs++ }],
    createChecker: createAjvChecker(),
    context: async () => ({}) as Context,
    soleWorker: true,
  }); // prettier-ignore
  await database.write(async (transaction) => {
    await transaction('sys_job').delete();
    for (let n = 0; n < count; n++) await jobs.enqueue({ type: 'nothing', payload: {} }, transaction);
  });
  const began = performance.now();
  jobs.start();
  for (;;) {
    const open = (await database.read('sys_job').whereNot('state', 'done').count({ n: '*' })) as { n: number }[];
    if (Number(open[0]!.n) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const ms = performance.now() - began;
  await jobs.close();
  if (runs !== count) throw new Error(`${count} jobs ran ${runs} times.`);
  return (count * 1000) / ms;
}

const judge = new Judge();
printHead('Jobs, embedded, SQLite, synchronous FULL');
const figures: number[] = [];
for (let round = 0; round < rounds; round++) figures.push(await runRound());
const rate = median(figures);
judge.figure({ what: `no-op jobs, ${count} a round`, ours: perSecond(rate), budget: '>= 1000/s', ok: rate >= 1000 });
await database.close();
process.exitCode = judge.isGood ? 0 : 1;
