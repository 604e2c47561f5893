/**
 * The place of a record among others, or among those with the same value of another field. The number only orders: there are
 * gaps between the numbers, so that a record is moved by changing it alone. New records go last; moves have their own request.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, Name } from '../../../../metadata/schema/common.js';
import { readNumber } from '../number-values.js';
import { columnOf, nullTests, option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** The field of the same record whose values part the records into groups, each with its own order. */
  within: Type.Optional(Name),
});

export const definition: FieldType = {
  id: 'position',
  label: strings.label,
  icon: 'rows-3',
  options,
  generated: true,
  position(field) {
    const within = option<string | undefined>(field, 'within', undefined);
    return within === undefined ? {} : { within };
  },
  valueType: () => 'number',
  columns: (field) => [{ name: columnOf(field), type: 'integer', role: 'value' }],
  operators: () => nullTests,
  jsonSchema: () => ({ type: 'integer' }),
  parse: (input, field) => readNumber(input, field, 0),
  format: (value) => String(value),
};
