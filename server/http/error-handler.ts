/** The last handler: whatever was thrown becomes one envelope in the reader's language, and what is our own mistake goes to the log only. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Words } from '../../metadata/value.js';
import type { Refusal } from '../access/refusal-watch.js';
import type { Log } from '../context.js';
import { ApiError, badRequest } from '../errors.js';
import { tellFindings } from '../messages/tell.js';
import { describeFault } from './faults.js';
import { stateOf } from './request-state.js';
import type { Readers } from './tell-answer.js';

export interface ErrorHandlerOptions {
  readonly log: Log;
  readonly readers: Readers;
  /** Told of each refusal. */
  refused?(refusal: Refusal): void;
}

export function errorHandler({ log, readers, refused }: ErrorHandlerOptions): ErrorRequestHandler {
  return async (error: unknown, request, response, _next) => {
    // What was ended because nobody waits for it any more is no failure.
    if (response.destroyed && (error as Error | undefined)?.name === 'AbortError') return;
    const answer = toApiError(error);
    const state = stateOf(response);
    state.code = answer.code;
    if (answer.status >= 500) {
      const fields = { requestId: state.requestId, code: answer.code, error: answer.data.cause ?? error };
      log.error(fields, answer.code === 'INTERNAL' ? 'A request failed' : 'A request could not be answered');
    }
    // Paths of the browser program are pages, not doors: one that leads nowhere is a mistyped address.
    if (request.originalUrl.startsWith('/api')) refused?.(refusalOf(request, response, answer));
    if (response.headersSent) {
      // A half-sent file must not look whole.
      response.destroy();
      return;
    }
    sendError(response, answer, await readers(request, response), request.method === 'HEAD');
  };
}

function refusalOf(request: Request, response: Response, error: ApiError): Refusal {
  const { requestId, route, userId } = stateOf(response);
  const address = request.ip ?? request.socket.remoteAddress ?? '';
  return { error, requestId, method: request.method, route, userId, address };
}

/** The error as it is told; an unknown one is 500 INTERNAL without any of its text. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const fault = describeFault(error);
  if (fault) return fault;
  if (error instanceof URIError) {
    return badRequest('MALFORMED_URL', 'The address holds a % that does not begin a valid UTF-8 escape.');
  }
  return new ApiError(500, 'INTERNAL', 'Something went wrong on our side. Nothing was saved. Tell us the request id.', {
    cause: error,
  });
}

function sendError(response: Response, error: ApiError, told: (words: Words) => string, headOnly: boolean): void {
  const { path, retryAfter, headers } = error.data;
  for (const name of ['ETag', 'Content-Disposition', 'Content-Length', 'Location']) response.removeHeader(name);
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(Math.max(1, Math.ceil(retryAfter))));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.statusCode = error.status;
  // Findings are a list; other details are facts, which say where findings stand among them.
  const places = error.data.findings ?? (Array.isArray(error.data.details) ? [''] : []);
  const details = places.reduce(
    (value, place) => tellFindings(value, place === '' ? [] : place.split('.'), told),
    error.data.details,
  );
  const envelope = {
    error: {
      code: error.code,
      message: told(error),
      ...(path === undefined ? {} : { path }),
      ...(details === undefined ? {} : { details }),
      requestId: stateOf(response).requestId,
    },
  };
  response.end(headOnly ? undefined : JSON.stringify(envelope));
}
