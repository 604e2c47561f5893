/**
 * A gzip stream in two parts: a long one that was made and compressed in another process, and a short one that is added
 * here. What the first holds is neither unpacked nor copied for it.
 */
import { constants, crc32, createDeflateRaw, deflateRaw, inflateRaw } from 'node:zlib';
import { promisify } from 'node:util';

export interface GzipHead {
  /** Raw deflate blocks, of which none is the last. */
  readonly bytes: Uint8Array;
  readonly crc: number;
  /** Of the text that they hold, in bytes. */
  readonly size: number;
}

const level = 1;
const start = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255]);
const deflated = promisify(deflateRaw) as (data: Uint8Array, options: object) => Promise<Uint8Array>;
const inflated = promisify(inflateRaw) as (data: Uint8Array, options: object) => Promise<Uint8Array>;

export async function openGzip(text: Uint8Array): Promise<GzipHead> {
  const stream = createDeflateRaw({ level });
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.write(text);
    stream.flush(constants.Z_FULL_FLUSH, () => resolve());
  });
  stream.destroy();
  return { bytes: Buffer.concat(pieces), crc: crc32(text), size: text.length };
}

/** The whole stream: the head's text, then `tail`. */
export async function closeGzip(head: GzipHead, tail: Uint8Array): Promise<readonly Uint8Array[]> {
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(tail, head.crc), 0);
  end.writeUInt32LE((head.size + tail.length) % 2 ** 32, 4);
  return [start, head.bytes, await deflated(tail, { level }), end];
}

/** The head's text, for who takes no gzip. */
export const textOfHead = ({ bytes }: GzipHead): Promise<Uint8Array> =>
  inflated(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
