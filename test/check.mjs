/**
 * `npm run check`: format, lint, types, import directions and circles, plugin index fresh, no install scripts, licences.
 * Every step runs; what failed is named at the end.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules/.bin', name);

/** Packages whose install script is known not to be needed (the program was tried without). */
const scriptsNotNeeded = new Set([
  '@photostructure/sqlite',
  'esbuild',
  '@vaadin/vaadin-usage-statistics',
  'fsevents',
  'msgpackr-extract',
]);
const licences =
  /^(\(?(MIT|ISC|BSD-2-Clause|BSD-3-Clause|BSD|Apache-2\.0|0BSD|CC0-1\.0|BlueOak-1\.0\.0|MPL-2\.0|OFL-1\.1|Unlicense|Python-2\.0|CC-BY-4\.0|CC-BY-3\.0|ODbL-1\.0|WTFPL|Zlib|MIT-0|PSF-2\.0|MIT\/X11)( (OR|AND) [^)]+)?\)?|\(MIT OR .*\)|BSD\*|MIT\*)$/;

function checkPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const findings = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (entry.hasInstallScript && !scriptsNotNeeded.has(name)) findings.push(`${name} has an install script`);
    if (entry.resolved?.startsWith('http')) findings.push(`${name}: the lock file names a registry address`);
    if (entry.license && !licences.test(entry.license)) findings.push(`${name}: licence ${entry.license}`);
  }
  for (const finding of findings) console.error(finding);
  return findings.length === 0;
}

const running = new Set();
const run = (command, parameters) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [command, ...parameters], { cwd: root, stdio: 'inherit' });
    running.add(child);
    child.on('exit', (code) => {
      running.delete(child);
      done(code === 0);
    });
  });
process.once('SIGTERM', () => {
  for (const child of running) child.kill('SIGKILL');
  process.exit(143);
});

const steps = {
  packages: async () => checkPackages(),
  'plugin index': () => run(join(root, 'plugins/build-index.mjs'), ['--check']),
  format: () => run(bin('prettier'), ['--check', '--log-level', 'warn', '.']),
  lint: () => run(bin('eslint'), ['--max-warnings', '0', '.']),
  types: () => run(join(root, 'test/helper/check-types.mjs'), []),
  'import directions': () =>
    run(bin('depcruise'), [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'metadata',
      'server',
      'runtime',
      'designer',
      'plugins',
    ]),
};

const wanted = process.argv.slice(2);
const waiting = Object.entries(steps).filter(
  ([name]) => wanted.length === 0 || wanted.some((each) => name.includes(each)),
);
const failed = [];

/** As many steps at once as there are processors. */
async function lane() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, step] = next;
    const started = Date.now();
    const passed = await step();
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (!passed) failed.push(name);
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane));
if (failed.length > 0) {
  console.error(`npm run check failed: ${failed.join(', ')}.`);
  process.exit(1);
}
