/**
 * CheckedQuery to CheckedQuery under the rights of one reader: every field that any clause mentions is asked for, the
 * row rule of the entity is and-ed to `where`, every look-up walked or selected carries the row rule of its target (a
 * row not to be seen reads as absent), and the rows of relations carry theirs. Rules themselves are trusted: their
 * paths are not asked for, and their joins are their own (`$rule.…`, unguarded), so that a rule reads what its reader
 * may not.
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

/** Rows of one entity, with those joined to them. */
interface Scope {
  readonly entity: Entity;
  readonly joins: readonly Join[];
  /** Joins to records that look-ups lead to, which no clause walked: added for the guard. */
  readonly targets: Map<string, Join>;
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
  const scope: Scope = { entity: checked.entity, joins: checked.joins, targets: new Map() };
  const select = checked.select.map((item) => guardSelect(item, checked.grouped, scope, guard));
  for (const item of checked.sort) if (item.path) askFor(item.path, '', guard);
  const where = checked.where && guardCondition(checked.where, scope, '', guard);
  if (guard.problems.length > 0) return { problems: guard.problems };
  return { query: { ...checked, select, ...guardRows(scope, where, guard) } };
}

/** Where and joins with the entity's own row rule added, and every join guarded by the rule of its target. */
function guardRows({ entity, joins, targets }: Scope, where: Checked | undefined, guard: Guard) {
  const rule = rowRule(entity, rulePrefix, guard);
  const guarded = [...joins, ...targets.values()].map((join) => guardJoin(join, guard));
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

function guardSelect(given: CheckedSelect, grouped: boolean, scope: Scope, guard: Guard): CheckedSelect {
  const item = given.where ? { ...given, where: guardCondition(given.where, scope, '', guard) } : given;
  if (!item.path) return item;
  const { hops, foreign, field } = item.path;
  const shown = foreign?.leaf ?? field;
  const masked = !grouped && !item.grain && isMasked(shown, guard.access);
  if (!masked) {
    askFor(item.path, '', guard);
    const target = targetOf(item.path, scope, guard);
    return target ? { ...item, target: target.path } : item;
  }
  const walked = [...hops, ...(foreign?.fields ?? [])].filter((each) => each !== shown);
  for (const hop of walked) askForField(hop, item.path.text, guard);
  return { ...item, type: 'text', masked: true };
}

/** The row a look-up leads to, joined, where this reader may see some of its records only: to others it reads as empty. */
function targetOf({ row, field }: ResolvedPath, { joins, targets }: Scope, guard: Guard): Join | undefined {
  const entity = guard.model.entities.get(field.target ?? '');
  if (!entity || !rowRule(entity, '', guard)) return undefined;
  const path = row === '' ? field.name : `${row}.${field.name}`;
  const walked = joins.find((join) => join.path === path);
  if (!walked) targets.set(path, { path, parent: row, field, entity });
  return walked ?? targets.get(path);
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

function guardCondition(condition: Checked, scope: Scope, said: string, guard: Guard): Checked {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, parts: condition.parts.map((part) => guardCondition(part, scope, said, guard)) };
    case 'not':
      return { kind: 'not', part: guardCondition(condition.part, scope, said, guard) };
    case 'test':
      askFor(condition.path, said, guard);
      return guardEmptiness(condition, scope, guard);
    case 'shared':
      askFor(condition.path, said, guard);
      return condition;
    case 'memberOf':
      return condition;
    case 'exists':
    case 'measure': {
      const from = scope.joins.find((join) => join.path === condition.row);
      const name = `${condition.row === '' ? '' : `${condition.row}.`}${condition.relation.name}`;
      const fields = [
        ...hopsTo(condition.row, scope.joins),
        ...relationFields(guard.model, from?.entity ?? scope.entity, condition.relation.name),
      ];
      for (const field of fields) if (!askForField(field, `${said}${name}`, guard)) break;
      const inner = guardInner(condition.inner, `${said}${name}.`, guard);
      if (condition.kind === 'measure' && condition.field) askFor(condition.field, `${said}${name}.`, guard);
      if (condition.kind === 'measure' || !condition.all) return { ...condition, inner };
      return { ...condition, inner, all: guardInner(condition.all, `${said}${name}.`, guard) };
    }
  }
}

/** Empty is a look-up as it is shown; tests of its value are left to the column, which has an index. */
function guardEmptiness(test: Checked & { kind: 'test' }, scope: Scope, guard: Guard): Checked {
  if (test.op !== 'isNull' && test.op !== 'isNotNull') return test;
  const target = targetOf(test.path, scope, guard);
  const id = target?.entity.fields.get('id');
  if (!id) return test;
  return { ...test, path: { ...test.path, row: target!.path, field: id } };
}

function hopsTo(row: string, joins: readonly Join[]): Field[] {
  const join = joins.find((one) => one.path === row);
  return join ? [...hopsTo(join.parent, joins), join.field] : [];
}

function guardInner(inner: Inner<Operand>, said: string, guard: Guard): Inner<Operand> {
  const scope: Scope = { entity: inner.entity, joins: inner.joins, targets: new Map() };
  const where = inner.where && guardCondition(inner.where, scope, said, guard);
  return { entity: inner.entity, ...guardRows(scope, where, guard) };
}
