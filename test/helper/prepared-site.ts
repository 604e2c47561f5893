/**
 * A database as the product's first start leaves it, with what a test adds: the core and CRM packages published, users
 * with roles and accounts, rows. Done in this process and closed again, so that a server process can take it over.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '../../metadata/schema/kinds.js';
import * as index from '../../plugins/index/server.js';
import { registerSchemas } from '../../plugins/index/schemas.js';
import { assemble, type Assembly } from '../../server/assemble.js';
import { readConfig } from '../../server/config.js';
import { installPackages, type Package } from '../../server/releases/install.js';
import { atExit } from './at-exit.js';
import { quietLog } from './databases.js';

const root = join(import.meta.dirname, '../..');

export interface PreparedOptions {
  /** TRELLIS_DATABASE_URL of an empty database. */
  readonly url: string;
  readonly dataFolder: string;
  /** Further packages: roles and entities of a test. */
  readonly packages?: readonly Package[];
}

/** Publishes the packages, then calls `work`; everything is closed afterwards. */
export async function prepareSite<T>(options: PreparedOptions, work: (site: Assembly) => Promise<T>): Promise<T> {
  const config = readConfig({
    TRELLIS_DATABASE_URL: options.url,
    TRELLIS_DATA: options.dataFolder,
    // As in live-site.ts.
    TRELLIS_WORK_PRIORITY: 'low',
  });
  const site = await assemble({
    config,
    log: quietLog(),
    contributions: { registerSchemas, ...index },
    webFolder: join(root, 'dist/web'),
  });
  try {
    const { database } = site.services;
    const packages = [...index.plugins.map(({ id }) => readPackage(id)), ...(options.packages ?? [])];
    await installPackages({ database, publisher: site.publisher }, packages);
    await site.releases.refresh();
    return await work(site);
  } finally {
    site.endStreams();
    await site.close();
  }
}

export function readPackage(id: string): Package {
  const folder = join(root, 'plugins', id, 'metadata');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return {
    id,
    documents: files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document),
  };
}

/** A signed-in browser for a user without the cost of a password: gives the cookie. */
export async function openSession(site: Assembly, userId: string): Promise<string> {
  const id = createHash('sha256').update(`session of ${userId}`).digest('base64url');
  const at = new Date();
  await site.services.database.write((transaction) =>
    transaction('sys_session').insert({
      id_hash: createHash('sha256').update(id).digest('hex'),
      user_id: userId,
      epoch: 0,
      created_at: at.toISOString(),
      seen_at: at.toISOString(),
      expires_at: new Date(at.getTime() + 86_400_000).toISOString(),
    }),
  );
  return `sid=${id}`;
}

/** A user record with an account that nobody can sign in to by password, its roles, and a session; gives the cookie. */
export async function addSignedIn(
  site: Assembly,
  user: { readonly id: string; readonly login: string; readonly roles: readonly string[] },
): Promise<string> {
  const at = new Date().toISOString();
  await site.services.database.write(async (transaction) => {
    await transaction('d_user').insert({
      id: user.id, version: 1, created_at: at, updated_at: at, active: 1,
      name: `Name of ${user.login}`, name_k: `name of ${user.login}`, login: user.login,
    }); // prettier-ignore
    await transaction('sys_account').insert({ user_id: user.id, login: user.login, password_hash: '-' });
    await transaction('sys_user_role').insert(user.roles.map((role) => ({ user_id: user.id, role })));
  });
  return openSession(site, user.id);
}

/** A folder under the system's temporary one, removed when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `trellis-${name}-`));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
