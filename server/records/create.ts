/** Creates one record with its children. */
import type { Context } from '../context.js';
import { entityToWrite } from './entity.js';
import { answerRecord } from './answer.js';
import type { RecordJson, RecordText } from './get.js';
import { runOnce, type OnceKey } from './once.js';
import { refuseDuplicates, type DuplicateOptions } from './write/duplicates.js';
import { checkDrafts, storeDrafts } from './write/pipeline.js';
import { draftCreate } from './write/prepare-drafts.js';
import { notAllowed } from './write/reach.js';
import { inWrite } from './write/in-write.js';
import type { Write } from './write/write.js';

export interface CreateOptions {
  /** An `Idempotency-Key`: the same body with the same key within a day gives the stored answer. */
  readonly once?: OnceKey;
  readonly duplicates?: DuplicateOptions;
}

/** The record as its creator may see it; who may not read it gets its id and version. */
export async function createRecord(
  context: Context,
  name: string,
  body: unknown,
  options: CreateOptions = {},
): Promise<RecordJson> {
  return JSON.parse((await createRecordText(context, name, body, options)).text) as RecordJson;
}

/** The same as JSON text. */
export async function createRecordText(
  context: Context,
  name: string,
  body: unknown,
  options: CreateOptions = {},
): Promise<RecordText> {
  const entity = entityToWrite(context, name);
  if (!context.access.mayEver('create', name)) throw notAllowed(entity, 'create');
  const create = async (write: Write): Promise<RecordText> => {
    const draft = await draftCreate(write, entity, body);
    await checkDrafts(write, [draft]);
    await refuseDuplicates(write, draft, options.duplicates);
    await storeDrafts(write, [draft]);
    return answerRecord(write, name, draft.id, 1);
  };
  const { once } = options;
  return inWrite(context, (write) => (once ? runOnce(write, once, create) : create(write)));
}
