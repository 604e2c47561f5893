/**
 * Backups. They open the database alone, beside a server or without one:
 *
 *   backup <file or folder>      makes one and reads it back
 *   backup --verify <file>       reads one whole and compares it with what it should be
 *   restore <file>               into an empty place; `--replace` puts a site that is there aside, `--dry-run` only looks
 *
 * The number is the exit code: 0 done, 1 refused or failed with the reason, 2 called wrongly.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import type { Registries } from '../../metadata/contributions.js';
import { recordBackup, type Recorded } from '../backup/last-backup.js';
import type { Manifest } from '../backup/manifest.js';
import { readBackup } from '../backup/read-backup.js';
import { BackupRefused } from '../backup/refused.js';
import { restoreBackup } from '../backup/restore.js';
import { writeBackup } from '../backup/write-backup.js';
import type { Config } from '../config.js';
import type { Clock, Log } from '../context.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open.js';
import { sqliteFile } from '../database/sqlite-file.js';
import { createIds } from '../ids.js';

export interface BackupServices {
  readonly config: Config;
  readonly registries: Registries;
  readonly log: Log;
  readonly clock: Clock;
  /** Of this program. */
  readonly version: string;
  print(line: string): void;
  /** A line that the next one takes the place of, where there is a screen. */
  progress(line: string): void;
}

export interface BackupCommand {
  readonly usage: string;
  readonly summary: string;
  run(services: BackupServices, arguments_: readonly string[]): Promise<number>;
}

export const backupCommands: Readonly<Record<string, BackupCommand>> = {
  backup: {
    usage: 'backup <file or folder> | --verify <file>',
    summary:
      'Makes a backup of database and files, while the server runs, and reads it back; or reads one that is there.',
    run: (services, arguments_) => refusing(services, () => backup(services, arguments_)),
  },
  restore: {
    usage: 'restore <file> [--replace] [--dry-run]',
    summary: 'Restores a backup into an empty place, or in place of a site that is stopped. Nothing happens by halves.',
    run: (services, arguments_) => refusing(services, () => restore(services, arguments_)),
  },
};

async function refusing({ print }: BackupServices, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    print(error.message);
    return 1;
  }
}

async function backup(services: BackupServices, arguments_: readonly string[]): Promise<number> {
  const [first, second, ...more] = arguments_;
  if (first === '--verify' && second !== undefined && more.length === 0) return verify(services, resolve(second));
  if (first === undefined || first.startsWith('-') || second !== undefined) return usage(services, 'backup');
  const { config, print, clock, registries, log, version } = services;
  const file = fileFor(first, { at: clock.now(), isSealed: config.backupKey !== undefined });
  return withDatabase(services, async (database) => {
    const { manifest, bytes, notes } = await writeBackup(
      {
        database,
        registries,
        log,
        clock,
        version,
        newId: createIds(clock),
        dataFolder: config.dataFolder,
        key: config.backupKey,
        secret: siteSecret(config),
        progress: ({ part, rows, bytes: read }) => services.progress(`${part}: ${count(rows)} rows, ${size(read)}`),
      },
      file,
    );
    for (const note of notes) print(`note: ${note}`);
    services.progress('reading it back');
    const read = await readBackup(file, config.backupKey);
    if (JSON.stringify(read.manifest) !== JSON.stringify(manifest))
      throw new BackupRefused(`${file} does not read as it was written: the disk may be failing.`);
    await recordBackup(database, manifest, { verifiedAt: clock.now().toISOString(), file: basename(file) });
    print(`Backup ${file}: ${told(manifest)}, ${size(bytes)}. Read back and compared.`);
    if (config.backupKey === undefined)
      print('It is not encrypted: whoever has the file has all records. TRELLIS_BACKUP_KEY encrypts it.');
    return 0;
  });
}

async function verify(services: BackupServices, file: string): Promise<number> {
  const { config, print, clock } = services;
  const { manifest, encrypted, bytes } = await readBackup(file, config.backupKey);
  print(`${file} is whole${encrypted ? ' and encrypted' : ''}: ${told(manifest)}, ${size(bytes)}.`);
  if (!isThere(config)) {
    print('There is no site here, so nothing was noted down.');
    return 0;
  }
  const about = { verifiedAt: clock.now().toISOString(), file: basename(file) };
  print(recordedWords[await withDatabase(services, (database) => recordBackup(database, manifest, about))]);
  return 0;
}

const recordedWords: Readonly<Record<Recorded, string>> = {
  recorded: 'Noted down as the last verified backup of this site.',
  older: 'A later backup of this site was verified already: that one stays noted down.',
  otherSite: 'It is a backup of another site than the one here: nothing was noted down.',
};

async function restore(services: BackupServices, arguments_: readonly string[]): Promise<number> {
  const flags = arguments_.filter((each) => each.startsWith('-'));
  const [file, ...more] = arguments_.filter((each) => !each.startsWith('-'));
  const isKnown = flags.every((flag) => ['--replace', '--dry-run'].includes(flag));
  if (file === undefined || more.length > 0 || !isKnown) return usage(services, 'restore');
  const { config, print, log, clock } = services;
  const dryRun = flags.includes('--dry-run');
  const { manifest, notes } = await restoreBackup({
    file: resolve(file),
    key: config.backupKey,
    databaseUrl: config.databaseUrl,
    dataFolder: config.dataFolder,
    replace: flags.includes('--replace'),
    dryRun,
    secret: siteSecret(config),
    log,
    now: () => clock.now(),
    progress: ({ part, rows }) => services.progress(`${part}: ${count(rows)} rows`),
  });
  print(`${dryRun ? 'Could be restored' : 'Restored'}: ${told(manifest)}.`);
  for (const note of notes) print(`note: ${note}`);
  if (!dryRun) print('Everybody signs in anew. Start the server: npm start');
  return 0;
}

function usage({ print }: BackupServices, name: string): number {
  print(`Usage: ${backupCommands[name]!.usage}`);
  return 2;
}

async function withDatabase<T>(services: BackupServices, work: (database: Database) => Promise<T>): Promise<T> {
  const { config, log } = services;
  if (!isThere(config)) throw new BackupRefused(`There is no site at ${config.databaseUrl}.`);
  const database = await openDatabase({
    url: config.databaseUrl,
    log,
    dataFolder: config.dataFolder,
    exclusive: false,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A SQLite file that is not there would be made. */
const isThere = ({ databaseUrl, dataFolder }: Config): boolean =>
  !databaseUrl.startsWith('sqlite:') || existsSync(sqliteFile(databaseUrl, dataFolder));

/** The one that is there; asking must not make one. */
function siteSecret({ secret, dataFolder }: Config): string | undefined {
  const file = join(dataFolder, 'secret');
  return secret ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
}

/** In a folder the name tells the instant: `trellis-20261121T080000Z.tar.gz`, `….tar.gz.sealed` where it is encrypted. */
function fileFor(target: string, { at, isSealed }: { readonly at: Date; readonly isSealed: boolean }): string {
  const path = resolve(target);
  const isFolder = target.endsWith('/') || target.endsWith(sep) || (existsSync(path) && statSync(path).isDirectory());
  const stamp = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return isFolder ? join(path, `trellis-${stamp}Z.tar.gz${isSealed ? '.sealed' : ''}`) : path;
}

function told({ release, at, tables, files }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `release ${release} as of ${at.slice(0, 16).replace('T', ' ')} UTC, ${count(rows)} rows in ${tables.length} tables, ${count(files.length)} files`;
}

const count = (value: number): string => value.toLocaleString('en-US');

function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1000 ** step).toLocaleString('en-US', { maximumFractionDigits: step === 0 ? 0 : 1 })} ${units[step]}`;
}
