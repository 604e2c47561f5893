/**
 * A connection to Redis that says whether there is one. Commands never wait for a Redis that is away: they fail at once.
 * One that comes back is examined anew before it counts: it may be another one, or set up otherwise.
 */
import { Redis } from 'ioredis';
import type { Log } from '../context.js';
import { examineClient } from './examine.js';

export interface RedisLinkOptions {
  readonly url: string;
  readonly log: Log;
  /** Milliseconds without Redis after which it counts as away. */
  readonly awayMs: number;
  /** Milliseconds between two questions whether it still answers. */
  readonly askMs: number;
  /** It is there, or has been away for `awayMs`; each told once. */
  changed(isThere: boolean): void;
}

export interface RedisLink {
  readonly client: Redis;
  /** Connected and fit at this moment. */
  isThere(): boolean;
  close(): void;
}

/** Milliseconds until the next attempt to connect. */
export const retryDelay = (attempt: number): number => Math.min(100 * attempt, 2000);

export function openRedisLink({ url, log, awayMs, askMs, changed }: RedisLinkOptions): RedisLink {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 5000,
    commandTimeout: 5000,
    retryStrategy: retryDelay,
  });
  let isThere = false;
  let told: boolean | undefined;
  let isClosed = false;
  let problem = '';
  let awayTimer: NodeJS.Timeout | undefined;

  function lost(): void {
    isThere = false;
    if (isClosed || told === false) return;
    awayTimer ??= setTimeout(() => {
      awayTimer = undefined;
      told = false;
      log.warn({ problem }, 'Redis is away: jobs are looked for in the database until it is back');
      changed(false);
    }, awayMs).unref();
  }

  async function arrived(): Promise<void> {
    const found = await examineClient(client);
    if (isClosed || client.status !== 'ready') return;
    if (found.state !== 'fit') {
      problem = found.problem;
      if (found.state === 'unfit') log.error({}, `${found.problem} Until then jobs are looked for in the database`);
      return lost();
    }
    clearTimeout(awayTimer);
    awayTimer = undefined;
    isThere = true;
    if (told === false) log.info({}, 'Redis is back and carries jobs again');
    told = true;
    changed(true);
  }

  client.on('error', (error: Error) => (problem = error.message));
  client.on('ready', () => void arrived());
  client.on('close', lost);
  lost();
  // A Redis that keeps the connection and says nothing is away too; one that was unfit may have been set right.
  const asking = setInterval(() => {
    if (client.status !== 'ready') return;
    if (!isThere) return void arrived();
    client.ping().catch((error: unknown) => {
      problem = String((error as Error).message);
      client.disconnect(true);
    });
  }, askMs).unref();

  return {
    client,
    isThere: () => isThere,
    close() {
      isClosed = true;
      isThere = false;
      clearTimeout(awayTimer);
      clearInterval(asking);
      client.disconnect();
    },
  };
}
