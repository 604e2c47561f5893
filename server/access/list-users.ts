/**
 * Reads accounts for administrators: names, roles, state, last sign-in and how many sessions are open. What else stands
 * in the person's record is told as far as its rules let whoever asks see it.
 */
import type { UserPage, UserRow, UserState } from '../../metadata/access/user-row.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { isoAfter } from '../clock.js';
import { readLabels } from '../records/read/labels.js';
import { covers } from './covers.js';
import { idleSeconds } from './session.js';
import { firstRows } from './session-query.js';
import { userSource } from './user-source.js';

export interface UserRequest {
  readonly limit: number;
  readonly offset: number;
  /** Part of the name or login. */
  readonly find?: string;
  readonly state?: UserState;
  /** Name of a role. */
  readonly role?: string;
}

/** Accounts by login; a handful of statements whatever the number. `failures`: attempts after which one is locked. */
export async function listUsers(
  context: Context,
  request: UserRequest,
  { failures }: { readonly failures: number },
): Promise<UserPage> {
  const { read, dialect } = context.database;
  const user = userSource(context.release.model, dialect);
  const now = context.clock.now().toISOString();
  const state = stateSql(user.isActive);
  const { where, bindings } = conditionOf(context, request);
  const counted = `select a.user_id, a.login, a.disabled, a.must_change, a.sample, ${user.select}, ${state} as state
    from sys_account a ${user.join('a.user_id')} ${where}`;
  const all = [failures, now, ...bindings];
  const outer = request.state ? 'where x.state = ?' : '';
  const wanted = request.state ? [...all, request.state] : all;
  const rows = firstRows(
    await read.raw(
      `select x.* from (${counted}) x ${outer} order by x.login limit ${request.limit} offset ${request.offset}`,
      wanted,
    ),
  );
  const [{ total } = { total: 0 }] = firstRows(
    await read.raw(`select count(*) as total from (${counted}) x ${outer}`, wanted),
  );
  const ids = rows.map((row) => String(row['user_id']));
  const [roles, seen, open] = [await rolesOf(read, ids), await lastSignIns(context, ids), await openSessions(context, ids)]; // prettier-ignore
  const departments = await departmentsOf(context, rows);
  const held = rolesNamed(context, context.principal.roles);
  return {
    rows: rows.map((row): UserRow => {
      const id = String(row['user_id']);
      const own = roles.get(id) ?? [];
      const department = String(row['user_department'] ?? '');
      return {
        id,
        name: row['user_name'] === null ? null : String(row['user_name']),
        login: String(row['login']),
        roles: own,
        state: String(row['state']) as UserState,
        disabled: Number(row['disabled']) !== 0,
        mustChange: Number(row['must_change']) !== 0,
        sample: Number(row['sample']) !== 0,
        department: departments.has(department) ? { id: department, label: departments.get(department) ?? null } : null,
        lastSignIn: seen.get(id) ?? null,
        sessions: open.get(id) ?? 0,
        mayChange: rolesNamed(context, own).every((role) => covers(held, role)),
      };
    }),
    total: Number(total),
    roles: context.release.model.list('role').map((role) => ({
      name: role.name,
      label: role.label ?? role.name,
      mayGive: context.access.has('grant') && covers(held, role),
    })),
  };
}

const rolesNamed = ({ release: { model } }: Context, names: readonly string[]) =>
  names.flatMap((name) => model.find('role', name) ?? []);

const stateSql = (
  isActive: string,
): string => `case when a.disabled <> 0 then 'disabled' when not (${isActive}) then 'left'
  when a.failed >= ? and a.locked_until > ? then 'locked' else 'active' end`;

/** Among names by the folded column that sorting and searching use, where the site's `user` has one. */
function conditionOf(
  { database: { dialect }, release: { model }, fold }: Context,
  { find = '', role }: UserRequest,
): { readonly where: string; readonly bindings: readonly string[] } {
  const parts: string[] = [];
  const bindings: string[] = [];
  if (find.trim() !== '') {
    const pattern = `%${fold(find.trim()).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    const key = model.entities
      .get('user')
      ?.fields.get('name')
      ?.columns.find((column) => column.role === 'key');
    const places = ['a.login', ...(key ? [`u.${dialect.quote(key.name)}`] : [])];
    parts.push(`(${places.map((place) => dialect.like(place)).join(' or ')})`);
    bindings.push(...places.map(() => pattern));
  }
  if (role !== undefined) {
    parts.push('exists (select 1 from sys_user_role r where r.user_id = a.user_id and r.role = ?)');
    bindings.push(role);
  }
  return { where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, bindings };
}

/** Sign-ins by the events of the last year, or as long as they are kept. */
async function lastSignIns({ database: { read } }: Context, ids: readonly string[]) {
  const rows = (await read('sys_event')
    .select('user_id')
    .max({ at: 'at' })
    .whereIn('user_id', [...ids])
    .where('type', 'login')
    .groupBy('user_id')) as { user_id: string; at: string }[];
  return new Map(rows.map((row) => [row.user_id, row.at]));
}

async function openSessions({ database: { read }, clock }: Context, ids: readonly string[]) {
  const rows = (await read('sys_session as s')
    .join('sys_account as a', 'a.user_id', 's.user_id')
    .select('s.user_id')
    .count({ n: '*' })
    .whereIn('s.user_id', [...ids])
    .whereRaw('s.epoch = a.epoch')
    .where('a.disabled', 0)
    .where('s.expires_at', '>', clock.now().toISOString())
    .where('s.seen_at', '>', isoAfter(clock, -idleSeconds))
    .groupBy('s.user_id')) as { user_id: string; n: number | string }[];
  return new Map(rows.map((row) => [row.user_id, Number(row.n)]));
}

/** Departments by id, of those persons whose department whoever asks may read. */
async function departmentsOf(context: Context, rows: readonly Readonly<Record<string, unknown>>[]) {
  const field = context.release.model.entities.get('user')?.fields.get('department');
  const seesAll = JSON.stringify(context.access.filter('read', 'user')) === '{"and":[]}';
  if (!field || !seesAll || !context.access.canRead(field)) return new Map<string, string | null>();
  const ids = rows.flatMap((row) => (row['user_department'] === null ? [] : [String(row['user_department'])]));
  return readLabels(context, 'department', ids);
}

/** Role names by user id, sorted; one statement. */
export async function rolesOf(
  reader: Context['database']['read'] | Transaction,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = (await reader('sys_user_role')
    .select('user_id', 'role')
    .whereIn('user_id', [...userIds])
    .orderBy('role')) as { user_id: string; role: string }[];
  const found = new Map<string, string[]>();
  for (const row of rows) found.set(row.user_id, [...(found.get(row.user_id) ?? []), row.role]);
  return found;
}
