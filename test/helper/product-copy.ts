/**
 * A copy of the product's sources in a temporary folder, to add a folder to and to build and run as it then is. The
 * packages are those of the project.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './prepared-site.js';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

export interface ProductCopy {
  readonly root: string;
  /** The built server's program, for startServer of server-process.ts. */
  readonly main: string;
  readonly webFolder: string;
  write(path: string, text: string): void;
  /** Runs a program of the copy; gives what it wrote, rejects with it when the exit code is not 0. */
  node(parameters: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string>;
}

export function copyProduct(...more: readonly string[]): ProductCopy {
  const copy = temporaryFolder('copy');
  const parts = ['metadata', 'server', 'runtime', 'designer', 'plugins', 'package.json', 'tsconfig.base.json', ...more];
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return {
    root: copy,
    main: join(copy, 'dist/server/main.js'),
    webFolder: join(copy, 'dist/web'),
    write(path, text) {
      const file = join(copy, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    async node(parameters, environment = {}) {
      const own = Object.entries(process.env).filter(([name]) => !/^(TRELLIS_|NODE_OPTIONS|NODE_ENV)/.test(name));
      const options = { cwd: copy, env: { ...Object.fromEntries(own), ...environment } };
      try {
        const { stdout } = await run(process.execPath, parameters, options);
        return stdout;
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        throw new Error(`node ${parameters.join(' ')} failed.\n${stdout}${stderr}`, { cause: error });
      }
    },
  };
}
