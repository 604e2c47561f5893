/**
 * The clock of a driver: it looks at once when it is woken, and again after the pause that the last look asked for.
 *
 *   wake or pause -> give back lost leases -> schedules and timers -> `take`: what the driver does about due rows
 */
import { isoNow } from '../clock.js';
import type { Transaction } from '../database/database.js';
import { timingOf, type JobDriverOptions } from './job-driver.js';
import type { JobRunner } from './job-runner.js';
import { nextDue, returnLostJobs } from './job-store.js';
import type { Enqueue } from './port.js';
import { createSchedule } from './schedule.js';

/** What a look found. */
export interface Look {
  /** Milliseconds until the next one. */
  readonly pause: number;
  /** ISO time at which a row wants one sooner. */
  readonly due?: string | undefined;
}

export interface JobLoopOptions extends JobDriverOptions {
  take(): Promise<Look>;
  /** Queues what fell due by the clock, inside its transaction. */
  insert(transaction: Transaction, job: Enqueue): Promise<string>;
}

export interface JobLoop {
  start(): void;
  wake(): void;
  /** No further look; waits for one that is under way. */
  stop(): Promise<void>;
}

export function createJobLoop(options: JobLoopOptions): JobLoop {
  const { database, clock, log, types } = options;
  const timing = timingOf(options);
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let lookAgain = false;
  let underWay: Promise<void> = Promise.resolve();
  let lastSweep = -Infinity;

  const schedule = createSchedule({
    database,
    clock,
    log,
    documents: () => options.documents?.().filter((document) => types.find(document.handler)) ?? [],
    zone: () => options.zone?.() ?? 'UTC',
    enqueue: (job, transaction) => options.insert(transaction, job),
  });

  function wake(): void {
    if (!isRunning) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(look, 0);
  }

  function look(): void {
    underWay = lookUntilQuiet();
  }

  async function lookUntilQuiet(): Promise<void> {
    looking = true;
    let pause: number;
    try {
      do {
        lookAgain = false;
        pause = await lookOnce();
      } while (lookAgain && isRunning);
    } catch (error) {
      log.error({ error }, 'The job queue could not be read');
      pause = Math.max(timing.busy, 1000);
    }
    looking = false;
    if (!isRunning) return;
    timer = setTimeout(look, pause);
    timer.unref();
  }

  /** Gives the pause until the next look. */
  async function lookOnce(): Promise<number> {
    if (performance.now() - lastSweep >= Math.min(timing.idle, timing.watch * 15)) {
      lastSweep = performance.now();
      await database.write((transaction) => returnLostJobs(transaction, isoNow(clock)));
    }
    const scheduled = await tickAll();
    const { pause, due } = await options.take();
    const now = clock.now().getTime();
    const times = [due === undefined ? undefined : Date.parse(due), scheduled];
    return Math.min(pause, ...times.flatMap((time) => (time === undefined ? [] : [Math.max(time - now, 5)])));
  }

  /** Queues what fell due by the clock; the next instant at which something will, in milliseconds. */
  async function tickAll(): Promise<number | undefined> {
    const all: (Date | undefined)[] = [await schedule.tick()];
    for (const each of options.timers ?? []) all.push(await each.tick((job, inside) => options.insert(inside, job)));
    const times = all.flatMap((at) => (at ? [at.getTime()] : []));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  return {
    wake,
    start() {
      isRunning = true;
      wake();
    },
    async stop() {
      isRunning = false;
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** A look of a driver that finds its jobs in the rows: claims what there is room for. */
export async function lookInRows(options: JobDriverOptions, runner: JobRunner): Promise<Look> {
  const { database, clock } = options;
  const timing = timingOf(options);
  const limit = runner.room();
  const { jobs, passedOver } = await runner.claim(limit);
  if (jobs.length > 0) return { pause: timing.busy };
  // Due ones of somebody who has their share wait for one of theirs to end, which wakes the loop.
  const due = limit > 0 ? await nextDue(database, passedOver ? isoNow(clock) : undefined) : undefined;
  return { pause: runner.isBusy() || passedOver ? timing.busy : (timing.poll ?? timing.idle), due };
}
