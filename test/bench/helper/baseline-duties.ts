/**
 * What the hand-written server does besides history and outbox when a write is to do all that the product's does: keys by
 * which records that may be the same are found, four ways as in the CRM's rule, asked of one's own records before the row is
 * written; and words of its searched fields. In the same tables, in plain code for one entity, in the same transaction.
 */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

type Columns = Readonly<Record<string, string | number>>;
/** Way of being a duplicate, key. */
type Key = readonly [string, string];

const rule = '01KAJ0QX00BENCH0000000BY01';
const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
const plain = (text: unknown): string =>
  String(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Of the columns that are written: the name, names in one place that begin or end alike, phone, web site. */
export function keysOf(columns: Columns): readonly Key[] {
  const { name, city, phone, website } = columns;
  const keys: Key[] = [];
  if (name !== undefined) {
    const text = plain(name);
    keys.push(['name', hash(text)]);
    if (city !== undefined) {
      const parts = [text, text.slice(0, 5), text.slice(-5)];
      keys.push(...parts.map((part): Key => ['place', hash(`${plain(city)} ${part}`)]));
    }
  }
  if (phone !== undefined) keys.push(['phone', hash(String(phone).replaceAll(/\D+/g, ''))]);
  if (website !== undefined) keys.push(['website', hash(plain(website))]);
  return keys;
}

/** Ids of own records that share a key. */
export async function findAlike(trx: Knex, keys: readonly Key[], owner: string): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const tests = keys.map(() => '(k.rule = ? and k.alternative = ? and k.`key` = ?)').join(' or ');
  const rows = (await trx('d_customer as c')
    .whereNull('c.deleted_at')
    .where('c.owner', owner)
    .whereRaw(
      `c.id in (select k.record_id from sys_duplicate_key as k where ${tests})`,
      keys.flatMap(([way, key]) => [rule, way, key]),
    )
    .select('c.id', 'c.name', 'c.city', 'c.phone', 'c.website')
    .limit(300)) as { id: string }[];
  return rows.map(({ id }) => id);
}

export async function storeKeys(trx: Knex, id: string, keys: readonly Key[], isNew: boolean): Promise<void> {
  if (keys.length === 0) return;
  const ways = [...new Set(keys.map(([way]) => way))];
  if (!isNew) await trx('sys_duplicate_key').where({ entity: 'customer', record_id: id }).whereIn('alternative', ways).delete(); // prettier-ignore
  const rows = keys.map(([alternative, key]) => ({ rule, alternative, entity: 'customer', key, record_id: id }));
  await trx('sys_duplicate_key').insert(rows).onConflict().ignore();
}

const searched = ['name', 'code', 'phone', 'email', 'city'] as const;

/** Every word of a searched field; a phone number also by its last digits. */
export async function storeWords(trx: Knex, id: string, columns: Columns, isNew: boolean): Promise<void> {
  const fields = searched.filter((field) => columns[field] !== undefined);
  if (fields.length === 0) return;
  if (!isNew) await trx('sys_search').where({ entity: 'customer', record_id: id }).whereIn('field', fields).delete();
  const rows = fields.flatMap((field) => {
    const words = new Set(plain(columns[field]).split(' '));
    if (field === 'phone') words.add(String(columns[field]).replaceAll(/\D+/g, ''));
    return [...words].map((token) => ({ token, entity: 'customer', field, record_id: id }));
  });
  await trx('sys_search').insert(rows).onConflict().ignore();
}
