/**
 * Nobody grants more than they hold, and somebody is left who can do everything: what is asked before accounts and roles
 * change.
 */
import type { RoleDocument } from '../../metadata/schema/app.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { conflict, forbidden, unprocessable } from '../errors.js';
import { covers } from './covers.js';
import { firstRows } from './session-query.js';
import { isActivePerson, userSource } from './user-source.js';

/** Throws 403 RIGHT_MISSING or BEYOND_OWN_RIGHTS, 422 UNKNOWN_ROLE. A role that no longer exists may be taken, not given. */
export function refuseUnlessMayGrant(context: Context, given: readonly string[], taken: readonly string[] = []): void {
  if (!context.access.has('grant')) {
    throw forbidden('RIGHT_MISSING', 'You need the right "grant" to give or take roles.', { path: '/roles' });
  }
  const unknown = given.find((name) => !context.release.model.find('role', name));
  if (unknown !== undefined) {
    throw unprocessable('UNKNOWN_ROLE', say`There is no role "${{ role: unknown }}".`, { path: '/roles' });
  }
  refuseUnlessCovered(context, [...given, ...taken]);
}

/** Throws 403 BEYOND_OWN_RIGHTS when one of the roles allows more than those of whoever asks. */
export function refuseUnlessCovered(context: Context, roles: readonly string[]): void {
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

/**
 * Held while administrators change, so that two cannot take each other away at once. First in its transaction: what is
 * read after it is up to date.
 */
export async function lockAdministrators(transaction: Transaction): Promise<void> {
  await transaction('sys_setting').where({ name: 'rights_epoch' }).forUpdate().first();
}

const rolesOfAll = ({ release: { model } }: Context): readonly string[] =>
  model.list('role').flatMap((role) => (role.all ? [role.name] : []));

/**
 * The same where records of people change: `lost` are those whose record no longer lets them sign in. Asked after they
 * were written, in their transaction. `path` is what the error points to.
 */
export async function refuseLosingAdministrators(
  context: Context,
  transaction: Transaction,
  lost: readonly string[],
  path: string,
): Promise<void> {
  const all = rolesOfAll(context);
  const held = (await transaction('sys_user_role').select('user_id').whereIn('user_id', lost).whereIn('role', all).first()) as object | undefined; // prettier-ignore
  if (!held) return;
  await lockAdministrators(transaction);
  await refuseWithoutAdministrator(context, transaction, path);
}

/** Somebody must be left who can do everything and can sign in, or the site can no longer be repaired from inside. */
export async function refuseWithoutAdministrator(
  context: Context,
  transaction: Transaction,
  path?: string,
): Promise<void> {
  const all = rolesOfAll(context);
  if (all.length === 0) return;
  const { model } = context.release;
  const user = userSource(model, context.database.dialect);
  const places = all.map(() => '?').join(', ');
  const left = await transaction.raw(
    `select ${user.select} from sys_user_role r join sys_account a on a.user_id = r.user_id
    ${user.join('a.user_id')} where a.disabled = 0 and r.role in (${places})`,
    [...all],
  );
  if (firstRows(left).some(isActivePerson)) return;
  throw conflict('LAST_ADMINISTRATOR', 'This is the last account that may do everything. It must stay.', path === undefined ? {} : { path }); // prettier-ignore
}
