/**
 * The product as people run it: built, in production mode, in a process of its own that can be killed. Each test process
 * builds into a folder of its own, so that nobody's build is taken away under a running server.
 *
 *     const built = await buildServer();
 *     const server = await startServer(built, { url: 'sqlite:/tmp/x/trellis.db', dataFolder: '/tmp/x' });
 *     … fetch(`${server.address}/api/health`) …
 *     await server.kill();       // SIGKILL, as a power cut would
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { serverOptions } from '../../server/build-options.mjs';
import { nodeOptions } from '../../server/node-options.mjs';
import { atExit } from './at-exit.js';

const root = join(import.meta.dirname, '../..');

export interface BuiltServer {
  readonly main: string;
  /** Files built besides the server's own, by the names they were given. */
  readonly extra: Readonly<Record<string, string>>;
  remove(): void;
}

/** `extra`: further entry files (relative to the project), bundled beside the server's but without their packages. */
export async function buildServer(extra: Readonly<Record<string, string>> = {}): Promise<BuiltServer> {
  const cache = join(root, 'node_modules/.cache/trellis');
  mkdirSync(cache, { recursive: true });
  // The server finds its packages' documents, and Node the packages, from where it lies.
  const folder = mkdtempSync(join(cache, 'server-'));
  symlinkSync(join(root, 'plugins'), join(folder, 'plugins'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  atExit(remove);
  const outdir = join(folder, 'dist/server');
  await build({ ...serverOptions(root), outdir });
  if (Object.keys(extra).length > 0) {
    await build({ ...serverOptions(root), entryPoints: { ...extra }, outdir, packages: 'external' });
  }
  const file = (name: string) => join(outdir, `${name}.js`);
  return {
    main: file('main'),
    extra: Object.fromEntries(Object.keys(extra).map((name) => [name, file(name)])),
    remove,
  };
}

export interface ServerProcess {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  /** What it wrote: log lines and messages. */
  output(): string;
  isRunning(): boolean;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface StartOptions {
  /** TRELLIS_DATABASE_URL. */
  readonly url: string;
  readonly dataFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Milliseconds until it must have said that it is ready. */
  readonly waitMs?: number;
}

/** Starts the built server without sample data on a free port. Rejects with its output when it does not get ready. */
export function startServer(built: Pick<BuiltServer, 'main'>, options: StartOptions): Promise<ServerProcess> {
  const environment = {
    TRELLIS_DATABASE_URL: options.url,
    TRELLIS_DATA: options.dataFolder,
    TRELLIS_DEMO: '0',
    // As in live-site.ts; a bench has the machine to itself.
    ...(process.env['TRELLIS_TEST_TEMPLATES'] ? { TRELLIS_WORK_PRIORITY: 'low' } : {}),
    TRELLIS_ADMIN_PASSWORD: 'tall-grey-heron-42',
    HOST: '127.0.0.1',
    PORT: '0',
    ...options.environment,
  };
  return startProcess([...(options.nodeOptions ?? nodeOptions), built.main], {
    ...options,
    environment,
    ready: /Trellis is ready: http:\/\/[^\s:]+:(\d+)/,
  });
}

export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Found in the output once it listens; the first group is the port. */
  readonly ready: RegExp;
  readonly waitMs?: number;
}

/** Any server program of ours, by Node, in production mode and with nothing of the caller's own settings. */
export function startProcess(parameters: readonly string[], options: ProcessOptions): Promise<ServerProcess> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TRELLIS_') && name !== 'NODE_OPTIONS');
  const child = spawn(process.execPath, parameters, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(own), NODE_ENV: 'production', ...options.environment },
  });
  const stopWithUs = () => void child.kill('SIGKILL');
  const stopped = atExit(stopWithUs);
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      stopped();
      resolve(code);
    }),
  );
  return waitUntilReady(child, ended, options);
}

function waitUntilReady(
  child: ChildProcess,
  ended: Promise<number | null>,
  { ready, waitMs = 60_000 }: ProcessOptions,
): Promise<ServerProcess> {
  let output = '';
  let port = 0;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server was not ready within ${waitMs} ms.\n${output.slice(-4000)}`));
    }, waitMs);
    const read = (chunk: Buffer): void => {
      // The last megabyte is enough to tell what happened.
      output = (output + chunk.toString('utf8')).slice(-1_000_000);
      if (port !== 0) return;
      port = Number(ready.exec(output)?.[1] ?? 0);
      if (port === 0) return;
      clearTimeout(late);
      resolve(processOf(child, ended, port, () => output));
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    void ended.then((code) => {
      clearTimeout(late);
      if (port === 0)
        reject(new Error(`The server ended with code ${code} before it was ready.\n${output.slice(-4000)}`));
    });
  });
}

function processOf(
  child: ChildProcess,
  ended: Promise<number | null>,
  port: number,
  output: () => string,
): ServerProcess {
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
