/**
 * The last backup of this site that was read whole and found as it was made, kept in `sys_setting`: what purging asks for and
 * `doctor` tells. That the file is still there, nobody can know from here.
 */
import type { LastBackup } from '../../metadata/document/put-away.js';
import type { Database } from '../database/database.js';
import type { Manifest } from './manifest.js';
import { findSiteId } from './site-identity.js';

const setting = 'last_backup';

export async function readLastBackup({ read }: Pick<Database, 'read'>): Promise<LastBackup | undefined> {
  const row = (await read('sys_setting').where({ name: setting }).first()) as { value: string } | undefined;
  return row && (JSON.parse(row.value) as LastBackup);
}

/** What became of it: kept, of another site, or not the latest. */
export type Recorded = 'recorded' | 'otherSite' | 'older';

export async function recordBackup(
  database: Database,
  manifest: Manifest,
  about: { readonly verifiedAt: string; readonly file: string },
): Promise<Recorded> {
  if ((await findSiteId(database)) !== manifest.site) return 'otherSite';
  return database.write(async (transaction) => {
    const row = (await transaction('sys_setting').where({ name: setting }).forUpdate().first()) as
      { value: string } | undefined;
    if (row && (JSON.parse(row.value) as LastBackup).at > manifest.at) return 'older';
    const { at, release, position } = manifest;
    const value = JSON.stringify({ at, release, position, ...about } satisfies LastBackup);
    await transaction('sys_setting').insert({ name: setting, value }).onConflict('name').merge(['value']);
    return 'recorded';
  });
}
