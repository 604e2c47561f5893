/**
 * Where the row rules of one person come from:
 *
 *   grants of roles -> scopes;  sharing documents that reach the person -> their conditions;  shares by hand -> `shared`
 *
 * Sharing adds rows and never abilities: it counts only where some role grants the action on some records of the entity.
 * Each rule keeps its source, so that "why may X see Y" asks the same rules that decide (server/access/explain).
 */
import type { Entity, Model } from '../model/model.js';
import type { RecordAction, RoleDocument, Scope } from '../schema/app.js';
import type { Filter, ShareLevel } from '../schema/query.js';
import type { SharingDocument } from '../schema/sharing.js';
import type { RowRule } from './ability.js';
import { along, wholesOf } from './along.js';
import { everything, nothing, scopeFilter } from './scope.js';
import type { Principal } from './types.js';

type Grant = RoleDocument['grants'][number];

/** A scope that gives something. */
export type GrantedScope = Exclude<Scope, 'none'>;

/** Why a rule is there. `along` is the way from a part to the whole that was shared; '' is the record itself. */
export type RuleSource =
  /** `upon`: the scope is that of reading, which the action follows. */
  | { readonly kind: 'role'; readonly role: string; readonly scope: GrantedScope; readonly upon?: true }
  | { readonly kind: 'sharing'; readonly rule: string; readonly along: string }
  | { readonly kind: 'share'; readonly level: ShareLevel; readonly along: string };

export interface SourcedRule extends RowRule {
  readonly action: RecordAction;
  readonly source: RuleSource;
}

export interface RuleOptions {
  readonly roles: readonly RoleDocument[];
  readonly principal: Pick<Principal, 'id' | 'department'>;
  readonly model: Model;
  /** Entities of which records were shared by hand: the others need no such rule. */
  readonly shared: ReadonlySet<string>;
}

/** Every rule of the roles and of what is shared; roles with `all` need none. */
export function rulesOf(options: RuleOptions): readonly SourcedRule[] {
  const rules = options.roles.flatMap((role) => role.grants.flatMap((grant) => grantRules(role, grant, options.model)));
  return [...rules, ...sharingRules(rules, options)];
}

export const actionsByScope = [
  'read', 'update', 'delete', 'assign', 'share',
] as const satisfies readonly RecordAction[]; // prettier-ignore
/** True: the rows of the same grant's read scope. */
export const actionsUponRead = ['export', 'print', 'bulk'] as const satisfies readonly RecordAction[];
/** Rights without rows of their own. */
export const actionsWithoutRows = ['create', 'import'] as const satisfies readonly RecordAction[];

/** The rules of one grant of a role. */
export function grantRules(role: Pick<RoleDocument, 'name'>, grant: Grant, model: Model): readonly SourcedRule[] {
  const entity = model.entities.get(grant.entity);
  if (!entity) return [];
  const { actions } = grant;
  const rules: SourcedRule[] = [];
  const add = (action: RecordAction, scope: Scope, filter: Filter, upon?: true): void => {
    if (isNothing(filter) || scope === 'none') return;
    const source: RuleSource = { kind: 'role', role: role.name, scope, ...(upon ? { upon } : {}) };
    rules.push({ action, entity: entity.name, source, ...(isEverything(filter) ? {} : { filter }) });
  };
  for (const action of actionsByScope) {
    const scope = actions[action];
    if (scope !== undefined) add(action, scope, granted(scope, action, entity, model));
  }
  for (const action of actionsUponRead) {
    const scope = actions[action] ?? false;
    if (scope === true) add(action, actions.read ?? 'none', granted(actions.read, 'read', entity, model), true);
    else if (scope !== false) add(action, scope, granted(scope, action, entity, model));
  }
  for (const action of actionsWithoutRows) if (actions[action] === true) add(action, 'all', everything);
  return rules;
}

export function granted(scope: Scope | undefined, action: RecordAction, entity: Entity, model: Model): Filter {
  if (scope === undefined) return nothing;
  const result = scopeFilter(scope, action, entity, model);
  return 'filter' in result ? result.filter : nothing;
}

const isNothing = (filter: Filter): boolean => 'or' in filter && filter.or.length === 0;
const isEverything = (filter: Filter): boolean => 'and' in filter && filter.and.length === 0;

/* ---------------------------------------------------------------- what is shared */

function sharingRules(own: readonly SourcedRule[], { roles, principal, model, shared }: RuleOptions): SourcedRule[] {
  const documents = model.list('sharing').flatMap((document) => {
    const reached = document.active === false ? undefined : reach(document, roles, principal);
    return reached ? [{ document, reached }] : [];
  });
  if (documents.length === 0 && shared.size === 0) return [];
  return [...model.entities.values()].flatMap((entity) =>
    widenedActions(own, entity.name).flatMap(({ action, level }) =>
      wholesOf(entity, model).flatMap(({ path, whole }): SourcedRule[] => {
        const add = (filter: Filter, source: RuleSource): SourcedRule => ({
          action, entity: entity.name, source, ...(isEverything(filter) ? {} : { filter }),
        }); // prettier-ignore
        const byRule = documents
          .filter(({ document }) => document.entity === whole.name && (level === 'read' || document.level === 'update'))
          .flatMap(({ document, reached }) => {
            const filter = conditionOf(document, reached, whole, model);
            if (!filter) return [];
            return [add(along(filter, path), { kind: 'sharing', rule: document.name, along: path })];
          });
        if (!shared.has(whole.name)) return byRule;
        const leaf: Filter = { shared: level, ...(path === '' ? {} : { along: path }) };
        return [...byRule, add(leaf, { kind: 'share', level, along: path })];
      }),
    ),
  );
}

/** Actions of an entity that what is shared adds rows to: those that a role grants on some rows, never on all. */
function widenedActions(own: readonly SourcedRule[], entity: string) {
  const of = (action: RecordAction) => own.filter((rule) => rule.entity === entity && rule.action === action);
  const isOpen = (action: RecordAction) => of(action).length > 0 && of(action).every((rule) => rule.filter);
  const follows = (action: RecordAction) => of(action).some((rule) => rule.source.kind === 'role' && rule.source.upon);
  const upon = actionsUponRead.filter((action) => isOpen(action) && follows(action));
  return [
    ...(['read', ...upon] as const).filter(isOpen).map((action) => ({ action, level: 'read' }) as const),
    ...(isOpen('update') ? [{ action: 'update', level: 'update' } as const] : []),
  ];
}

/** Undefined: the rule does not reach them. A filter: it does if their department lies below one of these. */
function reach(
  { to }: SharingDocument,
  roles: readonly RoleDocument[],
  { id, department }: RuleOptions['principal'],
): Filter | undefined {
  const isNamed =
    to.users?.includes(id) ||
    to.roles?.some((name) => roles.some((role) => role.name === name)) ||
    to.departments?.some((each) => each.id === department);
  if (isNamed) return everything;
  const above = (to.departments ?? []).filter(({ below }) => below);
  if (above.length === 0 || department === null) return undefined;
  const parts = above.map((each): Filter => ({ memberOf: each.id }));
  return parts.length === 1 ? parts[0]! : { or: parts };
}

function conditionOf(document: SharingDocument, reached: Filter, entity: Entity, model: Model): Filter | undefined {
  const result = scopeFilter(document.where ?? everything, document.level, entity, model);
  if (!('filter' in result)) return undefined;
  const parts = [reached, result.filter].filter((part) => !isEverything(part));
  return parts.length === 0 ? everything : parts.length === 1 ? parts[0]! : { and: parts };
}
