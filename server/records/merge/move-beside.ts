/** What the platform keeps beside merged records goes to the one that stays; their histories say so and stay their own. */
import type { Entity } from '../../../metadata/model/model.js';
import type { StoredRow } from '../write/draft.js';
import { authorOf } from '../write/trail.js';
import type { Write } from '../write/write.js';

/** Comments that would move; whoever may read a record may read what is said about it. */
export async function countComments({ transaction }: Write, entity: string, ids: readonly string[]): Promise<number> {
  const [row] = await transaction('sys_comment').where({ entity, deleted_at: null }).whereIn('record_id', ids).count({ n: '*' }); // prettier-ignore
  return Number(row?.['n'] ?? 0);
}

/** Who said yes or no to the one that stays is not asked again, and what it is shared as stands. */
export async function moveBeside(
  { transaction }: Write,
  entity: string,
  to: string,
  from: readonly string[],
  { shares }: { readonly shares: boolean },
): Promise<void> {
  const change = { record_id: to };
  await transaction('sys_comment').where({ entity }).whereIn('record_id', from).update(change);
  await transaction('sys_notice').where({ entity }).whereIn('record_id', from).update(change);
  // One that stands for several is another than it was: which are not the same is asked again.
  for (const side of ['first_id', 'second_id']) await transaction('sys_apart_pair').where({ entity }).whereIn(side, [to, ...from]).delete(); // prettier-ignore
  for (const record_id of from) {
    const followers = await transaction('sys_follow').where({ entity, record_id: to }).pluck('user_id');
    await transaction('sys_follow').where({ entity, record_id }).whereNotIn('user_id', followers).update(change);
    if (!shares) continue;
    const held = await transaction('sys_share').where({ entity, record_id: to }).select('kind', 'grantee');
    const taken = new Set(held.map((row) => `${row.kind} ${row.grantee}`));
    const own = await transaction('sys_share').where({ entity, record_id }).select('id', 'kind', 'grantee');
    const free = own.filter((row) => !taken.has(`${row.kind} ${row.grantee}`)).map((row) => String(row.id));
    await transaction('sys_share').whereIn('id', free).update(change);
  }
}

/** Lines of the history that change no version. */
export async function noteMerge(
  write: Write,
  entity: Entity,
  kept: StoredRow,
  merged: readonly StoredRow[],
): Promise<void> {
  const { context, transaction, now } = write;
  const line = (record_id: string, version: number, action: string, merge: object) => ({
    id: context.newId(),
    entity: entity.name,
    record_id,
    version,
    at: now,
    user_id: authorOf(context),
    action,
    changes: JSON.stringify({ merge }),
  });
  const from = merged.map((row) => row.id);
  await transaction('sys_history').insert([
    line(kept.id, kept.version, 'merge', { from }),
    ...merged.map((row) => line(row.id, row.version + 1, 'merged', { into: kept.id })),
  ]);
  // The lists of what moved hear of it as of any change of many; these pages show what became of their record.
  context.afterCommit(() => {
    const tell = (id: string, version: number, action: string) =>
      context.events.publish({ type: 'record', entity: entity.name, id, data: { action, version } });
    tell(kept.id, kept.version, 'update');
    for (const row of merged) tell(row.id, row.version + 1, 'delete');
  });
}
