/**
 * The envelope of a backup: a tar stream (POSIX ustar; a pax header where a path is long or not ASCII), so that `tar` can
 * open one that is not encrypted. Only plain files are written, and only plain files are taken when it is read.
 */
import { ByteReader } from './byte-reader.js';
import { damaged } from './refused.js';

const block = 512;

export interface TarEntry {
  readonly path: string;
  readonly bytes: number;
}

export interface ReadTarEntry extends TarEntry {
  /** The content, in pieces; what is not taken is skipped. */
  body(): AsyncIterable<Buffer>;
}

/** What stands before the content of an entry. */
export function tarHeader({ path, bytes }: TarEntry, at: Date): Buffer {
  if (path.length <= 100 && /^[\x20-\x7e]+$/.test(path)) return header(path, bytes, at, '0');
  const record = paxRecord('path', path);
  return Buffer.concat([
    header('pax', record.length, at, 'x'),
    record,
    tarPadding(record.length),
    header('entry', bytes, at, '0'),
  ]);
}

/** What follows content of this length. */
export const tarPadding = (bytes: number): Buffer => Buffer.alloc((block - (bytes % block)) % block);

export const tarEnd = (): Buffer => Buffer.alloc(2 * block);

function header(path: string, bytes: number, at: Date, type: '0' | 'x'): Buffer {
  const head = Buffer.alloc(block);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  head.write(path, 0, 'latin1');
  head.write('0000600', 100, 'latin1');
  head.write('0000000', 108, 'latin1');
  head.write('0000000', 116, 'latin1');
  if (bytes < 8 ** 11) head.write(octal(bytes, 11), 124, 'latin1');
  else {
    // Eight gigabytes and more: as a binary number, as GNU tar writes it.
    head[124] = 0x80;
    head.writeBigUInt64BE(BigInt(bytes), 128);
  }
  head.write(octal(Math.floor(at.getTime() / 1000), 11), 136, 'latin1');
  head.write('        ', 148, 'latin1');
  head.write(type, 156, 'latin1');
  head.write('ustar\u000000', 257, 'latin1');
  head.write(`${octal(sumOf(head), 6)}\u0000 `, 148, 'latin1');
  return head;
}

const sumOf = (head: Buffer): number => head.reduce((sum, byte) => sum + byte, 0);

/** `<length> path=<value>\n`, where the length counts itself. */
function paxRecord(name: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${name}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${name}=${value}\n`);
}

/** Entries in their order. Throws BackupRefused where it is no tar, is cut short, or holds anything but plain files. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<ReadTarEntry> {
  const reader = new ByteReader(source);
  const cut = () => damaged('it ends too early');
  let longPath: string | undefined;
  for (;;) {
    const head = await reader.exactly(block, cut);
    if (!head) throw cut();
    if (head.every((byte) => byte === 0)) break;
    const { path, bytes, type } = readHeader(head);
    if (type === 'x') {
      if (bytes > 100_000) throw damaged('a path in it is too long');
      longPath = readPax((await reader.exactly(bytes, cut)) ?? Buffer.alloc(0));
      await reader.exactly(tarPadding(bytes).length, cut);
      continue;
    }
    if (type !== '0') throw damaged('it holds something that is no plain file');
    let missing = bytes;
    async function* body(): AsyncGenerator<Buffer> {
      while (missing > 0) {
        const piece = await reader.some(missing);
        if (!piece) throw cut();
        missing -= piece.length;
        yield piece;
      }
    }
    yield { path: longPath ?? path, bytes, body };
    longPath = undefined;
    // What the reader of the entry left.
    while (missing > 0) {
      const piece = await reader.some(missing);
      if (!piece) throw cut();
      missing -= piece.length;
    }
    const padding = tarPadding(bytes).length;
    if (padding > 0 && !(await reader.exactly(padding, cut))) throw cut();
  }
  // To the end, so that what stands at the very end is checked too.
  while (await reader.some(65_536));
}

function readHeader(head: Buffer): { readonly path: string; readonly bytes: number; readonly type: string } {
  const text = (from: number, length: number): string =>
    head.toString('latin1', from, from + length).split('\u0000')[0]!;
  const sum = parseInt(text(148, 8), 8);
  const plain = Buffer.from(head);
  plain.fill(0x20, 148, 156);
  if (sumOf(plain) !== sum) throw damaged('a header in it does not fit its sum');
  const bytes = head[124] === 0x80 ? Number(head.readBigUInt64BE(128)) : parseInt(text(124, 12), 8);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw damaged('a length in it is none');
  return { path: text(0, 100), bytes, type: text(156, 1) };
}

function readPax(record: Buffer): string {
  const found = /^\d+ path=([^\n]*)\n$/.exec(record.toString('utf8'));
  if (!found) throw damaged('a path in it cannot be read');
  return found[1]!;
}
