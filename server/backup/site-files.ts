/** The files of a site beside its database: what printing keeps, ordered files, brought files, maps. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { backupFolders, isSafePath } from './manifest.js';

export interface SiteFiles {
  /** Relative to the data folder, with `/`, in order. */
  readonly paths: readonly string[];
  /** Links and the like, and names that cannot be kept. */
  readonly passedOver: readonly string[];
}

/** Half-written ones are none. */
const isUnfinished = (name: string): boolean => name.endsWith('.part') || /\.[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name);

export async function findSiteFiles(dataFolder: string): Promise<SiteFiles> {
  const paths: string[] = [];
  const passedOver: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const names = await readdir(join(dataFolder, folder)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names.sort()) {
      const path = `${folder}/${name}`;
      const found = await lstat(join(dataFolder, path)).catch(() => undefined);
      if (!found || isUnfinished(name)) continue;
      if (found.isDirectory()) await walk(path);
      else if (found.isFile() && isSafePath(path)) paths.push(path);
      else passedOver.push(path);
    }
  };
  for (const folder of backupFolders) await walk(folder);
  return { paths, passedOver };
}
