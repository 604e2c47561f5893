/** Where a backup is restored to; one for each engine. */
import type { Log } from '../context.js';
import type { Database } from '../database/database.js';

export interface TargetOptions {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly log: Log;
  /** Name of a folder in the data folder for what is replaced. */
  readonly putAside: string;
}

export interface RestoreTarget {
  /** As it is told to people. */
  readonly place: string;
  /** A site is there. */
  readonly isUsed: boolean;
  /** What is there was left by a restore that did not end. */
  readonly wasCutShort: boolean;
  /** Where what was there before is, after `finish`. */
  readonly keptAt: string | undefined;
  /** A database with the tables of the platform as these migrations leave them. */
  begin(migrations: readonly string[]): Promise<Database>;
  /** Makes it the one that a server opens; `placeFiles` is called where it belongs. */
  finish(placeFiles: () => Promise<void>): Promise<void>;
  /** After a failure: as if nothing had begun. */
  undo(): Promise<void>;
  close(): Promise<void>;
}
