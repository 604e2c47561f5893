/**
 * Look-ups that a deletion emptied point again to what comes back. The history of its moment tells which they were; one that
 * was given another value meanwhile keeps it, and so does one whose field keeps no history. Like the emptying it is the
 * platform's doing: nobody needs a right to the records that point.
 */
import { valueOfField } from '../../../metadata/model/parts.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Value } from '../../../metadata/value.js';
import { isAnyReference } from '../read/any-references.js';
import { updateOf } from './deletion.js';
import type { Draft } from './draft.js';
import type { HistoryChanges } from './history-changes.js';
import { loadRows } from './store.js';
import type { Write } from './write.js';

/** What a field held, by the id of its record and its name. */
type Lost = Map<string, Map<Field, Value>>;

/** `restored` was deleted at this moment, all of it. */
export async function planReconnection(
  write: Write,
  restored: readonly Draft[],
  deletedAt: string | null,
): Promise<readonly Draft[]> {
  const back = new Set(restored.map(({ entity, id }) => `${entity.name} ${id}`));
  const drafts: Draft[] = [];
  for (const [entity, lost] of await emptiedAt(write, deletedAt, back)) {
    for (const row of await loadRows(write, entity, [...lost.keys()], { lock: 'update' })) {
      if (back.has(`${entity.name} ${row.id}`)) continue;
      const draft = updateOf(entity, row);
      for (const [field, value] of lost.get(row.id)!) if (valueOfField(field, row.values) === null) put(draft, field, value);
      drafts.push(draft);
    }
  }
  return drafts;
} // prettier-ignore

function put(draft: Draft, field: Field, value: Value): void {
  if (!field.parts) draft.values[field.name] = value;
  else if (isAnyReference(value))
    for (const part of field.parts) draft.values[part.name] = value[part.partOf!.part as 'entity' | 'id'];
}

async function emptiedAt(
  write: Write,
  at: string | null,
  back: ReadonlySet<string>,
): Promise<ReadonlyMap<Entity, Lost>> {
  const found = new Map<Entity, Lost>();
  const rows = await write.transaction('sys_history').where({ at, action: 'update' }).select<{ entity: string; record_id: string; changes: string | null }[]>('entity', 'record_id', 'changes'); // prettier-ignore
  for (const row of rows) {
    const entity = write.context.release.model.entities.get(row.entity);
    const { fields = {} } = JSON.parse(row.changes ?? '{}') as HistoryChanges;
    for (const [name, [from, to]] of Object.entries(fields)) {
      const field = entity?.fields.get(name);
      if (!entity || field?.onDelete !== 'setNull' || to !== null || !isBack(field, from, back)) continue;
      const lost = found.get(entity) ?? new Map<string, Map<Field, Value>>();
      lost.set(row.record_id, (lost.get(row.record_id) ?? new Map<Field, Value>()).set(field, from));
      found.set(entity, lost);
    }
  }
  return found;
}

function isBack(field: Field, value: Value, back: ReadonlySet<string>): boolean {
  if (isAnyReference(value)) return back.has(`${value.entity} ${value.id}`);
  return typeof value === 'string' && back.has(`${field.target} ${value}`);
}
