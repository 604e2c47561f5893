/** Accounts for administrators: list, make, change. The people themselves are records of the entity `user`. */
import { Type } from '@sinclair/typebox';
import { userStates, type UserState } from '../../metadata/access/user-row.js';
import { closed, Name, oneOf, Ulid } from '../../metadata/schema/common.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { LOGIN_PATTERN, mostRoles } from './account-store.js';
import { listUsers } from './list-users.js';
import type { Throttle } from './throttle.js';
import { changeUser, createUser } from './users.js';

const Login = Type.String({ pattern: LOGIN_PATTERN });
const Roles = Type.Array(Name, { maxItems: mostRoles, uniqueItems: true });
/** Checked as the body of a record is. */
const PersonValues = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown());
const Told = Type.Optional(Type.Literal(true));

export function userRoutes({ throttle }: { readonly throttle: Throttle }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/users',
      right: 'users',
      summary: 'Lists accounts with roles, state, last sign-in and open sessions, and the roles there are.',
      query: closed({
        limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' })),
        offset: Type.Optional(Type.String({ pattern: '^\\d{1,7}$' })),
        find: Type.Optional(Type.String({ maxLength: 200 })),
        state: Type.Optional(oneOf(userStates)),
        role: Type.Optional(Name),
      }),
      handler: (context, { query: { limit, offset, find, state, role } }) =>
        listUsers(
          context,
          {
            limit: Number(limit ?? 50),
            offset: Number(offset ?? 0),
            ...(find === undefined ? {} : { find }),
            ...(state === undefined ? {} : { state: state as UserState }),
            ...(role === undefined ? {} : { role }),
          },
          throttle.options,
        ),
    }),
    defineRoute({
      method: 'POST',
      path: '/users',
      right: 'users',
      summary: 'Gives a person a login, or makes both at once; a password that was made is in the answer, once.',
      body: closed({
        user: Type.Optional(Ulid),
        person: Type.Optional(PersonValues),
        login: Login,
        password: Type.Optional(Type.String({ maxLength: 1024 })),
        roles: Type.Optional(Roles),
      }),
      async handler(context, { body }) {
        const made = await createUser(context, body);
        return new Reply(201, { json: made }, { Location: `/api/users/${made.id}` });
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/users/:id',
      right: 'users',
      summary:
        'Changes login, roles or person, switches off or on, unlocks, ends sessions, makes a new first password.',
      params: closed({ id: Ulid }),
      body: closed({
        login: Type.Optional(Login),
        disabled: Type.Optional(Type.Boolean()),
        roles: Type.Optional(Roles),
        resetPassword: Told,
        unlock: Told,
        endSessions: Told,
        person: Type.Optional(closed({ version: Type.Integer({ minimum: 1 }), values: PersonValues })),
      }),
      handler: (context, { params, body }) => changeUser(context, params['id']!, body, throttle),
    }),
  ];
}
