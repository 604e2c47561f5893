/**
 * Who follows a record. The owner does without a row; others by a row `on`; a row `off` says no to both, so that the
 * platform does not make somebody a follower again who stopped.
 */
import type { Knex } from 'knex';
import type { Entity } from '../../metadata/model/model.js';
import type { Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { getRecord } from '../records/get.js';

export interface Followed {
  readonly entity: string;
  readonly id: string;
  readonly owner: string | null;
}

/** The person whose record it is, where the entity has owners. */
export function ownerOf(entity: Entity, values: Readonly<Record<string, Value>>): string | null {
  const owner = entity.document.owner === 'user' ? values['owner'] : null;
  return typeof owner === 'string' ? owner : null;
}

/** Followers by record id; one statement for all records of an entity. Whoever owned a record at one of several times is among them. */
export async function followersOf(
  runner: Knex,
  records: readonly Followed[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const followers = new Map<string, Set<string>>();
  for (const { id, owner } of records) {
    const own = followers.get(id) ?? new Set();
    followers.set(id, owner === null ? own : own.add(owner));
  }
  for (const entity of new Set(records.map((record) => record.entity))) {
    const ids = [...new Set(records.filter((record) => record.entity === entity).map((record) => record.id))];
    const rows = await runner('sys_follow')
      .where({ entity })
      .whereIn('record_id', ids)
      .select<{ user_id: string; record_id: string; state: string }[]>('user_id', 'record_id', 'state');
    for (const row of rows) {
      if (row.state === 'on') followers.get(row.record_id)?.add(row.user_id);
      else followers.get(row.record_id)?.delete(row.user_id);
    }
  }
  return followers;
}

/** Makes people followers who never said yes or no. */
export async function followSilently(
  runner: Knex,
  record: { readonly entity: string; readonly id: string },
  request: { readonly userIds: Iterable<string>; readonly at: string },
): Promise<void> {
  const rows = [...new Set(request.userIds)].map((user_id) => ({
    user_id,
    entity: record.entity,
    record_id: record.id,
    state: 'on',
    since: request.at,
  }));
  if (rows.length > 0) await runner('sys_follow').insert(rows).onConflict(['user_id', 'entity', 'record_id']).ignore();
}

export interface FollowState {
  readonly following: boolean;
  /** How many people follow the record, oneself included. */
  readonly followers: number;
}

export async function readFollowing(context: Context, name: string, id: string): Promise<FollowState> {
  const entity = context.release.model.entities.get(name);
  const hasOwner = entity?.document.owner === 'user' && context.access.fieldClass(name, 'owner') !== 'hidden';
  const record = await getRecord(context, name, id, hasOwner ? ['owner'] : ['id']);
  const owner = record['owner'] as { readonly id?: string } | null | undefined;
  const followers = (await followersOf(context.database.read, [{ entity: name, id, owner: owner?.id ?? null }])).get(
    id,
  )!;
  return { following: followers.has(context.principal.id), followers: followers.size };
}

/** Follows or stops; either is remembered. */
export async function setFollowing(
  context: Context,
  name: string,
  id: string,
  following: boolean,
): Promise<FollowState> {
  await getRecord(context, name, id, ['id']);
  const row = {
    user_id: context.principal.id,
    entity: name,
    record_id: id,
    state: following ? 'on' : 'off',
    since: context.clock.now().toISOString(),
  };
  await context.database.write((transaction) =>
    transaction('sys_follow').insert(row).onConflict(['user_id', 'entity', 'record_id']).merge(['state', 'since']),
  );
  return readFollowing(context, name, id);
}
