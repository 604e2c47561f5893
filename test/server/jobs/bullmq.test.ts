/** The driver on Redis against the contract of the job port (contract/jobs.ts), and what only it can meet. */
import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { createRegistry } from '../../../metadata/registry.js';
import type { JobType } from '../../../metadata/contributions.js';
import type { JobServer } from '../../../server/api.js';
import type { Clock, Context } from '../../../server/context.js';
import { systemClock } from '../../../server/clock.js';
import { createIds } from '../../../server/ids.js';
import { createBullmqJobs, type BullmqJobs } from '../../../server/jobs/bullmq.js';
import { queueName } from '../../../server/jobs/carrier.js';
import { createStandstill } from '../../../server/jobs/standstill.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { examineRedis, judgeInfo } from '../../../server/redis/examine.js';
import { jobConformance, type DriverOptions } from '../../contract/jobs.js';
import { eachDatabase, quietLog, type DatabaseFixture } from '../../helper/databases.js';
import { becomes, eventually, pause } from '../../helper/eventually.js';
import { startRedis } from '../../helper/redis.mjs';
import { redisUrl } from '../../helper/services.js';

const short = { busy: 20, idle: 40, watch: 20, progress: 20, close: 500 };

eachDatabase('jobs/bullmq', (fixture) => {
  // SQLite belongs to one process: what Redis carries there is the same.
  if (fixture.engine === 'sqlite') return;
  let url = '';
  before(async function () {
    url = (await redisUrl(this)) ?? '';
  });

  jobConformance('bullmq', {
    open: async () => fixture.database,
    makeDriver(options) {
      const port = makeJobs(fixture, { ...options, url, site: 'conformance', overdue: 40 });
      return { port, kill: () => port.abandon() };
    },
  });
});

interface Made extends Pick<DriverOptions, 'servers'>, Partial<Omit<DriverOptions, 'servers'>> {
  readonly url: string;
  readonly site: string;
  readonly overdue?: number;
  readonly idle?: number;
  readonly clock?: Clock;
}

function makeJobs(fixture: DatabaseFixture, made: Made): BullmqJobs {
  const registry = createRegistry<JobType>('job');
  const any = Type.Record(Type.String(), Type.Unknown());
  const types = made.types ?? made.servers.map(({ id }) => ({ id, label: id, icon: 'job', payload: any }));
  for (const type of types) registry.add(type);
  const clock = made.clock ?? systemClock;
  return createBullmqJobs({
    database: fixture.database,
    clock,
    log: quietLog(),
    events: { publish: made.events ?? (() => undefined), subscribe: () => () => undefined },
    types: registry,
    servers: made.servers,
    createChecker: createAjvChecker(),
    newId: createIds(clock),
    context: async () => ({}) as Context,
    concurrency: made.concurrency ?? 4,
    timing: { ...short, ...(made.idle === undefined ? {} : { idle: made.idle }) },
    redisUrl: made.url,
    site: made.site,
    redisTiming: { away: 200, ask: 200, again: 20, ...(made.overdue === undefined ? {} : { overdue: made.overdue }) },
  });
}

eachDatabase('jobs/bullmq faults', (fixture) => {
  if (fixture.engine === 'sqlite') return;
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined;
  const made: BullmqJobs[] = [];
  before(async function () {
    // Its own: it is emptied and stopped.
    if ((await redisUrl(this)) !== undefined) redis = await startRedis();
  });
  after(() => redis?.stop());
  /** Each test has a site of its own: what a killed worker held stays with Redis for half a minute. */
  let site = '';
  let tests = 0;
  beforeEach(async () => {
    site = `faults-${++tests}`;
    await fixture.database.write((transaction) => transaction('sys_job').delete());
  });
  afterEach(async () => {
    for (const jobs of made.splice(0)) await jobs.close();
  });

  function make(run: JobServer['run'], options: Partial<Made> = {}): BullmqJobs {
    const jobs = makeJobs(fixture, { servers: [{ id: 'work', run }], url: redis!.url, site, ...options });
    made.push(jobs);
    return jobs;
  }
  const order = (jobs: BullmqJobs, count: number) =>
    fixture.database.write(async (transaction) => {
      const ids: string[] = [];
      for (let n = 0; n < count; n++) ids.push(await jobs.enqueue({ type: 'work', payload: { n } }, transaction));
      return ids;
    });
  const count = async (state: string) =>
    Number(((await fixture.database.read('sys_job').where({ state }).count({ n: '*' })) as { n: number }[])[0]!.n);
  const allDone = (jobs: number) => becomes(() => count('done'), jobs);
  const withQueue = async <T>(use: (queue: Queue, client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(redis!.url);
    client.on('error', () => undefined);
    const queue = new Queue(queueName, { connection: client, prefix: `trellis-${site}` });
    queue.on('error', () => undefined);
    try {
      return await use(queue, client);
    } finally {
      await queue.close();
      client.disconnect();
    }
  };
  /** Never sweeps within a test: what runs was carried by a message. */
  const onlyMessages = { idle: 120_000, overdue: 120_000 };

  it('carries what a process orders that runs nothing, at once and when it is due, by messages alone', async () => {
    const web = make(async () => undefined, onlyMessages);
    const worker = make(async () => undefined, onlyMessages);
    worker.start();
    await withQueue((queue) => becomes(async () => (await queue.getWorkers()).length, 1));
    const notBefore = new Date(Date.now() + 300).toISOString();
    await web.enqueue({ type: 'work', payload: {}, notBefore });
    await order(web, 3);
    await allDone(4);
  });

  it('loses none of 500 open jobs and runs none twice when Redis is emptied', async () => {
    const runs = new Map<string, number>();
    const run: JobServer['run'] = async (_context, _payload, { id }) => void runs.set(id, (runs.get(id) ?? 0) + 1);
    const web = make(run);
    const ids = await order(web, 500);
    await withQueue(async (queue, client) => {
      await becomes(() => queue.getWaitingCount(), 500);
      await client.flushall();
    });
    const workers = [make(run, { overdue: 40 }), make(run, { overdue: 40 })];
    for (const worker of workers) worker.start();
    await eventually(async () => ((await count('done')) > 50 ? true : undefined), 'some to be done');
    await withQueue((_queue, client) => client.flushall());
    await allDone(500);
    // Emptied while nothing runs: the message of this one is gone before it is fetched.
    for (const worker of workers) worker.stall();
    const [late] = await order(web, 1);
    await withQueue((_queue, client) => client.flushall());
    await allDone(501);
    expect([...runs.values()].filter((times) => times !== 1)).to.deep.equal([]);
    expect([...runs.keys()].sort()).to.deep.equal([...ids, late!].sort());
  });

  it('works on without Redis, fails no order, and by messages again when it is back', async () => {
    const web = make(async () => undefined, onlyMessages);
    const worker = make(async () => undefined, onlyMessages);
    worker.start();
    await order(web, 1);
    await allDone(1);
    await redis!.stop();
    await order(web, 20);
    await allDone(21);
    redis = await startRedis({ port: redis!.port });
    // Orders are tried until the sender has seen that Redis is back, too; one that it cannot send is swept much later.
    await withQueue(async (queue) => {
      await becomes(async () => (await queue.getWorkers()).length, 1);
      const later = new Date(Date.now() + 3_600_000).toISOString();
      await eventually(async () => {
        await web.enqueue({ type: 'work', payload: {}, notBefore: later });
        return (await queue.getDelayedCount()) > 0 || undefined;
      }, 'messages to be sent again');
    });
    await order(web, 20);
    await allDone(41);
  });

  it('goes on with the jobs of one of two workers that is killed', async () => {
    const types = [
      { id: 'work', label: 'Work', icon: 'job', payload: Type.Record(Type.String(), Type.Unknown()), lease: 0.3 },
    ];
    const run: JobServer['run'] = () => pause(2);
    const killed = make(run, { types });
    const other = make(run, { types, overdue: 40 });
    await order(killed, 200);
    killed.start();
    other.start();
    await eventually(async () => ((await count('done')) > 30 ? true : undefined), 'some to be done');
    killed.abandon();
    await allDone(200);
  });

  it('runs a job once whose message comes a thousand times, and ends those of rows that are not there', async () => {
    let runs = 0;
    let finish = (): void => undefined;
    const worker = make(async () => {
      runs++;
      await new Promise<void>((resolve) => (finish = resolve));
    });
    worker.start();
    const [id] = await order(worker, 1);
    await eventually(async () => runs === 1 || undefined, 'it to run');
    const again = (n: number, of: string) => ({
      name: 'job',
      data: { id: of },
      opts: { jobId: `x-${of}-${n}`, removeOnComplete: true },
    });
    await withQueue(async (queue) => {
      await queue.addBulk(Array.from({ length: 1000 }, (_, n) => again(n, n % 10 === 0 ? 'gone' : id!)));
      await becomes(() => queue.getWaitingCount(), 0);
      finish();
      await allDone(1);
      await queue.addBulk(Array.from({ length: 100 }, (_, n) => again(1000 + n, id!)));
      await becomes(async () => (await queue.getWaitingCount()) + (await queue.getActiveCount()), 0);
    });
    expect(runs).to.equal(1);
  });

  it('makes a worker anew that fetches nothing although messages wait', async () => {
    const worker = make(async () => undefined, { overdue: 40 });
    worker.start();
    await order(worker, 1);
    await allDone(1);
    worker.stall();
    await order(worker, 3);
    await allDone(4);
  });

  it('does not use a Redis that throws away what it carries, and works on', async () => {
    const lossy = await startRedis({ policy: 'allkeys-lru' });
    try {
      expect(await examineRedis(lossy.url)).to.include({ state: 'unfit' });
      const worker = make(async () => undefined, { url: lossy.url });
      worker.start();
      await order(worker, 3);
      await allDone(3);
      const client = new Redis(lossy.url);
      expect(await client.dbsize()).to.equal(0);
      client.disconnect();
    } finally {
      await lossy.stop();
    }
    expect(await examineRedis(lossy.url)).to.include({ state: 'silent' });
    expect(await examineRedis(redis!.url)).to.include({ state: 'fit' });
  });
});

describe('redis/examine', () => {
  const info = (version: string, policy: string) =>
    `# Server\r\nredis_version:${version}\r\nmaxmemory_policy:${policy}\r\n`;
  for (const [version, policy, state] of [
    ['7.0.15', 'noeviction', 'fit'],
    ['5.0.0', 'noeviction', 'fit'],
    ['4.0.14', 'noeviction', 'unfit'],
    ['7.0.15', 'volatile-lru', 'unfit'],
    ['', 'noeviction', 'unfit'],
  ] as const) {
    it(`${state}: version "${version}", ${policy}`, () =>
      expect(judgeInfo(info(version, policy)).state).to.equal(state));
  }
});

describe('jobs/standstill', () => {
  it('takes a worker for standing still at the third look at which nothing was fetched', () => {
    const watch = createStandstill();
    const looks = [
      [true, 5], [true, 5], [true, 6], [true, 6], [true, 6], [true, 6], [false, 6], [true, 6],
    ] as const; // prettier-ignore
    expect(looks.map(([isIdle, presented]) => watch.look({ isIdle, presented }))).to.deep.equal([
      false, false, false, false, true, false, false, false,
    ]); // prettier-ignore
  });
});
