/** How much of one kind a person may have ordered at a time: what waits is kept, but nobody fills the queue. */
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';

/** Jobs of one type that wait or run, of one person. */
export const mostOrdered = 20;
/** Seconds after which one of them may be done. */
const retryAfter = 30;

/** 429 TOO_MANY_ORDERED, with when to come back. */
export async function refuseTooMany(context: Pick<Context, 'database' | 'principal'>, type: string): Promise<void> {
  const held = await context.database
    .read('sys_job')
    .where({ type, created_by: context.principal.id })
    .whereIn('state', ['queued', 'running'])
    .count({ n: '*' })
    .first();
  if (Number(held?.['n'] ?? 0) < mostOrdered) return;
  const words = say`${{ most: mostOrdered }} orders of yours are still being worked on. Wait until one is done, or cancel one.`;
  throw new ApiError(429, 'TOO_MANY_ORDERED', words, { retryAfter });
}
