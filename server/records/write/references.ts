/**
 * Look-ups: a record that is pointed to exists, may be seen by who points to it, and stays while the transaction runs
 * (its row is locked). Being part of a record (an owning look-up) needs the right to change that record.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { say } from '../../../metadata/words.js';
import { feedsTarget } from './feeds.js';
import { isSame, pointerTo, type Draft } from './draft.js';
import { allowedIds } from './reach.js';
import { loadRows } from './store.js';
import type { Write } from './write.js';

interface Use {
  readonly draft: Draft;
  readonly field: Field;
  readonly id: string;
  /** The entity it points to. */
  readonly target: string;
}

/** Adds REFERENCE_NOT_FOUND to drafts that point to nothing, or to what their writer may not see. */
export async function checkReferences(write: Write, drafts: readonly Draft[]): Promise<void> {
  const created = new Set(drafts.map((draft) => `${draft.entity.name} ${draft.id}`));
  const uses = new Map<string, Use[]>();
  for (const draft of drafts) {
    if (draft.action === 'delete') continue;
    for (const use of newReferences(write, draft)) {
      const { target } = use;
      if (created.has(`${target} ${use.id}`)) continue;
      uses.set(target, [...(uses.get(target) ?? []), use]);
    }
  }
  for (const target of [...uses.keys()].sort()) {
    const entity = write.context.release.model.entities.get(target);
    if (entity) await checkTargets(write, entity, uses.get(target)!);
  }
}

/** References that this write sets; those that stay were checked when they were set. */
function newReferences(write: Write, draft: Draft): readonly Use[] {
  const uses: Use[] = [];
  for (const field of draft.entity.fields.values()) {
    if (field.targets) uses.push(...newAnyReference(draft, field));
    if (field.target === undefined || (field.system && field.computed)) continue;
    const id = draft.values[field.name] ?? null;
    if (typeof id !== 'string' || (draft.action !== 'restore' && isSame(draft.before?.values[field.name], id)))
      continue;
    // Whoever is signed in exists, and may own what they create.
    if (field.target === 'user' && id === write.context.principal.id) continue;
    uses.push({ draft, field, id, target: field.target });
  }
  return uses;
}

/** Both parts of a link to any record; one alone is told by its type. */
function newAnyReference(draft: Draft, field: Field): readonly Use[] {
  const [target, id] = field.parts!.map((part) => draft.values[part.name] ?? null);
  const isChanged = field.parts!.some((part) => !isSame(draft.before?.values[part.name], draft.values[part.name]));
  if (typeof target !== 'string' || typeof id !== 'string' || (draft.action !== 'restore' && !isChanged)) return [];
  return [{ draft, field, id, target }];
}

async function checkTargets(write: Write, entity: Entity, uses: readonly Use[]): Promise<void> {
  // A whole is changed when its part is written (its totals are computed again): taking the stronger lock at once keeps
  // two writers from waiting for each other.
  const { release, registries } = write.context;
  const isFed = ({ field }: Use) => field.owns || feedsTarget(release.model, field, registries.function);
  const lock = uses.some(isFed) ? 'update' : 'share';
  const rows = await loadRows(write, entity, uses.map((use) => use.id), { lock }); // prettier-ignore
  const seen = await allowedIds(write, entity, 'read', rows);
  const owned = rows.filter((row) => uses.some((use) => use.field.owns && use.id === row.id));
  const changeable = await allowedIds(write, entity, 'update', owned);
  for (const { draft, field, id } of uses) {
    const path = pointerTo(draft, field.name);
    if (!seen.has(id)) {
      const words = say`There is no ${{ entity: entity.label }} with this id that you can see.`;
      draft.problems.push({ path, code: 'REFERENCE_NOT_FOUND', ...words });
    } else if (field.owns && !changeable.has(id)) {
      const words = say`You may not change this ${{ entity: entity.label }}, so nothing can be added to it.`;
      draft.problems.push({ path, code: 'REFERENCE_NOT_ALLOWED', ...words });
    }
  }
}
