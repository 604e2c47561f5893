/**
 * CheckedQuery to CheckedQuery under the rights of one reader: every field that any clause mentions is asked for, the
 * row rule of the entity is and-ed to `where`, every look-up walked carries the row rule of its target (a row not to be
 * seen reads as absent), and the rows of relations carry theirs. Rules themselves are trusted: their paths are not asked
 * for, and their joins are their own (`$rule.…`, unguarded), so that a rule reads what its reader may not.
 */
import type { Access } from '../access/types.js';
import type { Entity, Field, Model } from '../model/model.js';
import type { Filter, Operand } from '../schema/query.js';
import { checkFilter } from './check.js';
import { mentioned, relationFields } from './paths.js';
import { entityNotFound, fieldForbidden, fieldMasked, type FoundProblem } from './problems.js';
import type { CheckedQuery, CheckedSelect, Condition, Inner, Join, ResolvedPath } from './types.js';

type Checked = Condition<Operand>;

interface Guard {
  readonly access: Access;
  readonly model: Model;
  readonly problems: FoundProblem[];
}

const rulePrefix = '$rule.';

/** No row passes. Also what a row rule becomes that no longer fits the model. */
const nothing: Checked = { kind: 'or', parts: [] };

export function guardQuery(
  checked: CheckedQuery,
  access: Access,
  model: Model,
): { query: CheckedQuery } | { problems: FoundProblem[] } {
  if (!access.mayEver('read', checked.entity.name)) return { problems: [entityNotFound()] };
  const guard: Guard = { access, model, problems: [] };
  const select = checked.select.map((item) => guardSelect(item, checked.grouped, guard));
  for (const item of checked.sort) if (item.path) askFor(item.path, '', guard);
  const where = checked.where && guardCondition(checked.where, checked.entity, checked.joins, '', guard);
  if (guard.problems.length > 0) return { problems: guard.problems };
  return { query: { ...checked, select, ...guardRows(checked.entity, checked.joins, where, guard) } };
}

/** Where and joins with the entity's own row rule added, and every join guarded by the rule of its target. */
function guardRows(entity: Entity, joins: readonly Join[], where: Checked | undefined, guard: Guard) {
  const rule = rowRule(entity, rulePrefix, guard);
  const guarded = joins.map((join) => guardJoin(join, guard));
  if (!rule) return { joins: guarded, ...(where ? { where } : {}) };
  return {
    joins: [...guarded, ...rule.joins],
    where: where ? { kind: 'and' as const, parts: [rule.condition, where] } : rule.condition,
  };
}

function guardJoin(join: Join, guard: Guard): Join {
  const rule = rowRule(join.entity, '', guard);
  if (!rule) return join;
  return { ...join, guard: rule.condition, ...(rule.joins.length > 0 ? { guardJoins: rule.joins } : {}) };
}

interface RowRule {
  readonly joins: readonly Join[];
  readonly condition: Checked;
}

/** Checked rules of one reader's rights by model: requests of the same reader check them once. */
const remembered = new WeakMap<Access, WeakMap<Model, Map<string, RowRule | null>>>();

/** The row rule of an entity; undefined when all of its rows may be seen. */
function rowRule(entity: Entity, prefix: string, { access, model }: Guard): RowRule | undefined {
  const ofAccess = remembered.get(access) ?? new WeakMap<Model, Map<string, RowRule | null>>();
  remembered.set(access, ofAccess);
  const rules = ofAccess.get(model) ?? new Map<string, RowRule | null>();
  ofAccess.set(model, rules);
  const key = `${prefix}${entity.name}`;
  const held = rules.get(key);
  if (held !== undefined) return held ?? undefined;
  const made = checkRule(entity, prefix, access, model);
  rules.set(key, made ?? null);
  return made;
}

function checkRule(entity: Entity, prefix: string, access: Access, model: Model): RowRule | undefined {
  const filter = access.filter('read', entity.name);
  if (isEverything(filter)) return undefined;
  const checked = checkFilter(filter, entity.name, model, { prefix, rule: true });
  return 'problems' in checked ? { joins: [], condition: nothing } : checked;
}

const isEverything = (filter: Filter): boolean => 'and' in filter && filter.and.length === 0;

/* ---------------------------------------------------------------- fields */

function guardSelect(item: CheckedSelect, grouped: boolean, guard: Guard): CheckedSelect {
  if (!item.path) return item;
  const { hops, foreign, field } = item.path;
  const shown = foreign?.leaf ?? field;
  const masked = !grouped && !item.grain && isMasked(shown, guard.access);
  if (!masked) {
    askFor(item.path, '', guard);
    return item;
  }
  const walked = [...hops, ...(foreign?.fields ?? [])].filter((each) => each !== shown);
  for (const hop of walked) askForField(hop, item.path.text, guard);
  return { ...item, type: 'text', masked: true };
}

const isMasked = (field: Field, access: Access): boolean => access.fieldClass(field.entity, field.name) === 'mask';

/** Every hop and the field itself must be readable; masked is not enough. */
function askFor(path: ResolvedPath, said: string, guard: Guard): void {
  for (const field of mentioned(path)) if (!askForField(field, `${said}${path.text}`, guard)) return;
}

function askForField(field: Field, said: string, guard: Guard): boolean {
  if (guard.access.canRead(field)) return true;
  guard.problems.push(isMasked(field, guard.access) ? fieldMasked(said) : fieldForbidden(said));
  return false;
}

/* ---------------------------------------------------------------- conditions */

function guardCondition(
  condition: Checked,
  entity: Entity,
  joins: readonly Join[],
  said: string,
  guard: Guard,
): Checked {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        kind: condition.kind,
        parts: condition.parts.map((part) => guardCondition(part, entity, joins, said, guard)),
      };
    case 'not':
      return { kind: 'not', part: guardCondition(condition.part, entity, joins, said, guard) };
    case 'test':
    case 'shared':
      askFor(condition.path, said, guard);
      return condition;
    case 'memberOf':
      return condition;
    case 'exists':
    case 'measure': {
      const from = joins.find((join) => join.path === condition.row);
      const name = `${condition.row === '' ? '' : `${condition.row}.`}${condition.relation.name}`;
      const fields = [
        ...hopsTo(condition.row, joins),
        ...relationFields(guard.model, from?.entity ?? entity, condition.relation.name),
      ];
      for (const field of fields) if (!askForField(field, `${said}${name}`, guard)) break;
      const inner = guardInner(condition.inner, `${said}${name}.`, guard);
      if (condition.kind === 'measure' && condition.field) askFor(condition.field, `${said}${name}.`, guard);
      if (condition.kind === 'measure' || !condition.all) return { ...condition, inner };
      return { ...condition, inner, all: guardInner(condition.all, `${said}${name}.`, guard) };
    }
  }
}

function hopsTo(row: string, joins: readonly Join[]): Field[] {
  const join = joins.find((one) => one.path === row);
  return join ? [...hopsTo(join.parent, joins), join.field] : [];
}

function guardInner(inner: Inner<Operand>, said: string, guard: Guard): Inner<Operand> {
  const where = inner.where && guardCondition(inner.where, inner.entity, inner.joins, said, guard);
  return { entity: inner.entity, ...guardRows(inner.entity, inner.joins, where, guard) };
}
