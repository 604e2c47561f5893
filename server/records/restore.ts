/** Brings a deleted record back, with what was deleted together with it, and the look-ups to it that were emptied. Whoever may delete it may restore it. */
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { getRecord, type RecordJson } from './get.js';
import { planRestoration } from './write/deletion.js';
import { byEntity, refuseProblems, storeDrafts } from './write/pipeline.js';
import { assertAllowed } from './write/reach.js';
import { planReconnection } from './write/reconnection.js';
import { checkReferences } from './write/references.js';
import { loadRows } from './write/store.js';
import { checkTrees } from './write/trees.js';
import { checkUnique } from './write/unique.js';
import { inWrite } from './write/in-write.js';

export async function restoreRecord(context: Context, name: string, id: string): Promise<RecordJson> {
  const entity = entityToRead(context, name);
  return inWrite(context, async (write) => {
    const [before] = await loadRows(write, entity, [id], { lock: 'update', deleted: 'only' });
    if (!before) throw notFound();
    await assertAllowed(write, entity, 'delete', [before], { deleted: 'only' });
    const restored = await planRestoration(write, entity, before);
    const drafts = [...restored, ...(await planReconnection(write, restored, before.deletedAt))];
    for (const [each, own] of byEntity(drafts)) await checkUnique(write, each, own);
    await checkReferences(write, drafts.filter((draft) => !draft.entity.link)); // prettier-ignore
    await checkTrees(write, drafts);
    for (const draft of drafts) refuseProblems(draft);
    await storeDrafts(write, drafts);
    return getRecord(write.context, name, id, undefined, write.transaction);
  });
}
