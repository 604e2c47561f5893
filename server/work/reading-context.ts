/**
 * A Context in a work process, for tasks that read by themselves with the rights of a person: the release is read from the
 * database, the rights are compiled from what they were compiled from in the server, and must come out the same. It reads;
 * whatever would write, queue or open a secret is not there.
 */
import { compileAccess } from '../../metadata/access/compile.js';
import type { Principal } from '../../metadata/access/types.js';
import { withSegments } from '../../metadata/model/with-segments.js';
import { createRegistry } from '../../metadata/registry.js';
import type { SegmentDocument } from '../../metadata/schema/entity.js';
import { sharedOf } from '../access/access-cache.js';
import { createContext } from '../access/create-context.js';
import type { SourceServer } from '../api.js';
import type { Context, Log, Services } from '../context.js';
import type { Database } from '../database/database.js';
import { forbidden } from '../errors.js';
import { fold } from '../fold.js';
import type { WorkPool } from './pool.js';
import type { WorkContext, WorkTask } from './work-context.js';

/** Whose rights, in which release, at what moment: plain data. */
export interface ReadingAs {
  readonly principal: Principal;
  /** Entities of which records were shared by hand. */
  readonly shared: readonly string[];
  /** Of the rights as the server compiled them. */
  readonly fingerprint: string;
  readonly release: number;
  /** With those that people keep. */
  readonly segments: readonly SegmentDocument[];
  /** ISO moment. */
  readonly now: string;
  readonly dataFolder?: string;
}

/** Undefined where the rights are not simply those of a person (the system's, or narrowed ones): nobody could compile them again. */
export function readingAs({ access, release, evaluation, dataFolder }: Context): ReadingAs | undefined {
  const shared = sharedOf(access);
  if (!shared || release.number === 0) return undefined;
  return {
    principal: access.principal,
    shared,
    fingerprint: access.fingerprint,
    release: release.number,
    segments: release.model.list('segment'),
    now: evaluation.now(),
    ...(dataFolder === undefined ? {} : { dataFolder }),
  };
}

/** `tasks`: what sources ask of the pool of work processes; it is done here. 403 PERMISSION_CHANGED where rights differ by now. */
export async function readingContext(
  work: WorkContext,
  as: ReadingAs,
  tasks: Readonly<Record<string, WorkTask>>,
): Promise<Context> {
  const registries = await work.registries();
  const base = await work.release(as.release);
  const release = { ...base, model: withSegments(base.model, as.segments) };
  const { model } = release;
  const clock = { now: () => new Date(as.now) };
  const roles = as.principal.roles.flatMap((name) => model.find('role', name) ?? []);
  const access = compileAccess(roles, as.principal, model, registries.function, {
    timeZone: model.settings.timeZone,
    now: () => as.now,
    fold,
    shared: new Set(as.shared),
  });
  if (access.fingerprint !== as.fingerprint)
    throw forbidden('PERMISSION_CHANGED', 'Your rights have changed since this file was ordered. Order it again.');
  const sourceServers = createRegistry<SourceServer>('source server');
  for (const server of await work.sources()) sourceServers.add(server);
  const services: Services = {
    database: await readingDatabase(work),
    registries,
    sourceServers,
    work: workHere(work, tasks),
    clock,
    log,
    fold,
    ...(as.dataFolder === undefined ? {} : { dataFolder: as.dataFolder }),
    jobs: missing('queue of jobs'),
    events: missing('events'),
    newId: absent('ids'),
    siteKey: absent('keys'),
  };
  return createContext(services, { access, release, requestId: 'work' });
}

async function readingDatabase(work: WorkContext): Promise<Database> {
  const refused = () => Promise.reject(new Error('A work process only reads.'));
  return {
    ...(await work.database()),
    write: refused,
    watchWrites: () => undefined,
    connection: { url: '' },
    close: refused,
  };
}

const workHere = (work: WorkContext, tasks: Readonly<Record<string, WorkTask>>): WorkPool => ({
  run: async <R>(task: string, input: unknown) => (await tasks[task]!(input as never, work)) as R,
  close: () => Promise.resolve(),
});

/** Whoever asks for it has a mistake. */
const absent = (what: string) => (): never => {
  throw new Error(`A work process has no ${what}.`);
};
const missing = <T extends object>(what: string): T => new Proxy({} as T, { get: absent(what) });

const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => console.error(message, fields),
};
