/**
 * The server program:  environment -> parts -> packages -> first administrator -> listen -> jobs
 * As a worker:         environment -> parts -> what another process has published -> jobs
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { repeatedKeys } from '../metadata/document/repeated-keys.js';
import type { Document } from '../metadata/schema/kinds.js';
import * as index from '../plugins/index/server.js';
import { registerSchemas } from '../plugins/index/schemas.js';
import { ensureFirstAdmin, firstLogin } from './access/first-admin.js';
import { assemble, type Assembly } from './assemble.js';
import { ConfigError, ensureSecret, readConfig, type Config } from './config.js';
import type { Context, Log } from './context.js';
import { DatabaseRefused } from './database/errors.js';
import { ensureKeys } from './duplicates/build-keys.js';
import { serve, stopOnSignals } from './http/serve.js';
import { startWorker } from './jobs/worker.js';
import { createLog } from './log.js';
import { createRecord } from './records/create.js';
import { listRecords } from './records/list.js';
import { makePassword } from './access/password.js';
import { installSample, sampleState } from './operations/sample-data.js';
import { ensureIndex } from './search/keep-index.js';
import { findDrift } from './releases/drift.js';
import { installPackages, type Package } from './releases/install.js';

/** The project's folder: this file lies in server/, or built in dist/server/. */
const root = resolve(import.meta.dirname, import.meta.url.endsWith('.ts') ? '..' : '../..');

/**
 * The heap may double before it is swept whole, where V8 would let one of 30 MB grow to four times that: what many requests
 * at once leave behind is garbage. A Node that has no such flag says so and goes on.
 */
const heapGrowth = '--heap-growing-percent=100';

async function main(): Promise<void> {
  setFlagsFromString(heapGrowth);
  const config = readConfig(process.env);
  const log = createLog();
  for (const name of config.unknown) log.warn({ name }, 'This variable is not known: is its name misspelt?');
  ensureSecret(config);
  if (config.redisUrl !== undefined) await checkRedis(config.redisUrl, log);
  const site = await assemble({
    config,
    log,
    contributions: {
      registerSchemas,
      fieldServers: index.fieldServers,
      jobServers: index.jobServers,
      sourceServers: index.sourceServers,
      channelServers: index.channelServers,
      messages: index.messages,
    },
    webFolder: join(root, 'dist/web'),
  });
  let stop = () => site.close();
  stopOnSignals(() => stop(), log);
  try {
    if (config.role === 'worker') {
      const worker = await startWorker(site);
      stop = async () => {
        worker.stop();
        await site.close();
      };
      console.log(`Trellis works on jobs, as process ${process.pid}.`);
      return;
    }
    await prepare(site, config);
    const { app, endStreams } = site;
    const served = await serve({ app, port: config.port, host: config.host, log, endStreams });
    stop = async () => {
      await served.close();
      await site.close();
    };
    if (config.role === 'web') site.jobWatch.start();
    else site.jobs.start();
    console.log(`Trellis is ready: ${config.url ?? `http://${shownHost(config.host)}:${served.port}`}`);
  } catch (error) {
    await site.close();
    throw error;
  }
}

/** A Redis that must not be used refuses the start; one that is away does not: jobs run without it until it is back. */
async function checkRedis(url: string, log: Log): Promise<void> {
  const { examineRedis } = await import('./redis/examine.js');
  const found = await examineRedis(url);
  if (found.state === 'unfit') throw new ConfigError([`TRELLIS_REDIS_URL: ${found.problem}`]);
  if (found.state === 'silent') log.warn({}, `${found.problem} Jobs are looked for in the database until it does`);
}

/** What the first start makes and a later one finds. */
async function prepare(site: Assembly, config: Config): Promise<void> {
  await site.publisher.resume();
  await installPackages(
    { database: site.services.database, publisher: site.publisher },
    index.plugins.map(readPackage),
  );
  await site.releases.refresh();
  await tellDrift(site);
  const admin = await ensureFirstAdmin(site.system('start'), {
    password: config.adminPassword,
    createUserRecord: findOrCreateAdminRecord,
  });
  if (admin?.madePassword !== undefined) {
    console.log(`\nFirst sign-in: ${admin.login}   password: ${admin.madePassword}`);
    console.log('This password is shown once and must be changed at the first sign-in.\n');
  }
  await ensureIndex(site.system('search index'));
  await ensureKeys(site.system('duplicate rules'));
  await prepareSample(site, config, admin?.password);
}

/** A schema that was changed behind our back is told at start; `doctor` says the same. Nothing is repaired unasked. */
async function tellDrift({ services, releases }: Assembly): Promise<void> {
  const { database, registries, log } = services;
  for (const drift of await findDrift({ database, registries }, releases.current())) log.warn(drift, drift.message);
}

/** The sample company, with the first start only: its logins take the password that the first administrator got. */
async function prepareSample(site: Assembly, config: Config, password: string | undefined): Promise<void> {
  const sample = index.plugins.find((plugin) => plugin.sample)?.sample;
  const context = site.system('sample data');
  const isCutShort = (await sampleState(context)) === 'installing';
  if (!sample || config.demo === 'off' || (password === undefined && !isCutShort)) return;
  console.log('Installing the sample company …');
  const installed = await installSample(context, sample, password ?? makePassword());
  console.log(
    `Sample data: ${installed.records} records. Sample logins, with the same first password, from this machine only:`,
  );
  for (const { login, roles } of installed.logins) console.log(`  ${login} (${roles.join(', ')})`);
}

/** A start that was killed half-way may have left the record without its account. */
async function findOrCreateAdminRecord(context: Context): Promise<string> {
  const filter = { field: 'login', op: 'eq' as const, value: firstLogin };
  const { rows } = await listRecords(context, 'user', { filter, fields: ['id'], limit: 1 });
  const found = rows[0] as { readonly id: string } | undefined;
  if (found) return found.id;
  return (await createRecord(context, 'user', { name: 'Administrator', login: firstLogin })).id;
}

function readPackage({ id }: { readonly id: string }): Package {
  const folder = join(root, 'plugins', id, 'metadata');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return { id, documents: files.sort().map((file) => readDocument(join(folder, file))) };
}

function readDocument(file: string): Document {
  const text = readFileSync(file, 'utf8');
  let document: Document;
  try {
    document = JSON.parse(text) as Document;
  } catch (cause) {
    throw new Error(`The document ${file} is not valid JSON.`, { cause });
  }
  const [twice] = repeatedKeys(text, 1);
  if (twice) throw new Error(`The document ${file} has the key ${twice.path} twice, again in line ${twice.line}.`);
  return document;
}

const shownHost = (host: string): string => (['0.0.0.0', '::'].includes(host) ? 'localhost' : host);

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof DatabaseRefused) console.error(error.message);
  else console.error('Trellis could not start:', error);
  process.exit(error instanceof ConfigError ? error.exitCode : 1);
});
