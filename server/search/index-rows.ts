/**
 * Rows of `sys_search`: one for each token of each searched field of a record. Whoever writes them holds the index
 * (`lockIndex`), so that a slower reader of an older record never writes over a newer one.
 */
import { searchFields } from '../../metadata/search/fields.js';
import { indexTokens } from '../../metadata/search/tokens.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { createFold } from '../../metadata/text.js';
import type { Database, Transaction } from '../database/database.js';
import { readingOf } from '../fold.js';
import { joinFragments, raw, selectRows, sql, valueList } from '../records/sql/fragment.js';

/** Han stays as it is: the index holds characters and pairs of them. */
export const searchFold = createFold((han) => han);

export interface IndexRunner {
  readonly database: Pick<Database, 'engine' | 'dialect'>;
  readonly transaction: Transaction;
}

/** Kept beside the frozen entity, as its rules are. */
const known = new WeakMap<Entity, readonly Field[]>();

/** Searched fields of an entity, looked up once per release. */
export function indexedFields(entity: Entity): readonly Field[] {
  const held = known.get(entity) ?? searchFields(entity);
  known.set(entity, held);
  return held;
}

/** Until the transaction ends nobody else writes the index. SQLite has one writer anyway. */
export async function lockIndex({ database, transaction }: IndexRunner): Promise<void> {
  if (database.engine === 'sqlite') return;
  await selectRows(transaction, sql`select value from sys_setting where name = 'search_index' for update`);
}

export interface RecordsToIndex {
  readonly ids: readonly string[];
  readonly fields: readonly Field[];
}

/** Writes what these fields of these records hold now; of a deleted or missing record nothing stays. */
export async function indexRecords(runner: IndexRunner, entity: Entity, records: RecordsToIndex): Promise<void> {
  const { ids, fields } = records;
  if (ids.length === 0 || fields.length === 0) return;
  const { dialect } = runner.database;
  const columns = fields.map((field) => dialect.quote(field.columns[0]!.name)).join(', ');
  const from = raw(`id, ${columns} from ${dialect.quote(entity.table)}`);
  const rows = await selectRows(
    runner.transaction,
    sql`select ${from} where id in ${valueList(ids)} and deleted_at is null`,
  );
  const tokens = rows.flatMap((row) =>
    fields.flatMap((field) => {
      const column = field.columns[0]!;
      const value = dialect.decode(column, row[column.name]);
      if (typeof value !== 'string') return [];
      return [...indexTokens(value, searchFold, readingOf)].map((token) => [
        token,
        entity.name,
        field.id,
        String(row['id']),
      ]);
    }),
  );
  await forget(runner, entity, records);
  await insert(runner, tokens);
}

async function forget({ transaction }: IndexRunner, entity: Entity, { ids, fields }: RecordsToIndex): Promise<void> {
  const isWhole = fields.length === indexedFields(entity).length;
  const only = isWhole ? raw('') : sql` and field in ${valueList(fields.map((field) => field.id))}`;
  const statement = sql`delete from sys_search where entity = ${entity.name} and record_id in ${valueList(ids)}${only}`;
  await selectRows(transaction, statement);
}

/** Rows of one statement. */
const mostRows = 2000;

/** Token, entity, field, record. */
type IndexRow = readonly string[];

async function insert({ database, transaction }: IndexRunner, rows: readonly IndexRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += mostRows) {
    const part = rows.slice(from, from + mostRows);
    await selectRows(transaction, insertions[database.engine](part));
  }
}

/** On SQLite one value holds them all: a statement of a thousand values is parsed anew each time. */
const insertions = {
  sqlite: (rows: readonly IndexRow[]) => sql`insert or ignore into sys_search (token, entity, field, record_id)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(rows)})`,
  mysql: (rows: readonly IndexRow[]) => sql`insert ignore into sys_search (token, entity, field, record_id)
    values ${joinFragments(rows.map((row) => valueList(row)), ', ')}`, // prettier-ignore
};
