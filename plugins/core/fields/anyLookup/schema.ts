/**
 * A link to one record of any of some entities: what a note is about, a customer or a lead. It is kept as two parts, the
 * entity's name and the record's id; answers add the label, and a record that the reader may not see reads as none.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import type { Value } from '../../../../metadata/value.js';
import { compositeOf, partOf, partsOf } from '../composite.js';
import { equalityTests, option } from '../reading.js';
import { idSchema, targetsOf, TargetsSchema } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** The entities whose records may be linked. */
  targets: TargetsSchema,
  /** What happens here when the record is deleted. */
  onDelete: Type.Optional(oneOf(['restrict', 'setNull'])),
});

const parts = (field: FieldDocument): readonly FieldDocument[] => [
  partOf('entity', 'recordKind', { label: strings.kind, options: { targets: targetsOf(field) } }),
  partOf('id', 'text', { label: strings.record, index: true, options: { length: 26 } }),
];
const composite = compositeOf(parts);

function incomplete(entity: Value, id: Value) {
  if ((entity === null) === (id === null)) return undefined;
  return { code: 'INCOMPLETE_REFERENCE', message: 'Choose both the kind and the record, or neither.' };
}

export const definition: FieldType = {
  ...composite,
  id: 'anyLookup',
  label: strings.label,
  icon: 'link',
  options,
  // Asked of the record's id; its kind is asked by the path of the part, `about.entity`.
  operators: () => equalityTests,
  jsonSchema(field, direction) {
    if (direction === 'write') return composite.jsonSchema(field, direction);
    const properties = { entity: { type: 'string' }, id: idSchema, label: { type: ['string', 'null'] } };
    return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  },
  parse(input, field) {
    const parsed = composite.parse(input, field);
    if ('code' in parsed || parsed.value === null) return parsed;
    const { entity = null, id = null } = partsOf(parsed.value);
    return incomplete(entity, id) ?? parsed;
  },
  targets: targetsOf,
  onDelete: (field) => option<'restrict' | 'setNull'>(field, 'onDelete', 'restrict'),
  checkParts: ({ entity = null, id = null }) => incomplete(entity, id),
  format(value) {
    const { entity, id, label } = partsOf(value);
    return typeof label === 'string' ? label : `${String(entity)} ${String(id)}`;
  },
};
