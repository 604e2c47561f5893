/**
 * One step of a template's path: a field of the entity, or rows of another entity that point here and have no field of
 * their own (`order_customer`: orders by their look-up `customer`).
 */
import type { Entity, Field, Model } from '../model/model.js';
import { firstField } from '../model/parts.js';

export interface Step {
  readonly field: Field;
  readonly rest: readonly string[];
  /** Of rows without a field: the look-up of theirs that points here, which says who may follow them. */
  readonly pointer?: Field;
}

export function stepAlong(model: Model, entity: Entity, names: readonly string[]): Step | undefined {
  const found = firstField(entity, names);
  if (found) return found;
  const [name = '', ...rest] = names;
  const relation = entity.relations.get(name);
  const rows = relation && model.entities.get(relation.entity);
  const pointer = rows?.fields.get(relation?.field ?? '');
  if (!relation || relation.through !== undefined || !rows || rows.link || !pointer) return undefined;
  const children = { entity: rows.name, field: pointer.name };
  // As a field of sub-rows would be; there is no document of it.
  const field = { entity: entity.name, id: name, name, label: rows.plural, valueType: 'list', columns: [], children } as unknown as Field; // prettier-ignore
  return { field, rest, pointer };
}

/** All names that a step from here may take. */
export const namesFrom = (entity: Entity): readonly string[] => [...entity.fields.keys(), ...entity.relations.keys()];
