/** What a roll-up reads: the relation it goes along, and which of the related record's fields its figure depends on. */
import type { RollUp } from '../contributions.js';
import type { Filter, Operand } from '../schema/query.js';
import type { Words } from '../value.js';
import { say } from '../words.js';
import type { Entity, Field, Model, Relation } from './model.js';
import { relationTarget } from './links.js';

export interface RollUpSource {
  readonly relation: Relation;
  /** The records that are counted and summed: behind links, those that are linked. */
  readonly entity: Entity;
  /** Their fields that the figure depends on. */
  readonly fields: readonly Field[];
}

/** Undefined where the release has no such relation or field. */
export function rollUpSource(model: Model, owner: Entity, rollUp: RollUp): RollUpSource | undefined {
  const relation = owner.relations.get(rollUp.relation);
  const entity = relation && model.entities.get(relationTarget(model, relation));
  if (!relation || !entity) return undefined;
  const names = [rollUp.field, rollUp.by, ...(rollUp.where ? fieldsIn(rollUp.where) : [])];
  const fields: Field[] = [];
  for (const name of names) {
    if (name === undefined) continue;
    const field = entity.fields.get(name);
    if (!field) return undefined;
    fields.push(field);
  }
  return { relation, entity, fields };
}

function fieldsIn(filter: Filter): readonly string[] {
  if ('and' in filter) return filter.and.flatMap(fieldsIn);
  if ('or' in filter) return filter.or.flatMap(fieldsIn);
  if ('not' in filter) return fieldsIn(filter.not);
  return 'field' in filter ? [filter.field] : [];
}

/**
 * Why a filter cannot decide what is rolled up, or undefined: it may only change when a related record is written, so it
 * tests stored fields of that record with values that stand.
 */
export function unsteadyPart(filter: Filter): Words | undefined {
  if ('and' in filter) return firstOf(filter.and);
  if ('or' in filter) return firstOf(filter.or);
  if ('not' in filter) return unsteadyPart(filter.not);
  if (!('field' in filter)) return say`a list (some, none, measure)`;
  if (filter.field.includes('.')) return readsAnother(filter.field);
  if (filter.op === 'under') return say`a tree ("under" on "${{ field: filter.field }}")`;
  return isPlain(filter.value)
    ? undefined
    : say`a value of "${{ field: filter.field }}" that changes with time or reader`;
}

/** A field that a write of the related record alone does not change. */
export const readsAnother = (field: string): Words => say`"${{ field }}", which reads another record`;

function firstOf(parts: readonly Filter[]): Words | undefined {
  for (const part of parts) {
    const found = unsteadyPart(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isPlain = (value: Operand | undefined): boolean =>
  typeof value !== 'object' || value === null || Array.isArray(value);
