/** Processes that keep the machine busy while something is measured beside them: what any program would cost there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface Busy {
  stop(): Promise<void>;
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly string[];
}

/** So many processes of busy-loop.mjs with these parameters; given when all of them are at it. */
export async function keepBusy(count: number, parameters: readonly string[]): Promise<Busy> {
  const file = join(import.meta.dirname, 'busy-loop.mjs');
  const children = Array.from({ length: count }, (): ChildProcess =>
    spawn(process.execPath, [file, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }),
    );
  };
  try {
    await Promise.all(
      children.map((child) =>
        Promise.race([
          once(child.stdout as Readable, 'data'),
          once(child, 'exit').then(() => Promise.reject(new Error(`busy-loop.mjs ${parameters[0]!} ended by itself.`))),
        ]),
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
