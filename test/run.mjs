/**
 * `npm test`: plain JavaScript without dependencies, for it runs before anything is installed.
 *
 *   node, packages -> Debian packages -> private MariaDB and Redis -> check, and beside it: build -> mocha, four processes -> outcome
 *
 *   npm test                              everything
 *   npm test -- records sheet/expand      only files whose path contains one of the words; without the checks
 *   npm run bench [-- words]              test/bench/*.bench.ts, one after the other
 *   npm run drill -- <row> --minutes n    test/drill/<row>.drill.ts
 *
 * Browser suites that fail run once more with nothing beside them, and the outcome says so.
 * The last line is `N passed, N failed` (and `, N skipped`, `, N suites ran twice`); the exit code is 0 only without a
 * failure.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { mariadbMissing, startMariadb } from './helper/mariadb.mjs';
import { redisMissing, startRedis } from './helper/redis.mjs';
import { findFiles, runMocha } from './helper/run-mocha.mjs';
import { checkNode, installDebianPackages, installPackages, root } from './helper/run-setup.mjs';

const running = new Set();
const services = [];
let stopping = false;

/** `nice`: what it leaves to others, from 0 to 19. */
function run(parameters, environment = {}, nice = 0) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, parameters, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    running.add(child);
    if (nice > 0 && child.pid) setPriority(child.pid, nice);
    child.once('error', () => resolve(1));
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

async function stopEverything() {
  stopping = true;
  // The checks end their own programs; suites have none that would outlive them.
  for (const child of running)
    child.kill(child.spawnargs.some((each) => each.endsWith('check.mjs')) ? 'SIGTERM' : 'SIGKILL');
  await Promise.all(services.splice(0).map((service) => service.stop()));
}

for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.once(signal, () => void stopEverything().finally(() => process.exit(code)));
}

/** Servers the environment already names are used as they are. */
async function startServices() {
  const wanted = [
    { name: 'MariaDB', variable: 'TRELLIS_TEST_MYSQL_URL', missing: mariadbMissing(), start: startMariadb },
    { name: 'Redis', variable: 'TRELLIS_TEST_REDIS_URL', missing: redisMissing(), start: startRedis },
  ];
  const environment = {};
  await Promise.all(
    wanted.map(async ({ name, variable, missing, start }) => {
      if (process.env[variable]) return;
      if (missing) return console.log(`${missing}: its suites are skipped.`);
      try {
        const service = await start();
        services.push(service);
        environment[variable] = service.url;
      } catch (error) {
        console.error(`${name} could not be started: ${error.message}`);
      }
    }),
  );
  return environment;
}

function parse(parameters) {
  const options = { filters: [] };
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i];
    if (parameter === '--bench') options.bench = true;
    else if (parameter === '--drill') options.drill = true;
    else if (parameter === '--minutes') options.minutes = parameters[++i];
    else if (parameter !== '--') options.filters.push(parameter);
  }
  return options;
}

/** A part of the run that is not mocha: its failure counts as one failed test, its success as none. */
async function part(title, file, nice = 0) {
  if (!existsSync(join(root, file))) return { passed: 0, failed: 0, failures: [] };
  console.log(`\n${title} …`);
  const code = await run([file], {}, nice);
  if (code === 0) return { passed: 0, failed: 0, failures: [] };
  return { passed: 0, failed: 1, failures: [{ title, text: `node ${file} ended with code ${code}; see above.` }] };
}

async function runFiles(files, environment, parameters = []) {
  let failed = 0;
  for (const file of files) {
    console.log(`\n${file}`);
    if ((await run(['--import', 'tsx', file, ...parameters], environment)) !== 0) failed++;
  }
  return finish({ passed: files.length - failed, failed, skipped: 0, failures: [], reasons: [] });
}

function finish({ passed, failed, skipped, failures, reasons, again = [] }) {
  for (const { title, text } of again)
    console.log(`\nFailed first, then ran alone: ${title}\n${text.replace(/^/gm, '   ')}`);
  failures.forEach(({ title, text }, index) => {
    console.log(`\n${index + 1}) ${title}\n${text.replace(/^/gm, '   ')}`);
  });
  for (const reason of reasons) console.log(`\nSkipped: ${reason}`);
  const twice = new Set(again.map(({ file }) => file)).size;
  const counts = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) counts.push(`${skipped} skipped`);
  if (twice > 0) counts.push(twice === 1 ? '1 suite ran twice' : `${twice} suites ran twice`);
  console.log(`\n${counts.join(', ')}`);
  return failed === 0 ? 0 : 1;
}

async function bench({ filters }, environment) {
  const files = findFiles('test/bench', '.bench.ts', filters);
  await part('Build', 'server/build.mjs');
  return runFiles(files, environment);
}

async function drill({ filters: [row], minutes = '1' }, environment) {
  const files = findFiles('test/drill', '.drill.ts', []);
  const file = files.find((candidate) => candidate.endsWith(`/${row}.drill.ts`));
  if (!file) {
    const rows = files.map((known) => known.slice('test/drill/'.length, -'.drill.ts'.length)).join(', ');
    console.error(`Name a drill: npm run drill -- <row> --minutes n. There are: ${rows || 'none yet'}.`);
    return 1;
  }
  await part('Build', 'server/build.mjs');
  return runFiles([file], environment, ['--minutes', minutes]);
}

async function test({ filters }, environment) {
  const files = findFiles('test', '.test.ts', filters).filter((file) => !/^test\/(?:bench|drill)\//.test(file));
  const parts = [];
  // It computes while the tests wait for pages, disks and databases.
  const checked = filters.length === 0 ? part('Check', 'test/check.mjs', 15) : undefined;
  parts.push(await part('Build', 'server/build.mjs'));
  if (files.length === 0)
    parts.push({ passed: 0, failed: 1, failures: [{ title: 'No test file', text: 'Nothing matches.' }] });
  else parts.push(await runMocha(files, { environment, running, isStopping: () => stopping }));
  if (checked) parts.unshift(await checked);
  return finish({
    passed: parts.reduce((sum, each) => sum + each.passed, 0),
    failed: parts.reduce((sum, each) => sum + each.failed, 0),
    skipped: parts.reduce((sum, each) => sum + (each.skipped ?? 0), 0),
    failures: parts.flatMap((each) => each.failures),
    reasons: [...new Set(parts.flatMap((each) => each.reasons ?? []))],
    again: parts.flatMap((each) => each.again ?? []),
  });
}

async function main() {
  const options = parse(process.argv.slice(2));
  checkNode();
  installPackages();
  installDebianPackages();
  const environment = await startServices();
  const mode = options.drill ? drill : options.bench ? bench : test;
  return mode(options, environment);
}

let code = 1;
try {
  code = await main();
} catch (error) {
  if (!stopping) {
    console.error(error);
    console.log('\n0 passed, 1 failed');
  }
}
if (!stopping) {
  await stopEverything();
  process.exit(code);
}
