/**
 * Values that are computed when they are read: formulas without a column, and names of records that are more than one
 * field. They read stored fields of the same record, through other formulas where these have no column either.
 */
import type { Access } from '../../../metadata/access/types.js';
import type { CompiledExpression } from '../../../metadata/expression/compile.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import { behind } from '../../../metadata/model/foreign.js';
import { composeParts, firstField } from '../../../metadata/model/parts.js';
import { fit } from '../../../metadata/rules/defaults.js';
import type { Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { rulesOf } from '../write/entity-rules.js';
import { valueOrNull } from '../write/surroundings.js';

export interface Computed {
  /** Dotted paths of stored fields, through to-one look-ups. */
  readonly inputs: readonly string[];
  compute(read: (path: string) => Value): Value;
}

type Reader = (path: string) => Value;

/** Undefined when the reader may not read all it is made of: what depends on a hidden field is hidden with it. */
export function computedField(context: Context, field: Field): Computed | undefined {
  const { model } = context.release;
  const entity = model.entities.get(field.entity);
  const formula = entity && rulesOf(model, entity, context.registries.function).formulas.get(field.name);
  return entity && formula ? build(context, entity, formula, (value) => fit(field, value)) : undefined;
}

export function computedName(context: Context, entity: Entity): Computed | undefined {
  const { name } = rulesOf(context.release.model, entity, context.registries.function);
  return build(context, entity, name, (value) => (value === null ? null : String(value)));
}

function build(
  context: Context,
  entity: Entity,
  expression: CompiledExpression,
  finish: (value: Value) => Value,
): Computed | undefined {
  const inputs = new Set<string>();
  if (expression.problems.length > 0) return { inputs: [], compute: () => null };
  for (const path of expression.dependencies.fields) {
    if (!collect(context, entity, path, '', inputs, [])) return undefined;
  }
  const compute = (read: Reader): Value => finish(evaluate(context, entity, expression, '', read, 0));
  return { inputs: [...inputs], compute };
}

/** Adds the stored paths behind a path; false when one of them may not be read. */
function collect(
  context: Context,
  entity: Entity,
  path: string,
  prefix: string,
  into: Set<string>,
  seen: readonly Field[],
): boolean {
  const { model } = context.release;
  const found = firstField(entity, path.split('.'));
  if (!found || !isReadable(context.access, found.field)) return false;
  const { field, rest } = found;
  const { name } = field;
  if (field.foreign) return collect(context, entity, behind(field.foreign, rest).join('.'), prefix, into, seen);
  if (field.sealed) return false;
  if (field.parts) {
    for (const part of field.parts) into.add(`${prefix}${part.name}`);
    return true;
  }
  if (rest.length > 0) {
    const target = model.entities.get(field.target ?? field.children?.entity ?? field.links?.target ?? '');
    // A list of rows is read by stored formulas only: here it has no value, but its fields must be readable all the same.
    const inputs = field.children || field.links ? new Set<string>() : into;
    return !target || collect(context, target, rest.join('.'), `${prefix}${name}.`, inputs, seen);
  }
  if (field.children || field.links) return true;
  if (field.columns.length > 0) {
    into.add(`${prefix}${name}`);
    return true;
  }
  const formula = rulesOf(model, entity, context.registries.function).formulas.get(name);
  if (!formula || seen.includes(field)) return true;
  return formula.dependencies.fields.every((inner) => collect(context, entity, inner, prefix, into, [...seen, field]));
}

const isReadable = (access: Access, field: Field): boolean => access.canRead(field);

function evaluate(
  context: Context,
  entity: Entity,
  expression: CompiledExpression,
  prefix: string,
  read: Reader,
  depth: number,
): Value {
  if (depth > 20 || expression.problems.length > 0) return null;
  const field = (path: readonly string[]): Value => valueAt(context, entity, path, prefix, read, depth);
  return valueOrNull(() => expression.evaluate({ context: context.evaluation, field }));
}

function valueAt(
  context: Context,
  entity: Entity,
  path: readonly string[],
  prefix: string,
  read: Reader,
  depth: number,
): Value {
  const { model } = context.release;
  const found = firstField(entity, path);
  if (!found) return null;
  const { field, rest } = found;
  const { name } = field;
  if (field.foreign) return valueAt(context, entity, behind(field.foreign, rest), prefix, read, depth);
  if (field.parts) return composeParts(field.parts, (part) => read(`${prefix}${part.name}`));
  if (rest.length > 0) {
    const target = model.entities.get(field.target ?? '');
    return target ? valueAt(context, target, rest, `${prefix}${name}.`, read, depth) : null;
  }
  if (field.columns.length > 0) return read(`${prefix}${name}`);
  const formula = rulesOf(model, entity, context.registries.function).formulas.get(name);
  return formula ? fit(field, evaluate(context, entity, formula, prefix, read, depth + 1)) : null;
}
