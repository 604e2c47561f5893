/** Accounts for administrators: list, make, change. The people themselves are records of the entity `user`. */
import { Type } from '@sinclair/typebox';
import { closed, Name, Ulid } from '../../metadata/schema/common.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { LOGIN_PATTERN, mostRoles } from './account-store.js';
import { listUsers } from './list-users.js';
import { changeUser, createUser } from './users.js';

const Login = Type.String({ pattern: LOGIN_PATTERN });
const Roles = Type.Array(Name, { maxItems: mostRoles, uniqueItems: true });

export const userRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/users',
    right: 'users',
    summary: 'Lists accounts with their roles.',
    query: closed({
      limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' })),
      offset: Type.Optional(Type.String({ pattern: '^\\d{1,7}$' })),
    }),
    handler: (context, { query }) =>
      listUsers(context, { limit: Number(query['limit'] ?? 50), offset: Number(query['offset'] ?? 0) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/users',
    right: 'users',
    summary: 'Gives a user record a login; a password that was made is in the answer, once.',
    body: closed({
      user: Ulid,
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
    summary: 'Changes login or roles, switches an account off or on, makes a new first password.',
    params: closed({ id: Ulid }),
    body: closed({
      login: Type.Optional(Login),
      disabled: Type.Optional(Type.Boolean()),
      roles: Type.Optional(Roles),
      resetPassword: Type.Optional(Type.Literal(true)),
    }),
    handler: (context, { params, body }) => changeUser(context, params['id']!, body),
  }),
];
