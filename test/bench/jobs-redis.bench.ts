/**
 * No-op jobs a second through the driver on Redis (rows on MariaDB), beside bare BullMQ on the same Redis, which keeps no
 * rows: both from the moment at which a worker may fetch what waits until every job is done and no message is left.
 */
import { Type } from '@sinclair/typebox';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import type { JobType } from '../../metadata/contributions.js';
import { createRegistry } from '../../metadata/registry.js';
import { systemClock } from '../../server/clock.js';
import type { Context } from '../../server/context.js';
import { openDatabase } from '../../server/database/open.js';
import { createIds } from '../../server/ids.js';
import { createBullmqJobs } from '../../server/jobs/bullmq.js';
import { queueName } from '../../server/jobs/carrier.js';
import { concurrencyOf } from '../../server/jobs/job-driver.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';
import { quietLog } from '../helper/databases.js';
import { becomes } from '../helper/eventually.js';
import { startMariadb } from '../helper/mariadb.mjs';
import { startRedis } from '../helper/redis.mjs';
import { median } from './helper/compare.js';
import { Judge } from './helper/judge.js';
import { perSecond, printHead, printRow } from './helper/table.js';

const count = 4000;
const rounds = 5;
const [redis, mariadb] = await Promise.all([startRedis(), startMariadb()]);
const connection = await createConnection(mariadb.url);
await connection.query('CREATE DATABASE jobs');
await connection.end();
const database = await openDatabase({ url: `${mariadb.url}jobs`, log: quietLog() });
const client = new Redis(redis.url, { maxRetriesPerRequest: null });
const types = createRegistry<JobType>('job');
types.add({ id: 'nothing', label: 'Nothing', icon: 'job', payload: Type.Object({}) });
const newId = createIds(systemClock);

const isEmpty = async (queue: Queue) => (await queue.getWaitingCount()) + (await queue.getActiveCount()) === 0;

async function bareRound(round: number, concurrency: number): Promise<number> {
  const queue = new Queue(`bare-${round}-${concurrency}`, { connection: client });
  const opts = { removeOnComplete: true, removeOnFail: true };
  await queue.addBulk(Array.from({ length: count }, (_, n) => ({ name: 'nothing', data: { n }, opts })));
  await queue.pause();
  let runs = 0;
  const worker = new Worker(queue.name, async () => void runs++, { connection: client, concurrency });
  await becomes(async () => (await queue.getWorkers()).length, 1);
  const began = performance.now();
  await queue.resume();
  await becomes(() => isEmpty(queue), true);
  const ms = performance.now() - began;
  await worker.close();
  if (runs !== count) throw new Error(`${count} jobs ran ${runs} times.`);
  return (count * 1000) / ms;
}

async function ourRound(round: number): Promise<number> {
  let runs = 0;
  const make = () =>
    createBullmqJobs({
      database, types, newId,
      clock: systemClock,
      log: quietLog(),
      events: { publish: () => undefined, subscribe: () => () => undefined },
      servers: [{ id: 'nothing', run: async () => void runs++ }],
      createChecker: createAjvChecker(),
      context: async () => ({}) as Context,
      redisUrl: redis.url,
      site: `bench-${round}`,
    }); // prettier-ignore
  const queue = new Queue(queueName, { connection: client, prefix: `trellis-bench-${round}` });
  const sender = make();
  await becomes(async () => (await queue.getMeta().catch(() => undefined)) !== undefined, true);
  await database.write(async (transaction) => {
    await transaction('sys_job').delete();
    for (let n = 0; n < count; n++) await sender.enqueue({ type: 'nothing', payload: {} }, transaction);
  });
  await becomes(() => queue.getWaitingCount(), count);
  await queue.pause();
  const worker = make();
  worker.start();
  await becomes(async () => (await queue.getWorkers()).length, 1);
  const began = performance.now();
  await queue.resume();
  await becomes(async () => (await isEmpty(queue)) && !(await isOpen()), true);
  const ms = performance.now() - began;
  await worker.close();
  await sender.close();
  if (runs !== count) throw new Error(`${count} jobs ran ${runs} times.`);
  return (count * 1000) / ms;
}

const isOpen = async () => (await database.read('sys_job').whereNot('state', 'done').first('id')) !== undefined;

const judge = new Judge();
printHead('Jobs over Redis, rows on MariaDB');
const bare: number[] = [];
const wide: number[] = [];
const ours: number[] = [];
for (let round = 0; round < rounds; round++) {
  bare.push(await bareRound(round, concurrencyOf({})));
  wide.push(await bareRound(round, 50));
  ours.push(await ourRound(round));
}
const against = (baseline: readonly number[]) => median(ours) / median(baseline);
judge.figure({
  what: `no-op jobs, ${count} a round, against bare BullMQ`,
  baseline: perSecond(median(bare)),
  ours: perSecond(median(ours)),
  ratio: against(bare),
  budget: '>= 0.50 x',
  ok: against(bare) >= 0.5,
});
printRow({
  what: 'the same against bare BullMQ with 50 at a time',
  baseline: perSecond(median(wide)),
  ours: perSecond(median(ours)),
  ratio: against(wide),
  budget: 'told',
});
await database.close();
client.disconnect();
await redis.stop();
await mariadb.stop();
process.exitCode = judge.isGood ? 0 : 1;
