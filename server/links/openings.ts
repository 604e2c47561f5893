/**
 * How often links were opened. Opening one is reading: it only notes here that it happened, and the counts of some seconds
 * are written together, outside of any request. A process that dies loses those of its last seconds.
 */
import { isoNow } from '../clock.js';
import type { Context } from '../context.js';

export interface Openings {
  /** Returns at once. */
  note(id: string): void;
  /** What is not written yet. */
  pending(id: string): Opened | undefined;
  /** Writes what there is. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface Opened {
  readonly count: number;
  /** ISO instant of the latest. */
  readonly at: string;
}

/** Milliseconds. */
const patience = 5_000;

export function createOpenings({ database, clock, log }: Pick<Context, 'database' | 'clock' | 'log'>): Openings {
  const counts = new Map<string, Opened>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const add = (id: string, { count, at }: Opened): void => {
    const held = counts.get(id);
    counts.set(id, { count: (held?.count ?? 0) + count, at: held && held.at > at ? held.at : at });
  };

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size === 0) return;
    const taken = [...counts];
    try {
      await database.write(async (transaction) => {
        for (const [id, { count, at }] of taken) {
          await transaction('sys_shared_link')
            .where({ id })
            .update({ opened: transaction.raw('opened + ?', [count]), last_opened_at: at });
        }
      });
      for (const [id, { count, at }] of taken) {
        const now = counts.get(id)!;
        if (now.count === count) counts.delete(id);
        else counts.set(id, { count: now.count - count, at: now.at > at ? now.at : at });
      }
    } catch (error) {
      log.warn({ error }, 'Openings of links could not be counted; they are counted with the next ones');
    }
  }
  const flush = (): Promise<void> => (writing = writing.then(write));

  return {
    note(id) {
      add(id, { count: 1, at: isoNow(clock) });
      timer ??= setTimeout(() => void flush(), patience).unref();
    },
    pending: (id) => counts.get(id),
    flush,
    close: flush,
  };
}
