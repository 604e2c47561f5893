/** Ids are ULIDs: 26 characters, sortable by time, increasing within the process even when the clock stands or goes back. */
import { monotonicFactory } from 'ulid';
import type { Clock } from './context.js';

/** A generator of ULIDs; each process makes one and hands it around as `newId`. */
export function createIds(clock: Clock): () => string {
  const next = monotonicFactory();
  let last = 0;
  return () => {
    last = Math.max(last, clock.now().getTime());
    return next(last);
  };
}
