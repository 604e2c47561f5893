/** The parent's side of loader.ts: sets of requests, and runs of them against a port. */
import { fork, type ChildProcess } from 'node:child_process';

export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The version `{v}` begins with; 1 unless stated. */
  readonly version?: number;
  /** Each answer's version is the next `{v}`. */
  readonly versioned?: boolean;
}

export interface LoadRun {
  /** Name of a set. */
  readonly run: string;
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly count: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failures: readonly string[];
}

export class Loader {
  readonly #child: ChildProcess;

  constructor(file: string) {
    this.#child = fork(file, [], { execArgv: [] });
  }

  async set(name: string, requests: readonly LoadRequest[]): Promise<void> {
    await this.#ask({ set: name, requests });
  }

  run(options: LoadRun): Promise<LoadResult> {
    return this.#ask(options) as Promise<LoadResult>;
  }

  close(): void {
    this.#child.disconnect();
  }

  #ask(message: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (answer: { error?: string }) =>
        answer.error === undefined ? resolve(answer) : reject(new Error(answer.error)),
      );
      this.#child.send(message);
    });
  }
}
