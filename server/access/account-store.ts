/** Rows of accounts and roles. An account belongs to a `user` record and holds what signing in needs; logins are unique. */
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { conflict, unprocessable } from '../errors.js';
import { recordEvent } from './audit.js';
import { hashPassword } from './password.js';
import { passwordProblem } from './password-rules.js';

export interface Account {
  readonly userId: string;
  readonly login: string;
  readonly passwordHash: string;
  readonly epoch: number;
  readonly mustChange: boolean;
  readonly disabled: boolean;
  readonly sample: boolean;
  /** Failed attempts in the window that ends at `lockedUntil`. */
  readonly failed: number;
  readonly lockedUntil: string | null;
  readonly preferences: string | null;
}

/** The one form of a login in which it is stored and compared. */
export const normaliseLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();
export const LOGIN_PATTERN = '^[a-z0-9][a-z0-9._@+-]{0,79}$';
/** MySQL cuts long concatenations, and nobody keeps an overview of more. */
export const mostRoles = 20;

type Reader = Context['database']['read'] | Transaction;

export async function findAccount(
  reader: Reader,
  by: { readonly login: string } | { readonly userId: string },
): Promise<Account | undefined> {
  const where = 'login' in by ? { login: by.login } : { user_id: by.userId };
  const row = (await reader('sys_account').where(where).first()) as Readonly<Record<string, unknown>> | undefined;
  return row && readAccount(row);
}

function readAccount(row: Readonly<Record<string, unknown>>): Account {
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    userId: String(row['user_id']),
    login: String(row['login']),
    passwordHash: String(row['password_hash']),
    epoch: Number(row['epoch']),
    mustChange: Number(row['must_change']) !== 0,
    disabled: Number(row['disabled']) !== 0,
    sample: Number(row['sample']) !== 0,
    failed: Number(row['failed']),
    lockedUntil: text(row['locked_until']),
    preferences: text(row['preferences']),
  };
}

export interface NewAccount {
  readonly userId: string;
  readonly login: string;
  readonly password: string;
  /** The password is good only for changing it. */
  readonly mustChange: boolean;
  readonly roles: readonly string[];
  /** Made with the sample data: signs in from this machine only. */
  readonly sample?: boolean;
}

/** An account with its roles; 409 LOGIN_TAKEN or ACCOUNT_EXISTS. The password has been checked by the caller. */
export async function createAccount(context: Context, account: NewAccount): Promise<void> {
  const passwordHash = await hashPassword(account.password);
  await context.database.write((transaction) => insertAccount(context, transaction, { ...account, passwordHash }));
}

export async function insertAccount(
  context: Context,
  transaction: Transaction,
  account: Omit<NewAccount, 'password'> & { readonly passwordHash: string },
): Promise<void> {
  const login = normaliseLogin(account.login);
  if (await findAccount(transaction, { userId: account.userId })) {
    throw conflict('ACCOUNT_EXISTS', 'This person already has a login.', { path: '/user' });
  }
  try {
    await transaction('sys_account').insert({
      user_id: account.userId,
      login,
      password_hash: account.passwordHash,
      must_change: account.mustChange ? 1 : 0,
      sample: account.sample ? 1 : 0,
    });
  } catch (error) {
    if (context.database.dialect.uniqueViolation(error)) throw loginTaken();
    throw error;
  }
  await writeRoles(transaction, account.userId, account.roles);
  await recordEvent(context, transaction, {
    type: 'account.created',
    ...(context.principal.kind === 'user' ? { userId: context.principal.id } : {}),
    data: { account: account.userId, roles: account.roles },
  });
}

export const loginTaken = () => conflict('LOGIN_TAKEN', 'This login belongs to somebody else.', { path: '/login' });

/** Replaces a person's roles. Every cached right of everybody is compiled anew after it (rights epoch). */
export async function writeRoles(transaction: Transaction, userId: string, roles: readonly string[]): Promise<void> {
  const distinct = [...new Set(roles)];
  if (distinct.length > mostRoles) {
    throw unprocessable('TOO_MANY', say`A person has at most ${{ most: mostRoles }} roles.`, { path: '/roles' });
  }
  await transaction('sys_user_role').where('user_id', userId).delete();
  if (distinct.length > 0) {
    await transaction('sys_user_role').insert(distinct.map((role) => ({ user_id: userId, role })));
  }
  await advanceRightsEpoch(transaction);
}

export async function advanceRightsEpoch(transaction: Transaction): Promise<void> {
  const name = 'rights_epoch';
  const row = (await transaction('sys_setting').where({ name }).forUpdate().first()) as { value?: string } | undefined;
  const value = String((Number(row?.value ?? 0) || 0) + 1);
  await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
}

/**
 * Sets a password. The epoch moves on, so that every other session of the account ends; the count of failures begins
 * anew, since whoever sets it has proved enough.
 */
export async function writePassword(
  transaction: Transaction,
  account: Pick<Account, 'userId' | 'epoch'>,
  password: { readonly hash: string; readonly mustChange: boolean },
): Promise<number> {
  const epoch = account.epoch + 1;
  await transaction('sys_account')
    .where('user_id', account.userId)
    .update({
      password_hash: password.hash,
      must_change: password.mustChange ? 1 : 0,
      epoch,
      failed: 0,
      locked_until: null,
    });
  await transaction('sys_session').where('user_id', account.userId).delete();
  return epoch;
}

/** Throws 422 PASSWORD_WEAK when a new password does not keep the rules. */
export function checkNewPassword(password: string, ownWords: readonly string[], path: string): void {
  const problem = passwordProblem(password, ownWords);
  if (problem !== undefined) throw unprocessable('PASSWORD_WEAK', problem, { path });
}
