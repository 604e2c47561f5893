/** Which fields an answer shows when nobody says: all that may be seen. */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Context } from '../../context.js';
import { computedField } from './computed.js';

/** Own fields with a value, formulas whose parts may be read included; `id` and `version` come first anyway. */
export function defaultPaths(context: Context, entity: Entity): readonly string[] {
  return context.access
    .visibleFields(entity)
    .filter((field) => !field.children && !field.partOf)
    .filter((field) => (field.formula ? isShown(context, field) : field.columns.length > 0 || field.parts))
    .map((field) => field.name);
}

function isShown(context: Context, field: Field): boolean {
  return computedField(context, field) !== undefined;
}

export function defaultChildren(context: Context, entity: Entity): readonly Field[] {
  return context.access.visibleFields(entity).filter((field) => {
    const child = context.release.model.entities.get(field.children?.entity ?? '');
    const pointer = child?.fields.get(field.children?.field ?? '');
    return (
      child !== undefined &&
      pointer !== undefined &&
      context.access.mayEver('read', child.name) &&
      context.access.canRead(pointer) &&
      context.access.canRead(field)
    );
  });
}
