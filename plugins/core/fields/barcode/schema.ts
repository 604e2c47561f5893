/** The number under the bars of a product. EAN and UPC are checked by their last digit; free text is any short code. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { isChecked, lengths, type Digits } from '../../../../metadata/print/codes/digits.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { say } from '../../../../metadata/words.js';
import { option, wrong } from '../reading.js';
import { readLine, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

/** Signs of a free code that bars can show: printable ASCII (Code 128). */
const length = 48;

const options = closed({
  /** `free` is the default: letters and digits. */
  format: Type.Optional(oneOf(['ean13', 'ean8', 'upc', 'free'])),
});

/** The kind of a field's codes. */
export const formatOf = (field: FieldDocument): Digits | 'free' => option(field, 'format', 'free');

function readCode(input: unknown, field: FieldDocument): Parsed {
  const parsed = readLine(input, length);
  if ('code' in parsed || parsed.value === null) return parsed;
  const text = String(parsed.value);
  const format = formatOf(field);
  if (format === 'free') {
    return /^[\x20-\x7e]+$/.test(text)
      ? parsed
      : wrong('NOT_A_BARCODE', 'Bars can show plain letters, digits and signs only.');
  }
  const count = lengths[format];
  if (text.length !== count || !/^\d+$/.test(text)) {
    return wrong('NOT_A_BARCODE', say`This code has ${{ count }} digits and nothing else.`);
  }
  return isChecked(text)
    ? parsed
    : wrong('WRONG_CHECK_DIGIT', 'The last digit does not fit the others: one was mistyped.');
}

export const definition: FieldType = {
  id: 'barcode',
  label: strings.label,
  icon: 'columns-3',
  options,
  valueType: () => 'text',
  columns: (field) => textColumns(field, length),
  operators: () => textOperators,
  jsonSchema: () => ({ type: 'string', maxLength: length }),
  parse: readCode,
  // People group digits by blanks and hyphens.
  parseText: (text, field) =>
    readCode(formatOf(field) === 'free' ? text.normalize('NFKC') : text.normalize('NFKC').replace(/[\s-]/g, ''), field),
  format: (value) => String(value),
};
