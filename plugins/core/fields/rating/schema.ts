/** A rating in stars: a whole number from 1 to `stars`. No stars given is no value, which is not zero. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { numberOperators, readNumber, readNumberText } from '../number-values.js';
import { columnOf, option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** The best rating. */
  stars: Type.Optional(Type.Integer({ minimum: 2, maximum: 10, default: 5 })),
});

const starsOf = (field: FieldDocument): number => option(field, 'stars', 5);
/** The same field as a number with its two ends, for the shared reading. */
const limited = (field: FieldDocument): FieldDocument => ({ ...field, options: { min: 1, max: starsOf(field) } });

export const definition: FieldType = {
  id: 'rating',
  label: strings.label,
  icon: 'star',
  options,
  aggregates: ['avg', 'min', 'max'],
  valueType: () => 'number',
  columns: (field) => [{ name: columnOf(field), type: 'integer', role: 'value' }],
  operators: () => numberOperators,
  jsonSchema: (field) => ({ type: 'integer', minimum: 1, maximum: starsOf(field) }),
  parse: (input, field) => readNumber(input, limited(field), 0),
  parseText(text, field, context) {
    const stars = [...text.trim()];
    if (stars.length > 0 && stars.every((sign) => sign === '★')) return readNumber(stars.length, limited(field), 0);
    return readNumberText(text, limited(field), 0, context.locale);
  },
  format: (value) => '★'.repeat(Number(value)),
};
