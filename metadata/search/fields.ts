/** Which fields of an entity are searched: its texts marked searchable, and those that its name is made of. */
import type { Entity, Field, Model } from '../model/model.js';

/** In the order of the entity. Sealed values, composites as wholes and what the platform computes are never among them. */
export function searchFields(entity: Entity): readonly Field[] {
  if (entity.link) return [];
  return [...entity.fields.values()].filter(
    (field) =>
      (field.document.searchable === true || isName(entity, field)) &&
      field.valueType === 'text' &&
      field.columns.length > 0 &&
      field.dictionary === undefined &&
      !field.sealed &&
      !field.system &&
      !field.formula &&
      !field.rollUp,
  );
}

export const isName = (entity: Entity, field: Field): boolean => entity.nameFields.includes(field.name);

/** Of how texts become tokens: another one has every index built anew. */
const tokensVersion = 2;

/** Text that changes whenever other fields are to be searched, or otherwise: kept with the index it was built for. */
export function searchSignature(model: Model): string {
  const fields = [...model.entities.values()]
    .map((entity) => ({ name: entity.name, fields: searchFields(entity).map((field) => field.id) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, fields }) => `${name}:${[...fields].sort().join(',')}`)
    .sort()
    .join(';');
  return `${tokensVersion};${fields}`;
}
