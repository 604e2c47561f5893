/** Reads a request's body whole, within a limit in bytes: the check stands before the buffer grows, not after. */
import { say } from '../../metadata/words.js';
import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from '../errors.js';

export interface ReadBodyOptions {
  /** Bytes. */
  readonly limit: number;
  /** Media types taken, lower case without parameters. */
  readonly types: readonly string[];
}

/** True when the request announces a body. */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** The body's bytes; 415 for another media type, a charset that is not UTF-8 or a compressed body, 413 over the limit. */
export async function readBody(request: IncomingMessage, options: ReadBodyOptions): Promise<Uint8Array> {
  checkType(request, options.types);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > options.limit) throw tooLarge(options.limit);
  // The socket must outlive a refusal, or the answer never arrives: hence destroyOnReturn.
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > options.limit) throw tooLarge(options.limit);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw badRequest('BODY_INCOMPLETE', 'The body ended before all of it had arrived.', { cause });
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** UTF-8 text of bytes; a byte sequence that is none is 400 NOT_JSON. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw badRequest('NOT_JSON', 'The body is not UTF-8 text.', { cause });
  }
}

function checkType(request: IncomingMessage, types: readonly string[]): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (!types.includes(type.trim())) {
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', say`Send the body as ${{ types: types.join(' or ') }}.`);
  }
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw new ApiError(415, 'UNSUPPORTED_CHARSET', 'Send the body in UTF-8.');
  }
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new ApiError(415, 'UNSUPPORTED_ENCODING', 'Send the body without compression.');
  }
}

/** The rest of the body is not waited for: the connection closes with the answer. */
function tooLarge(limit: number): ApiError {
  return new ApiError(413, 'BODY_TOO_LARGE', say`The body is larger than ${{ limit }} bytes.`, {
    headers: { Connection: 'close' },
  });
}
