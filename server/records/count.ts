/**
 * How many rows a list has in all. Counted in the statement's own process up to a cap; a larger table is counted by a
 * work process, so that nobody waits for it. When that fails or takes too long the cap itself is answered. On SQLite a
 * total is kept until somebody writes, for paging through a list asks for the same one again and again.
 */
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Context } from '../context.js';
import { countCap } from './count-cap.js';
import { KeptAnswers } from './kept-answers.js';
import { compileCount } from './sql/compile-query.js';
import { selectRows, type Fragment } from './sql/fragment.js';
import { toolsFor } from './prepare.js';

const patienceMs = 5_000;

const totals = new KeptAnswers<Total>({ most: 500, weight: ({ isKnown }) => (isKnown ? 1 : 501) });

interface Total {
  readonly total: number;
  /** False where it is the cap, since counting took too long: the next one tries again. */
  readonly isKnown: boolean;
}

/** `capped` is the counting statement with its cap, where it was compiled before. */
export async function countRows(context: Context, bound: BoundQuery, capped?: Fragment): Promise<number> {
  // A cursor narrows the page, not the list.
  const { after: _after, ...whole } = bound;
  const statement = capped ?? compileCount(toolsFor(context), whole, countCap + 1);
  const { database } = context;
  return (await totals.answer({ database, statement }, () => countNow(context, whole, statement))).total;
}

async function countNow(context: Context, whole: BoundQuery, statement: Fragment): Promise<Total> {
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
