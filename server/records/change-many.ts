/** Many records at once, each answering for itself: checked, done at once, or as a job when there are many. */
import { say } from '../../metadata/words.js';
import { countFailures } from '../access/tell-failures.js';
import type { Context } from '../context.js';
import { unprocessable } from '../errors.js';
import { insertBatch, newBatch, updateBatch, type Failure } from './batch/batch-store.js';
import type { BulkRequest } from './batch/bulk-request.js';
import { editRow, runNew, type BatchResult } from './batch/run-batch.js';
import { sealRequest } from './batch/seal-request.js';
import { countTargets, reachesAny } from './batch/target-ids.js';
import { writeMany } from './bulk.js';
import { entityToRead } from './entity.js';
import { readLabels } from './read/labels.js';
import { notAllowed } from './write/reach.js';

/** Records that are changed while the caller waits; more are a job. */
export const mostAtOnce = 500;

export interface NamedFailure extends Failure {
  /** What the record is called. */
  readonly label?: string;
}
export interface ManyChanged extends Omit<BatchResult, 'failed'> {
  readonly failed: readonly NamedFailure[];
}
export interface ManyQueued {
  readonly job: string;
  readonly batch: string;
  readonly total: number;
}

/** Needs the right `bulk`, and for each record the right that a single change needs. */
export async function changeMany(
  context: Context,
  name: string,
  request: BulkRequest,
): Promise<ManyChanged | ManyQueued> {
  const entity = entityToRead(context, name);
  if (!context.access.mayEver('bulk', name)) throw notAllowed(entity, 'bulk');
  refuseChildren(context, name, request);
  if (request.action === 'edit') refuseTwice(request.rows.map((row) => row.id));
  if (request.action === 'edit' && request.check) return checkEdits(context, name, request.rows);
  const total = request.action === 'edit' ? request.rows.length : await countTargets(context, name, request);
  const batch = newBatch(context, { entity: name, request: sealRequest(context, entity, request), total });
  if (total <= mostAtOnce || request.action === 'edit' || !(await reachesAny(context, name, request))) {
    const result = await runNew(context, batch);
    return { ...result, failed: await named(context, name, result.failed) };
  }
  const job = await context.database.write(async (transaction) => {
    await insertBatch(context, transaction, batch);
    const payload = { batch: batch.id };
    return context.jobs.enqueue({ type: 'recordBatch', payload, principalId: context.principal.id }, transaction);
  });
  await updateBatch(context, batch.id, { jobId: job });
  return { job, batch: batch.id, total };
}

async function checkEdits(
  context: Context,
  name: string,
  rows: Extract<BulkRequest, { action: 'edit' }>['rows'],
): Promise<ManyChanged> {
  const { updated, failed } = await writeMany(context, name, rows.map(editRow), { check: true, actions: ['bulk'] });
  const failures = failed.map(({ index, problems }) => ({ id: rows[index]!.id, problems }));
  const refused = countFailures(context);
  for (const { problems } of failures) refused.add(problems);
  refused.tell();
  return { changed: updated, failed: failures, failedCount: failures.length };
}

/** What cannot be undone as a batch is changed record by record. */
function refuseChildren(context: Context, name: string, request: BulkRequest): void {
  if (request.action === 'delete') return;
  const fields = context.release.model.entities.get(name)!.fields;
  const bodies = request.action === 'update' ? [request.values] : request.rows.map((row) => row.values);
  const field = bodies.flatMap((body) => Object.keys(body)).find((key) => fields.get(key)?.children);
  if (field === undefined) return;
  throw unprocessable('FIELD_NOT_BULK', say`"${{ field }}" is a list of rows: change it in each record.`, {
    path: `/values/${field}`,
  });
}

function refuseTwice(ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return;
  throw unprocessable('RECORD_TWICE', 'A record stands here twice: put its changes together.', { path: '/rows' });
}

/** Failures with the names of their records, of those that the caller may see. */
export async function named(
  context: Context,
  entity: string,
  failures: readonly Failure[],
): Promise<readonly NamedFailure[]> {
  if (failures.length === 0) return failures;
  const labels = await readLabels(context, entity, failures.map((failure) => failure.id)); // prettier-ignore
  return failures.map((failure) => {
    const label = labels.get(failure.id);
    return typeof label === 'string' ? { ...failure, label } : failure;
  });
}
