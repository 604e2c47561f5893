/** Context: the one argument of every handler and operation. Nothing on the server is reached by a module singleton. */
import type { Access, Principal } from '../metadata/access/types.js';
import type { Parsed, Registries } from '../metadata/contributions.js';
import type { Field, Model } from '../metadata/model/model.js';
import type { Value } from '../metadata/value.js';
import type { EvaluationContext } from '../metadata/expression/environment.js';
import type { ChannelServer, SourceServer } from './api.js';
import type { Refusal } from './access/refusal-watch.js';
import type { Viewing } from './access/viewing.js';
import type { Database, Transaction } from './database/database.js';
import type { EventHub } from './http/events.js';
import type { JobPort } from './jobs/port.js';
import type { Mailer } from './mail/mailer.js';
import type { PrintFiles } from './print/print-files.js';
import type { TrailEntry } from './records/write/history-changes.js';
import type { WorkPool } from './work/pool.js';

export interface Clock {
  now(): Date;
}

/** Structured: fields first, then a sentence. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** One published release, compiled and frozen; a request keeps the one it began with. */
export interface Release {
  readonly number: number;
  readonly model: Model;
  /** Hash of all documents. */
  readonly hash: string;
}

/** What the process is made of; made once by main.ts, closed by it. */
export interface Services {
  readonly database: Database;
  readonly registries: Registries;
  readonly jobs: JobPort;
  readonly work: WorkPool;
  readonly events: EventHub;
  readonly clock: Clock;
  readonly log: Log;
  /** Folds text for contains and sort (NFKC, lower case, no accents, Han by pinyin). */
  readonly fold: (text: string) => string;
  /** A new ULID, increasing within the process. */
  newId(): string;
  /** Server halves of field types by id; absent where no type has one. */
  readonly fieldServers?: FieldServers;
  /** Server halves of sources of datasets by id. */
  readonly sourceServers?: Halves<SourceServer>;
  /** Server halves of channels by id. */
  readonly channelServers?: Halves<ChannelServer>;
  /** Bytes of files that printing kept; absent where nothing is kept (tests, commands). */
  readonly printFiles?: PrintFiles;
  /** TRELLIS_DATA: `maps` and, for a day each, `files` made for people lie in it; some tests have none. */
  readonly dataFolder?: string;
  /** A key of 32 bytes for one purpose, derived from the site's secret. */
  siteKey(purpose: string): Buffer;
  /** Told of what a committed write changed (not of imports); what it does is waited for by nobody. */
  readonly trailWatch?: TrailWatch;
  /** Told of each record that somebody shared with one person, after the commit. */
  readonly shareWatch?: ShareWatch;
  /** Hears of refusals; returns at once. */
  refused?(refusal: Refusal): void;
  /** Absent where TRELLIS_MAIL_URL is not set: nothing is mailed. */
  readonly mail?: Mailer;
  /** TRELLIS_URL, for links in mails. */
  readonly siteUrl?: string;
  /** A context with the rights that a person has now; 403 PERMISSION_CHANGED when they can no longer sign in. */
  asPerson?(userId: string, requestId: string): Promise<Context>;
  /** Something was written that the search index has yet to follow. */
  indexSoon?(): void;
}

/** What a registry of server halves offers. */
export interface Halves<T> {
  find(id: string): T | undefined;
}

export type ShareWatch = (
  context: Context,
  shared: { readonly userId: string; readonly entity: string; readonly recordId: string },
) => void;

export type TrailWatch = (context: Context, entries: readonly TrailEntry[]) => void;

/** What a registry of `FieldServer` (api.ts) offers to the write pipeline. */
export interface FieldServers {
  find(id: string):
    | {
        generate?(context: Context, transaction: Transaction, field: Field): Promise<Value>;
        accept?(value: Value, field: Field): Parsed;
        seal?(context: Context, value: Value, field: Field): string;
      }
    | undefined;
}

export interface Context extends Services {
  readonly principal: Principal;
  readonly access: Access;
  readonly release: Release;
  readonly requestId: string;
  /** The request behind it, for security events; absent in jobs. */
  readonly asked?: { readonly method: string; readonly route: string; readonly address: string };
  /** Somebody looks at the site as another person; the principal is the other. */
  readonly viewing?: Viewing;
  /** Clock, zone, user and fold for expressions and relative dates of this request. */
  readonly evaluation: EvaluationContext;
  /** Nobody waits for the answer any more: statements that read for it end. Absent where what was begun is to be done. */
  readonly signal?: AbortSignal;
  /** Runs after the transaction around it has committed; dropped when it rolls back. Failures are logged, not thrown. */
  afterCommit(effect: () => void | Promise<void>): void;
}
