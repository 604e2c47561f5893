/** Text in Markdown: kept as it is typed, drawn as formatted text where a page has room. HTML in it is shown as text. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { option } from '../reading.js';
import { readBlock, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Characters, line ends included. */
  length: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 20_000 })),
});

const lengthOf = (field: FieldDocument): number => option(field, 'length', 20_000);

export const definition: FieldType = {
  id: 'markdown',
  label: strings.label,
  icon: 'hash',
  options,
  valueType: () => 'text',
  columns: (field) => textColumns(field, lengthOf(field), 'longText'),
  operators: () => textOperators,
  jsonSchema: (field) => ({ type: 'string', maxLength: lengthOf(field) }),
  parse: (input, field) => readBlock(input, lengthOf(field)),
  parseText: (text, field) => readBlock(text, lengthOf(field)),
  format: (value) => String(value),
};
