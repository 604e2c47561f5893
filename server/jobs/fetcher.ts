/** BullMQ's worker: fetches messages as there are places, and can be thrown away and made anew at any time. */
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { retryDelay } from '../redis/link.js';
import { firstId, queueName, type Message } from './carrier.js';

export interface FetcherOptions {
  readonly url: string;
  readonly prefix: string;
  readonly places: number;
  /** Takes as long as a place is held; it must not reject. */
  present(id: string, isFirst: boolean): Promise<void>;
}

export interface Fetcher {
  /** Fetches nothing any more and resolves when the places are given back, after `waitMs` at the latest. */
  close(waitMs: number): Promise<void>;
  /** Leaves at once: what it held is fetched again by another, and finds its rows taken. */
  drop(): void;
  /** Stands still as one that hangs. For tests of faults. */
  stall(): void;
}

export function openFetcher({ url, prefix, places, present }: FetcherOptions): Fetcher {
  const connection = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: retryDelay });
  // Whether Redis answers is watched by the link; here it would be told once for each attempt.
  connection.on('error', () => undefined);
  const worker = new Worker<Message>(
    queueName,
    async (message) => present(message.data.id, message.id === firstId(message.data.id)),
    {
      connection,
      prefix,
      concurrency: places,
      runRetryDelay: 1000,
      // A message says nothing that its row does not: it may be fetched again as often as it likes.
      maxStalledCount: 1000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on('error', () => undefined);
  const left = () => connection.disconnect();
  return {
    async close(waitMs) {
      const closing = worker.close().catch(() => undefined);
      await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
      left();
    },
    drop() {
      void worker
        .close(true)
        .catch(() => undefined)
        .finally(left);
    },
    stall: () => void worker.pause(true),
  };
}
