/** What must be there before tests can run: a Node that is new enough, the packages, and programs from Debian. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, shell } from './chromium.mjs';
import { mariadbMissing } from './mariadb.mjs';
import { findProgram } from './private-server.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const required = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > required[0] || (major === required[0] && minor >= required[1])) return;
  fail(`Trellis needs Node.js ${required.join('.')} or newer; this is ${process.versions.node}.`);
}

/** npm leaves a copy of the lock file in node_modules: when ours is newer, something changed since the install. */
export function installPackages() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs - 1000) return;
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    fail('node_modules is a link, and npm would empty what it leads to. Install there, or remove the link.');
  console.log('Installing packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const parameters = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(npm, parameters, { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail('The packages could not be installed: see what npm says above.');
}

/** Debian package -> is it there? */
const programs = {
  [shell]: () => process.env.TRELLIS_CHROMIUM ?? findProgram(shell),
  'mariadb-server-core': () => !mariadbMissing(),
  'redis-server': () => findProgram('redis-server'),
  'fonts-noto-cjk': () => hasCjkFont(),
  'poppler-utils': () => findProgram('pdftotext'),
};

const hasCjkFont = () =>
  ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/noto', '/usr/share/fonts/noto-cjk'].some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => /CJK/i.test(name)),
  );

/** Only as root on Debian and its kin; a failure is told and the suites that need the program are skipped. */
export function installDebianPackages() {
  const missing = Object.keys(programs).filter((name) => !programs[name]());
  if (missing.length === 0) return;
  const apt = findProgram('apt-get');
  if (process.env.TRELLIS_TEST_INSTALL === '0' || process.getuid?.() !== 0 || !apt) {
    const lacking = missing.filter((name) => name !== shell || !findChromium());
    if (lacking.length > 0) console.log(`Not installed: ${lacking.join(', ')}. Suites that need them are skipped.`);
    return;
  }
  console.log(`Installing with apt-get: ${missing.join(', ')} (TRELLIS_TEST_INSTALL=0 turns this off) …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...parameters) => {
    const { status, stdout, stderr } = spawnSync(apt, parameters, { env: environment, encoding: 'utf8' });
    if (status !== 0) console.log(`${stdout}${stderr}`.split('\n').slice(-15).join('\n'));
    return status === 0;
  };
  withoutServices(() => {
    if (!run('update')) console.log('The package lists could not be read; trying with what is known.');
    if (run('install', '-y', '--no-install-recommends', ...missing)) return;
    // One package that cannot be had must not cost the others.
    for (const name of missing) run('install', '-y', '--no-install-recommends', name);
    if (!findChromium()) run('install', '-y', '--no-install-recommends', 'chromium');
  });
  const still = missing.filter((name) => !(name === shell ? findChromium() : programs[name]()));
  if (still.length > 0) console.log(`Could not be installed: ${still.join(', ')}.`);
}

/** Debian starts a server right after installing it, unless this file says no. */
function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    work();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

function fail(message) {
  console.error(message);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
