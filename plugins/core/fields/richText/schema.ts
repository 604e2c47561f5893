/**
 * Formatted text: a small set of HTML (metadata/markup.ts). The server cleans what a body carries; whatever shows it cleans it once
 * more. It is no text to search by: contains would find tags.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { plainText } from '../../../../metadata/markup.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { columnOf, nullTests, option } from '../reading.js';
import { readBlock } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Characters, tags included. */
  length: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 20_000 })),
});

const lengthOf = (field: FieldDocument): number => option(field, 'length', 20_000);

export const definition: FieldType = {
  id: 'richText',
  label: strings.label,
  icon: 'scroll-text',
  options,
  valueType: () => 'text',
  columns: (field) => [{ name: columnOf(field), type: 'longText', role: 'value' }],
  operators: () => nullTests,
  jsonSchema: (field) => ({ type: 'string', maxLength: lengthOf(field) }),
  parse: (input, field) => readBlock(input, lengthOf(field)),
  format: (value) => plainText(String(value)),
};
