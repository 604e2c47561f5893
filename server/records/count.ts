/**
 * How many rows a list has in all. Counted in the statement's own process up to a cap; a larger table is counted by a
 * work process, so that nobody waits for it. When that fails or takes too long the cap itself is answered. On SQLite a
 * total is kept until somebody writes, for paging through a list asks for the same one again and again.
 */
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Context } from '../context.js';
import type { Database } from '../database/database.js';
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
  const kept = keptTotals(context.database);
  const key = JSON.stringify([statement.sql, statement.bindings]);
  const held = kept?.get(key);
  if (held !== undefined) return held;
  const { total, isKnown } = await countNow(context, whole, statement);
  if (kept && isKnown) {
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
    kept.set(key, total);
  }
  return total;
}

async function countNow(
  context: Context,
  whole: BoundQuery,
  statement: Fragment,
): Promise<{ readonly total: number; readonly isKnown: boolean }> {
  const [row] = await selectRows(context.database.read, statement);
  const total = Number(row?.['total'] ?? 0);
  if (total <= countCap) return { total, isKnown: true };
  const { sql, bindings } = compileCount(toolsFor(context), whole, undefined);
  try {
    const { rows } = await context.work.run<{ rows: readonly { total: unknown }[] }>(
      'query.read',
      { sql, bindings, maxRows: 1 },
      { timeoutMs: patienceMs, userId: context.principal.id },
    );
    return { total: Number(rows[0]?.total ?? total), isKnown: true };
  } catch (error) {
    context.log.warn(
      { error, requestId: context.requestId, entity: whole.entity.name },
      'A list was not counted in full.',
    );
    return { total: countCap, isKnown: false };
  }
}

/** Totals by statement and values, of one state of the data. */
interface Kept {
  readonly version: number;
  readonly totals: Map<string, number>;
}

const mostKept = 500;
const keptByDatabase = new WeakMap<Database, Kept>();

/** Totals that still hold; an engine that cannot tell whether somebody wrote keeps none. */
function keptTotals(database: Database): Map<string, number> | undefined {
  const version = database.dataVersion?.();
  if (version === undefined) return undefined;
  const held = keptByDatabase.get(database);
  if (held?.version === version) return held.totals;
  const fresh = { version, totals: new Map<string, number>() };
  keptByDatabase.set(database, fresh);
  return fresh.totals;
}
