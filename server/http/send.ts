/** Writes what a handler gave back: a value as JSON, a Reply as it says. */
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { takesGzip, compressText } from './compress.js';
import { contentDisposition } from './content-disposition.js';
import { closeGzip, textOfHead, type GzipHead } from './gzip-parts.js';
import { Reply } from './route.js';

/** Rights decide what an answer holds: nothing of it is kept by browsers or proxies unless the route says so. */
const defaultCaching = 'no-store';
/** With an ETag a browser may keep the answer, but asks each time. */
const revalidate = 'private, no-cache';

export async function sendResult(request: Request, response: Response, result: unknown): Promise<void> {
  if (!(result instanceof Reply)) {
    if (result === undefined) return sendEmpty(response, 204);
    return sendText(request, response, 200, JSON.stringify(result));
  }
  const { status, content } = result;
  for (const [name, value] of Object.entries(result.headers)) response.setHeader(name, value);
  if (status === 200 && isUnchanged(request, response)) {
    if ('stream' in content) content.stream.destroy();
    setCaching(response);
    return sendEmpty(response, 304);
  }
  if ('empty' in content) return sendEmpty(response, status);
  if ('json' in content) {
    const text = JSON.stringify(content.json);
    return content.head
      ? sendParts(request, response, status, content.head, Buffer.from(`,${text.slice(1)}`))
      : sendText(request, response, status, text);
  }
  if ('text' in content) return sendText(request, response, status, content.text);
  return sendFile(request, response, status, content);
}

function sendEmpty(response: Response, status: number): void {
  setCaching(response);
  response.statusCode = status;
  response.end();
}

async function sendText(request: Request, response: Response, status: number, text: string): Promise<void> {
  setCaching(response);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Vary', 'Accept-Encoding');
  const isHead = request.method === 'HEAD';
  const bytes = isHead ? undefined : await compressText(text, request.headers['accept-encoding']);
  if (bytes) {
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Content-Length', bytes.length);
    response.end(bytes);
    return;
  }
  response.setHeader('Content-Length', Buffer.byteLength(text, 'utf8'));
  if (isHead) response.end();
  // As text it leaves with the head in one piece; bytes would be written beside it.
  else response.end(text, 'utf8');
}

/** JSON of which the first part was made, and compressed, in another process. */
async function sendParts(
  request: Request,
  response: Response,
  status: number,
  head: GzipHead,
  tail: Uint8Array,
): Promise<void> {
  setCaching(response);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Vary', 'Accept-Encoding');
  const isPacked = takesGzip(request.headers['accept-encoding']);
  const parts = isPacked ? await closeGzip(head, tail) : [await textOfHead(head), tail];
  if (isPacked) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', parts.reduce((total, { length }) => total + length, 0)); // prettier-ignore
  if (request.method !== 'HEAD') for (const part of parts) response.write(part);
  response.end();
}

type FileContent = Extract<Reply['content'], { readonly type: string }>;

async function sendFile(request: Request, response: Response, status: number, content: FileContent): Promise<void> {
  setCaching(response);
  response.statusCode = status;
  response.setHeader('Content-Type', content.type);
  if (content.fileName !== undefined) {
    response.setHeader('Content-Disposition', contentDisposition(content.fileName));
    // Opened in a tab all the same, a file from outside must not act as a page of ours.
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  }
  if ('bytes' in content) {
    response.setHeader('Content-Length', content.bytes.byteLength);
    response.end(request.method === 'HEAD' ? undefined : content.bytes);
    return;
  }
  if (request.method === 'HEAD') {
    content.stream.destroy();
    response.end();
    return;
  }
  response.flushHeaders();
  try {
    await pipeline(content.stream, response);
  } catch (error) {
    // Somebody who leaves before the end is no failure of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

function setCaching(response: Response): void {
  if (response.hasHeader('Cache-Control')) return;
  response.setHeader('Cache-Control', response.hasHeader('ETag') ? revalidate : defaultCaching);
}

/** Weak comparison of If-None-Match with the answer's ETag, for reads. */
function isUnchanged(request: Request, response: Response): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // What may not be kept cannot be compared: there the tag is a version for If-Match only.
  if (String(response.getHeader('Cache-Control')).includes('no-store')) return false;
  const etag = response.getHeader('ETag');
  const asked = request.headers['if-none-match'];
  if (typeof etag !== 'string' || asked === undefined) return false;
  if (asked.trim() === '*') return true;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return asked.split(',').some((tag) => bare(tag) === bare(etag));
}
