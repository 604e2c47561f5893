/** Names of records by id, as the reader may see them: for results whose rows hold ids, and for history. */
import type { Knex } from 'knex';
import type { Context } from '../../context.js';
import { ApiError } from '../../errors.js';
import { prepareFor, toolsFor } from '../prepare.js';
import { compileQuery, type CompileOptions } from '../sql/compile-query.js';
import { selectRows } from '../sql/fragment.js';
import { recordBuilder } from './objects.js';
import { buildNames } from './shape.js';

const chunkSize = 500;

/** Ids that do not exist or may not be seen are not in the answer. One statement for 500 ids. */
export async function readLabels(
  context: Context,
  entity: string,
  ids: Iterable<string>,
  runner: Knex = context.database.read,
  options: Pick<CompileOptions, 'deleted'> = {},
): Promise<ReadonlyMap<string, string | null>> {
  const labels = new Map<string, string | null>();
  const all = [...new Set(ids)];
  for (let from = 0; from < all.length; from += chunkSize) {
    const among = { field: 'id', op: 'in' as const, value: all.slice(from, from + chunkSize) };
    const bound = tryPrepare(context, entity, among);
    if (!bound) return labels;
    const shape = buildNames(context, bound, 'named');
    const compiled = compileQuery(toolsFor(context), shape.query, options);
    const build = recordBuilder(shape);
    for (const row of await selectRows(runner, compiled.statement)) {
      const { id, label } = build(compiled.read(row))['named'] as { id: string; label: string | null };
      labels.set(id, label);
    }
  }
  return labels;
}

function tryPrepare(context: Context, entity: string, where: { field: string; op: 'in'; value: string[] }) {
  try {
    return prepareFor(context, { entity, select: [{ path: 'id' }], where });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
