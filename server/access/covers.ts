/**
 * Nobody grants more than they hold: does what some roles allow together contain what another role allows? Decided on
 * the role documents alone, and strictly: a condition covers only the very same condition, so "no" may be too careful,
 * "yes" never is.
 */
import { statedClass } from '../../metadata/access/fields.js';
import type { Model } from '../../metadata/model/model.js';
import type { FieldClass, RoleDocument, Scope } from '../../metadata/schema/app.js';

type Grant = RoleDocument['grants'][number];

const scopeOrder = ['none', 'own', 'department', 'subtree', 'all'];
const classOrder: readonly FieldClass[] = ['hidden', 'mask', 'read', 'write'];

/** True when a holder of `held` may give (or take, or act for somebody who has) `role`. */
export function covers(held: readonly RoleDocument[], role: RoleDocument): boolean {
  if (held.some((each) => each.all)) return true;
  if (role.all) return false;
  const rights = new Set(held.flatMap((each) => each.rights ?? []));
  if (!(role.rights ?? []).every((right) => rights.has(right))) return false;
  return role.grants.every((grant) => {
    const own = held.flatMap((each) => each.grants.filter((other) => other.entity === grant.entity));
    return coversActions(own, grant) && coversFields(own, grant);
  });
}

/** The same for all roles of somebody, by name; a role that no longer exists allows nothing. */
export function coversRoles(model: Pick<Model, 'find'>, held: readonly string[], others: readonly string[]): boolean {
  const find = (names: readonly string[]) => names.flatMap((name) => model.find('role', name) ?? []);
  const own = find(held);
  return find(others).every((role) => covers(own, role));
}

function coversActions(own: readonly Grant[], grant: Grant): boolean {
  return Object.entries(grant.actions).every(([action, wanted]) => {
    if (wanted === undefined || wanted === false || wanted === 'none') return true;
    return own.some((other) => coversScope(other.actions[action as keyof Grant['actions']], wanted));
  });
}

function coversScope(own: Scope | boolean | undefined, wanted: Scope | boolean): boolean {
  if (own === undefined) return false;
  if (own === wanted || own === 'all') return true;
  if (typeof own === 'string' && typeof wanted === 'string') {
    return scopeOrder.indexOf(own) >= scopeOrder.indexOf(wanted);
  }
  return typeof own === 'object' && typeof wanted === 'object' && JSON.stringify(own) === JSON.stringify(wanted);
}

function coversFields(own: readonly Grant[], grant: Grant): boolean {
  // The empty name stands for every field that nobody names.
  const names = new Set(['', ...[...own, grant].flatMap((each) => Object.keys(each.fields ?? {}))]);
  const rank = (each: Grant, name: string) => classOrder.indexOf(statedClass(each, name));
  return [...names].every(
    (name) => Math.max(-1, ...own.map((each) => rank(each, name))) >= rank(grant, name) || isEmpty(grant),
  );
}

/** A grant of nothing needs no field of the holder. */
const isEmpty = (grant: Grant): boolean =>
  Object.values(grant.actions).every((wanted) => wanted === false || wanted === 'none');
