/**
 * Builds the search index anew, some hundred records to a transaction, while people go on writing: what they write
 * meanwhile is marked, and the index follows it afterwards.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Entity } from '../../metadata/model/model.js';
import { searchSignature } from '../../metadata/search/fields.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { raw, selectRows, sql, valueList } from '../records/sql/fragment.js';
import { indexedFields, indexRecords, lockIndex } from './index-rows.js';
import { storeSignature } from './signature.js';

/** Records of one transaction. */
const batch = 200;

export interface ReindexOptions {
  readonly signal?: AbortSignal;
  progress?(done: number, total: number): void;
}

/** `context` is the system's. A cancelled run stops between two batches and is begun again by the next start or publish. */
export async function reindexAll(
  context: Context,
  { signal, progress }: ReindexOptions = {},
): Promise<{ readonly records: number }> {
  const entities = [...context.release.model.entities.values()].filter((each) => indexedFields(each).length > 0);
  const total = await countAll(context, entities);
  let done = 0;
  for (const entity of entities) {
    for (let after: string | undefined = ''; ;) {
      signal?.throwIfAborted();
      const from: string = after;
      const ids = await context.database.write((transaction) => indexBatch(context, transaction, entity, from));
      if (ids.length === 0) break;
      after = ids.at(-1)!;
      done += ids.length;
      progress?.(done, Math.max(total, done));
      await breathe();
    }
  }
  await context.database.write(async (transaction) => {
    await forgetOthers(transaction, entities);
    await storeSignature(transaction, searchSignature(context.release.model));
  });
  return { records: done };
}

async function countAll({ database }: Context, entities: readonly Entity[]): Promise<number> {
  let total = 0;
  for (const { table } of entities) {
    const [row] = await selectRows(database.read, sql`select count(*) as n from ${raw(database.dialect.quote(table))}`);
    total += Number(row?.['n'] ?? 0);
  }
  return total;
}

/** Deleted records are passed too: rows that a fault left of them go. */
async function indexBatch(
  { database }: Context,
  transaction: Transaction,
  entity: Entity,
  after: string,
): Promise<readonly string[]> {
  const runner = { database, transaction };
  await lockIndex(runner);
  const table = raw(database.dialect.quote(entity.table));
  const rows = await selectRows(
    transaction,
    sql`select id from ${table} where id > ${after} order by id limit ${batch}`,
  );
  const ids = rows.map((row) => String(row['id']));
  await indexRecords(runner, entity, { ids, fields: indexedFields(entity) });
  return ids;
}

/** Entities that are searched no more. */
async function forgetOthers(transaction: Transaction, entities: readonly Entity[]): Promise<void> {
  const names = entities.map(({ name }) => name);
  if (names.length === 0) await selectRows(transaction, sql`delete from sys_search`);
  else await selectRows(transaction, sql`delete from sys_search where entity not in ${valueList(names)}`);
}
