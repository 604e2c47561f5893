/**
 * One child process: started, asked, and ended by SIGKILL when it must stop, since a statement cannot be interrupted. One that
 * a database server runs for it would go on there: the process is told to end it first.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { lowerPriority, processorOf, startBehind, type WorkPriority } from './background.js';
import { fromFailure, WorkFailed, workOutOfMemory } from './failure.js';
import type { FromWorker, ToWorker, WorkSource } from './messages.js';

export interface WorkEntry {
  readonly file: string;
  /** Options of node, `['--import', 'tsx']` when run from TypeScript. */
  readonly execArgv: readonly string[];
}

export interface WorkProcessOptions {
  readonly entry: WorkEntry;
  readonly source: WorkSource;
  readonly memoryMb: number;
  readonly priority: WorkPriority;
}

/** Only what a program needs to run: secrets of the server's environment stay out. */
const passedOn = [
  'PATH',
  'HOME',
  'TZ',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'NODE_ENV',
  'NODE_EXTRA_CA_CERTS',
];

/** New objects get as much as in the server (node-options.mjs): a large workbook takes 20 MB less, and no longer. */
const sizes = ['--max-semi-space-size=8'];

/** Milliseconds that a process has to end a statement elsewhere. */
const PATIENCE = 5000;

export class WorkProcess {
  readonly #child: ChildProcess;
  readonly #memoryMb: number;
  readonly priority: WorkPriority;
  readonly #ready: Promise<void>;
  readonly ended: Promise<void>;
  #isEnded = false;
  #isKilled = false;
  #isRemote = false;
  #errors = '';
  /** Milliseconds of a processor before its task. */
  #ran = 0;
  #progress: ((done: number) => void) | undefined;
  #settle: ((message: FromWorker | undefined) => void) | undefined;

  constructor({ entry, source, memoryMb, priority }: WorkProcessOptions) {
    this.#memoryMb = memoryMb;
    this.priority = priority;
    const { execPath, execArgv } = startBehind(
      [...entry.execArgv, ...sizes, `--max-old-space-size=${memoryMb}`],
      priority,
    );
    this.#child = fork(entry.file, [], {
      execPath,
      execArgv: [...execArgv],
      env: Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    lowerPriority(this.#child.pid);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4000);
    });
    this.#child.on('message', (message: FromWorker) => {
      if (message.type === 'remote') this.#isRemote = true;
      else this.#settle?.(message);
    });
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.#isEnded = true;
        this.#settle?.(undefined);
        resolve();
      };
      this.#child.once('error', end);
      // `close`, not `exit`: only then is all of its error output here.
      this.#child.once('close', end);
    });
    // It speaks first: what is sent before its program listens could be lost.
    this.#ready = this.#exchange().then((answer) => {
      if (answer?.type !== 'ready') throw this.#broken('start');
      this.#child.send({ type: 'start', source } satisfies ToWorker, () => undefined);
    });
    // A start that fails is told by `run`.
    this.#ready.catch(() => undefined);
  }

  /** Takes tasks: not from the moment it was told to end, even if an answer still comes. */
  get isAlive(): boolean {
    return !this.#isEnded && !this.#isKilled;
  }

  /** Milliseconds of a processor that its task has had, where it wants one just now. */
  get hadOfProcessor(): number | undefined {
    const now = processorOf(this.#child.pid);
    return now?.isReady ? now.ms - this.#ran : undefined;
  }

  /** What the process wrote to its error output last, for the log. */
  get errors(): string {
    return this.#errors;
  }

  /** One task at a time. `began` is called when the process is up and the task starts. */
  async run(
    task: string,
    input: unknown,
    timeoutMs: number,
    began: () => void,
    progress?: (done: number) => void,
  ): Promise<unknown> {
    this.#keepAlive(true);
    this.#progress = progress;
    await this.#ready;
    this.#ran = processorOf(this.#child.pid)?.ms ?? 0;
    began();
    const answer = await this.#exchange({ type: 'run', task, input, timeoutMs });
    if (answer?.type === 'failed') throw fromFailure(task, answer.failure);
    if (answer?.type !== 'done') throw this.#broken(task);
    return answer.result;
  }

  /** An idle process does not keep the server from ending. */
  rest(): void {
    this.#keepAlive(false);
  }

  /** Ends what it does, at once or, where a server runs its statement, when that has been told. */
  stop(): Promise<void> {
    if (!this.#isRemote || this.#isEnded) return this.kill();
    this.#isKilled = true;
    this.#child.send({ type: 'stop' } satisfies ToWorker, () => undefined);
    const timer = setTimeout(() => void this.kill(), PATIENCE);
    return this.ended.finally(() => clearTimeout(timer));
  }

  /** Stands still until it is told to go on; being killed it need not be. */
  hold(isHeld: boolean): void {
    this.#child.kill(isHeld ? 'SIGSTOP' : 'SIGCONT');
  }

  kill(): Promise<void> {
    this.#isKilled = true;
    this.#keepAlive(true);
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  #exchange(message?: ToWorker): Promise<FromWorker | undefined> {
    return new Promise((resolve) => {
      if (this.#isEnded) return resolve(undefined);
      this.#settle = (answer) => {
        if (answer?.type === 'progress') return this.#progress?.(answer.done);
        this.#settle = undefined;
        resolve(answer);
      };
      // An error here means that the process is going down, which `close` tells.
      if (message) this.#child.send(message, () => undefined);
    });
  }

  #broken(task: string): Error {
    if (/heap out of memory|heap limit/i.test(this.#errors)) return workOutOfMemory(this.#memoryMb);
    const lines = this.#errors.trim().split('\n');
    const reason = lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
    return new WorkFailed(task, undefined, `its process ended${reason ? `: ${reason.trim()}` : ''}`);
  }

  /** Whether the server waits for it before it ends. */
  #keepAlive(held: boolean): void {
    const handles: unknown[] = [this.#child, this.#child.channel, this.#child.stderr];
    for (const handle of handles as ({ ref?(): void; unref?(): void } | null | undefined)[]) {
      if (held) handle?.ref?.();
      else handle?.unref?.();
    }
  }
}
