/** Trees: an entity with a look-up to itself. `under` and department scopes walk it upwards. */
import type { Entity, Field, Model } from '../model/model.js';

/** The entity's own look-up to itself: the one that says it makes a tree, else the first; undefined when it is no tree. */
export function treeFieldOf(entity: Entity): Field | undefined {
  const own = [...entity.fields.values()].filter((field) => !field.system && field.target === entity.name);
  return own.find((field) => field.tree) ?? own[0];
}

/** The tree that the values of a field live in: the target's for look-ups, the entity's own for its record id. */
export function treeOf(field: Field, model: Model): { readonly entity: Entity; readonly parent: Field } | undefined {
  if (field.valueType !== 'id') return undefined;
  const entity = model.entities.get(field.target ?? field.entity);
  const parent = entity && treeFieldOf(entity);
  return entity && parent ? { entity, parent } : undefined;
}
