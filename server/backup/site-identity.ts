/** Which site this is, so that a backup of another one is not taken for one of this; and what its keys can be told by. */
import { createHash } from 'node:crypto';
import type { Database } from '../database/database.js';
import type { Snapshot } from '../database/snapshot.js';
import { createSiteKeys } from '../site-keys.js';
import type { Manifest } from './manifest.js';

const setting = 'site_id';

export async function findSiteId({ read }: Pick<Database, 'read'>): Promise<string | undefined> {
  return ((await read('sys_setting').where({ name: setting }).first()) as { value: string } | undefined)?.value;
}

/** Made with the first backup, and kept: a restored site is the same one. */
export async function ensureSiteId(database: Database, newId: () => string): Promise<string> {
  const held = await findSiteId(database);
  if (held !== undefined) return held;
  await database.write((transaction) =>
    transaction('sys_setting').insert({ name: setting, value: newId() }).onConflict('name').ignore(),
  );
  return (await findSiteId(database))!;
}

/** Says whether two secrets are the same one. Nothing can be found out from it: it is made by a derivation of its own. */
export function secretId(secret: string): string {
  return createHash('sha256')
    .update(createSiteKeys(() => secret)('key id'))
    .digest('hex')
    .slice(0, 16);
}

/** The site's secret, and the variables that documents of connections name. */
export async function keysOf(
  { reader }: Snapshot,
  release: number,
  secret: string | undefined,
): Promise<Manifest['keys']> {
  const bodies = (await reader('sys_document').where({ release, kind: 'connection' }).pluck('body')) as string[];
  const names = bodies.flatMap((body) => body.match(/TRELLIS_CONNECTION_[A-Z0-9_]{1,40}/g) ?? []);
  return [
    { name: 'TRELLIS_SECRET', ...(secret === undefined ? {} : { id: secretId(secret) }) },
    ...[...new Set(names)].sort().map((name) => ({ name })),
  ];
}
