/**
 * What a task may reach: read-only connections of its own process, opened when first asked for and kept for the next
 * task. `database` is for statements that our own compiler made, `people` for SQL that people wrote.
 */
import type { DatabaseSync } from '@photostructure/sqlite';
import type { Knex } from 'knex';
import type { Registries } from '../../metadata/contributions.js';
import type { SourceServer } from '../api.js';
import type { Release } from '../context.js';
import type { Database, Engine } from '../database/database.js';
import type { WorkSource } from './messages.js';
import type { ConnectionSettings } from './people-sql.js';

/** The reading half of a Database: the same code runs here and in the server. */
export type WorkDatabase = Pick<Database, 'engine' | 'dialect' | 'read'>;

/**
 * SQL that people wrote: SQLite raw and guarded, MySQL as the user of TRELLIS_REPORT_URL, or a named connection. `schema`
 * stands before the names of our own tables: on MySQL no database is chosen, so that a bare name is no table.
 */
export type PeopleDatabase = { readonly schema: string } & (
  | { readonly engine: 'sqlite'; readonly connection: InstanceType<typeof DatabaseSync> }
  | { readonly engine: 'mysql'; readonly read: Knex }
);

export interface WorkContext {
  /** Time this task has in all; the process is killed after it. */
  readonly timeoutMs: number;
  database(): Promise<WorkDatabase>;
  people(connection?: ConnectionSettings): Promise<PeopleDatabase>;
  /** Tells the server how much is done, from 0 to 1. */
  progress(done: number): void;
  /** What the plugins contribute: loaded with the first task that asks. */
  registries(): Promise<Registries>;
  /** Their sources of datasets, for tasks that read by themselves (reading-context.ts). */
  sources(): Promise<readonly SourceServer[]>;
  /** A published release, read and compiled; the last one that was asked for is kept. */
  release(number: number): Promise<Release>;
}

/** A task: plain data in, plain data out. Throw ApiError for what people should read. */
export type WorkTask = (input: never, context: WorkContext) => Promise<unknown>;

/** What the program of the process knows of plugins. */
export interface WorkPlugins {
  registries(): Promise<Registries>;
  sources(): Promise<readonly SourceServer[]>;
}

/** Makes the context of each task over connections that live as long as the process. */
export function createWorkContexts(
  source: WorkSource,
  plugins: WorkPlugins,
  progress: (done: number) => void = () => undefined,
): (timeoutMs: number) => WorkContext {
  const engine: Engine = source.url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
  // Drivers are loaded with the first connection: a task that only computes starts its process sooner.
  const own = once(async () => (await import('./work-database.js')).openOwn(engine, source));
  const people = once(async () => (await import('./work-database.js')).openPeople(engine, source));
  const registries = once(() => plugins.registries());
  let kept: { readonly number: number; readonly release: Promise<Release> } | undefined;
  const readRelease = async (number: number): Promise<Release> => {
    const [{ compileRelease }, { readDocuments }] = await Promise.all([
      import('../releases/store.js'),
      import('../releases/document-rows.js'),
    ]);
    const { database } = await own();
    // Without the documents: nobody asks here for what a release was made from.
    const { hash, model } = compileRelease(number, await readDocuments(database.read, number), await registries());
    return { number, hash, model };
  };
  const release = (number: number): Promise<Release> => {
    if (kept?.number === number) return kept.release;
    const made = { number, release: readRelease(number) };
    made.release.catch(() => (kept = undefined));
    return (kept = made).release;
  };
  return (timeoutMs) => ({
    timeoutMs,
    registries,
    sources: () => plugins.sources(),
    release,
    progress,
    async database() {
      const { database, limit } = await own();
      await limit(timeoutMs);
      return database;
    },
    async people(connection) {
      const { database, limit } = connection
        ? await (await import('./work-connection.js')).openConnection(connection, source)
        : await people();
      await limit(timeoutMs);
      return database;
    },
  });
}

/** The same promise for everyone; a failure is forgotten, so that the next task tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
