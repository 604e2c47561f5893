/**
 * Records whose stored formulas read rows that were written on their own: an order's total when one of its lines is
 * edited by itself, moved or deleted. They are computed again in the same transaction, as an update of their own.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { changedFields, draftsOf, type Draft } from './draft.js';
import { rulesOf } from './entity-rules.js';
import { applyFormulas, stamp } from './fill.js';
import { loadRows, updateRow } from './store.js';
import { Surroundings } from './surroundings.js';
import { hasChanges, recordTrail } from './trail.js';
import type { Write } from './write.js';

/** Look-ups of a child entity whose target has a stored formula over these rows. */
function feeding(write: Write, child: Entity): readonly { readonly field: Field; readonly parent: Entity }[] {
  const { model } = write.context.release;
  return [...child.fields.values()].flatMap((field) => {
    const parent = field.target === undefined ? undefined : model.entities.get(field.target);
    const relation =
      parent && [...parent.relations.values()].find((one) => one.entity === child.name && one.field === field.name);
    if (!parent || !relation || !parent.fields.get(relation.name)?.children) return [];
    const rules = rulesOf(model, parent, write.context.registries.function);
    const reads = [...rules.formulas].some(
      ([name, formula]) =>
        parent.fields.get(name)?.formula?.stored &&
        formula.dependencies.fields.some((path) => path === relation.name || path.startsWith(`${relation.name}.`)),
    );
    return reads ? [{ field, parent }] : [];
  });
}

export async function touchParents(write: Write, roots: readonly Draft[], depth = 0): Promise<void> {
  // Order, customer, group: nobody nests totals deeper; a circle must end.
  if (depth > 4) return;
  const drafts = roots.flatMap((root) => [...draftsOf(root)]);
  const written = new Set(drafts.map((draft) => draft.id));
  const touched = new Map<Entity, Set<string>>();
  for (const draft of drafts) {
    for (const { field, parent } of feeding(write, draft.entity)) {
      const held = touched.get(parent) ?? new Set<string>();
      for (const values of [draft.before?.values, draft.values]) {
        const id = values?.[field.name];
        if (typeof id === 'string' && !written.has(id)) held.add(id);
      }
      touched.set(parent, held);
    }
  }
  for (const [entity, ids] of touched) await recompute(write, entity, [...ids], depth);
}

async function recompute(write: Write, entity: Entity, ids: readonly string[], depth: number): Promise<void> {
  const rows = await loadRows(write, entity, ids, { lock: 'update' });
  const drafts = rows.map((before): Draft => ({
    entity,
    id: before.id,
    action: 'update',
    pointer: '',
    before,
    given: new Set(),
    values: { ...before.values },
    children: [],
    problems: [],
  }));
  const surroundings = new Surroundings(write);
  for (const draft of drafts) surroundings.place(draft);
  await surroundings.load(
    drafts,
    rulesOf(write.context.release.model, entity, write.context.registries.function).reach,
  );
  const changed: Draft[] = [];
  for (const draft of drafts) {
    applyFormulas(write, draft, surroundings);
    if (!hasChanges(draft)) continue;
    stamp(write, draft);
    await updateRow(write, draft, changedFields(draft));
    recordTrail(write, draft);
    changed.push(draft);
  }
  await touchParents(write, changed, depth + 1);
}
