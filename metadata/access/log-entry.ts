/** The log of security events and operations as the server tells it to administrators (docs/log.md). */

/** What may be asked for, with the events that belong to it. Events of types that are named nowhere come under no kind. */
export const logKinds = {
  signIn: ['login', 'login.failed', 'logout', 'sessions.ended', 'password.changed'],
  refusal: ['refused', 'refused.more'],
  file: [
    'records.exported',
    'records.printed',
    'print.downloaded',
    'report.exported',
    'dashboard.exported',
    'report.sent',
    'log.exported',
  ],
  account: ['account.created', 'account.changed'],
  /** Also what of `account` gave or took roles. */
  rights: ['view-as.begun', 'view-as.left'],
  release: ['release.published', 'fields.purged'],
  /** What is sent by the clock, and links that open without signing in. */
  sending: ['schedule.saved', 'schedule.deleted', 'link.created', 'link.revoked'],
  bulk: ['records.bulk', 'records.undone', 'records.purged'],
  import: ['records.imported'],
} as const;
export type LogKind = keyof typeof logKinds;
export const logKindNames = Object.keys(logKinds) as readonly LogKind[];

export interface LogPerson {
  readonly id: string;
  /** Null once they have no login or record any more. */
  readonly login: string | null;
  readonly name: string | null;
}

export interface LogEntry {
  readonly id: string;
  /** ISO, UTC. */
  readonly at: string;
  readonly type: string;
  /** Who did it; null where nobody was signed in, or the site itself did it. */
  readonly person: LogPerson | null;
  /** To whom it was done, where it concerns a login. */
  readonly about: LogPerson | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Parts of `data` are left out: they speak of records or fields that whoever asks may not see. */
  readonly withheld?: true;
}

export interface LogPage {
  /** The latest first. */
  readonly rows: readonly LogEntry[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}
