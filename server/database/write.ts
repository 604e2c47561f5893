/**
 * `Database.write`: one transaction, tried again with jittered, growing pauses on busy, lock time-out and deadlock, for
 * about 10 seconds in all. A write inside a write would wait for itself (SQLite has one writer, MySQL its row locks), so
 * it is refused at once, as our own mistake.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Database, Dialect, Transaction } from './database.js';
import { DatabaseUnavailable } from './errors.js';

const patienceMs = 10_000;

/** One try of a transaction: whether it goes on, and whom to tell again when it is over. */
interface Scope {
  open: boolean;
  readonly watchers: Set<() => void>;
}

export function createWrite(writer: Knex, dialect: Dialect): Pick<Database, 'write' | 'watchWrites'> {
  const current = new AsyncLocalStorage<Scope>();
  const attempt = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const scope: Scope = { open: true, watchers: new Set() };
    try {
      return await writer.transaction(async (transaction) => {
        try {
          return await current.run(scope, () => work(transaction));
        } finally {
          scope.open = false;
        }
      });
    } finally {
      for (const changed of scope.watchers) changed();
    }
  };

  const watched: { readonly writes: RegExp; readonly changed: () => void }[] = [];
  writer.on('query', ({ sql }: { readonly sql: string }) => {
    for (const { writes, changed } of watched) {
      if (!writes.test(sql)) continue;
      changed();
      current.getStore()?.watchers.add(changed);
    }
  });
  const watchWrites: Database['watchWrites'] = (tables, changed) => {
    // Before the first bracket stands the table, behind it only columns and values.
    const writes = new RegExp(`^\\s*(?:insert|replace|update|delete)\\b[^(]*?\\b(?:${tables.join('|')})\\b`, 'i');
    watched.push({ writes, changed });
  };

  const write: Database['write'] = async (work) => {
    if (current.getStore()?.open) {
      throw new Error('A transaction is open: use the transaction given to the callback, not database.write.');
    }
    const end = performance.now() + patienceMs;
    for (let step = 10; ; step = Math.min(step * 2, 500)) {
      try {
        return await attempt(work);
      } catch (error) {
        if (!dialect.isRetryable(error)) throw error;
        if (performance.now() >= end) {
          throw new DatabaseUnavailable('The database is busy. Try again in a moment.', error);
        }
        await pause(step / 2 + Math.random() * step);
      }
    }
  };
  return { write, watchWrites };
}
