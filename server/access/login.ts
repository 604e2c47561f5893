/**
 * Signing in:  connection -> throttle -> account -> lock -> password -> finishLogin
 *
 * Known and unknown logins take the same steps and the same work and get the same answer. `finishLogin` is the only
 * place where a session begins, whichever way somebody proved who they are.
 */
import { isoAfter } from '../clock.js';
import type { Context } from '../context.js';
import { ApiError, forbidden } from '../errors.js';
import type { ClientInfo } from '../http/client.js';
import { sessionCookie } from '../http/cookies.js';
import { findAccount, normaliseLogin, type Account } from './account-store.js';
import { recordEvent } from './audit.js';
import { verifyPassword } from './password.js';
import { absoluteSeconds, hashSessionId, isSessionId, newSessionId } from './session.js';
import { tooManyAttempts, type Throttle } from './throttle.js';

export interface LoginRules {
  readonly throttle: Throttle;
  /** Plain http from other machines is allowed (TRELLIS_INSECURE_HTTP). */
  readonly insecureHttp: boolean;
  /** Sample logins work from everywhere (TRELLIS_DEMO=open). */
  readonly openDemo: boolean;
}

/** Sessions that one person may have at a time; the longest unused ends first. */
const mostSessions = 20;

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export interface SignedIn {
  readonly account: Account;
  readonly cookie: string;
}

/** Throws 401 LOGIN_FAILED, 403 INSECURE_CONNECTION or SAMPLE_LOGIN_LOCAL_ONLY, 429 TOO_MANY_ATTEMPTS. */
export async function signIn(
  context: Context,
  credentials: Credentials,
  client: ClientInfo,
  rules: LoginRules,
): Promise<SignedIn> {
  if (!client.secure && !client.loopback && !rules.insecureHttp) {
    throw forbidden(
      'INSECURE_CONNECTION',
      'Signing in over plain http works on this machine only. Use https, or set TRELLIS_INSECURE_HTTP=1.',
    );
  }
  const login = normaliseLogin(credentials.login);
  const attempt = await rules.throttle.attempt('session', login, client.address);
  const account = await findAccount(context.database.read, { login });
  await refuseLocked(context, account, client, rules);
  const fits = await verifyPassword(credentials.password, account?.passwordHash);
  if (!account || !fits || account.disabled) {
    await countFailure(context, account, client, rules);
    throw new ApiError(401, 'LOGIN_FAILED', 'Login or password is not right.');
  }
  if (account.sample && !client.loopback && !rules.openDemo) {
    throw forbidden('SAMPLE_LOGIN_LOCAL_ONLY', 'Sample logins work on the machine that runs Trellis only.');
  }
  await attempt.succeeded();
  return { account, cookie: await finishLogin(context, account, client, 'password') };
}

/** Begins a session under a new id, ends the one the browser came with, and gives the cookie that carries the new one. */
export async function finishLogin(
  context: Context,
  account: Pick<Account, 'userId' | 'epoch'>,
  client: ClientInfo,
  method: 'password' | 'password change',
): Promise<string> {
  const id = newSessionId();
  const now = context.clock.now().toISOString();
  await context.database.write(async (transaction) => {
    if (isSessionId(client.sessionId)) {
      await transaction('sys_session').where('id_hash', hashSessionId(client.sessionId)).delete();
    }
    await transaction('sys_session').insert({
      id_hash: hashSessionId(id),
      user_id: account.userId,
      epoch: account.epoch,
      created_at: now,
      seen_at: now,
      expires_at: isoAfter(context.clock, absoluteSeconds),
      address: client.address.slice(0, 64),
      agent: client.agent,
    });
    const older = (await transaction('sys_session')
      .select('id_hash')
      .where('user_id', account.userId)
      .orderBy('seen_at', 'desc')
      .offset(mostSessions)
      .limit(100)) as { id_hash: string }[];
    if (older.length > 0) {
      const hashes = older.map((row) => row.id_hash);
      await transaction('sys_session').whereIn('id_hash', hashes).delete();
    }
    await transaction('sys_account').where('user_id', account.userId).update({ failed: 0, locked_until: null });
    await recordEvent(context, transaction, {
      type: 'login',
      userId: account.userId,
      address: client.address,
      data: { method },
    });
  });
  return sessionCookie(id, client.secure);
}

/**
 * The count in the database stands for all addresses and outlives a restart. Addresses from which the person is signed
 * in already are exempt: otherwise ten wrong guesses by anybody would keep them out.
 */
async function refuseLocked(
  context: Context,
  account: Account | undefined,
  client: ClientInfo,
  { throttle }: LoginRules,
): Promise<void> {
  if (!account || account.failed < throttle.options.failures || account.lockedUntil === null) return;
  const left = Date.parse(account.lockedUntil) - context.clock.now().getTime();
  if (left <= 0) return;
  const known = (await context.database
    .read('sys_session')
    .select('id_hash')
    .where({ user_id: account.userId, address: client.address.slice(0, 64), epoch: account.epoch })
    .where('expires_at', '>', context.clock.now().toISOString())
    .first()) as object | undefined;
  if (!known) throw tooManyAttempts(left / 1000);
}

/** One short transaction whether or not the login exists. */
async function countFailure(
  context: Context,
  account: Account | undefined,
  client: ClientInfo,
  { throttle }: LoginRules,
): Promise<void> {
  const now = context.clock.now().toISOString();
  await context.database.write(async (transaction) => {
    if (account) {
      const fresh = (await findAccount(transaction, { userId: account.userId })) ?? account;
      const open = fresh.lockedUntil !== null && fresh.lockedUntil > now;
      await transaction('sys_account')
        .where('user_id', account.userId)
        .update({
          failed: open ? fresh.failed + 1 : 1,
          locked_until: isoAfter(context.clock, throttle.options.seconds),
        });
    }
    await recordEvent(context, transaction, {
      type: 'login.failed',
      ...(account ? { userId: account.userId } : {}),
      address: client.address,
    });
  });
}
