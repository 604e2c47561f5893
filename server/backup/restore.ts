/**
 * Restores a backup, whole or not at all:
 *
 *   read whole, compared (nothing is written before) -> known to this version? -> place empty, or to be replaced?
 *     -> files beside those that are there -> new database -> rows -> indexes -> read back, compared
 *     -> files and database in place -> what was there before put aside
 *
 * What fails before the last step leaves the place as it was; a restore that is killed in it keeps the server from starting
 * until it is run again (target-sqlite.ts, target-mysql.ts).
 */
import type { Log } from '../context.js';
import { migrationNames } from '../database/migrations/source.js';
import { compareTables, makeIndexes, prepareTables, rowWriter } from './fill-database.js';
import { recordBackup } from './last-backup.js';
import type { Manifest } from './manifest.js';
import { readBackup } from './read-backup.js';
import { BackupRefused } from './refused.js';
import { secretId } from './site-identity.js';
import { createStagedFiles, hasSiteFiles } from './staged-files.js';
import type { RestoreTarget } from './target.js';
import { openMysqlTarget } from './target-mysql.js';
import { openSqliteTarget } from './target-sqlite.js';

export interface RestoreOptions {
  readonly file: string;
  /** TRELLIS_BACKUP_KEY. */
  readonly key: string | undefined;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** Puts what is there aside. */
  readonly replace: boolean;
  /** Looks at everything and writes nothing. */
  readonly dryRun?: boolean;
  /** Of this place, if it has one by now. */
  readonly secret: string | undefined;
  readonly log: Log;
  /** For a name of what is put aside, and when the backup was verified. */
  now(): Date;
  progress?(told: { readonly part: string; readonly rows: number }): void;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly encrypted: boolean;
  /** What somebody must do or know, in words. */
  readonly notes: readonly string[];
}

/** Throws BackupRefused, or DatabaseRefused where the database cannot be had. */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, key, dataFolder, replace } = options;
  const { manifest, encrypted } = await readBackup(file, key);
  refuseLater(manifest);
  const open = options.databaseUrl.startsWith('sqlite:') ? openSqliteTarget : openMysqlTarget;
  const putAside = `replaced-${options.now().toISOString().slice(0, 19).replaceAll(':', '')}`;
  const target = await open({ ...options, putAside });
  try {
    if (!replace && (target.isUsed || (!target.wasCutShort && (await hasSiteFiles(dataFolder))))) {
      throw new BackupRefused(
        `There is a site already: ${target.place}, files in ${dataFolder}. Restore into an empty place, or add --replace to put this one aside.`,
      );
    }
    const notes = [...keyNotes(manifest, options.secret)];
    if (options.dryRun) return { manifest, encrypted, notes };
    await fill(target, manifest, options, putAside);
    if (target.keptAt !== undefined)
      notes.push(`What was there before is kept in ${target.keptAt}: remove it when you need it no more.`);
    return { manifest, encrypted, notes };
  } finally {
    await target.close();
  }
}

async function fill(
  target: RestoreTarget,
  manifest: Manifest,
  options: RestoreOptions,
  putAside: string,
): Promise<void> {
  const { file, key, dataFolder, log } = options;
  const staged = await createStagedFiles(dataFolder, putAside);
  try {
    const database = await target.begin(manifest.migrations);
    await prepareTables(database, manifest);
    const rows = rowWriter(database, manifest);
    let done = 0;
    // The file as it was when it was proven: a change in between is found here.
    const again = await readBackup(file, key, {
      file: (path, body) => staged.write(path, body),
      async lines(table, text) {
        await rows.lines(table, text);
        options.progress?.({ part: table, rows: (done += text.split('\n').length - 1) });
      },
    });
    if (JSON.stringify(again.manifest) !== JSON.stringify(manifest))
      throw new BackupRefused(`${file} was changed while it was read.`);
    options.progress?.({ part: 'indexes', rows: done });
    await makeIndexes(database, manifest);
    await compareTables(database, manifest, log);
    await recordBackup(database, manifest, {
      verifiedAt: options.now().toISOString(),
      file: file.split(/[\\/]/).at(-1)!,
    });
    await target.finish(() => staged.place());
  } catch (error) {
    await target.undo();
    throw error;
  } finally {
    await staged.remove();
  }
}

function refuseLater({ migrations, version }: Manifest): void {
  const unknown = migrations.find((name) => !migrationNames.includes(name));
  if (unknown === undefined) return;
  throw new BackupRefused(
    `This backup was made by a newer version of Trellis (${version}): restore it with that version or a later one.`,
  );
}

function keyNotes({ keys }: Manifest, secret: string | undefined): readonly string[] {
  return keys.flatMap(({ name, id }) => {
    if (name !== 'TRELLIS_SECRET') return [`Connections of this site need ${name}: set it before the start.`];
    if (id === undefined || (secret !== undefined && secretId(secret) === id)) return [];
    const has = secret === undefined ? 'This place has no secret yet' : 'The secret of this place is another one';
    return [
      `${has}. Set TRELLIS_SECRET, or the file "secret" in the data folder, to that of the site that was backed up: passwords that it keeps sealed cannot be opened otherwise.`,
    ];
  });
}
