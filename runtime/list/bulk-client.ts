/** Many records at once as the server does it: at once or as a job that tells its progress; one undo for all. */
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';

export interface BulkFailure {
  readonly id: string;
  readonly label?: string;
  readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}
export interface BulkOutcome {
  /** Absent when it was only checked. */
  readonly batch?: string;
  readonly changed: number;
  /** The first of them. */
  readonly failed: readonly BulkFailure[];
  readonly failedCount: number;
  /** Somebody cancelled it on the way. */
  readonly stopped?: boolean;
}
export type BulkTargets = { readonly ids: readonly string[] } | { readonly filter: Filter };
export interface RowEdit {
  readonly id: string;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
}
export type BulkRequest =
  | ({ readonly action: 'update'; readonly values: Readonly<Record<string, unknown>> } & BulkTargets)
  | ({ readonly action: 'delete' } & BulkTargets)
  | { readonly action: 'edit'; readonly rows: readonly RowEdit[]; readonly check?: boolean };

export interface BulkProgress {
  readonly done: number;
  readonly total: number;
  /** Ends the job as soon as it looks. */
  cancel(): Promise<void>;
}

interface Queued {
  readonly job: string;
  readonly batch: string;
  readonly total: number;
}

/** Milliseconds between two looks at a job that says nothing. */
const lookMs = 700;

/** Throws ApiFailure. `progress` is called while a job runs. */
export async function changeMany(
  host: Host,
  entity: string,
  request: BulkRequest,
  progress: (state: BulkProgress) => void = () => undefined,
): Promise<BulkOutcome> {
  const answer = await host.api.post<BulkOutcome | Queued>(`/records/${encodeURIComponent(entity)}/bulk`, request);
  host.records.forget();
  if (!('job' in answer)) return answer;
  const stopped = await followJob(host, answer, progress);
  const outcome = await host.api.get<BulkOutcome>(`/batches/${answer.batch}`);
  host.records.forget();
  return { ...outcome, batch: answer.batch, stopped };
}

export interface UndoOutcome {
  readonly restored: number;
  readonly failedCount: number;
}

/** Takes a batch back. Throws ApiFailure. */
export async function undoBatch(host: Host, batch: string): Promise<UndoOutcome> {
  const answer = await host.api.request<UndoOutcome | Queued>('POST', `/batches/${batch}/undo`);
  host.records.forget();
  if (!('job' in answer.body)) return answer.body;
  const { job } = answer.body;
  await followJob(host, answer.body, () => undefined);
  const { result } = await host.api.get<{ result?: UndoOutcome }>(`/jobs/${job}`);
  host.records.forget();
  return result ?? { restored: 0, failedCount: 0 };
}

interface JobState {
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly done: number;
  readonly total: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Waits for a job to end; true when it was cancelled. Throws ApiFailure when it failed. */
export async function followJob(
  host: Host,
  queued: Pick<Queued, 'job' | 'total'>,
  progress: (state: BulkProgress) => void,
): Promise<boolean> {
  const path = `/jobs/${queued.job}`;
  const cancel = async () => {
    await host.api.request('DELETE', path).catch(() => undefined);
  };
  for (;;) {
    const job = await host.api.get<JobState>(path);
    progress({ done: job.done, total: job.total ?? queued.total, cancel });
    if (job.state === 'done') return false;
    if (job.state === 'cancelled') return true;
    if (job.state === 'failed') {
      const { code, message } = job.error ?? { code: 'JOB_FAILED', message: host.i18n.t('bulk.failed') };
      throw new ApiFailure(422, code, message, undefined, undefined, undefined);
    }
    await heard(host, queued.job);
  }
}

/** The job told something, or it is time to look. */
function heard(host: Host, job: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, lookMs);
    const stop = host.events.listen((message) => {
      if (message.type === 'job' && message.id === job) done();
    });
  });
}
