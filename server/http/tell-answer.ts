/** Answers in the language of who asks: which one that is, and findings among what a handler gave back. */
import type { Request, Response } from 'express';
import type { Words } from '../../metadata/value.js';
import type { Messages } from '../messages/messages.js';
import { readerLanguage } from '../messages/reader-language.js';
import { tellFindings } from '../messages/tell.js';
import { Reply } from './route.js';
import { stateOf } from './request-state.js';

/** How words are said to whoever sent a request. */
export type Readers = (request: Request, response: Response) => Promise<(words: Words) => string>;

export type TellAnswer = (
  request: Request,
  response: Response,
  result: unknown,
  findings: readonly string[],
) => Promise<unknown>;

/** `siteLanguage` is asked for each request: a release may change it. */
export function createReaders(messages: Messages, siteLanguage: () => string): Readers {
  return (request, response) =>
    messages.in(
      readerLanguage({
        own: stateOf(response).language,
        acceptLanguage: request.headers['accept-language'],
        site: siteLanguage(),
      }),
    );
}

export function tellAnswer(readers: Readers): TellAnswer {
  return async (request, response, result, findings) => {
    if (result instanceof Reply && !('json' in result.content)) return result;
    const told = await readers(request, response);
    const content = result instanceof Reply && 'json' in result.content ? result.content : { json: result };
    const answer = findings.reduce((value, path) => tellFindings(value, path.split('.'), told), content.json);
    return result instanceof Reply ? new Reply(result.status, { ...content, json: answer }, result.headers) : answer;
  };
}
