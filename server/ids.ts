/** Ids are ULIDs: 26 characters, sortable by time, increasing within the process even when the clock stands or goes back. */
import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from './context.js';

/** A generator of ULIDs; each process makes one and hands it around as `newId`. */
export function createIds(clock: Clock): () => string {
  const next = monotonicFactory(createRandom());
  let last = 0;
  return () => {
    last = Math.max(last, clock.now().getTime());
    return next(last);
  };
}

/** Random numbers in steps of 1/256, fetched by the kilobyte: the package's own way asks the system for each character. */
function createRandom(): () => number {
  const bytes = new Uint8Array(1024);
  let used = bytes.length;
  return () => {
    if (used === bytes.length) {
      randomFillSync(bytes);
      used = 0;
    }
    return bytes[used++]! / 256;
  };
}
