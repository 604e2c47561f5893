/** A person as rights know them, read anew: for jobs, for the view of somebody else, for explanations. */
import type { Principal } from '../../metadata/access/types.js';
import type { Release } from '../context.js';
import type { Database } from '../database/database.js';
import type { GrantState } from './access-cache.js';
import { readPreferences } from './preferences.js';
import { segmentsEpoch } from './segment-overlay.js';
import { firstRows } from './session-query.js';
import { parseSharedEntities, sharedEntitiesSetting } from './shared-entities.js';
import { isActivePerson, userSource } from './user-source.js';

export interface FoundPrincipal {
  readonly principal: Principal;
  readonly grants: GrantState;
  readonly segmentsEpoch: string | null;
}

/** Undefined when there is no such account, it is switched off, or the person has left. */
export async function findPrincipal(
  { read, dialect }: Pick<Database, 'read' | 'dialect'>,
  release: Release,
  userId: string,
): Promise<FoundPrincipal | undefined> {
  const user = userSource(release.model, dialect);
  const rows = firstRows(
    await read.raw(
      `select a.login, a.disabled, a.preferences, ${user.select},
      (select value from sys_setting where name = 'rights_epoch') as rights_epoch,
      (select value from sys_setting where name = '${sharedEntitiesSetting}') as shared_entities,
      (select value from sys_setting where name = '${segmentsEpoch}') as segments_epoch
      from sys_account a ${user.join('a.user_id')} where a.user_id = ?`,
      [userId],
    ),
  );
  const row = rows[0];
  if (!row || Number(row['disabled']) !== 0 || !isActivePerson(row)) return undefined;
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const roles = (await read('sys_user_role').select('role').where('user_id', userId).orderBy('role')) as {
    role: string;
  }[];
  const language = readPreferences(text(row['preferences'])).language ?? text(row['user_language']);
  const principal: Principal = {
    kind: 'user',
    id: userId,
    login: String(row['login']),
    name: text(row['user_name']) ?? String(row['login']),
    department: text(row['user_department']),
    roles: roles.map((each) => each.role).sort(),
    language: language ?? release.model.settings.language,
  };
  const rightsEpoch = text(row['rights_epoch']) ?? '0';
  const grants = { rightsEpoch, shared: parseSharedEntities(text(row['shared_entities'])) };
  return { principal, grants, segmentsEpoch: text(row['segments_epoch']) };
}
