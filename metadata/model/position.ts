/** Records in an order of their own (fields of type `position`). */
import type { Entity, Field } from './model.js';

/** The field by which the records of an entity are ordered within what `group` names; undefined when there is none. */
export function positionField(entity: Entity, group?: string): Field | undefined {
  return [...entity.fields.values()].find(
    ({ position }) => position && (group === undefined || position.within === undefined || position.within === group),
  );
}
