/** Which fields the index was built for; none where it never was. */
import type { Knex } from 'knex';
import type { Transaction } from '../database/database.js';
import { sha256 } from '../sha256.js';

const name = 'search_fields';

export async function isIndexedFor(runner: Knex, signature: string): Promise<boolean> {
  const row = (await runner('sys_setting').select('value').where({ name }).first()) as { value: string } | undefined;
  return row?.value === sha256(signature);
}

export async function storeSignature(transaction: Transaction, signature: string): Promise<void> {
  await transaction('sys_setting')
    .insert({ name, value: sha256(signature) })
    .onConflict('name')
    .merge(['value']);
}
