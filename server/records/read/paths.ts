/** Which fields an answer shows when nobody says: all that may be seen. */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Context } from '../../context.js';
import { seesThrough } from './blind.js';

/** Own fields with a value, formulas whose parts may be read included; `id` and `version` come first anyway. */
export function defaultPaths(context: Context, entity: Entity): readonly string[] {
  return context.access
    .visibleFields(entity)
    .filter((field) => !field.children && !field.links && !field.partOf)
    .filter(hasValue)
    .filter((field) => seesThrough(context, field))
    .map((field) => field.name);
}

const hasValue = ({ formula, foreign, parts, columns }: Field): boolean =>
  columns.length > 0 || formula !== undefined || foreign !== undefined || parts !== undefined;

/** To-many fields of a single record: rows of sub-tables, and linked records. */
export function defaultToMany(context: Context, entity: Entity): readonly Field[] {
  const { access } = context;
  return access.visibleFields(entity).filter((field) => {
    if (field.links) return access.canRead(field) && access.mayEver('read', field.links.target);
    const child = context.release.model.entities.get(field.children?.entity ?? '');
    const pointer = child?.fields.get(field.children?.field ?? '');
    return (
      child !== undefined &&
      pointer !== undefined &&
      access.mayEver('read', child.name) &&
      access.canRead(pointer) &&
      access.canRead(field)
    );
  });
}
