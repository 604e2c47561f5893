/**
 * Puts the parts of a process together from a checked configuration and the plugins present; listens to nothing and
 * starts nothing yet. The only place where capabilities meet: each offers routes, this list names them.
 */
import { createRegistries } from '../metadata/registries.js';
import { join } from 'node:path';
import type { Express } from 'express';
import type { Access } from '../metadata/access/types.js';
import type { Registries } from '../metadata/contributions.js';
import { createDocumentValidator } from '../metadata/document/validate.js';
import { createRegistry } from '../metadata/registry.js';
import { commentRoutes, presenceRoutes } from './activity/comment-routes.js';
import { noticeRoutes } from './activity/notice-routes.js';
import { createPersonSight } from './activity/people.js';
import { createPresence } from './activity/presence.js';
import { createActivityWatch } from './activity/trail-watch.js';
import { accessRoutes } from './access/explain/routes.js';
import { createAccessCache } from './access/access-cache.js';
import { createContext } from './access/create-context.js';
import { createIdentities } from './access/identify.js';
import { asSystem, asUser } from './access/principals.js';
import { createRefusalWatch, type RefusalLimits } from './access/refusal-watch.js';
import { ownSessionRoutes } from './access/own-sessions.js';
import { sessionRoutes } from './access/session-routes.js';
import { createSegmentOverlay } from './access/segment-overlay.js';
import { createThrottle } from './access/throttle.js';
import { eventLogRoutes } from './access/event-log-routes.js';
import { userRoutes } from './access/user-routes.js';
import type { ChannelServer, FieldServer, JobServer, SourceServer } from './api.js';
import { createApp } from './app.js';
import { systemClock } from './clock.js';
import { ensureSecret, type Config } from './config.js';
import type { Context, Log, Services } from './context.js';
import { openDatabase } from './database/open.js';
import { createKeyKeeper } from './duplicates/build-keys.js';
import { duplicateRoutes } from './duplicates/routes.js';
import { ApiError } from './errors.js';
import { fold } from './fold.js';
import { createEventRoutes } from './http/event-routes.js';
import { createEventHub } from './http/hub.js';
import type { Route } from './http/route.js';
import { systemRoutes } from './http/system-routes.js';
import { sha256 } from './sha256.js';
import { createSiteKeys } from './site-keys.js';
import { createIds } from './ids.js';
import { createEmbeddedJobs } from './jobs/embedded.js';
import type { JobDriverOptions } from './jobs/job-driver.js';
import { jobRoutes } from './jobs/job-routes.js';
import type { JobPort } from './jobs/port.js';
import { createJobWatch, type JobWatch } from './jobs/watch-elsewhere.js';
import { createMailer, type Mailer } from './mail/mailer.js';
import { readMailUrl } from './mail/mail-url.js';
import { mapRoutes } from './maps/routes.js';
import { createMessages, type MessageSource } from './messages/messages.js';
import { actionRoutes } from './records/actions/routes.js';
import { appRoutes } from './records/app/routes.js';
import { getRecord } from './records/get.js';
import { recordRoutes } from './records/routes.js';
import { mergeRoutes } from './records/merge/routes.js';
import { trashRoutes } from './records/trash-routes.js';
import { shareRoutes } from './records/share-routes.js';
import { createAjvChecker } from './releases/ajv-checker.js';
import { createDrafts } from './releases/drafts.js';
import { createPreviews } from './releases/preview.js';
import { previewRoutes } from './releases/preview-routes.js';
import { createPublisher, type Publisher } from './releases/publish.js';
import { createReleaseRoutes } from './releases/routes.js';
import { openReleaseStore, type ReleaseStore } from './releases/store.js';
import { operationRoutes } from './operations/routes.js';
import { createGuessLimit } from './links/guess-limit.js';
import { createOpenings } from './links/openings.js';
import { linkRoutes } from './links/routes.js';
import { personalRoutes } from './personal/routes.js';
import { createPrintFiles } from './print/print-files.js';
import { printRoutes } from './print/routes.js';
import { reportRoutes } from './reports/routes.js';
import { createDueRuns } from './schedules/due-runs.js';
import { scheduleRoutes } from './schedules/routes.js';
import { createIndexKeeper, type IndexKeeper } from './search/keep-index.js';
import { searchRoutes } from './search/routes.js';
import { departmentsAbove } from './views/audiences.js';
import { segmentRoutes } from './views/segment-routes.js';
import { viewRoutes } from './views/routes.js';
import { startRoutes } from './start/routes.js';
import { themeRoutes } from './theme/routes.js';
import { createSiteTheme } from './theme/site-theme.js';
import { createWorkPool } from './work/work-pool.js';
import { workerEntry } from './work/worker-entry.js';
import type { WorkEntry } from './work/work-process.js';

/** What the plugin index offers (plugins/index). */
export interface Contributions {
  registerSchemas(registries: Registries): void;
  readonly fieldServers: readonly FieldServer[];
  readonly jobServers: readonly JobServer[];
  readonly sourceServers: readonly SourceServer[];
  readonly channelServers: readonly ChannelServer[];
  /** Sentences of the plugins in other languages; English where there are none. */
  readonly messages?: readonly MessageSource[];
}

export interface AssembleOptions {
  readonly config: Config;
  readonly log: Log;
  readonly contributions: Contributions;
  /** False for commands that run beside a server on the same SQLite file. */
  readonly exclusive?: boolean;
  /** How many refusals stand one by one in the security events. */
  readonly refusals?: RefusalLimits;
  /** Absolute path of dist/web. */
  readonly webFolder: string;
  /** The program of the work processes; the one beside this program unless said. */
  readonly workEntry?: WorkEntry;
}

export interface Assembly {
  readonly app: Express;
  readonly services: Services;
  readonly releases: ReleaseStore;
  readonly publisher: Publisher;
  readonly jobs: JobPort;
  /** What other processes do with jobs, for the pages of this one. */
  readonly jobWatch: JobWatch;
  readonly index: Pick<IndexKeeper, 'idle'>;
  readonly routes: readonly Route[];
  /** A context with every right; the reason stands in its place in logs and events. */
  system(reason: string): Context;
  /** Ends event streams, which a stopping server must not wait for. */
  endStreams(): void;
  /** Jobs, work processes, database, in this order. */
  close(): Promise<void>;
}

/** The registries filled by the plugins, frozen. */
export function filledRegistries(contributions: Pick<Contributions, 'registerSchemas'>): Registries {
  const registries = createRegistries();
  contributions.registerSchemas(registries);
  for (const registry of Object.values(registries)) (registry as { freeze(): void }).freeze();
  return registries;
}

export async function assemble(options: AssembleOptions): Promise<Assembly> {
  const { config, log, contributions } = options;
  const clock = systemClock;
  const registries = filledRegistries(contributions);
  const createChecker = createAjvChecker();
  const database = await openDatabase({
    url: config.databaseUrl,
    log,
    dataFolder: config.dataFolder,
    exclusive: options.exclusive ?? true,
  });
  const events = createEventHub(log);
  const newId = createIds(clock);
  const releases = await openReleaseStore(database, registries);
  const validator = createDocumentValidator(registries, createChecker);
  const publisher = createPublisher({ database, clock, log, fold, newId, registries, releases, validator, events });
  const accesses = createAccessCache({ registries, clock, fold });
  const segments = createSegmentOverlay({
    database,
    functions: registries.function,
    departmentsAbove: (department) => departmentsAbove(asSystem(services, releases, 'segments'), department),
  });

  const jobOptions: JobDriverOptions = {
    database, clock, log, events, newId, createChecker,
    types: registries.job,
    servers: contributions.jobServers,
    documents: () => releases.current().model.list('job'),
    zone: () => releases.current().model.settings.timeZone,
    soleWorker: database.engine === 'sqlite',
    // A worker hears of no enqueue: it looks.
    ...(config.role === 'worker' ? { timing: { poll: 1_000 } } : {}),
    timers: [createDueRuns({ database, clock, log, newId })],
    context: async ({ id, type, principalId }) => {
      // What another process has published since.
      if (config.role === 'worker') await releases.refresh();
      return principalId === null
        ? asSystem(services, releases, `job ${type} ${id}`)
        : asUser(services, { releases, accesses, segments }, { userId: principalId, requestId: id });
    },
  }; // prettier-ignore
  // A command runs no jobs and ends soon: what it orders is found in the rows.
  const jobs =
    config.redisUrl === undefined || options.exclusive === false
      ? createEmbeddedJobs(jobOptions)
      : await jobsOverRedis(config, config.redisUrl, jobOptions);
  const jobWatch = createJobWatch({ read: database.read, clock, events, log });
  const source = {
    url: database.connection.url,
    ...(config.reportUrl === undefined ? {} : { reportUrl: config.reportUrl }),
    connectionsFolder: join(config.dataFolder, 'connections'),
  };
  const work = createWorkPool({
    entry: options.workEntry ?? workerEntry(),
    source,
    log,
    priority: config.workPriority,
  });
  const fieldServers = createRegistry<FieldServer>('field server');
  for (const server of contributions.fieldServers) fieldServers.add(server);
  const sourceServers = createRegistry<SourceServer>('source server');
  for (const server of contributions.sourceServers) sourceServers.add(server);
  const channelServers = createRegistry<ChannelServer>('channel server');
  for (const server of contributions.channelServers) channelServers.add(server);
  const siteKey = createSiteKeys(() => ensureSecret(config));
  const activity = createActivityWatch(database);
  const index = createIndexKeeper({ events, log }, () => asSystem(services, releases, 'search index'));
  const refusals = createRefusalWatch({ database, clock, log, newId }, options.refusals);
  const mail = mailerOf(config);
  const asPerson = (userId: string, requestId: string) =>
    asUser(services, { releases, accesses, segments }, { userId, requestId });
  const services: Services = {
    database, registries, jobs, work, events, clock, log, fold, newId, fieldServers, sourceServers, channelServers, siteKey,
    dataFolder: config.dataFolder,
    printFiles: createPrintFiles(join(config.dataFolder, 'files', 'prints')),
    ...(mail ? { mail } : {}),
    ...(config.url === undefined ? {} : { siteUrl: config.url }),
    asPerson, trailWatch: activity.trail, shareWatch: activity.share, refused: refusals.tell, indexSoon: () => index.soon(),
  }; // prettier-ignore
  const duplicateKeys = createKeyKeeper({ events, log }, () => asSystem(services, releases, 'duplicate rules'));
  activity.hearJobs(services, () => asSystem(services, releases, 'notices of jobs'));
  const openings = createOpenings({ database, clock, log });
  const presence = createPresence(services);
  const sight = createPersonSight(asPerson);

  const identities = createIdentities({ database, clock, log, releases, accesses, segments });
  const eventRoutes = createEventRoutes({
    identities,
    mayRead: (access, entity, id) => mayRead(services, releases, { access, entity, id }),
  });
  const drafts = createDrafts(releases, validator);
  const throttle = createThrottle();
  const theme = createSiteTheme(() => releases.current());
  const routes: readonly Route[] = [
    ...systemRoutes({ database, routes: () => routes }),
    ...sessionRoutes({
      identities,
      throttle,
      insecureHttp: config.insecureHttp,
      openDemo: config.demo === 'open',
    }),
    ...ownSessionRoutes({ identities }),
    ...userRoutes({ throttle }),
    ...eventLogRoutes,
    ...accessRoutes({ accesses }),
    ...eventRoutes.routes,
    ...jobRoutes,
    ...appRoutes(),
    ...recordRoutes(),
    ...duplicateRoutes,
    ...mergeRoutes,
    ...trashRoutes,
    ...commentRoutes(sight),
    ...presenceRoutes(presence),
    ...noticeRoutes,
    ...shareRoutes,
    ...actionRoutes,
    ...viewRoutes(validator),
    ...segmentRoutes(segments),
    ...searchRoutes,
    ...createReleaseRoutes({ releases, publisher, drafts }),
    ...previewRoutes,
    ...reportRoutes(),
    ...scheduleRoutes,
    ...linkRoutes({ guesses: createGuessLimit(), openings, embedOrigins: config.embedOrigins }),
    ...printRoutes(validator),
    ...personalRoutes,
    ...startRoutes(createMessages(contributions.messages ?? [])),
    ...themeRoutes(theme),
    ...mapRoutes(join(config.dataFolder, 'maps')),
    ...operationRoutes((context) => asSystem(services, releases, context.requestId)),
  ];
  const app = createApp({
    services, identities, routes, createChecker, config, refusals, foreground: work.foreground,
    previews: createPreviews(services, { releases, accesses }),
    ...(contributions.messages ? { messages: contributions.messages } : {}),
    webFolder: options.webFolder,
    page: theme.page,
  }); // prettier-ignore
  return {
    app, services, releases, publisher, jobs, jobWatch, index, routes,
    system: (reason) => asSystem(services, releases, reason),
    endStreams: () => eventRoutes.close(),
    async close() {
      presence.close();
      await refusals.close();
      await index.close();
      await duplicateKeys.close();
      await jobWatch.close();
      await jobs.close();
      await activity.close();
      await openings.close();
      mail?.close();
      await work.close();
      await database.close();
    },
  }; // prettier-ignore
}

/** BullMQ is loaded where it is used. */
async function jobsOverRedis(config: Config, redisUrl: string, options: JobDriverOptions): Promise<JobPort> {
  const { createBullmqJobs } = await import('./jobs/bullmq.js');
  // The same for all processes of a site, which share a secret and a database; another for its copy on the same Redis.
  const key = createSiteKeys(() => ensureSecret(config))('jobs over redis').toString('hex');
  const site = sha256(`${key} ${new URL(config.databaseUrl).pathname}`).slice(0, 16);
  return createBullmqJobs({ ...options, redisUrl, site });
}

/** Undefined where the site sends no mail. */
function mailerOf({ mailUrl, mailFrom }: Config): Mailer | undefined {
  if (mailUrl === undefined || mailFrom === undefined) return undefined;
  const server = readMailUrl(mailUrl);
  return 'problem' in server ? undefined : createMailer({ server, from: mailFrom });
}

/** Whether one record may be seen, asked through the one gate that every read goes through. */
async function mayRead(
  services: Services,
  releases: ReleaseStore,
  { access, entity, id }: { readonly access: Access; readonly entity: string; readonly id: string },
): Promise<boolean> {
  const context = createContext(services, { access, release: releases.current(), requestId: 'event' });
  try {
    await getRecord(context, entity, id, ['id']);
    return true;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}
