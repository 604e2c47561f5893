/**
 * What is made of a field that its reader may not see is hidden with it: a formula, a roll-up, a field read through a
 * look-up. Shown, filtered or sorted by, it would tell what it is made of.
 */
import { relationFields } from '../../../metadata/query/paths.js';
import type { Field } from '../../../metadata/model/model.js';
import { rollUpSource } from '../../../metadata/model/roll-up.js';
import type { Context } from '../../context.js';
import { computedField } from './computed.js';

/** May the reader see all that the field is made of? True of what is made of nothing. */
export function seesThrough(context: Context, field: Field): boolean {
  if (field.formula) return computedField(context, field) !== undefined;
  // The look-ups on the way and the field itself are asked for with its class (metadata/access/fields.ts).
  if (field.foreign) return seesThrough(context, field.foreign.source);
  return field.rollUp ? seesRollUp(context, field) : true;
}

/** Both fields of the relation, and every field of the related records that the figure depends on. */
function seesRollUp({ access, release: { model } }: Context, field: Field): boolean {
  const entity = model.entities.get(field.entity);
  const source = entity && field.rollUp && rollUpSource(model, entity, field.rollUp);
  if (!entity || !source || !access.mayEver('read', source.entity.name)) return false;
  return [...relationFields(model, entity, source.relation.name), ...source.fields].every((each) =>
    access.canRead(each),
  );
}
