/**
 * What only the model can tell about the actions of an entity: that the fields they fill can be written and take what they
 * are given, and that nothing required is left empty. Names that lead nowhere are told with all other names (sites.ts).
 */
import type { Registries } from '../contributions.js';
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import { isOpen, typeWord } from '../expression/types.js';
import { pathOf } from '../expression/walk.js';
import type { Entity, Field, Model } from '../model/model.js';
import type { ActionStep, EntityAction } from '../schema/entity-action.js';
import type { EntityDocument } from '../schema/entity.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { expressionScope } from './check-sites.js';
import { walkPath } from './path-steps.js';
import { below } from './pointer.js';
import { stepParameters } from './sites-action.js';

/** Findings about what is wrong with the source itself have this first key, so no step may have it. */
export const sourceKey = 'sets';

interface Surroundings {
  readonly model: Model;
  readonly registries: Registries;
}

export function checkActions(entity: EntityDocument, model: Model, registries: Registries): readonly Problem[] {
  const source = model.entities.get(entity.name);
  if (!source) return [];
  return (entity.actions ?? []).flatMap((action, i) =>
    checkAction(action, below('/actions', i), source, { model, registries }),
  );
}

function checkAction(action: EntityAction, at: string, source: Entity, surroundings: Surroundings): readonly Problem[] {
  const { creates, sets = {} } = action;
  const all: Filling = { at: below(at, 'sets'), into: source, from: source, earlier: creates, surroundings };
  const isEmpty = creates.length === 0 && Object.keys(sets).length === 0;
  return [
    ...(isEmpty ? [problem(at, 'ACTION_EMPTY', 'This action does nothing: say what it creates or sets.')] : []),
    ...creates.flatMap((step, i) =>
      checkStep(step, below(at, 'creates', i), { source, earlier: creates.slice(0, i), surroundings }),
    ),
    ...checkValues(sets, all),
    ...Object.keys(sets).flatMap((name) =>
      source.fields.get(name)?.document.createOnly ? [notWritable(below(at, 'sets', name), name)] : [],
    ),
  ];
}

interface StepPlace {
  readonly source: Entity;
  readonly earlier: readonly ActionStep[];
  readonly surroundings: Surroundings;
}

function checkStep(step: ActionStep, at: string, { source, earlier, surroundings }: StepPlace): readonly Problem[] {
  const target = surroundings.model.entities.get(step.entity);
  const problems: Problem[] = [];
  if (step.as === sourceKey) {
    const words = say`"${{ name: step.as }}" cannot be used as a name: choose another.`;
    problems.push(problem(below(at, 'as'), 'RESERVED_NAME', words));
  }
  const unless = step.unless === undefined ? undefined : source.fields.get(step.unless);
  if (unless && unless.target !== step.entity) {
    const words = say`"${{ field: unless.name }}" must be a look-up to "${{ entity: step.entity }}".`;
    problems.push(problem(below(at, 'unless'), 'ACTION_UNLESS', words));
  }
  if (!target) return problems;
  problems.push(
    ...checkValues(step.values, { at: below(at, 'values'), into: target, from: source, earlier, surroundings }),
  );
  for (const [name, rows] of Object.entries(step.rows ?? {})) {
    const place = below(at, 'rows', name);
    const [into, from] = [target.fields.get(name), source.fields.get(rows.from)].map((field) =>
      surroundings.model.entities.get(field?.children?.entity ?? ''),
    );
    if (into && from)
      problems.push(...checkValues(rows.values, { at: below(place, 'values'), into, from, earlier, surroundings }));
    else if (target.fields.has(name) && source.fields.has(rows.from)) {
      const words = say`"${{ field: into ? rows.from : name }}" is no list of rows that are edited with their record: name one.`;
      problems.push(problem(into ? below(place, 'from') : place, 'NOT_A_LIST', words));
    }
  }
  return [...problems, ...checkRequired(step, below(at, 'values'), target)];
}

/** What is required, has no default and gets nothing here is asked of whoever runs the action: that may not be meant. */
function checkRequired(step: ActionStep, at: string, target: Entity): readonly Problem[] {
  const given = new Set([...Object.keys(step.values), ...Object.keys(step.rows ?? {})]);
  return [...target.fields.values()].flatMap((field) => {
    const { required, default: initial } = field.document;
    const isAsked = required === true && (initial ?? null) === null && !field.computed && !given.has(field.name);
    if (!isAsked || field.partOf) return [];
    const words = say`"${{ field: field.name }}" of "${{ entity: target.name }}" is required and gets no value here: whoever runs this is asked for it.`;
    return [{ ...problem(at, 'ACTION_ASKS', words), severity: 'warning' as const }];
  });
}

interface Filling {
  readonly at: string;
  /** Whose fields are filled. */
  readonly into: Entity;
  /** Whose fields the expressions name. */
  readonly from: Entity;
  readonly earlier: readonly ActionStep[];
  readonly surroundings: Surroundings;
}

function checkValues(values: Readonly<Record<string, string>>, filling: Filling): readonly Problem[] {
  const { at, into, from, earlier, surroundings } = filling;
  const scope = { entity: from.name, parameters: stepParameters(earlier) };
  return Object.entries(values).flatMap(([name, text]): readonly Problem[] => {
    const field = into.fields.get(name);
    if (!field) return [];
    const place = below(at, name);
    if (!isWritable(field)) return [notWritable(place, name)];
    const compiled = compileExpression(text, expressionScope(scope, surroundings.model, surroundings.registries));
    // What is wrong with the expression itself is told by its place.
    return compiled.problems.length > 0 ? [] : misfit(place, field, compiled, filling);
  });
}

/** A value may be given to it: not computed, not another record's, no rows, and one value rather than several. */
const isWritable = (field: Field): boolean =>
  !field.computed && !field.document.readOnly && !field.children && !field.foreign && !field.targets && !field.sealed;

const notWritable = (at: string, name: string): Problem =>
  problem(at, 'ACTION_NOT_WRITABLE', say`"${{ field: name }}" cannot be filled by an action: take it out.`);

function misfit(at: string, field: Field, { type, node }: CompiledExpression, filling: Filling): readonly Problem[] {
  if (!isOpen(type) && !isOpen(field.valueType) && type !== field.valueType) {
    const words = say`"${{ field: field.name }}" takes ${{ takes: typeWord(field.valueType) }}, but this gives ${{ type: typeWord(type) }}.`;
    return [problem(at, 'ACTION_VALUE', words)];
  }
  const leads = field.target === undefined ? undefined : leadsTo(node, filling);
  if (leads !== undefined && leads !== field.target) {
    const words = say`"${{ field: field.name }}" points to "${{ target: field.target! }}", but this is a record of "${{ entity: leads }}".`;
    return [problem(at, 'ACTION_VALUE', words)];
  }
  const dictionary = filling.surroundings.model.dictionaries.get(field.dictionary ?? '');
  if (!dictionary || node.type !== 'literal' || typeof node.value !== 'string') return [];
  if (dictionary.values.has(node.value)) return [];
  const words = say`The dictionary "${{ dictionary: dictionary.document.name }}" has no code "${{ code: node.value }}". Choose one of its codes.`;
  return [problem(at, 'ACTION_VALUE', words)];
}

/** The entity of the record whose id a name gives; undefined where that cannot be told. */
function leadsTo(node: CompiledExpression['node'], { from, earlier, surroundings }: Filling): string | undefined {
  if (node.type === 'parameter') {
    const made = earlier.find(({ as }) => as === node.name)?.entity;
    // An entity that is not there is told where it is named.
    return made !== undefined && surroundings.model.entities.has(made) ? made : undefined;
  }
  const path = pathOf(node);
  if (!path || path[0] === 'user') return undefined;
  if (path.length === 1 && path[0] === 'id') return from.name;
  return walkPath(surroundings.model, from.name, path.join('.')).leadsTo;
}
