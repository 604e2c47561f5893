/**
 * `Database.write`: one transaction, tried again with jittered, growing pauses on busy, lock time-out and deadlock, for
 * about 10 seconds in all. A write inside a write would wait for itself (SQLite has one writer, MySQL its row locks): our
 * own mistake, refused at once while we develop. In production nobody looks: on Node 20 a store that follows every promise
 * costs each request about a tenth.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Database, Dialect, Transaction } from './database.js';
import { DatabaseUnavailable } from './errors.js';
import { runKept, type Statement } from './run-statement.js';

const patienceMs = 10_000;

/** Whether the transaction that the running code belongs to goes on. */
type Scope = AsyncLocalStorage<{ open: boolean }>;

const createScope = (): Scope | undefined =>
  process.env['NODE_ENV'] === 'production' ? undefined : new AsyncLocalStorage();

interface QueryEvent {
  readonly sql: string;
}

export interface WriteOptions {
  /** Statements whose transaction ends with `last`. */
  readonly concerns: (sql: string) => boolean;
  readonly last: Statement;
}

export function createWrite(
  writer: Knex,
  dialect: Dialect,
  options?: WriteOptions,
): Pick<Database, 'write' | 'watchWrites'> {
  const scope = createScope();
  const watched: { readonly writes: RegExp; readonly changed: () => void }[] = [];
  const concerned = (sql: string) => watched.filter(({ writes }) => writes.test(sql)).map(({ changed }) => changed);

  const attempt = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const told = new Set<() => void>();
    const own = { open: true };
    try {
      return await writer.transaction(async (transaction) => {
        let isConcerned = false;
        transaction.on('query', ({ sql }: QueryEvent) => {
          for (const changed of concerned(sql)) told.add(changed);
          isConcerned ||= options?.concerns(sql) ?? false;
        });
        try {
          const result = await (scope ? scope.run(own, () => work(transaction)) : work(transaction));
          await runKept(transaction, isConcerned ? [options!.last] : []);
          return result;
        } finally {
          own.open = false;
        }
      });
    } finally {
      for (const changed of told) changed();
    }
  };

  writer.on('query', ({ sql }: QueryEvent) => {
    for (const changed of concerned(sql)) changed();
  });
  const watchWrites: Database['watchWrites'] = (tables, changed) => {
    // Before the first bracket stands the table, behind it only columns and values.
    const writes = new RegExp(`^\\s*(?:insert|replace|update|delete)\\b[^(]*?\\b(?:${tables.join('|')})\\b`, 'i');
    watched.push({ writes, changed });
  };

  const write: Database['write'] = async (work) => {
    if (scope?.getStore()?.open) {
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
