/** What a merge would bring to the record that stays, of what the caller may see. Nothing is written, nothing is locked. */
import type { Entity } from '../../../metadata/model/model.js';
import type { Context } from '../../context.js';
import { countCap } from '../count-cap.js';
import { entityToRead } from '../entity.js';
import { prepareFor, toolsFor } from '../prepare.js';
import { compileCount } from '../sql/compile-query.js';
import { joinFragments, selectRows, type Fragment } from '../sql/fragment.js';
import { inWrite } from '../write/in-write.js';
import type { Write } from '../write/write.js';
import { loadMerged } from './load-merged.js';
import { countComments } from './move-beside.js';
import { idsPointing, linksOf, pointersByEntity, sidesOf } from './move-pointers.js';

export interface MergePreview {
  /** By entity and the field that points; counted no further than 50,001. */
  readonly moves: readonly { readonly entity: string; readonly field: string; readonly count: number }[];
  readonly comments: number;
}

/** 404 and 403 as the merge itself would. A statement for each field that may be read. */
export async function previewMerge(
  context: Context,
  name: string,
  id: string,
  from: readonly string[],
): Promise<MergePreview> {
  const entity = entityToRead(context, name);
  return inWrite(context, async (write) => {
    await loadMerged(write, entity, id, from, { lock: false });
    const moves: MergePreview['moves'][number][] = [];
    const add = async (of: Entity, shown: { readonly entity: string; readonly field: string }, ids: Fragment) => {
      const count = await countSeen(write, of, ids, of === entity ? [id, ...from] : []);
      if (count > 0) moves.push({ ...shown, count });
    };
    const { access, release } = context;
    for (const [of, fields] of pointersByEntity(write, entity)) {
      if (!access.mayEver('read', of.name)) continue;
      for (const pointer of fields) {
        if (!access.canRead(pointer.field)) continue;
        await add(of, { entity: of.name, field: pointer.field.name }, idsPointing(write, pointer, from));
      }
    }
    for (const link of linksOf(write, entity)) {
      const stated = release.model.entities.get(link.link!.entity)?.fields.get(link.link!.field);
      if (!stated || !access.mayEver('read', link.name) || !access.canRead(stated)) continue;
      const sides = sidesOf(link, entity).map((side) => idsPointing(write, { entity: link, column: link.fields.get(side)! }, from)); // prettier-ignore
      await add(link, { entity: link.link!.entity, field: stated.name }, joinFragments(sides, ' union '));
    }
    const talks = entity.document.features?.comments !== false;
    return { moves, comments: talks ? await countComments(write, name, from) : 0 };
  });
}

async function countSeen(write: Write, entity: Entity, among: Fragment, without: readonly string[]): Promise<number> {
  const where = without.length > 0 ? { where: { field: 'id', op: 'notIn' as const, value: [...without] } } : {};
  const bound = prepareFor(write.context, { entity: entity.name, select: [{ path: 'id' }], ...where });
  const [row] = await selectRows(
    write.transaction,
    compileCount(toolsFor(write.context), bound, countCap + 1, { among }),
  );
  return Number(row?.['total'] ?? 0);
}
