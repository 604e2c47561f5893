/**
 * Runs a server program for tests in a temporary folder. A small shell stands between: it waits for the end of its
 * standard input, which comes when this process ends in whatever way, then stops the server by its own process id and
 * removes the folder. So nothing is left behind even after SIGKILL.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const guard = `dir=$1; log=$2; shift 2
"$@" >"$log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill "$server" 2>/dev/null
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
kill -9 "$server" 2>/dev/null
wait "$server" 2>/dev/null
rm -rf "$dir"`;

/** Path of a program, looked for in PATH and where Debian keeps servers; undefined when it is not installed. */
export function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/bin'];
  for (const name of names) {
    const folder = folders.find((candidate) => candidate && existsSync(join(candidate, name)));
    if (folder) return join(folder, name);
  }
  return undefined;
}

export const temporaryFolder = (name) => mkdtempSync(join(tmpdir(), `trellis-${name}-`));

/** Starts a program and waits until its port answers. `stop` resolves when it and its folder are gone. */
export async function startPrivateServer({ name, folder, command, port, waitMs = 30_000 }) {
  const log = join(folder, `${name}.log`);
  const shell = spawn('/bin/sh', ['-c', guard, 'sh', folder, log, ...command], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Its own group: a Ctrl-C in the terminal must not reach the server before the tests have closed their connections.
    detached: true,
  });
  shell.stdin.on('error', () => undefined);
  shell.unref();
  shell.stdin.unref?.();
  const ended = new Promise((resolve) => shell.once('exit', resolve));
  const stop = async () => {
    shell.ref();
    shell.stdin.end();
    await ended;
  };
  const deadline = performance.now() + waitMs;
  while (!(await answers(port))) {
    if (performance.now() > deadline || shell.exitCode !== null) {
      const tail = existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '';
      await stop();
      throw new Error(`${name} did not start within ${waitMs / 1000} s.\n${tail}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { stop };
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
