/** Sign in, who am I, sign out, change password, preferences. */
import { Type } from '@sinclair/typebox';
import { featureRights } from '../../metadata/schema/app.js';
import { closed } from '../../metadata/schema/common.js';
import type { Context } from '../context.js';
import { ApiError, unprocessable } from '../errors.js';
import type { ClientInfo } from '../http/client.js';
import { endedSessionCookie } from '../http/cookies.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { checkNewPassword, findAccount, writePassword, type Account } from './account-store.js';
import { recordEvent } from './audit.js';
import type { Identities, Identity } from './identity.js';
import { finishLogin, signIn, type LoginRules } from './login.js';
import { hashPassword, verifyPassword } from './password.js';
import { PreferencesSchema, readPreferences } from './preferences.js';
import { hashSessionId, isSessionId } from './session.js';
import { viewAsRoutes } from './view-as-routes.js';

export interface SessionRouteDependencies extends LoginRules {
  readonly identities: Identities;
}

/** Longer than any password we take, short enough to hash. */
const Password = Type.String({ maxLength: 1024 });

export function sessionRoutes(dependencies: SessionRouteDependencies): readonly Route[] {
  return [
    ...viewAsRoutes(dependencies),
    defineRoute({
      method: 'POST',
      path: '/session',
      right: 'public',
      summary: 'Signs in with login and password; the answer sets the session cookie.',
      body: closed({ login: Type.String({ minLength: 1, maxLength: 200 }), password: Password }),
      async handler(context, { body, client }) {
        const { account, cookie } = await signIn(context, body, client, dependencies);
        const identity = await identityOf(dependencies, client, cookie);
        return new Reply(200, { json: describeSession(identity, account) }, { 'Set-Cookie': cookie });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/session',
      right: 'session',
      beforePasswordChange: true,
      summary: 'Tells who is signed in, with roles, rights, language and preferences.',
      async handler(_context, { client }) {
        const identity = await dependencies.identities.identify(client);
        const account = await findAccount(_context.database.read, { userId: identity.session?.userId ?? '' });
        return describeSession(identity, account);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/session',
      right: 'session',
      beforePasswordChange: true,
      whileViewing: true,
      summary: 'Signs out: this session ends, with `all=true` every session of the account.',
      query: closed({ all: Type.Optional(Type.Literal('true')) }),
      async handler(context, { client, query }) {
        const { session } = await dependencies.identities.recheck(client);
        await signOut(context, { client, userId: session?.userId ?? '', everywhere: query['all'] === 'true' });
        return new Reply(204, { empty: true }, { 'Set-Cookie': endedSessionCookie(client.secure) });
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/session/password',
      right: 'session',
      beforePasswordChange: true,
      summary: 'Changes the own password; every other session of the account ends.',
      body: closed({ current: Password, next: Password }),
      async handler(context, { body, client }) {
        const { account, cookie } = await changePassword(context, body, client, dependencies);
        const identity = await identityOf(dependencies, client, cookie);
        return new Reply(200, { json: describeSession(identity, account) }, { 'Set-Cookie': cookie });
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/session/preferences',
      right: 'session',
      summary: 'Replaces the own preferences: language, theme, density.',
      body: PreferencesSchema,
      async handler(context, { body }) {
        await context.database.write((transaction) =>
          transaction('sys_account')
            .where('user_id', context.principal.id)
            .update({ preferences: JSON.stringify(body) }),
        );
        return body;
      },
    }),
  ];
}

/** The identity that the new cookie opens: the same way every later request goes. */
function identityOf({ identities }: SessionRouteDependencies, client: ClientInfo, cookie: string): Promise<Identity> {
  const sessionId = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  return identities.identify({ ...client, sessionId });
}

function describeSession({ access, release, session, mustChange, viewing }: Identity, account: Account | undefined) {
  const { id, login, name, department, roles, language } = access.principal;
  return {
    user: { id, login, name, department },
    roles,
    rights: featureRights.filter((right) => access.has(right)),
    language,
    mustChange,
    preferences: readPreferences(account?.preferences ?? null),
    expiresAt: session?.expiresAt,
    release: release.number,
    ...(viewing ? { viewAs: viewing } : {}),
  };
}

async function signOut(
  context: Context,
  {
    client,
    userId,
    everywhere,
  }: { readonly client: ClientInfo; readonly userId: string; readonly everywhere: boolean },
): Promise<void> {
  const { sessionId } = client;
  if (!isSessionId(sessionId)) return;
  const which = everywhere ? { user_id: userId } : { id_hash: hashSessionId(sessionId) };
  await context.database.write(async (transaction) => {
    await transaction('sys_session').where(which).delete();
    await recordEvent(context, transaction, {
      type: 'logout',
      userId,
      address: client.address,
      data: { everywhere },
    });
  });
}

/** The current password is asked again and its guesses are throttled: an unattended browser must not be enough. */
async function changePassword(
  context: Context,
  passwords: { readonly current: string; readonly next: string },
  client: ClientInfo,
  { throttle }: LoginRules,
) {
  const { current, next } = passwords;
  const attempt = await throttle.attempt('password', context.principal.id, client.address);
  const account = await findAccount(context.database.read, { userId: context.principal.id });
  if (!account || !(await verifyPassword(current, account.passwordHash))) {
    throw new ApiError(422, 'PASSWORD_WRONG', 'The current password is not right.', { path: '/current' });
  }
  await attempt.succeeded();
  checkNewPassword(next, [account.login, context.principal.name], '/next');
  if (next === current) {
    throw unprocessable('PASSWORD_UNCHANGED', 'The new password must differ from the current one.', { path: '/next' });
  }
  const hash = await hashPassword(next);
  const epoch = await context.database.write(async (transaction) => {
    const changed = await writePassword(transaction, account, { hash, mustChange: false });
    await recordEvent(context, transaction, {
      type: 'password.changed',
      userId: account.userId,
      address: client.address,
    });
    return changed;
  });
  return { account, cookie: await finishLogin(context, { ...account, epoch }, client, 'password change') };
}
