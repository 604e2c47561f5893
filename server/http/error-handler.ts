/** The last handler: whatever was thrown becomes one envelope, and what is our own mistake goes to the log only. */
import type { ErrorRequestHandler, Response } from 'express';
import type { Log } from '../context.js';
import { ApiError, badRequest } from '../errors.js';
import { describeFault } from './faults.js';
import { stateOf } from './request-state.js';

export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const answer = toApiError(error);
    const state = stateOf(response);
    state.code = answer.code;
    if (answer.status >= 500) {
      const fields = { requestId: state.requestId, code: answer.code, error: answer.data.cause ?? error };
      log.error(fields, answer.code === 'INTERNAL' ? 'A request failed' : 'A request could not be answered');
    }
    if (response.headersSent) {
      // A half-sent file must not look whole.
      response.destroy();
      return;
    }
    sendError(response, answer, request.method === 'HEAD');
  };
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

function sendError(response: Response, error: ApiError, headOnly: boolean): void {
  const { path, details, retryAfter, headers } = error.data;
  for (const name of ['ETag', 'Content-Disposition', 'Content-Length', 'Location']) response.removeHeader(name);
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(Math.max(1, Math.ceil(retryAfter))));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.statusCode = error.status;
  const envelope = {
    error: {
      code: error.code,
      message: error.message,
      ...(path === undefined ? {} : { path }),
      ...(details === undefined ? {} : { details }),
      requestId: stateOf(response).requestId,
    },
  };
  response.end(headOnly ? undefined : JSON.stringify(envelope));
}
