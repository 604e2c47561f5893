/**
 * The expressions of an entity, compiled once per release: defaults, formulas, conditions of rules, the name. Kept beside
 * the frozen entity they belong to, so that they go when their release goes.
 */
import type { FunctionDefinition } from '../../../metadata/contributions.js';
import { compileExpression, type CompiledExpression } from '../../../metadata/expression/compile.js';
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { pipelinesOf } from '../../../metadata/rules/pipeline.js';
import type { StageDocument } from '../../../metadata/schema/entity.js';
import { defaultExpression, lookUpTexts } from '../../../metadata/rules/defaults.js';
import { compileOptions, type OptionRules } from '../../../metadata/rules/options.js';
import { firstField } from '../../../metadata/model/parts.js';
import type { Registry } from '../../../metadata/registry.js';
import type { ValueType } from '../../../metadata/value.js';

export interface EntityRules {
  readonly defaults: ReadonlyMap<string, CompiledExpression>;
  /** By their text: what look-ups of defaults read the record by. */
  readonly lookUps: ReadonlyMap<string, CompiledExpression>;
  readonly formulas: ReadonlyMap<string, CompiledExpression>;
  readonly requiredIf: ReadonlyMap<string, CompiledExpression>;
  readonly readOnlyIf: ReadonlyMap<string, CompiledExpression>;
  readonly validIf: ReadonlyMap<string, CompiledExpression>;
  readonly options: ReadonlyMap<string, OptionRules>;
  /** What must hold for a stage of a pipeline to be left. */
  readonly exits: ReadonlyMap<StageDocument, CompiledExpression>;
  readonly name: CompiledExpression;
  /** Dotted paths that any of them reads through another record. */
  readonly reach: readonly string[];
}

const compiled = new WeakMap<Entity, EntityRules>();

export function rulesOf(model: Model, entity: Entity, functions: Registry<FunctionDefinition>): EntityRules {
  const held = compiled.get(entity);
  if (held) return held;
  const rules = compileRules(model, entity, functions);
  compiled.set(entity, rules);
  return rules;
}

function compileRules(model: Model, entity: Entity, functions: Registry<FunctionDefinition>): EntityRules {
  const scope = { functions, field: (path: readonly string[]) => typeOfPath(model, entity, path) };
  const collect = (text: (field: Field) => string | undefined) => {
    const found = new Map<string, CompiledExpression>();
    for (const field of entity.fields.values()) {
      const expression = text(field);
      if (expression !== undefined) found.set(field.name, compileExpression(expression, scope));
    }
    return found;
  };
  const defaults = collect(defaultExpression);
  const lookUps = new Map(
    [...entity.fields.values()].flatMap(lookUpTexts).map((text) => [text, compileExpression(text, scope)] as const),
  );
  const formulas = collect((field) => field.formula?.expression);
  const requiredIf = collect((field) => field.document.requiredIf);
  const readOnlyIf = collect((field) => field.document.readOnlyIf);
  const validIf = collect((field) => field.document.validIf);
  const options = new Map<string, OptionRules>();
  for (const field of entity.fields.values()) {
    // What is read through a look-up is chosen there.
    if (field.foreign) continue;
    const rules = compileOptions(field, scope.field, functions);
    if (rules) options.set(field.name, rules);
  }
  const exits = new Map(
    pipelinesOf(entity).flatMap(({ stages }) =>
      stages.flatMap((stage) =>
        stage.exitIf === undefined ? [] : [[stage, compileExpression(stage.exitIf, scope)] as const],
      ),
    ),
  );
  const all = [
    ...[defaults, formulas, requiredIf, readOnlyIf, validIf].flatMap((map) => [...map.values()]),
    ...exits.values(),
    ...lookUps.values(),
  ];
  const read = [
    ...all.flatMap((expression) => expression.dependencies.fields),
    ...[...options.values()].flatMap((rules) => rules.reads),
  ];
  const reach = [...new Set(read)].filter((path) => reachesOut(entity, path));
  const name = compileExpression(entity.document.nameExpression, scope);
  return { defaults, lookUps, formulas, requiredIf, readOnlyIf, validIf, options, exits, name, reach };
}

const reachesOut = (entity: Entity, path: string): boolean =>
  path.includes('.') || isToMany(entity.fields.get(path)) || entity.fields.get(path)?.foreign !== undefined;

const isToMany = (field: Field | undefined): boolean => field?.children !== undefined || field?.links !== undefined;

/** Through look-ups to their records; through children to a list of their values. */
function typeOfPath(model: Model, entity: Entity, path: readonly string[]): ValueType | undefined {
  const found = firstField(entity, path);
  if (!found || found.field.sealed) return undefined;
  const { field, rest } = found;
  if (rest.length === 0) return field.valueType;
  const next = model.entities.get(field.target ?? field.children?.entity ?? field.links?.target ?? '');
  const type = next && typeOfPath(model, next, rest);
  return type !== undefined && isToMany(field) ? 'list' : type;
}
