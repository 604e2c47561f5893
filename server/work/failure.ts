/** Errors across the border of a process: what was meant for people stays an ApiError, all else is WORK_FAILED. */
import { say } from '../../metadata/words.js';
import { ApiError, unprocessable } from '../errors.js';
import type { Failure } from './messages.js';

/** A task failed by our own mistake, or its process broke: logged, answered as 500. */
export class WorkFailed extends Error {
  readonly code = 'WORK_FAILED';
  constructor(
    task: string,
    /** What was thrown in the work process, as data: name, message, code, problems, stack. */
    readonly failure?: Extract<Failure, { kind: 'error' }>,
    reason = failure ? `${failure.name}: ${failure.message}` : 'its process ended',
  ) {
    super(`The task ${task} failed: ${reason}`);
    this.name = 'WorkFailed';
  }
}

export const workTimeout = (timeoutMs: number): ApiError =>
  unprocessable(
    'WORK_TIMEOUT',
    say`This took longer than ${{ seconds: Math.max(1, Math.round(timeoutMs / 1000)) }} s and was stopped. Narrow the filter or the period.`,
  );

export const workBusy = (): ApiError =>
  new ApiError(429, 'WORK_BUSY', 'Too much is being computed just now. Try again in a moment.', { retryAfter: 5 });

export const workOutOfMemory = (megabytes: number): ApiError =>
  unprocessable(
    'WORK_FAILED',
    say`This needed more than ${{ megabytes }} MB of memory and was stopped. Narrow the filter or ask for fewer columns.`,
  );

export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { path, details, retryAfter } = error.data;
    return {
      kind: 'api',
      status: error.status,
      code: error.code,
      message: error.message,
      ...(error.said ? { said: error.said } : {}),
      ...(path === undefined ? {} : { path }),
      ...(details === undefined ? {} : { details }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    };
  }
  const { name, message, stack, code, problems } = (
    error instanceof Error ? error : new Error(String(error))
  ) as Error & {
    code?: unknown;
    problems?: unknown;
  };
  return {
    kind: 'error',
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(problems === undefined ? {} : { problems }),
  };
}

export function fromFailure(task: string, failure: Failure): Error {
  if (failure.kind === 'error') return new WorkFailed(task, failure);
  const { status, code, path, details, retryAfter } = failure;
  return new ApiError(status, code, failure, {
    ...(path === undefined ? {} : { path }),
    ...(details === undefined ? {} : { details }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}
