/**
 * One write transaction: the context to use inside it, one time for all its rows, and the trail (history, outbox,
 * events) that is written once at its end. The work may run several times: nothing outside is touched before commit.
 */
import type { Context } from '../../context.js';
import type { Transaction } from '../../database/database.js';
import { flushTrail, type TrailEntry } from './trail.js';

export interface Write {
  readonly context: Context;
  readonly transaction: Transaction;
  /** ISO time of every row of this transaction. */
  readonly now: string;
  readonly trail: TrailEntry[];
  readonly options: WriteOptions;
}

export interface WriteOptions {
  /** False leaves out history and outbox: only for what the system itself brings in. */
  readonly history?: boolean;
  /** One event per entity instead of one per record. */
  readonly bulk?: boolean;
}

/** Runs `work` in a transaction, then its trail; events and other effects follow the commit, their failures are logged. */
export async function inWrite<T>(
  context: Context,
  work: (write: Write) => Promise<T>,
  options: WriteOptions = {},
): Promise<T> {
  let effects: (() => void | Promise<void>)[] = [];
  const result = await context.database.write(async (transaction) => {
    const attempt: typeof effects = [];
    const inner: Context = { ...context, afterCommit: (effect) => void attempt.push(effect) };
    const now = context.clock.now().toISOString();
    const write: Write = { context: inner, transaction, now, trail: [], options };
    const answer = await work(write);
    await flushTrail(write);
    effects = attempt;
    return answer;
  });
  for (const effect of effects) {
    try {
      await effect();
    } catch (error) {
      context.log.error({ error, requestId: context.requestId }, 'An effect after a commit failed.');
    }
  }
  return result;
}
