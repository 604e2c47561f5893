/** Where the work process's program lies: the TypeScript source in development and tests, else the built file. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkEntry } from './work-process.js';

export function workerEntry(): WorkEntry {
  if (import.meta.url.endsWith('.ts')) {
    return {
      file: fileURLToPath(new URL('./worker.ts', import.meta.url)),
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    };
  }
  // Bundled: this module is part of dist/server/main.js or a chunk beside it.
  return {
    file: fileURLToPath(new URL('./worker.js', import.meta.url)),
    execArgv: ['--disable-proto=throw'],
  };
}
