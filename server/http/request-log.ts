/** Gives each request its id and writes one line when it has been answered; never the query string, which may be personal. */
import type { RequestHandler } from 'express';
import type { Log } from '../context.js';
import { setState, stateOf } from './request-state.js';

export interface RequestLogOptions {
  readonly log: Log;
  newId(): string;
}

export function requestLog(options: RequestLogOptions): RequestHandler {
  return (request, response, next) => {
    const state = { requestId: options.newId(), startedAt: performance.now() };
    setState(response, state);
    response.setHeader('X-Request-Id', state.requestId);
    response.on('close', () => {
      const { requestId, startedAt, route, userId, code } = stateOf(response);
      const fields = {
        requestId,
        method: request.method,
        path: pathOf(request.originalUrl),
        ...(route === undefined ? {} : { route }),
        status: response.statusCode,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        address: request.ip ?? request.socket.remoteAddress,
        ...(userId === undefined ? {} : { userId }),
        ...(code === undefined ? {} : { code }),
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      options.log.info(fields, 'request');
    });
    next();
  };
}

const pathOf = (url: string): string => url.split('?', 1)[0]!.slice(0, 500);
