/** Puts messages `{id}` into BullMQ's queue, gathered; a message that cannot be put there is left to the sweep. */
import { Queue } from 'bullmq';
import type { Clock, Log } from '../context.js';
import type { RedisLink } from '../redis/link.js';
import { createBatch } from './batch.js';
import type { Placed } from './job-orders.js';

export const queueName = 'jobs';

export interface Message {
  readonly id: string;
}

/** A row that a message shall be sent for. */
export interface Carried extends Placed {
  /** Milliseconds, where it is not `notBefore`. */
  readonly delay?: number;
}

export interface Carrier {
  add(job: Carried): void;
  /** Messages that nobody has fetched and that are not for later. */
  waiting(): Promise<number>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface CarrierOptions {
  readonly link: () => RedisLink;
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The first message of a row has the id `j-<row>`; later ones another, for BullMQ drops what it seems to know. */
export const firstId = (id: string): string => `j-${id}`;

export function createCarrier({ link, prefix, clock, log }: CarrierOptions): Carrier {
  let queue: Queue<Message> | undefined;
  let hasFailed = false;
  let count = 0;
  const own = process.pid.toString(36);

  /** Made when Redis is there: BullMQ waits for it. */
  function opened(): Queue<Message> {
    if (queue) return queue;
    queue = new Queue<Message>(queueName, {
      connection: link().client,
      prefix,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    });
    queue.on('error', () => undefined);
    return queue;
  }

  const batch = createBatch<Carried>({
    size: 200,
    pauseMs: 1,
    async take(jobs) {
      // Nothing waits for Redis here, and nothing piles up while it is away.
      if (!link().isThere()) return failed(new Error('Redis is away'), jobs.length);
      try {
        await opened().addBulk(jobs.map(messageOf));
        hasFailed = false;
      } catch (error) {
        failed(error, jobs.length);
      }
    },
  });

  /** Once for each time that Redis is away. */
  function failed(error: unknown, jobs: number): void {
    if (!hasFailed) log.warn({ error, jobs }, 'Messages for jobs could not be sent; their rows are looked for instead');
    hasFailed = true;
  }

  function messageOf(job: Carried) {
    const due = job.notBefore === undefined ? 0 : Date.parse(job.notBefore) - clock.now().getTime();
    const delay = job.delay ?? Math.max(0, due);
    const jobId = job.isAgain ? `${firstId(job.id)}-${own}-${Date.now().toString(36)}-${count++}` : firstId(job.id);
    return { name: 'job', data: { id: job.id }, opts: { jobId, ...(delay > 0 ? { delay } : {}) } };
  }

  return {
    add: (job) => batch.add(job),
    async waiting() {
      return opened().getWaitingCount();
    },
    flush: () => batch.flush(),
    async close() {
      await batch.flush();
      await queue?.close().catch(() => undefined);
    },
  };
}
