/** Walks a field path through the model, to-one look-ups and lists alike, and says at each step whose field was read. */
import type { Entity, Field, Model, Relation } from '../model/model.js';
import { relationTarget } from '../model/links.js';
import { firstField } from '../model/parts.js';

export interface PathSteps {
  /** The fields read, in order: `order.customer.name` reads order of line, customer of order, name of customer. */
  readonly read: readonly { readonly entity: string; readonly field: string }[];
  /** The last field, when all steps were found and the path ends at a field. */
  readonly field?: Field;
  /** The entity of the records the path leads to, when it ends at a look-up or a list. */
  readonly leadsTo?: string;
  /** True when the path ends at a list. */
  readonly list: boolean;
  /** The first step that is not there. */
  readonly missing?: { readonly entity: string; readonly field: string };
}

export function walkPath(model: Model, entity: string, path: string): PathSteps {
  const read: { entity: string; field: string }[] = [];
  let names: readonly string[] = path.split('.');
  let at: string | undefined = entity;
  let field: Field | undefined;
  let list = false;
  while (names.length > 0) {
    const name = names[0]!;
    const held: Entity | undefined = at === undefined ? undefined : model.entities.get(at);
    if (!held) return { read, list, missing: { entity: at ?? read.at(-1)?.entity ?? entity, field: name } };
    const found = firstField(held, names);
    field = found?.field;
    names = found?.rest ?? names.slice(1);
    const relation: Relation | undefined = held.relations.get(name);
    if (!field && !relation) return { read, list, missing: { entity: held.name, field: name } };
    if (field) read.push({ entity: held.name, field: name });
    // A list is made by the look-up on its other side: whoever changes that one should know.
    if (relation) read.push({ entity: relation.entity, field: relation.field });
    list = relation !== undefined;
    at = relation ? relationTarget(model, relation) : field?.target;
  }
  return { read, list, ...(field ? { field } : {}), ...(at === undefined ? {} : { leadsTo: at }) };
}
