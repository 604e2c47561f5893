/**
 * The embedded job driver: rows claimed in batches under a lease, run in this process, completed in batches.
 *
 *   wake or poll -> give back lost leases -> schedules -> claim -> buffer -> run (at most `concurrency`) -> complete
 *
 * It looks at once after an enqueue has committed, every second while there is something to do, every 15 seconds else;
 * a job due earlier or the next schedule shortens the pause. (Longer than most files: it is one loop over one state.)
 */
import { randomUUID } from 'node:crypto';
import type { CreateChecker } from '../../metadata/document/validate.js';
import type { Registries } from '../../metadata/contributions.js';
import type { JobDocument } from '../../metadata/schema/app.js';
import type { JobServer } from '../api.js';
import { isoAfter, isoNow } from '../clock.js';
import type { Clock, Context, Log } from '../context.js';
import type { Database, Transaction } from '../database/database.js';
import type { EventHub } from '../http/events.js';
import { createBatch } from './batch.js';
import { findJob, listJobs } from './job-read.js';
import {
  claimJobs, completeJobs, insertJob, nextDue, readHeld, renewLeases, requestCancel, requeueJob,
  returnLostJobs, writeProgress, type Claimed, type ClaimedJob, type Outcome, type Progress,
} from './job-store.js'; // prettier-ignore
import { createPayloadCheck } from './payload-check.js';
import type { DueTimer, Enqueue, JobPort } from './port.js';
import { runJob, type AbortReason } from './run-job.js';
import { createSchedule } from './schedule.js';

export interface EmbeddedJobsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventHub;
  readonly types: Registries['job'];
  readonly servers: readonly JobServer[];
  readonly createChecker: CreateChecker;
  newId(): string;
  /** The rights a job runs with: those of its principal now, or the system's. */
  context(job: { readonly id: string; readonly type: string; readonly principalId: string | null }): Promise<Context>;
  /** Schedules of the live release; none in tests that have none. */
  documents?(): readonly JobDocument[];
  zone?(): string;
  /** Rows of others that fall due by the clock. */
  readonly timers?: readonly DueTimer[];
  /** Jobs that run at the same time; 4 by default. */
  readonly concurrency?: number;
  /** No other process works on these rows (SQLite): what others held is given back at the start, whatever its lease. */
  readonly soleWorker?: boolean;
  /** Milliseconds, for tests: between looks with something to do, without, at held leases, progress writes. */
  readonly timing?: Partial<Timing>;
  readonly random?: () => number;
}

export interface Timing {
  readonly busy: number;
  readonly idle: number;
  /** Between looks with nothing to do, where this is not `idle`. */
  readonly poll?: number;
  readonly watch: number;
  readonly progress: number;
  /** How long `close` waits for handlers that were told to stop. */
  readonly close: number;
}

const defaultTiming: Timing = { busy: 1000, idle: 15_000, watch: 1000, progress: 500, close: 10_000 };
const defaultLease = 60;
const defaultAttempts = 3;
/** Claimed and completed at a time while jobs are short; a claim of single jobs costs a commit each. */
const batchSize = 50;
/** Mean length in milliseconds under which more is claimed than can run at once. */
const shortJob = 20;

interface Running {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export interface EmbeddedJobs extends JobPort {
  /** Stops at once and gives nothing back, as if the process had died. For tests of faults. */
  abandon(): void;
}

export function createEmbeddedJobs(options: EmbeddedJobsOptions): EmbeddedJobs {
  const { database, clock, log, events, types } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const concurrency = options.concurrency ?? 4;
  /** Half of the places: 2 of 4. */
  const perPerson = Math.max(1, Math.floor(concurrency / 2));
  const random = options.random ?? Math.random;
  const servers = new Map(options.servers.map((server) => [server.id, server]));
  const worker = randomUUID();
  const checkPayload = createPayloadCheck(types, options.createChecker);

  const running = new Map<string, Running>();
  let buffer: ClaimedJob[] = [];
  let meanMs = shortJob * 5;
  let state: 'new' | 'started' | 'closing' | 'closed' = 'new';
  let timer: NodeJS.Timeout | undefined;
  let watchTimer: NodeJS.Timeout | undefined;
  let looking = false;
  let underWay: Promise<void> = Promise.resolve();
  let lookAgain = false;
  let lastSweep = -Infinity;
  let lastRenewal = performance.now();

  const leaseOf = (type: string) => types.find(type)?.lease ?? defaultLease;
  const publish = (job: Pick<ClaimedJob, 'id' | 'createdBy'>, data: Readonly<Record<string, unknown>>) => {
    if (job.createdBy !== null) events.publish({ type: 'job', userId: job.createdBy, id: job.id, data });
  };

  const completions = createBatch<{ readonly outcome: Outcome; readonly job: ClaimedJob }>({
    size: batchSize,
    pauseMs: 2,
    async take(items) {
      const outcomes = items.map((item) => item.outcome);
      await persist('Results of jobs could not be written', (transaction) =>
        completeJobs(transaction, worker, outcomes, isoNow(clock)),
      );
      for (const { outcome, job } of items) publish(job, { state: outcome.state, error: outcome.error ?? null });
      if (outcomes.some((outcome) => outcome.state === 'queued')) wake();
    },
  });
  const latest = new Map<string, Progress & { readonly job: ClaimedJob }>();
  const progress = createBatch<string>({
    size: Number.MAX_SAFE_INTEGER,
    pauseMs: timing.progress,
    async take() {
      const all = [...latest.values()];
      latest.clear();
      await persist('Progress of jobs could not be written', (transaction) => writeProgress(transaction, worker, all));
      for (const { job, done, total, message } of all) publish(job, { state: 'running', done, total, message });
    },
  });

  /** Tries for a while and then gives up: the lease will run out and the job run again, which is safe. */
  async function persist(problem: string, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    for (let attempt = 1; state !== 'closed'; attempt++) {
      try {
        return await database.write(work);
      } catch (error) {
        log.error({ error, attempt }, problem);
        if (attempt === 5) return;
        await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
      }
    }
  }

  function wake(): void {
    if (state !== 'started') return;
    if (looking) {
      lookAgain = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => void look(), 0);
  }

  function look(): Promise<void> {
    underWay = lookUntilQuiet();
    return underWay;
  }

  async function lookUntilQuiet(): Promise<void> {
    looking = true;
    let pause: number;
    try {
      do {
        lookAgain = false;
        pause = await lookOnce();
      } while (lookAgain && state === 'started');
    } catch (error) {
      log.error({ error }, 'The job queue could not be read');
      pause = Math.max(timing.busy, 1000);
    }
    looking = false;
    if (state !== 'started') return;
    timer = setTimeout(() => void look(), pause);
    timer.unref();
  }

  /** Gives the pause until the next look. */
  async function lookOnce(): Promise<number> {
    if (performance.now() - lastSweep >= Math.min(timing.idle, timing.watch * 15)) {
      lastSweep = performance.now();
      await database.write((transaction) => returnLostJobs(transaction, isoNow(clock)));
    }
    const scheduled = await tickAll();
    const free = concurrency - running.size - buffer.length;
    const limit = meanMs < shortJob ? batchSize - buffer.length : free;
    const { jobs: claimed, passedOver } = await claim(limit);
    buffer.push(...claimed);
    pump();
    if (claimed.length > 0) return timing.busy;
    // Due ones of somebody who has their share wait for one of theirs to end, which wakes this loop.
    const due = limit > 0 ? await nextDue(database, passedOver ? isoNow(clock) : undefined) : undefined;
    const now = clock.now().getTime();
    const times = [due === undefined ? undefined : Date.parse(due), scheduled];
    const waits = times.flatMap((time) => (time === undefined ? [] : [Math.max(time - now, 5)]));
    return Math.min(running.size > 0 || passedOver ? timing.busy : (timing.poll ?? timing.idle), ...waits);
  }

  /** Queues what fell due by the clock; the next instant at which something will, in milliseconds. */
  async function tickAll(): Promise<number | undefined> {
    const all: (Date | undefined)[] = [await schedule.tick()];
    for (const timer of options.timers ?? []) all.push(await timer.tick((job, inside) => enqueueIn(inside, job)));
    const times = all.flatMap((at) => (at ? [at.getTime()] : []));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  async function claim(limit: number): Promise<Claimed> {
    const leaseUntil = isoAfter(clock, Math.min(defaultLease, ...[...servers.keys()].map(leaseOf)));
    const types = [...servers.keys()];
    return claimJobs(database, { worker, types, limit, perPerson, now: isoNow(clock), leaseUntil });
  }

  function pump(): void {
    while (state === 'started' && running.size < concurrency) {
      const job = buffer.shift();
      if (!job) return;
      begin(job);
    }
  }

  function begin(job: ClaimedJob): void {
    const controller = new AbortController();
    const startedAt = performance.now();
    publish(job, { state: 'running' });
    const ended = runJob(job, {
      server: servers.get(job.type),
      signal: controller.signal,
      log,
      random,
      after: (seconds) => isoAfter(clock, seconds),
      context: (each) => options.context(each),
      progress(done, total, message) {
        if (!running.has(job.id)) return;
        const known = latest.has(job.id);
        latest.set(job.id, { id: job.id, done, total: total ?? null, message: message ?? null, job });
        if (!known) progress.add(job.id);
      },
    }).then(async (outcome) => {
      // The last progress belongs before the end, or a finished job would seem to stand at 98 %.
      if (latest.has(job.id)) await progress.flush();
      running.delete(job.id);
      meanMs = meanMs * 0.8 + (performance.now() - startedAt) * 0.2;
      if (outcome && state !== 'closed') completions.add({ outcome, job });
      pump();
      if (buffer.length === 0) wake();
    });
    running.set(job.id, { job, controller, ended });
  }

  /** Asks the database what this worker still holds: renews it, hears of cancelling, drops what was lost. */
  async function watch(): Promise<void> {
    const mine = [...running.values()].map((each) => each.job).concat(buffer);
    if (mine.length === 0) return;
    const shortest = Math.min(...mine.map((job) => leaseOf(job.type)));
    if (performance.now() - lastRenewal >= (shortest * 1000) / 3) {
      lastRenewal = performance.now();
      await database.write(async (transaction) => {
        for (const lease of new Set(mine.map((job) => leaseOf(job.type)))) {
          const ids = mine.filter((job) => leaseOf(job.type) === lease).map((job) => job.id);
          await renewLeases(transaction, worker, ids, isoAfter(clock, lease));
        }
      });
    }
    const held = await readHeld(database.read, worker);
    for (const job of mine) {
      if (!held.has(job.id)) abort(job.id, 'lost');
      else if (held.get(job.id)) abort(job.id, 'cancelled');
    }
  }

  /** A job that has been claimed and not begun ends here without having run. */
  function abort(id: string, reason: AbortReason): void {
    running.get(id)?.controller.abort(reason);
    const job = buffer.find((each) => each.id === id);
    if (!job) return;
    buffer = buffer.filter((each) => each !== job);
    if (reason === 'cancelled') completions.add({ job, outcome: { id, state: 'cancelled' } });
  }

  function startWatching(): void {
    watchTimer = setInterval(() => {
      void watch().catch((error: unknown) => log.warn({ error }, 'Held jobs could not be checked'));
    }, timing.watch);
    watchTimer.unref();
  }

  function stopTimers(): void {
    clearTimeout(timer);
    clearInterval(watchTimer);
  }

  async function enqueueIn(transaction: Transaction, job: Enqueue): Promise<string> {
    const type = types.get(job.type);
    checkPayload(job);
    const made = { id: options.newId(), maxAttempts: type.attempts ?? defaultAttempts, now: isoNow(clock) };
    return insertJob(database, transaction, job, made);
  }

  const schedule = createSchedule({
    database,
    clock,
    log,
    documents: () => options.documents?.().filter((document) => types.find(document.handler)) ?? [],
    zone: () => options.zone?.() ?? 'UTC',
    enqueue: (job, transaction) => enqueueIn(transaction, job),
  });

  return {
    async enqueue(job, transaction) {
      if (!transaction) {
        const id = await database.write((own) => enqueueIn(own, job));
        wake();
        return id;
      }
      const id = await enqueueIn(transaction, job);
      transaction.executionPromise?.then(wake, () => undefined);
      return id;
    },
    get: (id) => findJob(database.read, id),
    list: (filter) => listJobs(database.read, filter),
    async cancel(id) {
      const done = await database.write((transaction) => requestCancel(transaction, id, isoNow(clock)));
      if (done === 'requested') abort(id, 'cancelled');
      return done !== undefined;
    },
    async retry(id) {
      const again = await database.write((transaction) => requeueJob(transaction, id, isoNow(clock)));
      if (again) wake();
      return again;
    },
    start() {
      if (state !== 'new') return;
      state = 'started';
      startWatching();
      if (!options.soleWorker) return wake();
      void database
        .write((transaction) => returnLostJobs(transaction, isoNow(clock), { soleWorker: worker }))
        .catch((error: unknown) => log.error({ error }, 'Jobs of the last run could not be taken back'))
        .finally(wake);
    },
    async close() {
      if (state === 'closed') return;
      state = 'closing';
      stopTimers();
      // A claim that is just being made must be given back too.
      await underWay;
      const waiting = buffer.map((job) => ({
        job,
        outcome: { id: job.id, state: 'queued', uncounted: true } as const,
      }));
      buffer = [];
      for (const item of waiting) completions.add(item);
      for (const id of running.keys()) abort(id, 'stopping');
      const all = Promise.all([...running.values()].map((each) => each.ended));
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, timing.close).unref())]);
      for (const { job } of running.values()) {
        completions.add({ job, outcome: { id: job.id, state: 'queued', uncounted: true } });
      }
      await completions.flush();
      state = 'closed';
    },
    abandon() {
      state = 'closed';
      stopTimers();
      buffer = [];
    },
  };
}
