/**
 * Takes a batch back: old values are written as a change of whoever undoes it, deleted records are restored. A record
 * whose fields somebody has changed since keeps them, and is told.
 */
import type { Value } from '../../../metadata/value.js';
import { wordsOf } from '../../../metadata/words.js';
import { recordEvent } from '../../access/audit.js';
import type { Context } from '../../context.js';
import { ApiError, conflict, notFound } from '../../errors.js';
import { writeMany } from '../bulk.js';
import { restoreRecord } from '../restore.js';
import {
  countToUndo, markUndone, mostFailures, readBatch, rowsToUndo, updateBatch, type Batch, type BatchRow, type Failure,
} from './batch-store.js'; // prettier-ignore
import { deleteMany } from './delete-many.js';
import type { BatchRun } from './run-batch.js';
import { chunkSize } from './target-ids.js';

export interface UndoResult {
  readonly batch: string;
  readonly restored: number;
  readonly failed: readonly Failure[];
  readonly failedCount: number;
}

/** A batch of the caller's own that has ended. Anybody else's is unknown. */
export async function batchToUndo(context: Context, id: string): Promise<Batch> {
  const batch = await readBatch(context, id);
  if (!batch || batch.createdBy !== context.principal.id) throw notFound();
  if (batch.state === 'undone') throw conflict('BATCH_UNDONE', 'This was undone already.');
  if (batch.state === 'running' && (await isUnderWay(context, batch))) {
    throw conflict('BATCH_RUNNING', 'This is still running: cancel it or wait, then undo it.');
  }
  return batch;
}

async function isUnderWay(context: Context, { jobId }: Batch): Promise<boolean> {
  if (jobId === null) return true;
  const job = await context.jobs.get(jobId);
  return job?.state === 'queued' || job?.state === 'running';
}

export async function undoBatch(context: Context, id: string, run: BatchRun = {}): Promise<UndoResult> {
  const batch = await batchToUndo(context, id);
  const total = await countToUndo(context, id);
  const failed: Failure[] = [];
  let failedCount = 0;
  let done = 0;
  let position = '';
  for (;;) {
    run.signal?.throwIfAborted();
    const rows = await rowsToUndo(context, id, position, chunkSize);
    if (rows.length === 0) break;
    const failures = await takeBack(context, batch, rows);
    failedCount += failures.length;
    failed.push(...failures.slice(0, Math.max(0, mostFailures - failed.length)));
    done += rows.length;
    position = rows.at(-1)!.recordId;
    run.progress?.(done, total);
  }
  await updateBatch(context, id, { state: 'undone' });
  const data = { entity: batch.entity, action: batch.action, count: done - failedCount, batch: id };
  const event = { type: 'records.undone', userId: batch.createdBy, data };
  if (data.count > 1) await context.database.write((transaction) => recordEvent(context, transaction, event));
  return { batch: id, restored: done - failedCount, failed, failedCount };
}

function takeBack(context: Context, batch: Batch, rows: readonly BatchRow[]): Promise<readonly Failure[]> {
  if (batch.action === 'delete') return restoreAll(context, batch, rows);
  if (batch.action === 'import') return takeImportBack(context, batch, rows);
  return writeBack(context, batch, rows);
}

/** Records that came with the file go; those that it changed get back what they were. */
async function takeImportBack(context: Context, batch: Batch, rows: readonly BatchRow[]): Promise<readonly Failure[]> {
  const changed = rows.filter(isChanged).map((row) => ({ ...row, before: (row.before as { values: BatchRow['before'] }).values })); // prettier-ignore
  const made = rows.filter((row) => !isChanged(row));
  return [
    ...(made.length > 0 ? await deleteMany(context, batch, made) : []),
    ...(changed.length > 0 ? await writeBack(context, batch, changed) : []),
  ];
}

/** A row of an import keeps `{ line }`, of a record that was there `{ line, values }`. */
const isChanged = ({ before }: BatchRow): boolean => before['values'] !== undefined;

async function writeBack(context: Context, batch: Batch, rows: readonly BatchRow[]): Promise<readonly Failure[]> {
  const many = rows.map(({ recordId, version, before }) => {
    const asked = askedOf(batch, recordId);
    const part = (isAsked: boolean) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => Object.hasOwn(asked, name) === isAsked));
    // What followed is never sealed: values as they are stored.
    return { update: recordId, version, body: part(true), restore: part(false) as Readonly<Record<string, Value>> };
  });
  const { failed } = await writeMany(context, batch.entity, many, {
    kept: true,
    stored: (write, drafts) => markUndone(write.transaction, batch.id, drafts.map((draft) => draft.id)), // prettier-ignore
  });
  return failed.map(({ index, problems }) => ({ id: rows[index]!.recordId, problems }));
}

/** What the batch gave to a record; the rest of what changed had followed from it. */
function askedOf({ request }: Batch, id: string): object {
  if (request.action === 'edit') return request.rows.find((row) => row.id === id)?.values ?? {};
  if (request.action === 'import') return Object.fromEntries((request.fields ?? []).map((name) => [name, null]));
  return request.action === 'update' ? request.values : {};
}

async function restoreAll(context: Context, batch: Batch, rows: readonly BatchRow[]): Promise<readonly Failure[]> {
  const failed: Failure[] = [];
  for (const { recordId } of rows) {
    try {
      await restoreRecord(context, batch.entity, recordId);
      await context.database.write((transaction) => markUndone(transaction, batch.id, [recordId]));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      failed.push({ id: recordId, problems: [{ path: '', code: error.code, ...wordsOf(error) }] });
    }
  }
  return failed;
}
