/** An exact number with a fixed count of digits after the point. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import {
  decimalColumns,
  numberAggregates,
  numberOperators,
  numberSchema,
  readNumber,
  readNumberText,
  writeNumber,
} from '../number-values.js';
import { option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Digits after the point. Fixed once there are data. */
  scale: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, default: 2 })),
  /** Digits after the point that people see; the others are kept and reckoned with. */
  digits: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
});

const scaleOf = (field: FieldDocument): number => option(field, 'scale', 2);

export const definition: FieldType = {
  id: 'decimal',
  label: strings.label,
  icon: 'decimals-arrow-right',
  options,
  aggregates: numberAggregates,
  valueType: () => 'number',
  columns: (field) => decimalColumns(field, scaleOf(field)),
  operators: () => numberOperators,
  jsonSchema: (field) => numberSchema(field, scaleOf(field)),
  parse: (input, field) => readNumber(input, field, scaleOf(field)),
  parseText: (text, field, context) => readNumberText(text, field, scaleOf(field), context.locale),
  format: (value, field, context) => writeNumber(Number(value), context.locale, { most: scaleOf(field) }),
};
