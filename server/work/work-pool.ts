/**
 * The pool of work processes:  run -> (queue, fair between users) -> process -> answer | killed and replaced.
 *
 * Processes are started when first needed and end after a quiet while. A task that passes its time or whose request went
 * away costs its process, nothing else.
 */
import { availableParallelism } from 'node:os';
import type { Log } from '../context.js';
import { ApiError } from '../errors.js';
import { standsStill, type WorkPriority } from './background.js';
import { workBusy, workTimeout } from './failure.js';
import { nobodyWaits, RequestsFirst, type Foreground } from './foreground.js';
import type { WorkSource } from './messages.js';
import type { WorkPool } from './pool.js';
import { RecentWork } from './recent-work.js';
import { WorkProcess, type WorkEntry } from './work-process.js';

export interface WorkPoolOptions {
  /** See worker-entry.ts. */
  readonly entry: WorkEntry;
  readonly source: WorkSource;
  readonly log: Log;
  /**
   * Tasks running at once, 3 by default, and of one user, 2 by default, so that whoever else comes begins at once; fewer of
   * who has worked long (recent-work.ts).
   */
  readonly size?: number;
  readonly perUser?: number;
  /** Those of this machine by default. */
  readonly processors?: number;
  /** Tasks waiting, 50 by default, and of one user, 10 by default; more are refused with WORK_BUSY. */
  readonly queueLength?: number;
  readonly queuePerUser?: number;
  /** JavaScript heap of a process, 512 by default. */
  readonly memoryMb?: number;
  /** An idle process ends after this long, 60 s by default. */
  readonly idleMs?: number;
  /** How far they stand back, `low` by default. */
  readonly priority?: WorkPriority;
}

/** Milliseconds that a process has to start, or the time of its first task where that is longer. */
const startMs = 10_000;

/** Part of its time in which a task has run at most when there was no processor for it. */
const STARVED = 0.1;

interface Job {
  readonly task: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly user: string;
  readonly signal: AbortSignal | undefined;
  readonly progress: ((done: number) => void) | undefined;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** The pool of this program; `foreground` is told of requests, which its processes stand still for. */
export interface OwnPool extends WorkPool {
  readonly foreground: Foreground;
}

export function createWorkPool(options: WorkPoolOptions): OwnPool {
  return new Pool(options);
}

class Pool implements OwnPool {
  readonly #options: Required<WorkPoolOptions>;
  readonly #queue: Job[] = [];
  readonly #busy = new Map<WorkProcess, Job>();
  /** Idle processes with the timer that ends them. */
  readonly #idle = new Map<WorkProcess, NodeJS.Timeout>();
  readonly #recent: RecentWork;
  readonly #held = new Set<WorkProcess>();
  readonly foreground: Foreground;
  #priority: WorkPriority;
  #closed = false;

  constructor(options: WorkPoolOptions) {
    this.#options = {
      size: 3,
      perUser: 2,
      processors: availableParallelism(),
      queueLength: 50,
      queuePerUser: 10,
      memoryMb: 512,
      idleMs: 60_000,
      priority: 'low',
      ...options,
    };
    this.#priority = this.#options.priority;
    this.#recent = new RecentWork(this.#options);
    const { size, processors } = this.#options;
    this.foreground = standsStill(size, processors) ? new RequestsFirst((held) => this.#hold(held)) : nobodyWaits;
  }

  run<R>(
    task: string,
    input: unknown,
    { timeoutMs, userId = '', signal, progress }: Parameters<WorkPool['run']>[2],
  ): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (this.#closed) return reject(stopping());
      if (signal?.aborted) return reject(signal.reason);
      const waiting = this.#queue.filter((job) => job.user === userId).length;
      if (this.#queue.length >= this.#options.queueLength || waiting >= this.#options.queuePerUser) {
        return reject(workBusy());
      }
      this.#enqueue({ task, input, timeoutMs, user: userId, signal, progress, resolve: resolve as never, reject });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(stopping());
    for (const timer of this.#idle.values()) clearTimeout(timer);
    const processes = [...this.#idle.keys(), ...this.#busy.keys()];
    for (const job of this.#busy.values()) job.reject(stopping());
    this.#idle.clear();
    await Promise.all(processes.map((each) => each.kill()));
  }

  /** Those that work just now; what begins meanwhile is what was asked for. */
  #hold(isHeld: boolean): void {
    for (const each of isHeld ? this.#busy.keys() : this.#held) {
      if (isHeld) this.#held.add(each);
      each.hold(isHeld);
    }
    if (!isHeld) this.#held.clear();
  }

  /** Waiting is bounded by the task's own time: who has waited that long is told to come back. */
  #enqueue(job: Job): void {
    const leave = (error: unknown): void => {
      const index = this.#queue.indexOf(job);
      if (index < 0) return;
      this.#queue.splice(index, 1);
      job.reject(error);
    };
    const abort = (): void => leave(job.signal?.reason);
    const timer = setTimeout(() => leave(workBusy()), job.timeoutMs);
    job.signal?.addEventListener('abort', abort, { once: true });
    const done = (): void => {
      clearTimeout(timer);
      job.signal?.removeEventListener('abort', abort);
    };
    const { resolve, reject } = job;
    job.resolve = (result) => (done(), resolve(result));
    job.reject = (error) => (done(), reject(error));
    this.#queue.push(job);
    this.#dispatch();
  }

  #dispatch(): void {
    while (!this.#closed && this.#busy.size < this.#options.size) {
      const job = this.#next();
      if (!job) return;
      this.#queue.splice(this.#queue.indexOf(job), 1);
      void this.#perform(job, this.#takeProcess());
    }
  }

  /** The oldest task of the user who has the fewest running, if that user may run another. */
  #next(): Job | undefined {
    const running = new Map<string, number>();
    for (const { user } of this.#busy.values()) running.set(user, (running.get(user) ?? 0) + 1);
    let best: Job | undefined;
    for (const job of this.#queue) {
      const count = running.get(job.user) ?? 0;
      if (count >= this.#recent.most(job.user, this.#options.size, this.#options.perUser)) continue;
      if (!best || count < (running.get(best.user) ?? 0)) best = job;
    }
    return best;
  }

  #takeProcess(): WorkProcess {
    for (const [process, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(process);
      if (process.isAlive) return process;
    }
    return new WorkProcess({ ...this.#options, priority: this.#priority });
  }

  async #perform(job: Job, process: WorkProcess): Promise<void> {
    this.#busy.set(process, job);
    let timer: NodeJS.Timeout | undefined;
    let start: number | undefined;
    const stop = (error: unknown): void => {
      job.reject(error);
      void process.kill();
    };
    // Over when the process is: until then it may still write what whoever asked is about to clear away.
    const abort = (): void => void process.stop().then(() => job.reject(job.signal?.reason));
    job.signal?.addEventListener('abort', abort, { once: true });
    try {
      const limit = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.#standForward(job, process.hadOfProcessor);
          stop(workTimeout(ms));
        }, ms);
      };
      const began = (): void => {
        start = performance.now();
        limit(job.timeoutMs);
      };
      limit(Math.max(job.timeoutMs, startMs));
      const result = await process.run(job.task, job.input, job.timeoutMs, began, job.progress);
      if (!job.signal?.aborted) job.resolve(result);
    } catch (error) {
      if (!process.isAlive && process.errors) {
        this.#options.log.warn(
          { task: job.task, output: process.errors },
          'A work process ended in the middle of a task.',
        );
      }
      if (!job.signal?.aborted) job.reject(error);
    } finally {
      clearTimeout(timer);
      job.signal?.removeEventListener('abort', abort);
      this.#busy.delete(process);
      if (start !== undefined) this.#recent.add(job.user, performance.now() - start);
      this.#giveBack(process);
      this.#dispatch();
    }
  }

  /** A task that could do nothing in all its time, since others took the processors: the next ones get some of it. */
  #standForward({ task, timeoutMs }: Job, ranMs: number | undefined): void {
    if (this.#priority === 'low' || ranMs === undefined || ranMs > timeoutMs * STARVED) return;
    this.#priority = 'low';
    this.#options.log.warn(
      { task, ranMs, timeoutMs },
      'A work process had hardly a processor in all its time. They take some from others from now on; TRELLIS_WORK_PRIORITY=low does so from the start.',
    );
    for (const [idle, timer] of this.#idle) {
      clearTimeout(timer);
      void idle.kill();
    }
    this.#idle.clear();
  }

  #giveBack(process: WorkProcess): void {
    if (!process.isAlive || this.#closed) return;
    if (process.priority !== this.#priority) return void process.kill();
    const timer = setTimeout(() => {
      this.#idle.delete(process);
      void process.kill();
    }, this.#options.idleMs);
    timer.unref();
    process.rest();
    this.#idle.set(process, timer);
  }
}

const stopping = (): ApiError =>
  new ApiError(503, 'STOPPING', 'The server is stopping. Try again in a moment.', { retryAfter: 5 });
