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
import type { FeatureRight, RecordAction, RoleDocument, Scope } from '../schema/app.js';
import type { Filter } from '../schema/query.js';
import type { Value } from '../value.js';
import { abilityFilter, anyAction, anyEntity, createRowAbility, type RowRule } from './ability.js';
import { compileFieldClasses } from './fields.js';
import { linkAccess, type RowAndFieldAccess } from './links.js';
import { createMatcher, SurroundingsMissing } from './match.js';
import { everything, nothing, scopeFilter } from './scope.js';
import type { Access, Principal } from './types.js';

type Grant = RoleDocument['grants'][number];

/** Clock and fold for `allows`; a rule that needs what is not given is not met. Queries bring their own. */
export type AccessSurroundings = Partial<Pick<EvaluationContext, 'today' | 'now' | 'timeZone' | 'fold'>>;

export function compileAccess(
  roles: readonly RoleDocument[],
  principal: Principal,
  model: Model,
  functions: Registry<FunctionDefinition>,
  surroundings: AccessSurroundings = {},
): Access {
  const grants = roles.flatMap((role) => role.grants);
  const all = roles.some((role) => role.all === true);
  const rules: RowRule[] = all
    ? [{ action: anyAction, entity: anyEntity }]
    : grants.flatMap((grant) => rulesOf(grant, model));
  const context = contextOf(principal, surroundings);
  const ability = createRowAbility(rules, (filter, entity) =>
    createMatcher(filter, entity, { model, functions, context }),
  );
  const readable = grants.filter((grant) => reads(grant, model));
  return assemble({
    principal,
    model,
    rights: all ? undefined : new Set(roles.flatMap((role) => role.rights ?? [])),
    fingerprint: `${principal.id}.${canonicalHash([principal, [...roles].sort(byName)])}`,
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
  readonly fingerprint: string;
}

function assemble({ principal, model, rights, fingerprint, ...given }: Parts): Access {
  const { classOf, ...rows } = linkAccess(model, given);
  const known = (entity: string): boolean => model.entities.has(entity);
  const filters = new Map<string, Filter>();
  const visible = (entity: string, field: string): boolean => classOf(entity, field) !== 'hidden';
  return {
    principal,
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

/* ---------------------------------------------------------------- rules */

const scoped = ['read', 'update', 'delete'] as const satisfies readonly RecordAction[];
/** Rights to do with what one may read; the rows are those of the same grant's read scope. */
const uponRead = ['export', 'bulk'] as const satisfies readonly RecordAction[];
/** Rights without rows of their own. */
const plain = ['create', 'import'] as const satisfies readonly RecordAction[];

function rulesOf(grant: Grant, model: Model): RowRule[] {
  const entity = model.entities.get(grant.entity);
  if (!entity) return [];
  const rules: RowRule[] = [];
  const add = (action: RecordAction, filter: Filter): void => {
    if ('or' in filter && filter.or.length === 0) return;
    const open = 'and' in filter && filter.and.length === 0;
    rules.push({ action, entity: entity.name, ...(open ? {} : { filter }) });
  };
  for (const action of scoped) add(action, granted(grant.actions[action], action, entity, model));
  const read = granted(grant.actions.read, 'read', entity, model);
  for (const action of uponRead) if (grant.actions[action] === true) add(action, read);
  for (const action of plain) if (grant.actions[action] === true) add(action, everything);
  return rules;
}

function granted(scope: Scope | undefined, action: RecordAction, entity: Entity, model: Model): Filter {
  if (scope === undefined) return nothing;
  const result = scopeFilter(scope, action, entity, model);
  return 'filter' in result ? result.filter : nothing;
}

function reads(grant: Grant, model: Model): boolean {
  return rulesOf(grant, model).some((rule) => rule.action === 'read');
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
};

/** `user.…` of expressions, read from a principal. Null for what it does not have. */
export function userValue(principal: Principal, path: readonly string[]): Value {
  const [name = ''] = path;
  return path.length === 1 && Object.hasOwn(userValues, name) ? userValues[name]!(principal) : null;
}
