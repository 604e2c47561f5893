/** Which people may see a record: asked with their own rights, as they are now, through the one gate. */
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { getRecord } from '../records/get.js';
import { listRecords } from '../records/list.js';
import { readLabels } from '../records/read/labels.js';

export interface SeenPerson {
  readonly id: string;
  readonly name: string;
  readonly may: boolean;
  /** Why not: the record is not for them, or they cannot sign in. */
  readonly reason?: 'noAccess' | 'noAccount';
}

export interface PersonSight {
  /** The name is as the asking person may see it. */
  look(context: Context, userId: string, place: { readonly entity: string; readonly id: string }): Promise<SeenPerson>;
}

/** `contextOf` makes the context of a person as `asUser` does: 403 when they cannot sign in. */
export function createPersonSight(contextOf: (userId: string, requestId: string) => Promise<Context>): PersonSight {
  return {
    async look(context, userId, { entity, id }) {
      const name = (await readLabels(context, 'user', [userId])).get(userId);
      if (name === undefined) return { id: userId, name: '', may: false, reason: 'noAccount' };
      const person = { id: userId, name: name ?? userId };
      const theirs = await orUndefined(contextOf(userId, context.requestId), 403);
      if (!theirs) return { ...person, may: false, reason: 'noAccount' };
      const record = await orUndefined(getRecord(theirs, entity, id, ['id']), 404);
      return record ? { ...person, may: true } : { ...person, may: false, reason: 'noAccess' };
    },
  };
}

async function orUndefined<T>(work: Promise<T>, status: number): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError && error.status === status) return undefined;
    throw error;
  }
}

/** So many are offered; more letters find the others. */
const mostOffered = 8;

/** People whose name contains the text, those who may see the record first. */
export async function findMentionable(
  context: Context,
  sight: PersonSight,
  place: { readonly entity: string; readonly id: string },
  text: string,
): Promise<readonly SeenPerson[]> {
  await getRecord(context, place.entity, place.id, ['id']);
  const user = context.release.model.entities.get('user');
  if (!user || !context.access.mayEver('read', 'user')) return [];
  const name = user.fields.get('name');
  const filter =
    text === '' || !name?.operators.includes('contains')
      ? undefined
      : { field: 'name', op: 'contains' as const, value: text };
  const sort = name?.keyColumn ? [{ by: 'name' }] : [];
  const { rows } = await listRecords(context, 'user', {
    fields: ['id'],
    sort,
    limit: mostOffered,
    ...(filter ? { filter } : {}),
  });
  const people: SeenPerson[] = [];
  for (const row of rows) people.push(await sight.look(context, String(row['id']), place));
  return people.sort((a, b) => Number(b.may) - Number(a.may));
}
