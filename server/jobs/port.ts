/** The port of the job queue. Rows in `sys_job` are the truth; a driver (embedded.ts, bullmq.ts) only carries. */
import type { Label } from '../../metadata/value.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobRow {
  readonly id: string;
  readonly type: string;
  readonly state: JobState;
  readonly payload: unknown;
  readonly result?: unknown;
  /** Why it failed, in words for its owner; set while the state is `failed`, and between attempts. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly done: number;
  readonly total: number | null;
  readonly message: string | null;
  readonly attempts: number;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export interface Enqueue {
  readonly type: string;
  readonly payload: unknown;
  /** At most one unfinished job with this key; a second enqueue returns the first one's id. */
  readonly key?: string;
  /** ISO time before which it does not run. */
  readonly notBefore?: string;
  /** Higher runs sooner; 0 when absent. */
  readonly priority?: number;
  /** Whose rights the handler runs with; absent: the system's. */
  readonly principalId?: string;
}

/** What a handler gets besides its payload. */
export interface JobRun {
  readonly id: string;
  readonly attempt: number;
  /** Aborted when the job is cancelled, its lease is lost or the process stops. */
  readonly signal: AbortSignal;
  /** Kept on the row and sent as an event, at most twice a second. */
  progress(done: number, total?: number, message?: string): void;
}

export type JobHandler = (context: Context, payload: never, run: JobRun) => Promise<unknown>;

/** Thrown by a handler to fail at once, without another attempt. */
export class UnrecoverableJobError extends Error {}

/** What else falls due by the clock: kept as rows by whoever offers it, looked at by the dispatcher. */
export interface DueTimer {
  /** Queues what is due and gives the next instant at which something will be. */
  tick(enqueue: (job: Enqueue, transaction: Transaction) => Promise<string>): Promise<Date | undefined>;
}

export interface JobPort {
  /** Inside a transaction the job exists exactly when the transaction commits. */
  enqueue(job: Enqueue, transaction?: Transaction): Promise<string>;
  get(id: string): Promise<JobRow | undefined>;
  list(filter: { readonly createdBy?: string; readonly limit: number }): Promise<readonly JobRow[]>;
  cancel(id: string): Promise<boolean>;
  retry(id: string): Promise<boolean>;
  /** Begins to claim and run jobs; schedules come from the release's `job` documents. */
  start(): void;
  /** Stops claiming, aborts or waits for what runs, gives leases back. */
  close(): Promise<void>;
}

export type { Label };
