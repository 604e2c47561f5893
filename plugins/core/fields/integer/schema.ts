/** A whole number of at most 15 digits. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import {
  numberAggregates,
  numberOperators,
  numberSchema,
  readNumber,
  readNumberText,
  writeNumber,
} from '../number-values.js';
import { columnOf, option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  min: Type.Optional(Type.Integer()),
  max: Type.Optional(Type.Integer()),
  /** Thousands parted when shown; off for years and numbers that are names. */
  grouping: Type.Optional(Type.Boolean({ default: true })),
});

export const definition: FieldType = {
  id: 'integer',
  label: strings.label,
  icon: 'hash',
  options,
  aggregates: numberAggregates,
  valueType: () => 'number',
  columns: (field) => [{ name: columnOf(field), type: 'integer', role: 'value' }],
  operators: () => numberOperators,
  jsonSchema: (field) => numberSchema(field, 0),
  parse: (input, field) => readNumber(input, field, 0),
  parseText: (text, field, context) => readNumberText(text, field, 0, context.locale),
  format: (value, field, context) =>
    writeNumber(Number(value), context.locale, { most: 0, grouping: option(field, 'grouping', true) }),
};
