/** One change, or deletion, of many chosen records; each record answers for itself. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Ulid } from '../../metadata/schema/common.js';
import type { Problem } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { writeMany } from './bulk.js';
import { deleteRecord } from './delete.js';
import { entityToRead } from './entity.js';
import { getRecord } from './get.js';
import { mayAct } from './may-act.js';
import { notAllowed } from './write/reach.js';

export const ManyChangesSchema = Type.Union([
  closed({
    action: Type.Literal('update'),
    ids: Type.Array(Ulid, { minItems: 1, maxItems: 500, uniqueItems: true }),
    values: Type.Record(Type.String(), Type.Unknown()),
  }),
  closed({
    action: Type.Literal('delete'),
    ids: Type.Array(Ulid, { minItems: 1, maxItems: 500, uniqueItems: true }),
  }),
]);
export type ManyChanges = Static<typeof ManyChangesSchema>;

export interface ManyChanged {
  readonly changed: number;
  readonly failed: readonly { readonly id: string; readonly problems: readonly Problem[] }[];
}

/** Needs the right `bulk`, and for each record the right that a single change needs. */
export async function changeMany(context: Context, name: string, changes: ManyChanges): Promise<ManyChanged> {
  const entity = entityToRead(context, name);
  if (!context.access.mayEver('bulk', name)) throw notAllowed(entity, 'bulk');
  if (changes.action === 'delete') return deleteMany(context, name, changes.ids);
  const rows = changes.ids.map((id) => ({ update: id, body: changes.values }));
  const { updated, failed } = await writeMany(context, name, rows, { actions: ['bulk'] });
  return { changed: updated, failed: failed.map(({ index, problems }) => ({ id: changes.ids[index]!, problems })) };
}

/** One by one: each takes its own parts with it, and one that is in use does not keep the others. */
async function deleteMany(context: Context, name: string, ids: readonly string[]): Promise<ManyChanged> {
  const failed: { id: string; problems: readonly Problem[] }[] = [];
  for (const id of ids) {
    try {
      const { version } = await getRecord(context, name, id, ['id']);
      if (!(await mayAct(context, { entity: name, id, action: 'bulk' })))
        throw notAllowed(entityToRead(context, name), 'bulk');
      await deleteRecord(context, name, id, version);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      failed.push({ id, problems: [{ path: '', code: error.code, message: error.message }] });
    }
  }
  return { changed: ids.length - failed.length, failed };
}
