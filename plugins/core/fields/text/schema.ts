/** Text of one line: names, codes, addresses. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { option } from '../reading.js';
import { readLine, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Characters, counted as people see them. */
  length: Type.Optional(Type.Integer({ minimum: 1, maximum: 4000, default: 120 })),
});

const lengthOf = (field: Parameters<FieldType['columns']>[0]): number => option(field, 'length', 120);

export const definition: FieldType = {
  id: 'text',
  label: strings.label,
  icon: 'type',
  options,
  valueType: () => 'text',
  columns: (field) => textColumns(field, lengthOf(field)),
  operators: () => textOperators,
  jsonSchema: (field) => ({ type: 'string', maxLength: lengthOf(field) }),
  parse: (input, field) => readLine(input, lengthOf(field)),
  parseText: (text, field) => readLine(text, lengthOf(field)),
  format: (value) => String(value),
};
