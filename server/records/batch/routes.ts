/** Batches over HTTP: what came of one, and its undo. */
import { closed, Ulid } from '../../../metadata/schema/common.js';
import { notFound } from '../../errors.js';
import { defineRoute, Reply, type Route } from '../../http/route.js';
import { mostAtOnce, named } from '../change-many.js';
import { countToUndo, readBatch, updateBatch } from './batch-store.js';
import { batchToUndo, undoBatch } from './undo-batch.js';

const params = closed({ id: Ulid });

export const batchRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/batches/:id',
    right: 'session',
    summary: 'What came of a change of many records that the caller made: state, counts, the first failures.',
    params,
    findings: ['failed.problems'],
    async handler(context, input) {
      const batch = await readBatch(context, input.params['id']!);
      if (!batch || batch.createdBy !== context.principal.id) throw notFound();
      const { id, entity, action, state, total, changed, failed, problems } = batch;
      const failures = await named(context, entity, problems);
      return { id, entity, action, state, total, changed, failedCount: failed, failed: failures };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/batches/:id/undo',
    right: 'session',
    summary: 'Takes a change of many records back; records that were changed since are reported. Large ones are a job.',
    params,
    findings: ['failed.problems'],
    async handler(context, input) {
      const batch = await batchToUndo(context, input.params['id']!);
      const total = await countToUndo(context, batch.id);
      if (total > mostAtOnce) {
        const payload = { batch: batch.id, undo: true };
        const key = `undo ${batch.id}`;
        const job = await context.jobs.enqueue({
          type: 'recordBatch',
          payload,
          key,
          principalId: context.principal.id,
        });
        await updateBatch(context, batch.id, { jobId: job });
        return new Reply(202, { json: { job, batch: batch.id, total } });
      }
      const result = await undoBatch(context, batch.id);
      return { ...result, failed: await named(context, batch.entity, result.failed) };
    },
  }),
];
