/**
 * Which roll-ups and stored formulas must be computed for rows that are there: new ones, those said in another way, and
 * what is computed from these, each after what it reads.
 */
import { canonicalHash } from '../../metadata/document/canonical.js';
import type { FunctionDefinition } from '../../metadata/contributions.js';
import { dependenciesOf } from '../../metadata/expression/dependencies.js';
import { parseExpression } from '../../metadata/expression/parse.js';
import { walkPath } from '../../metadata/document/path-steps.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { rollUpSource } from '../../metadata/model/roll-up.js';
import type { Registry } from '../../metadata/registry.js';
import type { Step } from './step.js';

export interface ComputedInput {
  /** Those that exist: the rows of a new one are written with their figures. */
  readonly tables: ReadonlySet<string>;
  /** Fields whose values become others, `customer.credit`: what reads them is computed again. */
  readonly carriedOver: readonly string[];
  readonly functions: Registry<FunctionDefinition>;
}

export function computedFills(
  current: Model,
  next: Model,
  { tables, carriedOver, functions }: ComputedInput,
): readonly Step[] {
  const computed = [...next.entities.values()]
    .filter((entity) => tables.has(entity.table))
    .flatMap((entity) => [...entity.fields.values()].filter(isComputed).map((field) => ({ entity, field })));
  const reads = new Map(computed.map(({ entity, field }) => [keyOf(field), readsOf(next, entity, field, functions)]));
  const wanted = new Set(computed.filter(({ field }) => isOther(current, field)).map(({ field }) => keyOf(field)));
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const [key, read] of reads)
      if (read.some((each) => wanted.has(each) || carriedOver.includes(each))) wanted.add(key);
  }
  const ordered = inOrderOf([...wanted], reads);
  return ordered.map((key) => {
    const { entity, field } = computed.find((each) => keyOf(each.field) === key)!;
    const { table, name } = entity;
    return {
      id: `fillComputed ${table}.${field.name}`,
      action: 'fillComputed',
      table,
      entity: name,
      field: field.name,
    };
  });
}

const keyOf = (field: Pick<Field, 'entity' | 'name'>): string => `${field.entity}.${field.name}`;

const isComputed = (field: Field): boolean =>
  field.columns.length > 0 && (field.rollUp !== undefined || field.formula !== undefined);

/** New, or no longer what the rows were computed by. */
function isOther(current: Model, field: Field): boolean {
  const before = current.entities.get(field.entity)?.fields.get(field.name);
  if (!before || !isComputed(before) || before.document.type !== field.document.type) return true;
  return canonicalHash(before.document.options ?? {}) !== canonicalHash(field.document.options ?? {});
}

/** Every field that the value is computed from, through other records too. */
function readsOf(
  model: Model,
  entity: Entity,
  field: Field,
  functions: Registry<FunctionDefinition>,
): readonly string[] {
  if (field.rollUp) {
    const source = rollUpSource(model, entity, field.rollUp);
    return source ? source.fields.map(keyOf) : [];
  }
  const { fields } = dependenciesOf(parseExpression(field.formula!.expression).node, functions);
  return fields.flatMap((path) =>
    walkPath(model, entity.name, path).read.map((read) => keyOf({ entity: read.entity, name: read.field })),
  );
}

/** What is read comes before what reads it; a circle stays in the order it was found. */
function inOrderOf(keys: readonly string[], reads: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const placed = new Set<string>();
  const place = (key: string, above: ReadonlySet<string>): void => {
    if (placed.has(key) || above.has(key)) return;
    for (const read of reads.get(key) ?? []) if (keys.includes(read)) place(read, new Set([...above, key]));
    placed.add(key);
  };
  for (const key of keys) place(key, new Set());
  return [...placed];
}
