/** What the server and a work process say to each other; sent by structured clone. */
import type { Said } from '../../metadata/value.js';

/** Where the process may read. Sent, not passed as arguments or environment: other users of the machine see those. */
export interface WorkSource {
  /** As in TRELLIS_DATABASE_URL, with an absolute path. */
  readonly url: string;
  /** MySQL: TRELLIS_REPORT_URL, for SQL that people wrote. */
  readonly reportUrl?: string;
  /** The folder whose SQLite files named connections may read. */
  readonly connectionsFolder?: string;
}

export type ToWorker =
  | { readonly type: 'start'; readonly source: WorkSource }
  | { readonly type: 'run'; readonly task: string; readonly input: unknown; readonly timeoutMs: number }
  /** Nobody wants the answer: end the statement at the server that runs it, and then yourself. */
  | { readonly type: 'stop' };

export type FromWorker =
  | { readonly type: 'ready' }
  /** A statement of this process runs elsewhere: killing the process does not end it. */
  | { readonly type: 'remote' }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** How much of a task is done, from 0 to 1. */
  | { readonly type: 'progress'; readonly done: number };

/** An error as data. */
export type Failure =
  | {
      readonly kind: 'api';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly said?: Said | undefined;
      readonly path?: string;
      readonly details?: unknown;
      readonly retryAfter?: number;
    }
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly stack?: string;
      /** `code` and `problems` of expression and query errors. */
      readonly code?: string;
      readonly problems?: unknown;
    };
