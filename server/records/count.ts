/**
 * How many rows a list has in all. Counted in the statement's own process up to a cap; a larger table is counted by a
 * work process, so that nobody waits for it. When that fails or takes too long the cap itself is answered.
 */
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Context } from '../context.js';
import { countCap } from './count-cap.js';
import { compileCount } from './sql/compile-query.js';
import { selectRows, type Fragment } from './sql/fragment.js';
import { toolsFor } from './prepare.js';

const patienceMs = 5_000;

/** `capped` is the counting statement with its cap, where it was compiled before. */
export async function countRows(context: Context, bound: BoundQuery, capped?: Fragment): Promise<number> {
  // A cursor narrows the page, not the list.
  const { after: _after, ...whole } = bound;
  const statement = capped ?? compileCount(toolsFor(context), whole, countCap + 1);
  const [row] = await selectRows(context.database.read, statement);
  const total = Number(row?.['total'] ?? 0);
  if (total <= countCap) return total;
  const { sql, bindings } = compileCount(toolsFor(context), whole, undefined);
  try {
    const { rows } = await context.work.run<{ rows: readonly { total: unknown }[] }>(
      'query.read',
      { sql, bindings, maxRows: 1 },
      { timeoutMs: patienceMs, userId: context.principal.id },
    );
    return Number(rows[0]?.total ?? total);
  } catch (error) {
    context.log.warn(
      { error, requestId: context.requestId, entity: bound.entity.name },
      'A list was not counted in full.',
    );
    return countCap;
  }
}
