/** Files that printing kept, under their hash: the same bytes lie there once. Written beside and then moved into place. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PrintFiles {
  /** Gives the hash: 64 hexadecimal digits. */
  write(bytes: Uint8Array): Promise<string>;
  /** Undefined: the file is not there. */
  read(hash: string): Promise<Uint8Array | undefined>;
  remove(hash: string): Promise<void>;
}

/** `folder` is made with the first file. */
export function createPrintFiles(folder: string): PrintFiles {
  const place = (hash: string): string => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('A hash has 64 hexadecimal digits.');
    return join(folder, hash.slice(0, 2), hash);
  };
  return {
    async write(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const path = place(hash);
      const beside = `${path}.${randomUUID()}`;
      await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
      try {
        await writeFile(beside, bytes, { mode: 0o600, flush: true });
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      return hash;
    },
    read: (hash) => readFile(place(hash)).catch(() => undefined),
    remove: (hash) => rm(place(hash), { force: true }),
  };
}
