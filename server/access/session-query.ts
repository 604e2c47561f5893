/**
 * The one statement of every request: session, account, person, roles, rights epoch and live release together. Whatever
 * could end a session or change its rights is read here, so nothing of it can be stale; on MySQL the answer is kept for a
 * second at most (session-cache.ts).
 */
import type { Release } from '../context.js';
import type { Database } from '../database/database.js';
import { runStatement } from '../database/run-statement.js';
import { parseSharedEntities, sharedEntitiesSetting } from './shared-entities.js';
import { segmentsEpoch } from './segment-overlay.js';
import { isActivePerson, userSource } from './user-source.js';

export interface SessionRow {
  readonly userId: string;
  readonly sessionEpoch: number;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly login: string;
  readonly accountEpoch: number;
  readonly disabled: boolean;
  readonly mustChange: boolean;
  readonly preferences: string | null;
  /** Undefined when the person's record is gone or says that they left. */
  readonly person:
    { readonly name: string; readonly department: string | null; readonly language: string | null } | undefined;
  /** Sorted. */
  readonly roles: readonly string[];
  readonly rightsEpoch: string;
  /** Entities of which records were shared by hand. */
  readonly shared: readonly string[];
  /** Whose screens the session shows, as view-as.ts writes it. */
  readonly viewAs: string | null;
  readonly liveRelease: number | undefined;
  /** Changes whenever somebody keeps, changes or deletes a segment; null before the first. */
  readonly segmentsEpoch: string | null;
}

/** MySQL cuts a group_concat at 1,024 bytes without saying so; near that the roles are read on their own. */
const surelyWhole = 960;

export function createSessionQuery(database: Database) {
  const statements = new WeakMap<Release, string>();
  const statementFor = (release: Release) => {
    const held = statements.get(release) ?? buildStatement(release, database);
    statements.set(release, held);
    return held;
  };
  return async (idHash: string, release: Release): Promise<SessionRow | undefined> => {
    const rows = await runStatement(database.read, statementFor(release), [idHash]);
    const row = rows[0];
    return row && readRow(row, await readRoles(database, row));
  };
}

function buildStatement(release: Release, database: Database): string {
  const user = userSource(release.model, database.dialect);
  return `select s.user_id, s.epoch as session_epoch, s.seen_at, s.expires_at, s.view_as, a.login, a.epoch as account_epoch,
    a.disabled, a.must_change, a.preferences, ${user.select},
    (select group_concat(r.role) from sys_user_role r where r.user_id = s.user_id) as roles,
    (select value from sys_setting where name = 'rights_epoch') as rights_epoch,
    (select value from sys_setting where name = '${sharedEntitiesSetting}') as shared_entities,
    (select value from sys_setting where name = 'live_release') as live_release,
    (select value from sys_setting where name = '${segmentsEpoch}') as segments_epoch
    from sys_session s join sys_account a on a.user_id = s.user_id ${user.join('s.user_id')} where s.id_hash = ?`;
}

type Raw = Readonly<Record<string, unknown>>;

/** Rows of a raw statement: SQLite gives them bare, mysql2 as `[rows, columns]`. */
export function firstRows(result: unknown): readonly Raw[] {
  const outer = result as readonly unknown[];
  return (Array.isArray(outer[0]) ? outer[0] : outer) as readonly Raw[];
}

async function readRoles(database: Database, row: Raw): Promise<readonly string[]> {
  const text = textOrNull(row['roles']) ?? '';
  if (text.length < surelyWhole) return text === '' ? [] : text.split(',').sort();
  const rows = (await database.read('sys_user_role').select('role').where('user_id', String(row['user_id']))) as Raw[];
  return rows.map((each) => String(each['role'])).sort();
}

function readRow(row: Raw, roles: readonly string[]): SessionRow {
  const live = textOrNull(row['live_release']);
  return {
    userId: String(row['user_id']),
    sessionEpoch: Number(row['session_epoch']),
    seenAt: String(row['seen_at']),
    expiresAt: String(row['expires_at']),
    login: String(row['login']),
    accountEpoch: Number(row['account_epoch']),
    disabled: Number(row['disabled']) !== 0,
    mustChange: Number(row['must_change']) !== 0,
    preferences: textOrNull(row['preferences']),
    person: !isActivePerson(row)
      ? undefined
      : {
          name: textOrNull(row['user_name']) ?? String(row['login']),
          department: textOrNull(row['user_department']),
          language: textOrNull(row['user_language']),
        },
    roles,
    rightsEpoch: textOrNull(row['rights_epoch']) ?? '0',
    shared: parseSharedEntities(textOrNull(row['shared_entities'])),
    viewAs: textOrNull(row['view_as']),
    liveRelease: live === null ? undefined : Number(live),
    segmentsEpoch: textOrNull(row['segments_epoch']),
  };
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
