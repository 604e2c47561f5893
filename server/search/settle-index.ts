/**
 * Brings the search index up to what has been written: marked outbox rows, the oldest first, their records as they are now,
 * the marks taken away in the same transaction. A kill in between leaves the marks; a search settles before it answers, so
 * that a record is found from the moment it is there.
 */
import type { Field } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { selectRows, sql, valueList } from '../records/sql/fragment.js';
import { indexedFields, indexRecords, lockIndex } from './index-rows.js';

/** Changes of one transaction. */
const batch = 200;
/** What a search waits for; after a large import the rest follows behind it. */
const mostBatches = 5;

/** True when nothing is left to do. */
export async function settleIndex(context: Pick<Context, 'database' | 'release'>): Promise<boolean> {
  const { database } = context;
  for (let done = 0; done < mostBatches; done++) {
    const [due] = await selectRows(database.read, sql`select id from sys_outbox where to_index = 1 limit 1`);
    if (!due) return true;
    const isLast = await database.write((transaction) => settleBatch(context, transaction));
    if (isLast) return true;
  }
  return false;
}

interface Mark {
  readonly entity: string;
  readonly id: string;
  readonly action: string;
  /** Names of what changed; a composite is named as a whole. */
  readonly fields: readonly string[];
}

async function settleBatch(
  { database, release }: Pick<Context, 'database' | 'release'>,
  transaction: Transaction,
): Promise<boolean> {
  const runner = { database, transaction };
  await lockIndex(runner);
  const rows = await selectRows(
    transaction,
    sql`select id, payload from sys_outbox where to_index = 1 order by id limit ${batch}`,
  );
  if (rows.length === 0) return true;
  const marks = rows.map((row) => JSON.parse(String(row['payload'])) as Mark);
  for (const entity of release.model.entities.values()) {
    const own = marks.filter((mark) => mark.entity === entity.name);
    for (const group of sameFields(indexedFields(entity), own)) await indexRecords(runner, entity, group);
  }
  const ids = rows.map((row) => String(row['id']));
  await selectRows(transaction, sql`update sys_outbox set to_index = 0 where id in ${valueList(ids)}`);
  return rows.length < batch;
}

interface Group {
  readonly fields: readonly Field[];
  readonly ids: string[];
}

/** Records by the searched fields that changed in them: all where one came or went. */
function sameFields(fields: readonly Field[], marks: readonly Mark[]): Iterable<Group> {
  const changed = new Map<string, Set<Field>>();
  for (const { id, action, fields: names } of marks) {
    const own = changed.get(id) ?? new Set();
    for (const field of fields) {
      if (action !== 'update' || names.includes(field.partOf?.field ?? field.name)) own.add(field);
    }
    changed.set(id, own);
  }
  const groups = new Map<string, Group>();
  for (const [id, own] of changed) {
    const among = fields.filter((field) => own.has(field));
    const key = among.map((field) => field.id).join(' ');
    const group = groups.get(key) ?? { fields: among, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return groups.values();
}
