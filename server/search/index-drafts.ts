/**
 * What a write leaves to the search index. Its outbox rows are marked where they concern it (trail.ts), and the index
 * follows just after the commit, many records at a time (settle-index.ts); a write without outbox rows, as the sample's,
 * indexes its records itself.
 */
import { byEntity } from '../records/write/pipeline.js';
import type { Write } from '../records/write/write.js';
import { concernsIndex } from './concerns-index.js';
import { indexedFields, indexRecords, lockIndex } from './index-rows.js';

const batch = 500;

export async function indexDrafts(write: Write): Promise<void> {
  const { context, transaction, drafts, trail, options } = write;
  if (options.history !== false) {
    if (trail.some(({ toIndex }) => toIndex)) context.afterCommit(() => context.indexSoon?.());
    return;
  }
  const runner = { database: context.database, transaction };
  const concerned = byEntity(drafts.filter(concernsIndex));
  if (concerned.size > 0) await lockIndex(runner);
  for (const [entity, own] of concerned) {
    const ids = [...new Set(own.map(({ id }) => id))];
    for (let from = 0; from < ids.length; from += batch) {
      await indexRecords(runner, entity, { ids: ids.slice(from, from + batch), fields: indexedFields(entity) });
    }
  }
}
