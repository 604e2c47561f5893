/**
 * What goes with a record and what stops it: owned and cascading records go too, look-ups that may be emptied are,
 * records that must keep pointing to it refuse the deletion. A restoration finds its companions by the time they share.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { linkSource, linkTarget } from '../../../metadata/model/links.js';
import { say } from '../../../metadata/words.js';
import { conflict } from '../../errors.js';
import { raw, selectRows, sql, valueList } from '../sql/fragment.js';
import type { Draft, StoredRow } from './draft.js';
import { draftDelete } from './prepare-drafts.js';
import { allowedIds } from './reach.js';
import { loadChildren, loadRows } from './store.js';
import type { Write } from './write.js';

export interface Pointer {
  readonly entity: Entity;
  readonly field: Field;
  /** What holds the id: the field itself, of a link to any record its part. */
  readonly column: Field;
}

/** Records that point to those of `target` by a look-up of their own, or a link to any record. */
export function pointers(write: Write, target: string): readonly Pointer[] {
  return [...write.context.release.model.entities.values()].flatMap((entity) =>
    [...entity.fields.values()].flatMap((field): readonly Pointer[] => {
      // An id is of one record only, whatever its entity.
      if (field.targets?.includes(target)) return [{ entity, field, column: field.parts!.at(-1)! }];
      const isPointer = field.target === target && field.columns.length > 0 && !(field.system && field.computed);
      return isPointer ? [{ entity, field, column: field }] : [];
    }),
  );
}

interface InUse {
  readonly entity: Entity;
  readonly field: Field;
  readonly ids: readonly string[];
}

/** Drafts of all records the deletion changes, the record itself first. Throws 409 IN_USE. */
export async function planDeletion(write: Write, root: Draft): Promise<readonly Draft[]> {
  const deleted = new Map<string, Draft>([[keyOf(root), root]]);
  const emptied = new Map<string, Draft>();
  const uses: InUse[] = [];
  let level: readonly Draft[] = [root];
  while (level.length > 0) {
    const next: Draft[] = [];
    for (const [target, ids] of idsByEntity(level)) {
      for (const { entity, field, column } of pointers(write, target)) {
        if (field.onDelete === 'restrict') {
          uses.push({ entity, field, ids: await idsPointing(write, entity, column, ids) });
          continue;
        }
        for (const row of await loadChildren(write, entity, column.name, ids, { lock: 'update' })) {
          if (field.onDelete === 'setNull') {
            empty(emptied, entity, field, row);
            continue;
          }
          const draft = draftDelete(entity, row, '');
          if (deleted.has(keyOf(draft))) continue;
          deleted.set(keyOf(draft), draft);
          next.push(draft);
        }
      }
    }
    level = next;
  }
  await refuseInUse(write, uses, deleted);
  return [...deleted.values(), ...[...emptied.values()].filter((draft) => !deleted.has(keyOf(draft)))];
}

const keyOf = (draft: Draft): string => `${draft.entity.name} ${draft.id}`;

function empty(into: Map<string, Draft>, entity: Entity, field: Field, row: StoredRow): void {
  const draft = into.get(`${entity.name} ${row.id}`) ?? updateOf(entity, row);
  for (const { name } of field.parts ?? [field]) draft.values[name] = null;
  into.set(keyOf(draft), draft);
}

export const updateOf = (entity: Entity, before: StoredRow, action: Draft['action'] = 'update'): Draft => ({
  entity,
  id: before.id,
  action,
  pointer: '',
  before,
  given: new Set(),
  values: { ...before.values },
  children: [],
  problems: [],
});

function idsByEntity(drafts: readonly Draft[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const draft of drafts) grouped.set(draft.entity.name, [...(grouped.get(draft.entity.name) ?? []), draft.id]);
  return grouped;
}

/** So many are looked at to say how many the reader may see; more are "1,000 or more". */
const mostCounted = 1000;

async function idsPointing(
  write: Write,
  entity: Entity,
  field: Field,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { quote } = write.context.database.dialect;
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += 500) {
    const among = valueList(ids.slice(from, from + 500));
    const where = sql`${raw(quote(field.columns[0]!.name))} in ${among} and deleted_at is null`;
    const statement = sql`select id from ${raw(quote(entity.table))} where ${where} limit ${mostCounted}`;
    for (const row of await selectRows(write.transaction, statement)) found.push(String(row['id']));
  }
  return found;
}

async function refuseInUse(write: Write, uses: readonly InUse[], deleted: ReadonlyMap<string, Draft>): Promise<void> {
  const references: { entity: string; field: string; count: number }[] = [];
  let others = 0;
  for (const { entity, field, ids } of uses) {
    // What goes in the same deletion does not hold it up.
    const holding = ids.filter((id) => !deleted.has(`${entity.name} ${id}`));
    if (holding.length === 0) continue;
    const rows = await loadRows(write, entity, holding);
    const seen = await allowedIds(write, entity, 'read', rows);
    if (seen.size > 0 && write.context.access.canRead(field)) {
      references.push({ entity: entity.name, field: field.name, count: seen.size });
      others += holding.length - seen.size;
    } else {
      others += holding.length;
    }
  }
  if (references.length === 0 && others === 0) return;
  const total = references.reduce((sum, reference) => sum + reference.count, others);
  const words =
    total === 1
      ? 'One record points to this one. Change or delete it first.'
      : say`${{ count: total }} records point to this one. Change or delete them first.`;
  throw conflict('IN_USE', words, { details: { references, others } });
}

/** The record and what was deleted with it, in the same transaction and along the same look-ups. */
export async function planRestoration(write: Write, entity: Entity, before: StoredRow): Promise<readonly Draft[]> {
  const restored = new Map<string, Draft>();
  let level: readonly Draft[] = [updateOf(entity, before, 'restore')];
  while (level.length > 0) {
    for (const draft of level) restored.set(keyOf(draft), draft);
    const next: Draft[] = [];
    for (const [target, ids] of idsByEntity(level)) {
      for (const { entity: child, field } of pointers(write, target)) {
        if (field.onDelete !== 'cascade') continue;
        for (const row of await loadChildren(write, child, field.name, ids, { lock: 'update', deleted: 'only' })) {
          const draft = updateOf(child, row, 'restore');
          if (row.deletedAt === before.deletedAt && !restored.has(keyOf(draft))) next.push(draft);
        }
      }
    }
    level = next;
  }
  return withoutLooseLinks(write, [...restored.values()]);
}

/** A link comes back when both its records are there; who restores one of them need not see the other. */
async function withoutLooseLinks(write: Write, drafts: readonly Draft[]): Promise<readonly Draft[]> {
  const back = new Set(drafts.map(keyOf));
  const loose = new Set<Draft>();
  for (const draft of drafts) {
    const { link } = draft.entity;
    if (!link) continue;
    for (const [entity, name] of [
      [link.entity, linkSource],
      [link.target, linkTarget],
    ] as const) {
      // prettier-ignore
      const id = String(draft.values[name]);
      if (back.has(`${entity} ${id}`)) continue;
      const there = await loadRows(write, write.context.release.model.entities.get(entity)!, [id], { lock: 'share' });
      if (there.length === 0) loose.add(draft);
    }
  }
  return drafts.filter((draft) => !loose.has(draft));
}
