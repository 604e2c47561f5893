/**
 * The set of linked records that a body gives, compared with the links that are there: what is missing is removed, what is
 * new added. Links to records the writer cannot see are not theirs to remove: they stay, as if they were not there.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Value } from '../../../metadata/value.js';
import type { ChildDrafts, Draft, StoredRow } from './draft.js';
import { allowedIds } from './reach.js';
import { loadChildren } from './store.js';
import type { Write } from './write.js';

/** Takes the value out of the draft, whose own table has no column for it. */
export async function draftLinks(write: Write, parent: Draft, field: Field): Promise<ChildDrafts> {
  const { entity: name, own, other } = field.links!;
  const wanted = idsOf(parent.values[field.name] ?? null);
  delete parent.values[field.name];
  const entity = write.context.release.model.entities.get(name);
  if (!entity) throw new Error(`The field "${field.name}" has no entity "${name}".`);
  const rows =
    parent.action === 'create'
      ? []
      : await loadChildren(write, entity, own, [parent.id], { lock: 'update', deleted: 'with' });
  const linked = rows.filter((row) => row.deletedAt === null);
  const seen = await allowedIds(write, entity, 'read', linked);
  const byTarget = new Map(rows.map((row) => [String(row.values[other]), row]));
  const at = `${parent.pointer}/${field.name}`;
  const make = (id: string, index: number): Draft => {
    const removed = byTarget.get(id);
    const pointer = `${at}/${index}`;
    // A link that was taken away comes back as it was: each pair of records has one row.
    if (removed && removed.deletedAt !== null) return linkDraft(entity, removed, 'restore', pointer, parent, field);
    return { ...newLink(write, entity, pointer), values: { [own]: parent.id, [other]: id }, ...part(parent, field) };
  };
  const kept = linked.filter((row) => !seen.has(row.id) || wanted.includes(String(row.values[other])));
  const gone = linked.filter((row) => !kept.includes(row));
  const visible = new Set(kept.filter((row) => seen.has(row.id)).map((row) => String(row.values[other])));
  const added = wanted.flatMap((id, index) => (visible.has(id) ? [] : [make(id, index)]));
  return {
    field: field.name,
    drafts: [...added, ...gone.map((row) => linkDraft(entity, row, 'delete', at, parent, field))],
    kept: kept.map((row) => String(row.values[other])),
    before: linked.filter((row) => seen.has(row.id)).map((row) => String(row.values[other])),
  };
}

const idsOf = (value: Value): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const part = (draft: Draft, field: Field) => ({ parent: { draft, field: field.name } });

const newLink = (write: Write, entity: Entity, pointer: string) => ({
  entity,
  id: write.context.newId(),
  action: 'create' as const,
  pointer,
  given: new Set<string>(),
  children: [],
  problems: [],
});

const linkDraft = (
  entity: Entity,
  before: StoredRow,
  action: 'delete' | 'restore',
  pointer: string,
  parent: Draft,
  field: Field,
): Draft => ({
  entity,
  id: before.id,
  action,
  pointer,
  before,
  given: new Set(),
  values: { ...before.values },
  children: [],
  problems: [],
  ...part(parent, field),
});
