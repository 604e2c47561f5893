/**
 * Records that keep figures over others: an order's total when one of its lines is edited by itself, moved or deleted, a
 * customer's number of orders. They are locked and computed again in the same transaction, as an update of their own:
 *
 *   written drafts -> feeds -> ids of parents -> roll-ups (SQL) -> stored formulas -> row, trail -> their parents
 *
 * A parent that this write stores itself is settled before its trail, so that it has one version.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { changedFields, draftsOf, isSame, type Draft, type StoredRow } from './draft.js';
import { rulesOf } from './entity-rules.js';
import { feedsOf, isFed, type Feed } from './feeds.js';
import { applyFormulas, stamp } from './fill.js';
import { computeRollUp, rollUpsOf } from './roll-ups.js';
import { loadChildren, loadRows, updateRow } from './store.js';
import { Surroundings } from './surroundings.js';
import { hasChanges, recordTrail } from './trail.js';
import type { Write } from './write.js';

/** What has to be computed again: records by entity, and which of their roll-ups. */
type Touched = ReadonlyMap<Entity, { readonly ids: ReadonlySet<string>; readonly rollUps: ReadonlySet<Field> }>;

/** Figures of records that this write created, changed or restored itself, over rows of the same write. */
export async function settleOwn(write: Write, roots: readonly Draft[]): Promise<void> {
  const drafts = roots.flatMap((root) => [...draftsOf(root)]);
  // Formulas over rows of the same write were computed with it: only roll-ups must be asked of the database.
  if (!drafts.some((draft) => rollUpsOf(draft.entity).length > 0)) return;
  const touched = await findTouched(write, drafts);
  for (const [entity, own] of byEntity(drafts.filter(isStored))) {
    const fed = touched.get(entity);
    const isBack = own.some((draft) => draft.action === 'restore');
    const rollUps = isBack ? rollUpsOf(entity) : [...(fed?.rollUps ?? [])];
    const settled = own.filter(
      (draft) => draft.action !== 'delete' && (draft.action === 'restore' || fed?.ids.has(draft.id)),
    );
    if (settled.length === 0 || rollUps.length === 0) continue;
    const before = new Map(settled.map((draft) => [draft, { ...draft.values }]));
    await computeDrafts(write, entity, settled, rollUps);
    for (const draft of settled) {
      const old = before.get(draft)!;
      const names = Object.keys(draft.values).filter((name) => !isSame(old[name], draft.values[name]));
      if (names.length > 0) await updateRow(write, draft, names, {}, Number(draft.values['version']));
    }
  }
}

/** Records that others of this write feed. */
export async function touchParents(write: Write, roots: readonly Draft[], depth = 0): Promise<void> {
  // Trees of totals are not deeper; a circle must end.
  if (depth > 20) return;
  const drafts = roots.flatMap((root) => [...draftsOf(root)]);
  const written = new Set(drafts.filter(isStored).map((draft) => `${draft.entity.name} ${draft.id}`));
  for (const [entity, { ids, rollUps }] of await findTouched(write, drafts)) {
    const others = [...ids].filter((id) => !written.has(`${entity.name} ${id}`));
    if (others.length > 0) await touchParents(write, await recompute(write, entity, others, [...rollUps]), depth + 1);
  }
}

/** An update that changes nothing was not written: others may still feed its record. */
const isStored = (draft: Draft): boolean => draft.action !== 'update' || hasChanges(draft);

async function findTouched(write: Write, drafts: readonly Draft[]): Promise<Touched> {
  const { context } = write;
  const touched = new Map<Entity, { ids: Set<string>; rollUps: Set<Field> }>();
  for (const [entity, own] of byEntity(drafts)) {
    for (const feed of feedsOf(context.release.model, entity, context.registries.function)) {
      const fed = own.filter((draft) => isFed(feed, draft));
      const ids = await parentsOf(write, feed, fed);
      if (ids.length === 0) continue;
      const held = touched.get(feed.parent) ?? { ids: new Set(), rollUps: new Set() };
      for (const id of ids) held.ids.add(id);
      for (const field of feed.rollUps) held.rollUps.add(field);
      touched.set(feed.parent, held);
    }
  }
  return touched;
}

/** Those it was part of and those it is part of now. */
async function parentsOf(write: Write, feed: Feed, drafts: readonly Draft[]): Promise<readonly string[]> {
  const { rows, pointer, through } = feed;
  const found = through
    ? (await loadChildren(write, rows, through.name, drafts.map((draft) => draft.id))).map((row) => row.values[pointer.name]) // prettier-ignore
    : drafts.flatMap((draft) => [draft.before?.values[pointer.name], draft.values[pointer.name]]);
  return found.filter((id) => typeof id === 'string');
}

/** Computes records again as updates of their own; gives the drafts of those that changed. */
export async function recompute(
  write: Write,
  entity: Entity,
  ids: readonly string[],
  rollUps: readonly Field[],
): Promise<readonly Draft[]> {
  const drafts = (await loadRows(write, entity, ids, { lock: 'update' })).map((row) => draftOf(entity, row));
  await computeDrafts(write, entity, drafts, rollUps);
  const changed: Draft[] = [];
  for (const draft of drafts) {
    if (!hasChanges(draft)) continue;
    stamp(write, draft);
    await updateRow(write, draft, changedFields(draft));
    recordTrail(write, draft);
    changed.push(draft);
  }
  return changed;
}

export const draftOf = (entity: Entity, before: StoredRow): Draft => ({
  entity,
  id: before.id,
  action: 'update',
  pointer: '',
  before,
  given: new Set(),
  values: { ...before.values },
  children: [],
  problems: [],
});

/** Sets roll-ups and stored formulas in the values of these drafts; nothing is written. */
export async function computeDrafts(
  write: Write,
  entity: Entity,
  drafts: readonly Draft[],
  rollUps: readonly Field[],
): Promise<void> {
  const ids = drafts.map((draft) => draft.id);
  for (const field of rollUps) {
    const figures = await computeRollUp(write, entity, field, ids);
    for (const draft of drafts) draft.values[field.name] = figures.get(draft.id) ?? null;
  }
  const surroundings = new Surroundings(write);
  for (const draft of drafts) surroundings.place(draft);
  const { reach } = rulesOf(write.context.release.model, entity, write.context.registries.function);
  await surroundings.load(drafts, reach);
  for (const draft of drafts) applyFormulas(write, draft, surroundings);
}

function byEntity(drafts: readonly Draft[]): ReadonlyMap<Entity, readonly Draft[]> {
  const grouped = new Map<Entity, Draft[]>();
  for (const draft of drafts) grouped.set(draft.entity, [...(grouped.get(draft.entity) ?? []), draft]);
  return grouped;
}
