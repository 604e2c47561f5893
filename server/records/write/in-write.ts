/** Opens a write: transaction, trail, then the effects that wait for the commit. */
import type { Context } from '../../context.js';
import { keepKeys } from '../../duplicates/keep-keys.js';
import { indexDrafts } from '../../search/index-drafts.js';
import { completeForLive, lockLiveNumber } from './live-release.js';
import { flushTrail } from './trail.js';
import type { Write, WriteOptions } from './write.js';

/** Runs `work` in a transaction, then its trail; events and other effects follow the commit, their failures are logged. */
export async function inWrite<T>(
  context: Context,
  work: (write: Write) => Promise<T>,
  options: WriteOptions = {},
): Promise<T> {
  let effects: (() => void | Promise<void>)[] = [];
  const result = await context.database.write(async (transaction) => {
    const attempt: typeof effects = [];
    const inner: Context = { ...context, afterCommit: (effect) => void attempt.push(effect) };
    const now = context.clock.now().toISOString();
    const live = await lockLiveNumber(context.database, transaction);
    const write: Write = { context: inner, transaction, now, trail: [], drafts: [], options };
    const answer = await work(write);
    if (live > context.release.number) await completeForLive(write, live);
    await keepKeys(write, live);
    await indexDrafts(write);
    await flushTrail(write);
    effects = attempt;
    return answer;
  });
  for (const effect of effects) {
    try {
      await effect();
    } catch (error) {
      context.log.error({ error, requestId: context.requestId }, 'An effect after a commit failed.');
    }
  }
  return result;
}
