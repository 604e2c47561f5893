/**
 * The one way to the server. Answers are JSON with their ETag; the error envelope becomes ApiFailure; 401 asks the person
 * to sign in again in place and repeats the request, so that an open form loses nothing; PASSWORD_CHANGE_REQUIRED
 * likewise. Failures of the network are ApiFailure with status 0.
 */

/** `{"error":{code,message,path?,details?,requestId}}`, thrown. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly path: string | undefined,
    readonly details: unknown,
    readonly requestId: string | undefined,
    readonly retryAfter: number | undefined = undefined,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

export interface ApiRequest {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON; a Blob as it is. */
  readonly body?: unknown;
  /** The version that was seen, sent as If-Match. */
  readonly version?: number | string;
  /** An ETag that was seen, sent as If-None-Match; the answer may then be 304. */
  readonly etag?: string;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** False for the session routes themselves: a 401 there is an answer, not a lost session. */
  readonly recover?: boolean;
}

export interface ApiAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | undefined;
  readonly location: string | undefined;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Settles when the person has signed in again (or changed the password); rejects when they gave up. */
export type Recovery = (failure: ApiFailure) => Promise<void>;

export class ApiClient {
  #recovering: Promise<void> | undefined;
  /** Set by the shell. */
  recovery: Recovery | undefined;
  /** What the interface speaks just now: asked for where nobody is signed in yet. */
  language: (() => string) | undefined;
  /** Which drafts this page shows instead of the release: `own`, or the key of a link. */
  preview: (() => string | null) | undefined;
  /** Told after each request whether the server answered at all. */
  contact: ((reached: boolean) => void) | undefined;

  constructor(
    private readonly fetcher: typeof fetch,
    private readonly base = '/api',
  ) {}

  async request<T>(method: Method, path: string, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    try {
      return await this.#once<T>(method, path, request);
    } catch (error) {
      if (!(error instanceof ApiFailure) || request.recover === false || !this.recovery) throw error;
      const lost = error.status === 401 || error.code === 'PASSWORD_CHANGE_REQUIRED';
      if (!lost) throw error;
      // Many requests may find the session gone at once: the person is asked once.
      this.#recovering ??= this.recovery(error).finally(() => (this.#recovering = undefined));
      await this.#recovering;
      return this.#once<T>(method, path, request);
    }
  }

  async get<T>(path: string, query?: ApiRequest['query'], signal?: AbortSignal): Promise<T> {
    const answer = await this.request<T>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) });
    return answer.body;
  }

  async post<T>(path: string, body: unknown, request: Omit<ApiRequest, 'body'> = {}): Promise<T> {
    return (await this.request<T>('POST', path, { ...request, body })).body;
  }

  async #once<T>(method: Method, path: string, request: ApiRequest): Promise<ApiAnswer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (this.language) headers['Accept-Language'] = this.language();
    const preview = this.preview?.();
    if (preview) headers['X-Preview'] = preview;
    const raw = request.body instanceof Blob ? request.body : undefined;
    if (request.body !== undefined) headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json';
    if (request.version !== undefined) headers['If-Match'] = `"${request.version}"`;
    if (request.etag !== undefined) headers['If-None-Match'] = request.etag;
    if (request.idempotencyKey) headers['Idempotency-Key'] = request.idempotencyKey;
    let response: Response;
    try {
      response = await this.fetcher(this.base + path + queryText(request.query), {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(request.body === undefined ? {} : { body: raw ?? JSON.stringify(request.body) }),
        ...(request.signal ? { signal: request.signal } : {}),
      });
    } catch (error) {
      if (request.signal?.aborted) throw error;
      this.contact?.(false);
      throw new ApiFailure(0, 'NETWORK', 'The server cannot be reached.', undefined, undefined, undefined);
    }
    this.contact?.(true);
    const text = response.status === 204 || response.status === 304 ? '' : await response.text();
    if (!response.ok && response.status !== 304) throw failureOf(response, text);
    return {
      status: response.status,
      body: (text === '' ? undefined : parse(text)) as T,
      etag: response.headers.get('ETag') ?? undefined,
      location: response.headers.get('Location') ?? undefined,
    };
  }
}

function queryText(query: ApiRequest['query']): string {
  const parts = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiFailure(0, 'NOT_JSON', 'The answer could not be read.', undefined, undefined, undefined);
  }
}

function failureOf(response: Response, text: string): ApiFailure {
  let envelope: Record<string, unknown> = {};
  try {
    envelope = ((JSON.parse(text) as Record<string, unknown>)['error'] ?? {}) as Record<string, unknown>;
  } catch {
    // A proxy answered with a page: the status alone must do.
  }
  const text_ = (name: string) => (typeof envelope[name] === 'string' ? (envelope[name] as string) : undefined);
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ApiFailure(
    response.status,
    text_('code') ?? `HTTP_${response.status}`,
    text_('message') ?? `The server answered ${response.status}.`,
    text_('path'),
    envelope['details'],
    text_('requestId') ?? response.headers.get('X-Request-Id') ?? undefined,
    Number.isNaN(retryAfter) ? undefined : retryAfter,
  );
}
