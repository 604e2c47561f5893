/**
 * The job driver on Redis. Rows of `sys_job` stay the truth; BullMQ carries a message for each of them to a process that
 * has a place free:
 *
 *   enqueue -> commit -> message {id} -> a place at any worker -> the most urgent due row -> run -> the next … (tickets.ts)
 *   every 15 s, and at the start: lost leases, schedules, due rows that no message waits for (`sweep`)
 *   Redis away for seconds: the same worker looks into the rows by itself, as the embedded driver does
 *
 * Whatever happens to messages, nothing is lost and nothing runs twice: only whoever got the lease of a row runs it.
 */
import { isoAfter, isoNow } from '../clock.js';
import { openRedisLink } from '../redis/link.js';
import { createCarrier } from './carrier.js';
import { openFetcher, type Fetcher } from './fetcher.js';
import { batchOf, concurrencyOf, timingOf, type JobDriverOptions } from './job-driver.js';
import { createJobLoop, lookInRows, type Look } from './job-loop.js';
import { createJobOrders } from './job-orders.js';
import { createJobRunner, type Ended } from './job-runner.js';
import { dueBy, nextDue } from './job-store.js';
import type { JobPort } from './port.js';
import { createStandstill } from './standstill.js';
import { createTickets } from './tickets.js';

export interface BullmqJobsOptions extends JobDriverOptions {
  readonly redisUrl: string;
  /** Keeps the messages of sites apart that share a Redis: the same for all processes of one. */
  readonly site: string;
  /** Milliseconds, for tests. */
  readonly redisTiming?: Partial<RedisTiming>;
}

export interface RedisTiming {
  /** Without Redis before jobs are looked for in the rows. */
  readonly away: number;
  /** Between two questions whether Redis answers. */
  readonly ask: number;
  /** How long a due row may wait before it counts as one that nobody carries. */
  readonly overdue: number;
  /** Until a message is sent again for which there was no place. */
  readonly again: number;
}

const defaultRedisTiming: RedisTiming = { away: 3000, ask: 5000, overdue: 1000, again: 500 };
/** Rows that a sweep sends messages for; each place then goes on until nothing is due. */
const mostSwept = 50;
/** Jobs claimed at a time while they are short: a claim of MySQL waits for several answers, however many it takes. */
const shortBatch = 200;

export interface BullmqJobs extends JobPort {
  /** Stops at once and gives nothing back, as if the process had died. For tests of faults. */
  abandon(): void;
  /** Fetches no message any more, as a worker that hangs. For tests of faults. */
  stall(): void;
}

export function createBullmqJobs(given: BullmqJobsOptions): BullmqJobs {
  const options = { batch: shortBatch, ...given };
  const { database, clock, log, servers } = options;
  const timing = timingOf(options);
  const redisTiming = { ...defaultRedisTiming, ...options.redisTiming };
  const concurrency = concurrencyOf(options);
  const prefix = `trellis-${options.site}`;
  let state: 'new' | 'started' | 'closed' = 'new';
  /** How this worker comes by jobs: by messages, or by looking into the rows. */
  let isCarried = true;
  let fetcher: Fetcher | undefined;
  /** With the first sweep after a start or an outage every due row counts, however young. */
  let sweepsAll = true;
  let wasShort = false;
  const standstill = createStandstill();

  const link = openRedisLink({
    url: options.redisUrl,
    log,
    awayMs: redisTiming.away,
    askMs: redisTiming.ask,
    changed(isThere) {
      isCarried = isThere;
      sweepsAll = true;
      if (state === 'started') begin();
    },
  });
  const carrier = createCarrier({ link: () => link, prefix, clock, log });
  const orders = createJobOrders(options, {
    placed(job) {
      carrier.add(job);
      if (!isCarried) loop.wake();
    },
    cancelled: (id) => runner.abort(id, 'cancelled'),
  });
  const runner = createJobRunner(options, {
    freed() {
      if (!isCarried) loop.wake();
    },
    written,
  });
  const tickets = createTickets({
    runner,
    log,
    batch: batchOf(options),
    turnedAway: (ids) => ids.forEach((id) => carrier.add({ id, isAgain: true, delay: delayOfAgain() })),
  });
  const loop = createJobLoop({
    ...options,
    take: () => (isCarried ? sweep() : lookInRows({ ...options, timing: { ...timing, poll: pollOf() } }, runner)),
    insert: (transaction, job) => orders.enqueue(job, transaction),
  });

  /** A worker hears of no enqueue of others without Redis. */
  const pollOf = () => timing.poll ?? Math.min(timing.idle, 1000);
  /** One that stops shall not fetch what it has just sent back, and others shall at once. */
  const delayOfAgain = () => (state === 'closed' ? 0 : redisTiming.again);

  /** Fetches messages, or looks: whichever it is now. */
  function begin(): void {
    fetcher?.drop();
    fetcher = isCarried
      ? openFetcher({
          url: options.redisUrl,
          prefix,
          places: concurrency,
          present: (id, isFirst) => tickets.present(id, isFirst),
        })
      : undefined;
    loop.wake();
  }

  function written(ended: readonly Ended[]): void {
    for (const { outcome } of ended) {
      if (outcome?.state !== 'queued') continue;
      const { id, notBefore } = outcome;
      carrier.add({ id, isAgain: true, ...(notBefore === undefined ? {} : { notBefore }) });
    }
    if (state === 'started' && isCarried) {
      // Messages of rows that wait were done while jobs were short: now that they are long, others may have a place free.
      if (wasShort && !runner.isShort()) loop.wake();
      wasShort = runner.isShort();
      return tickets.goOn(ended);
    }
    tickets.giveBack(ended);
    if (ended.some(({ outcome }) => outcome?.state === 'queued')) loop.wake();
  }

  /** Sends messages for due rows that none waits for; a worker that fetches none of those that wait is made anew. */
  async function sweep(): Promise<Look> {
    const types = servers.map(({ id }) => id);
    const at = sweepsAll ? isoNow(clock) : isoAfter(clock, -redisTiming.overdue / 1000);
    const overdue = await dueBy(database.read, { types, at, limit: mostSwept });
    const now = isoNow(clock);
    if (link.isThere()) {
      sweepsAll = false;
      const waiting = overdue.length === 0 ? 0 : await carrier.waiting();
      for (const id of overdue.slice(waiting)) carrier.add({ id, isAgain: true });
      const isIdle = waiting > 0 && !runner.isBusy();
      if (standstill.look({ isIdle, presented: tickets.presented() })) {
        log.warn({ waiting }, 'Messages for jobs were not fetched: the worker of the queue is made anew');
        begin();
      }
      if (isIdle) return { pause: timing.busy };
    }
    // Rows due later have a message for then; one that got lost is noticed a little after.
    const next = await nextDue(database, now);
    const due = next === undefined ? undefined : new Date(Date.parse(next) + redisTiming.overdue).toISOString();
    return { pause: timing.idle, due };
  }

  return {
    enqueue: (job, transaction) => orders.enqueue(job, transaction),
    get: (id) => orders.get(id),
    list: (filter) => orders.list(filter),
    cancel: (id) => orders.cancel(id),
    retry: (id) => orders.retry(id),
    start() {
      if (state !== 'new') return;
      state = 'started';
      runner.start();
      void (options.soleWorker ? runner.takeBack() : Promise.resolve()).then(() => {
        if (state !== 'started') return;
        loop.start();
        if (link.isThere() || !isCarried) begin();
      });
    },
    async close() {
      state = 'closed';
      runner.hold();
      const fetched = fetcher?.close(timing.close);
      await loop.stop();
      await tickets.stop();
      await runner.close();
      await fetched;
      await carrier.close();
      link.close();
    },
    abandon() {
      state = 'closed';
      void loop.stop();
      void tickets.stop();
      runner.abandon();
      fetcher?.drop();
      link.close();
    },
    stall: () => fetcher?.stall(),
  };
}
