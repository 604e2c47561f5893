/**
 * Contexts over a database with the test model's tables: whoever is asked for, with the roles given, a clock that stands
 * until it is moved, events that are kept, and a work pool that runs the product's own tasks in this process.
 *
 *     const site = await createSite(database);
 *     const ann = site.as({ id: idOf('user', 1) }, [testRole([...])]);
 *     await createRecord(ann, 'customer', { name: 'Acme' });
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileAccess, systemAccess } from '../../metadata/access/compile.js';
import type { Access, Principal } from '../../metadata/access/types.js';
import type {
  FieldType,
  FunctionDefinition,
  Registries,
  SourceType,
  Transform,
  ViewMode,
} from '../../metadata/contributions.js';
import { compileModel } from '../../metadata/model/compile.js';
import { companionValues } from '../../metadata/model/companions.js';
import type { Model } from '../../metadata/model/model.js';
import { createRegistry } from '../../metadata/registry.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import type { SharingDocument } from '../../metadata/schema/sharing.js';
import type { FieldServer, SourceServer } from '../../server/api.js';
import { createContext } from '../../server/access/create-context.js';
import type { Clock, Context, Services } from '../../server/context.js';
import type { Database } from '../../server/database/database.js';
import { createIndexSql, createTableSql } from '../../server/database/schema.js';
import type { LiveEvent } from '../../server/http/events.js';
import { createIds } from '../../server/ids.js';
import type { JobPort } from '../../server/jobs/port.js';
import { physicalTables } from '../../server/releases/physical.js';
import { tasks } from '../../server/work/tasks.js';
import type { WorkTask } from '../../server/work/work-context.js';
import type { WorkPool } from '../../server/work/pool.js';
import { server as autonumber } from '../../plugins/core/fields/autonumber/server.js';
import { server as richText } from '../../plugins/core/fields/richText/server.js';
import { server as secret } from '../../plugins/core/fields/secret/server.js';
import { sourceServers as allSources } from '../../plugins/index/server.js';
import { createSiteKeys } from '../../server/site-keys.js';
import { quietLog } from './databases.js';
import { testDocuments, testFold, testPrincipal } from './model.js';
import type { TestRows } from './rows.js';

const root = join(import.meta.dirname, '..', '..');

async function load<T extends { readonly id: string }>(kind: string, folder: string) {
  const registry = createRegistry<T>(kind);
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    registry.add(((await import(join(root, folder, entry.name, 'schema.js'))) as { definition: T }).definition);
  }
  registry.freeze();
  return registry;
}

let loaded: Promise<Registries> | undefined;

/** The product's own field types, functions, transforms, sources and view modes; the other kinds are empty. */
export function productRegistries(): Promise<Registries> {
  loaded ??= (async () => ({
    field: await load<FieldType>('field', 'plugins/core/fields'),
    function: await load<FunctionDefinition>('function', 'plugins/core/functions'),
    chart: createRegistry('chart'),
    transform: await load<Transform>('transform', 'plugins/core/transforms'),
    source: await load<SourceType>('source', 'plugins/core/sources'),
    channel: createRegistry('channel'),
    widget: createRegistry('widget'),
    view: await load<ViewMode>('view', 'plugins/core/views'),
    job: createRegistry('job'),
  }))();
  return loaded;
}

function withSources(registries: Registries, added: readonly SourceType[]): Registries {
  if (added.length === 0) return registries;
  const source = createRegistry<SourceType>('source');
  for (const type of [...registries.source.list(), ...added]) source.add(type);
  return { ...registries, source };
}

const settings: Document = {
  kind: 'settings',
  id: '01DOCUMENT9100000000000000',
  name: 'site',
  schema: 1,
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  language: 'en',
};

export interface SiteOptions {
  /** Instead of the test model's documents; `settings` of the test site are added when there are none. */
  readonly documents?: readonly Document[];
  /** Put into the tables as they are. */
  readonly rows?: TestRows;
  /** Instead of one that runs the tasks in this process. */
  readonly work?: WorkPool;
  /** Sources of datasets besides the product's own, with their server halves. */
  readonly sources?: readonly { readonly definition: SourceType; readonly server: SourceServer }[];
}

export interface SharingOptions {
  /** Instead of the model's own sharing rules. */
  readonly rules?: readonly SharingDocument[];
  /** Entities of which records were shared by hand. */
  readonly shared?: readonly string[];
}

export interface TestSite {
  readonly database: Database;
  readonly model: Model;
  readonly events: LiveEvent[];
  readonly log: ReturnType<typeof quietLog>;
  /** Moves the clock; ids and times follow. */
  advance(seconds: number): void;
  as(principal: Partial<Principal>, roles: readonly RoleDocument[], sharing?: SharingOptions): Context;
  system(): Context;
  /** Statements a piece of work runs, in their order, those of transactions included. */
  statements(work: () => Promise<unknown>): Promise<readonly string[]>;
}

export async function createSite(database: Database, options: SiteOptions = {}): Promise<TestSite> {
  const { sources = [] } = options;
  const registries = withSources(
    await productRegistries(),
    sources.map(({ definition }) => definition),
  );
  const documents = options.documents ?? testDocuments;
  const all = documents.some((document) => document.kind === 'settings') ? documents : [...documents, settings];
  const model = compileModel(all, registries);
  await createTables(database, model, registries);
  if (options.rows) await insertRows(database, model, options.rows);
  let now = Date.parse('2026-06-18T10:00:00.000Z');
  const clock: Clock = { now: () => new Date(now) };
  const events: LiveEvent[] = [];
  const log = quietLog();
  const fieldServers = createRegistry<FieldServer>('field server');
  for (const server of [autonumber, richText, secret]) fieldServers.add(server);
  const sourceServers = createRegistry<SourceServer>('source server');
  for (const server of [...allSources, ...sources.map((each) => each.server)]) sourceServers.add(server);
  const services: Services = {
    database,
    registries,
    jobs: undefined as unknown as JobPort,
    work: options.work ?? inlineWork(database),
    events: { publish: (event) => void events.push(event), subscribe: () => () => undefined },
    clock,
    log,
    fold: testFold,
    newId: createIds(clock),
    fieldServers,
    sourceServers,
    siteKey: createSiteKeys(() => 'a secret of the tests, long enough for a key'),
  };
  let requests = 0;
  const open = (access: Access): Context =>
    createContext(services, {
      access,
      release: { number: 1, model, hash: 'test' },
      requestId: `request-${++requests}`,
    });
  return {
    database,
    model,
    events,
    log,
    advance: (seconds) => void (now += seconds * 1000),
    as(changes, roles, sharing = {}) {
      const principal = testPrincipal({ roles: roles.map((role) => role.name), ...changes });
      const seen = sharing.rules ? withSharing(model, sharing.rules) : model;
      const shared = new Set(sharing.shared);
      return open(compileAccess(roles, principal, seen, registries.function, { shared }));
    },
    system() {
      const principal = testPrincipal({
        kind: 'system',
        id: 'system',
        login: 'system',
        name: 'System',
        department: null,
      });
      return open(systemAccess(principal, model));
    },
    statements: (work) => recordStatements(database, work),
  };
}

const withSharing = (model: Model, rules: readonly SharingDocument[]): Model => ({
  ...model,
  list: ((kind: Kind) => (kind === 'sharing' ? rules : model.list(kind))) as Model['list'],
});

async function createTables(database: Database, model: Model, registries: Registries): Promise<void> {
  const { dialect } = database;
  for (const table of physicalTables(model, registries).values()) {
    const columns = [...table.columns.values()].map(({ column }) => column);
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, table.table, columns));
      for (const index of table.indexes.values()) {
        await transaction.raw(createIndexSql(dialect, table.table, index.name, index.columns, index.unique));
      }
    });
  }
}

/** Rows by entity, companions computed, values that a row leaves out null. */
export async function insertRows(database: Database, model: Model, rows: TestRows): Promise<void> {
  const { dialect } = database;
  for (const [name, list] of Object.entries(rows)) {
    const entity = model.entities.get(name)!;
    const records = list.map((row) => {
      const record: Record<string, unknown> = {};
      for (const field of entity.fields.values()) {
        const value = row[field.name] ?? (field.name === 'version' ? 1 : null);
        const [column, ...others] = field.columns;
        if (!column) continue;
        record[column.name] = dialect.encode(column, value);
        const companions = companionValues(field, value, { fold: testFold, zone: model.settings.timeZone });
        for (const other of others) record[other.name] = dialect.encode(other, companions[other.name] ?? null);
      }
      return record;
    });
    await database.write(async (transaction) => {
      for (let from = 0; from < records.length; from += 200) {
        await transaction(entity.table).insert(records.slice(from, from + 200));
      }
    });
  }
}

/** The product's tasks on the test's own connection; that they can be killed is tested with real processes elsewhere. */
function inlineWork(database: Database): WorkPool {
  return {
    run: async <R>(task: string, input: unknown, { timeoutMs }: { readonly timeoutMs: number }) => {
      const run: WorkTask | undefined = tasks[task];
      if (!run) throw new Error(`No such task: ${task}`);
      const context = {
        timeoutMs,
        database: () => Promise.resolve(database),
        people: () => Promise.reject(new Error('No SQL by people here.')),
        registries: productRegistries,
        sources: () => Promise.reject(new Error('No sources here.')),
        release: () => Promise.reject(new Error('No release here.')),
        progress: () => undefined,
      };
      return (await run(input as never, context)) as R;
    },
    close: () => Promise.resolve(),
  };
}

async function recordStatements(database: Database, work: () => Promise<unknown>): Promise<readonly string[]> {
  const seen: string[] = [];
  const note = (query: { sql?: string }): void => void seen.push(String(query.sql));
  database.read.on('query', note);
  try {
    await work();
  } finally {
    database.read.removeListener('query', note);
  }
  return seen;
}
