/**
 * The first administrator and the sample logins, made by the start program only: no route leads here. Which
 * of two parallel starts wins is decided by the unique login, so there is one first administrator or none.
 */
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { createAccount, findAccount } from './account-store.js';
import { makePassword } from './password.js';

export const firstLogin = 'admin';

export interface FirstAdminOptions {
  /** TRELLIS_ADMIN_PASSWORD: stands as it is. Without it one is made, to be printed once and changed. */
  readonly password: string | undefined;
  /** Makes the administrator's `user` record and gives its id. */
  createUserRecord(context: Context): Promise<string>;
}

export interface FirstAdmin {
  readonly login: string;
  /** Set when the password was made here: print it, it is kept nowhere. */
  readonly madePassword?: string;
  /** The password either way, for the sample logins. */
  readonly password: string;
}

/** Makes the first administrator when there is no account at all; undefined when there is one. */
export async function ensureFirstAdmin(context: Context, options: FirstAdminOptions): Promise<FirstAdmin | undefined> {
  if (await hasAccounts(context)) return undefined;
  const role = context.release.model.list('role').find((each) => each.all);
  if (!role) throw new Error('No role allows everything: the core documents are incomplete.');
  const password = options.password ?? makePassword();
  const userId = await options.createUserRecord(context);
  try {
    const mustChange = options.password === undefined;
    await createAccount(context, { userId, login: firstLogin, password, mustChange, roles: [role.name] });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'LOGIN_TAKEN') return undefined;
    throw error;
  }
  return { login: firstLogin, password, ...(options.password === undefined ? { madePassword: password } : {}) };
}

export async function hasAccounts(context: Pick<Context, 'database'>): Promise<boolean> {
  return (await context.database.read('sys_account').select('user_id').first()) !== undefined;
}

export interface SampleLogin {
  readonly userId: string;
  readonly login: string;
  readonly roles: readonly string[];
}

/** Logins for the people of the sample data; those that exist already are left alone. Gives the logins made. */
export async function createSampleLogins(
  context: Context,
  people: readonly SampleLogin[],
  password: string,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const person of people) {
    if (await findAccount(context.database.read, { login: person.login })) continue;
    await createAccount(context, { ...person, password, mustChange: false, sample: true });
    made.push(person.login);
  }
  return made;
}
