/**
 * A route: method, path, right, schemas, handler. The adapter (adapter.ts) checks the input, opens the context,
 * serialises the answer and documents the route; a handler never sees a request or response.
 */
import type { TSchema, Static } from '@sinclair/typebox';
import type { Readable } from 'node:stream';
import type { GzipHead } from './gzip-parts.js';
import type { FeatureRight } from '../../metadata/schema/app.js';
import type { Context } from '../context.js';
import type { ClientInfo } from './client.js';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express path below /api: `/records/:entity/:id`. */
  readonly path: string;
  /** `public`: no session; `session`: any signed-in person; else a feature right. Every route states one. */
  readonly right: 'public' | 'session' | FeatureRight;
  /** One sentence for OpenAPI. */
  readonly summary: string;
  readonly params?: TSchema;
  /** Query parameters, all strings; unknown ones are 400 UNKNOWN_PARAMETER, repeated ones 400 DUPLICATE_PARAMETER. */
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** The body is a request in a language of its own, as a query is: what breaks its schema is 400, as in an address. */
  readonly bodyIsRequest?: boolean;
  /** Where the body holds filters (`look.filter`): what they may cost is counted before their schema is walked, else 400 QUERY_BUDGET. */
  readonly filters?: readonly string[];
  /** Bytes, when larger than TRELLIS_BODY_LIMIT's default is needed. */
  readonly bodyLimit?: number;
  /** Media types of a body that is not JSON: the handler gets its bytes (Uint8Array) unparsed. Instead of `body`. */
  readonly rawBody?: readonly string[];
  readonly response?: TSchema;
  /** Where findings stand in the answer (`failed.problems`): they are told in the language of who asks. */
  readonly findings?: readonly string[];
  /** May be called while the first password is still to be changed. */
  readonly beforePasswordChange?: boolean;
  /** Not a GET, and yet allowed while somebody looks at the site as another person: it reads, or leaves that view. */
  readonly whileViewing?: boolean;
  handler(context: Context, input: RouteInput): Promise<unknown>;
}

export interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Version of If-Match without quotes. */
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** Aborted when the caller goes away before the answer is complete. */
  readonly signal: AbortSignal;
  /** Address, agent and cookie of the caller; only sign-in, sign-out and audit have a use for it. */
  readonly client: ClientInfo;
}

/** Typed helper: `body` has the type of its schema. */
export function defineRoute<B extends TSchema>(
  route: Omit<Route, 'handler' | 'body'> & {
    readonly body?: B;
    handler(context: Context, input: Omit<RouteInput, 'body'> & { readonly body: Static<B> }): Promise<unknown>;
  },
): Route {
  return route as unknown as Route;
}

/** An answer that is more than 200 with JSON. */
export class Reply {
  constructor(
    readonly status: number,
    readonly content:
      /** `head`: JSON text of an object without its last bracket, made elsewhere; the keys of `json` follow its own. */
      | { readonly json: unknown; readonly head?: GzipHead }
      /** JSON text that was built elsewhere (by the database, by a cache). */
      | { readonly text: string }
      /** With a file name it is a download; without one (event streams) it is not. */
      | { readonly stream: Readable; readonly type: string; readonly fileName?: string }
      | { readonly bytes: Uint8Array; readonly type: string; readonly fileName?: string }
      | { readonly empty: true },
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}
