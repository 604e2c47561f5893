/** Changes fields of one record (and its children); a change made on an older version is merged or refused. */
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { answerRecord } from './answer.js';
import type { RecordJson, RecordText } from './get.js';
import { assertMergeable } from './write/merge.js';
import { refuseDuplicates, type DuplicateOptions } from './write/duplicates.js';
import { checkDrafts, storeDrafts } from './write/pipeline.js';
import { draftUpdate } from './write/prepare-drafts.js';
import { assertAllowed } from './write/reach.js';
import { loadRows } from './write/store.js';
import { hasChanges } from './write/trail.js';
import { inWrite } from './write/in-write.js';
import type { Write } from './write/write.js';

/** `version` is the one the writer has seen. Gives the record after the change. */
export async function updateRecord(
  context: Context,
  name: string,
  id: string,
  version: number,
  body: unknown,
): Promise<RecordJson> {
  return JSON.parse((await updateRecordText(context, name, id, version, body)).text) as RecordJson;
}

/** The same as JSON text. */
export async function updateRecordText(
  context: Context,
  name: string,
  id: string,
  version: number,
  body: unknown,
  duplicates?: DuplicateOptions,
): Promise<RecordText> {
  entityToRead(context, name);
  return inWrite(context, async (write) => {
    const next = await updateWithin(write, { name, id, version }, body, { duplicates });
    return answerRecord(write, name, id, next);
  });
}

/** The same as part of a larger write; gives the version after it. Findings stand below `pointer`. */
export async function updateWithin(
  write: Write,
  record: { readonly name: string; readonly id: string; readonly version: number },
  body: unknown,
  { duplicates, pointer = '' }: { readonly duplicates?: DuplicateOptions | undefined; readonly pointer?: string } = {},
): Promise<number> {
  const entity = entityToRead(write.context, record.name);
  const [before] = await loadRows(write, entity, [record.id], { lock: 'update' });
  if (!before) throw notFound();
  await assertAllowed(write, entity, 'update', [before]);
  const draft = await draftUpdate(write, entity, before, body, { pointer });
  await assertMergeable(write, draft, record.version);
  await checkDrafts(write, [draft]);
  await refuseDuplicates(write, draft, duplicates);
  await storeDrafts(write, [draft]);
  return hasChanges(draft) ? before.version + 1 : before.version;
}
