/** Runs the spec files in mocha processes, four side by side, and merges what their reporters write. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './run-setup.mjs';

const timesFile = join(root, 'node_modules/.cache/trellis/test-times.json');
/** After its last test a process has this long to end; else something was left open. */
const graceMs = 15_000;

/** Paths under a folder, relative to the project, that end so and contain one of the words (or any without words). */
export function findFiles(folder, ending, words) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith(ending) && (words.length === 0 || words.some((word) => file.includes(word))))
    .sort();
}

/** So many browser suites may have suffered from what ran beside them; more is no coincidence. */
const mostAgain = 3;

/**
 * `{passed, failed, skipped, failures, reasons, again}`; `running` holds the child processes while they run. Browser suites
 * that failed run once more with nothing beside them, which is said: `again` has what failed first.
 */
export async function runMocha(files, { environment, running, isStopping }) {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-run-'));
  const shared = { ...environment, TRELLIS_TEST_TEMPLATES: join(folder, 'templates') };
  const run = (group, name) => runGroup(group, join(folder, `${name}.jsonl`), shared, running);
  try {
    console.log(`\nTests: ${files.length} files, ${together} processes side by side …`);
    const outcomes = await inTurns(split(files, lastTimes()), run, isStopping);
    keepTimes(outcomes);
    const again = outcomes.flatMap((outcome) => outcome.failures.filter(({ file }) => isBrowser(file)));
    const suites = [...new Set(again.map(({ file }) => file))];
    const isSecond = suites.length > 0 && suites.length <= mostAgain;
    if (isSecond) {
      console.log(`\nOnce more, alone: ${suites.join(', ')} …`);
      const second = await run(suites, 'again');
      outcomes.splice(0, Infinity, ...outcomes.map((outcome) => without(outcome, suites)), second);
    }
    const failures = outcomes.flatMap((outcome) => outcome.failures);
    const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
    const reasons = [...new Set(outcomes.flatMap((outcome) => outcome.reasons))];
    return {
      passed: sum('passed'),
      failed: failures.length,
      skipped: sum('skipped'),
      failures,
      reasons,
      again: isSecond ? again : [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isBrowser = (file) => file?.startsWith('test/browser/') ?? false;

/** What a group gave besides these files. */
function without(outcome, files) {
  const { passedIn, skippedIn } = outcome;
  const count = (within) => files.reduce((total, file) => total + (within[file] ?? 0), 0);
  return {
    ...outcome,
    passed: outcome.passed - count(passedIn),
    skipped: outcome.skipped - count(skippedIn),
    failures: outcome.failures.filter(({ file }) => !files.includes(file)),
  };
}

/** Processes side by side: browser suites wait for each other's pages more than they compute. */
const together = 4;
/** Suites that take minutes: a process for each, begun first. */
const long = /\/(analyses|board|keys|screens|screens-phone|states|stored-markup)\.test\.ts$/;

/** Groups of files to be run one after the other, the longest first by the time it took last (its size, where unknown). */
function split(files, times) {
  const weight = (file) => times[file] ?? statSync(join(root, file)).size;
  const sorted = [...files].sort((a, b) => weight(b) - weight(a));
  const [alone, short] = [true, false].map((isLong) => sorted.filter((file) => long.test(file) === isLong));
  const deal = (all, count) =>
    Array.from({ length: Math.min(count, all.length) }, (_, at) => all.filter((_file, index) => index % count === at));
  return {
    browser: [
      ...alone.filter(isBrowser).map((file) => [file]),
      ...deal(short.filter(isBrowser), 8),
    ],
    other: [
      ...alone.filter((file) => !isBrowser(file)).map((file) => [file]),
      ...deal(short.filter((file) => !isBrowser(file)), 6),
    ],
  }; // prettier-ignore
}

/** All but one of the processes take browser suites first, that one the others; whoever is through helps. */
async function inTurns({ browser, other }, run, isStopping) {
  const outcomes = [];
  let begun = 0;
  const work = async (first, second) => {
    for (let group = first.shift() ?? second.shift(); group && !isStopping(); group = first.shift() ?? second.shift())
      outcomes.push(await run(group, String(++begun)));
  };
  const workers = Array.from({ length: together - 1 }, () => work(browser, other));
  await Promise.all([...workers, work(other, browser)]);
  return outcomes;
}

function lastTimes() {
  try {
    return JSON.parse(readFileSync(timesFile, 'utf8'));
  } catch {
    return {};
  }
}

function keepTimes(outcomes) {
  const times = Object.assign(lastTimes(), ...outcomes.map((outcome) => outcome.times));
  mkdirSync(dirname(timesFile), { recursive: true });
  writeFileSync(timesFile, JSON.stringify(times));
}

function runGroup(files, result, environment, running) {
  return new Promise((resolve) => {
    // Mocha's own `bin` would start another process for the node option, which a kill of the first leaves behind.
    // Required instead of imported, a module and its dynamic imports would see two copies of everything.
    // By its real path: reached through a link, mocha would not know itself as the main module and do nothing.
    const cli = realpathSync(join(root, 'node_modules/mocha/lib/cli/cli.js'));
    // Less garbage is looked through while sites come and go.
    const mocha = ['--max-semi-space-size=64', '--import=tsx', '--no-experimental-require-module', cli];
    const parameters = [...mocha, '--reporter', 'test/helper/run-reporter.mjs', ...files];
    const child = spawn(process.execPath, parameters, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment, TRELLIS_TEST_RESULT: result },
    });
    running.add(child);
    let leftOpen = false;
    let endedAt;
    const watch = setInterval(() => {
      if (!readLines(result).some((line) => line.event === 'end')) return;
      endedAt ??= performance.now();
      if (performance.now() - endedAt < graceMs) return;
      leftOpen = true;
      child.kill('SIGKILL');
    }, 1000);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      running.delete(child);
      resolve(outcomeOf(readLines(result), { code, signal, leftOpen }));
    });
  });
}

function readLines(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line));
}

function outcomeOf(lines, { code, signal, leftOpen }) {
  const countIn = (event) => {
    const counts = {};
    for (const line of lines) if (line.event === event) counts[line.file] = (counts[line.file] ?? 0) + 1;
    return counts;
  };
  const [passedIn, skippedIn] = [countIn('pass'), countIn('pending')];
  const total = (counts) => Object.values(counts).reduce((sum, each) => sum + each, 0);
  const failures = lines
    .filter((line) => line.event === 'fail')
    .map(({ title, text, file }) => ({ title, text, file }));
  const files = lines.filter((line) => line.file);
  const last = files.at(-1)?.file ?? 'the first file';
  const times = {};
  for (const { file, duration = 0 } of files) times[file] = (times[file] ?? 0) + duration;
  const ended = lines.find((line) => line.event === 'end');
  if (leftOpen) {
    failures.push({
      title: 'Something was left open',
      text: `The process did not end after its tests; the last were in ${last}.`,
    });
  } else if (!ended) {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    failures.push({ title: 'A test process broke off', text: `It ${how} during or after ${last}.` });
  }
  return {
    ...{ passed: total(passedIn), skipped: total(skippedIn), passedIn, skippedIn },
    ...{ failures, reasons: ended?.reasons ?? [], times },
  };
}
