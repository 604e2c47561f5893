/** Rights explained to those who may grant them: why one person may do one thing, and all that a person may do. */
import { Type } from '@sinclair/typebox';
import { effectiveRights } from '../../../metadata/access/effective.js';
import { featureRights, recordActions, type RecordAction } from '../../../metadata/schema/app.js';
import { closed, Name, oneOf, Ulid } from '../../../metadata/schema/common.js';
import type { Context } from '../../context.js';
import { defineRoute, type Route } from '../../http/route.js';
import type { AccessCache } from '../access-cache.js';
import { coversRoles } from '../covers.js';
import { askedPerson, explain } from './explain.js';

/** Making a record is asked of no record. */
const asked = recordActions.filter((action) => action !== 'create' && action !== 'import');

export function accessRoutes({ accesses }: { readonly accesses: AccessCache }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/access/explain',
      right: 'grant',
      summary: 'Whether a person may do something with a record, and by which role, rule or share.',
      query: closed({ user: Ulid, entity: Name, id: Ulid, action: Type.Optional(oneOf(asked)) }),
      handler: (context, { query: { user, entity, id, action } }) =>
        explain(context, accesses, { user: user!, entity: entity!, id: id!, action: (action ?? 'read') as RecordAction }),
    }),
    defineRoute({
      method: 'GET',
      path: '/access/roles',
      right: 'grant',
      summary: 'Roles that allow no more than the own ones: as which the site may be viewed.',
      handler: async ({ principal, release: { model } }) => ({
        roles: model
          .list('role')
          .filter((role) => coversRoles(model, principal.roles, [role.name]))
          .map(({ name, label }) => ({ name, label: label ?? name })),
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/access/users/:id',
      right: 'grant',
      summary: 'All that a person may do: actions and their scope for each entity, classes of fields, rights.',
      params: closed({ id: Ulid }),
      handler: (context, { params: { id } }) => describeRights(context, accesses, id!),
    }),
  ];
} // prettier-ignore

async function describeRights(context: Context, accesses: AccessCache, id: string) {
  const { model } = context.release;
  const { found, roles, access } = await askedPerson(context, accesses, id);
  const { principal, grants } = found;
  return {
    user: { id: principal.id, login: principal.login, name: principal.name, department: principal.department },
    roles: roles.map((role) => ({ name: role.name, label: role.label ?? role.name, all: role.all === true })),
    rights: featureRights.filter((right) => access.has(right)),
    sharing: model
      .list('sharing')
      .filter((rule) => rule.active !== false)
      .map((rule) => ({ name: rule.name, label: rule.label ?? rule.name })),
    entities: effectiveRights({ roles, principal, model, shared: new Set(grants.shared) }, access).map((each) => {
      const entity = model.entities.get(each.entity)!;
      const fields = Object.entries(each.fields).map(([name, held]) => ({
        name,
        label: entity.fields.get(name)!.label,
        class: held,
      }));
      return { ...each, label: entity.plural, icon: entity.document.icon ?? null, fields };
    }),
  };
}
