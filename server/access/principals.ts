/** Contexts for work that no request stands behind: jobs for a person, and the system itself for a stated reason. */
import { systemAccess } from '../../metadata/access/compile.js';
import type { Principal } from '../../metadata/access/types.js';
import type { Context, Services } from '../context.js';
import { forbidden } from '../errors.js';
import type { AccessCache } from './access-cache.js';
import { createContext } from './create-context.js';
import type { LiveRelease } from './identify.js';
import { readPreferences } from './preferences.js';
import { firstRows } from './session-query.js';
import { isActivePerson, userSource } from './user-source.js';

/** Everything is allowed: who asks for it must say why. `reason` names the job, start step or route. */
export function asSystem(services: Services, releases: Pick<LiveRelease, 'current'>, reason: string): Context {
  const release = releases.current();
  const principal: Principal = {
    kind: 'system',
    id: 'system',
    login: 'system',
    name: 'System',
    department: null,
    roles: [],
    language: release.model.settings.language,
  };
  return createContext(services, { access: systemAccess(principal, release.model), release, requestId: reason });
}

/**
 * A context with the rights that a person has now, not when the work was ordered. 403 PERMISSION_CHANGED when the
 * account is gone or switched off meanwhile.
 */
export async function asUser(
  services: Services,
  dependencies: { readonly releases: LiveRelease; readonly accesses: AccessCache },
  request: { readonly userId: string; readonly requestId: string },
): Promise<Context> {
  const release = dependencies.releases.current();
  const { read, dialect } = services.database;
  const user = userSource(release.model, dialect);
  const rows = firstRows(
    await read.raw(
      `select a.login, a.disabled, a.preferences, ${user.select},
      (select value from sys_setting where name = 'rights_epoch') as rights_epoch
      from sys_account a ${user.join('a.user_id')} where a.user_id = ?`,
      [request.userId],
    ),
  );
  const row = rows[0];
  if (!row || Number(row['disabled']) !== 0 || !isActivePerson(row)) {
    throw forbidden('PERMISSION_CHANGED', 'The person this was started for can no longer sign in.');
  }
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const roles = (await read('sys_user_role').select('role').where('user_id', request.userId).orderBy('role')) as {
    role: string;
  }[];
  const language = readPreferences(text(row['preferences'])).language ?? text(row['user_language']);
  const principal: Principal = {
    kind: 'user',
    id: request.userId,
    login: String(row['login']),
    name: text(row['user_name']) ?? String(row['login']),
    department: text(row['user_department']),
    roles: roles.map((each) => each.role).sort(),
    language: language ?? release.model.settings.language,
  };
  const access = dependencies.accesses.get(principal, text(row['rights_epoch']) ?? '0', release);
  return createContext(services, { access, release, requestId: request.requestId });
}
