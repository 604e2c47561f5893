/** Where the work process's program lies: the TypeScript source in development and tests, else the built file. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkEntry } from './work-process.js';

/**
 * No `__proto__`, as in the server. There reading it throws; here it is not there at all, because Vega looks through what
 * `Object.prototype` has when it is loaded.
 */
const proto = '--disable-proto=delete';

export function workerEntry(): WorkEntry {
  if (import.meta.url.endsWith('.ts')) {
    return {
      file: fileURLToPath(new URL('./worker.ts', import.meta.url)),
      execArgv: [proto, '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    };
  }
  // Bundled: this module is part of dist/server/main.js or a chunk beside it.
  return builtEntry(fileURLToPath(new URL('./worker.js', import.meta.url)));
}

/** The built program in a file. */
export const builtEntry = (file: string): WorkEntry => ({ file, execArgv: [proto] });
