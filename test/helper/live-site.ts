/**
 * The whole product, assembled and listening on a free port, for scenarios over HTTP and in a browser: packages
 * installed as the first start does it, an administrator, and what a test adds.
 *
 *     const live = await startLiveSite({ url, sample: true });
 *     const admin = await live.signIn('admin');           // an HTTP client, see helper/http.ts
 *     await live.addUser({ login: 'ann', roles: ['salesperson'] });
 *     await live.close();
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as index from '../../plugins/index/server.js';
import { registerSchemas } from '../../plugins/index/schemas.js';
import { createAccount } from '../../server/access/account-store.js';
import type { RefusalLimits } from '../../server/access/refusal-watch.js';
import { assemble, type Assembly, type Contributions } from '../../server/assemble.js';
import { readConfig } from '../../server/config.js';
import { serve } from '../../server/http/serve.js';
import { installSample } from '../../server/operations/sample-data.js';
import { createRecord } from '../../server/records/create.js';
import { installPackages, type Package } from '../../server/releases/install.js';
import type { WorkEntry } from '../../server/work/work-process.js';
import { builtEntry } from '../../server/work/worker-entry.js';
import { quietLog } from './databases.js';
import { watchGate, type GateWatch } from './gate-watch.js';
import { createBrowser, password, type Browser } from './http.js';
import { copyDatabase, createBeside } from './mariadb-template.js';
import { RefusalLedger } from './refusal-events.js';
import { isOwnMachine, watchOutbound } from './outbound-watch.js';
import { readPackage, temporaryFolder } from './prepared-site.js';
import { copyTemplate, databaseName } from './site-template.js';
import { siteSettled } from './site-settled.js';

/** Test runs take all processors: work processes that stand back wholly would never have one. */
const plentyOfWork = { TRELLIS_WORK_PRIORITY: 'low' };

export interface LiveOptions {
  /** TRELLIS_DATABASE_URL of an empty database; a SQLite file of its own when left out. */
  readonly url?: string;
  /** Installs the made-up company; its logins take `password` of helper/http.ts. */
  readonly sample?: boolean;
  /** Besides core and crm. */
  readonly packages?: readonly Package[];
  /** A data folder whose database (`url`) holds a site already: nothing is installed, and the folder stays. */
  readonly standing?: string;
  /** Instead of those of the plugin index. */
  readonly contributions?: Contributions;
  readonly webFolder?: string;
  /** Variables besides those of the database: a mail server, origins that may frame. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the security events; the product's unless said. */
  readonly refusals?: RefusalLimits;
}

export interface NewUser {
  readonly login: string;
  readonly roles: readonly string[];
  readonly name?: string;
  readonly department?: string;
  readonly language?: string;
}

export interface LiveSite {
  readonly address: string;
  readonly site: Assembly;
  readonly log: ReturnType<typeof quietLog>;
  /** What each request asked of its rights before it wrote; `close` fails when one wrote too early. */
  readonly gate: GateWatch;
  /** What was refused to the browsers of `signIn`; where `refusals` is `everyRefusal`, each must have left its event. */
  readonly refused: RefusalLedger;
  /** Where the process reached out to since this site stands; `close` fails when it left the machine. */
  outbound(): readonly string[];
  /** Gives the user's id. The password is `password` of helper/http.ts. */
  addUser(user: NewUser): Promise<string>;
  signIn(login: string): Promise<Browser>;
  close(): Promise<void>;
}

export async function startLiveSite(options: LiveOptions = {}): Promise<LiveSite> {
  const folder = options.standing ?? temporaryFolder('live');
  const isReady = options.standing !== undefined || (await copyReady(options, folder));
  const url = options.url ?? `sqlite:${join(folder, databaseName)}`;
  const { site, log } = await assembleSite(options, folder, url);
  const gate = watchGate(site.services.database, site.routes);
  const outbound = watchOutbound();
  const refused = new RefusalLedger();
  try {
    if (!isReady) await install(site, options);
    await site.releases.refresh();
    const served = await serve({ app: site.app, port: 0, host: '127.0.0.1', log, endStreams: site.endStreams, graceMs: 500 }); // prettier-ignore
    const address = `http://127.0.0.1:${served.port}`;
    site.jobs.start();
    return {
      address, site, log, gate, refused, outbound, addUser: (user) => addUser(site, user),
      async signIn(login) {
        const browser = createBrowser(address, ({ text, status, json }) => (json ? refused.note(text, status) : undefined)); // prettier-ignore
        const answer = await browser.post('/api/session', { login, password });
        if (answer.status !== 200) throw new Error(`Signing in failed: ${answer.status} ${answer.text}`);
        return browser;
      },
      async close() {
        await served.close();
        await site.close();
        if (options.standing === undefined) rmSync(folder, { recursive: true, force: true });
        if (gate.broken.length > 0) throw new Error(`Rights were asked too late:\n${gate.broken.join('\n')}`);
        const elsewhere = outbound().filter((place) => !isOwnMachine(place));
        if (elsewhere.length > 0) throw new Error(`Something reached out to ${elsewhere.join(', ')}.`);
      },
    }; // prettier-ignore
  } catch (error) {
    await site.close();
    throw error;
  }
}

async function assembleSite(options: LiveOptions, folder: string, url: string) {
  const log = quietLog();
  const { registerSchemas: register, ...servers } = options.contributions ?? { registerSchemas, ...index };
  const site = await assemble({
    config: readConfig({ ...plentyOfWork, ...options.environment, TRELLIS_DATA: folder, TRELLIS_DATABASE_URL: url }),
    log,
    ...(options.refusals ? { refusals: options.refusals } : {}),
    contributions: {
      registerSchemas: register,
      ...servers,
      messages: index.messages,
    },
    ...builtWork(),
    webFolder: options.webFolder ?? process.env['TRELLIS_WEB_DIR'] ?? join(import.meta.dirname, '../../dist/web'),
  });
  return { site, log };
}

/** `npm test` has just built the program of the work processes: it starts in a third of the time of its source. */
function builtWork(): { readonly workEntry?: WorkEntry } {
  const file = join(import.meta.dirname, '../../dist/server/worker.js');
  return process.env['TRELLIS_TEST_TEMPLATES'] && existsSync(file) ? { workEntry: builtEntry(file) } : {};
}

/** Packages, the made-up company, the administrator. */
async function install(site: Assembly, { packages = [], sample }: LiveOptions): Promise<void> {
  const all = [...index.plugins.map(({ id }) => readPackage(id)), ...packages];
  await installPackages({ database: site.services.database, publisher: site.publisher }, all);
  await site.releases.refresh();
  const source = index.plugins.find((plugin) => plugin.sample)?.sample;
  if (sample && source) await installSample(site.system('test'), source, password);
  await addUser(site, { login: 'admin', roles: ['administrator'], name: 'Administrator' });
}

async function addUser(
  site: Assembly,
  { login, roles, name = `Name of ${login}`, ...record }: NewUser,
): Promise<string> {
  const { id } = await createRecord(site.system('test'), 'user', { name, login, ...record });
  await createAccount(site.system('test'), { userId: id, login, password, mustChange: false, roles, sample: false });
  return id;
}

/** Beside the template of a data folder: the address of the database that belongs to it. */
const databaseFile = 'template-database';

/** A site that was installed before on the same engine is copied, with all that follows an installation done. */
async function copyReady(options: LiveOptions, folder: string): Promise<boolean> {
  const { url, sample = false, packages = [], contributions } = options;
  if (contributions) return false;
  const server = url !== undefined && !url.startsWith('sqlite:') ? url : undefined;
  const about = { sample, packages, ...(server ? { server: new URL(server).host } : {}) };
  const isCopied = await copyTemplate(about, folder, async (made) => {
    const own = server ? await createBeside(server) : `sqlite:${join(made, databaseName)}`;
    const { site } = await assembleSite({}, made, own);
    try {
      await install(site, options);
      site.jobs.start();
      await siteSettled(site.services.database);
    } finally {
      await site.close();
    }
    if (server) writeFileSync(join(made, databaseFile), own);
  });
  if (!isCopied) return false;
  if (server) {
    await copyDatabase(readFileSync(join(folder, databaseFile), 'utf8'), server);
    rmSync(join(folder, databaseFile));
  } else if (url !== undefined) renameSync(join(folder, databaseName), url.slice('sqlite:'.length));
  return true;
}
