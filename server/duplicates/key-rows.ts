/**
 * Rows of `sys_duplicate_key`. Keys are hashed: they are short whatever the values are, and an index of hashes tells nothing
 * of names and numbers. Two records that share one by chance are told apart when their values are compared.
 */
import { createHash } from 'node:crypto';
import { keysOf, type DuplicateAlternative, type DuplicateRule, type ReadValue } from '../../metadata/duplicates/compile-rules.js'; // prettier-ignore
import type { Database, Transaction } from '../database/database.js';
import { joinFragments, selectRows, sql, valueList, type Fragment } from '../records/sql/fragment.js';

export interface KeyRunner {
  readonly database: Pick<Database, 'engine' | 'dialect'>;
  readonly transaction: Transaction;
}

/** 132 bits. */
const hash = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 22);

export interface HashedKeys {
  readonly same: string;
  readonly alike: readonly string[];
}

export function hashedKeys(alternative: DuplicateAlternative, read: ReadValue): HashedKeys | undefined {
  const keys = keysOf(alternative, read);
  return keys && { same: hash(keys.same), alike: keys.alike.map(hash) };
}

/** Rule, alternative, entity, key, record. */
export type KeyRow = readonly [string, string, string, string, string];

export function keyRows(rules: readonly DuplicateRule[], id: string, read: ReadValue): readonly KeyRow[] {
  return rules.flatMap(({ document, alternatives }) =>
    alternatives.flatMap((alternative) => {
      const keys = hashedKeys(alternative, read);
      if (!keys) return [];
      return [keys.same, ...keys.alike].map((key): KeyRow => [document.id, alternative.id, document.entity, key, id]);
    }),
  );
}

/** Rows of one statement. */
const mostRows = 2000;

export async function insertKeys({ database, transaction }: KeyRunner, rows: readonly KeyRow[]): Promise<void> {
  for (const statement of keyInsertions(database, rows)) await selectRows(transaction, statement);
}

export function keyInsertions({ engine }: Pick<Database, 'engine'>, rows: readonly KeyRow[]): readonly Fragment[] {
  const statements: Fragment[] = [];
  for (let from = 0; from < rows.length; from += mostRows) {
    statements.push(insertions[engine](rows.slice(from, from + mostRows)));
  }
  return statements;
}

/** On SQLite one value holds them all: a statement of a thousand values is parsed anew each time. */
const insertions = {
  sqlite: (rows: readonly KeyRow[]) => sql`insert or ignore into sys_duplicate_key (rule, alternative, entity, "key", record_id)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(${JSON.stringify(rows)})`,
  mysql: (rows: readonly KeyRow[]) => sql`insert ignore into sys_duplicate_key (rule, alternative, entity, \`key\`, record_id)
    values ${joinFragments(rows.map((row) => valueList(row)), ', ')}`,
}; // prettier-ignore

const chunk = 500;

/** Whose keys: a rule's, or those of some of its alternatives. */
export interface KeySource {
  readonly rule: string;
  readonly alternatives?: readonly string[];
}

/** Forgets what records of an entity are found by, under these rules or all there ever were. */
export async function forgetKeys(
  { transaction }: KeyRunner,
  entity: string,
  ids: readonly string[],
  only?: readonly KeySource[],
): Promise<void> {
  for (const statement of keyDeletions(entity, ids, only)) await selectRows(transaction, statement);
}

export function keyDeletions(entity: string, ids: readonly string[], only?: readonly KeySource[]): readonly Fragment[] {
  const sources = (only ?? []).map(({ rule, alternatives }) =>
    alternatives ? sql`rule = ${rule} and alternative in ${valueList(alternatives)}` : sql`rule = ${rule}`,
  );
  const narrowed = only ? sql` and (${joinFragments(sources, ' or ')})` : sql``;
  const statements: Fragment[] = [];
  for (let from = 0; from < ids.length; from += chunk) {
    const among = valueList(ids.slice(from, from + chunk));
    statements.push(sql`delete from sys_duplicate_key where entity = ${entity} and record_id in ${among}${narrowed}`);
  }
  return statements;
}
