/**
 * The embedded job driver: rows are found by looking at them and run in this process. It looks at once after an enqueue of
 * its own process has committed, every second while there is something to do, every 15 seconds else; a job due earlier
 * or the next schedule shortens the pause.
 */
import type { JobDriverOptions } from './job-driver.js';
import { createJobLoop, lookInRows } from './job-loop.js';
import { createJobOrders } from './job-orders.js';
import { createJobRunner } from './job-runner.js';
import type { JobPort } from './port.js';

export interface EmbeddedJobs extends JobPort {
  /** Stops at once and gives nothing back, as if the process had died. For tests of faults. */
  abandon(): void;
}

export function createEmbeddedJobs(options: JobDriverOptions): EmbeddedJobs {
  let isStarted = false;
  const orders = createJobOrders(options, {
    placed: () => loop.wake(),
    cancelled: (id) => runner.abort(id, 'cancelled'),
  });
  const runner = createJobRunner(options, {
    freed: () => loop.wake(),
    written(ended) {
      if (ended.some(({ outcome }) => outcome?.state === 'queued')) loop.wake();
    },
  });
  const loop = createJobLoop({
    ...options,
    take: () => lookInRows(options, runner),
    insert: (transaction, job) => orders.insert(transaction, job),
  });

  return {
    enqueue: (job, transaction) => orders.enqueue(job, transaction),
    get: (id) => orders.get(id),
    list: (filter) => orders.list(filter),
    cancel: (id) => orders.cancel(id),
    retry: (id) => orders.retry(id),
    start() {
      if (isStarted) return;
      isStarted = true;
      runner.start();
      void (options.soleWorker ? runner.takeBack() : Promise.resolve()).then(() => isStarted && loop.start());
    },
    async close() {
      isStarted = false;
      runner.hold();
      // A claim that is just being made must be given back too.
      await loop.stop();
      await runner.close();
    },
    abandon() {
      isStarted = false;
      void loop.stop();
      runner.abandon();
    },
  };
}
