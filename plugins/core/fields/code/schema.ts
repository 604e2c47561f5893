/** Program text: lines and their indentation are kept, blanks at the ends of lines and empty lines at the end are not. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { option } from '../reading.js';
import { readBlock, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Characters, line ends included. */
  length: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 20_000 })),
  /** What it is written in, said beside the field: `sql`, `python`. */
  language: Type.Optional(Type.String({ maxLength: 30 })),
});

const lengthOf = (field: FieldDocument): number => option(field, 'length', 20_000);

function readCode(input: unknown, field: FieldDocument): Parsed {
  const parsed = readBlock(input, lengthOf(field));
  if ('code' in parsed || parsed.value === null || typeof input !== 'string') return parsed;
  // The shared reading trims; the indentation of the first line belongs to the text.
  const text = input
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '');
  return { value: text.replace(/[^\S\n]+$/gm, '').trimEnd() };
}

export const definition: FieldType = {
  id: 'code',
  label: strings.label,
  icon: 'braces',
  options,
  valueType: () => 'text',
  columns: (field) => textColumns(field, lengthOf(field), 'longText'),
  operators: () => textOperators,
  jsonSchema: (field) => ({ type: 'string', maxLength: lengthOf(field) }),
  parse: readCode,
  parseText: readCode,
  format: (value) => String(value),
};
