/**
 * A listening Trellis over a fresh database, for HTTP scenarios: the core documents and those a suite adds, the real
 * adapter, sessions and errors, and routes of the suite's own.
 *
 *     const site = await startSite({ database, routes: (site) => [...] });
 *     const ann = await site.signIn('ann');
 *     const answer = await ann.get('/api/session');      // { status, headers, text, json }
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Registries } from '../../metadata/contributions.js';
import { compileModel } from '../../metadata/model/compile.js';
import { createRegistries } from '../../metadata/registries.js';
import { createRegistry } from '../../metadata/registry.js';
import type { SourceServer } from '../../server/api.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { createAccessCache, type AccessCache } from '../../server/access/access-cache.js';
import { createAccount } from '../../server/access/account-store.js';
import { createIdentities, type LiveRelease } from '../../server/access/identify.js';
import type { Identities } from '../../server/access/identity.js';
import { asSystem } from '../../server/access/principals.js';
import { ownSessionRoutes } from '../../server/access/own-sessions.js';
import { sessionRoutes } from '../../server/access/session-routes.js';
import { createThrottle, type ThrottleOptions } from '../../server/access/throttle.js';
import { userRoutes } from '../../server/access/user-routes.js';
import { createApp } from '../../server/app.js';
import type { Clock, Release, Services } from '../../server/context.js';
import type { Database } from '../../server/database/database.js';
import { createTableSql } from '../../server/database/schema.js';
import type { WorkPool } from '../../server/work/pool.js';
import { fold } from '../../server/fold.js';
import { createEventRoutes, type EventRouteDependencies } from '../../server/http/event-routes.js';
import { createEventHub } from '../../server/http/hub.js';
import type { Route } from '../../server/http/route.js';
import { systemRoutes } from '../../server/http/system-routes.js';
import { createSiteKeys } from '../../server/site-keys.js';
import { createIds } from '../../server/ids.js';
import type { JobPort } from '../../server/jobs/port.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';
import { quietLog } from './databases.js';

const root = join(import.meta.dirname, '..', '..');
export const password = 'tall-grey-heron-42';

/** A clock that stands until it is moved. */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

export function createTestClock(start = '2026-11-21T08:00:00.000Z'): TestClock {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    advance(seconds) {
      now += seconds * 1000;
    },
  };
}

/** Registries with the field types and sources of the core, found by their folders. */
export async function coreRegistries(): Promise<Registries> {
  const registries = createRegistries();
  for (const kind of ['field', 'source'] as const) {
    const folder = join(root, `plugins/core/${kind}s`);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const module = (await import(join(folder, entry.name, 'schema.js'))) as { definition: never };
      registries[kind].add(module.definition);
    }
  }
  return registries;
}

/** Documents of the core package. */
export function coreDocuments(): readonly Document[] {
  const folder = join(root, 'plugins/core/metadata');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document);
}

export function testRole(name: string, rest: Partial<RoleDocument> = {}): RoleDocument {
  return { kind: 'role', id: '01KAJ0QX00T2N8C9SEPKXKVM00', name, schema: 1, grants: [], ...rest };
}

/** What reads the rows of datasets. */
async function coreSources() {
  const sources = createRegistry<SourceServer>('source server');
  const folder = join(root, 'plugins/core/sources');
  for (const file of readdirSync(folder, { recursive: true }).map(String)) {
    if (!file.endsWith('server.ts')) continue;
    const module = (await import(join(folder, file.replace(/ts$/, 'js')))) as { server: SourceServer };
    sources.add(module.server);
  }
  return sources;
}

export interface SiteOptions {
  readonly database: Database;
  readonly documents?: readonly Document[];
  readonly routes?: (site: { readonly services: Services; readonly identities: Identities }) => readonly Route[];
  readonly jobs?: (services: Omit<Services, 'jobs'>) => JobPort;
  readonly clock?: Clock;
  readonly throttle?: Partial<ThrottleOptions>;
  readonly url?: string;
  readonly trustProxy?: readonly string[];
  readonly bodyLimit?: number;
  readonly insecureHttp?: boolean;
  readonly openDemo?: boolean;
  readonly mayRead?: EventRouteDependencies['mayRead'];
  readonly recheckMs?: number;
  readonly webFolder?: string;
  /** Processes for what takes long; without them nothing of the kind can be asked. */
  readonly work?: WorkPool;
  /** False: the tables of users and departments are there already (a second site on the same database). */
  readonly prepare?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed when the answer is JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers freely
  readonly json: any;
}

/** A browser: keeps its cookie, sends JSON. */
export interface Browser {
  cookie: string | undefined;
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Site {
  readonly address: string;
  readonly services: Services;
  readonly identities: Identities;
  readonly accesses: AccessCache;
  readonly log: ReturnType<typeof quietLog>;
  readonly requests: readonly object[];
  readonly release: Release;
  /** Another release becomes current when it is next refreshed. */
  publish(documents: readonly Document[]): Promise<void>;
  browser(): Browser;
  /** A user record with a login; gives the user's id. */
  addUser(login: string, roles: readonly string[], more?: { mustChange?: boolean; sample?: boolean }): Promise<string>;
  signIn(login: string): Promise<Browser>;
  close(): Promise<void>;
}

export async function startSite(options: SiteOptions): Promise<Site> {
  const { database } = options;
  const registries = await coreRegistries();
  const clock = options.clock ?? { now: () => new Date() };
  const quiet = quietLog();
  const requests: object[] = [];
  const log = { ...quiet, info: (fields: object) => void requests.push(fields) };
  const unavailable = () => Promise.reject(new Error('This site has no such part.'));
  const partial = {
    database,
    registries,
    work: options.work ?? { run: unavailable, close: async () => undefined },
    events: createEventHub(log),
    clock,
    log,
    fold,
    newId: createIds(clock),
    siteKey: createSiteKeys(() => 'a secret of the tests, long enough for a key'),
    sourceServers: await coreSources(),
  };
  const jobs = options.jobs?.(partial) ?? ({ close: async () => undefined } as unknown as JobPort);
  const services: Services = { ...partial, jobs };

  const makeRelease = (number: number, documents: readonly Document[]): Release => {
    const all = [...coreDocuments(), ...documents];
    return { number, hash: `hash-${number}`, model: compileModel(all, registries) };
  };
  let release = makeRelease(1, options.documents ?? []);
  let next = release;
  const releases: LiveRelease = {
    current: () => release,
    refresh: async () => (release = next),
  };
  if (options.prepare !== false) await createTables(database, release);

  const accesses = createAccessCache(services);
  const identities = createIdentities({ database, clock, log, releases, accesses });
  const events = createEventRoutes({
    identities,
    mayRead: options.mayRead ?? (async () => true),
    ...(options.recheckMs === undefined ? {} : { recheckMs: options.recheckMs }),
  });
  const throttle = createThrottle({ failures: 10, failuresOfAddress: 100, seconds: 900, ...options.throttle });
  const routes: Route[] = [
    ...sessionRoutes({
      identities,
      throttle,
      insecureHttp: options.insecureHttp ?? false,
      openDemo: options.openDemo ?? false,
    }),
    ...ownSessionRoutes({ identities }),
    ...userRoutes({ throttle }),
    ...systemRoutes({ database, routes: () => routes }),
    ...events.routes,
    ...(options.routes?.({ services, identities }) ?? []),
  ];
  const app = createApp({
    services,
    identities,
    routes,
    createChecker: createAjvChecker(),
    config: {
      url: options.url,
      trustProxy: options.trustProxy ?? [],
      bodyLimit: options.bodyLimit ?? 1_048_576,
    },
    webFolder: options.webFolder ?? join(root, 'dist/web'),
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const site: Site = {
    address,
    services,
    identities,
    accesses,
    log: quiet,
    requests,
    get release() {
      return release;
    },
    async publish(documents) {
      next = makeRelease(release.number + 1, documents);
      const value = String(next.number);
      await database.write((transaction) =>
        transaction('sys_setting').insert({ name: 'live_release', value }).onConflict('name').merge(['value']),
      );
    },
    browser: () => createBrowser(address),
    async addUser(login, roles, more = {}) {
      const id = services.newId();
      await addUserRecord(database, { id, name: `Name of ${login}`, login, at: clock.now().toISOString() });
      const mustChange = more.mustChange ?? false;
      const account = { userId: id, login, password, mustChange, roles, sample: more.sample ?? false };
      await createAccount(asSystem(services, releases, 'test'), account);
      return id;
    },
    async signIn(login) {
      const browser = createBrowser(address);
      const answer = await browser.post('/api/session', { login, password });
      if (answer.status !== 200) throw new Error(`Signing in failed: ${answer.status} ${answer.text}`);
      return browser;
    },
    async close() {
      events.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
  return site;
}

/** Tables of users and departments as the release describes them. */
export async function createTables(database: Database, release: Release): Promise<void> {
  for (const name of ['user', 'department']) {
    const entity = release.model.entities.get(name)!;
    const deleted = { name: 'deleted_at', type: 'datetime', role: 'value' } as const;
    const columns = [...[...entity.fields.values()].flatMap((field) => field.columns), deleted];
    const statement = createTableSql(database.dialect, entity.table, columns);
    await database.write((transaction) => transaction.raw(statement));
  }
}

export async function addUserRecord(
  database: Database,
  user: { readonly id: string; readonly name: string; readonly login: string; readonly at: string },
): Promise<void> {
  await database.write((transaction) =>
    transaction('d_user').insert({
      id: user.id,
      version: 1,
      created_at: user.at,
      updated_at: user.at,
      name: user.name,
      login: user.login,
      active: 1,
    }),
  );
}

/** An HTTP client of a server at this address, without a session; `heard` is told of each answer. */
export function createBrowser(address: string, heard: (answer: Answer) => void = () => undefined): Browser {
  const browser: Browser = {
    cookie: undefined,
    async send(method, path, body, headers = {}) {
      const sent: Record<string, string> = { ...headers };
      if (browser.cookie !== undefined) sent['Cookie'] ??= browser.cookie;
      const init: RequestInit = { method, redirect: 'manual' };
      if (body !== undefined) {
        sent['Content-Type'] ??= 'application/json';
        init.body = typeof body === 'string' ? body : JSON.stringify(body);
      }
      const response = await fetch(`${address}${path}`, { ...init, headers: sent });
      const text = await response.text();
      for (const line of response.headers.getSetCookie()) {
        const pair = line.slice(0, line.indexOf(';'));
        browser.cookie = line.includes('Max-Age=0') ? undefined : pair;
      }
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      const json: unknown = isJson ? JSON.parse(text) : undefined;
      const answer: Answer = { status: response.status, headers: response.headers, text, json };
      heard(answer);
      return answer;
    },
    get: (path, headers) => browser.send('GET', path, undefined, headers),
    post: (path, body, headers) => browser.send('POST', path, body, headers),
  };
  return browser;
}
