/**
 * Turns for questions that cost much (parts of dashboards, reports): of one user two run at a time and some wait, over all
 * users a few run. Between one turn and the next the event loop serves whatever else came in, so that a page that asks for
 * many parts at once holds nobody's save. Who finds no place is told when to come back (429).
 */
import { workBusy } from './failure.js';

export interface TurnLimits {
  /** Running at once, of one user and in all. Defaults 2 and 4. */
  readonly perUser?: number;
  readonly total?: number;
  /** Waiting, of one user and in all; defaults 24 and 400. */
  readonly waitingPerUser?: number;
  readonly waiting?: number;
}

export interface Turns {
  /** Runs `work` when it is this user's turn. Rejects with WORK_BUSY, or when the caller went away. */
  take<T>(user: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

interface Waiting {
  readonly user: string;
  start(): void;
}

export function createTurns(limits: TurnLimits = {}): Turns {
  const { perUser = 2, total = 4, waitingPerUser = 24, waiting: most = 400 } = limits;
  const running = new Map<string, number>();
  const queue: Waiting[] = [];
  let all = 0;
  let isServing = false;
  const of = (user: string): number => running.get(user) ?? 0;
  const isFree = (user: string): boolean => all < total && of(user) < perUser;

  const begin = (user: string): void => {
    all += 1;
    running.set(user, of(user) + 1);
  };
  const end = (user: string): void => {
    all -= 1;
    if (of(user) === 1) running.delete(user);
    else running.set(user, of(user) - 1);
    serve();
  };

  /** One turn per round of the event loop: the oldest of the user who has the fewest running. */
  const serve = (): void => {
    if (isServing || queue.length === 0) return;
    isServing = true;
    setImmediate(() => {
      isServing = false;
      let next: Waiting | undefined;
      for (const each of queue) if (isFree(each.user) && (!next || of(each.user) < of(next.user))) next = each;
      if (!next) return;
      queue.splice(queue.indexOf(next), 1);
      next.start();
      serve();
    });
  };

  const wait = (user: string, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        const at = queue.indexOf(waiter);
        if (at < 0) return;
        queue.splice(at, 1);
        reject(signal?.reason as Error);
      };
      const waiter: Waiting = {
        user,
        start() {
          signal?.removeEventListener('abort', leave);
          begin(user);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(waiter);
      serve();
    });

  return {
    async take(user, work, signal) {
      signal?.throwIfAborted();
      const own = queue.filter((each) => each.user === user).length;
      if (own >= waitingPerUser || queue.length >= most) throw workBusy();
      await wait(user, signal);
      try {
        return await work();
      } finally {
        end(user);
      }
    },
  };
}
