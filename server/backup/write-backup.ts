/**
 * Makes a backup of a site, beside whoever is at work on it:
 *
 *   site id -> (MySQL: publish lock) -> snapshot -> shapes of tables
 *     -> tar: files, lines of each table, manifest -> gzip -> sealed -> `<file>.part` -> flushed -> in place
 *
 * One pass, in pieces: memory stays flat whatever the size.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Registries } from '../../metadata/contributions.js';
import type { Clock, Log } from '../context.js';
import type { Database } from '../database/database.js';
import { migrationNames } from '../database/migrations/source.js';
import { openSnapshot, type Snapshot } from '../database/snapshot.js';
import { createPublishLock } from '../releases/publish-lock.js';
import { liveNumber } from '../releases/store.js';
import { backupFormat, manifestPath, type BackupFile, type BackupTable, type Manifest } from './manifest.js';
import { BackupRefused } from './refused.js';
import { sealed } from './sealed.js';
import { findSiteFiles } from './site-files.js';
import { ensureSiteId, keysOf } from './site-identity.js';
import { tableLines, type TableShape } from './table-lines.js';
import { readTableShapes } from './table-shapes.js';
import { tarEnd, tarHeader, tarPadding } from './tar.js';

export interface BackupTools {
  readonly database: Database;
  readonly registries: Registries;
  readonly dataFolder: string;
  readonly log: Log;
  readonly clock: Clock;
  newId(): string;
  /** Of this program. */
  readonly version: string;
  /** TRELLIS_BACKUP_KEY; without it the file is not encrypted. */
  readonly key: string | undefined;
  /** The site's secret, of which the backup keeps what tells it from another; undefined where there is none yet. */
  readonly secret: string | undefined;
  /** Now and then, with what is being read. */
  progress?(told: BackupProgress): void;
}

export interface BackupProgress {
  readonly part: string;
  readonly rows: number;
  /** Before compression. */
  readonly bytes: number;
}

export interface MadeBackup {
  readonly manifest: Manifest;
  /** Of the file. */
  readonly bytes: number;
  /** What was not taken along, in words. */
  readonly notes: readonly string[];
}

/** Seconds to wait for a publish that is under way on MySQL. */
const publishPatience = 60;

/** Throws BackupRefused; `file` is not there then. An existing file is never written over. */
export async function writeBackup(tools: BackupTools, file: string): Promise<MadeBackup> {
  const { database } = tools;
  if (await stat(file).catch(() => undefined)) throw new BackupRefused(`${file} is there already: name another file.`);
  const site = await ensureSiteId(database, tools.newId);
  // SQLite's snapshot holds the tables too.
  if (database.engine === 'sqlite') return writeSnapshot(tools, site, file);
  return createPublishLock(database)(() => writeSnapshot(tools, site, file), publishPatience);
}

async function writeSnapshot(tools: BackupTools, site: string, file: string): Promise<MadeBackup> {
  const part = `${file}.part`;
  const snapshot = await openSnapshot(tools.database, tools.log);
  try {
    const archive = new Archive(tools, snapshot, site);
    await mkdir(dirname(file), { recursive: true });
    await rm(part, { force: true });
    const output = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    const { key } = tools;
    // Fast enough for any disk, and within a tenth of the smallest.
    const gzip = createGzip({ level: 4 });
    if (key === undefined) await pipeline(() => archive.bytes(), gzip, output);
    else
      await pipeline(
        () => archive.bytes(),
        gzip,
        (source: AsyncIterable<Buffer>) => sealed(source, key),
        output,
      );
    await rename(part, file);
    return { manifest: archive.manifest!, bytes: (await stat(file)).size, notes: archive.notes };
  } catch (error) {
    await rm(part, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new BackupRefused(`There is no space left for ${file}: nothing of it was kept.`, error);
    if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR')
      throw new BackupRefused(`${file} cannot be written (${code}).`, error);
    throw error;
  } finally {
    await snapshot.close();
  }
}

class Archive {
  manifest: Manifest | undefined;
  readonly notes: string[] = [];
  readonly #tools: BackupTools;
  readonly #snapshot: Snapshot;
  readonly #site: string;
  readonly #at: Date;
  #rows = 0;
  #bytes = 0;

  constructor(tools: BackupTools, snapshot: Snapshot, site: string) {
    this.#tools = tools;
    this.#snapshot = snapshot;
    this.#site = site;
    this.#at = tools.clock.now();
  }

  async *bytes(): AsyncGenerator<Buffer> {
    const { database, registries, secret, version } = this.#tools;
    const { reader } = this.#snapshot;
    const live = await liveNumber(reader);
    const { tables: shapes, leftOut } = await readTableShapes(database, this.#snapshot, { live, registries });
    // First: what the rows speak of may be removed while they are read.
    const files: BackupFile[] = [];
    yield* this.#files(files);
    const tables: BackupTable[] = [];
    for (const shape of shapes) yield* this.#table(shape, tables);
    const ran = (await reader('sys_migration').orderBy('id').pluck('name')) as string[];
    this.manifest = {
      product: 'trellis',
      format: backupFormat,
      version,
      site: this.#site,
      at: this.#at.toISOString(),
      engine: database.engine,
      release: live,
      migrations: ran.filter((name) => migrationNames.includes(name)),
      position: { history: await this.#newest('sys_history'), event: await this.#newest('sys_event') },
      keys: await keysOf(this.#snapshot, live, secret),
      tables,
      files,
      leftOut,
    };
    yield* this.#entry(manifestPath, Buffer.from(JSON.stringify(this.manifest)));
    yield tarEnd();
  }

  async *#files(into: BackupFile[]): AsyncGenerator<Buffer> {
    const { dataFolder } = this.#tools;
    const { paths, passedOver } = await findSiteFiles(dataFolder);
    for (const path of passedOver) this.notes.push(`${path} is no plain file, or its name cannot be kept: left out.`);
    for (const path of paths) {
      const found = await stat(join(dataFolder, path)).catch(() => undefined);
      // Ordered files go after a day: this one just did.
      if (!found) continue;
      const hash = createHash('sha256');
      yield tarHeader({ path, bytes: found.size }, this.#at);
      let bytes = 0;
      if (found.size > 0) {
        for await (const piece of createReadStream(join(dataFolder, path), { end: found.size - 1 })) {
          hash.update(piece as Buffer);
          bytes += (piece as Buffer).length;
          yield piece as Buffer;
        }
      }
      if (bytes !== found.size)
        throw new BackupRefused(`${path} was changed while it was read. Make the backup again.`);
      yield tarPadding(bytes);
      into.push({ path, bytes, sha256: hash.digest('hex') });
      this.#told(path, bytes, 0);
    }
  }

  async *#table(shape: TableShape, into: BackupTable[]): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let rows = 0;
    let piece = 0;
    for await (const lines of tableLines(this.#snapshot, this.#tools.database.dialect, shape)) {
      const text = Buffer.from(lines.text);
      hash.update(text);
      rows += lines.rows;
      piece += 1;
      yield* this.#entry(`tables/${shape.name}/${String(piece).padStart(7, '0')}.jsonl`, text);
      this.#told(shape.name, text.length, lines.rows);
    }
    into.push({ ...shape, rows, sha256: hash.digest('hex') });
  }

  *#entry(path: string, content: Buffer): Generator<Buffer> {
    yield tarHeader({ path, bytes: content.length }, this.#at);
    yield content;
    yield tarPadding(content.length);
  }

  async #newest(table: string): Promise<string | null> {
    const row = (await this.#snapshot.reader(table).max({ id: 'id' }).first()) as { id: string | null } | undefined;
    return row?.id ?? null;
  }

  #told(part: string, bytes: number, rows: number): void {
    this.#bytes += bytes;
    this.#rows += rows;
    this.#tools.progress?.({ part, rows: this.#rows, bytes: this.#bytes });
  }
}
