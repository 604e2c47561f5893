/**
 * Rows of shares by hand, and the short list of entities that have any: row rules ask for shares only there, so a site
 * that shares nothing pays nothing (session-query.ts reads the list with every request).
 */
import type { Knex } from 'knex';
import type { Share } from '../../metadata/query/share.js';
import { parseSharedEntities, sharedEntitiesSetting } from '../access/shared-entities.js';
import type { Transaction } from '../database/database.js';

export interface StoredShare extends Share {
  readonly id: string;
  /** Who shared it. */
  readonly by: string | null;
  readonly at: string;
}

export async function readShares(runner: Knex, entity: string, record: string): Promise<readonly StoredShare[]> {
  const rows = (await runner('sys_share')
    .where({ entity, record_id: record })
    .orderBy('at')
    .orderBy('id')
    .select('id', 'kind', 'grantee', 'level', 'until', 'by', 'at')) as Omit<StoredShare, 'entity' | 'record'>[];
  return rows.map((row) => ({ ...row, entity, record }));
}

/** One row for each record and receiver: sharing again changes level and end. */
export async function writeShare(transaction: Transaction, share: StoredShare): Promise<void> {
  const { record, ...rest } = share;
  await transaction('sys_share')
    .insert({ ...rest, record_id: record })
    .onConflict(['entity', 'record_id', 'kind', 'grantee'])
    .merge(['level', 'until', 'by', 'at']);
  await writeSharedEntities(transaction, (names) => [...names, share.entity]);
}

export async function deleteShare(transaction: Transaction, share: Pick<StoredShare, 'id' | 'entity'>): Promise<void> {
  await transaction('sys_share').where('id', share.id).delete();
  const left = (await transaction('sys_share').where('entity', share.entity).first('id')) as object | undefined;
  if (!left) await writeSharedEntities(transaction, (names) => names.filter((name) => name !== share.entity));
}

async function writeSharedEntities(
  transaction: Transaction,
  change: (names: readonly string[]) => readonly string[],
): Promise<void> {
  const name = sharedEntitiesSetting;
  const row = (await transaction('sys_setting').where({ name }).forUpdate().first()) as { value?: string } | undefined;
  const value = [...new Set(change(parseSharedEntities(row?.value ?? null)))].sort().join(',');
  if (value === (row?.value ?? '')) return;
  await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
}
