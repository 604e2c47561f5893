/** Where the file of a `sqlite:` URL lies. */
import { join, resolve } from 'node:path';
import { DatabaseRefused } from './errors.js';

/** Absolute path; `sqlite:` alone means `trellis.db` in the data folder. */
export function sqliteFile(url: string, dataFolder = 'data'): string {
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === ':memory:') {
    throw new DatabaseRefused('A database in memory cannot be shared by its connections: name a file.');
  }
  return path === '' ? resolve(join(dataFolder, 'trellis.db')) : resolve(path);
}
