/** A phone number as it is written: `(5) 555-4729`, `+49 30 0074321 x12`. Kept as typed; matching folds the digits. */
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { wrong } from '../reading.js';
import { readLine, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const length = 40;
/** Digits with the usual signs, and at the end an extension: `x12`, `ext. 12`, `#12`. */
const shape = /^\+?[\d\s()./-]*\d[\d\s()./-]*(?:(?:x|ext\.?|#)\s*\d{1,8})?$/i;

function readPhone(input: unknown): Parsed {
  const parsed = readLine(input, length);
  if ('code' in parsed || parsed.value === null) return parsed;
  const text = String(parsed.value);
  if (shape.test(text) && text.replace(/\D/g, '').length >= 3) return parsed;
  return wrong('NOT_A_PHONE', 'This is no phone number. Use digits, blanks and + - ( ) . / only.');
}

export const definition: FieldType = {
  id: 'phone',
  label: strings.label,
  icon: 'phone',
  options: closed({}),
  valueType: () => 'text',
  columns: (field) => textColumns(field, length),
  operators: () => textOperators,
  jsonSchema: () => ({ type: 'string', maxLength: length }),
  parse: readPhone,
  parseText: (text) => readPhone(text.normalize('NFKC')),
  format: (value) => String(value),
};
