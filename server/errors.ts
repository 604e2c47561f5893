/**
 * The one error factory. An ApiError is answered as `{"error":{code,message,path?,details?,requestId}}`; whatever else
 * is thrown is our own mistake: logged with its cause, answered as 500 INTERNAL without any of its text.
 */
import type { Problem } from '../metadata/value.js';

export interface ApiErrorData {
  /** JSON pointer or parameter name the error is about. */
  readonly path?: string;
  readonly details?: unknown;
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Kept for the log, never sent. */
  readonly cause?: unknown;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly data: ApiErrorData = {},
  ) {
    super(message, { cause: data.cause });
    this.name = 'ApiError';
  }
}

export const badRequest = (code: string, message: string, data?: ApiErrorData) =>
  new ApiError(400, code, message, data);
export const unauthorized = (message = 'Sign in first.') => new ApiError(401, 'UNAUTHENTICATED', message);
export const forbidden = (code: string, message: string, data?: ApiErrorData) => new ApiError(403, code, message, data);
/** One text for unknown, deleted and not-to-be-seen, so that the three cannot be told apart. */
export const notFound = () => new ApiError(404, 'NOT_FOUND', 'There is nothing here, or you may not see it.');
export const conflict = (code: string, message: string, data?: ApiErrorData) => new ApiError(409, code, message, data);
export const preconditionRequired = () =>
  new ApiError(428, 'VERSION_REQUIRED', 'Send the version you have seen as If-Match, for example If-Match: "3".');
export const unprocessable = (code: string, message: string, data?: ApiErrorData) =>
  new ApiError(422, code, message, data);
/** Findings about a body or a document, each with its path; the first one names the error. */
export const invalid = (problems: readonly Problem[], code = 'INVALID') =>
  new ApiError(422, code, problems[0]?.message ?? 'The input is not valid.', {
    ...(problems[0] ? { path: problems[0].path } : {}),
    details: problems,
  });
