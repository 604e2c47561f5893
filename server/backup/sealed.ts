/**
 * Encryption of a backup: AES-256-GCM in pieces of 64 kB under a key derived from TRELLIS_BACKUP_KEY by scrypt with a salt
 * of its own, so that every file has its own key and a counter is a nonce.
 *
 *   TRELLISB | length (2 bytes) | header as JSON | pieces: length and a mark for the last (4 bytes), text, tag (16 bytes)
 *
 * The header and the place of each piece are bound into its tag: nothing can be changed, moved, left out or cut off unnoticed.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { ByteReader } from './byte-reader.js';
import { BackupRefused, damaged } from './refused.js';

const magic = Buffer.from('TRELLISB');
const piece = 65_536;
const lastMark = 0x8000_0000;
const tagLength = 16;
const cost = { N: 32_768, r: 8, p: 1 };

interface SealHeader {
  readonly format: 1;
  readonly cipher: 'aes-256-gcm';
  readonly kdf: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  /** Tells another key from a damaged file; says nothing of the key. */
  readonly check: string;
}

export const isSealed = (start: Buffer): boolean => start.subarray(0, magic.length).equals(magic);

export async function* sealed(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(16);
  const key = deriveKey(passphrase, salt, cost);
  const { N, r, p } = cost;
  const about: SealHeader = {
    format: 1,
    cipher: 'aes-256-gcm',
    kdf: 'scrypt',
    N,
    r,
    p,
    salt: salt.toString('base64'),
    check: checkOf(key),
  };
  const json = Buffer.from(JSON.stringify(about));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(json.length);
  const head = Buffer.concat([magic, length, json]);
  yield head;
  const reader = new ByteReader(source);
  let ahead = await filled(reader);
  for (let index = 0; ; index++) {
    const next = ahead.length === piece ? await filled(reader) : undefined;
    const isLast = next === undefined;
    yield sealPiece(ahead, { key, head, index, isLast });
    if (isLast) return;
    ahead = next;
  }
}

/** Up to a whole piece; empty at the end. */
async function filled(reader: ByteReader): Promise<Buffer> {
  const parts: Buffer[] = [];
  let missing = piece;
  for (let part; missing > 0 && (part = await reader.some(missing)); missing -= part.length) parts.push(part);
  return Buffer.concat(parts);
}

/** Throws BackupRefused without a key, with another one, and where anything was altered or cut off. */
export async function* opened(source: AsyncIterable<Buffer>, passphrase: string | undefined): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  const cut = () => damaged('it ends too early');
  const start = await reader.exactly(magic.length + 2, cut);
  const json = start && (await reader.exactly(start.readUInt16BE(magic.length), cut));
  if (!start || !json) throw cut();
  if (passphrase === undefined)
    throw new BackupRefused('This backup is encrypted. Set TRELLIS_BACKUP_KEY to the key it was made with.');
  const about = readSealHeader(json);
  const key = deriveKey(passphrase, Buffer.from(about.salt, 'base64'), about);
  if (!sameText(about.check, checkOf(key))) {
    throw new BackupRefused('TRELLIS_BACKUP_KEY is not the key that this backup was made with. Nothing was written.');
  }
  const head = Buffer.concat([start, json]);
  for (let index = 0; ; index++) {
    const size = await reader.exactly(4, cut);
    if (!size) throw cut();
    const told = size.readUInt32BE();
    const isLast = told >= lastMark;
    const length = told % lastMark;
    if (length > piece) throw damaged('it was altered');
    const body = await reader.exactly(length + tagLength, cut);
    if (!body) throw cut();
    yield openPiece(body, { key, head, index, isLast });
    if (isLast) break;
  }
  if (await reader.some(1)) throw damaged('something stands behind its end');
}

interface PiecePlace {
  readonly key: Buffer;
  readonly head: Buffer;
  readonly index: number;
  readonly isLast: boolean;
}

function nonceOf({ index, isLast }: PiecePlace): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index));
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealPiece(text: Buffer, place: PiecePlace): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(text.length + (place.isLast ? lastMark : 0));
  const cipher = createCipheriv('aes-256-gcm', place.key, nonceOf(place)).setAAD(place.head);
  return Buffer.concat([size, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function openPiece(body: Buffer, place: PiecePlace): Buffer {
  const text = body.subarray(0, body.length - tagLength);
  const decipher = createDecipheriv('aes-256-gcm', place.key, nonceOf(place), { authTagLength: tagLength })
    .setAAD(place.head)
    .setAuthTag(body.subarray(text.length));
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch (error) {
    throw damaged('it was altered', error);
  }
}

function deriveKey(passphrase: string, salt: Buffer, { N, r, p }: Pick<SealHeader, 'N' | 'r' | 'p'>): Buffer {
  return scryptSync(passphrase, salt, 32, { N, r, p, maxmem: 256 * N * r });
}

const checkOf = (key: Buffer): string =>
  Buffer.from(hkdfSync('sha256', key, '', 'trellis backup key check', 8)).toString('hex');

const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** What costs too much to derive is no header of ours. */
function readSealHeader(json: Buffer): SealHeader {
  try {
    const about = JSON.parse(json.toString('utf8')) as Partial<SealHeader>;
    const { N = 0, r = 0, p = 0, salt, check } = about;
    const isFine =
      about.format === 1 &&
      about.cipher === 'aes-256-gcm' &&
      about.kdf === 'scrypt' &&
      [N, r, p].every((each) => Number.isInteger(each) && each > 0) &&
      N <= 1_048_576 &&
      r <= 16 &&
      p <= 4 &&
      typeof salt === 'string' &&
      typeof check === 'string';
    if (isFine) return about as SealHeader;
  } catch {
    // Said below.
  }
  throw damaged('its head cannot be read');
}
