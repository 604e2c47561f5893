/**
 * Followers of records that just changed, for many writes at once: what comes within a few milliseconds is asked in one
 * statement, since nobody waits for notices.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { followersOf, type Followed } from './followers.js';

const gatherMs = 20;

export type Followers = ReadonlyMap<string, ReadonlySet<string>>;

/** Answers as `followersOf` does, a little later. */
export function createFollowerGatherer(
  database: Pick<Database, 'read'>,
): (records: readonly Followed[]) => Promise<Followers> {
  let gathered: Followed[] = [];
  let answer: Promise<Followers> | undefined;
  const ask = async (): Promise<Followers> => {
    await pause(gatherMs);
    const records = gathered;
    gathered = [];
    answer = undefined;
    return followersOf(database.read, records);
  };
  return async (records) => {
    if (records.length === 0) return new Map();
    gathered.push(...records);
    return (answer ??= ask());
  };
}
