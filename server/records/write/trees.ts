/**
 * Trees stay trees: whoever gives a record another parent climbs from there to the top, and must not meet the record. The
 * rows on the way are locked, so that two moves at once cannot close a circle between them: one waits, or is tried again.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Value } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { isSame, type Draft } from './draft.js';
import { loadRows } from './store.js';
import type { Write } from './write.js';

/** No tree of records is deeper. */
const deepest = 1000;

/** Adds TREE_CIRCLE to drafts that would stand below themselves. */
export async function checkTrees(write: Write, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.action === 'delete') continue;
    for (const field of draft.entity.fields.values()) {
      const parent = draft.values[field.name] ?? null;
      const isMoved = draft.action === 'restore' || !isSame(draft.before?.values[field.name], parent);
      if (!field.tree || parent === null || !isMoved) continue;
      if (await isBelow(write, { entity: draft.entity, field, drafts }, parent, draft.id)) {
        const words = say`This ${{ entity: draft.entity.label }} would stand below itself: choose another "${{ field: field.label }}".`;
        draft.problems.push({ path: `${draft.pointer}/${field.name}`, code: 'TREE_CIRCLE', ...words });
      }
    }
  }
}

interface Tree {
  readonly entity: Entity;
  readonly field: Field;
  /** What the same write makes of records counts before what is stored. */
  readonly drafts: readonly Draft[];
}

/** Does the way up from a record lead to another one (or never end)? */
async function isBelow(write: Write, { entity, field, drafts }: Tree, from: Value, other: string): Promise<boolean> {
  const given = new Map(drafts.filter((draft) => draft.entity === entity).map((draft) => [draft.id, draft.values]));
  let at = from;
  for (let steps = 0; typeof at === 'string'; steps++) {
    if (at === other || steps > deepest) return true;
    const values = given.get(at) ?? (await loadRows(write, entity, [at], { lock: 'share' }))[0]?.values;
    at = values?.[field.name] ?? null;
  }
  return false;
}
