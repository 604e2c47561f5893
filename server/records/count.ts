/**
 * How many rows a list has in all. Counted in the statement's own process up to a cap; a larger table is counted by a
 * work process, so that nobody waits for it. When that fails or takes too long the cap itself is answered. A
 * total is kept until somebody writes, for paging through a list asks for the same one again and again; on MySQL only one
 * that took a work process.
 */
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Context } from '../context.js';
import { countCap } from './count-cap.js';
import { KeptAnswers } from './kept-answers.js';
import { compileCount } from './sql/compile-query.js';
import { selectRows, type Fragment } from './sql/fragment.js';
import { toolsFor } from './prepare.js';

const patienceMs = 5_000;

const totals = new KeptAnswers<Total>({ most: 500, isCheap: true, weight: ({ isKnown }) => (isKnown ? 1 : 501) });

/** Of tables that take a work process to count: worth asking whether somebody wrote, on any engine. */
const wholes = new KeptAnswers<number>({ most: 500 });

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
  const all = compileCount(toolsFor(context), whole, undefined);
  const count = async (): Promise<number> => {
    const input = { ...all, maxRows: 1 };
    const options = { timeoutMs: patienceMs, userId: context.principal.id };
    const { rows } = await context.work.run<{ rows: readonly { total: unknown }[] }>('query.read', input, options);
    return Number(rows[0]?.total ?? total);
  };
  try {
    const { database } = context;
    return { total: await wholes.answer({ database, statement: all }, count), isKnown: true };
  } catch (error) {
    context.log.warn(
      { error, requestId: context.requestId, entity: whole.entity.name },
      'A list was not counted in full.',
    );
    return { total: countCap, isKnown: false };
  }
}
