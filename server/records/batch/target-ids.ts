/** The records of a batch, some at a time in the order of their ids: those named, or those of a filter that the caller may see. */
import { encodeCursor } from '../../../metadata/query/cursor.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import type { Context } from '../../context.js';
import { unprocessable } from '../../errors.js';
import { countRows } from '../count.js';
import { prepareFor, systemView, toolsFor } from '../prepare.js';
import { runQuery } from '../query.js';
import { compileQuery } from '../sql/compile-query.js';
import { selectRows } from '../sql/fragment.js';
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

/** Whether there is a record among them that the caller may change so: for none there is neither a batch nor a job. */
export async function reachesAny(
  context: Context,
  entity: string,
  { action, ...targets }: Targets & { readonly action: 'update' | 'delete' },
): Promise<boolean> {
  const { access } = context;
  // The rules may speak of fields that the caller does not see: they are asked by the system.
  const rules = [access.filter(action, entity), access.filter('bulk', entity)];
  for (let position: string | null = null; ;) {
    let ids = await nextTargets(context, entity, targets, position);
    if (ids.length === 0) return false;
    position = ids.at(-1)!;
    for (const rule of rules) ids = await idsWithin(context, entity, ids, rule);
    if (ids.length > 0) return true;
  }
}

async function idsWithin(
  context: Context,
  entity: string,
  ids: readonly string[],
  rule: Filter,
): Promise<readonly string[]> {
  if (ids.length === 0) return ids;
  const query = {
    entity,
    select: [{ path: 'id' }],
    where: { and: [{ field: 'id', op: 'in', value: [...ids] }, rule] },
  };
  const compiled = compileQuery(
    toolsFor(context),
    prepareFor(context, query as Query, { access: systemView(context) }),
  );
  const rows = await selectRows(context.database.read, compiled.statement);
  return rows.map((row) => String(compiled.read(row)[0]));
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
