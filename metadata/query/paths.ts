/** Paths to fields and relations: `order.region.name` walks to-one look-ups, each step a join of its scope. */
import type { Entity, Field, Model, Relation } from '../model/model.js';
import { sourceOf } from '../model/foreign.js';
import { firstField } from '../model/parts.js';
import { say } from '../words.js';
import { fieldForbidden, queryInvalid, type FoundProblem } from './problems.js';
import type { ForeignSteps, Join, ResolvedPath } from './types.js';

/**
 * One row and the to-one rows reached from it: the query itself, the rows of an `exists`, the row a guard speaks of.
 * `prefix` keeps the joins of row rules apart from those of the query (`$rule.order`).
 */
export interface PathScope {
  readonly entity: Entity;
  readonly model: Model;
  readonly joins: Map<string, Join>;
  readonly prefix: string;
  /** How the query reached this scope, for messages: '' or `lines.`. */
  readonly said: string;
  /** Paths start behind this look-up: the rows are links, spoken of are the records they lead to. */
  readonly through?: string;
}

export const newScope = (entity: Entity, model: Model, prefix = '', said = '', through?: string): PathScope => ({
  entity,
  model,
  joins: new Map(),
  prefix,
  said,
  ...(through === undefined ? {} : { through }),
});

interface Step {
  readonly entity: Entity;
  readonly row: string;
  readonly hops: readonly Field[];
  readonly foreign?: ForeignSteps;
}

function start(scope: PathScope): Step {
  const own = { entity: scope.entity, row: '', hops: [] };
  const through = scope.through === undefined ? undefined : scope.entity.fields.get(scope.through);
  return (through && hop(scope, own, through, through.name)) ?? own;
}

/** `key` names the hop in an answer: another name where a field reads through it, undefined for those on its way. */
function hop(scope: PathScope, from: Step, field: Field, key: string | undefined): Step | undefined {
  const entity = field.target === undefined ? undefined : scope.model.entities.get(field.target);
  if (!entity) return undefined;
  const row = from.row === '' ? `${scope.prefix}${field.name}` : `${from.row}.${field.name}`;
  if (!scope.joins.has(row)) scope.joins.set(row, { path: row, parent: from.row, field, entity });
  const { foreign } = from;
  const steps = foreign && { ...foreign, keys: [...foreign.keys, key] };
  return { entity, row, hops: [...from.hops, field], ...(steps ? { foreign: steps } : {}) };
}

/** The look-ups that a field reads through, walked; where it reads through none, the step as it was. */
function stepThrough(scope: PathScope, from: Step, field: Field): Step | undefined {
  if (!field.foreign) return from;
  const { keys, fields } = from.foreign ?? { keys: from.hops.map((each) => each.name), fields: [] };
  let step: Step | undefined = { ...from, foreign: { keys, fields: [...fields, field] } };
  for (const each of field.foreign.hops) {
    step = step && hop(scope, step, each, undefined);
  }
  return step;
}

/** The field a path leads to; joins on the way are added to the scope. */
export function resolvePath(scope: PathScope, text: string): { path: ResolvedPath } | { problem: FoundProblem } {
  const said = `${scope.said}${text}`;
  let step = start(scope);
  for (let names: readonly string[] = text.split('.'); names.length > 0;) {
    const name = names[0]!;
    const found = firstField(step.entity, names);
    const field = found?.field;
    if (names.length > 1 && (field?.children ?? field?.links ?? (!field && step.entity.relations.get(name)))) {
      const about = field ? [...step.hops, field] : relationFields(scope.model, step.entity, name);
      return {
        problem: queryInvalid(
          said,
          say`"${{ name }}" in "${{ said }}" is a list: use some, none or measure on it.`,
          about,
        ),
      };
    }
    if (!found || !field) return { problem: fieldForbidden(said) };
    const from = stepThrough(scope, step, field);
    const source = sourceOf(field);
    if (!from) return { problem: fieldForbidden(said) };
    if (found.rest.length === 0) return { path: pathTo(text, from, field, source) };
    const next = hop(scope, from, source, field.name);
    if (!next) return { problem: fieldForbidden(said) };
    step = next;
    names = found.rest;
  }
  return { problem: fieldForbidden(said) };
}

/** Every field a path speaks of, hops first; those that read through others among them. */
export const mentioned = ({ hops, foreign, field }: ResolvedPath): readonly Field[] => [
  ...hops,
  ...(foreign?.fields ?? []),
  field,
];

function pathTo(text: string, { hops, row, foreign }: Step, named: Field, field: Field): ResolvedPath {
  if (!foreign) return { text, hops, field, row };
  return { text, hops, field, row, foreign: { ...foreign, ...(named.foreign ? { leaf: named } : {}) } };
}

export interface RelationStep {
  readonly relation: Relation;
  /** Row whose relation it is. */
  readonly row: string;
  readonly entity: Entity;
}

/**
 * The first to-many relation of a path and what is left after it: `customer.orders.lines` is the relation `orders` of
 * the row `customer`, with `lines` still to walk from an order.
 */
export function resolveRelation(
  scope: PathScope,
  text: string,
): { step: RelationStep; rest: string } | { problem: FoundProblem } {
  const said = `${scope.said}${text}`;
  const names = text.split('.');
  let step = start(scope);
  for (const [index, name] of names.entries()) {
    const relation = step.entity.relations.get(name);
    const target = relation && scope.model.entities.get(relation.entity);
    if (relation && target)
      return { step: { relation, row: step.row, entity: target }, rest: names.slice(index + 1).join('.') };
    const field = step.entity.fields.get(name);
    const from = field && stepThrough(scope, step, field);
    const next = from && hop(scope, from, sourceOf(field), name);
    if (!field) return { problem: fieldForbidden(said) };
    if (!next) return { problem: noList(said, [...step.hops, field]) };
    step = next;
  }
  return { problem: noList(said, step.hops) };
}

const noList = (said: string, about: readonly Field[]): FoundProblem =>
  queryInvalid(said, say`"${{ said }}" leads to one record at most: some, none and measure need a list.`, about);

/** The fields that make a relation: the children field of this side, if any, and the look-up of the other. */
export function relationFields(model: Model, entity: Entity, name: string): readonly Field[] {
  const relation = entity.relations.get(name);
  const back = relation && model.entities.get(relation.entity)?.fields.get(relation.field);
  const own = entity.fields.get(name);
  return [...(own ? [own] : []), ...(back ? [back] : [])];
}
