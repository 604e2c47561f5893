/** What somebody may do in all, entity by entity: the rules of their roles and of what is shared, merged for people to read. */
import type { Entity } from '../model/model.js';
import { recordActions, type FieldClass, type RecordAction, type RoleDocument } from '../schema/app.js';
import { saidScope, type SaidScope } from './explain.js';
import { rulesOf, type RuleOptions } from './rules.js';
import type { Access } from './types.js';

/** One action on one entity. */
export interface EffectiveAction {
  /** The widest scope that a role gives; absent: no record by a role. */
  readonly scope?: SaidScope;
  /** Roles that give some records, by name. */
  readonly roles: readonly string[];
  /** Sharing rules that add records, by name. */
  readonly rules: readonly string[];
  /** Records shared by hand may be added. */
  readonly byHand: boolean;
}

export interface EffectiveEntity {
  readonly entity: string;
  /** Actions that are allowed on some record. */
  readonly actions: Readonly<Partial<Record<RecordAction, EffectiveAction>>>;
  /** Fields of which less is allowed than of the record, by name. */
  readonly fields: Readonly<Record<string, FieldClass>>;
}

const widest: readonly SaidScope[] = ['all', 'subtree', 'department', 'own', 'condition'];

/** Entities of which something is allowed, in the order of the model. `access` is compiled from the same roles. */
export function effectiveRights(options: RuleOptions, access: Access): readonly EffectiveEntity[] {
  const rules = rulesOf(options);
  const everything = options.roles.filter((role) => role.all);
  return [...options.model.entities.values()].flatMap((entity) => {
    const actions: Partial<Record<RecordAction, EffectiveAction>> = {};
    for (const action of recordActions) {
      const own = rules.filter((rule) => rule.entity === entity.name && rule.action === action);
      const made = everything.length > 0 ? allOf(everything) : merge(own.map((rule) => rule.source));
      if (made) actions[action] = made;
    }
    if (Object.keys(actions).length === 0) return [];
    const writable = actions.create !== undefined || actions.update !== undefined;
    return [{ entity: entity.name, actions, fields: closedFields(entity, access, writable) }];
  });
}

const allOf = (roles: readonly RoleDocument[]): EffectiveAction => ({
  scope: 'all',
  roles: roles.map((role) => role.name),
  rules: [],
  byHand: false,
});

type Source = ReturnType<typeof rulesOf>[number]['source'];

function merge(sources: readonly Source[]): EffectiveAction | undefined {
  if (sources.length === 0) return undefined;
  const scopes = sources.flatMap((source) => (source.kind === 'role' ? [saidScope(source.scope)] : []));
  const scope = widest.find((each) => scopes.includes(each));
  return {
    ...(scope ? { scope } : {}),
    roles: distinct(sources.flatMap((source) => (source.kind === 'role' ? [source.role] : []))),
    rules: distinct(sources.flatMap((source) => (source.kind === 'sharing' ? [source.rule] : []))),
    byHand: sources.some((source) => source.kind === 'share'),
  };
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** Times, authors and formulas are only read by everybody, and so is all where nothing is written: no limit of a field. */
function closedFields(entity: Entity, access: Access, writable: boolean): Readonly<Record<string, FieldClass>> {
  const told = [...entity.fields.values()].flatMap((field) => {
    const held = access.fieldClass(entity.name, field.name);
    return held === 'write' || (held === 'read' && (field.computed || !writable)) ? [] : [[field.name, held] as const];
  });
  return Object.fromEntries(told);
}
