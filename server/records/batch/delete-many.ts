/**
 * Records that came with a file go again: together, in few transactions; what stops one is looked for in halves, so that
 * the others go. One that somebody has changed since is theirs now: it stays, and is told.
 */
import type { Entity } from '../../../metadata/model/model.js';
import { wordsOf } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { ApiError, conflict } from '../../errors.js';
import { entityToWrite } from '../entity.js';
import { planDeletion } from '../write/deletion.js';
import type { Draft } from '../write/draft.js';
import { inWrite } from '../write/in-write.js';
import { storeDrafts } from '../write/pipeline.js';
import { draftDelete } from '../write/prepare-drafts.js';
import { assertAllowed } from '../write/reach.js';
import { loadRows } from '../write/store.js';
import { markUndone, type Batch, type BatchRow, type Failure } from './batch-store.js';

export function deleteMany(context: Context, batch: Batch, rows: readonly BatchRow[]): Promise<readonly Failure[]> {
  return deleteSome(context, batch, entityToWrite(context, batch.entity), rows);
}

async function deleteSome(context: Context, batch: Batch, entity: Entity, rows: readonly BatchRow[]): Promise<readonly Failure[]> {
  try {
    return await inWrite(context, async (write) => {
      const held = new Map((await loadRows(write, entity, rows.map(({ recordId }) => recordId), { lock: 'update' })).map((row) => [row.id, row]));
      const changed = rows.filter(({ recordId, version }) => held.has(recordId) && held.get(recordId)!.version !== version);
      for (const { recordId } of changed) held.delete(recordId);
      if (held.size > 0) await assertAllowed(write, entity, 'delete', [...held.values()]);
      const drafts: Draft[] = [];
      for (const before of held.values()) drafts.push(...(await planDeletion(write, draftDelete(entity, before, ''))));
      // Two of them are named by one record: each is taken out of it by itself.
      if (new Set(drafts.map(({ id }) => id)).size < drafts.length) throw conflict('CHANGED_SINCE', 'One record points to several of these.');
      await storeDrafts(write, drafts);
      // Those that are gone already are taken back as well.
      await markUndone(write.transaction, batch.id, rows.filter((row) => !changed.includes(row)).map(({ recordId }) => recordId));
      return changed.map(({ recordId }) => failure(recordId, changedSince()));
    }, { bulk: true });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    if (rows.length === 1) return [failure(rows[0]!.recordId, error)];
    const middle = Math.ceil(rows.length / 2);
    const front = await deleteSome(context, batch, entity, rows.slice(0, middle));
    return [...front, ...(await deleteSome(context, batch, entity, rows.slice(middle)))];
  }
} // prettier-ignore

const changedSince = () => conflict('CHANGED_SINCE', 'Somebody has changed this record since it came with the file; it stays.'); // prettier-ignore

const failure = (id: string, error: ApiError): Failure => ({ id, problems: [{ path: '', code: error.code, ...wordsOf(error) }] }); // prettier-ignore
