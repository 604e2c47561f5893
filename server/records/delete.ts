/** Deletes one record with what is part of it; it can be restored. What must keep pointing to it stops the deletion. */
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { planDeletion } from './write/deletion.js';
import { assertCurrent } from './write/merge.js';
import { storeDrafts } from './write/pipeline.js';
import { draftDelete } from './write/prepare-drafts.js';
import { assertAllowed } from './write/reach.js';
import { loadRows } from './write/store.js';
import { inWrite } from './write/in-write.js';

/** Needs the current version: nobody deletes what they have not seen. */
export async function deleteRecord(context: Context, name: string, id: string, version: number): Promise<void> {
  const entity = entityToRead(context, name);
  await inWrite(context, async (write) => {
    const [before] = await loadRows(write, entity, [id], { lock: 'update' });
    if (!before) throw notFound();
    await assertAllowed(write, entity, 'delete', [before]);
    const draft = draftDelete(entity, before, '');
    await assertCurrent(write, draft, version);
    await storeDrafts(write, await planDeletion(write, draft));
  });
}
