/**
 * `npm start` and `npm run trellis`: plain JavaScript without dependencies, for it runs before anything is installed.
 * Checks Node, installs what is missing, builds when sources changed, then runs the program in a child process.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOptions } from './node-options.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const required = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > required[0] || (major === required[0] && minor >= required[1])) return;
  console.error(
    `Trellis needs Node.js ${required.join('.')} or newer; this is ${process.versions.node}. ` +
      'Install a newer one from your package manager or nodejs.org and start again.',
  );
  process.exit(1);
}

/** npm leaves a copy of the lock file in node_modules: when ours is newer, something changed since the install. */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs - 1000;
}

export function install() {
  if (isInstalled()) return;
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('node_modules is a link, and npm would empty what it leads to. Install there, or remove the link.');
    process.exit(1);
  }
  console.log('Installing packages (once) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) {
    console.error('The packages could not be installed. Mend what npm says above, then start again.');
    process.exit(result.status ?? 1);
  }
}

checkNode();
install();
const { build, isFresh } = await import('./build.mjs');
if (!(await isFresh())) {
  console.error('Building …');
  await build();
}

const [entry, rest] =
  process.argv[2] === '--command' ? ['command', process.argv.slice(3)] : ['main', process.argv.slice(2)];
const child = spawn(process.execPath, [...nodeOptions, join(root, 'dist/server', `${entry}.js`), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { NODE_ENV: 'production', ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)));
