/** What points to merged records points to the one that stays: look-ups, links to any record, n-n links. */
import type { Entity } from '../../../metadata/model/model.js';
import { linkSource, linkTarget } from '../../../metadata/model/links.js';
import { ApiError, unprocessable } from '../../errors.js';
import { raw, selectRows, sql, valueList, type Fragment } from '../sql/fragment.js';
import { pointers, type Pointer } from '../write/deletion.js';
import type { Draft, StoredRow } from '../write/draft.js';
import { computeDrafts, draftOf } from '../write/parents.js';
import { refuseProblems, storeDrafts } from '../write/pipeline.js';
import { placeDraft } from '../write/positions.js';
import { draftDelete } from '../write/prepare-drafts.js';
import { loadChildren, loadRows } from '../write/store.js';
import { checkTrees } from '../write/trees.js';
import { checkUnique } from '../write/unique.js';
import type { Write } from '../write/write.js';

/** Records that are looked at and written together: what is held of them at a time has a bound, their number has none. */
const portion = 1000;

type Move = Draft & { readonly restored: Set<string> };

/** Look-ups and links to any record by the entity that has them. */
export function pointersByEntity(write: Write, entity: Entity): ReadonlyMap<Entity, readonly Pointer[]> {
  const grouped = new Map<Entity, Pointer[]>();
  for (const pointer of pointers(write, entity.name)) {
    if (pointer.entity.link) continue;
    grouped.set(pointer.entity, [...(grouped.get(pointer.entity) ?? []), pointer]);
  }
  return grouped;
}

/** `select id …` of the rows outside of the trash whose column holds one of these ids. */
export function idsPointing(
  write: Write,
  { entity, column }: Pick<Pointer, 'entity' | 'column'>,
  ids: readonly string[],
): Fragment {
  const { quote } = write.context.database.dialect;
  const where = sql`${raw(quote(column.columns[0]!.name))} in ${valueList(ids)} and deleted_at is null`;
  return sql`select id from ${raw(quote(entity.table))} where ${where}`;
}

/**
 * Points them to the record that stays, formulas and places following. `merged` are locked, so that nothing begins to point
 * to them meanwhile. A key that two would share, or a circle, refuses the merge with 422 and says no more: whoever merges
 * need not see these records.
 */
export async function movePointers(
  write: Write,
  entity: Entity,
  kept: StoredRow,
  merged: readonly StoredRow[],
): Promise<void> {
  const ids = merged.map((row) => row.id);
  const own = new Set([kept.id, ...ids]);
  try {
    for (const [of, fields] of pointersByEntity(write, entity)) {
      const found = new Set<string>();
      for (const pointer of fields)
        for (const row of await selectRows(write.transaction, idsPointing(write, pointer, ids)))
          found.add(String(row['id']));
      const all = [...found].filter((id) => of !== entity || !own.has(id)).sort();
      for (let from = 0; from < all.length; from += portion) {
        const rows = await loadRows(write, of, all.slice(from, from + portion), { lock: 'update' });
        await storePortion(
          write,
          of,
          rows.flatMap((row) => moveOf(fields, row, new Set(ids), kept.id) ?? []),
        );
      }
    }
    for (const link of linksOf(write, entity)) {
      const drafts = await planLinks(write, link, entity, { kept, ids });
      for (let from = 0; from < drafts.length; from += portion)
        await storeDrafts(write, drafts.slice(from, from + portion));
    }
  } catch (error) {
    throw error instanceof ApiError ? namingNone(error) : error;
  }
}

/** `restored` names the fields that point elsewhere afterwards; undefined where somebody was faster. */
function moveOf(fields: readonly Pointer[], row: StoredRow, from: ReadonlySet<string>, to: string): Move | undefined {
  const move = { ...draftOf(fields[0]!.entity, row), restored: new Set<string>() };
  for (const { field, column } of fields) {
    if (!from.has(String(row.values[column.name]))) continue;
    move.values[column.name] = to;
    move.restored.add(field.name);
  }
  return move.restored.size > 0 ? move : undefined;
}

async function storePortion(write: Write, entity: Entity, moves: readonly Draft[]): Promise<void> {
  for (const draft of moves) await placeDraft(write, draft);
  await computeDrafts(write, entity, moves, []);
  await checkUnique(write, entity, moves);
  await checkTrees(write, moves);
  for (const draft of moves) refuseProblems(draft);
  await storeDrafts(write, moves);
}

function namingNone(error: ApiError): ApiError {
  const at = { path: '/from' };
  if (error.code === 'NOT_UNIQUE')
    return unprocessable('NOT_UNIQUE', 'Two records that point to these would have the same key. Change one of them first.', at); // prettier-ignore
  if (error.code === 'TREE_CIRCLE')
    return unprocessable('TREE_CIRCLE', 'A record would stand below itself. Give it another place first.', at);
  return error;
}

/** Links of which records of the entity are a side. */
export const linksOf = (write: Write, entity: Entity): readonly Entity[] =>
  [...write.context.release.model.entities.values()].filter(
    ({ link }) => link?.entity === entity.name || link?.target === entity.name,
  );

export const sidesOf = ({ link }: Entity, entity: Entity): readonly string[] => [
  ...(link!.entity === entity.name ? [linkSource] : []),
  ...(link!.target === entity.name ? [linkTarget] : []),
];

/** Each pair of records has one row: a pair that is there already takes the place of the one that would come. */
async function planLinks(
  write: Write,
  link: Entity,
  entity: Entity,
  { kept, ids }: { readonly kept: StoredRow; readonly ids: readonly string[] },
): Promise<readonly Draft[]> {
  const sides = sidesOf(link, entity);
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
