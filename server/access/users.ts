/**
 * Administration of accounts. The right `users` lets somebody make and switch logins; giving or taking roles needs
 * `grant` besides, and never reaches beyond one's own roles: whoever could reset the password of a stronger account
 * would hold its rights. What stands in the person's record is written as any record is, with the rights to it.
 */
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { conflict, notFound, unprocessable } from '../errors.js';
import { createWithin } from '../records/create.js';
import { updateWithin } from '../records/update.js';
import { inWrite } from '../records/write/in-write.js';
import {
  checkNewPassword, findAccount, insertAccount, loginTaken, normaliseLogin, writePassword, writeRoles, type Account,
} from './account-store.js'; // prettier-ignore
import { recordEvent } from './audit.js';
import { rolesOf } from './list-users.js';
import { lockAdministrators, refuseUnlessCovered, refuseUnlessMayGrant, refuseWithoutAdministrator } from './may-grant.js'; // prettier-ignore
import { hashPassword, makePassword } from './password.js';
import type { Throttle } from './throttle.js';

/** Fields of a `user` record. */
type PersonValues = Readonly<Record<string, unknown>>;

export interface NewUser {
  /** Id of a `user` record that is there already; */
  readonly user?: string;
  /** or the fields of a new one, without its login. */
  readonly person?: PersonValues;
  readonly login: string;
  /** One is made when absent; either way it must be changed at the first sign-in. */
  readonly password?: string;
  readonly roles?: readonly string[];
}

/** All or nothing. The made password is in the answer, once; a given one is not. */
export async function createUser(
  context: Context,
  input: NewUser,
): Promise<{ readonly id: string; readonly password?: string }> {
  const { user, person, roles = [] } = input;
  const login = normaliseLogin(input.login);
  if ((user === undefined) === (person === undefined)) {
    throw unprocessable('PERSON_UNCLEAR', 'State either a person who is there already or a new one.', { path: '/person' }); // prettier-ignore
  }
  if (roles.length > 0) refuseUnlessMayGrant(context, roles);
  if (input.password !== undefined) checkNewPassword(input.password, [login], '/password');
  const password = input.password ?? makePassword();
  const passwordHash = await hashPassword(password);
  const account = { login, passwordHash, mustChange: true, roles };
  const id =
    person === undefined
      ? await context.database.write((transaction) => giveLogin(context, transaction, { ...account, userId: user! }))
      : await inWrite(context, async (write) => {
          refuseLogin(person);
          if (await findAccount(write.transaction, { login })) throw loginTaken();
          const isKept = context.release.model.entities.get('user')?.fields.has('login');
          const values = isKept ? { ...person, login } : person;
          const userId = await createWithin(write, 'user', values, { pointer: '/person' });
          await insertAccount(write.context, write.transaction, { ...account, userId });
          return userId;
        });
  return { id, ...(input.password === undefined ? { password } : {}) };
}

async function giveLogin(
  context: Context,
  transaction: Transaction,
  account: Parameters<typeof insertAccount>[2],
): Promise<string> {
  const entity = context.release.model.entities.get('user');
  const record = (await transaction(entity?.table ?? 'd_user')
    .select('id')
    .where('id', account.userId)
    .whereNull('deleted_at')
    .first()) as object | undefined;
  if (!record) throw unprocessable('UNKNOWN_USER', 'There is no user record with this id.', { path: '/user' });
  await insertAccount(context, transaction, account);
  return account.userId;
}

export interface UserChange {
  readonly login?: string;
  readonly disabled?: boolean;
  readonly roles?: readonly string[];
  /** Makes a new first password; every session ends. */
  readonly resetPassword?: true;
  /** Takes back the lock of failed attempts. */
  readonly unlock?: true;
  /** Every session ends; the account stays as it is. */
  readonly endSessions?: true;
  /** Fields of the person's record, and the version of it that was seen. */
  readonly person?: { readonly version: number; readonly values: PersonValues };
}

/** Changes an account, all or nothing. A made password is in the answer, once. */
export async function changeUser(
  context: Context,
  userId: string,
  change: UserChange,
  throttle: Pick<Throttle, 'forgive'>,
): Promise<{ readonly id: string; readonly password?: string }> {
  const password = change.resetPassword ? makePassword() : undefined;
  const hash = password === undefined ? undefined : await hashPassword(password);
  const { person } = change;
  if (person) refuseLogin(person.values);
  const login = person
    ? await inWrite(context, (write) =>
        changeAccount(write.context, write.transaction, userId, { ...change, hash }, async () => {
          const record = { name: 'user', id: userId, version: person.version };
          await updateWithin(write, record, person.values, { pointer: '/person/values' });
        }),
      )
    : await context.database.write((transaction) => changeAccount(context, transaction, userId, { ...change, hash }));
  if (change.unlock || change.resetPassword) throttle.forgive('session', login);
  return { id: userId, ...(password === undefined ? {} : { password }) };
}

/** Gives the login. */
async function changeAccount(
  context: Context,
  transaction: Transaction,
  userId: string,
  { hash, ...change }: UserChange & { readonly hash: string | undefined },
  changePerson?: () => Promise<void>,
): Promise<string> {
  await lockAdministrators(transaction);
  const account = await findAccount(transaction, { userId });
  if (!account) throw notFound();
  const roles = (await rolesOf(transaction, [userId])).get(userId) ?? [];
  refuseUnlessCovered(context, roles);
  await changePerson?.();
  if (change.roles) await changeRoles(context, transaction, { userId, from: roles, to: change.roles });
  if (change.login !== undefined) await changeLogin(context, transaction, userId, change.login);
  let { epoch } = account;
  if (hash !== undefined) epoch = await writePassword(transaction, account, { hash, mustChange: true });
  if (change.disabled !== undefined) epoch = await switchAccount(context, transaction, { ...account, epoch }, change.disabled); // prettier-ignore
  if (change.endSessions) await endSessions(transaction, { userId, epoch });
  if (change.unlock) await transaction('sys_account').where('user_id', userId).update({ failed: 0, locked_until: null }); // prettier-ignore
  if (change.disabled || change.roles) await refuseWithoutAdministrator(context, transaction);
  const { person, ...rest } = change;
  await recordEvent(context, transaction, {
    type: 'account.changed',
    userId: context.principal.id,
    data: { account: userId, ...rest, ...(person ? { person: Object.keys(person.values) } : {}) },
  });
  return account.login;
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

/** Switching off ends all sessions. Gives the epoch after it. */
async function switchAccount(
  context: Context,
  transaction: Transaction,
  account: Account,
  off: boolean,
): Promise<number> {
  const { userId } = account;
  if (off && userId === context.principal.id) {
    throw conflict('OWN_ACCOUNT', 'You cannot switch off the account you are signed in with.', { path: '/disabled' });
  }
  await transaction('sys_account')
    .where('user_id', userId)
    .update({ disabled: off ? 1 : 0 });
  return off ? endSessions(transaction, account) : account.epoch;
}

/** The epoch moves on: what is open ends at its next call, event streams at their next check. Gives the epoch after it. */
async function endSessions(
  transaction: Transaction,
  { userId, epoch }: Pick<Account, 'userId' | 'epoch'>,
): Promise<number> {
  await transaction('sys_account')
    .where('user_id', userId)
    .update({ epoch: epoch + 1 });
  await transaction('sys_session').where('user_id', userId).delete();
  return epoch + 1;
}

/** The login has a place of its own beside the person. */
function refuseLogin(person: PersonValues): void {
  if (!('login' in person)) return;
  throw unprocessable('LOGIN_APART', 'The login stands beside the person, not among their fields.', {
    path: '/person/login',
  });
}
