/** Record rows to values and back; the only statements that write record tables. Names come from the model. */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { companionValues } from '../../../metadata/model/companions.js';
import type { Scalar, Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { raw, selectRows, sql, valueList, type Fragment } from '../sql/fragment.js';
import type { Draft, StoredRow, Values } from './draft.js';
import type { Write } from './write.js';

export interface LoadOptions {
  /** Locks the rows until the transaction ends (MySQL; SQLite has one writer), in the order of their ids. */
  readonly lock?: 'update' | 'share';
  readonly deleted?: 'without' | 'only' | 'with';
}

const chunkSize = 500;

export async function loadRows(
  write: Write,
  entity: Entity,
  ids: readonly string[],
  options: LoadOptions = {},
): Promise<readonly StoredRow[]> {
  return loadWhere(write, entity, 'id', ids, options);
}

/** Rows whose look-up `pointer` is one of these ids. */
export async function loadChildren(
  write: Write,
  entity: Entity,
  pointer: string,
  ids: readonly string[],
  options: LoadOptions = {},
): Promise<readonly StoredRow[]> {
  return loadWhere(write, entity, entity.fields.get(pointer)?.columns[0]?.name ?? pointer, ids, options);
}

async function loadWhere(
  write: Write,
  entity: Entity,
  column: string,
  ids: readonly string[],
  { lock, deleted = 'without' }: LoadOptions,
): Promise<readonly StoredRow[]> {
  const { dialect } = write.context.database;
  const found: StoredRow[] = [];
  const state = { without: ' and deleted_at is null', only: ' and deleted_at is not null', with: '' }[deleted];
  const locking =
    lock && dialect.engine === 'mysql' ? { update: ' for update', share: ' lock in share mode' }[lock] : '';
  const sorted = [...new Set(ids)].sort();
  for (let from = 0; from < sorted.length; from += chunkSize) {
    const among = valueList(sorted.slice(from, from + chunkSize));
    const where = sql`${raw(dialect.quote(column))} in ${among}${raw(state)}`;
    const statement = sql`select * from ${raw(dialect.quote(entity.table))} where ${where} order by id${raw(locking)}`;
    for (const row of await selectRows(write.transaction, statement)) found.push(readRow(write, entity, row));
  }
  return found;
}

function readRow(write: Write, entity: Entity, row: Readonly<Record<string, unknown>>): StoredRow {
  const { dialect } = write.context.database;
  const values: Record<string, Value> = {};
  for (const field of entity.fields.values()) {
    const column = field.columns[0];
    if (column) values[field.name] = dialect.decode(column, row[column.name]);
  }
  const deletedAt = row['deleted_at'];
  return {
    id: String(row['id']),
    version: Number(row['version']),
    deletedAt: deletedAt === null || deletedAt === undefined ? null : String(deletedAt),
    values,
  };
}

/** New rows in one statement per 500 bindings-safe rows; each becomes version 1. */
export async function insertRows(write: Write, entity: Entity, drafts: readonly Draft[]): Promise<void> {
  const rows = drafts.map((draft) => columnsOf(write, [...entity.fields.values()], draft));
  const width = rows[0] ? Object.keys(rows[0]).length : 1;
  // SQLite takes 32,766 bound values in a statement.
  const size = Math.max(1, Math.min(chunkSize, Math.floor(30_000 / width)));
  for (let from = 0; from < rows.length; from += size) {
    await selectRows(write.transaction, insertStatement(write, entity.table, rows.slice(from, from + size)));
  }
}

/** One statement for rows with the same columns. */
export function insertStatement(
  write: Write,
  table: string,
  rows: readonly Readonly<Record<string, Scalar>>[],
): Fragment {
  const { quote } = write.context.database.dialect;
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => quote(name)).join(', ');
  const values = rows.map((row) => valueList(names.map((name) => row[name] ?? null)));
  const text = `insert into ${quote(table)} (${columns}) values ${values.map((value) => value.sql).join(', ')}`;
  return { sql: text, bindings: values.flatMap((value) => value.bindings) };
}

/** Writes the changed columns of one row, if it still is the version that was read (or the one stated). */
export async function updateRow(
  write: Write,
  draft: Draft,
  names: readonly string[],
  more: Values = {},
  version = draft.before!.version,
): Promise<void> {
  const { quote } = write.context.database.dialect;
  const fields = names.map((name) => draft.entity.fields.get(name)).filter((field) => field !== undefined);
  const columns = { ...columnsOf(write, fields, draft), ...(more as Readonly<Record<string, Scalar>>) };
  const parts: Fragment[] = Object.entries(columns).map(([name, value]) => sql`${raw(quote(name))} = ${value}`);
  const set = { sql: parts.map((part) => part.sql).join(', '), bindings: parts.flatMap((part) => part.bindings) };
  const where = sql`id = ${draft.id} and version = ${version}`;
  const statement = sql`update ${raw(quote(draft.entity.table))} set ${set} where ${where}`;
  await selectRows(write.transaction, statement);
}

/** A sealed value is stored as its type's server half seals it; without one it is not stored at all. */
export function sealValue(context: Context, field: Field, value: Value): Value {
  if (!field.sealed || value === null) return value;
  const seal = context.fieldServers?.find(field.type.id)?.seal;
  if (!seal) throw new Error(`The field type "${field.type.id}" has no server half to seal "${field.name}".`);
  return seal(context, value, field);
}

function columnsOf(
  write: Write,
  fields: readonly Field[],
  { values, asStored }: Pick<Draft, 'values' | 'asStored'>,
): Record<string, Scalar> {
  const { database, fold, evaluation } = write.context;
  const row: Record<string, Scalar> = {};
  for (const field of fields) {
    const column = field.columns[0];
    if (!column) continue;
    const given = values[field.name] ?? null;
    const value = asStored?.has(field.name) ? given : sealValue(write.context, field, given);
    row[column.name] = database.dialect.encode(column, value);
    if (field.columns.length === 1) continue;
    const companions = companionValues(field, value, { fold, zone: evaluation.timeZone });
    for (const other of field.columns.slice(1)) {
      row[other.name] = database.dialect.encode(other, companions[other.name] ?? null);
    }
  }
  return row;
}
