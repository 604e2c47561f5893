/** Reads accounts for administrators, with names and roles. */
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { firstRows } from './session-query.js';
import { userSource } from './user-source.js';

export interface UserRow {
  readonly id: string;
  readonly name: string | null;
  readonly login: string;
  readonly roles: readonly string[];
  readonly disabled: boolean;
  readonly mustChange: boolean;
  readonly sample: boolean;
}

/** Accounts by login, with their roles; two statements whatever the number. */
export async function listUsers(
  context: Context,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly UserRow[]; readonly total: number }> {
  const { read, dialect } = context.database;
  const user = userSource(context.release.model, dialect);
  const rows = firstRows(
    await read.raw(
      `select a.user_id, a.login, a.disabled, a.must_change, a.sample, ${user.select},
      (select count(*) from sys_account) as total
      from sys_account a ${user.join('a.user_id')} order by a.login limit ${page.limit} offset ${page.offset}`,
    ),
  );
  const roles = await rolesOf(read, rows.map((row) => String(row['user_id']))); // prettier-ignore
  return {
    rows: rows.map((row) => ({
      id: String(row['user_id']),
      name: row['user_name'] === null ? null : String(row['user_name']),
      login: String(row['login']),
      roles: roles.get(String(row['user_id'])) ?? [],
      disabled: Number(row['disabled']) !== 0,
      mustChange: Number(row['must_change']) !== 0,
      sample: Number(row['sample']) !== 0,
    })),
    total: Number(rows[0]?.['total'] ?? 0),
  };
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
