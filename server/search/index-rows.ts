/**
 * Rows of `sys_search`: every write keeps them in its own transaction, so that a record is found from the moment it is
 * there. One insert for all that is new, one delete for each set of fields that changed.
 */
import { searchFields } from '../../metadata/search/fields.js';
import { indexTokens } from '../../metadata/search/tokens.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { createFold } from '../../metadata/text.js';
import type { Value } from '../../metadata/value.js';
import type { Database, Transaction } from '../database/database.js';
import { joinFragments, raw, selectRows, sql, valueList, type Fragment } from '../records/sql/fragment.js';
import { changedFields, type Draft } from '../records/write/draft.js';
import type { Write } from '../records/write/write.js';

/** Han stays as it is: the index holds characters and pairs of them. */
export const searchFold = createFold((han) => han);

/** What one field of one record holds now. */
export interface IndexedText {
  readonly entity: string;
  readonly field: string;
  readonly record: string;
  readonly value: Value;
}

type Runner = { readonly database: Pick<Database, 'engine'>; readonly transaction: Transaction };

/** The index rows of what this write stored. */
export async function indexDrafts({ context: { database }, transaction, drafts }: Write): Promise<void> {
  const texts = new Map<string, IndexedText>();
  const stale = new Map<string, { entity: string; fields: readonly string[]; records: Set<string> }>();
  for (const draft of drafts) {
    const fields = fieldsToIndex(draft);
    if (fields.length === 0) continue;
    const { entity, id, action } = draft;
    const ids = fields.map((field) => field.id);
    if (action !== 'create') {
      const key = `${entity.name} ${ids.join(' ')}`;
      const held = stale.get(key) ?? { entity: entity.name, fields: ids, records: new Set<string>() };
      held.records.add(id);
      stale.set(key, held);
    }
    for (const field of fields) {
      const value = action === 'delete' ? null : (draft.values[field.name] ?? null);
      const text = { entity: entity.name, field: field.id, record: id, value };
      texts.set(`${entity.name} ${field.id} ${id}`, text);
    }
  }
  for (const { entity, fields, records } of stale.values()) {
    await forgetTexts({ database, transaction }, { entity, fields, records: [...records] });
  }
  await insertTexts({ database, transaction }, texts.values());
}

/** Kept beside the frozen entity, as its rules are. */
const known = new WeakMap<Entity, readonly Field[]>();

/** Searched fields of an entity, looked up once per release. */
export function indexedFields(entity: Entity): readonly Field[] {
  const held = known.get(entity) ?? searchFields(entity);
  known.set(entity, held);
  return held;
}

/** All of a record that comes or goes; of a change only what it changed. */
function fieldsToIndex(draft: Draft): readonly Field[] {
  const fields = indexedFields(draft.entity);
  if (draft.action !== 'update' || fields.length === 0) return fields;
  const changed = new Set(changedFields(draft));
  return fields.filter((field) => changed.has(field.name));
}

const chunk = 500;

export async function forgetTexts(
  { transaction }: Runner,
  {
    entity,
    fields,
    records,
  }: { readonly entity: string; readonly fields?: readonly string[]; readonly records: readonly string[] },
): Promise<void> {
  for (let from = 0; from < records.length; from += chunk) {
    const among = valueList(records.slice(from, from + chunk));
    const only = fields ? sql` and field in ${valueList(fields)}` : raw('');
    await selectRows(
      transaction,
      sql`delete from sys_search where entity = ${entity} and record_id in ${among}${only}`,
    );
  }
}

/** A statement takes 32,766 bound values on SQLite, four of them a row. */
const mostRows = 2000;

const insertInto: Readonly<Record<Database['engine'], Fragment>> = {
  sqlite: raw('insert or ignore into sys_search (token, entity, field, record_id) values '),
  mysql: raw('insert ignore into sys_search (token, entity, field, record_id) values '),
};

export async function insertTexts({ database, transaction }: Runner, texts: Iterable<IndexedText>): Promise<void> {
  const rows: Fragment[] = [];
  for (const { entity, field, record, value } of texts) {
    if (typeof value !== 'string') continue;
    for (const token of indexTokens(value, searchFold)) rows.push(valueList([token, entity, field, record]));
  }
  for (let from = 0; from < rows.length; from += mostRows) {
    const part = joinFragments(rows.slice(from, from + mostRows), ', ');
    await selectRows(transaction, sql`${insertInto[database.engine]}${part}`);
  }
}
