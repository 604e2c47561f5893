/**
 * Runs a batch chunk by chunk, in a request or in a job: targets -> write or delete, old values kept in the same
 * transaction -> progress. A job that begins again goes on after the last record that is through.
 */
import { wordsOf } from '../../../metadata/words.js';
import { recordEvent } from '../../access/audit.js';
import { countFailures } from '../../access/tell-failures.js';
import type { Context } from '../../context.js';
import { ApiError, notFound } from '../../errors.js';
import { writeMany, type ManyRow } from '../bulk.js';
import { entityToWrite } from '../entity.js';
import { planDeletion } from '../write/deletion.js';
import { inWrite } from '../write/in-write.js';
import { storeDrafts } from '../write/pipeline.js';
import { draftDelete } from '../write/prepare-drafts.js';
import { assertAllowed } from '../write/reach.js';
import { loadRows } from '../write/store.js';
import { keepBefore, mostFailures, readBatch, updateBatch, type Batch, type Failure } from './batch-store.js';
import { nextTargets } from './target-ids.js';

export interface BatchRun {
  readonly signal?: AbortSignal;
  progress?(done: number, total: number): void;
}

export interface BatchResult {
  /** Absent when nothing was changed: there is nothing to undo. */
  readonly batch?: string;
  readonly changed: number;
  readonly failed: readonly Failure[];
  /** All of them, when more failed than are listed. */
  readonly failedCount: number;
}

/** A batch that was stored: of a job. */
export async function runBatch(context: Context, id: string, run: BatchRun = {}): Promise<BatchResult> {
  const batch = await readBatch(context, id);
  if (!batch) throw notFound();
  return { ...(await runNew(context, batch, run)), batch: id };
}

/** One that may not be stored yet: it is with the first record that passed its rights, in the same transaction. */
export async function runNew(context: Context, batch: Batch, run: BatchRun = {}): Promise<BatchResult> {
  const { id } = batch;
  let { changed, failed, position } = batch;
  let isKept = false;
  const kept = (): void => void (isKept = true);
  const problems = [...batch.problems];
  const refused = countFailures(context);
  try {
    for (;;) {
      run.signal?.throwIfAborted();
      const chunk = await nextChunk(context, batch, position);
      if (chunk.length === 0) break;
      const failures = await runChunk(context, batch, chunk, kept);
      failed += failures.length;
      for (const failure of failures) refused.add(failure.problems);
      changed += chunk.length - failures.length;
      problems.push(...failures.slice(0, Math.max(0, mostFailures - problems.length)));
      position = chunk.at(-1)!.update!;
      await updateBatch(context, id, { changed, failed, problems, position });
      run.progress?.(changed + failed, batch.total);
    }
  } catch (error) {
    await updateBatch(context, id, { state: 'stopped' });
    throw error;
  } finally {
    refused.tell();
    await recordBulk(context, batch, changed - batch.changed);
  }
  await updateBatch(context, id, { state: 'done' });
  return { ...(isKept ? { batch: id } : {}), changed, failed: problems, failedCount: failed };
}

/** One line of the log for what went through, whether it came to its end or was stopped. */
async function recordBulk(context: Context, batch: Batch, count: number): Promise<void> {
  const { id, entity, action, createdBy } = batch;
  if (count < 2) return;
  const event = { type: 'records.bulk', userId: createdBy, data: { entity, action, count, batch: id } };
  await context.database.write((transaction) => recordEvent(context, transaction, event));
}

/** The rows of `edit` stand in the request; they are one chunk. */
async function nextChunk(context: Context, batch: Batch, position: string | null): Promise<readonly ManyRow[]> {
  const { request } = batch;
  if (request.action === 'edit') {
    const rows = [...request.rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    return rows.filter((row) => position === null || row.id > position).map(editRow);
  }
  if (request.action === 'import') return [];
  const ids = await nextTargets(context, batch.entity, request, position);
  const body = request.action === 'update' ? request.values : {};
  return ids.map((id) => ({ update: id, body }));
}

export const editRow = ({ id, version, values }: { id: string; version?: number; values: object }): ManyRow => ({
  update: id,
  body: values as ManyRow['body'],
  ...(version === undefined ? {} : { version }),
});

/** `kept` is called when something of the batch was stored. */
async function runChunk(
  context: Context,
  batch: Batch,
  chunk: readonly ManyRow[],
  kept: () => void,
): Promise<readonly Failure[]> {
  if (batch.action === 'delete') return deleteChunk(context, batch, chunk.map((row) => row.update!), kept); // prettier-ignore
  const { failed } = await writeMany(context, batch.entity, chunk, {
    actions: ['bulk'],
    kept: true,
    async stored(write, drafts) {
      if (await keepBefore(write, batch, drafts)) write.context.afterCommit(kept);
    },
  });
  return failed.map(({ index, problems }) => ({ id: chunk[index]!.update!, problems }));
}

/** One by one: each takes its own parts with it, and one that is in use does not keep the others. */
async function deleteChunk(
  context: Context,
  batch: Batch,
  ids: readonly string[],
  kept: () => void,
): Promise<readonly Failure[]> {
  const failed: Failure[] = [];
  for (const id of ids) {
    try {
      await deleteOne(context, batch, id);
      kept();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      failed.push({ id, problems: [{ path: '', code: error.code, ...wordsOf(error) }] });
    }
  }
  return failed;
}

async function deleteOne(context: Context, batch: Batch, id: string): Promise<void> {
  const entity = entityToWrite(context, batch.entity);
  await inWrite(
    context,
    async (write) => {
      const [before] = await loadRows(write, entity, [id], { lock: 'update' });
      if (!before) throw notFound();
      await assertAllowed(write, entity, 'delete', [before]);
      await assertAllowed(write, entity, 'bulk', [before]);
      const draft = draftDelete(entity, before, '');
      await storeDrafts(write, await planDeletion(write, draft));
      await keepBefore(write, batch, [draft]);
    },
    { bulk: true },
  );
}
