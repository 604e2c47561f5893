/**
 * The whole product, assembled and listening on a free port, for scenarios over HTTP and in a browser: packages
 * installed as the first start does it, an administrator, and what a test adds.
 *
 *     const live = await startLiveSite({ url, sample: true });
 *     const admin = await live.signIn('admin');           // an HTTP client, see helper/http.ts
 *     await live.addUser({ login: 'ann', roles: ['salesperson'] });
 *     await live.close();
 */
import { rmSync } from 'node:fs';
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
import { quietLog } from './databases.js';
import { watchGate, type GateWatch } from './gate-watch.js';
import { createBrowser, password, type Browser } from './http.js';
import { readPackage, temporaryFolder } from './prepared-site.js';

export interface LiveOptions {
  /** TRELLIS_DATABASE_URL of an empty database; a SQLite file of its own when left out. */
  readonly url?: string;
  /** Installs the made-up company; its logins take `password` of helper/http.ts. */
  readonly sample?: boolean;
  /** Besides core and crm. */
  readonly packages?: readonly Package[];
  /** Instead of those of the plugin index. */
  readonly contributions?: Contributions;
  readonly webFolder?: string;
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
  /** Gives the user's id. The password is `password` of helper/http.ts. */
  addUser(user: NewUser): Promise<string>;
  signIn(login: string): Promise<Browser>;
  close(): Promise<void>;
}

export async function startLiveSite(options: LiveOptions = {}): Promise<LiveSite> {
  const folder = temporaryFolder('live');
  const log = quietLog();
  const { registerSchemas: register, ...servers } = options.contributions ?? { registerSchemas, ...index };
  const site = await assemble({
    config: readConfig({
      TRELLIS_DATA: folder,
      TRELLIS_DATABASE_URL: options.url ?? `sqlite:${join(folder, 'trellis.db')}`,
    }),
    log,
    ...(options.refusals ? { refusals: options.refusals } : {}),
    contributions: {
      registerSchemas: register,
      fieldServers: servers.fieldServers,
      jobServers: servers.jobServers,
      messages: index.messages,
    },
    webFolder: options.webFolder ?? process.env['TRELLIS_WEB_DIR'] ?? join(import.meta.dirname, '../../dist/web'),
  });
  const gate = watchGate(site.services.database, site.routes);
  const context = site.system('test');
  const addUser = async ({ login, roles, name = `Name of ${login}`, ...record }: NewUser): Promise<string> => {
    const { id } = await createRecord(site.system('test'), 'user', { name, login, ...record });
    await createAccount(context, { userId: id, login, password, mustChange: false, roles, sample: false });
    return id;
  };
  try {
    const packages = [...index.plugins.map(({ id }) => readPackage(id)), ...(options.packages ?? [])];
    await installPackages({ database: site.services.database, publisher: site.publisher }, packages);
    await site.releases.refresh();
    const sample = index.plugins.find((plugin) => plugin.sample)?.sample;
    if (options.sample && sample) await installSample(site.system('test'), sample, password);
    await addUser({ login: 'admin', roles: ['administrator'], name: 'Administrator' });
    const served = await serve({ app: site.app, port: 0, host: '127.0.0.1', log, endStreams: site.endStreams, graceMs: 500 }); // prettier-ignore
    const address = `http://127.0.0.1:${served.port}`;
    site.jobs.start();
    return {
      address, site, log, gate, addUser,
      async signIn(login) {
        const browser = createBrowser(address);
        const answer = await browser.post('/api/session', { login, password });
        if (answer.status !== 200) throw new Error(`Signing in failed: ${answer.status} ${answer.text}`);
        return browser;
      },
      async close() {
        await served.close();
        await site.close();
        rmSync(folder, { recursive: true, force: true });
        if (gate.broken.length > 0) throw new Error(`Rights were asked too late:\n${gate.broken.join('\n')}`);
      },
    }; // prettier-ignore
  } catch (error) {
    await site.close();
    throw error;
  }
}
