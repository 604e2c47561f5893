/** Where the records of `user` keep what a session needs: `user` is an ordinary entity, so the release says it. */
import type { Model } from '../../metadata/model/model.js';
import type { Dialect } from '../database/database.js';

export interface UserSource {
  /** SQL of a select list: `user_name`, `user_department`, `user_language`, `user_active`, `user_record`. */
  readonly select: string;
  /** SQL that joins the user record as `u` to an id column. */
  join(idColumn: string): string;
  /** SQL that is true when the person's record lets them sign in; as `isActivePerson`. */
  readonly isActive: string;
}

const wanted = ['name', 'department', 'language', 'active'] as const;

/** Fields that the site's `user` entity does not have read as null. */
export function userSource(model: Model, dialect: Pick<Dialect, 'quote'>): UserSource {
  const entity = model.entities.get('user');
  const select = wanted
    .map((name) => {
      const column = entity?.fields.get(name)?.columns[0]?.name;
      return `${column === undefined ? 'null' : `u.${dialect.quote(column)}`} as user_${name}`;
    })
    .join(', ');
  const active = entity?.fields.get('active')?.columns[0]?.name;
  const column = active === undefined ? undefined : `u.${dialect.quote(active)}`;
  return {
    isActive: !entity ? '1 = 0' : `u.id is not null${column ? ` and (${column} is null or ${column} <> 0)` : ''}`,
    select: `${select}, ${entity ? 'u.id' : 'null'} as user_record`,
    join: (idColumn) =>
      entity ? `left join ${dialect.quote(entity.table)} u on u.id = ${idColumn} and u.deleted_at is null` : '',
  };
}

/** Whether the person's record lets them sign in: it exists, is not deleted and not marked as having left. */
export function isActivePerson(row: Readonly<Record<string, unknown>>): boolean {
  const active = row['user_active'];
  return row['user_record'] !== null && (active === null || active === undefined || Number(active) !== 0);
}
