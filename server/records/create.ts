/** Creates one record with its children. */
import type { Entity } from '../../metadata/model/model.js';
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
  entityToCreate(context, name);
  const create = async (write: Write): Promise<RecordText> => {
    const id = await createWithin(write, name, body, options);
    return answerRecord(write, name, id, 1);
  };
  const { once } = options;
  return inWrite(context, (write) => (once ? runOnce(write, once, create) : create(write)));
}

/** The same as part of a larger write; gives the id. Findings stand below `pointer`. */
export async function createWithin(
  write: Write,
  name: string,
  body: unknown,
  { duplicates, pointer = '' }: { readonly duplicates?: DuplicateOptions | undefined; readonly pointer?: string } = {},
): Promise<string> {
  const draft = await draftCreate(write, entityToCreate(write.context, name), body, { pointer });
  await checkDrafts(write, [draft]);
  await refuseDuplicates(write, draft, duplicates);
  await storeDrafts(write, [draft]);
  return draft.id;
}

function entityToCreate(context: Context, name: string): Entity {
  const entity = entityToWrite(context, name);
  if (!context.access.mayEver('create', name)) throw notAllowed(entity, 'create');
  return entity;
}
