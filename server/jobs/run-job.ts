/** One attempt of one job:  payload -> context of whoever ordered it -> handler -> outcome. Never throws. */
import type { Words } from '../../metadata/value.js';
import { wordsOf } from '../../metadata/words.js';
import type { JobServer } from '../api.js';
import type { Context, Log } from '../context.js';
import { ApiError } from '../errors.js';
import { backOffSeconds } from './back-off.js';
import type { ClaimedJob, Outcome } from './job-store.js';
import { UnrecoverableJobError } from './port.js';

/** Why a run's signal was aborted. */
export type AbortReason = 'cancelled' | 'lost' | 'stopping';

export interface RunJobOptions {
  readonly server: JobServer | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** 0..1, for the jitter. */
  readonly random: () => number;
  /** ISO instant that lies this many seconds ahead. */
  readonly after: (seconds: number) => string;
  context(job: ClaimedJob): Promise<Context>;
  progress(done: number, total?: number, message?: string): void;
}

/** Undefined: the lease was lost, whatever came of it must not be written. */
export async function runJob(job: ClaimedJob, options: RunJobOptions): Promise<Outcome | undefined> {
  const { id, attempt } = job;
  const { server, signal, progress } = options;
  try {
    if (!server) throw new UnrecoverableJobError(`Nothing here runs jobs of type "${job.type}".`);
    const context = await options.context(job);
    const run = { id, attempt, signal, progress };
    const result = await server.run(context, JSON.parse(job.payload) as never, run);
    return signal.reason === 'lost' ? undefined : { id, state: 'done', result };
  } catch (error) {
    return failed(job, error, options);
  }
}

function failed(job: ClaimedJob, error: unknown, options: RunJobOptions): Outcome | undefined {
  const { id, attempt, maxAttempts } = job;
  const reason = options.signal.aborted ? (options.signal.reason as AbortReason) : undefined;
  if (reason === 'lost') return undefined;
  if (reason === 'cancelled') return { id, state: 'cancelled' };
  if (reason === 'stopping') return { id, state: 'queued', uncounted: true };
  const told = describe(error);
  options.log.warn({ jobId: id, jobType: job.type, attempt, error }, 'An attempt of a job failed');
  if (isFinal(error) || attempt >= maxAttempts) return { id, state: 'failed', error: told };
  const notBefore = options.after(backOffSeconds(attempt, options.random()));
  return { id, state: 'queued', error: told, notBefore };
}

/** What was refused for its meaning or for lack of rights is refused the next time too. */
function isFinal(error: unknown): boolean {
  if (error instanceof UnrecoverableJobError) return true;
  return error instanceof ApiError && error.status < 500 && ![409, 429].includes(error.status);
}

/** Words for the owner of the job; those of an unknown error may tell of our insides and stay in the log. */
function describe(error: unknown): { readonly code: string } & Words {
  if (error instanceof ApiError) return { code: error.code, ...wordsOf(error) };
  if (error instanceof UnrecoverableJobError) return { code: 'JOB_FAILED', message: error.message };
  return { code: 'INTERNAL', message: 'Something went wrong on our side. The log says more under the id of this job.' };
}
