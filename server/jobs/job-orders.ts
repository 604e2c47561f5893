/** Jobs as they are ordered, looked at, cancelled and ordered again: the half of a driver that every process has. */
import { isoNow } from '../clock.js';
import type { Transaction } from '../database/database.js';
import type { JobDriverOptions } from './job-driver.js';
import { findJob, listJobs } from './job-read.js';
import { insertJob, requestCancel, requeueJob } from './job-store.js';
import { createPayloadCheck } from './payload-check.js';
import type { Enqueue, JobPort } from './port.js';

const defaultAttempts = 3;

/** A row that waits now. */
export interface Placed {
  readonly id: string;
  /** ISO time before which it does not run. */
  readonly notBefore?: string;
  /** It waited before: somebody wants it to run once more. */
  readonly isAgain?: boolean;
}

export interface OrderHooks {
  /** Its transaction has committed. It must not throw. */
  placed(job: Placed): void;
  /** A running job is to end. */
  cancelled(id: string): void;
}

export interface JobOrders extends Pick<JobPort, 'enqueue' | 'get' | 'list' | 'cancel' | 'retry'> {
  /** Writes the row and tells nobody: for whoever looks at the rows next anyway. */
  insert(transaction: Transaction, job: Enqueue): Promise<string>;
}

export function createJobOrders(options: JobDriverOptions, hooks: OrderHooks): JobOrders {
  const { database, clock, types } = options;
  const checkPayload = createPayloadCheck(types, options.createChecker);

  async function insert(transaction: Transaction, job: Enqueue): Promise<string> {
    const type = types.get(job.type);
    checkPayload(job);
    const made = { id: options.newId(), maxAttempts: type.attempts ?? defaultAttempts, now: isoNow(clock) };
    return insertJob(database, transaction, job, made);
  }

  return {
    insert,
    async enqueue(job, transaction) {
      const placed = (id: string) =>
        hooks.placed({ id, ...(job.notBefore === undefined ? {} : { notBefore: job.notBefore }) });
      if (!transaction) {
        const id = await database.write((own) => insert(own, job));
        placed(id);
        return id;
      }
      const id = await insert(transaction, job);
      transaction.executionPromise?.then(
        () => placed(id),
        () => undefined,
      );
      return id;
    },
    get: (id) => findJob(database.read, id),
    list: (filter) => listJobs(database.read, filter),
    async cancel(id) {
      const done = await database.write((transaction) => requestCancel(transaction, id, isoNow(clock)));
      if (done === 'requested') hooks.cancelled(id);
      return done !== undefined;
    },
    async retry(id) {
      const again = await database.write((transaction) => requeueJob(transaction, id, isoNow(clock)));
      if (again) hooks.placed({ id, isAgain: true });
      return again;
    },
  };
}
