/**
 * Mocha reporter of `npm test`: one line per outer suite, so that processes can share the terminal, and one JSON
 * line per test into the file TRELLIS_TEST_RESULT, so that nothing is lost when a process breaks off.
 */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';

const { constants } = Mocha.Runner;

export default class RunReporter {
  #counts = { passed: 0, failed: 0, skipped: 0 };
  #began = 0;

  constructor(runner) {
    const write = (line) => appendFileSync(process.env.TRELLIS_TEST_RESULT, `${JSON.stringify(line)}\n`);
    const about = (test) => ({
      title: test.fullTitle(),
      file: fileOf(test),
      duration: test.duration ?? 0,
    });
    runner.on(constants.EVENT_SUITE_BEGIN, (suite) => {
      if (!suite.parent?.root) return;
      this.#counts = { passed: 0, failed: 0, skipped: 0 };
      this.#began = performance.now();
    });
    runner.on(constants.EVENT_SUITE_END, (suite) => {
      if (suite.parent?.root) this.#say(suite.title);
    });
    runner.on(constants.EVENT_TEST_PASS, (test) => {
      this.#counts.passed++;
      write({ event: 'pass', ...about(test) });
    });
    runner.on(constants.EVENT_TEST_PENDING, (test) => {
      this.#counts.skipped++;
      write({ event: 'pending', ...about(test) });
    });
    runner.on(constants.EVENT_TEST_FAIL, (test, error) => {
      this.#counts.failed++;
      write({ event: 'fail', ...about(test), text: describeError(error) });
    });
    runner.once(constants.EVENT_RUN_END, () => {
      const reasons = [...(globalThis[Symbol.for('trellis.skipReasons')] ?? [])];
      write({ event: 'end', reasons });
    });
  }

  #say(title) {
    const { passed, failed, skipped } = this.#counts;
    if (passed + failed + skipped === 0) return;
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    const extra = `${failed ? `, ${failed} FAILED` : ''}${skipped ? `, ${skipped} skipped` : ''}`;
    process.stdout.write(`${failed ? '✖' : '✔'} ${title}: ${passed} passed${extra} (${seconds} s)\n`);
  }
}

/** Of a hook its suite's. */
function fileOf(test) {
  const file = test.file ?? test.parent?.file;
  return file ? relative(process.cwd(), file) : undefined;
}

/** Message, what was expected where chai says so, and the stack without mocha's own frames. */
function describeError(error) {
  const stack = String(error?.stack ?? error)
    .split('\n')
    .filter((line) => !/node_modules\/(?:mocha|tsx)|node:internal/.test(line))
    .join('\n');
  if (!error?.showDiff && error?.actual === undefined) return stack;
  const show = (value) => (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
  return `${stack}\nexpected: ${cut(show(error.expected))}\nactual:   ${cut(show(error.actual))}`;
}

const cut = (text = 'undefined') => (text.length > 4000 ? `${text.slice(0, 4000)} …` : text);
