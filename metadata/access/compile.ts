/**
 * Roles to Access:  roles -> row rules (CASL) + field classes + feature rights -> one reader's rights.
 *
 * Several roles add up. Whatever does not fit the model (an unknown entity, a scope without an owner) grants nothing;
 * check-role.ts says so when the role is edited.
 */
import type { FunctionDefinition } from '../contributions.js';
import { canonicalHash } from '../document/canonical.js';
import type { EvaluationContext } from '../expression/environment.js';
import type { Entity, Model } from '../model/model.js';
import type { Registry } from '../registry.js';
import type { FeatureRight, RoleDocument } from '../schema/app.js';
import type { Filter } from '../schema/query.js';
import type { Value } from '../value.js';
import { abilityFilter, anyAction, anyEntity, createRowAbility, type RowRule } from './ability.js';
import { compileFieldClasses } from './fields.js';
import { linkAccess, type RowAndFieldAccess } from './links.js';
import { createMatcher, SurroundingsMissing } from './match.js';
import { grantRules, rulesOf } from './rules.js';
import { everything, nothing } from './scope.js';
import type { Access, Principal } from './types.js';

type Grant = RoleDocument['grants'][number];

/** Clock and fold for `allows`; a rule that needs what is not given is not met. Queries bring their own. */
export interface AccessSurroundings extends Partial<Pick<EvaluationContext, 'today' | 'now' | 'timeZone' | 'fold'>> {
  /** Entities of which records were shared by hand; none when absent. */
  readonly shared?: ReadonlySet<string>;
}

export function compileAccess(
  roles: readonly RoleDocument[],
  principal: Principal,
  model: Model,
  functions: Registry<FunctionDefinition>,
  surroundings: AccessSurroundings = {},
): Access {
  const grants = roles.flatMap((role) => role.grants);
  const shared = surroundings.shared ?? new Set<string>();
  const all = roles.some((role) => role.all === true);
  const rules: readonly RowRule[] = all
    ? [{ action: anyAction, entity: anyEntity }]
    : rulesOf({ roles, principal, model, shared });
  const context = contextOf(principal, surroundings);
  const tag = `${principal.id}.${canonicalHash([principal, [...roles].sort(byName), model.list('sharing')])}`;
  const ability = createRowAbility(rules, (filter, entity) =>
    createMatcher(filter, entity, { model, functions, context }),
  );
  const readable = grants.filter((grant) => reads(grant, model));
  return assemble({
    principal,
    model,
    rights: all ? undefined : new Set(roles.flatMap((role) => role.rights ?? [])),
    tag,
    fingerprint: `${tag}.${[...shared].sort().join(',')}`,
    classOf: compileFieldClasses(readable, all, model).classOf,
    filter: (action, entity) => abilityFilter(ability, action, entity),
    mayEver: (action, entity) => ability.can(action, entity),
    allows: (action, entity, read) => ability.can(action, { entity, read }),
  });
}

const byName = (a: RoleDocument, b: RoleDocument): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Everything, for work that the platform does by itself. Callers say why (`asSystem(reason)`). */
export function systemAccess(principal: Principal, model: Model): Access {
  return assemble({
    principal,
    model,
    rights: undefined,
    tag: `${principal.id}.system`,
    fingerprint: `${principal.id}.system`,
    classOf: compileFieldClasses([], true, model).classOf,
    filter: () => everything,
    mayEver: () => true,
    allows: () => true,
  });
}

interface Parts extends RowAndFieldAccess {
  readonly principal: Principal;
  readonly model: Model;
  /** Undefined: every right. */
  readonly rights: ReadonlySet<FeatureRight> | undefined;
  readonly tag: string;
  readonly fingerprint: string;
}

function assemble({ principal, model, rights, tag, fingerprint, ...given }: Parts): Access {
  const { classOf, ...rows } = linkAccess(model, given);
  const known = (entity: string): boolean => model.entities.has(entity);
  const filters = new Map<string, Filter>();
  const visible = (entity: string, field: string): boolean => classOf(entity, field) !== 'hidden';
  return {
    principal,
    tag,
    fingerprint,
    filter(action, entity) {
      const key = `${action} ${entity}`;
      const held = filters.get(key);
      if (held) return held;
      const made = known(entity) ? rows.filter(action, entity) : nothing;
      filters.set(key, made);
      return made;
    },
    mayEver: (action, entity) => known(entity) && rows.mayEver(action, entity),
    allows: (action, entity, read) => known(entity) && rows.allows(action, entity, read),
    fieldClass: classOf,
    canRead: (field) => atLeastRead(classOf(field.entity, field.name)),
    canWrite: (field) => classOf(field.entity, field.name) === 'write',
    has: (right) => rights === undefined || rights.has(right),
    visibleFields: (entity: Entity) => [...entity.fields.values()].filter((field) => visible(entity.name, field.name)),
  };
}

const atLeastRead = (fieldClass: string): boolean => fieldClass === 'read' || fieldClass === 'write';

/** Grants that let read some row: the classes of their fields count. */
function reads(grant: Grant, model: Model): boolean {
  return grantRules({ name: '' }, grant, model).some((rule) => rule.action === 'read');
}

/* ---------------------------------------------------------------- the user in conditions */

function contextOf(principal: Principal, surroundings: AccessSurroundings): EvaluationContext {
  const missing = (what: string) => (): never => {
    throw new SurroundingsMissing(`A row rule asked for ${what}, which this check was not given.`);
  };
  return {
    today: surroundings.today ?? missing('the date'),
    now: surroundings.now ?? missing('the time'),
    get timeZone() {
      return surroundings.timeZone ?? missing('the time zone')();
    },
    fold: surroundings.fold ?? missing('folded text'),
    user: (path) => userValue(principal, path),
  };
}

const userValues: Readonly<Record<string, (principal: Principal) => Value>> = {
  id: (principal) => principal.id,
  login: (principal) => principal.login,
  name: (principal) => principal.name,
  department: (principal) => principal.department,
  roles: (principal) => principal.roles,
};

/** `user.…` of expressions, read from a principal. Null for what it does not have. */
export function userValue(principal: Principal, path: readonly string[]): Value {
  const [name = ''] = path;
  return path.length === 1 && Object.hasOwn(userValues, name) ? userValues[name]!(principal) : null;
}
