/**
 * Faults of what lies under us that are nobody's mistake: the database is away, busy, read only or full. They are told
 * as 503 with Retry-After, so that a client keeps its input and tries again.
 */
import { ApiError } from '../errors.js';

const away = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EPIPE', 'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_SEQUENCE_TIMEOUT', 'ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN',
  'ER_NEW_ABORTING_CONNECTION', 'ER_ABORTING_CONNECTION', 'ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_DEADLOCK',
]); // prettier-ignore
const readOnly = new Set([
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_OPEN_AS_READONLY',
]);
const full = new Set(['ENOSPC', 'EDQUOT', 'ER_DISK_FULL', 'ER_RECORD_FILE_FULL']);

/** The answer to a fault, or undefined for what is our own mistake. */
export function describeFault(error: unknown): ApiError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode, name } = error as Error & { code?: unknown; errcode?: unknown };
  const text = String(code ?? '');
  const sqlite = typeof errcode === 'number' ? errcode & 255 : undefined;
  if (full.has(text) || sqlite === 13) {
    return unavailable('STORAGE_FULL', 'The disk is full: nothing can be saved until space is freed.', 60, error);
  }
  if (readOnly.has(text) || sqlite === 8) {
    return unavailable('READ_ONLY', 'The database takes no changes at the moment. Reading works.', 30, error);
  }
  if (name === 'DatabaseUnavailable' || name === 'KnexTimeoutError' || away.has(text) || sqlite === 5) {
    return unavailable('DATABASE_UNAVAILABLE', 'The database does not answer at the moment. Try again.', 5, error);
  }
  if (text === 'WORK_BUSY') {
    return new ApiError(429, 'WORK_BUSY', 'You have enough running already. Try again when it has ended.', {
      retryAfter: 5,
      cause: error,
    });
  }
  if (text === 'WORK_TIMEOUT') {
    return unavailable('WORK_TIMEOUT', 'This took too long and was stopped. Ask for less, or try later.', 30, error);
  }
  return undefined;
}

const unavailable = (code: string, message: string, retryAfter: number, cause: unknown) =>
  new ApiError(503, code, message, { retryAfter, cause });
