/** What points to merged records and will point to the one that stays: look-ups, links to any record, n-n links. */
import type { Entity } from '../../../metadata/model/model.js';
import { linkSource, linkTarget } from '../../../metadata/model/links.js';
import { say } from '../../../metadata/words.js';
import { ApiError, unprocessable } from '../../errors.js';
import { pointers } from '../write/deletion.js';
import type { Draft, StoredRow } from '../write/draft.js';
import { computeDrafts, draftOf } from '../write/parents.js';
import { byEntity, refuseProblems, storeDrafts } from '../write/pipeline.js';
import { placeDraft } from '../write/positions.js';
import { draftDelete } from '../write/prepare-drafts.js';
import { loadChildren } from '../write/store.js';
import { checkTrees } from '../write/trees.js';
import { checkUnique } from '../write/unique.js';
import type { Write } from '../write/write.js';

/** Records that one merge points elsewhere. */
const mostMoved = 5000;

type Move = Draft & { readonly restored: Set<string> };

/** `restored` names the fields that point elsewhere afterwards. */
export async function planMoves(
  write: Write,
  entity: Entity,
  kept: StoredRow,
  merged: readonly StoredRow[],
): Promise<readonly Draft[]> {
  const ids = merged.map((row) => row.id);
  const own = new Set([kept.id, ...ids]);
  const moved = new Map<string, Move>();
  for (const pointer of pointers(write, entity.name)) {
    if (pointer.entity.link) continue;
    for (const row of await loadChildren(write, pointer.entity, pointer.column.name, ids, { lock: 'update' })) {
      if (pointer.entity === entity && own.has(row.id)) continue;
      const key = `${pointer.entity.name} ${row.id}`;
      const move = moved.get(key) ?? { ...draftOf(pointer.entity, row), restored: new Set<string>() };
      move.values[pointer.column.name] = kept.id;
      move.restored.add(pointer.field.name);
      moved.set(key, move);
    }
  }
  const drafts: Draft[] = [...moved.values()];
  for (const link of write.context.release.model.entities.values()) {
    if (link.link?.entity === entity.name || link.link?.target === entity.name)
      drafts.push(...(await moveLinks(write, link, entity, { kept, ids })));
  }
  if (drafts.length > mostMoved) {
    const words = say`More than ${{ most: mostMoved }} records point to these. Change some of them first.`;
    throw unprocessable('TOO_MANY', words, { path: '/from' });
  }
  return drafts;
}

/** Each pair of records has one row: a pair that is there already takes the place of the one that would come. */
async function moveLinks(
  write: Write,
  link: Entity,
  entity: Entity,
  { kept, ids }: { readonly kept: StoredRow; readonly ids: readonly string[] },
): Promise<readonly Draft[]> {
  const sides = [...(link.link!.entity === entity.name ? [linkSource] : []), ...(link.link!.target === entity.name ? [linkTarget] : [])]; // prettier-ignore
  const rows = new Map<string, StoredRow>();
  for (const side of sides) {
    for (const row of await loadChildren(write, link, side, [kept.id, ...ids], { lock: 'update', deleted: 'with' }))
      rows.set(row.id, row);
  }
  const pairOf = (values: StoredRow['values']) => `${String(values[linkSource])} ${String(values[linkTarget])}`;
  const held = new Map([...rows.values()].map((row) => [pairOf(row.values), row]));
  const live = new Set([...rows.values()].filter((row) => row.deletedAt === null).map((row) => pairOf(row.values)));
  const drafts: Draft[] = [];
  for (const row of rows.values()) {
    const changed = sides.filter((side) => ids.includes(String(row.values[side])));
    if (row.deletedAt !== null || changed.length === 0) continue;
    const values = { ...row.values, ...Object.fromEntries(changed.map((side) => [side, kept.id])) };
    const pair = pairOf(values);
    const isItself = values[linkSource] === values[linkTarget];
    const other = held.get(pair);
    const restored = new Set(changed);
    if (isItself || live.has(pair) || other) drafts.push({ ...draftDelete(link, row, ''), restored });
    else drafts.push({ ...draftOf(link, row), values, restored });
    if (!isItself && other && !live.has(pair)) drafts.push({ ...draftOf(link, other), action: 'restore' });
    live.add(pair);
    if (!other) held.set(pair, row);
  }
  return drafts;
}

/**
 * Writes them, formulas and places following. A key that two would share, or a circle, refuses the merge with 422 and says
 * no more: whoever merges need not see these records.
 */
export async function storeMoves(write: Write, moves: readonly Draft[]): Promise<void> {
  try {
    for (const [entity, own] of byEntity(moves)) {
      if (entity.link) continue;
      for (const draft of own) await placeDraft(write, draft);
      await computeDrafts(write, entity, own, []);
      await checkUnique(write, entity, own);
      await checkTrees(write, own);
      for (const draft of own) refuseProblems(draft);
    }
    await storeDrafts(write, moves);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const at = { path: '/from' };
    if (error.code === 'NOT_UNIQUE')
      throw unprocessable('NOT_UNIQUE', 'Two records that point to these would have the same key. Change one of them first.', at); // prettier-ignore
    if (error.code === 'TREE_CIRCLE')
      throw unprocessable('TREE_CIRCLE', 'A record would stand below itself. Give it another place first.', at);
    throw error;
  }
}
