/** What the platform keeps beside records: history, shares, comments, followers, notices, what search and duplicate rules find it by. It goes when a record goes for good. */
import type { Knex } from 'knex';
import type { Transaction } from '../database/database.js';

const tables = [
  ...([
    'sys_history',
    'sys_share',
    'sys_comment',
    'sys_follow',
    'sys_notice',
    'sys_search',
    'sys_duplicate_key',
  ] as const),
];

/** `ids` of records of one entity, or the question for them. */
export async function forgetBeside(
  transaction: Transaction,
  entity: string,
  ids: readonly string[] | Knex.QueryBuilder,
): Promise<void> {
  const among = ids as Knex.QueryBuilder & readonly string[];
  const comments = transaction('sys_comment').where({ entity }).whereIn('record_id', among).select('id');
  await transaction('sys_comment_text').whereIn('comment_id', comments).delete();
  await transaction('sys_apart_pair').where({ entity }).whereIn('first_id', among).delete();
  await transaction('sys_apart_pair').where({ entity }).whereIn('second_id', among).delete();
  for (const table of tables) await transaction(table).where({ entity }).whereIn('record_id', among).delete();
}
