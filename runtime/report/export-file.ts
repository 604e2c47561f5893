/** A file that the server makes: asked for with the session's cookie, handed to the browser as a download. */
import type { Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';

export interface ExportRequest {
  readonly report: string;
  readonly parameters: Readonly<Record<string, Value>>;
}

export async function downloadXlsx(host: Pick<Host, 'api'>, { report, parameters }: ExportRequest): Promise<void> {
  const path = `/reports/${encodeURIComponent(report)}/export`;
  await downloadFile(host, { path, body: { format: 'xlsx', parameters }, fallback: `${report}.xlsx` });
}

export interface FileRequest {
  /** Below /api. */
  readonly path: string;
  readonly body: unknown;
  /** Name where the answer states none. */
  readonly fallback: string;
}

/** Throws ApiFailure. A lost session is asked for again first, as everywhere. */
export async function downloadFile(host: Pick<Host, 'api'>, request: FileRequest): Promise<void> {
  let response = await ask(request);
  if (response.status === 401) {
    await host.api.get('/session');
    response = await ask(request);
  }
  if (!response.ok) throw await failureOf(response);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(response.headers.get('Content-Disposition')) ?? request.fallback;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function ask({ path, body }: FileRequest): Promise<Response> {
  try {
    return await fetch(`/api${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
      body: JSON.stringify(body),
    });
  } catch {
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
