/**
 * The one error factory. An ApiError is answered as `{"error":{code,message,path?,details?,requestId}}`, the message in
 * the reader's language (messages/); whatever else is thrown is our own mistake: logged with its cause, answered as 500
 * INTERNAL without any of its text.
 */
import type { Problem, Said, Words } from '../metadata/value.js';
import { wordsOf } from '../metadata/words.js';

export interface ApiErrorData {
  /** JSON pointer or parameter name the error is about. */
  readonly path?: string;
  /** A list of findings, or facts. */
  readonly details?: unknown;
  /** Where findings stand among facts (`consents`): they are told in the reader's language as well. */
  readonly findings?: readonly string[];
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Kept for the log, never sent. */
  readonly cause?: unknown;
}

/** A sentence, or one whose parts change (metadata/words.ts), also that of a finding. */
type ErrorWords = string | Words;

export class ApiError extends Error {
  /** How the message was made, where it has changing parts: the reader gets it in their own language. */
  readonly said: Said | undefined;

  constructor(
    readonly status: number,
    readonly code: string,
    words: ErrorWords,
    readonly data: ApiErrorData = {},
  ) {
    const { message, said } = wordsOf(words);
    super(message, { cause: data.cause });
    this.name = 'ApiError';
    this.said = said;
  }
}

export const badRequest = (code: string, words: ErrorWords, data?: ApiErrorData) =>
  new ApiError(400, code, words, data);
export const unauthorized = (message = 'Sign in first.') => new ApiError(401, 'UNAUTHENTICATED', message);
export const forbidden = (code: string, words: ErrorWords, data?: ApiErrorData) => new ApiError(403, code, words, data);
/** One text for unknown, deleted and not-to-be-seen, so that the three cannot be told apart. */
export const notFound = () => new ApiError(404, 'NOT_FOUND', 'There is nothing here, or you may not see it.');
export const conflict = (code: string, words: ErrorWords, data?: ApiErrorData) => new ApiError(409, code, words, data);
export const preconditionRequired = () =>
  new ApiError(428, 'VERSION_REQUIRED', 'Send the version you have seen as If-Match, for example If-Match: "3".');
export const unprocessable = (code: string, words: ErrorWords, data?: ApiErrorData) =>
  new ApiError(422, code, words, data);
/** Findings about a body or a document, each with its path; the first one names the error. */
export const invalid = (problems: readonly Problem[], code = 'INVALID') =>
  new ApiError(422, code, problems[0] ?? 'The input is not valid.', {
    ...(problems[0] ? { path: problems[0].path } : {}),
    details: problems,
  });
