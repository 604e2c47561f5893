/**
 * Routes to Express:  origin -> route -> who asks -> right -> parameters -> body -> context -> handler -> answer
 *
 * Nothing of a request is read before the step that needs it, so a stranger cannot make us parse megabytes. Every path
 * answers the methods it does not have with 405, whatever the order in which the routes were given. A path whose
 * parameters cannot be those of a route (`/records/x/import` is no record) is not that route's.
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { CreateChecker } from '../../metadata/document/validate.js';
import { say } from '../../metadata/words.js';
import { createContext } from '../access/create-context.js';
import type { Identities, Identity } from '../access/identity.js';
import type { Services } from '../context.js';
import { ApiError, badRequest, forbidden, notFound } from '../errors.js';
import { readClient } from './client.js';
import { readSessionCookie } from './cookies.js';
import { createInputChecker, type InputChecker } from './input.js';
import { parseJsonBody } from './json-body.js';
import { checkOrigin } from './origin.js';
import { parseQueryString } from './query-string.js';
import { decodeText, hasBody, readBody } from './read-body.js';
import { stateOf } from './request-state.js';
import { bySpecificity, checkRoutes } from './route-list.js';
import type { Route, RouteInput } from './route.js';
import { sendResult } from './send.js';
import type { TellAnswer } from './tell-answer.js';

export interface AdapterOptions {
  readonly services: Services;
  readonly identities: Identities;
  readonly createChecker: CreateChecker;
  /** TRELLIS_URL, as an origin. */
  readonly siteUrl: string | undefined;
  /** Findings of an answer in the language of who asks. */
  readonly told: TellAnswer;
  /** Shows drafts to requests that ask for them (`X-Preview`); absent: there is no preview. */
  readonly previews?: { open(identity: Identity, asked: string): Promise<Identity> };
  /** Bytes of a JSON body. */
  readonly bodyLimit: number;
}

/** A router for everything below /api. Throws when a route states no right, or two routes are the same. */
export function createApiRouter(routes: readonly Route[], options: AdapterOptions): Router {
  checkRoutes(routes);
  const router = Router({ caseSensitive: true, strict: false });
  router.use((request, _response, next) => {
    const { origin, 'sec-fetch-site': secFetchSite } = request.headers;
    checkOrigin({ origin, secFetchSite: secFetchSite as string | undefined, host: request.host }, options.siteUrl);
    next();
  });
  const checked = [...routes]
    .sort(bySpecificity)
    .map((route) => ({ route, checker: createInputChecker(route, options.createChecker) }));
  for (const { route, checker } of checked) {
    const handle = answer(route, checker, options);
    router[methods[route.method]](route.path, (request, response, next) =>
      checker.fits(paramsOf(request)) ? handle(request, response, next) : next(),
    );
  }
  // Only what no route answered comes this far.
  const allowed = (response: Response) => (response.locals['allowed'] ??= new Set<string>()) as Set<string>;
  for (const { route, checker } of checked) {
    router.all(route.path, (request, response, next) => {
      if (checker.fits(paramsOf(request))) {
        allowed(response).add(route.method);
        if (route.method === 'GET') allowed(response).add('HEAD');
      }
      next();
    });
  }
  router.use((request, response) => {
    const names = [...allowed(response)].sort();
    if (names.length === 0) throw notFound();
    throw new ApiError(405, 'METHOD_NOT_ALLOWED', say`${{ method: request.method }} is not possible here.`, {
      headers: { Allow: names.join(', ') },
    });
  });
  return router;
}

const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

function answer(route: Route, checker: InputChecker, options: AdapterOptions): RequestHandler {
  return async (request, response) => {
    const state = stateOf(response);
    state.route = route.path;
    const client = readClient(request, options.siteUrl, readSessionCookie(request, options.siteUrl));
    const identity =
      route.right === 'public'
        ? options.identities.anonymous()
        : await previewed(request, await options.identities.identify(client), options);
    if (identity.session) state.userId = identity.session.userId;
    if (identity.language !== undefined) state.language = identity.language;
    authorise(route, identity);
    const query = parseQueryString(queryOf(request.originalUrl));
    const params = paramsOf(request);
    checker.query(query);
    const body = await takeBody(route, request, checker, options.bodyLimit);
    const context = createContext(options.services, {
      access: identity.access,
      release: identity.release,
      requestId: state.requestId,
      asked: { method: route.method, route: route.path, address: client.address },
      ...(identity.viewing ? { viewing: identity.viewing } : {}),
    });
    const input = createInput(request, response, { params, query, body, client });
    const result = await route.handler(context, input);
    await sendResult(
      request,
      response,
      route.findings ? await options.told(request, response, result, route.findings) : result,
    );
  };
}

/** Of pages that show drafts every request says so, so that no other page of the same person is concerned. */
function previewed(request: Request, identity: Identity, { previews }: AdapterOptions): Identity | Promise<Identity> {
  const { 'x-preview': asked } = request.headers;
  if (asked === undefined || !previews || identity.mustChange) return identity;
  return previews.open(identity, String(asked));
}

function authorise(route: Route, identity: Identity): void {
  if (route.right === 'public') return;
  if (identity.mustChange && !route.beforePasswordChange) {
    throw forbidden('PASSWORD_CHANGE_REQUIRED', 'Change your first password before anything else.');
  }
  if (identity.viewing && route.method !== 'GET' && !route.whileViewing) {
    if (identity.viewing.drafts) {
      throw forbidden('PREVIEW', 'This is a preview of drafts, where nothing is written. Leave the preview first.');
    }
    throw forbidden(
      'VIEW_AS',
      'You are looking at the site as somebody else, where nothing can be changed. Leave that view first.',
    );
  }
  if (route.right !== 'session' && !identity.access.has(route.right)) {
    throw forbidden('RIGHT_MISSING', say`You need the right "${{ right: route.right }}" for this.`);
  }
}

async function takeBody(route: Route, request: Request, checker: InputChecker, limit: number): Promise<unknown> {
  if (route.rawBody) {
    return readBody(request, { limit: route.bodyLimit ?? limit, types: route.rawBody });
  }
  if (!route.body) {
    if (hasBody(request)) throw badRequest('BODY_NOT_EXPECTED', 'This takes no body.');
    return undefined;
  }
  const most = Math.max(route.bodyLimit ?? 0, limit);
  const body = parseJsonBody(decodeText(await readBody(request, { limit: most, types: ['application/json'] })));
  checker.body(body);
  return body;
}

function createInput(
  request: Request,
  response: Response,
  rest: Pick<RouteInput, 'params' | 'query' | 'body' | 'client'>,
): RouteInput {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, 'idempotency-key': key } = request.headers;
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(String(key))) {
    throw badRequest('INVALID_HEADER', 'Idempotency-Key must be 1 to 200 visible ASCII characters.');
  }
  let controller: AbortController | undefined;
  return {
    ...rest,
    ifMatch: ifMatch === undefined ? undefined : bareTag(ifMatch),
    ifNoneMatch: ifNoneMatch === undefined ? undefined : bareTag(ifNoneMatch),
    idempotencyKey: key === undefined ? undefined : String(key),
    // Made when first asked for: most handlers never look.
    get signal() {
      if (!controller) {
        const made = (controller = new AbortController());
        if (response.destroyed) made.abort();
        response.on('close', () => {
          if (!response.writableFinished) made.abort();
        });
      }
      return controller.signal;
    },
  };
}

const paramsOf = (request: Request) => request.params as Readonly<Record<string, string>>;
const bareTag = (tag: string): string =>
  tag
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
const queryOf = (url: string): string => {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
};
