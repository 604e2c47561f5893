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

export function createWrite(writer: Knex, dialect: Dialect): Database['write'] {
  const current = new AsyncLocalStorage<{ open: boolean }>();
  const attempt = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    writer.transaction(async (transaction) => {
      const scope = { open: true };
      try {
        return await current.run(scope, () => work(transaction));
      } finally {
        scope.open = false;
      }
    });

  return async (work) => {
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
}
