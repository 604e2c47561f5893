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
/** Statements on their way at once, where each takes a connection of its own. */
const atOnce = 3;

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
  const chunks = Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, n) => all.slice(n * chunkSize, (n + 1) * chunkSize)); // prettier-ignore
  const readChunk = async (value: string[]): Promise<boolean> => {
    const bound = tryPrepare(context, entity, { field: 'id', op: 'in', value });
    if (!bound) return false;
    const shape = buildNames(context, bound, 'named');
    const compiled = compileQuery(toolsFor(context), shape.query, options);
    const build = recordBuilder(shape);
    for (const row of await selectRows(runner, compiled.statement)) {
      const { id, label } = build(compiled.read(row))['named'] as { id: string; label: string | null };
      labels.set(id, label);
    }
    return true;
  };
  const readSome = async (): Promise<void> => {
    for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) if (!(await readChunk(chunk))) return;
  };
  const isPooled = runner === context.database.read && context.database.engine === 'mysql';
  await Promise.all(Array.from({ length: isPooled ? Math.min(atOnce, chunks.length) : 1 }, readSome));
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
