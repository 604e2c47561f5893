/** Sessions: a random id in the cookie, only its hash in the database, so that a stolen database opens no session. */
import { createHash, randomBytes } from 'node:crypto';

/** One signed-in browser. */
export interface Session {
  readonly idHash: string;
  readonly userId: string;
  /** End whatever happens, ISO. */
  readonly expiresAt: string;
}

/** Seconds without a request after which a session ends, and seconds after which it ends in any case. */
export const idleSeconds = 12 * 3600;
export const absoluteSeconds = 7 * 24 * 3600;
/** `seen_at` is written at most this often, in seconds: a read must not cost a write. */
export const touchSeconds = 300;

/** A new id: 256 random bits, 43 characters. */
export const newSessionId = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of an id. */
export const hashSessionId = (id: string): string => createHash('sha256').update(id).digest('hex');

/** Ids are only ever ours: anything else is not looked up. */
export const isSessionId = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
