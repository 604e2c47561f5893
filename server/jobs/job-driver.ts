/** What every driver of the job port is given, and its pauses. */
import type { CreateChecker } from '../../metadata/document/validate.js';
import type { Registries } from '../../metadata/contributions.js';
import type { JobDocument } from '../../metadata/schema/app.js';
import type { JobServer } from '../api.js';
import type { Clock, Context, Log } from '../context.js';
import type { Database } from '../database/database.js';
import type { EventHub } from '../http/events.js';
import type { DueTimer } from './port.js';

export interface JobDriverOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventHub;
  readonly types: Registries['job'];
  readonly servers: readonly JobServer[];
  readonly createChecker: CreateChecker;
  newId(): string;
  /** The rights a job runs with: those of its principal now, or the system's. */
  context(job: { readonly id: string; readonly type: string; readonly principalId: string | null }): Promise<Context>;
  /** Schedules of the live release; none in tests that have none. */
  documents?(): readonly JobDocument[];
  zone?(): string;
  /** Rows of others that fall due by the clock. */
  readonly timers?: readonly DueTimer[];
  /** Jobs that run at the same time; 4 by default. */
  readonly concurrency?: number;
  /** Claimed and completed at a time while jobs are short; 50 by default. A claim of single jobs costs a commit each. */
  readonly batch?: number;
  /** No other process works on these rows (SQLite): what others held is given back at the start, whatever its lease. */
  readonly soleWorker?: boolean;
  /** Milliseconds, for tests: between looks with something to do, without, at held leases, progress writes. */
  readonly timing?: Partial<Timing>;
  readonly random?: () => number;
}

/** In milliseconds. */
export interface Timing {
  readonly busy: number;
  readonly idle: number;
  /** Between looks with nothing to do, where this is not `idle`. */
  readonly poll?: number;
  readonly watch: number;
  readonly progress: number;
  /** How long `close` waits for handlers that were told to stop. */
  readonly close: number;
}

const defaultTiming: Timing = { busy: 1000, idle: 15_000, watch: 1000, progress: 500, close: 10_000 };

export const timingOf = (options: Pick<JobDriverOptions, 'timing'>): Timing => ({
  ...defaultTiming,
  ...options.timing,
});

export const concurrencyOf = (options: Pick<JobDriverOptions, 'concurrency'>): number => options.concurrency ?? 4;

export const batchOf = (options: Pick<JobDriverOptions, 'batch'>): number => options.batch ?? 50;
