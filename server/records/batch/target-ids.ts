/** The records of a batch, some at a time in the order of their ids: those named, or those of a filter that the caller may see. */
import { encodeCursor } from '../../../metadata/query/cursor.js';
import type { Context } from '../../context.js';
import { unprocessable } from '../../errors.js';
import { countRows } from '../count.js';
import { prepareFor } from '../prepare.js';
import { runQuery } from '../query.js';
import type { Targets } from './bulk-request.js';

export const chunkSize = 500;

/** How many there are; refuses what cannot be run before anything is begun. */
export async function countTargets(context: Context, entity: string, targets: Targets): Promise<number> {
  const { ids, filter } = targets;
  if ((ids === undefined) === (filter === undefined)) {
    throw unprocessable('TARGETS_NEEDED', 'Say which records: either their ids or a filter, not both.', {
      path: ids === undefined ? '/ids' : '/filter',
    });
  }
  if (ids !== undefined) return ids.length;
  return countRows(context, prepareFor(context, { entity, select: [{ path: 'id' }], where: filter! }));
}

/** Ids after `position`. A record that stops matching while this runs is not met twice: ids only grow. */
export async function nextTargets(
  context: Context,
  entity: string,
  targets: Targets,
  position: string | null,
): Promise<readonly string[]> {
  if (targets.ids !== undefined) {
    const rest = [...targets.ids].sort().filter((id) => position === null || id > position);
    return rest.slice(0, chunkSize);
  }
  const query = { entity, select: [{ path: 'id' }], where: targets.filter!, limit: chunkSize };
  const after = position === null ? {} : { after: encodeCursor({ keys: [], id: position }, []) };
  const { rows } = await runQuery(context, { ...query, ...after });
  return rows.map((row) => String(row['id']));
}
