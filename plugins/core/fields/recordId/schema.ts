/** The id of the record itself: a ULID made by the platform, never reused. Only the system field `id` is of this type. */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { equalityTests } from '../reading.js';
import { idColumns, idSchema, readId } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

export const definition: FieldType = {
  id: 'recordId',
  label: strings.label,
  icon: 'key-round',
  options: closed({}),
  generated: true,
  valueType: () => 'id',
  columns: idColumns,
  // `under` reads the entity itself as a tree: all regions below Europe.
  operators: () => [...equalityTests, 'under'],
  jsonSchema: () => idSchema,
  parse: (input) => readId(input),
  parseText: (text) => readId(text.trim()),
  format: (value) => String(value),
};
