/**
 * Scopes of a role as row filters. `own`, `department` and `subtree` go along the entity's owner path, so that the parts
 * of an owned record (its lines, its contacts) are seen by whoever sees the whole. A scope that does not fit its entity
 * grants nothing and is a problem of the role (check-role.ts).
 */
import type { Entity, Field, Model } from '../model/model.js';
import type { RecordAction, Scope } from '../schema/app.js';
import type { Filter } from '../schema/query.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { checkFilter } from '../query/check.js';

export const everything: Filter = { and: [] };
export const nothing: Filter = { or: [] };

export type ScopeResult = { readonly filter: Filter } | { readonly problems: readonly Problem[] };

/** Actions whose rows may be checked one by one while they are written: their conditions speak of single records. */
const written: ReadonlySet<RecordAction> = new Set<RecordAction>(['update', 'delete', 'assign', 'share']);

/** The filter of a scope, or why there is none. `scope` was checked against its schema. */
export function scopeFilter(scope: Scope, action: RecordAction, entity: Entity, model: Model): ScopeResult {
  if (typeof scope === 'string') return words[scope](entity, model);
  const checked = checkFilter(scope, entity.name, model, { rule: true });
  if ('problems' in checked) return { problems: checked.problems };
  if (written.has(action) && asksForLists(scope)) {
    const words = say`The condition for "${{ action }}" may test the record and what it points to, not lists (some, none, measure).`;
    return { problems: [problem('', 'ROLE_CONDITION_LISTS', words)] };
  }
  return { filter: scope };
}

type Word = Extract<Scope, string>;

const words: Readonly<Record<Word, (entity: Entity, model: Model) => ScopeResult>> = {
  none: () => ({ filter: nothing }),
  all: () => ({ filter: everything }),
  own: (entity, model) =>
    alongOwner(entity, model, ({ path, field }) =>
      equals(path, field.target === 'department' ? 'user.department' : 'user.id'),
    ),
  department: (entity, model) => alongDepartment(entity, model, (path) => equals(path, 'user.department')),
  subtree: (entity, model) =>
    alongDepartment(entity, model, (path) => ({
      field: path,
      op: 'under',
      value: { expr: 'user.department' },
      whenEmpty: 'none',
    })),
};

const equals = (field: string, expr: string): Filter => ({ field, op: 'eq', value: { expr }, whenEmpty: 'none' });

interface Owner {
  readonly path: string;
  /** The look-up to the user or department. */
  readonly field: Field;
}

function alongOwner(entity: Entity, model: Model, make: (owner: Owner) => Filter): ScopeResult {
  const path = entity.ownerPath;
  const field = path === undefined ? undefined : fieldAt(entity, path, model);
  if (path !== undefined && field) return usable(make({ path, field }), entity, model);
  const words = say`Nobody owns the records of "${{ entity: entity.name }}": only none, all or a condition can be granted. Or give the entity an owner.`;
  return { problems: [problem('', 'ROLE_SCOPE_WITHOUT_OWNER', words)] };
}

function alongDepartment(entity: Entity, model: Model, make: (path: string) => Filter): ScopeResult {
  return alongOwner(entity, model, ({ path, field }) =>
    make(field.target === 'department' ? path : `${path}.department`),
  );
}

function fieldAt(entity: Entity, path: string, model: Model): Field | undefined {
  let at: Entity | undefined = entity;
  let field: Field | undefined;
  for (const name of path.split('.')) {
    field = at?.fields.get(name);
    at = field?.target === undefined ? undefined : model.entities.get(field.target);
  }
  return field;
}

/** A scope must compile: users may have no department, departments may be no tree. */
function usable(filter: Filter, entity: Entity, model: Model): ScopeResult {
  const checked = checkFilter(filter, entity.name, model, { rule: true });
  return 'problems' in checked ? { problems: checked.problems } : { filter };
}

function asksForLists(filter: Filter): boolean {
  if ('and' in filter) return filter.and.some(asksForLists);
  if ('or' in filter) return filter.or.some(asksForLists);
  if ('not' in filter) return asksForLists(filter.not);
  return 'some' in filter || 'none' in filter || 'measure' in filter;
}
