/** What a backup holds, told in its last entry `manifest.json`. Read back, it is checked before it is believed. */
import type { Column } from '../../metadata/contributions.js';
import type { Engine } from '../database/database.js';
import { BackupRefused, damaged } from './refused.js';

export const manifestPath = 'manifest.json';
export const backupFormat = 1;

export interface BackupTable {
  readonly name: string;
  /** A table of the platform, which migrations make; others are made as they are told here. */
  readonly system: boolean;
  /** In the order in which a row's values stand. Of system tables only names count. */
  readonly columns: readonly Column[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
  readonly indexes: readonly { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean }[];
  readonly rows: number;
  /** Of its lines: one JSON array a row, ordered by the key. */
  readonly sha256: string;
}

export interface BackupFile {
  /** Relative to the data folder, with `/`: `files/prints/ab/…`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** How far the data go: the newest entry of the history and of the event log. */
export interface BackupPosition {
  readonly history: string | null;
  readonly event: string | null;
}

export interface Manifest {
  readonly product: 'trellis';
  readonly format: typeof backupFormat;
  /** Of the program that made it. */
  readonly version: string;
  /** Of whom it is one; a site keeps it when it is restored. */
  readonly site: string;
  /** The instant that it shows; ISO, UTC. */
  readonly at: string;
  readonly engine: Engine;
  /** Number of the live release. */
  readonly release: number;
  readonly migrations: readonly string[];
  readonly position: BackupPosition;
  /** What the site cannot do without, by name; `id` tells whether a key is the same, and nothing of it. */
  readonly keys: readonly { readonly name: string; readonly id?: string }[];
  readonly tables: readonly BackupTable[];
  readonly files: readonly BackupFile[];
  /** Tables whose rows are left out on purpose, and tables that are not ours. */
  readonly leftOut: readonly string[];
}

/** Throws BackupRefused for what is no manifest, or one of a later format. */
export function readManifest(text: string): Manifest {
  let found: Partial<Manifest>;
  try {
    found = JSON.parse(text) as Partial<Manifest>;
  } catch (error) {
    throw damaged('its list of contents cannot be read', error);
  }
  if (found.product !== 'trellis') throw damaged('its list of contents cannot be read');
  if (found.format !== backupFormat) {
    throw new BackupRefused(
      `This backup has the format ${String(found.format)}, which this version of Trellis does not know. Use the version that made it (${String(found.version)}) or a later one.`,
    );
  }
  const isFine =
    typeof found.site === 'string' &&
    typeof found.at === 'string' &&
    Number.isInteger(found.release) &&
    isListOf(found.migrations, (each) => typeof each === 'string') &&
    isListOf(found.keys, (each) => typeof each === 'object') &&
    isListOf(found.tables, isTable) &&
    isListOf(found.files, isFile);
  if (!isFine) throw damaged('its list of contents cannot be read');
  return found as Manifest;
}

const isListOf = (value: unknown, fits: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(fits);

const identifier = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const isTableName = (name: unknown): boolean => /^(?:sys|d|l)_[a-z0-9_]{1,62}$/.test(String(name));

function isTable(value: unknown): boolean {
  const { name, columns, key, indexes, rows, sha256 } = (value ?? {}) as Partial<BackupTable>;
  const isName = (each: unknown): boolean => identifier.test(String(each));
  return (
    isTableName(name) &&
    isListOf(columns, (each) => isName((each as Partial<Column> | null)?.name)) &&
    isListOf(key, isName) &&
    isListOf(
      indexes,
      (each) =>
        isName((each as { name?: unknown } | null)?.name) && isListOf((each as { columns?: unknown }).columns, isName),
    ) &&
    Number.isInteger(rows) &&
    /^[0-9a-f]{64}$/.test(String(sha256))
  );
}

/** Folders beside the database that belong to a backup. */
export const backupFolders = ['files', 'maps'] as const;

const safePath = new RegExp(`^(?:${backupFolders.join('|')})(?:/[^/\\\\\\u0000-\\u001f]{1,255}){1,12}$`);

/** A path that leads nowhere but into these folders. */
export const isSafePath = (path: string): boolean =>
  safePath.test(path) && !path.split('/').some((part) => part === '.' || part === '..');

function isFile(value: unknown): boolean {
  const { path, bytes, sha256 } = (value ?? {}) as Partial<BackupFile>;
  return (
    typeof path === 'string' && isSafePath(path) && Number.isInteger(bytes) && /^[0-9a-f]{64}$/.test(String(sha256))
  );
}
