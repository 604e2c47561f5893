/** A file that the server makes: asked for with the session's cookie, handed to the browser as a download. */
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';

/** What is being done, and how far it is. */
export interface FileProgress {
  readonly done: number;
  /** Undefined until it is known. */
  readonly total: number | undefined;
}

interface JobState {
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly done: number;
  readonly total: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Milliseconds between two looks at a job that says nothing. */
const LOOK = 700;

/**
 * A file that may take long: at once, or by a job that is followed. Throws ApiFailure; an abort ends the job and gives
 * false.
 */
export async function downloadLongFile(
  host: Pick<Host, 'api' | 'events'>,
  request: FileRequest,
  { signal, progress }: { readonly signal: AbortSignal; progress(state: FileProgress): void },
): Promise<boolean> {
  try {
    const response = await answered(host, request, signal);
    if (response.status !== 202) {
      await handOver(response, request.fallback);
      return true;
    }
    const { job } = (await response.json()) as { readonly job: string };
    await followJob(host, job, { signal, progress });
    const file = await answered(host, { ...request, path: `/files/${job}`, method: 'GET' }, signal);
    await handOver(file, request.fallback);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

async function followJob(
  host: Pick<Host, 'api' | 'events'>,
  job: string,
  { signal, progress }: { readonly signal: AbortSignal; progress(state: FileProgress): void },
): Promise<void> {
  const path = `/jobs/${job}`;
  const cancel = () => void host.api.request('DELETE', path).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { state, done, total, error } = await host.api.get<JobState>(path, {}, signal);
      progress({ done, total: total ?? undefined });
      if (state === 'done') return;
      if (state === 'failed' || state === 'cancelled') {
        const { code, message } = error ?? { code: 'JOB_CANCELLED', message: '' };
        throw new ApiFailure(422, code, message, undefined, undefined, undefined);
      }
      await heard(host, job, signal);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** The job told something, it is time to look, or it was given up. */
function heard({ events }: Pick<Host, 'events'>, job: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, LOOK);
    const stop = events.listen((message) => {
      if (message.type === 'job' && message.id === job) done();
    });
    signal.addEventListener('abort', done, { once: true });
  });
}

export interface FileRequest {
  /** Below /api. */
  readonly path: string;
  readonly body: unknown;
  readonly method?: 'POST' | 'GET';
  /** Name where the answer states none. */
  readonly fallback: string;
}

/** Throws ApiFailure. A lost session is asked for again first, as everywhere. */
export async function downloadFile(host: Pick<Host, 'api'>, request: FileRequest): Promise<void> {
  await handOver(await answered(host, request), request.fallback);
}

async function answered(host: Pick<Host, 'api'>, request: FileRequest, signal?: AbortSignal): Promise<Response> {
  let response = await ask(request, signal);
  if (response.status === 401) {
    await host.api.get('/session');
    response = await ask(request, signal);
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function handOver(response: Response, fallback: string): Promise<void> {
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(response.headers.get('Content-Disposition')) ?? fallback;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function ask({ path, body, method = 'POST' }: FileRequest, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(method === 'POST' ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure(0, 'NETWORK', 'The server cannot be reached.', undefined, undefined, undefined);
  }
}

/** The name of RFC 6266: `filename*` in UTF-8 before the plain one. */
export function fileName(header: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Then the plain one.
    }
  }
  return /filename="([^"]+)"/i.exec(header ?? '')?.[1];
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const body = (await response.json().catch(() => ({}))) as { readonly error?: Readonly<Record<string, unknown>> };
  const text = (name: string) => (typeof body.error?.[name] === 'string' ? (body.error[name] as string) : undefined);
  return new ApiFailure(
    response.status,
    text('code') ?? `HTTP_${response.status}`,
    text('message') ?? `The server answered ${response.status}.`,
    undefined,
    undefined,
    text('requestId'),
  );
}
