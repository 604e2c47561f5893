/**
 * What every driver does with rows that it has claimed, however it came to know of them:
 *
 *   claim -> buffer -> run (at most `concurrency`) -> result row, in batches
 *   meanwhile: leases renewed, cancelling heard of, progress written
 *
 * It never claims by itself: the driver says when and how many.
 */
import { randomUUID } from 'node:crypto';
import { isoAfter, isoNow } from '../clock.js';
import type { Transaction } from '../database/database.js';
import { createBatch } from './batch.js';
import { batchOf, concurrencyOf, timingOf, type JobDriverOptions } from './job-driver.js';
import {
  claimJobs, completeJobs, readHeld, renewLeases, returnLostJobs, writeProgress,
  type Claimed, type ClaimedJob, type Outcome, type Progress,
} from './job-store.js'; // prettier-ignore
import { runJob, type AbortReason } from './run-job.js';

const defaultLease = 60;
/** Mean length in milliseconds under which more is claimed than can run at once. */
const shortJob = 20;

export interface Ended {
  readonly job: ClaimedJob;
  /** Undefined: it was lost, and another worker writes what becomes of it. */
  readonly outcome: Outcome | undefined;
}

export interface RunnerHooks {
  /** A job has ended and nothing claimed waits for its place; its result may not be written yet. */
  freed?(): void;
  /** Results stand in their rows (or could not be written: then the leases run out), or jobs were lost. */
  written?(ended: readonly Ended[]): void;
}

export interface JobRunner {
  /** Takes the most urgent due jobs and begins them as places are free. */
  claim(limit: number): Promise<Claimed>;
  /** How many more may be claimed now: free places, or a batch while jobs are short. */
  room(): number;
  isBusy(): boolean;
  /** Jobs have been short lately: more may be claimed than can run at once. */
  isShort(): boolean;
  abort(id: string, reason: AbortReason): void;
  start(): void;
  /** For a worker that is alone: gives back what others held, whatever its lease. */
  takeBack(): Promise<void>;
  /** Begins nothing any more; what is still claimed will be given back. */
  hold(): void;
  /** Ends what runs within the time it has, and gives every lease back. No claim may be under way. */
  close(): Promise<void>;
  /** Stops at once and gives nothing back, as if the process had died. */
  abandon(): void;
}

interface Running {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export function createJobRunner(options: JobDriverOptions, hooks: RunnerHooks): JobRunner {
  const { database, clock, log, events, types } = options;
  const timing = timingOf(options);
  const concurrency = concurrencyOf(options);
  const batchSize = batchOf(options);
  /** Half of the places: 2 of 4. */
  const perPerson = Math.max(1, Math.floor(concurrency / 2));
  const random = options.random ?? Math.random;
  const servers = new Map(options.servers.map((server) => [server.id, server]));
  const worker = randomUUID();

  const running = new Map<string, Running>();
  let buffer: ClaimedJob[] = [];
  let meanMs = shortJob * 5;
  let state: 'new' | 'started' | 'closing' | 'closed' = 'new';
  let watchTimer: NodeJS.Timeout | undefined;
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
      hooks.written?.(items);
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
      else hooks.written?.([{ job, outcome: undefined }]);
      pump();
      if (buffer.length === 0) hooks.freed?.();
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
    else hooks.written?.([{ job, outcome: undefined }]);
  }

  const givenBack = (job: ClaimedJob) => ({ job, outcome: { id: job.id, state: 'queued', uncounted: true } as const });

  return {
    async claim(limit) {
      const types = [...servers.keys()];
      const leaseUntil = isoAfter(clock, Math.min(defaultLease, ...types.map(leaseOf)));
      const found = await claimJobs(database, { worker, types, limit, perPerson, now: isoNow(clock), leaseUntil });
      buffer.push(...found.jobs);
      pump();
      return found;
    },
    room: () => (meanMs < shortJob ? batchSize : concurrency - running.size) - buffer.length,
    isBusy: () => running.size > 0,
    isShort: () => meanMs < shortJob,
    abort,
    start() {
      state = 'started';
      watchTimer = setInterval(() => {
        void watch().catch((error: unknown) => log.warn({ error }, 'Held jobs could not be checked'));
      }, timing.watch);
      watchTimer.unref();
    },
    async takeBack() {
      await database
        .write((transaction) => returnLostJobs(transaction, isoNow(clock), { soleWorker: worker }))
        .catch((error: unknown) => log.error({ error }, 'Jobs of the last run could not be taken back'));
    },
    hold() {
      if (state !== 'closed') state = 'closing';
    },
    async close() {
      if (state === 'closed') return;
      state = 'closing';
      clearInterval(watchTimer);
      const waiting = buffer;
      buffer = [];
      for (const job of waiting) completions.add(givenBack(job));
      for (const id of running.keys()) abort(id, 'stopping');
      const all = Promise.all([...running.values()].map((each) => each.ended));
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, timing.close).unref())]);
      for (const { job } of running.values()) completions.add(givenBack(job));
      await completions.flush();
      state = 'closed';
    },
    abandon() {
      state = 'closed';
      clearInterval(watchTimer);
      buffer = [];
    },
  };
}
