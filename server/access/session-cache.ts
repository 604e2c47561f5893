/**
 * What the session statement answered, kept for a second (docs/decisions/007). Whatever this process writes to the tables
 * the answer came from ends it at once, so that a revoked right is gone with the next request; what another process
 * writes is seen after a second at the latest. Only on MySQL, where a round trip costs more than the statement and where
 * no cheaper sign of a change exists.
 */
import type { Release } from '../context.js';
import type { Database } from '../database/database.js';
import type { SessionRow } from './session-query.js';

export type LoadSession = (idHash: string, release: Release) => Promise<SessionRow | undefined>;

/** Tables of the session statement (session-query.ts); `d_user` holds the persons. */
const tables = ['sys_session', 'sys_account', 'sys_user_role', 'sys_setting', 'd_user'];
const freshMs = 1000;
const mostEntries = 5000;

interface Kept {
  readonly answer: Promise<SessionRow | undefined>;
  /** Of `performance.now`, taken before the statement was sent. */
  readonly since: number;
  readonly release: Release;
}

export function keepSessions(
  database: Pick<Database, 'watchWrites'>,
  load: LoadSession,
  now: () => number = () => performance.now(),
): LoadSession {
  const kept = new Map<string, Kept>();
  database.watchWrites(tables, () => kept.clear());
  return (idHash, release) => {
    const found = kept.get(idHash);
    if (found && found.release === release && now() - found.since < freshMs) return found.answer;
    const answer = load(idHash, release);
    const entry: Kept = { answer, since: now(), release };
    // Oldest first: a Map keeps the order of insertion.
    kept.delete(idHash);
    if (kept.size >= mostEntries) kept.delete(kept.keys().next().value!);
    kept.set(idHash, entry);
    const forget = (): void => {
      if (kept.get(idHash) === entry) kept.delete(idHash);
    };
    answer.then((row) => row ?? forget(), forget);
    return answer;
  };
}
