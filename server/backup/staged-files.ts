/** Files of a backup, written beside those that are there and put in their place at the end by renaming folders. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { backupFolders, isSafePath } from './manifest.js';
import { damaged } from './refused.js';

export interface StagedFiles {
  write(path: string, body: AsyncIterable<Buffer>): Promise<void>;
  place(): Promise<void>;
  /** What is still beside. */
  remove(): Promise<void>;
}

const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** Whether any of the folders holds something. */
export async function hasSiteFiles(dataFolder: string): Promise<boolean> {
  for (const folder of backupFolders) {
    if ((await readdir(join(dataFolder, folder)).catch(() => [])).length > 0) return true;
  }
  return false;
}

export async function createStagedFiles(dataFolder: string, putAside: string): Promise<StagedFiles> {
  const beside = join(dataFolder, 'restoring');
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  return {
    async write(path, body) {
      if (!isSafePath(path)) throw damaged('a path in it leads elsewhere');
      const place = join(beside, ...path.split('/'));
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await pipeline(body, createWriteStream(place, { flags: 'wx', mode: 0o600, flush: true }));
    },
    async place() {
      for (const folder of backupFolders) {
        const held = join(dataFolder, folder);
        if (await isThere(held)) {
          await mkdir(join(dataFolder, putAside), { recursive: true, mode: 0o700 });
          await rename(held, join(dataFolder, putAside, folder));
        }
        if (await isThere(join(beside, folder))) await rename(join(beside, folder), held);
      }
    },
    remove: () => rm(beside, { recursive: true, force: true }),
  };
}
