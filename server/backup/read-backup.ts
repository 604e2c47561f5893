/**
 * Reads a backup from one end to the other:
 *
 *   file -> opened (where it is encrypted) -> gunzip -> tar entries -> each hashed -> compared with the manifest
 *
 * What a caller is handed on the way is unproven until the end: restoring reads twice, and writes in the second pass only.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isSafePath, manifestPath, readManifest, type Manifest } from './manifest.js';
import { BackupRefused, damaged } from './refused.js';
import { isSealed, opened } from './sealed.js';
import { readTar, type ReadTarEntry } from './tar.js';

export interface BackupVisitor {
  /** Some lines of a table, in order. */
  lines?(table: string, text: string): Promise<void>;
  /** A file's content, to be taken wholly. */
  file?(path: string, body: AsyncIterable<Buffer>): Promise<void>;
}

export interface ReadBackupResult {
  readonly manifest: Manifest;
  readonly encrypted: boolean;
  /** Of the file. */
  readonly bytes: number;
}

interface Found {
  readonly hash: Hash;
  bytes: number;
  rows: number;
}

/** A list of contents larger than this is none: some 400,000 files. */
const largestManifest = 128 * 1_048_576;
const largestPiece = 512 * 1_048_576;

/** Throws BackupRefused where the file is no backup, cannot be opened, or is not as it was made. */
export async function readBackup(
  file: string,
  key: string | undefined,
  visitor: BackupVisitor = {},
): Promise<ReadBackupResult> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new BackupRefused(`There is no file ${file}.`);
  const encrypted = await startsSealed(file);
  const gunzip = createGunzip();
  const source = createReadStream(file);
  const reading = encrypted
    ? pipeline(source, (pieces: AsyncIterable<Buffer>) => opened(pieces, key), gunzip)
    : pipeline(source, gunzip);
  // What fails is told where it is read, below.
  reading.catch(() => undefined);
  try {
    const manifest = await readEntries(gunzip as AsyncIterable<Buffer>, visitor);
    return { manifest, encrypted, bytes: found.size };
  } catch (error) {
    throw clearer(error);
  } finally {
    gunzip.destroy();
    source.destroy();
  }
}

async function startsSealed(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const start = Buffer.alloc(8);
    const { bytesRead } = await handle.read(start, 0, 8, 0);
    if (isSealed(start)) return true;
    if (bytesRead >= 2 && start[0] === 0x1f && start[1] === 0x8b) return false;
    throw new BackupRefused(`${file} is no backup of Trellis.`);
  } finally {
    await handle.close();
  }
}

/** What zlib says of a file that was cut or changed. */
function clearer(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return damaged('it ends too early', error);
  if (code === 'Z_DATA_ERROR') return damaged('it was altered', error);
  return error;
}

async function readEntries(source: AsyncIterable<Buffer>, visitor: BackupVisitor): Promise<Manifest> {
  const tables = new Map<string, Found>();
  const files = new Map<string, Found>();
  let manifest: Manifest | undefined;
  for await (const entry of readTar(source)) {
    if (manifest) throw damaged('something stands behind its list of contents');
    const table = /^tables\/([a-z][a-z0-9_]*)\/\d{7}\.jsonl$/.exec(entry.path)?.[1];
    if (entry.path === manifestPath) {
      manifest = readManifest((await whole(entry, largestManifest)).toString('utf8'));
    } else if (table !== undefined) {
      const text = await whole(entry, largestPiece);
      const about = at(tables, table);
      about.hash.update(text);
      about.rows += countLines(text);
      await visitor.lines?.(table, text.toString('utf8'));
    } else if (isSafePath(entry.path) && !files.has(entry.path)) {
      const about = at(files, entry.path);
      const body = counted(entry, about);
      if (visitor.file) await visitor.file(entry.path, body);
      else for await (const _piece of body);
    } else throw damaged(`it holds "${entry.path.slice(0, 100)}", which does not belong there`);
  }
  if (!manifest) throw damaged('it ends too early');
  compare(manifest, tables, files);
  return manifest;
}

function at(found: Map<string, Found>, name: string): Found {
  const held = found.get(name) ?? { hash: createHash('sha256'), bytes: 0, rows: 0 };
  found.set(name, held);
  return held;
}

async function* counted(entry: ReadTarEntry, about: Found): AsyncGenerator<Buffer> {
  for await (const piece of entry.body()) {
    about.hash.update(piece);
    about.bytes += piece.length;
    yield piece;
  }
}

async function whole(entry: ReadTarEntry, most: number): Promise<Buffer> {
  if (entry.bytes > most) throw damaged('a part of it is larger than any');
  const pieces: Buffer[] = [];
  for await (const piece of entry.body()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function countLines(text: Buffer): number {
  let lines = 0;
  for (let from = text.indexOf(10); from >= 0; from = text.indexOf(10, from + 1)) lines += 1;
  return lines;
}

/** Everything that is listed is there as it was, and nothing else. */
function compare(manifest: Manifest, tables: ReadonlyMap<string, Found>, files: ReadonlyMap<string, Found>): void {
  const nothing = createHash('sha256').digest('hex');
  const listed = new Set(manifest.tables.map(({ name }) => name));
  for (const { name, rows, sha256 } of manifest.tables) {
    const found = tables.get(name);
    const isSame = (found?.rows ?? 0) === rows && (found ? found.hash.digest('hex') : nothing) === sha256;
    if (!isSame) throw damaged(`the table ${name} in it is not as it was`);
  }
  for (const name of tables.keys()) if (!listed.has(name)) throw damaged(`the table ${name} in it is not listed`);
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = files.get(path);
    if (found?.bytes !== bytes || found.hash.digest('hex') !== sha256)
      throw damaged(`the file ${path} in it is not as it was`);
  }
  if (files.size !== manifest.files.length) throw damaged('it holds files that are not listed');
}
