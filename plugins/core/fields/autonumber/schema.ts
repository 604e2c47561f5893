/**
 * A number given at creation, one after the other: `SO-2026-00042`. The pattern says how it looks: zeros in braces are
 * the counter with that many digits at least, `{year}` is the year of creation in the site's zone and starts a new count.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { readLine, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const length = 60;
const options = closed({
  /** Text around exactly one counter: `SO-{year}-{0000}`. */
  pattern: Type.Optional(
    Type.String({ maxLength: 40, pattern: '^[^{}]*(\\{year\\}[^{}]*)?\\{0{1,12}\\}[^{}]*$', default: '{00000}' }),
  ),
});

export const definition: FieldType = {
  id: 'autonumber',
  label: strings.label,
  icon: 'binary',
  options,
  generated: true,
  valueType: () => 'text',
  columns: (field) => textColumns(field, length),
  operators: () => textOperators,
  jsonSchema: () => ({ type: 'string', maxLength: length }),
  parse: (input) => readLine(input, length),
  parseText: (text) => readLine(text, length),
  format: (value) => String(value),
};
