/** What a database may answer besides rows, in the classes the rest of the server knows. */
import { ApiError } from '../errors.js';

/** The database cannot be reached or is too busy to take the request: answered as 503 with Retry-After. */
export class DatabaseUnavailable extends ApiError {
  constructor(message: string, cause?: unknown) {
    super(503, 'DATABASE_UNAVAILABLE', message, { retryAfter: 5, cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** The server must not start: the message says where, what is wrong and what to do. */
export class DatabaseRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseRefused';
  }
}

/** A value does not fit its column exactly; a mistake of the caller, since field types check values before. */
export class InexactValue extends Error {
  constructor(column: string, problem: string) {
    super(`Column ${column}: ${problem}`);
    this.name = 'InexactValue';
  }
}

/** Knex's own error when the pool had no free connection within its time. */
export function isPoolTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'KnexTimeoutError';
}
