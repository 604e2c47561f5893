/**
 * One write transaction: the context to use inside it, one time for all its rows, and the trail (history, outbox,
 * events) that is written once at its end. The work may run several times: nothing outside is touched before commit.
 */
import type { Context } from '../../context.js';
import type { Transaction } from '../../database/database.js';
import type { Draft } from './draft.js';
import type { TrailEntry } from './history-changes.js';

export interface Write {
  readonly context: Context;
  readonly transaction: Transaction;
  /** ISO time of every row of this transaction. */
  readonly now: string;
  readonly trail: TrailEntry[];
  /** What was stored, in its order. */
  readonly drafts: Draft[];
  readonly options: WriteOptions;
}

export interface WriteOptions {
  /** False leaves out history and outbox: only for what the system itself brings in. */
  readonly history?: boolean;
  /** One event per entity instead of one per record. */
  readonly bulk?: boolean;
}
