/** ZIP archives (deflated, names in UTF-8): written piece by piece as their parts come, and read where they are small. */
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib';

export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface ZipEntry {
  readonly name: string;
  readonly pieces: Pieces;
}

/** Bit 3: sizes follow the data; bit 11: the name is UTF-8. */
const FLAGS = 0x808;
const DEFLATED = 8;
const VERSION = 20;

/** An entry is asked for when the one before it is written. No part may have 4 GB. */
export async function* zipPieces(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  let offset = 0;
  for await (const { name, pieces } of entries) {
    const path = Buffer.from(name, 'utf8');
    const start = offset;
    const head = words(VERSION, FLAGS, DEFLATED, time, day);
    const local = Buffer.concat([signature(0x04034b50), head, Buffer.alloc(12), words(path.length, 0), path]);
    yield local;
    offset += local.length;
    const sizes = { crc: 0, whole: 0, packed: 0 };
    for await (const piece of deflated(pieces, sizes)) {
      sizes.packed += piece.length;
      yield piece;
    }
    if (Math.max(sizes.whole, offset + sizes.packed) > 0xffffffff) throw new Error(`${name} is too large for an archive.`);
    const told = longs(sizes.crc, sizes.packed, sizes.whole);
    yield Buffer.concat([signature(0x08074b50), told]);
    offset += sizes.packed + 16;
    directory.push(signature(0x02014b50), words(VERSION), head, told, words(path.length, 0, 0, 0, 0), longs(0, start), path);
  } // prettier-ignore
  const list = Buffer.concat(directory);
  const count = directory.length / 7;
  yield Buffer.concat([list, signature(0x06054b50), words(0, 0, count, count), longs(list.length, offset), words(0)]);
}

async function* deflated(pieces: Pieces, sizes: { crc: number; whole: number }): AsyncGenerator<Uint8Array> {
  async function* counted() {
    for await (const piece of pieces) {
      sizes.crc = crc32(piece, sizes.crc);
      sizes.whole += piece.length;
      yield piece;
    }
  }
  const packer = createDeflateRaw();
  const source = Readable.from(counted(), { objectMode: false });
  source.on('error', (error) => packer.destroy(error));
  try {
    for await (const piece of source.pipe(packer)) yield piece as Buffer;
  } finally {
    source.destroy();
  }
}

/** Names and bytes of an archive that another writer made. */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = zip.lastIndexOf(signature(0x06054b50));
  const parts = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [number, number, number]; // prettier-ignore
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    parts.set(name, zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed);
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

export async function bytesOf(pieces: Pieces): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}
function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}
const signature = (value: number): Buffer => longs(value);
