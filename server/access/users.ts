/**
 * Administration of accounts. The right `users` lets somebody make and switch logins; giving or taking roles needs
 * `grant` besides, and never reaches beyond one's own roles: whoever could reset the password of a stronger account
 * would hold its rights.
 */
import type { RoleDocument } from '../../metadata/schema/app.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { conflict, forbidden, notFound, unprocessable } from '../errors.js';
import {
  checkNewPassword, findAccount, insertAccount, loginTaken, normaliseLogin, writePassword, writeRoles, type Account,
} from './account-store.js'; // prettier-ignore
import { recordEvent } from './audit.js';
import { covers } from './covers.js';
import { hashPassword, makePassword } from './password.js';
import { rolesOf } from './list-users.js';

export interface NewUser {
  /** Id of a `user` record. */
  readonly user: string;
  readonly login: string;
  /** One is made when absent; either way it must be changed at the first sign-in. */
  readonly password?: string;
  readonly roles?: readonly string[];
}

/** The made password is in the answer, once; a given one is not. */
export async function createUser(
  context: Context,
  input: NewUser,
): Promise<{ readonly id: string; readonly password?: string }> {
  const roles = input.roles ?? [];
  const login = normaliseLogin(input.login);
  if (roles.length > 0) refuseUnlessMayGrant(context, roles);
  if (input.password !== undefined) checkNewPassword(input.password, [login], '/password');
  const password = input.password ?? makePassword();
  const passwordHash = await hashPassword(password);
  await context.database.write(async (transaction) => {
    const entity = context.release.model.entities.get('user');
    const record = (await transaction(entity?.table ?? 'd_user')
      .select('id')
      .where('id', input.user)
      .whereNull('deleted_at')
      .first()) as object | undefined;
    if (!record) throw unprocessable('UNKNOWN_USER', 'There is no user record with this id.', { path: '/user' });
    await insertAccount(context, transaction, { userId: input.user, login, passwordHash, mustChange: true, roles });
  });
  return { id: input.user, ...(input.password === undefined ? { password } : {}) };
}

export interface UserChange {
  readonly login?: string;
  readonly disabled?: boolean;
  readonly roles?: readonly string[];
  /** Makes a new first password. */
  readonly resetPassword?: true;
}

/** Changes an account, all or nothing. A made password is in the answer, once. */
export async function changeUser(
  context: Context,
  userId: string,
  change: UserChange,
): Promise<{ readonly id: string; readonly password?: string }> {
  const password = change.resetPassword ? makePassword() : undefined;
  const hash = password === undefined ? undefined : await hashPassword(password);
  await context.database.write(async (transaction) => {
    const account = await findAccount(transaction, { userId });
    if (!account) throw notFound();
    const roles = (await rolesOf(transaction, [userId])).get(userId) ?? [];
    refuseUnlessCovered(context, roles);
    if (change.roles) await changeRoles(context, transaction, { userId, from: roles, to: change.roles });
    if (change.login !== undefined) await changeLogin(context, transaction, userId, change.login);
    const epoch =
      hash === undefined ? account.epoch : await writePassword(transaction, account, { hash, mustChange: true });
    if (change.disabled !== undefined)
      await switchAccount(context, transaction, { ...account, epoch }, change.disabled);
    if (change.disabled || change.roles) await refuseWithoutAdministrator(context, transaction);
    await recordEvent(context, transaction, {
      type: 'account.changed',
      userId: context.principal.id,
      data: { account: userId, ...change },
    });
  });
  return { id: userId, ...(password === undefined ? {} : { password }) };
}

async function changeRoles(
  context: Context,
  transaction: Transaction,
  { userId, from, to }: { readonly userId: string; readonly from: readonly string[]; readonly to: readonly string[] },
): Promise<void> {
  const given = to.filter((role) => !from.includes(role));
  const taken = from.filter((role) => !to.includes(role));
  if (given.length + taken.length === 0) return;
  refuseUnlessMayGrant(context, given, taken);
  await writeRoles(transaction, userId, to);
}

async function changeLogin(context: Context, transaction: Transaction, userId: string, login: string): Promise<void> {
  try {
    await transaction('sys_account')
      .where('user_id', userId)
      .update({ login: normaliseLogin(login) });
  } catch (error) {
    if (context.database.dialect.uniqueViolation(error)) throw loginTaken();
    throw error;
  }
}

/** Switching off moves the epoch on: open sessions and event streams end at their next check. */
async function switchAccount(
  context: Context,
  transaction: Transaction,
  account: Account,
  off: boolean,
): Promise<void> {
  if (off && account.userId === context.principal.id) {
    throw conflict('OWN_ACCOUNT', 'You cannot switch off the account you are signed in with.', { path: '/disabled' });
  }
  const epoch = off ? account.epoch + 1 : account.epoch;
  await transaction('sys_account')
    .where('user_id', account.userId)
    .update({ disabled: off ? 1 : 0, epoch });
  if (off) await transaction('sys_session').where('user_id', account.userId).delete();
}

/** A role that no longer exists may be taken from somebody, but not given. */
function refuseUnlessMayGrant(context: Context, given: readonly string[], taken: readonly string[] = []): void {
  if (!context.access.has('grant')) {
    throw forbidden('RIGHT_MISSING', 'You need the right "grant" to give or take roles.', { path: '/roles' });
  }
  const unknown = given.find((name) => !context.release.model.find('role', name));
  if (unknown !== undefined) {
    throw unprocessable('UNKNOWN_ROLE', say`There is no role "${{ role: unknown }}".`, { path: '/roles' });
  }
  refuseUnlessCovered(context, [...given, ...taken]);
}

function refuseUnlessCovered(context: Context, roles: readonly string[]): void {
  const find = (name: string) => context.release.model.find('role', name);
  const held = context.principal.roles.map(find).filter((role): role is RoleDocument => role !== undefined);
  const beyond = roles.find((name) => {
    const role = find(name);
    return role !== undefined && !covers(held, role);
  });
  if (beyond === undefined) return;
  throw forbidden('BEYOND_OWN_RIGHTS', say`The role "${{ role: beyond }}" allows more than your own roles do.`, {
    path: '/roles',
  });
}

/** Somebody must be left who can do everything, or the site can no longer be repaired from inside. */
async function refuseWithoutAdministrator(context: Context, transaction: Transaction): Promise<void> {
  const all = context.release.model.list('role').flatMap((role) => (role.all ? [role.name] : []));
  if (all.length === 0) return;
  const left = (await transaction('sys_user_role as r')
    .join('sys_account as a', 'a.user_id', 'r.user_id')
    .whereIn('r.role', all)
    .where('a.disabled', 0)
    .select('a.user_id')
    .first()) as object | undefined;
  if (!left) throw conflict('LAST_ADMINISTRATOR', 'This is the last account that may do everything. It must stay.');
}
