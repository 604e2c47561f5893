/**
 * Places in an order (fields of type `position`). Numbers have gaps of 65,536 between them: a record that is moved takes one
 * in the middle, and only where none is left the whole group is numbered anew. New numbers come from a counter of the field,
 * whose row is locked while anything is placed, so they are always greater than all that were given.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { positionField } from '../../../metadata/model/position.js';
import type { Value } from '../../../metadata/value.js';
import { raw, selectRows, sql, type Fragment } from '../sql/fragment.js';
import { isSame, type Draft, type StoredRow } from './draft.js';
import { loadRows, updateRow } from './store.js';
import type { Write } from './write.js';

export const gap = 65_536;

/** The next places of a field, in their order. None asked for only takes the lock. */
export async function takePlaces(write: Write, field: Field, count: number): Promise<readonly number[]> {
  const { transaction } = write;
  const name = `${field.entity}.${field.id}`;
  await transaction('sys_sequence')
    .insert({ name, value: count })
    .onConflict('name')
    .merge({ value: transaction.raw('?? + ?', ['sys_sequence.value', count]) });
  const row = await transaction('sys_sequence').where({ name }).first<{ value: number } | undefined>('value');
  if (!row) throw new Error(`The counter ${name} vanished inside its own transaction.`);
  return Array.from({ length: count }, (_, index) => (Number(row.value) - count + index + 1) * gap);
}

/** New records go last, and so do those that come into another group. */
export async function placeDraft(write: Write, draft: Draft): Promise<void> {
  for (const field of draft.entity.fields.values()) {
    const within = field.position?.within;
    const isNew = draft.action === 'create' && (draft.values[field.name] ?? null) === null;
    const isOther = within !== undefined && draft.before && !isSame(draft.before.values[within], draft.values[within]);
    if (!field.position || !(isNew || (draft.action === 'update' && isOther))) continue;
    [draft.values[field.name] = null] = await takePlaces(write, field, 1);
  }
}

/** Rows of a sub-table stand in the order in which the body has them; what is in order already keeps its places. */
export async function orderRows(write: Write, pointer: string, entity: Entity, rows: readonly Draft[]): Promise<void> {
  const field = positionField(entity, pointer);
  if (!field || !write.context.access.canRead(field) || isInOrder(field, rows)) return;
  const places = await takePlaces(write, field, rows.length);
  rows.forEach((row, index) => (row.values[field.name] = places[index]!));
}

/** Places rise from row to row, and new rows, which go last, come after all others. */
function isInOrder(field: Field, rows: readonly Draft[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const place = row.action === 'create' ? Number.POSITIVE_INFINITY : row.values[field.name];
    if (typeof place !== 'number' || place < last || (place === last && row.action !== 'create')) return false;
    last = place;
  }
  return true;
}

export interface Move {
  readonly entity: Entity;
  readonly field: Field;
  readonly moved: StoredRow;
  /** The record beside which it is put; of the same group. */
  readonly other: StoredRow;
  readonly side: 'before' | 'after';
}

/** The place for a record beside another. Numbers the group anew where there is no room. */
export async function placeBeside(write: Write, move: Move): Promise<Value> {
  const { field, other, side } = move;
  await takePlaces(write, field, 0);
  const at = other.values[field.name];
  if (typeof at !== 'number' || (await hasUnplaced(write, move))) return numberAnew(write, move);
  const next = await neighbour(write, move, at);
  if (next === undefined) return side === 'before' ? at - gap : ((await takePlaces(write, field, 1))[0] ?? null);
  const middle = Math.floor((at + next) / 2);
  return middle > Math.min(at, next) && middle < Math.max(at, next) ? middle : numberAnew(write, move);
}

function parts(write: Write, { entity, field, moved, other }: Move) {
  const { dialect } = write.context.database;
  const within = field.position?.within === undefined ? undefined : entity.fields.get(field.position.within);
  const column = within?.columns[0];
  const value = within ? (other.values[within.name] ?? null) : null;
  const named = column && raw(dialect.quote(column.name));
  const group: Fragment = !named
    ? sql`deleted_at is null`
    : value === null
      ? sql`deleted_at is null and ${named} is null`
      : sql`deleted_at is null and ${named} = ${dialect.encode(column, value)}`;
  return {
    table: raw(dialect.quote(entity.table)),
    place: raw(dialect.quote(field.columns[0]!.name)),
    others: sql`${group} and id <> ${moved.id}`,
  };
}

/** Records from before the field was there have no place. */
async function hasUnplaced(write: Write, move: Move): Promise<boolean> {
  const { table, place, others } = parts(write, move);
  const found = await selectRows(write.transaction, sql`select id from ${table} where ${others} and ${place} is null limit 1`); // prettier-ignore
  return found.length > 0;
}

/** The place of the record on the other side of the gap. */
async function neighbour(write: Write, move: Move, at: number): Promise<number | undefined> {
  const { table, place, others } = parts(write, move);
  const { id } = move.other;
  const isBefore = move.side === 'before';
  const [beyond, order] = isBefore ? [raw('<'), raw(' desc')] : [raw('>'), raw('')];
  const where = sql`${others} and (${place} ${beyond} ${at} or (${place} = ${at} and id ${beyond} ${id}))`;
  const statement = sql`select ${place} as place from ${table} where ${where} order by ${place}${order}, id${order} limit 1`;
  const [row] = await selectRows(write.transaction, statement);
  return row ? Number(row['place']) : undefined;
}

/** Gives every record of the group a new number in the same order; only the order key changes, so versions stay. */
async function numberAnew(write: Write, move: Move): Promise<Value> {
  const { entity, field, moved, other, side } = move;
  const { table, place, others } = parts(write, move);
  const found = await selectRows(write.transaction, sql`select id from ${table} where ${others} order by ${place}, id`);
  const ids = found.map((row) => String(row['id']));
  ids.splice(ids.indexOf(other.id) + (side === 'after' ? 1 : 0), 0, moved.id);
  const places = await takePlaces(write, field, ids.length);
  const placeOf = new Map(ids.map((id, index) => [id, places[index]!]));
  const rows = await loadRows(write, entity, ids.filter((id) => id !== moved.id), { lock: 'update' }); // prettier-ignore
  for (const before of rows) {
    const values = { ...before.values, [field.name]: placeOf.get(before.id)! };
    const draft: Draft = { entity, id: before.id, action: 'update', pointer: '', before, given: new Set(), values, children: [], problems: [] }; // prettier-ignore
    await updateRow(write, draft, [field.name]);
  }
  return placeOf.get(moved.id)!;
}
