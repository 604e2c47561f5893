/**
 * Pairs that somebody has said are not the same. It holds for everybody on the site, so it takes the right to change each of
 * the records, and only for as long as neither of them is another than it was: a change, a merge, a restored one asks again.
 */
import type { Entity } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from '../records/entity.js';
import { inWrite } from '../records/write/in-write.js';
import { assertAllowed } from '../records/write/reach.js';
import { loadRows } from '../records/write/store.js';

/** Records that are told apart at once. */
export const mostApart = 10;

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Tells any two of these records apart, or takes it back. 404 and 403 as for a change of each. */
export async function tellApart(
  context: Context,
  name: string,
  { ids, apart }: { readonly ids: readonly string[]; readonly apart: boolean },
): Promise<void> {
  await inWrite(context, async (write) => {
    const { transaction, now } = write;
    const entity = entityToRead(write.context, name);
    const rows = await loadRows(write, entity, ids, { lock: 'update' });
    if (rows.length < ids.length) throw notFound();
    await assertAllowed(write, entity, 'update', rows);
    const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const [index, first] of sorted.entries()) {
      const later = sorted.slice(index + 1);
      if (later.length === 0) break;
      await transaction('sys_apart_pair').where({ first_id: first.id }).whereIn('second_id', later.map(({ id }) => id)).delete(); // prettier-ignore
      if (!apart) continue;
      await transaction('sys_apart_pair').insert(
        later.map((second) => ({
          entity: entity.name,
          first_id: first.id,
          second_id: second.id,
          first_version: first.version,
          second_version: second.version,
          user_id: context.principal.id,
          at: now,
        })),
      );
    }
  });
}

/** Whether two records were told apart and are what they were; asked of pairs with at least one of these ids. */
export async function readApart(
  { database }: Pick<Context, 'database'>,
  entity: Entity,
  ids: readonly string[],
): Promise<(a: string, b: string) => boolean> {
  if (ids.length === 0) return () => false;
  const rows = (await database
    .read('sys_apart_pair as p')
    .join(`${entity.table} as a`, (on) => void on.on('a.id', 'p.first_id').andOn('a.version', 'p.first_version'))
    .join(`${entity.table} as b`, (on) => void on.on('b.id', 'p.second_id').andOn('b.version', 'p.second_version'))
    .where('p.entity', entity.name)
    .where((any) => void any.whereIn('p.first_id', [...ids]).orWhereIn('p.second_id', [...ids]))
    .select('p.first_id as first', 'p.second_id as second')) as { first: string; second: string }[];
  const pairs = new Set(rows.map(({ first, second }) => pairKey(first, second)));
  return (a, b) => pairs.has(pairKey(a, b));
}
